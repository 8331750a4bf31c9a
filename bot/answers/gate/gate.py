"""Proposals in, Answers out: the last hand that an answer passes before it is rendered, kept or handed on.

    gate = Gate(archive.article, ledger.covering, language)
    answer = gate.answer(proposal)

A citation must be a slice of its stored article; printed lines are shown as they stand there; a model's
sentence must be proved (`written.proof`), its quotations words of the articles it cites. What fails goes, and
a note says so; where nothing is left the answer is a refusal. The `[n]` of the text are written here, so that
each has its citation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import prompts
from bot.answers.answer import Answer, Citation, Line, Piece, Proposal, fresh_id
from bot.answers.gate import wording
from bot.answers.gate.stored import Covering, Stored
from bot.answers.printed.refusal import searched
from index.news import Article

_NUMBER = re.compile(r"\[(\d+)\]")


class Gate:
    """What may be shown for one question; it reads each article once, so it serves no second one.

    Args:
        article: gives a stored article by its id, or None.
        covering: gives the statements of a part of an article; without it articles are read for them.
    """

    def __init__(self, article: Callable[[str], Article | None], covering: Covering | None = None) -> None:
        self.stored = Stored(article, covering)

    def answer(self, proposal: Proposal) -> Answer:
        """Return what of a proposal may be shown; a refusal where nothing of it may."""
        cited = self._cited(proposal.citations)
        lines = [(line, self._shown(line, cited)) for line in proposal.lines]
        kept = [(line, text) for line, text in lines if text is not None]
        proved = any(line.numbers for line, _ in kept)
        if proposal.reason is None and not proved:
            return self._nothing(proposal)
        used = [n for n in cited if any(n in line.numbers for line, _ in kept)]
        numbers = {n: place for place, n in enumerate(used, 1)}
        notes = proposal.notes
        if len(kept) < len(lines):
            notes = (*notes, prompts.message("answer.not_proved", proposal.language))
        return Answer(
            id=fresh_id(),
            question=proposal.question,
            language=proposal.language,
            text=(" " if proposal.mode == "llm" else "\n").join(
                _numbered(line, text, numbers) for line, text in kept
            ),
            abstained=proposal.reason is not None,
            reason=proposal.reason,
            citations=tuple(replace(cited[n], n=numbers[n]) for n in used),
            statements=proposal.statements,
            mode=proposal.mode,
            scanned=proposal.scanned,
            nearest=tuple(hit for found in proposal.nearest if (hit := self.stored.hit(found))),
            notes=notes,
            unlisted=proposal.unlisted,
        )

    def piece(self, line: Line, citations: Sequence[Citation], *, first: bool) -> Piece | None:
        """Return a sentence of a model as it may be shown while the rest is written, None if it may not."""
        cited = self._cited(citations)
        text = self._shown(line, cited)
        if text is None:
            return None
        return Piece(("" if first else " ") + _numbered(line, text, {n: n for n in cited}))

    def _cited(self, citations: Sequence[Citation]) -> dict[int, Citation]:
        found = {c.n: self.stored.citation(c) for c in citations}
        return {n: citation for n, citation in found.items() if citation}

    def _shown(self, line: Line, cited: Mapping[int, Citation]) -> str | None:
        """Return the words of a line without its numbers, None if they may not be shown."""
        proofs = [cited[n] for n in line.numbers if n in cited]
        if len(proofs) < len(line.numbers):
            return None
        origins = [part for c in proofs for part in (c.title, c.outlet) if part]
        lead = wording.own(line.lead, origins)
        if not proofs:
            return lead if line.body is None else None
        if line.body is None:
            passes = wording.may_be_printed(" ".join(" ".join(c.text.split()) for c in proofs))
            body = " ".join(_attributed(proofs, lead))
        else:
            body = line.body
            texts = [article.text for c in proofs if (article := self.stored.article(c.article_id))]
            passes = wording.may_be_written(body, [*texts, *origins])
        return lead + _NUMBER.sub(r"(\1)", body) if passes else None

    def _nothing(self, proposal: Proposal) -> Answer:
        language = proposal.language
        why = prompts.message("refusal.nothing_found", language)
        refused = Proposal(
            proposal.question,
            language,
            (Line(f"{why} {searched(proposal.scanned, language)}"),),
            proposal.scanned,
            mode=proposal.mode,
            reason="nothing_found",
            nearest=proposal.nearest,
            notes=(*proposal.notes, prompts.message("answer.not_proved", language)),
        )
        return self.answer(refused)


def _attributed(proofs: Sequence[Citation], lead: str) -> Iterator[str]:
    """Yield printed words, those of a turn below its label with whose they are: "[Henri Valdoire] Non."."""
    told = ""
    for cited in proofs:
        if cited.speaker and cited.speaker != told and cited.speaker not in lead:
            yield f"[{cited.speaker}]"
        told = cited.speaker
        yield " ".join(cited.text.split())


def _numbered(line: Line, text: str, numbers: Mapping[int, int]) -> str:
    marks = "".join(f"[{numbers[n]}]" for n in dict.fromkeys(line.numbers))
    return f"{text} {marks}" if marks else text
