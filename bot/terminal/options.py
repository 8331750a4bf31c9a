"""The options that every command has, and how they become settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from bot import observing
from bot.redaction import Redactor
from bot.settings import Settings, from_environment
from bot.terminal import output
from index import settings as news

Home = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder of the articles (default: VERBATIM_HOME).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, nothing else, on stdout.")]
Language = Annotated[
    Literal["fr", "en"] | None, typer.Option(help="Language of what is shown (default: VERBATIM_LANGUAGE).")
]

Separator = Annotated[
    Literal[",", ";", "tab"] | None,
    typer.Option(help='Between the cells of a CSV (default: ","); a French spreadsheet opens ";".'),
]


def settings(home: Path | None, language: str | None = None, *, service: bool = False) -> Settings:
    """Read the settings and set logging up by them; a `service` runs on, and logs what it does.

    Raises:
        UsageError: a setting has a value that is not known.
    """
    environment = news.environment()
    read = from_environment(environment, home, language)
    output.speak(read.language)
    observing.begin(read, Redactor.of(environment), service=service)
    return read
