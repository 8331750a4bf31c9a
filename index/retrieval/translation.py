"""English questions on French text: what an English word or name is called in French (`translations.tsv`)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from index import analysis
from index.analysis import Term

_LONGEST = 4  # words of a name
_MOST = 4  # French names of one English one


def english(text: str) -> bool:
    """Say whether a question is written in English rather than French, by its function words."""
    words = [t.word for t in analysis.terms(text[:2000])]
    own = _function_words()
    return sum(w in own["en"] for w in words) > sum(w in own["fr"] for w in words)


def french(text: str) -> dict[int, tuple[Term, ...]]:
    """Return the French terms of the English words of a text, by where the English word starts."""
    terms = analysis.terms(text)
    words = [_key(text[t.start : t.end], t.word) for t in terms]
    found: dict[int, tuple[Term, ...]] = {}
    i = 0
    while i < len(terms):
        size, names = next(
            ((n, names) for n in range(_LONGEST, 0, -1) if (names := _names(words[i : i + n], n))), (1, ())
        )
        for at, own in zip(terms[i : i + size], _spread(names, size), strict=True):
            if own:
                found[at.start] = tuple(Term(t.stem, t.word, at.start, at.end) for t in own)
        i += size
    return found


def _key(surface: str, word: str) -> str:
    # "who" and "us" are function words, WHO and US are names.
    return "" if word in analysis.stopwords() and not surface.isupper() else word


def _names(words: list[str], size: int) -> tuple[str, ...]:
    if len(words) != size or not words[-1]:
        return ()
    *before, last = words
    keys = (" ".join((*before, form)) for form in _forms(last))
    return next((names for key in keys if (names := _table().get(key))), ())


def _forms(word: str) -> list[str]:
    """Return what a plural, a past or a participle may be a form of."""
    forms = [word]
    for ending, instead in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("d", ""),
        ("ing", ""),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            forms.append(word.removesuffix(ending) + instead)
    return forms


def _spread(names: tuple[str, ...], size: int) -> list[list[Term]]:
    """Share the words of French names out to the words of the English one; what is over goes to the last.

    Of names longer than others none is taken: "République islamique" alone is not "Iran".
    """
    spread: list[list[Term]] = [[] for _ in range(size)]
    terms = [analysis.content_terms(name) for name in names]
    most = max(size, min(map(len, terms), default=0))
    for name in terms:
        for i, term in enumerate(name if len(name) <= most else ()):
            spread[min(i, size - 1)].append(term)
    return spread


# Tables that say how one thing is called in both languages: package, file, English column, French columns.
_TABLES = (
    ("index.retrieval", "translations.tsv", 0, (1,)),
    ("index.people", "demonyms.tsv", 3, (1,)),
    ("index.people", "demonyms.tsv", 4, (2,)),
    ("index.people", "bodies.tsv", 3, (1, 2)),
)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    rows = (line.partition("\t") for line in _lines("index.retrieval", "function_words.tsv"))
    return {language: frozenset(words.split()) for language, _, words in rows}


def _lines(package: str, file: str) -> list[str]:
    text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Return the French names of each English one, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for package, file, key, columns in _TABLES:
        for line in _lines(package, file):
            row = line.split("\t")
            names = tuple(n for c in columns for n in _split(row, c))
            for english in _split(row, key):
                found.setdefault(" ".join(t.word for t in analysis.terms(english)), names[:_MOST])
    return found


def _split(row: list[str], column: int) -> list[str]:
    return [n.strip() for n in re.split("[;,]", row[column]) if n.strip()] if column < len(row) else []
