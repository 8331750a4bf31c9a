"""Where a conversation is held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A chat and, in a forum, one of its topics (0: none)."""

    chat: int
    thread: int = 0
