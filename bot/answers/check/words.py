"""The lists of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from index.analysis import stem


@cache
def sense(name: str) -> frozenset[str]:
    """Return the folded words of one list."""
    return frozenset(str(_lists()[name]).split())


@cache
def phrases(name: str) -> frozenset[str]:
    """Return the entries of a list that are separated by commas."""
    return frozenset(" ".join(entry.split()) for entry in str(_lists()[name]).split(",") if entry.strip())


@cache
def patterns(name: str) -> tuple[str, ...]:
    """Return the regular expressions of one list."""
    return tuple(_lists()[name])


def groups(name: str) -> list[list[str]]:
    """Return the folded words of each of several lists of one name."""
    return [group.split() for group in patterns(name)]


@cache
def contraries() -> frozenset[frozenset[str]]:
    """Return the pairs of stems of which one is the contrary of the other."""
    return frozenset(frozenset(map(stem, pair.split())) for pair in phrases("contraries"))


@cache
def _lists() -> dict[str, str | list[str]]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
