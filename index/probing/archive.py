"""Whether a file of SQLite is whole, and whether the archive in it proves what it holds; read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from index.identity import digest

_MOST = 3  # defects told


def damage(path: Path, *, everything: bool = False) -> str:
    """Return what SQLite's own check finds wrong with a file, "" if nothing.

    `everything` compares indexes with their tables and follows every reference, ten times as long.
    """
    check = "integrity_check" if everything else "quick_check"
    try:
        with closing(opened(path)) as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA {check}({_MOST})")]
            if everything and found == ["ok"]:
                broken = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
                found = [f"{table} {row} -> {parent}" for table, row, parent, _ in broken] or found
    except sqlite3.Error as error:
        return str(error)
    return "" if found == ["ok"] else "; ".join(found)


def unproved(path: Path) -> list[str]:
    """Return the ids of articles of which something is no slice of the text that came in.

    Of every article: the text has the hash that was taken when it came in, its passages have the ids that
    article, version and offsets give, and offsets of passages and statements lie within the text.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    with closing(opened(path)) as connection:
        connection.execute("BEGIN")
        return [name for name, holds in _articles(connection) if not holds]


def _articles(connection: sqlite3.Connection) -> Iterator[tuple[str, bool]]:
    rows = connection.execute("SELECT key, id, version, content, text FROM articles ORDER BY key")
    passages = "SELECT id, start, end FROM passages WHERE article = ?"
    bounds = "SELECT coalesce(min(start), 0), coalesce(max(end), 0) FROM statements WHERE article = ?"
    for key, name, version, content, text in rows:
        cut = connection.execute(passages, (key,)).fetchall()
        first, last = connection.execute(bounds, (key,)).fetchone()
        holds = digest(text) == content and first >= 0 and last <= len(text)
        holds = holds and all(0 <= start < end <= len(text) for _, start, end in cut)
        yield name, holds and all(i == digest(name, version, str(s), str(e)) for i, s, e in cut)


def opened(path: Path) -> sqlite3.Connection:
    """Open a file of SQLite for reading, beside whoever writes it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    options = "mode=ro"
    # A read-only disk has no room for the side files of WAL; without writers none are needed.
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{options}", uri=True, timeout=30)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return sqlite3.connect(f"file:{quote(str(path.absolute()))}?{options}&immutable=1", uri=True)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
