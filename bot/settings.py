"""What the environment may say about the conversation, beside what it says about the news."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import prompts
from index import settings as news
from index.errors import UsageError
from prompts import message

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("lines", "json")


TELEGRAM_API = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Telegram:
    """The settings of the Telegram bot, as they were written: only the bot itself judges them.

    Attributes:
        allowed, admins: ids of users, groups or channels, between commas or spaces.
        webhook_url: where Telegram posts updates; unset: long polling. `webhook_secret` is sent with each.
        webhook_port: where the bot listens for them, on this machine only.
        watch: whether the bot follows the feeds of the home too.
    """

    token: str = field(default="", repr=False)
    api_url: str = TELEGRAM_API
    allowed: str = ""
    admins: str = ""
    webhook_url: str | None = None
    webhook_secret: str = field(default="", repr=False)
    webhook_port: str = "8443"
    watch: bool = False


@dataclass(frozen=True, slots=True)
class Observing:
    """What a running program shows of itself.

    Attributes:
        log_format: "lines" or "json".
        metrics_port: where metrics are served, 0 for nowhere; `metrics_host` is an address of this machine.
        traces: where traces go by OTLP over gRPC; unset: nowhere.
        content: traces hold questions and answers.
    """

    log_format: str = "lines"
    metrics_port: int = 0
    metrics_host: str = "127.0.0.1"
    traces: str | None = None
    content: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; each field's variable is listed in `.env.example`.

    Attributes:
        news: where the articles are and which endpoints are used.
        language: of everything printed for people, and of answers: "fr" or "en".
        watch_every: seconds between two visits of a feed.
    """

    news: news.Settings
    language: str
    telegram: Telegram = Telegram()
    observing: Observing = Observing()
    watch_every: int = 900


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
    return Settings(
        read,
        chosen,
        _telegram(environment, chosen),
        _observing(environment, chosen),
        _watch_every(environment, chosen),
    )


def _watch_every(environment: Mapping[str, str], language: str) -> int:
    given = (environment.get("WATCH_EVERY") or "15").strip()
    if not re.fullmatch(r"\d{1,4}", given) or not 1 <= int(given) <= 1440:
        raise UsageError(message("feeds.every", language, given=given))
    return 60 * int(given)


def _telegram(environment: Mapping[str, str], language: str) -> Telegram:
    return Telegram(
        token=(environment.get("TELEGRAM_TOKEN") or "").strip(),
        api_url=(environment.get("TELEGRAM_API_URL") or TELEGRAM_API).rstrip("/"),
        allowed=environment.get("TELEGRAM_ALLOWED") or "",
        admins=environment.get("TELEGRAM_ADMINS") or "",
        webhook_url=environment.get("TELEGRAM_WEBHOOK_URL") or None,
        webhook_secret=(environment.get("TELEGRAM_WEBHOOK_SECRET") or "").strip(),
        webhook_port=environment.get("TELEGRAM_WEBHOOK_PORT") or "8443",
        watch=_one_of(environment, "TELEGRAM_WATCH", ("no", "yes"), language) == "yes",
    )


def _observing(environment: Mapping[str, str], language: str) -> Observing:
    port = environment.get("METRICS_PORT") or "0"
    if not port.isdecimal() or int(port) > 65535:
        raise UsageError(message("terminal.no_port", language, name="METRICS_PORT", given=port))
    return Observing(
        log_format=_one_of(environment, "LOG_FORMAT", LOG_FORMATS, language),
        metrics_port=int(port),
        metrics_host=environment.get("METRICS_HOST") or "127.0.0.1",
        traces=environment.get("OTEL_EXPORTER_OTLP_ENDPOINT") or None,
        content=_one_of(environment, "TRACE_CONTENT", ("no", "yes"), language) == "yes",
    )


def _one_of(environment: Mapping[str, str], name: str, known: Sequence[str], language: str) -> str:
    """Return a setting that has to be one of some words, the first where it is not set."""
    given = (environment.get(name) or known[0]).strip().lower()
    if given not in known:
        words = ", ".join(known)
        raise UsageError(message("terminal.no_such_value", language, name=name, given=given, known=words))
    return given
