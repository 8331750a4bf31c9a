"""`Checker`: a claim in, a verdict out, from the ledger and the lexical index of one home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from bot.answers.answer import fresh_id
from bot.answers.check import claim as claims
from bot.answers.check import substance
from bot.answers.check.case import Case
from bot.answers.check.deciding import decide
from bot.answers.check.decision import Decision
from bot.answers.check.explaining import Explained
from bot.answers.check.material import Index, Material
from bot.answers.verdict import Verdict
from index.ledger import Ledger
from index.ledger.asked import Told
from index.ledger.hearing import Heard, Hearing, Voice

Opening = Callable[[], AbstractContextManager[Ledger]]
_MOST = 8  # statements of the evidence that are shown


class Checker:
    """Checks claims; `language` is that of the explanations where a call gives none.

    The ledger is opened for each claim, in whatever thread, and as the archive is then.
    """

    def __init__(self, ledger: Opening, index: Index | None = None, *, language: str = "fr") -> None:
        self._ledger = ledger
        self._index = index
        self._language = language
        self._counts: dict[tuple[int, tuple[str, ...]], int] = {}

    def check(self, text: str, language: str | None = None) -> Verdict:
        """Return what becomes of a claim; an empty one and an unknown speaker are not found.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        claim = claims.read(text)
        with self._ledger() as ledger, ledger.hearing() as hearing:
            material = Material(hearing, self._index)
            voice = _voice(hearing, claim.speaker) if claim.speaker else None
            sought = [*claim.quotes, claim.content] if claim.quotes else [claim.content]
            case = Case(
                claim,
                substance.wanted(claim, material.rarity),
                material.voices(voice, sought) if voice and voice.holdings else (),
                lambda: material.anybody(sought),
                _called(claim.speaker, voice),
                office=voice is not None and voice.office,
            )
            decision = decide(case)
            told = _told(hearing, decision)
            statements = self._count(hearing, voice)
            scanned = hearing.scanned(voice or Voice(""), statements)
            explained = Explained(claim, voice, decision, told, scanned, language or self._language)
            return Verdict(
                id=fresh_id(),
                claim=text,
                language=explained.language,
                speaker=_speaker(claim.speaker, voice, told),
                verdict=decision.word,
                explanation=explained.sentence(),
                evidence=told[:_MOST],
                diff=decision.diff,
                scanned=scanned,
                nearest=tuple(t for h in decision.nearest for t in hearing.told([h])),
                notes=explained.notes(),
            )

    def _count(self, hearing: Hearing, voice: Voice | None) -> int:
        """Return how many statements a speaker has, as `said` counts them."""
        if voice is None or not voice.holdings:
            return 0
        key = (hearing.sequence(), voice.keys)
        if key not in self._counts:
            self._counts[key] = len(hearing.told(hearing.of_voice(voice, None)))
        return self._counts[key]


def _voice(hearing: Hearing, asked: str) -> Voice:
    """Return whom a claim names; where nobody is known by all its words, by the full name among them."""
    voice = hearing.voice(asked)
    if not voice.holdings:
        for name in claims.named_within(asked):
            if (known := hearing.voice(name)).holdings and not known.guessed:
                return known
    return voice


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
