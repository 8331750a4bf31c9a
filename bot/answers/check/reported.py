"""The noun that claims of both languages are read into."""

from __future__ import annotations

from dataclasses import dataclass

from index.news import Polarity


@dataclass(frozen=True, slots=True)
class Report:
    """Who is said to have said what; `cue` is a folded French infinitive or an English verb, or "".

    `quotes`: the quoted words where an incise cuts them, put together; else empty.
    """

    speaker: str
    content: str
    cue: str = ""
    polarity: Polarity = "asserts"
    quotes: tuple[str, ...] = ()
