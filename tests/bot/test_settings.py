"""bot/settings.py, index/settings.py: what the environment may say, and the file that lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.redaction import SECRET
from bot.settings import from_environment
from index.errors import UsageError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


# Those that have to be one of some words, or a number.
REAL = {
    "LOG_LEVEL": "INFO",
    "LOG_FORMAT": "lines",
    "METRICS_PORT": "9464",
    "TRACE_CONTENT": "no",
    "TELEGRAM_WATCH": "no",
    "WATCH_EVERY": "15",
    "VERBATIM_LANGUAGE": "fr",
}


class Recording(Mapping[str, str]):
    """An environment in which everything is set, and which remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return REAL.get(name, "http://127.0.0.1")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_the_example_lists_every_setting_and_no_other() -> None:
    """Each name that is read has a line in .env.example, and each line there is read."""
    environment = Recording()
    from_environment(environment)
    listed = re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(environment.asked)


def test_the_defaults_of_the_example_are_the_defaults() -> None:
    """The example says what happens without it: home, language, log level, no endpoint."""
    listed = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    bare = from_environment({})
    assert bare.news.home == Path(listed["VERBATIM_HOME"]).absolute()
    assert (bare.language, bare.news.log_level) == (listed["VERBATIM_LANGUAGE"], listed["LOG_LEVEL"])
    shown = bare.observing
    assert shown.log_format == listed["LOG_FORMAT"]
    assert (shown.metrics_port, shown.metrics_host) == (0, listed["METRICS_HOST"])
    assert (shown.traces, shown.content) == (None, listed["TRACE_CONTENT"] == "yes")
    assert (bare.news.llm, bare.news.embedding, bare.news.chroma_url) == (None, None, None)


def test_every_key_is_known_as_a_secret() -> None:
    """A setting that is named for a key or token is redacted."""
    environment = Recording()
    from_environment(environment)
    assert {n for n in environment.asked if n.endswith(("_KEY", "_TOKEN"))} <= set(SECRET)


def test_options_win_over_the_environment(tmp_path: Path) -> None:
    """--home and --language are stronger than their variables."""
    environment = {"VERBATIM_HOME": "/elsewhere", "VERBATIM_LANGUAGE": "fr"}
    chosen = from_environment(environment, tmp_path, "en")
    assert (chosen.news.home, chosen.language) == (tmp_path, "en")


@pytest.mark.parametrize(
    "environment",
    [
        {"VERBATIM_LANGUAGE": "LOUD"},
        {"LOG_LEVEL": "LOUD"},
        {"LOG_FORMAT": "LOUD"},
        {"TRACE_CONTENT": "LOUD"},
        {"METRICS_PORT": "LOUD"},
        {"METRICS_PORT": "70000"},
    ],
    ids=lambda environment: "=".join(*environment.items()),
)
def test_an_unknown_value_is_a_wrong_call(environment: dict[str, str]) -> None:
    """A value that nothing can be made of is told, not ignored."""
    with pytest.raises(UsageError, match=r"(?i)LOUD|70000"):
        from_environment(environment)


def test_a_key_is_not_shown_by_accident() -> None:
    """Printing the settings prints no key."""
    chosen = from_environment({"LLM_BASE_URL": "http://h/v1", "LLM_MODEL": "m", "LLM_API_KEY": "sk-hidden"})
    assert chosen.news.llm is not None
    assert chosen.news.llm.key == "sk-hidden"
    assert "hidden" not in repr(chosen)
