"""One process owns a home at a time, and death releases it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from index import owner

_HOLD = """
import sys
from pathlib import Path
from index import owner

held = owner.try_own(Path(sys.argv[1]))
print(held is not None, flush=True)
sys.stdin.read()
"""


def hold(home: Path) -> subprocess.Popen[str]:
    """Start a process that owns the home until it is ended."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    child = subprocess.Popen([sys.executable, "-c", _HOLD, str(home)], text=True, env=environment, **pipes)
    assert child.stdout is not None
    assert child.stdout.readline() == "True\n"
    return child


def test_a_second_owner_is_refused_and_told_who_owns(tmp_path: Path) -> None:
    """Another process cannot own the home, and can name the one that does."""
    child = hold(tmp_path)

    assert owner.try_own(tmp_path) is None
    assert owner.holder(tmp_path) == child.pid
    child.kill()
    child.communicate()


def test_death_releases_the_home(tmp_path: Path) -> None:
    """Killed without warning, an owner leaves nothing that keeps others out."""
    child = hold(tmp_path)
    child.kill()
    child.communicate()

    assert owner.holder(tmp_path) is None
    with owner.try_own(tmp_path) as mine:
        assert mine is not None


def test_a_child_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    """Processes started by the owner live on without owning."""
    mine = owner.try_own(tmp_path)
    assert mine is not None
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        mine.release()
        again = owner.try_own(tmp_path)
        assert again is not None
        again.release()
        child.kill()


def test_two_locks_of_one_process_are_two(tmp_path: Path) -> None:
    """The lock keeps out a second part of the same process, too."""
    with owner.try_own(tmp_path) as mine:
        assert mine is not None
        assert owner.try_own(tmp_path) is None
        assert owner.holder(tmp_path) == os.getpid()


def test_a_home_that_is_not_there_is_not_owned(tmp_path: Path) -> None:
    """A missing or read-only folder has no owner and gets none."""
    assert owner.try_own(tmp_path / "nowhere") is None
    assert owner.holder(tmp_path / "nowhere") is None
