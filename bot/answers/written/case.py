"""A sentence held against the passages it cites: what both sides say, each thing read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from bot.answers.printed import sentences
from bot.answers.written import claims, orders, speech
from bot.answers.written.mouths import Speakers
from bot.answers.written.speech import Claim
from bot.answers.written.support import Support, best
from index import statements
from index.analysis import terms
from index.ledger.asked import Covered
from index.news import Article, Hit, Statement

_NEAR = 0.5  # share of the content words of a sentence that make a printed one tell of the same


@dataclass(frozen=True, slots=True)
class Guard:
    """What a sentence must never give away: the rules, the seal and the ids of the request it answers."""

    rules: str = ""
    secrets: tuple[str, ...] = ()


class Recorded(Protocol):
    """What is recorded of the articles that hits stand in."""

    def covering(self, hit: Hit) -> Covered:
        """Return whose words stand in the article of a hit."""

    def text(self, hit: Hit) -> str:
        """Return the text of the article of a hit."""


class Unrecorded:
    """Passages alone, read for their statements."""

    def covering(self, hit: Hit) -> Covered:
        """Return whose words stand in a hit."""
        reading = statements.parse_article(Article("", " " * hit.start + hit.text, ""))
        return Covered(tuple(reading.statements), tuple(reading.terms))

    def text(self, hit: Hit) -> str:
        """Return the text of a hit."""
        return hit.text


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands around a sentence: the language asked for, the sentences shown before it, the record."""

    spoken: str | None = None
    before: str = ""
    record: Recorded = field(default_factory=Unrecorded)


@dataclass(frozen=True)
class Case:
    """One sentence held against its passages; what both sides say is read once."""

    sentence: str
    hits: tuple[Hit, ...]
    guard: Guard
    scene: Scene

    @cached_property
    def evidence(self) -> str:
        """The cited texts and what was shown of their origin, orders blanked."""
        origins = (part for h in self.hits for part in (h.title, h.outlet) if part)
        return "\n".join(orders.blank(text) for text in [*(h.text for h in self.hits), *origins])

    @cached_property
    def language(self) -> str | None:
        """The language of the sentence outside its quotations; too short to tell, the one asked for."""
        return claims.language(claims.outside(self.sentence)) or self.scene.spoken

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

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """The printed sentences of each passage that carry the sentence best."""
        return tuple(
            s for hit in self.hits for s in best(self.sentence, hit, self.language, across=self.across)
        )

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The printed sentences that say a good part of the sentence, its supports among them."""
        wanted = {t.stem for t in claims.content(claims.outside(self.sentence))}
        found = {s.span.text: None for s in self.supports}
        for line in (s.text for hit in self.hits for s in sentences.split(orders.blank(hit.text))):
            shared = wanted & {t.stem for t in terms(line)}
            if shared and len(shared) >= _NEAR * len(wanted):
                found[line] = None
        return tuple(found)

    @cached_property
    def asserted(self) -> str:
        """The cited texts without the questions that they print."""
        spans = (s.text for hit in self.hits for s in sentences.split(orders.blank(hit.text)))
        told = [text for text in spans if not text.rstrip(' \u00a0\u202f»”"').endswith("?")]
        return "\n".join([*told, *(hit.title for hit in self.hits if hit.title)])

    def printed(self, statement: Statement) -> str:
        """Return the printed sentences that hold a statement."""
        content = statement.content
        spans = (
            s
            for hit in self.hits
            if hit.article_id == statement.article_id or not statement.article_id
            for s in sentences.split(hit.text, hit.start)
        )
        return " ".join(s.text for s in spans if s.start < content.end and content.start < s.end)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Who speaks in the sentence; outlets may report what they print, but quote nobody else."""
        outlets = [h.outlet for h in self.hits if h.outlet]
        return tuple(
            c
            for c in speech.read(self.sentence, self.language, self.scene.before)
            if c.fragments or not (c.name and any(claims.find(c.name, outlet) for outlet in outlets))
        )

    @cached_property
    def told(self) -> tuple[Statement, ...]:
        """The statements whose words stand in the cited passages."""
        return tuple(
            s
            for hit in self.hits
            for s in self.scene.record.covering(hit).statements
            if s.content.start < hit.end and hit.start < s.content.end
        )

    @cached_property
    def speakers(self) -> Speakers:
        """Who speaks in the cited articles."""
        articles = {h.article_id: h for h in self.hits}.values()
        every = tuple(s for hit in articles for s in self.scene.record.covering(hit).statements)
        return Speakers(every, "\n".join(self.scene.record.text(hit) for hit in articles))
