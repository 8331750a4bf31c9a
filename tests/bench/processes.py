"""A command run on its own, with the time it took and the memory that it and its children held at most."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, its seconds, and its peak memory in MB (0 where /proc does not tell)."""

    out: str
    seconds: float
    peak: float


def run(command: Sequence[str], cwd: Path | None = None) -> Done:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed; the end of what it said stands in the text.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd
    ) as child:
        peak = [0.0]
        watching = threading.Thread(target=_watch, args=(child, peak), daemon=True)
        watching.start()
        out, err = child.communicate()
        seconds = time.perf_counter() - start
        watching.join()
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with status {child.returncode}:\n{err[-2000:]}")
    return Done(out, seconds, peak[0])


def own_peak() -> float:
    """Return the most MB that this process has held so far, 0 where /proc does not tell.

    A process that lives shorter than the pause between two looks is seen by nobody else.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def _watch(child: subprocess.Popen[str], peak: list[float]) -> None:
    while child.poll() is None:
        peak[0] = max(peak[0], sum(map(_held, _family(child.pid))) / 1024)
        time.sleep(_EVERY)


def _family(pid: int) -> list[int]:
    """Return a process and those it started, as far as they are there."""
    found = [pid]
    for parent in found:
        try:
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    """Return the KB that a process holds; pages that several share count once in all (PSS)."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
