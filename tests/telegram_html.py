"""Telegram's HTML, read as strictly as its server reads it: the text and its entities, or `Malformed`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote"}
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(
    r"&(?:#(\d+)|#x([0-9a-fA-F]+)|(lt|gt|amp|quot));"
    r"|<(/?)([a-zA-Z-]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>|<"
)
_HREF = re.compile(r'href="([^"]*)"')


class Malformed(Exception):
    """What Telegram could not read."""


@dataclass(frozen=True)
class Entity:
    """A marked stretch of the text, in UTF-16 units."""

    tag: str
    start: int
    length: int
    href: str = ""


def parse(source: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities.

    Raises:
        Malformed: a tag is unknown, not closed or crossed with another.
    """
    text, at = "", 0
    opened: list[tuple[str, int, str]] = []
    entities: list[Entity] = []
    for token in _TOKEN.finditer(source):
        text += source[at : token.start()]
        at = token.end()
        if token.group() == "<":
            raise Malformed(f"unsupported start tag at byte offset {token.start()}")
        if token[5] is None:
            text += _character(token)
            continue
        tag = token[5].lower()
        if tag not in _TAGS:
            raise Malformed(f'unsupported start tag "{tag}" at byte offset {token.start()}')
        if not token[4]:
            href = _HREF.search(token[6] or "")
            opened.append((tag, _units(text), parse(href[1])[0] if href else ""))
            continue
        if not opened or opened[-1][0] != tag:
            expected = opened[-1][0] if opened else ""
            raise Malformed(f'unmatched end tag at byte offset {token.start()}, expected "</{expected}>"')
        name, start, address = opened.pop()
        if _units(text) > start and (name != "a" or address):
            entities.append(Entity(name, start, _units(text) - start, address))
    if opened:
        raise Malformed(f'can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text + source[at:], entities


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _character(token: re.Match[str]) -> str:
    if token[3]:
        return _ENTITIES[token[3]]
    return chr(int(token[1]) if token[1] else int(token[2], 16))
