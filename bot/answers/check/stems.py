"""Stems of a text, and what is seen of one without reading it."""

from __future__ import annotations

import re
from functools import lru_cache

from index import analysis
from index.analysis import family

_START = 4  # letters
_STEMMED = re.compile("(?:al|i)$")


@lru_cache(maxsize=20_000)
def stems_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of a text, and the families of the longer ones."""
    stems = frozenset(t.stem for t in analysis.terms(text))
    return stems, frozenset(family(s) for s in stems if len(s) > 5)


def start_of(stem: str) -> str:
    """Return what every word of a stem has somewhere in its form by `comparing.rough`."""
    # "pays" is stemmed to "pai", "vaux" to "val", and "10 000" is one figure.
    return stem[:1] if stem[0].isdigit() else _STEMMED.sub("", stem[:_START]) or stem[:1]
