"""A claim with everything it is held against, and what becomes of it by what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answers.check import substance, worded
from bot.answers.check.claim import Claim
from bot.answers.check.comparing import words
from bot.answers.check.decision import Decision, Reason
from bot.answers.check.quoted import FEW
from bot.answers.check.substance import Bearing
from bot.answers.check.wanted import Content
from index import analysis
from index.ledger.hearing import Heard
from index.ledger.said import topics
from index.people import names

UNSAID = ("declines", "not_denied", "did_not_say")
_OTHERS = 0.85  # of a claim's content, for it to be another's
_OPPOSED = 3  # words of the claim in what denies it: of two, any sentence may be the contrary
_MOST_NEAR, _FAINT = 2, 0.25


@dataclass
class Case:
    """A claim with everything it is held against; without a speaker, whoever is named may have said it.

    Attributes:
        held: the speaker's statements.
        find: returns the statements of anybody that hold words of the claim.
        called: the names by which a text may speak of the speaker.
        office: the claim names an office, not a person.
    """

    claim: Claim
    content: Content
    held: Sequence[Heard]
    find: Callable[[], list[Heard]]
    called: Sequence[str] = ()
    office: bool = False

    @cached_property
    def all(self) -> list[Heard]:
        """The statements of anybody that hold words of the claim."""
        return self.find()

    @cached_property
    def own(self) -> list[Heard]:
        """The speaker's statements; of an office also those of whom an article itself gives it to."""
        if not self.office:
            return list(self.held)
        asked = {t.stem for t in analysis.content_terms(self.claim.speaker)}
        mine = {h.statement.id for h in self.held}
        held = [h for h in self.all if h.statement.speaker and h.statement.id not in mine]
        return [
            *self.held,
            *(h for h in held if any(asked <= _stems(phrase) for phrase in _titles(h))),
        ]

    @cached_property
    def others(self) -> list[Heard]:
        """Those of them that are surely somebody else's."""
        mine = {h.statement.id for h in self.own}
        return [h for h in self.all if h.statement.speaker and h.statement.id not in mine]

    @cached_property
    def mine(self) -> Sequence[Heard]:
        """The statements of whom the claim names, of anybody where it names nobody."""
        if self.claim.speaker:
            return self.own
        return [h for h in self.all if h.statement.speaker]

    def by_content(self, least: float = substance.SAME) -> Decision:
        """Return what becomes of the claim by what it says, whatever its words."""
        found = [b for h in self.mine if (b := substance.assess(self.content, h)) and b.score >= least]
        found = [b for b in found if b.close or b.found >= FEW]
        unsaid = [b for b in found if b.heard.statement.polarity in UNSAID]
        said = [b for b in found if b.heard.statement.polarity not in UNSAID]
        coming = [b for b in said if b.heard.statement.mood == "announced"]
        said = [b for b in said if b not in coming]
        agreed = _best([b for b in said if b.figures == "same" and not b.contrary and not b.conditional])
        against = _best([b for b in said if not b.conditional and self._opposed(b)])
        if agreed and (not against or agreed[0].score >= against[0].score):
            return self._worded(_heard(agreed)) or Decision("in_substance", "content", _heard(agreed))
        if against:
            return Decision("denied", _why(against[0]), _heard(against[:1]))
        unconfirmed = _best([b for b in said if b.conditional and b.figures == "same" and not b.contrary])
        if unconfirmed:
            return Decision("conditional", "content", _heard(unconfirmed))
        return self._elsewhere() or Decision(
            "not_found",
            nearest=_heard((coming or unsaid)[:_MOST_NEAR]),
            notes=("announced",) if coming else ("unsaid",) if unsaid else (),
        )

    def _worded(self, agreed: Sequence[Heard]) -> Decision | None:
        """Return that a claim without quotation marks has the printed words, where it has them."""
        claimed = worded.claimed(self.claim)
        found = [f for h in agreed if claimed and (f := worded.find(claimed, h))]
        if not found:
            return None
        best = max(found, key=lambda f: f.reason == "quoted")  # what stands in marks is surely his
        evidence = (best.heard, *(h for h in agreed if h is not best.heard))
        return Decision("in_substance", best.reason, evidence, (best.phrase,) if best.phrase else ())

    def _opposed(self, bearing: Bearing) -> bool:
        """Tell whether a statement says the opposite, of enough words together, or gives other figures."""
        enough = bool(self.claim.quotes) or bearing.found >= _OPPOSED
        return bearing.close and ((bearing.contrary and enough) or bearing.figures == "other")

    def _elsewhere(self) -> Decision | None:
        """Return that somebody else said it, where that is plain."""
        if not self.claim.speaker or len(self.content.wants) < FEW:
            return None
        found = [b for h in self.others if (b := substance.assess(self.content, h))]
        plain = [
            b
            for b in found
            if b.close and b.score >= _OTHERS and b.figures == "same" and not b.contrary and not b.conditional
            if b.heard.statement.polarity == "asserts" and b.heard.statement.mood == "indicative"
        ]
        return Decision("other_speaker", "content", _heard(_best(plain))) if plain else None

    def nearest(self) -> tuple[Heard, ...]:
        """Return the statements that come closest: the speaker's, else anybody's."""
        for heard in (self.mine, self.others):
            likely = (h for h in heard if substance.may_be_like(self.content, h) >= _FAINT)
            rated = [(substance.likeness(self.content, h), h) for h in likely]
            kept = sorted((r for r in rated if r[0] >= _FAINT), key=lambda r: -r[0])
            if kept:
                return tuple(h for _, h in kept[:_MOST_NEAR])
        return ()

    def comparable(self, most: int) -> list[Heard]:
        """Return the speaker's statements that may say the same in other words, the likest first."""
        admitted = [h for h in self.own if substance.admits(self.content, h)]
        return sorted(admitted, key=lambda h: -substance.likeness(self.content, h))[:most]

    def speaks_of(self, heard: Heard) -> bool:
        """Tell whether a statement of another is about whom the claim names."""
        if not self.called:
            return False
        text, span = heard.text, heard.statement.content
        parts = {p for name in self.called for p in names.tokens(name)[-1:]}
        if parts & {w.key for w in words(span.text)}:
            return True
        if not self.claim.itself:
            return False
        begin, stop = topics.around(text, span.start, span.end)
        return bool(parts & {w.key for w in words(f"{heard.article.title or ''} {text[begin:stop]}")})


def _titles(heard: Heard) -> tuple[str, str]:
    return heard.statement.role, heard.statement.speaker_surface


def _stems(phrase: str) -> set[str]:
    return {t.stem for t in analysis.terms(phrase)}


def _best(found: Sequence[Bearing]) -> list[Bearing]:
    return sorted(found, key=lambda b: (-round(b.score, 2), -b.heard.statement.confidence))


def _heard(found: Sequence[Bearing]) -> tuple[Heard, ...]:
    return tuple(b.heard for b in found[:5])


def _why(bearing: Bearing) -> Reason:
    if bearing.heard.statement.polarity == "denies":
        return "denies"
    return "contrary" if bearing.contrary else "figures"
