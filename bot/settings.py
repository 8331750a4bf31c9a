"""What the environment may say about the conversation, beside what it says about the news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import prompts
from index import settings as news
from index.errors import UsageError
from prompts import message

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; each field's variable is listed in `.env.example`.

    Attributes:
        news: where the articles are and which endpoints are used.
        language: of everything printed for people, and of answers: "fr" or "en".
    """

    news: news.Settings
    language: str


def from_environment(
    environment: Mapping[str, str], home: Path | None = None, language: str | None = None
) -> Settings:
    """Build the settings; `home` and `language` (the options of a command) win over the environment.

    Raises:
        UsageError: a value is none of those that are known.
    """
    chosen = (language or environment.get("VERBATIM_LANGUAGE") or "fr").lower()
    if chosen not in prompts.LANGUAGES:
        raise UsageError(message("terminal.language", "fr", given=chosen))
    read = news.from_environment(environment, home)
    if read.log_level not in LEVELS:
        raise UsageError(message("terminal.log_level", chosen, level=read.log_level))
    return Settings(read, chosen)
