"""From what was found to one decision: the order in which findings count.

The speaker's own words come first, then the same words in another mouth, then what is nearly the same.
Content without the words counts last, so that no paraphrase hides whose the words are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.answers.check import matching, negation, quoted, substance
from bot.answers.check.claim import Claim
from bot.answers.check.comparing import words
from bot.answers.check.decision import Decision, Reason, joined
from bot.answers.check.quoted import FEW, Finding, Quote
from bot.answers.check.substance import Bearing, Content
from bot.answers.verdict import Word
from index import analysis
from index.ledger import topics
from index.ledger.hearing import Heard
from index.people import names

_OTHERS = 0.85  # of a claim's content, for it to be another's; of its words, for them to be nearly another's
_QUOTED = 0.9  # of what is quoted, where the words themselves are not to be found
_MOST_NEAR, _FAINT = 2, 0.25
_UNSAID = ("declines", "not_denied", "did_not_say")


class Case:
    """A claim with everything it is held against.

    `own` are the speaker's statements, `anybody` finds those of all; without a speaker, whoever is named may
    have said it.
    """

    def __init__(
        self,
        claim: Claim,
        content: Content,
        own: Sequence[Heard],
        anybody: Callable[[], list[Heard]],
        called: Sequence[str] = (),
    ) -> None:
        self.claim, self.content, self.own = claim, content, own
        self._anybody, self.called = anybody, called

    @cached_property
    def all(self) -> list[Heard]:
        """The statements of anybody that hold words of the claim."""
        return self._anybody()

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

    def decide(self) -> Decision:
        """Return what becomes of the claim."""
        each = quoted.quotes(self.claim)
        decision = joined([_Words(self, q).decide() for q in each]) if each else self.by_content()
        if decision.word == "not_found":
            decision = replace(decision, nearest=decision.nearest or self.nearest())
        return decision

    def by_content(self, least: float = substance.SAME) -> Decision:
        """Return what becomes of the claim by what it says, whatever its words."""
        found = [b for h in self.mine if (b := substance.assess(self.content, h)) and b.score >= least]
        unsaid = [b for b in found if b.heard.statement.polarity in _UNSAID]
        said = [b for b in found if b.heard.statement.polarity not in _UNSAID]
        coming = [b for b in said if b.heard.statement.mood == "announced"]
        said = [b for b in said if b not in coming]
        agreed = _best([b for b in said if b.figures == "same" and not b.contrary and not b.conditional])
        against = _best([b for b in said if (b.contrary or b.figures == "other") and not b.conditional])
        if agreed and (not against or agreed[0].score >= against[0].score):
            return Decision("in_substance", "content", _heard(agreed))
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

    def _elsewhere(self) -> Decision | None:
        """Return that somebody else said it, where that is plain."""
        if not self.claim.speaker or len(self.content.wants) < FEW - 1:
            return None
        found = [b for h in self.others if (b := substance.assess(self.content, h))]
        plain = [
            b
            for b in found
            if b.score >= _OTHERS and b.figures == "same" and not b.contrary and not b.conditional
            if b.heard.statement.polarity == "asserts" and b.heard.statement.mood == "indicative"
        ]
        return Decision("other_speaker", "content", _heard(_best(plain))) if plain else None

    def nearest(self) -> tuple[Heard, ...]:
        """Return the statements that come closest: the speaker's, else anybody's."""
        for heard in (self.mine, self.others):
            rated = [(substance.likeness(self.content, h), h) for h in heard]
            kept = sorted((r for r in rated if r[0] >= _FAINT), key=lambda r: -r[0])
            if kept:
                return tuple(h for _, h in kept[:_MOST_NEAR])
        return ()

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


@dataclass(slots=True)
class _Words:
    """One quotation of a claim."""

    case: Case
    quote: Quote
    found: list[Finding] = field(default_factory=list)

    def decide(self) -> Decision:
        """Return what becomes of it."""
        self.found = [f for h in self.case.mine if (f := quoted.assess(self.quote, h))]
        short = len(self.quote.meaning) < FEW
        steps = [self._own_words, self._others_words, self._own_nearly]
        if short:  # so few words are many people's: the speaker's own come first
            steps = [self._own_words, self._own_nearly, self._others_words]
        for step in (*steps, self._beside, self._content, self._others_nearly, self._asked_of):
            decision = step()
            if decision is not None:
                return decision
        nobody = [h for h in self.case.all if not h.statement.speaker and self._exactly(h)]
        return Decision("not_found", nearest=tuple(nobody[:1]), notes=("nobody",) if nobody else ())

    def _exactly(self, heard: Heard) -> Finding | None:
        finding = quoted.assess(self.quote, heard)
        return finding if finding and finding.grade == "exact" else None

    def _own_words(self) -> Decision | None:
        return self._by_sense([f for f in self.found if f.grade == "exact"], "words")

    def _by_sense(self, found: Sequence[Finding], reason: Reason) -> Decision | None:
        """Return the decision on the speaker's own words: said, denied or unconfirmed."""
        kinds: dict[str, list[Finding]] = {}
        for finding in found:
            kinds.setdefault(self._sense(finding.heard), []).append(finding)
        if said := kinds.get("said"):
            word: Word = "verbatim" if reason == "words" else "in_substance"
            return Decision(word, reason, _of(said), _printed(said) if reason == "words" else ())
        if unconfirmed := kinds.get("conditional"):
            return Decision("conditional", "words", _of(unconfirmed))
        if denied := kinds.get("denied"):
            return Decision("denied", "denies", _of(denied))
        return None

    def _sense(self, heard: Heard) -> str:
        statement = heard.statement
        if statement.mood == "conditional":
            return "conditional"
        if statement.mood == "announced" or statement.polarity in _UNSAID:
            return "unsaid"
        if statement.kind == "direct":
            return "said"  # "« C'est faux », dément X": the words are what he said
        if (statement.polarity == "denies") != (self.case.claim.polarity == "denies"):
            return "denied"
        return "denied" if self._turned(heard) else "said"

    def _turned(self, heard: Heard) -> bool:
        """Tell whether the clause around the quoted words denies what the claim's asserts, or the reverse."""
        claim, statement = self.case.claim, heard.statement
        if claim.direct or not self.quote.frame or not statement.fragments:
            return False
        opened, closed = statement.fragments[0].start, statement.fragments[-1].end
        printed = heard.text[statement.content.start : opened], heard.text[closed : statement.content.end]
        own, _, rest = claim.content.partition(self.quote.text)
        return negation.around(printed, (own, rest))

    def _own_nearly(self) -> Decision | None:
        near = [f for f in self.found if f.grade == "near" and self._sense(f.heard) != "unsaid"]
        if not near:
            return None
        best = max(near, key=lambda f: (f.ratio, f.heard.statement.confidence))
        alike = tuple(f.heard for f in near if f.printed == best.printed and f is not best)
        evidence = (best.heard, *alike)
        if self._sense(best.heard) == "conditional":
            return Decision("conditional", "words", evidence, diff=best.diff)
        if best.denied:
            return Decision("denied", "negated", evidence, (best.printed,), best.diff)
        return Decision("altered", "near", evidence, (best.printed,), best.diff)

    def _others_words(self) -> Decision | None:
        if not self.case.claim.speaker or (len(self.quote.meaning) < 2 and not self.quote.frame):
            return None
        found = [f for h in self.case.others if (f := self._exactly(h))]
        return self._of_others(found, "words")

    def _of_others(self, found: Sequence[Finding], reason: Reason) -> Decision | None:
        if not found:
            return None
        about = [f for f in found if self.case.speaks_of(f.heard) or self._answered(f.heard)]
        word: Word = "about_speaker" if about else "other_speaker"
        kept = about or found
        return Decision(word, reason, _of(kept), _printed(kept), kept[0].diff)

    def _answered(self, heard: Heard) -> bool:
        """Tell whether the words are a question that the speaker answers next."""
        if not heard.statement.content.text.rstrip(' »”"').endswith("?"):
            return False
        end = heard.statement.content.end
        return any(
            h.article.id == heard.article.id and 0 <= h.statement.content.start - end < 400
            for h in self.case.own
        )

    def _beside(self) -> Decision | None:
        return self._by_sense([f for f in self.found if f.grade == "beside"], "beside")

    def _content(self) -> Decision | None:
        decision = self.case.by_content(_QUOTED)
        return decision if decision.word in ("in_substance", "denied", "conditional") else None

    def _others_nearly(self) -> Decision | None:
        if not self.case.claim.speaker or len(self.quote.meaning) < FEW:
            return None
        found = [f for h in self.case.others if (f := quoted.assess(self.quote, h)) and f.ratio >= _OTHERS]
        return self._of_others(sorted(found, key=lambda f: -f.ratio), "near")

    def _asked_of(self) -> Decision | None:
        """Return that the words were put to the speaker in an interview, by its paragraph that asks."""
        wanted = {t.stem for t in analysis.terms(self.quote.text)}
        for heard in self.case.own:
            before = heard.text[: heard.statement.content.start].rstrip()
            asked = before[before.rfind("\n") + 1 :]
            if not asked.rstrip(" *").endswith("?") or not wanted <= {t.stem for t in analysis.terms(asked)}:
                continue
            if matching.exact(self.quote.runs, words(asked)):
                return Decision("about_speaker", "beside", (heard,))
        return None


def _best(found: Sequence[Bearing]) -> list[Bearing]:
    return sorted(found, key=lambda b: (-round(b.score, 2), -b.heard.statement.confidence))


def _heard(found: Sequence[Bearing]) -> tuple[Heard, ...]:
    return tuple(b.heard for b in found[:5])


def _of(found: Sequence[Finding]) -> tuple[Heard, ...]:
    return tuple(f.heard for f in found)


def _printed(found: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f.printed for f in found)


def _why(bearing: Bearing) -> Reason:
    if bearing.heard.statement.polarity == "denies":
        return "denies"
    return "contrary" if bearing.contrary else "figures"
