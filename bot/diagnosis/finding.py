"""One thing that was looked at, and how closely to look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; `name` is its fixed word for scripts, `text` is for people and says what to do."""

    name: str
    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """How closely to look.

    Attributes:
        quick: at files and settings only; nothing is called and no index is opened.
        everything: at each row and passage instead of a sample.
        patience: seconds that an index may take to answer.
        call: seconds that an endpoint may take.
    """

    quick: bool = False
    everything: bool = False
    patience: float = 300.0
    call: float = 10.0
