"""`Checker`: a claim in, a verdict out, from the ledger and the lexical index of one home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from bot.answers.answer import fresh_id
from bot.answers.check import claim as claims
from bot.answers.check import versions, wanted
from bot.answers.check.case import Case
from bot.answers.check.deciding import decide
from bot.answers.check.decision import Decision
from bot.answers.check.explaining import Explained
from bot.answers.check.material import Index, Material
from bot.answers.verdict import Verdict
from index.ledger import Ledger
from index.ledger.asked import Told
from index.ledger.hearing import Heard, Hearing, Voice
from index.ledger.speakers.meaning import Holding
from index.stages import Stage, happened, stage
from prompts import message

if TYPE_CHECKING:
    from bot.answers.check.judging import Judged
    from index.llm import Model

Opening = Callable[[], AbstractContextManager[Ledger]]
_MOST = 8  # statements of the evidence that are shown
_MOST_COUNTED = 10_000  # speakers whose count is kept
_COMPARED = 6  # statements that a model is asked to compare


class Checker:
    """Checks claims; `language` is that of the explanations where a call gives none.

    The ledger is opened for each claim, in whatever thread, and as the archive is then.
    """

    def __init__(
        self, ledger: Opening, index: Index | None = None, *, model: Model | None = None, language: str = "fr"
    ) -> None:
        self._ledger = ledger
        self._model = model
        self._index = index
        self._language = language
        self._counts: dict[tuple[int, tuple[Holding, ...]], int] = {}

    def check(self, text: str, language: str | None = None) -> Verdict:
        """Return what becomes of a claim, without any model.

        An empty claim and one of an unknown speaker are not found.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        with stage("check") as asked:
            return _noted(asked, self._check(text, language or self._language, None)[0])

    async def judged(self, text: str, language: str | None = None) -> Verdict:
        """Return what becomes of a claim; the model compares what is not found with the nearest statements.

        A model never makes more of a claim than `in_substance`, and of nothing but statements of the speaker.
        """
        import asyncio  # not for `check`, which starts without it

        from bot.answers.check.judging import judge

        language = language or self._language
        with stage("check") as asked:
            verdict, candidates = await asyncio.to_thread(self._check, text, language, None)
            if self._model is None or not candidates:
                return _noted(asked, verdict)
            with stage("compare"):
                judged = await judge(text, candidates, self._model)
            if judged.error:
                happened("model_failed", reason="failed")
            return _noted(asked, (await asyncio.to_thread(self._check, text, language, judged))[0])

    def _check(self, text: str, language: str, judged: Judged | None) -> tuple[Verdict, list[Heard]]:
        """Return a verdict, and what a model may compare where nothing was found."""
        claim = claims.read(text)
        with self._ledger() as ledger, ledger.hearing() as hearing:
            voice = hearing.voice(claim.speaker) if claim.speaker else None
            case = self._case(claim, hearing, voice)
            decision = decide(case)
            open_ = decision.word == "not_found" and not decision.notes and claim.polarity == "asserts"
            candidates = case.comparable(_COMPARED) if open_ and self._model else []
            if judged and candidates:
                decision = _with_model(decision, candidates, judged)
            told = _told(hearing, decision)
            scanned = hearing.scanned(voice, self._count(hearing, voice))
            cut, surfaces = len(text) > claims.LONGEST, hearing.surfaces(voice) if voice else ()
            explained = Explained(claim, voice, decision, told, scanned, language, cut, surfaces)
            verdict = Verdict(
                id=fresh_id(),
                claim=text,
                language=language,
                speaker=_speaker(claim.speaker, voice, told),
                verdict=decision.word,
                explanation=explained.sentence(),
                evidence=told[:_MOST],
                diff=decision.diff,
                scanned=scanned,
                nearest=tuple(t for h in decision.nearest for t in hearing.told([h])),
                notes=(
                    *explained.notes(),
                    *versions.notes(explained, hearing),
                    *_failed(judged, language),
                ),
            )
        return verdict, candidates

    def _case(self, claim: claims.Claim, hearing: Hearing, voice: Voice | None) -> Case:
        material = Material(hearing, self._index)
        sought = [*claim.quotes, claim.content] if claim.quotes else [claim.content]
        return Case(
            claim,
            wanted.read(claim, material.rarity),
            material.voices(voice, sought) if voice and voice.holdings else (),
            lambda: material.anybody(sought),
            _called(claim.speaker, voice),
            office=voice is not None and voice.office,
        )

    def _count(self, hearing: Hearing, voice: Voice | None) -> int:
        """Return how many statements a speaker has, as `said` counts them."""
        if voice is None or not voice.holdings:
            return 0
        key = (hearing.sequence(), voice.holdings)
        if key not in self._counts:
            if len(self._counts) >= _MOST_COUNTED:
                self._counts.clear()
            self._counts[key] = hearing.count(voice)
        return self._counts[key]


def _noted(asked: Stage, verdict: Verdict) -> Verdict:
    found = verdict.verdict != "not_found"
    asked.note(outcome="answered" if found else "abstained", verdict=verdict.verdict)
    asked.show(claim=verdict.claim, explanation=verdict.explanation)
    return verdict


def _failed(judged: Judged | None, language: str) -> tuple[str, ...]:
    return (message("check.model_failed", language, reason=judged.error),) if judged and judged.error else ()


def _with_model(decision: Decision, candidates: list[Heard], judged: Judged) -> Decision:
    """Return the decision with what a model finds to be the same, if anything."""
    same = tuple(h for h in candidates if h.statement.id in judged.same)
    return Decision("in_substance", "model", same) if same else decision


def _called(asked: str, voice: Voice | None) -> tuple[str, ...]:
    """Return the names by which a text may speak of whom a claim names."""
    if voice is None:
        return ()
    return (voice.name, *(m.speaker.name for m in voice.ambiguous)) if not voice.office else (asked,)


def _told(hearing: Hearing, decision: Decision) -> tuple[Told, ...]:
    """Return the evidence with its witnesses, in the order of its worth."""
    order = {h.statement.id: n for n, h in enumerate(decision.evidence)}
    found = hearing.told(list[Heard](decision.evidence))
    return tuple(sorted(found, key=lambda t: min(order[s.id] for s, _ in t.witnesses)))


def _speaker(asked: str, voice: Voice | None, told: tuple[Told, ...]) -> str:
    """Return whom the claim names, or who said it where it asks."""
    if voice is None:
        return min(told, key=lambda t: t.day or "9999").statement.speaker if told else ""
    return voice.name if voice.holdings else asked
