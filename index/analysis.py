"""French text to terms: the one analysis that the lexical index, the embedding, reranking and answers share.

Folds case, accents, ligatures (œ -> oe) and typographic apostrophes, splits elisions (l'OTAN -> otan), joins
grouped figures (10 000, 10.000 and 10000 are one term) and dotted acronyms (O.N.U. -> onu), and stems with
Snowball French. The text itself is never changed: every term says where it stands.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from itertools import starmap
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found]  # a C module without stubs

from index import accents

# Spaces that group figures: plain, no-break, narrow no-break, thin.
_GROUP = "[ .\u00a0\u202f\u2009]"
_FIGURE = rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_ACRONYM = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
# A word or figure, and the apostrophe that may stand behind it.
_TOKEN = re.compile(rf"({_FIGURE}|{_ACRONYM}|[^\W\d_]+\d*)(['’]?)")
# The same where letters carry their accents as characters of their own (NFD text); twice as slow.
_MARK = re.compile("[\u0300-\u036f]")
_TOKEN_MARKS = re.compile(rf"({_FIGURE}|{_ACRONYM}|(?:[^\W\d_][\u0300-\u036f]*)+\d*)(['’]?)")
_ELISIONS = frozenset(
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"]
)
_LONGEST = 64  # no French word is longer; a run of letters is cut, so that no index holds a page as one term
_SHORT = 800  # characters
_stem = Stemmer.Stemmer("french", 0).stemWord


class Term(NamedTuple):
    """One word of a text: `stem` is what is compared, `word` its folded form, [start, end) its place."""

    stem: str
    word: str
    start: int
    end: int


_term = tuple.__new__  # a named tuple's own way takes twice the time, and texts have many terms


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word or text without case, accents and ligatures; apostrophes become straight.

    The length may change (œ): use `terms` where offsets matter.
    """
    return accents.removed(word.lower()).replace("’", "'")


@lru_cache(maxsize=500_000)
def stem(word: str) -> str:
    """Return the folded French stem of one word; figures lose their grouping.

    Folding comes before stemming, so that a word has one stem with and without its accents. Snowball
    then misses some accented endings; dropping the final e makes good for it. PIAF recall@1, question
    with / without its accents: stemming first 0.689 / 0.675, folding first 0.686 / 0.686, folding first
    and no final e 0.689 / 0.689.
    """
    if word[0].isdigit():
        return re.sub(_GROUP + r"(?=\d{3})", "", word).replace(",", ".")
    stemmed: str = _stem(fold(word[:_LONGEST]))
    return stemmed.rstrip("e") if len(stemmed) > 4 else stemmed


def family(word: str) -> str:
    """Return what the words of one family share: the first six letters of a folded word."""
    return word[:6]


def terms(text: str) -> list[Term]:
    """Return the terms of a text in order, elisions and apostrophes left out.

    "aujourd'hui" gives its two halves, as query and text are split alike.
    """
    return list(_known(text)) if len(text) <= _SHORT else _terms(text)


@lru_cache(maxsize=2_000)
def _known(text: str) -> tuple[Term, ...]:
    """Return the terms of a short text: questions, names, headlines and sentences come back all the time."""
    return tuple(_terms(text))


def _terms(text: str) -> list[Term]:
    found = []
    for match in _tokens(text).finditer(text):
        forms = _forms(*match.groups())
        if forms is not None:
            found.append(_term(Term, (*forms, match.start(), match.end(1))))
    return found


def forms(text: str) -> list[tuple[str, str]]:
    """Return (stem, folded form) of each of the `terms` of a text, in order; in a third of the time."""
    return [found for found in starmap(_forms, _tokens(text).findall(text)) if found is not None]


def _tokens(text: str) -> re.Pattern[str]:
    return _TOKEN_MARKS if _MARK.search(text) else _TOKEN


@lru_cache(maxsize=200_000)
def _forms(word: str, apostrophe: str) -> tuple[str, str] | None:
    """Return the stem and the folded form of a word or figure as it is printed; None of an elision."""
    if apostrophe and fold(word) in _ELISIONS:
        return None
    if word[0].isdigit():
        word = stem(word)  # one figure has one form
    elif "." in word:
        word = word.replace(".", "")
    return stem(word), fold(word)


@cache
def stopwords() -> frozenset[str]:
    """Return the folded French and English function words (`index/stopwords.txt`)."""
    text = resources.files("index").joinpath("stopwords.txt").read_text(encoding="utf-8")
    return frozenset(fold(w) for line in text.splitlines() if not line.startswith("#") for w in line.split())


def content_terms(text: str) -> list[Term]:
    """Return the terms that carry meaning: no function word, no lone letter."""
    return [t for t in terms(text) if _carries_meaning(t.word)]


def content_counts(text: str) -> dict[tuple[str, str], int]:
    """Return how often each (stem, folded form) of the `content_terms` of a text stands in it, in order."""
    found: dict[tuple[str, str], int] = {}
    for forms in starmap(_content_forms, _tokens(text).findall(text)):
        if forms is not None:
            found[forms] = found.get(forms, 0) + 1
    return found


@lru_cache(maxsize=200_000)
def _content_forms(word: str, apostrophe: str) -> tuple[str, str] | None:
    forms = _forms(word, apostrophe)
    return forms if forms is not None and _carries_meaning(forms[1]) else None


def _carries_meaning(word: str) -> bool:
    return word not in stopwords() and (len(word) > 1 or word.isdigit())
