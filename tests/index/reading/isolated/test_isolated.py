"""A reader in a process of its own: what it answers, what stops it, and that nothing of it is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import SourceError
from index.reading import isolated
from index.reading.isolated import parent

READERS = "tests.index.reading.isolated.hostile_readers"


def call(reader: str, raw: bytes = b"x", seconds: float = 10.0, **options: str) -> Any:
    """Return what one of the hostile readers makes."""
    return isolated.call(f"{READERS}:{reader}", raw, seconds=seconds, **options)


def test_a_reader_is_given_the_bytes_and_its_options() -> None:
    """What it returns comes back as it is."""
    assert call("size", b"ab\n\x00" * 1_000_000, times="2") == {"size": 8_000_000}


def test_one_child_reads_many_documents() -> None:
    """Its start is paid once; a child is replaced in the end."""
    assert call("process") == call("process") != os.getpid()
    assert len({call("process") for _ in range(210)}) == 2


def test_threads_have_a_child_each() -> None:
    """Nobody's document waits for another's, and no answer is mixed up."""
    with ThreadPoolExecutor(4) as threads:
        sizes = list(threads.map(lambda n: call("size", b"a" * n)["size"], range(1, 40)))
    assert sizes == list(range(1, 40))


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        ("sleep", "arrêté après 0.5\u00a0s"),
        ("spin", "arrêté après 0.5\u00a0s"),
        ("hoard", "mémoire"),
        ("crash", "fait s’arrêter le lecteur"),
        ("leave", "fait s’arrêter le lecteur"),
        ("flood", "démesuré"),
        ("nest", "inattendue"),
        ("refuse", "pas un poème"),
        ("fail", "inattendue"),
        ("missing", "inattendue"),
    ],
)
def test_what_goes_wrong_is_a_reason_and_the_next_document_is_read(reader: str, reason: str) -> None:
    """Whatever one document does to its reader, the one after it is read."""
    began = time.monotonic()

    with pytest.raises(SourceError, match=reason) as caught:
        call(reader, seconds=0.5 if "0.5" in reason else 10.0)

    assert time.monotonic() - began < 20
    assert "secret" not in str(caught.value)
    assert call("size", b"abc") == {"size": 3}


def test_a_killed_child_is_gone() -> None:
    """After a kill no process is left, not even a dead one that nobody has buried."""
    victim = call("process")

    with pytest.raises(SourceError):
        call("sleep", seconds=0.2)

    with pytest.raises(ProcessLookupError):
        os.kill(victim, 0)


def test_what_a_library_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    """Prints neither spoil the answer nor reach the person at the terminal."""
    assert call("chatter") == "answer"
    assert capfd.readouterr() == ("", "")


def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens and keys of the environment stay with the parent."""
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:secret")
    with pytest.raises(SourceError):
        call("leave")  # so that the next child starts now
    assert "secret" not in str(call("environment"))


@pytest.mark.parametrize("reader", ["write", "remove", "start"])
def test_a_reader_changes_no_file(tmp_path: Path, reader: str) -> None:
    """Reading a document is no reason to touch a file."""
    path = tmp_path / "file"
    if reader == "remove":
        path.write_bytes(b"kept")
    before = path.exists()

    with pytest.raises(SourceError):
        call(reader, str(path).encode())

    assert path.exists() == before
    assert not before or path.read_bytes() == b"kept"


def test_a_reader_calls_nobody() -> None:
    """Reading a document is no reason to open a connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        with pytest.raises(SourceError):
            call("connect", str(server.getsockname()[1]).encode())
        with pytest.raises(TimeoutError):
            server.accept()


def test_children_end_with_a_parent_that_is_killed() -> None:
    """A busy child whose parent can no longer stop it ends at its own alarm; a waiting one at once."""
    program = (
        "from index.reading import isolated\n"
        f"print(isolated.call('{READERS}:process', b''), flush=True)\n"
        f"isolated.call('{READERS}:sleep', b'', seconds=1.5)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.3)

    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    deadline = time.monotonic() + 8
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _runs(child)


def test_reading_text_starts_no_child(tmp_path: Path) -> None:
    """A text file is read by the program itself."""
    from index import reading

    (tmp_path / "a.txt").write_text("La Valdorie ferme ses ports lundi.", encoding="utf-8")
    before = threading.active_count(), len(parent._waiting)
    assert len(list(reading.read(str(tmp_path)))) == 1
    assert (threading.active_count(), len(parent._waiting)) == before


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
