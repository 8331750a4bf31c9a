"""The nouns of the conversation: what is proposed to be shown, and what the gate lets be shown.

Whatever composes an answer makes a Proposal; renderers take an Answer or a Piece, which only
`bot.answers.gate` makes (a test of the house guards it).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Literal, NewType

from index.news import Hit, Scanned, Statement

_ALPHABET, _LENGTH = "0123456789abcdefghjkmnpqrstvwxyz", 8
_MISREAD = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one article that prove a part of the answer; `n` is the number shown as [n], from 1.

    `speaker` is whose turn of a transcript they stand in, where they do not start with his name themselves.
    """

    n: int
    article_id: str
    start: int
    end: int
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is proposed: our own words (`lead`), then words of articles or of a model.

    Attributes:
        body: a model's sentence; None for printed words, which are those of the citations `numbers`.
        numbers: the citations that prove it; none where only we speak.
    """

    lead: str = ""
    body: str | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be shown for a question once it has passed the gate; see Answer.

    A `reason` makes it a refusal; `unlisted` is how many statements there are besides.
    """

    question: str
    language: str
    lines: tuple[Line, ...]
    scanned: Scanned
    citations: tuple[Citation, ...] = ()
    statements: tuple[Statement, ...] = ()
    mode: Literal["extractive", "llm"] = "extractive"
    reason: str | None = None
    nearest: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    unlisted: int = 0


Piece = NewType("Piece", str)
"""A proved sentence of a model, with its [n], to be shown while the rest is written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question: it has passed the gate.

    Attributes:
        text: sentences with their [n]; of a refusal, what was searched and why nothing is shown.
        reason: why it abstained (a fixed word such as "nothing_found"), or None.
        nearest: what came closest, of a refusal; never shown as the answer.
        notes: remarks for people ("the model failed, these are the printed sentences").
        unlisted: how many statements there are besides: of somebody who said very much the newest are given.
    """

    id: str
    question: str
    language: str
    text: str
    abstained: bool
    reason: str | None
    citations: tuple[Citation, ...]
    statements: tuple[Statement, ...]
    mode: Literal["extractive", "llm"]
    scanned: Scanned
    nearest: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    unlisted: int = 0


def fresh_id() -> str:
    """Return a new id of an answer or verdict: eight letters and digits to read aloud (40 random bits).

    The alphabet is Crockford's base 32, without i, l, o and u: https://www.crockford.com/base32.html.
    """
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def read_id(given: str) -> str | None:
    """Return the id that somebody typed or was told: capitals, spaces, hyphens, O for 0 and I or L for 1."""
    read = re.sub(r"[\s-]", "", given).lower().translate(_MISREAD)
    return read if len(read) == _LENGTH and set(read) <= set(_ALPHABET) else None
