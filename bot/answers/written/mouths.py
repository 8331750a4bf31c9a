"""Whether whoever a sentence has speak is the recorded speaker of the words: by name, office or pronoun.

Where two people of the article could be meant the answer is no: a wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.printed import bearers, identity
from bot.answers.questions import mentions
from bot.answers.written import claims
from bot.answers.written.lexicon import words
from bot.answers.written.speech import Claim
from index.analysis import content_terms, fold, terms
from index.news import Statement
from index.retrieval import translation

_HER = re.compile(r"(?:Mme|Mlle|Madame|Mrs|Ms|elle|she|la)\b", re.IGNORECASE)
_HIM = re.compile(r"(?:M\.|Monsieur\b|Mr\b|il\b|he\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks in the cited articles, and the articles' text, which tells who holds which office."""

    statements: Sequence[Statement]
    text: str

    def fits(self, claim: Claim, statement: Statement) -> bool:
        """Tell whether the speaker of a claim can only be that of a recorded statement."""
        if claim.name:
            return self._by_name(claim, statement)
        if not claim.surface or fold(claim.surface.strip()) in words("pronouns"):
            return False  # nobody was named that it could mean
        return self._by_office(claim, statement)

    def _by_name(self, claim: Claim, statement: Statement) -> bool:
        known = statement.speaker or statement.speaker_surface
        if not _same(claim.name, known, person=statement.speaker_type == "person"):
            return False
        if statement.speaker_type != "person" or len(mentions.parts(claim.name)) > 1:
            return True
        others = {
            s.speaker
            for s in self.statements
            if s.speaker != known and _same(claim.name, s.speaker, person=True)
        }
        others |= bearers.namesakes(known, self.text) if " " in known else set()
        return not others or self._told_apart(claim, known)

    def _told_apart(self, claim: Claim, known: str) -> bool:
        """Two of one family name: only a title that fits one of them tells who is meant."""
        shown = "f" if _HER.match(claim.surface) else "m" if _HIM.match(claim.surface) else ""
        return bool(shown) and bearers.gender(known, (self.text,)) == shown

    def _by_office(self, claim: Claim, statement: Statement) -> bool:
        wanted = self._stems(claim.role or claim.surface)
        if not wanted or not wanted <= self._known(statement):
            return False
        mine = _voice(statement)
        return all(_voice(s) == mine or not wanted <= self._known(s) for s in self.statements)

    def _stems(self, surface: str) -> frozenset[str]:
        """Return the stems of an office, of an English one those of its French words."""
        found = content_terms(re.split(r",|\bqui\b|\bwho\b", surface)[0])
        french = translation.french(surface) if claims.language(surface) == "en" else {}
        return frozenset(t.stem for f in found for t in (french.get(f.start) or (f,)))

    def _known(self, statement: Statement) -> set[str]:
        """Return the stems of every name and office the articles give a speaker."""
        same = [s for s in self.statements if _voice(s) == _voice(statement)]
        told = " ".join(f"{s.speaker} {s.speaker_surface} {s.role}" for s in same)
        known = {t.stem for t in terms(told)}
        if statement.speaker_type == "person" and statement.speaker:
            for line in self.text.split("\n"):
                known |= identity.roles(statement.speaker, line)
        return known


def _voice(statement: Statement) -> str:
    return statement.speaker or statement.speaker_surface


def _same(name: str, known: str, *, person: bool) -> bool:
    if person:
        return bool(known) and mentions.same_person(name, known)
    mine, theirs = (set(mentions.parts(n)) for n in (name, known))
    shared = all(any(claims.same_name(a, b, across=True) for b in theirs) for a in mine)
    return bool(mine and theirs) and (shared or theirs <= mine)
