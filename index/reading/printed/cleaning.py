"""From printed lines to the article: boilerplate out, what header and footer say into fields.

A line goes only when the whole of it has the shape of something that is no article (`boilerplate.tsv`), or
when it stands in a margin and holds nothing but a signature, date, medium or address (`lines/margins.py`).
Inside a line nothing is rewritten: guillemets, apostrophes and no-break spaces stay as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.reading.lines import margins
from index.reading.lines.margins import Margins
from index.reading.lines.shapes import shape

# A comment form cuts the rest off only after this many characters of article.
_LEAST_ARTICLE = 200
_OPINION = re.compile(
    r"\b(?:opinions?|tribunes?|édito\w*|chroniques?|point de vue|carte blanche|idées|débats?)\b",
    re.IGNORECASE,
)
# Control characters and the file's own marks; nothing that is printed.
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned text, what its margins said, and whether a line said that it is an opinion."""

    text: str
    opinion: bool = False
    said: Margins = field(default_factory=Margins)


def tidy(text: str) -> str:
    r"""Return the text with "\n" line ends, no trailing spaces, no controls, one empty line at most."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNPRINTED.sub("", text)
    text = "\n".join([line.rstrip(" \t\u00a0") for line in text.split("\n")])
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def lines_only(text: str) -> Cleaned:
    """Clean a text whose source keeps its title, author and date apart: only boilerplate lines go."""
    kept, opinion = _without_boilerplate(tidy(text).split("\n"))
    return Cleaned(tidy("\n".join(kept)), opinion)


def whole(text: str) -> Cleaned:
    """Clean a printed page: boilerplate goes, and its header and footer are read."""
    kept, opinion = _without_boilerplate(tidy(text).split("\n"))
    kept, said = margins.read(kept)
    return Cleaned(tidy("\n".join(kept)), opinion or said.opinion, said)


def _without_boilerplate(lines: list[str]) -> tuple[list[str], bool]:
    kept: list[str] = []
    length, opinion = 0, False
    for line in lines:
        kind = shape(line.strip())
        if kind == "cut" and length >= _LEAST_ARTICLE:
            break
        # "Opinion" in mid-article is a heading of the article.
        if kind is None or (kind == "opinion" and length > _LEAST_ARTICLE):
            kept.append(line)
            length += len(line)
        elif kind == "opinion" or (kind == "category" and _OPINION.search(line)):
            opinion = True
    return kept, opinion
