"""The word lists of `words.toml`, read once: by which words a question says what it asks."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def sense(name: str) -> frozenset[str]:
    """Return the folded words of one list of `words.toml` ("saying", "units"...)."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
