"""The words of `equivalents.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def table(name: str) -> Mapping[str, frozenset[str]]:
    """Return each folded word of a table with all the words of its groups."""
    found: dict[str, frozenset[str]] = {}
    for group in groups(name):
        for word in group:
            found[word] = found.get(word, frozenset()) | frozenset(group)
    return found


@cache
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a table in the order of the file."""
    text = resources.files("bot.answers.written").joinpath("equivalents.toml").read_text(encoding="utf-8")
    tables: dict[str, str] = tomllib.loads(text)
    return tuple(tuple(line.split()) for line in tables[name].splitlines() if line.strip())
