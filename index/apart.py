"""Work done in a process of its own, because what it opens may crash the process or never end.

    ended = apart.run("index.probing", {"home": ...}, patience=60)     in the process that asks
    if __name__ == "__main__": apart.serve(work)                       in that module

What is given and what comes back are JSON objects; neither stands on a command line, which others may read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_LONGEST = 300  # characters of a reason


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit status, the negative number of a signal, or None where it did not end.

    Attributes:
        found: what the work returned; {"error": reason} where it raised, {} where nothing came back.
    """

    status: int | None
    found: dict[str, Any] = field(default_factory=dict)


def run(module: str, given: dict[str, Any], patience: float) -> Ended:
    """Run a module of ours with `given`, and end it after `patience` seconds or with this process."""
    command = [sys.executable, "-m", module]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    child = subprocess.Popen(  # noqa: S603  # our own module, no shell
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(given).encode() + b"\n")
        child.stdin.flush()  # and not closed: the child ends with it
        status = child.wait(patience)
        return Ended(status, _document(child.stdout.read()))
    except subprocess.TimeoutExpired:
        return Ended(None)
    except BrokenPipeError:  # it ended before it had read anything
        return Ended(child.wait() or 1)
    finally:
        child.kill()
        child.communicate()


def serve(work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Do the work that was asked for, say what it returns, and end the process."""
    given = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_die_with_parent, daemon=True).start()
    status = 0
    try:
        found = work(given)
    except BaseException as error:  # panics of Rust are no Exception
        found, status = {"error": f"{type(error).__name__}: {error}"[:_LONGEST]}, 1
    print(json.dumps(found), flush=True)
    # A library's threads, or what it does at the end of the interpreter, must not change the verdict.
    os._exit(status)


def _die_with_parent() -> None:
    # Should the asker be killed, the next owner must not find a second process on the folder.
    # Read below Python's buffer: its lock, held here, would abort the interpreter at its end.
    while os.read(0, 1):
        pass
    os._exit(2)


def _document(said: bytes) -> dict[str, Any]:
    try:
        found = json.loads(said.splitlines()[-1])
    except (ValueError, IndexError):
        return {}
    return found if isinstance(found, dict) else {}
