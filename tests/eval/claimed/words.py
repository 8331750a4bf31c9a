"""Words as the examiner of `check` compares them: written apart from the code that it examines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.analysis import content_terms

# A grouped or decimal figure is one word.
_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)+(?!\w)|[^\W_]+(?:['’](?=[^\W_]))?")
MARKS = re.compile(r"[«»“”„\"‹›+\[\]()…]|\.\.\.|<<|>>")
ELISION = re.compile(r"(?i)\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `form` folded, [start, end) its place, an elided word ("l'") with its apostrophe."""

    form: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text in lower case without accents, its words parted by one space."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae")
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def words(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [Word(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def content(text: str) -> list[str]:
    """Return the folded content words of a text; which words those are is the project's own definition."""
    return [term.word for term in content_terms(text)]


def stands(piece: str, text: str) -> bool:
    """Tell whether the words of one folded text stand, contiguous, in another."""
    return f" {piece} " in f" {text} "


def shared(piece: set[str], other: set[str]) -> float:
    """Return which part of some words others hold too."""
    return len(piece & other) / len(piece) if piece else 1.0
