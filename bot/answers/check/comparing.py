"""Words as they are compared: no case, accents, apostrophes, marks or spaces; each knows where it stands.

What an outlet put between brackets is not the speaker's and is passed over; "[...]" is a cut, which nothing
else matches. Nothing here changes a text: what is shown is always a slice of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index import accents, analysis
from index.analysis import fold

CUT = "[…]"
_GROUP = "[ .\u00a0\u202f\u2009]"
_PIECE = re.compile(
    rf"(?P<cut>[\[(]\s*(?:…|\.\.\.)\s*[\])])|(?P<aside>\[[^\[\]]{{1,160}}\]|\(sic\))|(?P<dots>…|\.{{3,}})"
    rf"|(?P<word>\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?|[%€$£]"
    r"|(?:[^\W\d_][\u0300-\u036f]*)+\d*)"
)

_STOP = re.compile(r"[.,;:!?]")


class Word(NamedTuple):
    """One word: `key` is what is compared, [start, end) its place.

    `content`: it carries meaning; `opens`: a stop or comma stands before it.
    """

    key: str
    start: int
    end: int
    content: bool
    opens: bool = False


def words(text: str, offset: int = 0) -> list[Word]:
    """Return the words of a text, cuts of the outlet among them; places count from `offset`."""
    found = [w for w in _read(text) if w.key != "…"]
    return [w._replace(start=w.start + offset, end=w.end + offset) for w in found] if offset else found


def pieces(text: str) -> list[list[Word]]:
    """Return the runs of words of a claimed quotation, parted where it says that words were left out."""
    runs: list[list[Word]] = [[]]
    for word in _read(text):
        if word.key in (CUT, "…"):
            runs.append([])
        else:
            runs[-1].append(word)
    return [run for run in runs if run]


def content(found: Sequence[Word]) -> list[Word]:
    """Return the words that carry meaning."""
    return [w for w in found if w.content]


def rough(text: str) -> str:
    """Return a text in lower case without accents and points: enough to see fast what cannot stand in it."""
    return accents.removed(text.lower()).replace(".", "")


def may_hold(text: str, starts: Sequence[str]) -> int:
    """Return how many words may stand in a `rough` text, by how they start; never too few."""
    return sum(start in text for start in starts)


def _read(text: str) -> list[Word]:
    found: list[Word] = []
    end = 0
    for match in _PIECE.finditer(text):
        if match["aside"]:
            continue
        if match["cut"] or match["dots"]:
            found.append(Word(CUT if match["cut"] else "…", *match.span(), content=False))
            continue
        key = analysis.stem(match.group()) if match.group()[0].isdigit() else fold(match.group())
        meaning = key not in analysis.stopwords() and (len(key) > 1 or key.isdigit())
        opens = _STOP.search(text, end, match.start()) is not None
        found.append(Word(key, *match.span(), content=meaning, opens=opens))
        end = match.end()
    return found
