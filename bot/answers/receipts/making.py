"""The receipt of an answer or a verdict: what was shown, and the versions of the articles it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

from bot.answers.answer import Answer, Citation
from bot.answers.receipts.once import Comparing, Once
from bot.answers.receipts.receipt import Cited, Printed, Receipt, Shown, Spoken, fingerprint
from index.ledger.versions.editions import Corpus, Edition
from index.news import Span, Statement
from index.statements import GRAMMAR

if TYPE_CHECKING:
    from bot.answers.dossier.dossier import Dossier
    from bot.answers.verdict import Verdict


# A head of state has said thousands of things, which an answer counts and nobody reads under it.
_MOST = 50  # statements


class Editions(Protocol):
    """The part of a ledger that receipts need."""

    def editions(self, article_id: str) -> list[Edition]:
        """Return the versions of an article, today's first."""

    def corpus(self) -> Corpus:
        """Return the state of the archive."""


def of_dossier(dossier: Dossier, title: str, summary: str, ledger: Comparing) -> Receipt:
    """Return the receipt of a dossier, of every statement in it; `title` and `summary` are its own."""
    known = Once(ledger)
    return Receipt(
        id=dossier.id,
        kind="dossier",
        made_at=dossier.made_at,
        program=version("verbatim"),
        grammar=GRAMMAR,
        language=dossier.language,
        shown=Shown(
            _whole(title), "dossier", _whole(dossier.speaker), None, _whole(summary), "extractive", None, ()
        ),
        corpus=dossier.corpus,
        citations=(),
        statements=tuple(_spoken(s, known) for s in dossier.statements),
        statements_in_all=len(dossier.statements),
        scanned=dossier.scanned,
    )


def make(shown: Answer | Verdict, ledger: Editions, model: str | None) -> Receipt:
    """Return the receipt of what was shown a moment ago; `model` is the one that is configured."""
    statements = shown.statements if isinstance(shown, Answer) else [t.statement for t in shown.evidence]
    citations = shown.citations if isinstance(shown, Answer) else ()
    return Receipt(
        id=shown.id,
        kind="answer" if isinstance(shown, Answer) else "verdict",
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        program=_program(),
        grammar=GRAMMAR,
        language=shown.language,
        shown=_of_answer(shown, model) if isinstance(shown, Answer) else _of_verdict(shown),
        corpus=ledger.corpus(),
        citations=tuple(_cited(c, ledger) for c in citations),
        statements=tuple(_spoken(s, ledger) for s in _weightiest(statements, citations)),
        statements_in_all=len(statements) + (shown.unlisted if isinstance(shown, Answer) else 0),
        scanned=shown.scanned,
    )


@cache
def _program() -> str:
    return version("verbatim")


def _weightiest(statements: Sequence[Statement], citations: Sequence[Citation]) -> list[Statement]:
    """Return the statements to keep, in their order: those that are shown, then the first of the others."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    shown: list[int] = []
    others: list[int] = []
    for place, s in enumerate(statements):
        cited = by_article.get(s.article_id, ())
        meets = any(s.content.start < c.end and c.start < s.content.end for c in cited)
        (shown if meets else others).append(place)
    return [statements[place] for place in sorted((shown + others)[:_MOST])]


def _of_answer(answer: Answer, model: str | None) -> Shown:
    return Shown(
        asked=_whole(answer.question),
        outcome=(answer.reason or "abstained") if answer.abstained else "answered",
        speaker=None,
        diff=None,
        text=_whole(answer.text),
        mode=answer.mode,
        model=_whole(model) if model and answer.mode == "llm" else None,
        notes=tuple(_whole(note) for note in answer.notes),
    )


def _of_verdict(verdict: Verdict) -> Shown:
    return Shown(
        asked=_whole(verdict.claim),
        outcome=verdict.verdict,
        speaker=_whole(verdict.speaker),
        diff=_whole(verdict.diff) if verdict.diff is not None else None,
        text=_whole(verdict.explanation),
        mode="extractive",
        model=None,
        notes=tuple(_whole(note) for note in verdict.notes),
    )


def _cited(citation: Citation, ledger: Editions) -> Cited:
    words = Span(citation.start, citation.end, citation.text)
    article = _printed(citation.article_id, words, ledger)
    if article.version is None:  # it left meanwhile; what was shown of it stays
        c = citation
        article = Printed(c.article_id, None, c.title, c.outlet, c.published, c.url)
    return Cited(citation.n, article, words, fingerprint(words.text))


def _spoken(statement: Statement, ledger: Editions) -> Spoken:
    return Spoken(_printed(statement.article_id, statement.content, ledger), statement)


def _printed(article_id: str, words: Span, ledger: Editions) -> Printed:
    """Return the version in which the words stand: between answer and receipt an article may have changed."""
    known = ledger.editions(article_id)
    found = next((e for e in known if e.article.text[words.start : words.end] == words.text), None)
    if found is None:
        return Printed(article_id, None, None, None, None, None)
    article = found.article
    return Printed(article_id, found.version, article.title, article.outlet, article.published, article.url)


def _whole(text: str) -> str:
    """Return a text that UTF-8 takes: the environment may give half characters."""
    return text.encode("utf-8", "replace").decode()
