"""The child in which foreign bytes are read: one document after another from stdin, each answered on stdout.

    python -m index.reading.isolated.confined BYTES_OF_MEMORY

A request is a line of JSON and the bytes of the document; an answer is its length in eight bytes and JSON:
`made` (what the reader returned), `refused` (its SourceError) or `broken` (a traceback); `spent` asks for
another child. Not only the parent holds the limits: a child whose parent was killed ends by itself. What it
may do besides, `sealed.py` and the audit hook say.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import signal
import sys
import traceback
from typing import IO, Any

from index.errors import SourceError
from index.reading.isolated import sealed
from prompts import packed

IDLE_S = 60
_GRACE_S = 2  # after which the parent should have killed this process
# What no reader of a document has to do. It stops a library's accident, not who has the interpreter: that is
# for `sealed.py`.
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "pty.",
)
_CHANGING = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)


def main(memory: int) -> int:
    """Serve until stdin ends."""
    requests, answers = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit(memory)
    sealed.seal()
    sys.addaudithook(_refuse)
    _send(answers, _written(made=None))
    while True:
        signal.alarm(IDLE_S)
        header = requests.readline()
        if not header:
            return 0
        asked = json.loads(header)
        _limit_time(asked["seconds"])
        raw = requests.read(asked["size"])
        if len(raw) < asked["size"]:
            return 0
        _send(answers, _made(asked["reader"], raw, asked["options"]))


def _made(name: str, raw: bytes, options: dict[str, str]) -> bytes:
    try:
        module, _, function = name.partition(":")
        return _written(made=getattr(importlib.import_module(module), function)(raw, **options))
    except SourceError as error:
        return _written(refused=packed(str(error)))
    except MemoryError:
        pass  # what took the memory is let go of before anything is said
    except Exception:
        return _written(broken=traceback.format_exc(limit=-8)[-4000:], spent=True)
    return _written(memory=True, spent=True)  # there is none left to word it here


def _written(**answer: Any) -> bytes:
    return json.dumps(answer).encode()


def _send(answers: IO[bytes], written: bytes) -> None:
    answers.write(len(written).to_bytes(8, "big") + written)
    answers.flush()


def _limit(memory: int) -> None:
    import resource

    # No file grows, no core is dumped; macOS knows RLIMIT_AS and does not keep to it.
    limits = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0))
    for what, most in limits:
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def _limit_time(seconds: float) -> None:
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(spent.ru_utime + spent.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    signal.alarm(math.ceil(seconds) + _GRACE_S)


def _refuse(event: str, details: tuple[Any, ...]) -> None:
    writes = (
        event == "open"
        and isinstance(details[2], int)
        and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    )
    if writes or event.startswith(_FORBIDDEN) or event in _CHANGING:
        raise PermissionError(f"not while a document is read: {event}")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
