"""The nouns of the conversation: Answer and Citation, as `bot/render/document.py` writes them."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import Literal

from index.news import Hit, Scanned, Statement


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one article that prove a part of the answer; `n` is the number shown as [n], from 1."""

    n: int
    article_id: str
    start: int
    end: int
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown for a question.

    Attributes:
        text: sentences with their [n]; of a refusal, what was searched and why nothing is shown.
        reason: why it abstained (a fixed word such as "nothing_found"), or None.
        nearest: what came closest, of a refusal; never shown as the answer.
        notes: remarks for people ("the model failed, these are the printed sentences").
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


def fresh_id() -> str:
    """Return a new answer id: eight letters and digits to read aloud (40 random bits, base 32)."""
    return base64.b32encode(secrets.token_bytes(5)).decode().lower()
