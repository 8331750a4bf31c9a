"""From printed lines to the article: boilerplate out, and what the header and footer say read into fields.

A line goes only when the whole of it has the shape of something that is no article (`boilerplate.tsv`), or
when it stands in the header or footer and holds nothing but a byline, a date or an address. Inside a line
nothing is rewritten: guillemets, apostrophes and no-break spaces stay as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.reading import bylines, dates
from index.reading.lines import is_embed, shape, straighten

# A byline, date or address is looked for in the first and last lines that are not empty.
_HEADER, _FOOTER = 8, 8
# A comment form cuts the rest off only after this many characters of article.
_LEAST_ARTICLE = 200
_OPINION = re.compile(
    r"\b(?:opinions?|tribunes?|édito\w*|chroniques?|point de vue|carte blanche|idées|débats?)\b", re.I
)
_ADDRESS = re.compile(
    r"(?:(?:source|lien|url|article original|original) ?: ?)?<?(https?://([^\s/<>?#]+)[^\s<>]*?)>?", re.I
)
_SOURCE = re.compile(r"source ?: ?((?-i:[A-ZÀ-Ý])[^.:;!?]{2,60})\.?", re.IGNORECASE)
_DATELINE = re.compile(r"(?:[A-ZÀ-Ý][\w'.-]*[ ,]{0,2}){1,6}(?:\([^()]{2,30}\) )?\(([A-Z]{2,6})\) ?[-–—]")
_SPLIT = re.compile(r" +[|·•–—-] +")
# Control characters, zero-width marks of the file and lone carriage returns; nothing that is printed.
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


@dataclass(slots=True)
class Cleaned:
    """The cleaned text and what its lines said; a field is None when nothing said it."""

    text: str
    author: str | None = None
    author_role: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    opinion: bool = False
    found_dates: list[dates.Printed] = field(default_factory=list)


def tidy(text: str) -> str:
    r"""Return the text with "\n" line ends, no trailing spaces, no controls, one empty line at most."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNPRINTED.sub("", text)
    text = re.sub(r"[ \t\u00a0]+(?=\n)", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def lines_only(text: str) -> Cleaned:
    """Clean a text whose source keeps its title, author and date apart: only boilerplate lines go."""
    cleaned = Cleaned("")
    kept = _without_boilerplate(tidy(text).split("\n"), cleaned)
    cleaned.text = _join(kept)
    return cleaned


def whole(text: str) -> Cleaned:
    """Clean a printed page: boilerplate goes; bylines, dates and addresses of header and footer are read."""
    cleaned = Cleaned("")
    kept = _without_boilerplate(tidy(text).split("\n"), cleaned)
    kept = _without_margins(kept, cleaned)
    cleaned.text = _join(kept)
    cleaned.published = dates.publication(cleaned.found_dates)
    dateline = _DATELINE.match(straighten(cleaned.text.split("\n\n", 2)[0][:120]))
    if cleaned.outlet is None and dateline:
        cleaned.outlet = dateline[1]
    return cleaned


def _join(lines: list[str]) -> str:
    return tidy("\n".join(lines))


def _without_boilerplate(lines: list[str], cleaned: Cleaned) -> list[str]:
    kept: list[str] = []
    length = 0
    for line in lines:
        kind = shape(line.strip())
        if kind is None:
            kept.append(line)
            length += len(line)
        elif kind == "cut" and length >= _LEAST_ARTICLE:
            break
        elif kind == "opinion" and length > _LEAST_ARTICLE:
            kept.append(line)  # "Opinion" in mid-article is a heading of the article
        elif kind == "opinion" or (kind == "category" and _OPINION.search(line)):
            cleaned.opinion = True
    return kept


def _without_margins(lines: list[str], cleaned: Cleaned) -> list[str]:
    printed = [i for i, line in enumerate(lines) if line.strip()]
    header, footer = printed[:_HEADER], printed[max(_HEADER, len(printed) - _FOOTER) :]
    gone = {i for i in header + footer if _read_margin(lines[i].strip(), cleaned)}
    if len(gone) == len(printed):
        return lines
    return [line for i, line in enumerate(lines) if i not in gone]


def _read_margin(line: str, cleaned: Cleaned) -> bool:
    """Read a margin line into the fields; say whether it holds nothing else, so that it can go."""
    if len(line) > 250:
        return False
    return _read_address(line, cleaned) or _read_part(line, cleaned) or _read_parts(line, cleaned)


def _read_address(line: str, cleaned: Cleaned) -> bool:
    match = _ADDRESS.fullmatch(line)
    if match is None or is_embed(match[2]):
        return False
    if cleaned.url is not None and cleaned.url != match[1]:
        return False
    cleaned.url = match[1]
    return True


def _read_parts(line: str, cleaned: Cleaned) -> bool:
    """Read "Le Courrier de Merrane - Par Margot Lenoir | 12 mars 2024": every part must be one of these."""
    parts = [p.strip() for p in _SPLIT.split(line) if p.strip()]
    if len(parts) < 2:
        comma = re.fullmatch(r"(.{3,60}), (?=(?:le )?\d)(.+)", line)
        parts = [comma[1], comma[2]] if comma else parts
    known = [bool(dates.read_line(p)) or bylines.read(p) is not None or shape(p) is not None for p in parts]
    unknown = [p for p, is_known in zip(parts, known, strict=True) if not is_known]
    dated = any(dates.read_line(p) for p in parts)
    if len(parts) < 2 or not dated or len(unknown) > 1 or not all(map(_is_name, unknown)):
        return False
    cleaned.outlet = cleaned.outlet or (unknown[0] if unknown else None)
    for part in parts:
        _read_part(part, cleaned)
    return True


def _is_name(part: str) -> bool:
    return len(part) <= 50 and part[:1].isupper() and part[-1] not in ".?!»:" and len(part.split()) <= 7


def _read_part(line: str, cleaned: Cleaned) -> bool:
    found = dates.read_line(line)
    if found:
        cleaned.found_dates += found
        return True
    source = _SOURCE.fullmatch(straighten(line))
    if source:
        cleaned.outlet = cleaned.outlet or source[1].strip()
        return True
    byline = bylines.read(line)
    if byline is None:
        return False
    cleaned.author = cleaned.author or byline.author
    if cleaned.author == byline.author:
        cleaned.author_role = cleaned.author_role or byline.role
    cleaned.outlet = cleaned.outlet or byline.outlet
    cleaned.opinion = cleaned.opinion or byline.opinion
    return True
