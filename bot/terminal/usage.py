"""What is wrong with a call, in the language of whoever reads it: how the command is used, and where help is.

The command line's library says it in English; what it says is recognised by `usage.toml`. A text that is not
known there is shown as it is.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import cast

import typer

from bot.terminal import output
from prompts import LANGUAGES, message

# What typer raises for any wrong call; of its tree only this one's child has a public name.
WrongCall = cast("type[Exception]", typer.BadParameter.__mro__[1])
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def complain(error: Exception, app: typer.Typer, arguments: Sequence[str]) -> None:
    """Print on stderr what is wrong with a call; where a group was called alone, its commands."""
    if type(error).__name__ == "NoArgsIsHelpError":
        output.notice(str(error))
        return
    language = _language(arguments)
    context = getattr(error, "ctx", None) or _context(app, arguments)
    used = context.get_usage().removeprefix("Usage: ")
    output.notice(message("usage.used", language, usage=used))
    output.notice(message("usage.help", language, command=context.command_path) + "\n")
    said = getattr(error, "format_message", error.__str__)()
    output.complain(worded(said, language))


def worded(said: str, language: str) -> str:
    """Return what the library says of a call in a language; what is not known, as it is."""
    key, found = next(((k, m) for k, p in _patterns().items() if (m := p.fullmatch(said))), ("", None))
    if found is None:
        return said
    values = {name.rstrip("_"): text for name, text in found.groupdict().items() if text is not None}
    if "reason" in values:
        values["reason"] = worded(values["reason"], language)
    near = values.pop("near", "")
    shown = {name: text if name == "reason" else _plain(text) for name, text in values.items()}
    told = message(f"usage.{key}", language, **shown)
    return f"{told} {message('usage.near', language, names=_plain(near))}" if near else told


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = resources.files(__package__).joinpath("usage.toml").read_text(encoding="utf-8")
    return {key: re.compile(pattern) for key, pattern in tomllib.loads(text).items()}


def _plain(text: str) -> str:
    """Return a text without the quotation marks of Python around it or around the names in it."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = None
    return value if isinstance(value, str) else _QUOTED.sub(lambda m: m.group()[1:-1], text)


def _language(arguments: Sequence[str]) -> str:
    """Return the language that a call asks for, read where it may not be understood; else the setting's."""
    for at, given in enumerate(arguments):
        name, _, value = given.partition("=")
        if name == "--":
            break
        value = value or (arguments[at + 1] if at + 1 < len(arguments) else "")
        if name == "--language" and value in LANGUAGES:
            return value
    return output.language()


def _context(app: typer.Typer, arguments: Sequence[str]) -> typer.Context:
    """Return the context of the command that is called."""
    command, names = typer.main.get_command(app), ["verbatim"]
    for name in arguments:
        below = getattr(command, "commands", {}).get(name)
        if below is None:
            break
        command, names = below, [*names, name]
    return typer.Context(command, info_name=" ".join(names))
