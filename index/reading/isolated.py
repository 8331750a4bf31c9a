"""Foreign bytes read in a process of its own, with limits on time and memory; what passes them is killed.

    fields = isolated.call("index.reading.documents.pdf:extract", raw)

A reader is a function of a module, `(raw, **options) -> JSON`, run in a child (`confined.py`) that has no
secret in its environment. Its SourceError comes back as one; anything else that
goes wrong is a SourceError too, and never more than this one document. A child serves many documents and is
replaced after a kill, an error or `_MOST_DOCUMENTS`; the first is started by the first call (0.2 s), never by
an import. On macOS the memory limit is weak; the others hold.
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
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

from index.errors import SourceError

SECONDS = 10.0
MEMORY = 512 << 20  # bytes of address space
LARGEST_ANSWER = 32 << 20  # bytes of JSON
_START_S = 60.0  # on a busy machine
_MOST_DOCUMENTS = 200
_MOST_WAITING = 2  # children
_STALE_S = 20.0  # a child that waits longer than confined.IDLE_S ends itself
_log = logging.getLogger(__name__)


def call(reader: str, raw: bytes, *, seconds: float = SECONDS, **options: str) -> Any:
    """Return the JSON that a reader (`module:function`) makes of the bytes.

    Raises:
        SourceError: the reader's own, or why it was stopped.
    """
    child = _taken()
    try:
        answer = child.ask(reader, raw, options, seconds)
    except BaseException:  # Ctrl-C too: nothing is left running
        child.end()
        raise
    _given_back(child)
    if "refused" in answer:
        raise SourceError(str(answer["refused"]))
    if "broken" in answer:
        _log.debug("%s failed: %s", reader, answer["broken"])
        raise SourceError("document abîmé ou de forme inattendue")
    return answer.get("made")


class _Child:
    """A process that reads one document after another."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own module, no shell
            [sys.executable, "-P", "-B", "-m", "index.reading.confined", str(MEMORY)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library prints about a document is nobody's to read
            env=_environment(),
            cwd="/",
            start_new_session=True,  # so that it is killed with whatever it started
        )
        self._late = False
        self._served = 0
        self.used = time.monotonic()
        try:
            self._within(_START_S, self._answer)  # it says that it is ready
        except BaseException:
            self.end()
            raise

    @property
    def fit(self) -> bool:
        """Whether it can take another document."""
        fresh = time.monotonic() - self.used < _STALE_S
        return fresh and not self._late and self._served < _MOST_DOCUMENTS and self._process.poll() is None

    def ask(self, reader: str, raw: bytes, options: dict[str, str], seconds: float) -> dict[str, Any]:
        """Return what the child answers on a document; SourceError if it does not."""
        header = {"reader": reader, "options": options, "size": len(raw), "seconds": seconds}
        answer = self._within(seconds, lambda: self._exchanged(json.dumps(header).encode() + b"\n", raw))
        self._served += 1
        self.used = time.monotonic()
        if answer.pop("spent", False):  # out of memory, or in a state that nobody knows
            self._served = _MOST_DOCUMENTS
        return answer

    def end(self) -> None:
        """Kill it with all that it started."""
        _kill(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                cast(IO[bytes], pipe).close()
        self._process.wait()

    def _within(self, seconds: float, exchange: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        # A killed child ends every wait on its pipes, so that a clock beside them is all it takes.
        clock = threading.Timer(seconds, self._overdue)
        clock.daemon = True
        clock.start()
        try:
            return exchange()
        except (OSError, EOFError):
            raise SourceError(self._why(seconds)) from None
        finally:
            clock.cancel()

    def _overdue(self) -> None:
        self._late = True
        _kill(self._process)

    def _exchanged(self, header: bytes, raw: bytes) -> dict[str, Any]:
        pipe = cast(IO[bytes], self._process.stdin)
        pipe.write(header)
        pipe.write(raw)
        pipe.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        pipe = cast(IO[bytes], self._process.stdout)
        size = int.from_bytes(_exactly(pipe, 8), "big")
        if size > LARGEST_ANSWER:
            raise SourceError("document trop lourd à lire\u00a0: son texte est démesuré")
        try:
            answer = json.loads(_exactly(pipe, size))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise SourceError("document abîmé ou de forme inattendue")
        return answer

    def _why(self, seconds: float) -> str:
        if self._late:
            return f"document trop lourd à lire\u00a0: arrêté après {seconds:g}\u00a0s"
        _kill(self._process)
        code = self._process.wait()
        _log.debug("a reader ended with status %d", code)
        if code in (-signal.SIGXCPU, -signal.SIGALRM):
            return f"document trop lourd à lire\u00a0: arrêté après {seconds:g}\u00a0s"
        return "document illisible\u00a0: il fait s’arrêter le lecteur"


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    found = pipe.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:  # not reaped, so that the number is still its own
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """Return where modules are, and nothing else: tokens and keys stay here."""
    own = str(Path(__file__).parents[2])
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
