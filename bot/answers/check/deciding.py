"""From what was found to one decision: the order in which findings count.

The speaker's own words come first, then the same words in another mouth, then what is nearly the same.
Content without the words counts last, so that no paraphrase hides whose the words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answers.check import matching, negation, quoted
from bot.answers.check.case import UNSAID, Case
from bot.answers.check.comparing import words
from bot.answers.check.decision import Decision, Reason, joined
from bot.answers.check.quoted import FEW, Finding, Quote
from bot.answers.check.substance import flipped
from bot.answers.check.words import phrases
from bot.answers.verdict import Word
from index import analysis
from index.ledger.hearing import Heard

_OTHERS_WORDS = 0.75  # of a quotation's words, for them to be nearly another's
_SURELY = 0.75  # how like a few words must be to the speaker's, to come before another's very words
_QUOTED = 0.9  # of what is quoted, where the words themselves are not to be found


def decide(case: Case) -> Decision:
    """Return what becomes of a claim."""
    each = quoted.quotes(case.claim)
    decision = joined([_Words(case, q).decide() for q in each]) if each else _unmarked(case)
    if decision.word == "not_found":
        decision = replace(decision, nearest=decision.nearest or case.nearest())
    return decision


def _unmarked(case: Case) -> Decision:
    """Return what becomes of a claim by its content, or by its words where another is quoted so."""
    decision = case.by_content()
    quote = quoted.unmarked(case.claim) if decision.word == "not_found" and not decision.notes else None
    if quote is None or case.claim.polarity != "asserts" or any(quoted.shares(quote, h) for h in case.mine):
        return decision
    found = _Words(case, quote).of_another()
    if found is None or len(quote.meaning) >= FEW:
        return found or decision
    # Few words are somebody's own only where he alone says them, and where words are what the claim is about.
    alone = len({h.statement.speaker for h in found.evidence}) == 1
    return found if alone and case.claim.cue in phrases("wording") else decision


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
        steps = [self._own_words, self.of_another, self._own_nearly]
        if short:  # so few words are many people's: the speaker's own come first
            steps = [self._own_words, self._own_surely, self.of_another, self._own_nearly]
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
        if statement.mood == "announced" or statement.polarity in UNSAID:
            return "unsaid"
        if statement.kind == "direct":
            # "« C'est faux », dément X": the words are what he said, unless the claim turns those around them
            whole = self.case.claim.direct or not flipped(self.case.content, statement.content.text)
            return "said" if whole else "denied"
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

    def _own_surely(self) -> Decision | None:
        return self._own_nearly(_SURELY)

    def _own_nearly(self, least: float = 0.0) -> Decision | None:
        near = [f for f in self.found if f.grade == "near" and f.ratio >= least]
        near = [f for f in near if self._sense(f.heard) != "unsaid"]
        if not near:
            return None
        best = max(near, key=lambda f: (f.ratio, f.heard.statement.confidence))
        alike = tuple(f.heard for f in near if f.printed == best.printed and f is not best)
        evidence = (best.heard, *alike)
        if self._sense(best.heard) == "conditional":
            return Decision("conditional", "words", evidence, diff=best.diff)
        if best.denied:
            return Decision("denied", "negated", evidence, (best.phrase,), best.diff)
        return Decision("altered", "near", evidence, (best.phrase,), best.diff)

    def of_another(self) -> Decision | None:
        """Return that the words are somebody else's, where another is quoted with them."""
        if not self.case.claim.speaker or (len(self.quote.meaning) < 2 and not self.quote.frame):
            return None
        found = [f for h in self.case.others if (f := self._exactly(h))]
        return self._of_others(found, "words")

    def _of_others(self, found: Sequence[Finding], reason: Reason) -> Decision | None:
        if not found:
            return None
        about = [f for f in found if self.case.speaks_of(f.heard) or self._answered(f.heard)]
        # One who may speak of him by chance does not hide many who do not.
        mostly = 2 * len(about) >= len(found)
        word: Word = "about_speaker" if mostly else "other_speaker"
        kept = about if mostly else found
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
        if len(self.quote.runs) > 1:  # what was cut and put together says nothing in other words
            return None
        decision = self.case.by_content(_QUOTED)
        return decision if decision.word in ("in_substance", "denied", "conditional") else None

    def _others_nearly(self) -> Decision | None:
        if not self.case.claim.speaker or len(self.quote.meaning) < FEW:
            return None
        found = [
            f for h in self.case.others if (f := quoted.assess(self.quote, h)) and f.ratio >= _OTHERS_WORDS
        ]
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


def _of(found: Sequence[Finding]) -> tuple[Heard, ...]:
    return tuple(f.heard for f in found)


def _printed(found: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(f.phrase for f in found)
