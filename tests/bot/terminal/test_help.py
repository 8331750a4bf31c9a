"""bot/terminal/app.py: `--help` says what each command, argument and option is."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
import typer

from bot.terminal.app import app
from tests.bot.terminal.conftest import call


def commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield each command of a group and of the groups in it, by its full name."""
    for name, command in sorted(group.commands.items()):
        yield " ".join([*names, name]), command
        if isinstance(command, click.Group):
            yield from commands(command, (*names, name))


COMMANDS = dict(commands(typer.main.get_command(app)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_leaves_nothing_unsaid(name: str) -> None:
    """One sentence for the command, and one for each argument and option."""
    command = COMMANDS[name]
    assert (command.help or "").split("\n")[0].endswith("."), command.help
    for given in command.params:
        if not isinstance(command, click.Group):
            assert (getattr(given, "help", None) or "").endswith("."), given.name


@pytest.mark.parametrize("names", [(), ("feeds",), ("export",)], ids=lambda n: " ".join(n) or "verbatim")
def test_the_list_of_commands_cuts_nothing_off(names: tuple[str, ...]) -> None:
    """On a terminal of 80 columns each command has its whole sentence."""
    listed = call(*names, "--help").out.partition("Commands:\n")[2].splitlines()
    assert listed
    assert all(line.endswith(".") and not line.endswith("...") for line in listed), listed
