"""bot/terminal/app.py: `--help` says what each command, argument and option is."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
import typer

from bot.terminal.app import app


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
