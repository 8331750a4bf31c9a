"""Drafts to statements: spans, kind, polarity, mood, day, confidence; each once, in reading order."""

from __future__ import annotations

import hashlib
from datetime import date

from index.news import Article, Span, Statement
from index.statements import confidence
from index.statements.content.reports import Reports
from index.statements.dates import said_on
from index.statements.draft import Draft
from index.statements.speech import polarity
from index.statements.text.marks import Quotation
from index.statements.text.words import Token


class Writing(Reports):
    """The part of the reader that writes what was found."""

    article: Article
    text: str
    published: date | None
    quotes: list[Quotation]
    drafts: list[Draft]

    def _statements(self) -> list[Statement]:
        found: dict[tuple[int, int], Statement] = {}
        for draft in self.drafts:
            statement = self._statement(draft)
            key = (statement.content.start, statement.content.end)
            if statement.content.end > statement.content.start and key not in found:
                found[key] = statement
        return sorted(found.values(), key=lambda s: (s.content.start, s.content.end))

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def _statement(self, draft: Draft) -> Statement:
        fragments = tuple(
            self._span(q.inner_start, q.inner_end) for q in (self.quotes[n] for n in sorted(draft.quotes))
        )
        start, end = draft.start, draft.end
        kind = "indirect"
        if fragments:
            first, last = self.quotes[min(draft.quotes)], self.quotes[max(draft.quotes)]
            direct = (
                start >= first.start
                and end <= last.end
                and (len(fragments) == 1 or (draft.cue is not None and draft.cue.shape == "incise"))
            )
            kind = "direct" if direct else "mixed"
            if direct:
                start, end = fragments[0].start, fragments[-1].end
        cue = draft.cue
        tokens = self.sentences[draft.sentence].tokens
        speaker = draft.speaker
        words = self.text[tokens[cue.first].start : tokens[cue.last - 1].end] if cue is not None else ""
        around = self._around(draft, tokens)
        return Statement(
            id=hashlib.sha256(f"{self.article.id}|{start}|{end}".encode()).hexdigest()[:16],
            article_id=self.article.id,
            speaker=speaker.name,
            speaker_type=speaker.type,
            speaker_surface=speaker.surface,
            role=speaker.role,
            cue=words,
            kind=kind,  # type: ignore[arg-type]  # one of the three kinds above
            fragments=fragments,
            content=self._span(start, end),
            polarity=polarity.polarity(cue, tokens, bool(fragments)) if cue is not None else "asserts",
            mood=polarity.mood(cue, bool(fragments)) if cue is not None else "indicative",
            relay=draft.relay,
            said_on=said_on(around, self.published),
            headline=draft.headline or self._headline(draft),
            confidence=confidence.of(draft.rule),
            rule=draft.rule,
            evidence=self._span(speaker.start, speaker.end) if speaker.name and speaker.start >= 0 else None,
        )

    def _around(self, draft: Draft, tokens: list[Token]) -> str:
        """Return the words of the sentence outside its content and quotations."""
        kept = [t.text for t in tokens if t.kind != "quote" and not draft.start <= t.start < draft.end]
        return " ".join(kept)

    def _headline(self, draft: Draft) -> bool:
        title = (self.article.title or "").strip()
        first = self.text[: self.text.find("\n")] if "\n" in self.text else self.text
        return bool(title) and first.strip() == title and draft.end <= len(first)
