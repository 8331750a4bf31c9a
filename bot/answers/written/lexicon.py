"""The lists of `speech.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def words(name: str) -> frozenset[str]:
    """Return the folded words of a list."""
    return frozenset(_lists()[name].split())


@cache
def acts() -> tuple[frozenset[str], ...]:
    """Return the groups of verbs that may stand for one another."""
    return tuple(frozenset(line.split()) for line in _lists()["acts"].splitlines() if line.strip())


@cache
def _lists() -> dict[str, str]:
    text = resources.files(__package__).joinpath("speech.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
