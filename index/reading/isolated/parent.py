"""Foreign bytes read in a process of its own, with limits on time and memory; what passes them is killed.

    fields = isolated.call("index.reading.documents.pdf:extract", raw)

A reader is a function of a module, `(raw, **options) -> JSON`, run in a child (`confined.py`) that has no
secret in its environment. Its SourceError comes back as one; anything else that
goes wrong is a SourceError too, and never more than this one document. A child serves many documents and is
replaced after a kill, an error or `_MOST_DOCUMENTS`; the first is started by the first call (0.2 s), never by
an import. The time counts from the call, a start and a kill of the child included. On macOS the memory limit
is weak; the others hold.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any, cast

from index.errors import SourceError
from index.reading.isolated import piped
from prompts import message, unpacked

SECONDS = 9.0  # so that within ten a document has ended, whatever it is: a busy machine kills late
MEMORY = 512 << 20  # bytes of address space
LARGEST_ANSWER = 32 << 20  # bytes of JSON
_KILL_S = 0.5  # for the system to clear a killed child away
_MOST_DOCUMENTS = 200
_MOST_WAITING = 2  # children
_STALE_S = 20.0  # a child that waits longer than confined.IDLE_S ends itself
_log = logging.getLogger(__name__)


def call(reader: str, raw: bytes, *, seconds: float = SECONDS, **options: str) -> Any:
    """Return the JSON that a reader (`module:function`) makes of the bytes.

    Raises:
        SourceError: the reader's own, or why it was stopped.
    """
    deadline = time.monotonic() + seconds
    child = _taken()
    try:
        answer = child.ask(reader, raw, options, deadline)
    except piped.Late:
        child.end()
        raise SourceError(_stopped(seconds)) from None
    except (OSError, EOFError):
        reason = child.failed()
        raise SourceError(reason or _stopped(seconds)) from None
    except BaseException:  # Ctrl-C too: nothing is left running
        child.end()
        raise
    _given_back(child)
    if "refused" in answer:
        raise SourceError(unpacked(str(answer["refused"])))
    if "memory" in answer:
        raise SourceError(message("reading.memory", "fr"))
    if "broken" in answer:
        _log.debug("%s failed: %s", reader, answer["broken"])
        raise SourceError(message("reading.broken", "fr"))
    return answer.get("made")


class _Child:
    """A process that reads one document after another."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own module, no shell
            [sys.executable, "-P", "-B", "-m", "index.reading.isolated.confined", str(MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library prints about a document is nobody's to read
            env=_environment(),
            cwd="/",
            start_new_session=True,  # so that it is killed with whatever it started
        )
        self._into = cast(IO[bytes], self._process.stdin).fileno()
        self._out = cast(IO[bytes], self._process.stdout).fileno()
        for pipe in (self._into, self._out):
            os.set_blocking(pipe, False)
        self._ready = False
        self._served = 0
        self.used = time.monotonic()

    @property
    def fit(self) -> bool:
        """Whether it can take another document."""
        fresh = time.monotonic() - self.used < _STALE_S
        return fresh and self._served < _MOST_DOCUMENTS and self._process.poll() is None

    def ask(self, reader: str, raw: bytes, options: dict[str, str], deadline: float) -> dict[str, Any]:
        """Return what the child answers on a document, until a moment of `time.monotonic()`.

        Raises:
            SourceError: the answer is none.
            piped.Late, OSError, EOFError: there is none.
        """
        if not self._ready:
            self._answer(deadline)  # it says that it is ready
            self._ready = True
        left = deadline - time.monotonic()
        header = {"reader": reader, "options": options, "size": len(raw), "seconds": left}
        piped.write(self._into, json.dumps(header).encode() + b"\n", deadline)
        piped.write(self._into, raw, deadline)
        answer = self._answer(deadline)
        self._served += 1
        self.used = time.monotonic()
        if answer.pop("spent", False):  # out of memory, or in a state that nobody knows
            self._served = _MOST_DOCUMENTS
        return answer

    def end(self) -> None:
        """Kill it with all that it started, and close its pipes."""
        _kill(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                cast(IO[bytes], pipe).close()
        with contextlib.suppress(subprocess.TimeoutExpired):  # buried later, by the next start
            self._process.wait(_KILL_S)

    def failed(self) -> str:
        """End a child that ended itself or no longer listens; return why, "" where it was its own clock."""
        self.end()
        code = self._process.returncode
        _log.debug("a reader ended with status %s", code)
        if code in (-signal.SIGXCPU, -signal.SIGALRM):
            return ""
        return message("reading.killed", "fr")

    def _answer(self, deadline: float) -> dict[str, Any]:
        size = int.from_bytes(piped.read(self._out, 8, deadline), "big")
        if size > LARGEST_ANSWER:
            raise SourceError(message("reading.answer", "fr"))
        try:
            answer = json.loads(piped.read(self._out, size, deadline))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise SourceError(message("reading.broken", "fr"))
        return answer


def _stopped(seconds: float) -> str:
    return message("reading.late", "fr", seconds=f"{seconds:g}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:  # not reaped, so that the number is still its own
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """Return where modules are, and nothing else: tokens and keys stay here."""
    own = str(Path(__file__).parents[3])
    places = [own, *(p for p in sys.path if p and p != own)]
    return {"PYTHONPATH": os.pathsep.join(places), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


_waiting: list[_Child] = []
_lock = threading.Lock()


def _taken() -> _Child:
    while True:
        with _lock:
            child = _waiting.pop() if _waiting else None
        if child is None:
            return _Child()
        if child.fit:
            return child
        child.end()


def _given_back(child: _Child) -> None:
    if child.fit:
        with _lock:
            if len(_waiting) < _MOST_WAITING:
                _waiting.append(child)
                return
    child.end()


@atexit.register
def _end_all() -> None:
    with _lock:
        children = list(_waiting)
        _waiting.clear()
    for child in children:
        child.end()
