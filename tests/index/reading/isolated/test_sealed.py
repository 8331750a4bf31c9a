"""A child that a document has taken over, below Python: nothing it starts, writes or calls comes of it."""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from index.errors import SourceError
from index.reading.isolated import parent, piped
from tests.index.reading.isolated.test_isolated import call

linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="only the kernel of Linux can refuse what is done below Python",
)
STAYS = "7313"  # seconds that a grandchild sleeps, and how it is known again


@pytest.fixture
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Start the next children with something in their environment that tells them from everybody else's."""
    monkeypatch.syspath_prepend(str(tmp_path))
    while parent._waiting:
        parent._waiting.pop().end()
    return os.fsencode(tmp_path)


def running(mark: bytes) -> set[int]:
    """Return the marked processes, and what they have started."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in path.read_bytes():
                found.add(int(path.parent.name))
    return found


def descriptors() -> int:
    """Return how many files this process has open."""
    return len(list(Path("/dev/fd").iterdir()))


@linux
@pytest.mark.parametrize("reader", ["daemon", "children"])
def test_no_descendant_outlives_its_document(mark: bytes, reader: str) -> None:
    """Neither a fork nor a session of its own gets a process past the end of the child."""
    child = call("process")
    assert child in running(mark)  # so that others would be seen
    with contextlib.suppress(SourceError):
        call(reader, STAYS.encode(), seconds=1.0)
    with pytest.raises(SourceError):
        call("leave")  # the child itself goes
    left = running(mark)
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert not left


@pytest.mark.parametrize("reader", ["deaf_to_signals", "pour", "hang_up", "sleep", "spin"])
def test_whatever_a_reader_does_the_call_ends(mark: bytes, reader: str) -> None:
    """Deaf, pouring or silent, it is gone in its time, and leaves no descriptor, thread or dead process."""
    before, threads = descriptors(), threading.active_count()
    began = time.monotonic()

    with pytest.raises(SourceError):
        call(reader, b"x" * 5_000_000, seconds=1.5)

    assert time.monotonic() - began < 4
    assert (descriptors(), threading.active_count()) == (before, threads)
    assert not running(mark)


@linux
@pytest.mark.parametrize("reader", ["write_below", "exchange"])
def test_a_reader_writes_nothing_below_python(tmp_path: Path, reader: str) -> None:
    """No file is made, changed, moved or removed by a library either."""
    kept = tmp_path / "kept"
    kept.write_bytes(b"kept")
    for path in (kept, tmp_path / "new"):
        with pytest.raises(SourceError):
            call(reader, os.fsencode(path))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_bytes() == b"kept"


@linux
def test_a_reader_calls_nobody_below_python() -> None:
    """No connection is opened by a library either."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        with pytest.raises(SourceError):
            call("connect_below", str(server.getsockname()[1]).encode())
        with pytest.raises(TimeoutError):
            server.accept()


@linux
def test_a_reader_strikes_nobody() -> None:
    """A signal to its parent, which runs this test, does not arrive."""
    with pytest.raises(SourceError, match="refusé"):
        call("strike")


def test_a_reader_allows_itself_no_more_memory() -> None:
    """The limit is not its own to raise, whoever runs the program."""
    with pytest.raises(SourceError, match="mémoire"):
        call("more_memory")


def test_a_start_that_takes_long_is_part_of_the_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The clock starts with the call: a child that never says that it is ready is ended like any other."""
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o700)
    while parent._waiting:
        parent._waiting.pop().end()
    monkeypatch.setattr(sys, "executable", str(slow))
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"arrêté après 0\.5"):
        call("size", seconds=0.5)
    assert time.monotonic() - began < 1.5


def test_a_pipe_that_somebody_else_holds_is_not_waited_for() -> None:
    """A grandchild that keeps both ends open costs the time that was given and no more."""
    into, out = os.pipe()
    os.set_blocking(into, False)
    os.set_blocking(out, False)
    try:
        os.write(out, b"ab")
        assert piped.read(into, 2, time.monotonic() + 1) == b"ab"
        began = time.monotonic()
        with pytest.raises(piped.Late):
            piped.read(into, 8, began + 0.2)
        with pytest.raises(piped.Late):
            piped.write(out, bytes(1 << 20), began + 0.4)
        assert time.monotonic() - began < 1
    finally:
        os.close(into)
        os.close(out)
