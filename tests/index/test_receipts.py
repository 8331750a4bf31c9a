"""index/receipts.py: what is kept stays, beside other writers, through kills, until it is forgotten."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index import receipts
from index.archive import Archive
from index.errors import ArchiveBusy, ArchiveError
from index.receipts import Kept, Series

QUESTION = "Qui a fermé le phare de Brumes ?"
# Keeps numbered receipts as fast as it can and says each; the wait in the end is for a kill.
KEEPING = """
import sys, time
from pathlib import Path
from index.receipts import Kept, Series
series = Series.open(Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    series.keep(Kept(f"n{n}", "answer", "2031-01-01T00:00:00+00:00", 0, {"n": n}))
    print(n, flush=True)
time.sleep(60)
"""


def kept(name: str, **document: object) -> Kept:
    """Return a receipt of an id."""
    return Kept(name, "answer", "2031-01-01T00:00:00+00:00", 3, document)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an empty archive."""
    Archive.open(tmp_path / "home", create=True).close()
    return tmp_path / "home"


@pytest.fixture
def writer(home: Path) -> sqlite3.Connection:
    """Another process in the middle of a write transaction."""
    connection = sqlite3.connect(home / "archive.db", isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_what_is_kept_is_found(home: Path) -> None:
    """The document comes back as it was given, whatever characters it holds; an unknown id is None."""
    receipts.keep(home, [kept("a", asked="«\u00a0Où ?\u00a0» \U0001f5de \u2028", n=1)])
    assert receipts.find(home, "a") == {"asked": "«\u00a0Où ?\u00a0» \U0001f5de \u2028", "n": 1}
    assert receipts.find(home, "b") is None


def test_an_id_that_is_taken_is_never_overwritten(home: Path) -> None:
    """The second receipt of an id is refused and the first stays."""
    receipts.keep(home, [kept("a", n=1)])
    with pytest.raises(ArchiveError):
        receipts.keep(home, [kept("a", n=2)])
    assert receipts.find(home, "a") == {"n": 1}


def test_what_is_forgotten_cannot_be_read_from_the_files(home: Path) -> None:
    """After `forget` no file of the home holds a byte of the compressed question."""
    receipts.keep(home, [kept("a", asked=QUESTION)])
    (blob,) = sqlite3.connect(home / "archive.db").execute("SELECT document FROM receipts").fetchone()
    assert receipts.forget(home, "a")
    assert not receipts.forget(home, "a")
    assert receipts.find(home, "a") is None
    assert not any(blob[4:20] in path.read_bytes() for path in home.iterdir())


def test_keeping_waits_for_a_writer(home: Path, writer: sqlite3.Connection) -> None:
    """A receipt kept while another process writes is there once that has ended."""
    threading.Timer(0.3, lambda: writer.execute("COMMIT")).start()
    receipts.keep(home, [kept("a", n=1)])
    assert receipts.find(home, "a") == {"n": 1}


def test_keeping_does_not_wait_for_ever(home: Path, writer: sqlite3.Connection) -> None:
    """A writer that does not end is ArchiveBusy, and reading goes on meanwhile."""
    with pytest.raises(ArchiveBusy):
        receipts.keep(home, [kept("a")], patience=0.1)
    assert receipts.find(home, "a") is None
    writer.execute("ROLLBACK")


def test_a_series_gathers_while_another_writes(home: Path, writer: sqlite3.Connection) -> None:
    """No receipt of a run waits for a writer; the next one after it, or the end, writes the group."""
    series = Series.open(home)
    series.keep(kept("a"))
    series.keep(kept("b"))
    assert receipts.find(home, "a") is None
    writer.execute("COMMIT")
    series.keep(kept("c"))
    assert all(receipts.find(home, name) is not None for name in "abc")
    writer.execute("BEGIN IMMEDIATE")
    series.keep(kept("d"))
    threading.Timer(0.3, lambda: writer.execute("COMMIT")).start()
    series.close()
    assert receipts.find(home, "d") is not None


def test_a_kill_loses_no_receipt_of_a_run(home: Path) -> None:
    """Whatever a killed process had said it kept is found."""
    command = [sys.executable, "-c", KEEPING, str(home), "200"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(137)]
        child.send_signal(signal.SIGKILL)
    assert [receipts.find(home, f"n{n}") for n in said] == [{"n": n} for n in said]


def test_a_full_disk_says_so(home: Path) -> None:
    """What does not fit is an error that says what to do, and the archive stays sound."""
    series = Series.open(home)
    series._connection.execute("PRAGMA max_page_count=1")
    with pytest.raises(ArchiveError, match="Plus de place"):
        for n in range(400):
            series.keep(kept(f"n{n}", noise=os.urandom(2000).hex()))
    series.close()
    assert sqlite3.connect(home / "archive.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
