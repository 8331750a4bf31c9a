"""What goes to stdout and stderr: JSON for scripts, rich for people, one line for an error. Always UTF-8."""

from __future__ import annotations

import io
import json
import logging
import re
import shutil
import sys
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# Line ends for many readers of lines, though not for JSON; half characters cannot be written as UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_chosen: list[str] = []  # the language that the running command was asked to speak


def prepare() -> None:
    """Make stdout and stderr UTF-8, whatever the locale says; no language is chosen yet."""
    _chosen.clear()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def document(value: dict[str, Any] | list[dict[str, Any]]) -> None:
    """Print one JSON document on one line, at once."""
    print(encoded(value), flush=True)


def encoded(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    """Return a JSON document on one line, for every reader of lines."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def console(*, stderr: bool = False) -> Console:
    """Return a console of stdout or stderr; colours only on a terminal, and not with NO_COLOR."""
    from rich.console import Console

    return Console(file=sys.stderr if stderr else sys.stdout, highlight=False, markup=False, emoji=False)


def show(renderable: RenderableType) -> None:
    """Print for people; lines that must not be cut (addresses) are folded by the terminal itself."""
    console().print(renderable, crop=False)


def notice(text: str) -> None:
    """Print a remark on stderr."""
    _remark(text, logging.INFO)


def noticer(language: str) -> Callable[[str, dict[str, object]], None]:
    """Return a function that prints the message of a key and its values on stderr."""
    from prompts import message

    return lambda key, values: notice(message(key, language, **values))


def complain(text: str) -> None:
    """Print an error on stderr, without secrets."""
    from bot.redaction import Redactor
    from index.settings import environment

    _remark("verbatim: " + Redactor.of(environment())(text), logging.ERROR)


def _remark(text: str, level: int) -> None:
    from bot.observing import logs

    if logs.for_machines():
        logging.getLogger(__name__).log(level, "%s", text)
        return
    from bot.render.layout import harmless

    print(_fitted(harmless(text)), file=sys.stderr, flush=True)


def _fitted(text: str) -> str:
    """Return a text broken between words where a person reads it; a path or an address stays whole."""
    if not sys.stderr.isatty():
        return text
    width = shutil.get_terminal_size().columns
    lines = text.splitlines()
    return "\n".join(textwrap.fill(n, width, break_long_words=False, break_on_hyphens=False) for n in lines)


def tell_interrupted() -> None:
    """Tell a person that their Ctrl-C was heard and lost nothing; a script knows by the status."""
    from prompts import message

    if sys.stderr.isatty():
        notice(message("terminal.interrupted", language()))


def complain_unexpected(error: Exception) -> None:
    """Print one line about a defect of ours; the traceback only where LOG_LEVEL is DEBUG."""
    from prompts import message

    reason = str(error) or "?"
    complain(message("terminal.unexpected", language(), kind=type(error).__name__, reason=reason))
    logging.getLogger(__name__).debug("where it came from", exc_info=error)


def version(wanted: bool) -> None:
    """Print the version and end, for the option of that name."""
    if wanted:
        from importlib.metadata import version as installed

        print(f"verbatim {installed('verbatim')}")
        raise typer.Exit


def speak(language: str) -> None:
    """Take note of the language that a command was asked to speak."""
    _chosen[:] = [language]


def language() -> str:
    """Return the language of the command, else of the environment, for errors that nobody else words."""
    import prompts
    from index.settings import environment

    language = _chosen[0] if _chosen else environment().get("VERBATIM_LANGUAGE", "")
    return language if language in prompts.LANGUAGES else "fr"
