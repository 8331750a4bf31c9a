"""What the versions of an article say of who said what, and which statements stand in earlier ones alone."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.ledger.asked import Revised, Told, Withdrawn
from index.ledger.stored import rows
from index.ledger.versions import corrections, editions, revisions
from index.ledger.versions.corrections import Note
from index.ledger.versions.editions import Edition
from index.ledger.versions.revisions import Change, Side
from index.news import Statement
from index.people import names

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
_CHANGED = "SELECT id FROM articles WHERE key IN (SELECT article FROM versions)"
_FOUND = """
    SELECT a.id AS article, v.key AS version, s.id, s.start, s."end", v.text FROM past_statements s
    JOIN versions v ON v.key = s.version JOIN articles a ON a.key = v.article
    WHERE s.confidence >= ? AND s.speaker_type != 'anonymous'
"""
_OF_SPEAKER = f"{_FOUND} AND s.who = ?"
_OF_ANYBODY = f"{_FOUND} AND s.who != '' ORDER BY v.key"
_NAMED = "SELECT DISTINCT who, speaker FROM past_statements WHERE who LIKE 'p:%' AND speaker != ''"


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
    read = _read_all(connection, article_id)
    older = [None, *(side for _, side in read[:-1])]
    return [
        Revision(
            edition,
            corrections.find(edition.article.text, edition.article.title),
            revisions.compare(before, side) if before else (),
        )
        for (edition, side), before in zip(read, older, strict=True)
    ]


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
    rows_of = (row for key in keys for row in connection.execute(_OF_SPEAKER, (floor, key)))
    return _withdrawn(connection, rows_of)


def withdrawn_words(connection: sqlite3.Connection, said: Sequence[str], floor: float) -> list[Withdrawn]:
    """Return the statements of anybody with some words that stand in earlier versions of articles alone."""
    wanted = [revisions.words(each) for each in said]
    if not _kept(connection) or not all(wanted):
        return []
    return _withdrawn(connection, _holding(connection.execute(_OF_ANYBODY, (floor,)), wanted))


def keys_of(connection: sqlite3.Connection, speaker: str) -> list[str]:
    """Return the keys that somebody has who speaks in earlier versions of articles alone."""
    keys = [f"p:{names.person_key(speaker)}", f"b:{names.body_key(speaker)}"]
    if _kept(connection) and names.is_partial(speaker):
        asked = set(names.tokens(speaker))
        known = {row[0] for row in connection.execute(_NAMED) if asked and asked <= set(names.tokens(row[1]))}
        keys += known if len(known) == 1 else ()  # of two with one surname, neither is meant for sure
    return keys


def _holding(found: Iterable[sqlite3.Row], wanted: Sequence[str]) -> Iterator[sqlite3.Row]:
    """Yield the statements, those of a version together, whose words have all that is wanted."""
    version, text = None, ""
    for row in found:
        if row["version"] != version:
            version, text = row["version"], zlib.decompress(row["text"]).decode()
        words = revisions.words(text[row["start"] : row["end"]])
        if all(each in words for each in wanted):
            yield row


def _withdrawn(connection: sqlite3.Connection, found: Iterable[sqlite3.Row]) -> list[Withdrawn]:
    wanted: dict[str, set[tuple[int, str]]] = {}
    for row in found:
        wanted.setdefault(row["article"], set()).add((row["version"], row["id"]))
    return [one for article, ids in wanted.items() for one in _gone(_read_all(connection, article), ids)]


def _gone(read: Sequence[tuple[Edition, Side]], wanted: set[tuple[int, str]]) -> Iterator[Withdrawn]:
    """Yield the statements that today's version does not have, each as the last version had it.

    Each version is held against today's, whatever those between have said: what came back has not gone.
    """
    seen: set[tuple[str, str]] = set()
    today = read[-1][1]
    for at in reversed(range(len(read) - 1)):
        edition, side = read[at]
        for change in revisions.compare(side, today):
            old, key = change.before, edition.key
            if old is None or key is None or (key, old.id) not in wanted:
                continue
            words = (revisions.words(old.content.text), old.speaker)
            if words not in seen:
                seen.add(words)
                without = _without(old, side, read[at + 1 :])
                article, text = replace(edition.article, text=""), edition.article.text
                yield Withdrawn(old, article, without.number, without.taken_in, change.after, text)


def _without(old: Statement, side: Side, later: Sequence[tuple[Edition, Side]]) -> Edition:
    """Return the first of the later versions that does not have a statement as it was."""
    for edition, newer in later:
        if any(change.before == old for change in revisions.compare(side, newer)):
            return edition
    return later[-1][0]


def _read_all(connection: sqlite3.Connection, article_id: str) -> list[tuple[Edition, Side]]:
    """Return the versions of an article with what each says, the first one first."""
    found = editions.editions(connection, article_id)
    return list(zip(found, _sides(connection, found), strict=True))[::-1]


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
