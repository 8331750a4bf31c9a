"""An answer in a model's words, shown only as far as it is proved.

The model is given passages under opaque ids and ends each sentence with the ids that prove it. Every sentence
is proved as soon as it is complete, its ids become [1], [2] ... of printed sentences, and it is passed on at
once. An id that was not given is dropped, a sentence without proof goes. Nothing here raises: whatever the
model does, the last thing that comes is a Draft that says how it went.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from bot.answers.answer import Citation, Line, Piece
from bot.answers.gate import Gate
from bot.answers.printed import sentences
from bot.answers.written import claims, material
from bot.answers.written.case import Guard, Scene
from bot.answers.written.proof import Proved, prove
from bot.answers.written.support import Support
from index.errors import ModelError, ModelTimeout
from index.llm import Message, Model
from index.news import Hit

Outcome = Literal["answered", "declined", "unproved", "empty", "timeout", "failed"]

_MOST_SENTENCES = 8
_MOST_CHARACTERS = 8_000  # of visible output; a model that repeats itself is hung up on
_MOST_THOUGHT = 60_000  # characters of thinking before the answer
_DECLINED = re.compile(r"^\W*(?:RIEN|NOTHING)\W*$", re.IGNORECASE)
_GROUP = re.compile(r"[^\S\n]*\[([^\[\]\n]{1,200})\]")
_IDENTIFIER = re.compile(r"p[0-9a-f]{4}\b")
_OPEN_GROUP = re.compile(r"\[[^\[\]\n]{0,200}$")
_MARKDOWN = re.compile(r"\*\*|__|`+|^\s*(?:#+|[-*•]|\d+[.)])\s+|<\|[^|>]*\|>", re.MULTILINE)
_STOP = re.compile(r"\s+([.,])(?=\s|$)")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is left of a model's answer.

    Attributes:
        lines: proved sentences with the numbers of their citations; empty unless `outcome` is "answered".
        citations: in the order of their numbers, from 1.
        outcome: "declined": the model says that the passages do not answer; "unproved": nothing it wrote
            could be proved; "empty": it wrote nothing; "timeout", "failed": it did not finish, and what was
            passed on before is to be replaced.
        error: for people, of "timeout" and "failed".
        removed: how many sentences the model wrote that were not proved.
    """

    lines: tuple[Line, ...] = ()
    citations: tuple[Citation, ...] = ()
    outcome: Outcome = "answered"
    error: str = ""
    removed: int = 0


class _Sentence(NamedTuple):
    """A sentence as the model wrote it, its ids taken out of it."""

    text: str
    ids: tuple[str, ...]


async def write(
    question: str, hits: Sequence[Hit], model: Model, language: str, gate: Gate
) -> AsyncGenerator[Piece | Draft, None]:
    """Yield proved sentences as they are complete, then one Draft; joined, the pieces are its lines.

    `language` ("fr" or "en") is the question's.
    """
    if not hits:
        yield Draft(outcome="empty")
        return
    given = material.gather(question, hits, language)
    messages = [Message("system", given.rules), Message("user", given.request)]
    writing = _Writing(given, language, gate)
    try:
        async with aclosing(model.stream(messages)) as pieces:
            async for sentence in _sentences(pieces):
                piece = writing.add(sentence)
                if piece:
                    yield piece
                if len(writing.draft.lines) >= _MOST_SENTENCES:
                    break
    except ModelTimeout as error:
        yield Draft(outcome="timeout", error=str(error))
    except ModelError as error:
        yield Draft(outcome="failed", error=str(error))
    else:
        yield writing.finished()


async def _sentences(pieces: AsyncIterator[str]) -> AsyncIterator[_Sentence]:
    """Yield the sentences of a stream, each as soon as the next one has begun."""
    raw, passed = "", 0
    async for piece in pieces:
        raw += piece
        text = visible(raw)
        for sentence in _split(_OPEN_GROUP.sub("", text))[passed:-1]:
            # The stop may stand inside a quotation that is still open.
            if not claims.balanced(sentence.text):
                break
            passed += 1
            yield sentence
        if len(text) > _MOST_CHARACTERS or len(raw) > _MOST_THOUGHT:
            break
    for sentence in _split(visible(raw))[passed:]:
        yield sentence


def visible(raw: str) -> str:
    """Return the output without the thinking that some models put first, and without mark-up."""
    text = raw.lstrip()
    if text.startswith("<think>"):
        text = text.partition("</think>")[2]
    return _MARKDOWN.sub("", text)


def _split(text: str) -> list[_Sentence]:
    """Cut a text into sentences; ids belong to the sentence that they follow, before or after its stop."""
    plain, cited, end = "", [], 0
    for group in _GROUP.finditer(text):
        plain += text[end : group.start()]
        end = group.end()
        cited += [(len(plain), key) for key in _IDENTIFIER.findall(group.group())]
    spans = sentences.split(plain + text[end:])
    starts = [s.start for s in spans[1:]] + [len(text)] * bool(spans)
    return [
        _Sentence(_STOP.sub(r"\1", span.text), tuple(k for p, k in cited if span.start < p <= following))
        for span, following in zip(spans, starts, strict=True)
    ]


@dataclass(slots=True)
class _Writing:
    """What has been proved so far, and the numbers given to its citations."""

    given: material.Material
    language: str
    gate: Gate
    draft: Draft = field(default_factory=Draft)
    wrote: bool = False
    declined: bool = False
    seen: set[str] = field(default_factory=set)

    def add(self, sentence: _Sentence) -> Piece | None:
        """Prove a sentence and return what to pass on, None if there is nothing."""
        self.wrote = True
        if _DECLINED.match(sentence.text):
            self.declined = True
            return None
        hits = [self.given.hits[key] for key in dict.fromkeys(sentence.ids) if key in self.given.hits]
        guard = Guard(self.given.rules, (self.given.seal, *self.given.hits))
        before = " ".join(line.body or "" for line in self.draft.lines)
        scene = Scene(self.language, before, self.gate.stored)
        proof = prove(sentence.text, hits, guard, scene)
        if isinstance(proof, Proved) and proof.text in self.seen:
            return None
        piece = self._piece(proof) if isinstance(proof, Proved) else None
        if piece is None:
            _logger.debug("a sentence was refused: %s", proof)
            self.draft = replace(self.draft, removed=self.draft.removed + 1)
        return piece

    def _piece(self, proof: Proved) -> Piece | None:
        before = self.draft
        line = Line(body=proof.text, numbers=tuple(dict.fromkeys(self._number(s) for s in proof.supports)))
        piece = self.gate.piece(line, self.draft.citations, first=not before.lines)
        if piece is None:
            self.draft = before
            return None
        self.seen.add(proof.text)
        self.draft = replace(self.draft, lines=(*before.lines, line))
        return piece

    def finished(self) -> Draft:
        """Return the draft of a model that came to its end."""
        if self.draft.lines:
            return self.draft
        if self.declined:
            return Draft(outcome="declined")
        return Draft(outcome="unproved" if self.wrote else "empty", removed=self.draft.removed)

    def _number(self, support: Support) -> int:
        span, hit = support.span, support.hit
        for known in self.draft.citations:
            if (known.article_id, known.start, known.end) == (hit.article_id, span.start, span.end):
                return known.n
        n = len(self.draft.citations) + 1
        citation = Citation(
            n=n,
            article_id=hit.article_id,
            start=span.start,
            end=span.end,
            text=span.text,
            title=hit.title,
            outlet=hit.outlet,
            published=hit.published,
            url=hit.url,
        )
        self.draft = replace(self.draft, citations=(*self.draft.citations, citation))
        return n
