"""Outlets: what makes two printed names one outlet, for all that counts, lists or chooses by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.people.tables import fold


def key(name: str | None) -> str:
    """Return what all spellings of an outlet share; "" for none.

    One outlet's pages and dispatches write its apostrophe, accents, capitals and spaces in more than one way.
    """
    return " ".join(fold(name or "").split())


def count(names: Iterable[str | None]) -> int:
    """Return how many outlets some names are."""
    return len({found for name in names if (found := key(name))})


def usual(names: Iterable[str | None]) -> dict[str, str]:
    """Return for the key of each outlet the spelling that is used most, of equals the first."""
    spelt: dict[str, Counter[str]] = {}
    for name in names:
        if name and (found := key(name)):
            spelt.setdefault(found, Counter())[name] += 1
    return {found: spellings.most_common(1)[0][0] for found, spellings in spelt.items()}
