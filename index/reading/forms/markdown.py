"""Markdown to plain lines: front matter read, marks of headings, emphasis, links and images taken off."""

from __future__ import annotations

import re

from index.reading.lines import dates
from index.reading.printed import Metadata

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FRONT_LIMIT = 20_000
_MARKS = (
    (re.compile(r"^[ ]{0,3}#{1,6}[ \t]++", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}>[ ]?", re.MULTILINE), ""),
    (re.compile(r"^[ ]{0,3}(?:[-*_][ ]?){3,}$", re.MULTILINE), ""),
    (re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,300}\")?\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\([^()\s]{1,2000}(?: \"[^\"\n]{0,300}\")?\)"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,2000}?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"(?:(?<! ) {2,}+|\\)$", re.MULTILINE), ""),
)


def plain(text: str) -> tuple[str, Metadata]:
    """Return the plain text and what the front matter states (`title: ...` lines between `---`)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text[:_FRONT_LIMIT])
    stated = _metadata(front[1]) if front else Metadata()
    body = text[front.end() :] if front else text
    for mark, kept in _MARKS:
        body = mark.sub(kept, body)
    first = body.lstrip().partition("\n")[0].strip()
    if stated.title and first != stated.title:
        body = f"{stated.title}\n\n{body}"
    return body, stated


def _metadata(front: str) -> Metadata:
    fields: dict[str, str] = {}
    for line in front.split("\n"):
        name, colon, value = line.partition(":")
        if colon and value.strip():
            fields[name.strip().lower()] = value.strip().strip("\"'").strip()
    return Metadata(
        title=fields.get("title") or fields.get("titre"),
        outlet=fields.get("outlet") or fields.get("source") or fields.get("site"),
        published=_date(fields.get("published") or fields.get("date") or ""),
        url=_address(fields.get("url") or fields.get("canonical") or ""),
        author=fields.get("author") or fields.get("auteur"),
    )


def _date(text: str) -> str | None:
    return dates.iso(text) or dates.publication(dates.read_line(text))


def _address(text: str) -> str | None:
    return text if re.fullmatch(r"https?://[^\s<>\"]+", text) else None
