"""The archive file: readers beside writers, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import ArchiveBusy, ArchiveError
from index.news import Article
from index.schema import VERSION
from tests import permissions

Write = Callable[..., Article]
Store = Callable[..., list[str]]
TEXT = "La Valdorie ferme ses ports.\n\n«\u00a0C’est provisoire\u00a0», assure la ministre Odile Tarvane."
READ_AND_WRITE = """
import sys
from pathlib import Path
from index.archive import Archive
from index.errors import ArchiveError

archive = Archive.open(Path(sys.argv[1]))
print(archive.scanned().articles)
try:
    archive.remove(["a1"])
except ArchiveError as error:
    print(error)
"""


def test_readers_go_on_while_another_process_writes(store: Store, archive: Archive, write: Write) -> None:
    """A reader sees the last commit and never waits for a writer."""
    store(archive, write(TEXT, id="a1"))
    writer = sqlite3.connect(archive.home / "archive.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM passages")

    with Archive.open(archive.home) as reader:
        assert reader.scanned().articles == 1
        assert len(reader.passages("a1")) == 1
    writer.execute("ROLLBACK")
    writer.close()


def test_several_threads_write_at_once(store: Store, archive: Archive, write: Write) -> None:
    """Writers wait for one another; nothing is lost."""

    def work(thread: int) -> None:
        for n in range(10):
            store(archive, write(f"Dépêche {thread} {n}.", id=f"{thread}-{n}"))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert archive.scanned().articles == archive.sequence() == 40


def test_a_writer_that_waits_too_long_says_so(store: Store, archive: Archive, write: Write) -> None:
    """A lock that is not released in time is ArchiveBusy."""
    with Archive.open(archive.home, patience=0.1) as second:
        other = sqlite3.connect(archive.home / "archive.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusy, match="autre processus"):
            store(second, write(TEXT, id="a1"))
        other.close()


def test_a_missing_archive_is_not_made_by_reading(tmp_path: Path) -> None:
    """Reading a home without articles says how to add some, and leaves no file."""
    with pytest.raises(ArchiveError, match="verbatim add"):
        Archive.open(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_an_archive_of_a_newer_version_is_refused(archive: Archive) -> None:
    """A format that is not known is never touched."""
    other = sqlite3.connect(archive.home / "archive.db")
    other.execute("PRAGMA user_version=999")
    other.commit()

    with pytest.raises(ArchiveError, match=r"999.*mettez verbatim à jour"):
        Archive.open(archive.home)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"rien d'une archive" * 999, id="another file"),
        pytest.param(b"SQLite format 3\x00", id="torn"),
    ],
)
def test_a_damaged_archive_says_so(tmp_path: Path, content: bytes) -> None:
    """What is no SQLite file is named damaged, and kept as it is."""
    (tmp_path / "archive.db").write_bytes(content)

    with pytest.raises(ArchiveError, match="endommagée"):
        Archive.open(tmp_path, create=True)
    assert (tmp_path / "archive.db").read_bytes() == content


def test_a_full_disk_loses_nothing_and_says_so(store: Store, archive: Archive, write: Write) -> None:
    """The batch that did not fit is undone; what was committed stays."""
    store(archive, write(TEXT, id="a1"))
    limited = Archive.open(archive.home)
    with limited._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=40")

    with pytest.raises(ArchiveError, match="Plus de place"):
        store(limited, *(write(f"{n} " + "Merrane vote. " * 5000, id=f"b{n}") for n in range(6)))
    assert [a.id for a in archive.summaries()] == ["a1"]
    limited.close()


def test_an_archive_without_write_permission_is_read(store: Store, write: Write) -> None:
    """Without the right to make side files the archive is still read; writing says what to do."""
    # Not in tmp_path, which pytest cleans with the rights that are taken away here.
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with Archive.open(home, create=True) as archive:
            store(archive, write(TEXT, id="a1"))
        for path in (home, home.parent, home / "archive.db"):
            path.chmod(0o555)
        command = [sys.executable, "-c", READ_AND_WRITE, str(home)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment, preexec_fn=permissions.count
        )
        for path in (home, home.parent):
            path.chmod(0o755)

    assert done.stdout.splitlines()[0] == "1"
    assert "lecture seule" in done.stdout


def test_a_new_archive_forgets_the_indexes_of_an_old_one(archive: Archive) -> None:
    """Whoever deletes the archive and adds again does not search what was deleted."""
    archive.close()
    (archive.home / "archive.db").unlink()
    (archive.home / "lexicon").mkdir()

    Archive.open(archive.home, create=True).close()
    assert not (archive.home / "lexicon").exists()


@pytest.mark.parametrize("version", [2, 3, VERSION])
def test_an_archive_of_an_earlier_program_is_completed(archive: Archive, version: int) -> None:
    """Opening an archive makes the tables and the indexes that it lacks, whatever version it bears."""
    archive.close()
    older = sqlite3.connect(archive.home / "archive.db")
    older.executescript(f"DROP TABLE unsettled; DROP INDEX sightings_of_name; PRAGMA user_version={version}")
    older.close()

    Archive.open(archive.home).close()

    held = sqlite3.connect(archive.home / "archive.db")
    names = {row[0] for row in held.execute("SELECT name FROM sqlite_master")}
    found = held.execute("PRAGMA user_version").fetchone()[0]
    held.close()
    assert ({"unsettled", "sightings_of_name"} <= names, found) == (True, VERSION)
