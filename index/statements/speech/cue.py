"""A cue: the words that say somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.statements.naming.phrase import Phrase
from index.statements.speech.group import Group

Shape = Literal["subject", "incise", "comme", "participle", "infinitive", "passive", "preposition"]


@dataclass(slots=True)
class Cue:
    """One cue: tokens [first, last) of its sentence.

    Content is looked for from `after` on, or before `first`.

    `clitic` is the pronoun of an inverted form; `inherits` says that the subject is that of the clause above.
    """

    shape: Shape
    sentence: int
    first: int
    last: int
    after: int
    group: Group | None
    frames: frozenset[str]
    grade: str
    subject: Phrase | None = None
    clitic: str = ""
    inherits: bool = False
    preposition: str = ""
    coordinated: bool = False
