"""What a page says about itself: meta elements, canonical link, time element, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.reading.lines import bylines, dates
from index.reading.printed import Metadata

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting)$")
_OPINION = re.compile(
    r"\b(?:opinions?|tribunes?|édito\w*|chroniques?|points? de vue|idées|débats)\b", re.IGNORECASE
)
_TITLE_TAIL = re.compile(r"\s+[|•–—-]\s+[^|•–—]{2,40}$")
_LONGEST = 400


def from_tags(properties: Mapping[str, str], scripts: list[str]) -> Metadata:
    """Return the metadata of named properties (`og:title`, `canonical`, `time`...) and JSON-LD scripts."""
    linked = next(_articles(scripts), {})
    kinds = (properties.get("article:section"), linked.get("articleSection"), linked.get("@type"))
    section = " ".join(_string(kind) for kind in kinds)
    return Metadata(
        title=_first(
            linked.get("headline"), properties.get("og:title"), _bare_title(properties.get("title", ""))
        ),
        outlet=_first(properties.get("og:site_name"), _name(linked.get("publisher"))),
        published=_published(properties, linked),
        url=_address(properties.get("canonical"), properties.get("og:url"), linked.get("url")),
        author=_author(linked, properties),
        opinion=bool(_OPINION.search(section) or "OpinionNewsArticle" in section),
    )


def _author(linked: dict[str, Any], properties: Mapping[str, str]) -> str | None:
    stated = _first(_name(linked.get("author")), properties.get("author"), properties.get("article:author"))
    printed = properties.get("byline", "")
    signed = bylines.read(stated or printed) or bylines.read(f"Par {stated or printed}")
    return signed.author if signed and signed.author else stated


def _published(properties: Mapping[str, str], linked: dict[str, Any]) -> str | None:
    names = (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date",
        "pubdate",
        "time",
    )
    stated = [_string(linked.get("datePublished")), *(properties.get(name, "") for name in names)]
    value = next((value for text in stated if text and (value := dates.iso(text))), None)
    return value or dates.publication(dates.read_line(properties.get("dated", "")))


def _articles(scripts: list[str]) -> Iterator[dict[str, Any]]:
    for script in scripts[:20]:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if _ARTICLE_TYPES.search(_string(item.get("@type"))):
                yield item


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (i for i in graph if isinstance(i, dict))


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _first(*values: Any) -> str | None:
    for value in values:
        text = " ".join(_string(value).split())
        if text and len(text) <= _LONGEST and not text.startswith("http") and text.isprintable():
            return text
    return None


def _address(*values: Any) -> str | None:
    found = (_string(value).strip() for value in values)
    return next((u for u in found if len(u) < 2000 and re.fullmatch(r"https?://[^\s<>\"]+", u)), None)


def _bare_title(title: str) -> str:
    return _TITLE_TAIL.sub("", title)
