"""A verb group: what tense, mood, voice and negation a verb of saying stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GroupKind = Literal["finite", "gerund", "infinitive", "participle", "passive"]


@dataclass(slots=True)
class Group:
    """Tokens [first, last) of a verb group; `frames` and `grade` are its verb's, see `verbs.tsv`.

    `sense` is what stands before an infinitive ("said", "announced", "declines", "wish"), "" for none.
    """

    first: int
    last: int
    kind: GroupKind
    lemma: str
    frames: frozenset[str]
    grade: str
    tense: str
    plural: bool = False
    negated: bool = False
    conditional: bool = False
    pluperfect: bool = False
    sense: str = ""
    clitic: str = ""
    agrees: bool = False
    object: str = ""

    @property
    def feminine_cited(self) -> bool:
        """Tell whether it is "cité par", which names a relay and no speaker."""
        return self.lemma in (
            "citer",
            "relayer",
            "rapporter",
            "publier",
            "interroger",
            "contacter",
            "diffuser",
        )
