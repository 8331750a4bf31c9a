"""Answers, hits and articles as the JSON objects of the command-line contract.

Field names and meanings are promises to scripts: fields may be added, never renamed or taken away.
`published` is the ISO 8601 text that the source gave; offsets count characters of the article's stored text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.answers.answer import Answer, Citation
from index.news import Article, Hit, Scanned, Span, Speaker, Statement

if TYPE_CHECKING:
    from bot.answers.receipts.checking import Checked
    from bot.answers.verdict import Verdict
    from index.ledger.asked import Revised, Said, Told, Withdrawn
    from index.ledger.versions.past import Revision
    from index.people.finding import Match

Document = dict[str, Any]


def summary(article: Article) -> Document:
    """Return one line of the list of articles."""
    return {"id": article.id, **_origin(article), "source": article.source}


def article(article: Article) -> Document:
    """Return one article with the text that every offset counts in."""
    return summary(article) | {
        "language": article.language,
        "text": article.text,
        "author": article.author,
        "author_role": article.author_role,
        "genre": article.genre,
        "original": article.original,
    }


def exported(article: Article) -> Document:
    """Return an article as a line of JSON that `add` takes in as the same article."""
    derived = {"author_role": article.author_role, "genre": article.genre, "language": article.language}
    given = {"id": article.id, **_origin(article), "author": article.author, "text": article.text}
    return given | derived | {"source": article.source, "original": article.original, "cleaned": True}


def version(revision: Revision) -> Document:
    """Return one version of an article: its text, what it says of its own change, and what it changed."""
    edition = revision.edition
    return {
        "number": edition.number,
        "version": edition.version,
        "taken_in": edition.taken_in or None,
        "current": edition.current,
        "title": edition.article.title,
        "text": edition.article.text,
        "notes": [{"kind": note.kind, "text": note.text} for note in revision.notes],
        "changes": [
            {
                "change": change.kind,
                "before": statement(change.before, edition.article) if change.before else None,
                "after": statement(change.after, edition.article) if change.after else None,
                "diff": change.diff,
            }
            for change in revision.changes
        ],
    }


def hit(hit: Hit) -> Document:
    """Return one ranked passage."""
    return {
        "article_id": hit.article_id,
        **_origin(hit),
        "start": hit.start,
        "end": hit.end,
        "text": hit.text,
        "score": hit.score,
        "passage_id": hit.passage_id,
        "original": hit.original,
        **({"speaker": hit.speaker} if hit.speaker else {}),
    }


def citation(citation: Citation) -> Document:
    """Return the words of one article that prove a part of an answer."""
    return {
        "n": citation.n,
        "article_id": citation.article_id,
        **_origin(citation),
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        **({"speaker": citation.speaker} if citation.speaker else {}),
    }


def span(span: Span) -> Document:
    """Return a slice of an article's text."""
    return {"start": span.start, "end": span.end, "text": span.text}


def statement(statement: Statement, article: Article | None) -> Document:
    """Return one statement with what is needed to cite its article (None: the article is not at hand)."""
    return {
        "id": statement.id,
        "article_id": statement.article_id,
        **(_origin(article) if article else dict.fromkeys(("title", "outlet", "published", "url"))),
        "speaker": statement.speaker,
        "speaker_type": statement.speaker_type,
        "speaker_surface": statement.speaker_surface,
        "role": statement.role,
        "cue": statement.cue,
        "kind": statement.kind,
        "fragments": [span(f) for f in statement.fragments],
        "content": span(statement.content),
        "polarity": statement.polarity,
        "mood": statement.mood,
        "relay": statement.relay,
        "said_on": statement.said_on,
        "headline": statement.headline,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "by_date": statement.by_date,
        "evidence": span(statement.evidence) if statement.evidence else None,
    }


def told(told: Told) -> Document:
    """Return one statement with who else reports its words; `witnesses` counts independent sources."""
    return statement(told.statement, told.article) | {
        "on_topic": told.on_topic,
        "witnesses": told.sources,
        "reports": [{"id": s.id, "article_id": a.id, **_origin(a)} for s, a in told.witnesses],
        "revision": revised(told.revised) if told.revised else None,
    }


def revised(revised: Revised) -> Document:
    """Return how a later version of an article changed a statement; `before` is what it said until then."""
    then = revised.before
    before = {
        "before": then.content.text if then else None,
        "before_speaker": then.speaker if then else None,
    }
    change = {"change": revised.kind, "version_number": revised.number, "taken_in": revised.at}
    return change | before | {"diff": revised.diff}


def withdrawn(withdrawn: Withdrawn) -> Document:
    """Return a statement of an earlier version alone; its spans are offsets into the text of that version."""
    after = withdrawn.after
    return statement(withdrawn.statement, withdrawn.article) | {
        "version_number": withdrawn.number,
        "taken_in": withdrawn.at,
        "replaced_by": after.id if after else None,
    }


def said(said: Said) -> Document:
    """Return everything a speaker said; `ambiguous` names whom the query may mean where that is not one."""
    return {
        "speaker": said.speaker,
        "statements": [told(t) for t in said.told],
        "scanned": scanned(said.scanned),
        "ambiguous": [match(m) for m in said.ambiguous],
        "nearest": [match(m) for m in said.nearest],
        "others": list(said.others),
        "withdrawn": [withdrawn(w) for w in said.withdrawn],
    }


def match(match: Match) -> Document:
    """Return a speaker that a query may mean."""
    return {"speaker": match.speaker.name, "type": match.speaker.type, "articles": match.speaker.articles}


def speaker(speaker: Speaker) -> Document:
    """Return one of those who speak in the corpus."""
    return {
        "speaker": speaker.name,
        "type": speaker.type,
        "roles": list(speaker.roles),
        "aliases": list(speaker.aliases),
        "statements": speaker.statements,
        "articles": speaker.articles,
    }


def scanned(scanned: Scanned) -> Document:
    """Return what was searched; `from` and `to` are ISO dates or None."""
    return {
        "articles": scanned.articles,
        "articles_naming_speaker": scanned.articles_naming_speaker,
        "statements_by_speaker": scanned.statements_by_speaker,
        "from": scanned.since.isoformat() if scanned.since else None,
        "to": scanned.until.isoformat() if scanned.until else None,
    }


def answer(answer: Answer, articles: Mapping[str, Article] | None = None) -> Document:
    """Return an answer; `articles` holds the articles of its statements, by id."""
    articles = articles or {}
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "text": answer.text,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "citations": [citation(c) for c in answer.citations],
        "statements": [statement(s, articles.get(s.article_id)) for s in answer.statements],
        "mode": answer.mode,
        "scanned": scanned(answer.scanned),
        "nearest": [hit(h) for h in answer.nearest],
        "notes": list(answer.notes),
    }


def verdict(verdict: Verdict) -> Document:
    """Return what became of a claim; `nearest` proves nothing."""
    return {
        "id": verdict.id,
        "claim": verdict.claim,
        "language": verdict.language,
        "speaker": verdict.speaker,
        "verdict": verdict.verdict,
        "explanation": verdict.explanation,
        "evidence": [told(t) for t in verdict.evidence],
        "diff": verdict.diff,
        "scanned": scanned(verdict.scanned),
        "nearest": [told(t) for t in verdict.nearest],
        "notes": list(verdict.notes),
    }


def checked(checked: Checked) -> Document:
    """Return whether a receipt still holds, part by part; `problem` is a word of `receipts.checking`."""
    return {
        "holds": checked.holds,
        "archive": {
            "id": checked.corpus.archive,
            "sequence": checked.corpus.sequence,
            **{n: scanned(checked.corpus.scanned)[n] for n in ("articles", "from", "to")},
        },
        "items": [
            {
                "part": item.part,
                "name": item.name,
                "holds": not item.problems,
                "problems": [{"problem": p.word, **p.values} for p in item.problems],
            }
            for item in checked.items
        ],
    }


def _origin(printed: Article | Hit | Citation) -> Document:
    return {
        "title": printed.title,
        "outlet": printed.outlet,
        "published": printed.published,
        "url": printed.url,
    }
