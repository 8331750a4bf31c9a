"""What the versions of an article say of who said what, and which statements stand in earlier ones alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.ledger import corrections, editions, revisions, rows
from index.ledger.asked import Revised, Told, Withdrawn
from index.ledger.corrections import Note
from index.ledger.editions import Edition
from index.ledger.revisions import Change, Side
from index.news import Statement

_SINCE = 4  # the version of the schema that keeps past statements
_SIDE = f"""
    SELECT {rows.STATEMENT_SQL}, s.grammar FROM past_statements s LEFT JOIN speakers p ON p.key = s.who
    WHERE s.version = ? ORDER BY s.start
"""  # noqa: S608  # column names of ours
_NOW = f"""
    SELECT {rows.STATEMENT_SQL}, r.grammar FROM statements s LEFT JOIN speakers p ON p.key = s.who
    JOIN articles a ON a.key = s.article LEFT JOIN readings r ON r.article = s.article
    WHERE a.id = ? ORDER BY s.start
"""  # noqa: S608  # column names of ours
_CHANGED = "SELECT DISTINCT a.id FROM versions v JOIN articles a ON a.key = v.article"
_OF_SPEAKER = """
    SELECT a.id AS article, v.key AS version, s.id FROM past_statements s
    JOIN versions v ON v.key = s.version JOIN articles a ON a.key = v.article
    WHERE s.who = ? AND s.confidence >= ? AND s.speaker_type != 'anonymous'
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article.

    Attributes:
        notes: what it says of its own change.
        changes: what it changed of the version before; none of the first.
    """

    edition: Edition
    notes: tuple[Note, ...]
    changes: tuple[Change, ...]


def history(connection: sqlite3.Connection, article_id: str) -> list[Revision]:
    """Return the versions of an article, the first one first; none where it is not there."""
    found = editions.editions(connection, article_id)
    sides = list(_sides(connection, found))
    older: list[Side | None] = [*sides[1:], None]
    each = [
        Revision(
            edition,
            corrections.find(edition.article.text, edition.article.title),
            revisions.compare(before, side) if before else (),
        )
        for edition, side, before in zip(found, sides, older, strict=True)
    ]
    return each[::-1]


def changed(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of the articles of which earlier versions are kept."""
    return {row[0] for row in connection.execute(_CHANGED)} if _kept(connection) else set()


def marked(connection: sqlite3.Connection, told: Sequence[Told]) -> list[Told]:
    """Return statements with how later versions of their articles changed them; free where none has any."""
    known = changed(connection)
    versions: dict[str, list[Revision]] = {}
    found = []
    for one in told:
        name = one.article.id
        if name in known and name not in versions:
            versions[name] = history(connection, name)
        change = revised(one.statement, versions.get(name, ()))
        found.append(replace(one, revised=change) if change else one)
    return found


def revised(statement: Statement, versions: Sequence[Revision]) -> Revised | None:
    """Return in which version a statement of today came in or got its words, None where it always stood."""
    own = revisions.words(statement.content.text)
    for revision in reversed(versions):
        for change in revision.changes:
            after = change.after
            if after is None or revisions.words(after.content.text) != own:
                continue
            if after.speaker == statement.speaker or after.id == statement.id:
                edition = revision.edition
                return Revised(change.kind, edition.number, edition.taken_in, change.before, change.diff)
    return None


def withdrawn(connection: sqlite3.Connection, keys: Iterable[str], floor: float) -> list[Withdrawn]:
    """Return the statements of speakers whose words stand in earlier versions of articles alone."""
    if not _kept(connection):
        return []
    wanted: dict[str, set[tuple[int, str]]] = {}
    for key in keys:
        for row in connection.execute(_OF_SPEAKER, (key, floor)):
            wanted.setdefault(row["article"], set()).add((row["version"], row["id"]))
    return [one for article, ids in wanted.items() for one in _gone(history(connection, article), ids)]


def _gone(versions: Sequence[Revision], wanted: set[tuple[int, str]]) -> Iterator[Withdrawn]:
    seen: set[str] = set()
    today = revisions.words(versions[-1].edition.article.text) if versions else ""
    for before, after in pairwise(versions):
        for change in after.changes:
            old, key = change.before, before.edition.key
            if old is None or key is None or (key, old.id) not in wanted:
                continue
            words = revisions.words(old.content.text)
            # What came back in a later version has not gone; another voice or sense is told beside the words.
            came_back = words in today and change.after is None and after is not versions[-1]
            if words in seen or came_back:
                continue
            seen.add(words)
            edition = after.edition
            article = replace(before.edition.article, text="")
            yield Withdrawn(old, article, edition.number, edition.taken_in, change.after)


def _sides(connection: sqlite3.Connection, found: Sequence[Edition]) -> Iterator[Side]:
    """Yield what each version says, today's first."""
    newer: Side | None = None
    kept = _kept(connection)
    for edition in found:
        article, text = edition.article, edition.article.text
        if edition.key is None:
            told = connection.execute(_NOW, (article.id,)).fetchall()
        else:
            told = connection.execute(_SIDE, (edition.key,)).fetchall() if kept else []
        if edition.key is not None and not told:
            # Kept with the next version where the text is the same; else read again.
            newer = newer if newer and newer.text == text else _read(edition)
        else:
            grammar = told[0]["grammar"] if told else None
            newer = Side(text, [rows.statement(row, article.id, text) for row in told], grammar)
        yield newer


def _read(edition: Edition) -> Side:
    from index import statements  # only for versions that older programs kept

    read = statements.parse_article(edition.article).statements
    return Side(edition.article.text, list(read), statements.GRAMMAR)


def _kept(connection: sqlite3.Connection) -> bool:
    return int(connection.execute("PRAGMA user_version").fetchone()[0]) >= _SINCE
