"""What a claim rests on: its words with what each weighs, its figures, its sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.answers.check import negation, stance
from bot.answers.check.claim import Claim
from bot.answers.check.comparing import Word, words
from bot.answers.check.stems import start_of
from bot.answers.check.words import phrases, sense
from bot.answers.written import amounts
from index import analysis
from index.retrieval import translation

OWN = 0.5  # of what weighs in a claim, in a statement's own words
Rarity = Callable[[str], float]  # of a stem: its weight, 1 where nothing is known


@dataclass(frozen=True)
class Want:
    """One word that the claim's content rests on: the stems that stand for it, and what it weighs."""

    stems: frozenset[str]
    weight: float
    name: bool

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """How the words start that stand for it, for a fast look."""
        return tuple(map(start_of, self.stems))


@dataclass(frozen=True)
class Content:
    """A claim's content, ready to be compared; `sign`: -1 where it is turned down; `calls`: called for.

    `stands`: the verbs of which a statement must have one (`stance`).
    `mentioned`: no more is claimed than that the words were said.
    """

    wants: tuple[Want, ...]
    figures: frozenset[str]
    denied: bool
    sign: int
    blames: int
    words: tuple[Word, ...] = ()
    calls: bool = False
    stands: frozenset[str] = frozenset()
    mentioned: bool = False

    @cached_property
    def least(self) -> float:
        """How many of its words a statement must have to be worth a look: names may stand around it."""
        return max(1.0, OWN * sum(not w.name for w in self.wants) / 2)


def read(claim: Claim, rarity: Rarity) -> Content:
    """Return what a claim's content rests on."""
    text = claim.content
    french = translation.french(text) if claim.english else {}
    speaker = {t.stem for t in analysis.terms(claim.speaker)}
    found: dict[str, Want] = {}
    for term in analysis.content_terms(text):
        if term.stem in speaker or amounts.counts(term.word):
            continue
        name = text[term.start].isupper() and (term.start > 0 or claim.english)
        stems = frozenset([term.stem, *(t.stem for t in french.get(term.start, ()))])
        found.setdefault(term.stem, Want(stems, rarity(term.stem), name))
    own = tuple(words(text))
    denied = negation.count([w.key for w in own]) % 2 == 1
    sign, blames = sense_of(claim.cue, claim.polarity == "denies")
    figures = frozenset(map(str, amounts.read(text, "en" if claim.english else "fr")))
    calls = claim.cue in phrases("calling")
    return Content(
        tuple(found.values()),
        figures,
        denied,
        sign,
        blames,
        own,
        calls,
        stance.of_claim(claim),
        claim.cue in phrases("mentioning"),
    )


def sense_of(cue: str, denies: bool) -> tuple[int, int]:
    """Return -1 for a verb that turns down; -1, 1 or 0 for one that finds fault, stands up, or neither."""
    against = denies or cue in phrases("refusing") | phrases("against") or cue in sense("english_against")
    blames = -1 if cue in phrases("blaming") else 1 if cue in phrases("favouring") else 0
    return (-1 if against else 1), blames
