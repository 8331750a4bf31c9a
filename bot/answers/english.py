"""English questions over French articles: names of countries and bodies and common words, put into French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

# Tables that say how one thing is called in both languages: (package, file, French column, English columns).
_TABLES = (
    ("index.people", "demonyms.tsv", 1, (3,)),
    ("index.people", "demonyms.tsv", 2, (4,)),
    ("index.people", "bodies.tsv", 2, (3,)),
    (__package__, "english.tsv", 1, (0,)),
)


def french(question: str) -> str:
    """Return an English question with the words and names it knows put into French, the others as they stand.

    No translation: word for word, for comparing words with articles, never shown.
    """
    return _pattern().sub(_put, question)


def _put(found: re.Match[str]) -> str:
    known, words = _names()[found.group().lower()]
    # "WHO" and "US" are names, "who" and "us" are not.
    return words if not known.isupper() or found.group().isupper() else found.group()


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Return each English name in lower case with its spelling and its French; the first entry stands."""
    found: dict[str, tuple[str, str]] = {}
    for package, file, french_column, english_columns in _TABLES:
        for row in _rows(package, file):
            if max(french_column, *english_columns) >= len(row):
                continue
            # An acronym is what articles write; the full name stands where a body has none.
            words = row[french_column].split(";")[0] or row[1]
            for column in english_columns:
                for name in filter(None, row[column].split(";")):
                    found.setdefault(name.lower(), (name, words))
    return found


def _rows(package: str, file: str) -> Iterator[list[str]]:
    text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
