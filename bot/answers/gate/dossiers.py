"""A dossier through the gate: each statement is held against the stored article and the ledger once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.answers.answer import fresh_id
from bot.answers.dossier.dossier import Dossier, Draft, Entry
from bot.answers.gate.stored import Covering
from index.ledger.asked import Told
from index.news import Article, Statement


def assemble(draft: Draft, article: Callable[[str], Article | None], covering: Covering) -> Dossier:
    """Return what of a draft may be handed on; what may not is counted as "not_printed".

    A report stands where its content and every fragment are slices of the stored article, and the ledger
    records the statement there as it is shown. `article` gives a stored article with its text by its id.
    """
    recorded = _Recorded(article, covering)
    entries, failed = [], 0
    for told in draft.told:
        entry = _entry(told, recorded)
        if entry is None:
            failed += 1
        else:
            entries.append(entry)
    left_out = dict(draft.left_out)
    if failed:
        left_out["not_printed"] = left_out.get("not_printed", 0) + failed
    return Dossier(
        id=fresh_id(),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        wanted=draft.wanted,
        speaker=draft.speaker,
        entries=tuple(entries),
        scanned=draft.scanned,
        left_out={reason: count for reason, count in left_out.items() if count},
        corpus=draft.corpus,
        others=draft.others,
        office=draft.office,
        printed=draft.printed,
        language=draft.wanted.language,
    )


class _Recorded:
    """What archive and ledger hold, each article read once."""

    def __init__(self, article: Callable[[str], Article | None], covering: Covering) -> None:
        self._article, self._covering = article, covering
        self._statements: dict[str, tuple[Article | None, dict[str, Statement]]] = {}

    def stands(self, statement: Statement) -> Article | None:
        """Return the stored article in which a statement stands as it is shown, None for nowhere."""
        if statement.article_id not in self._statements:
            article = self._article(statement.article_id)
            held = self._covering(article.id, 0, len(article.text)).statements if article else ()
            self._statements[statement.article_id] = article, {s.id: s for s in held}
        article, known = self._statements[statement.article_id]
        if article is None or known.get(statement.id) != statement:
            return None
        spans = (statement.content, *statement.fragments)
        return article if all(article.text[s.start : s.end] == s.text for s in spans) else None


def _entry(told: Told, recorded: _Recorded) -> Entry | None:
    reports = [
        (statement, replace(article, text=""))
        for statement, _ in told.witnesses
        if (article := recorded.stands(statement)) is not None
    ]
    if not reports:
        return None
    sources = {article.original or article.id for _, article in reports}
    revised = told.revised if reports[0][0] == told.statement else None
    return Entry(tuple(reports), len(sources), revised)
