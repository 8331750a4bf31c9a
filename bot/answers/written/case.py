"""A sentence held against the passages it cites: what both sides say, each thing read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.answers.written import claims, orders
from index.analysis import terms
from index.news import Hit


@dataclass(frozen=True, slots=True)
class Guard:
    """What a sentence must never give away: the rules, the seal and the ids of the request it answers."""

    rules: str = ""
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One sentence held against its passages; what both sides say is read once."""

    sentence: str
    hits: tuple[Hit, ...]
    guard: Guard
    spoken: str | None = None

    @cached_property
    def evidence(self) -> str:
        """The cited texts and what was shown of their origin, orders blanked."""
        origins = (part for h in self.hits for part in (h.title, h.outlet) if part)
        return "\n".join(orders.blank(text) for text in [*(h.text for h in self.hits), *origins])

    @cached_property
    def language(self) -> str | None:
        """The language of the sentence outside its quotations; too short to tell, the one asked for."""
        return claims.language(claims.outside(self.sentence)) or self.spoken

    @cached_property
    def across(self) -> bool:
        """Whether sentence and passages are in two languages."""
        return self.language is not None and self.language != (
            claims.language(self.evidence) or self.language
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of the evidence."""
        return frozenset(t.word for t in terms(self.evidence))

    def holds(self, word: str) -> bool:
        """Tell whether the evidence names a folded word."""
        return word in self.words or any(self.same(word, w) for w in self.words)

    def same(self, word: str, other: str) -> bool:
        """Tell whether two folded words are one name, in one language or across two."""
        return claims.same_name(word, other, across=self.across)
