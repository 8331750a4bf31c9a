"""The options that every command has, and how they become settings."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.redaction import Formatter, Redactor
from bot.settings import Settings, from_environment
from index import settings as news

Home = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Folder of the articles (default: VERBATIM_HOME).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, nothing else, on stdout.")]
Language = Annotated[
    Literal["fr", "en"] | None, typer.Option(help="Language of what is shown (default: VERBATIM_LANGUAGE).")
]
# Noisy below their warnings, and some name addresses with what was asked.
_QUIET = ("aiohttp", "httpx", "httpcore", "chromadb", "llama_index", "openai", "urllib3", "asyncio")


def settings(home: Path | None, language: str | None = None) -> Settings:
    """Read the settings and set logging up by them.

    Raises:
        UsageError: a setting has a value that is not known.
    """
    environment = news.environment()
    read = from_environment(environment, home, language)
    _log_to_stderr(read.news.log_level, Redactor.of(environment))
    return read


def _log_to_stderr(level: str, redactor: Redactor) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter(redactor))
    # Only our own handler: whatever a library has set up before would print without redaction.
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
