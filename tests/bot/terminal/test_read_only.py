"""A home that may only be read: whatever reads works, whatever writes says why it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import permissions
from tests.bot.terminal.conftest import COMMAND

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(home: Path) -> Iterator[Run]:
    """Give a function that runs a command over a home, in a folder, of which neither may be written."""
    # Not in tmp_path, which pytest cleans with the rights that are taken away here.
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(shutil.copytree(home, Path(folder) / "home"))
        (locked / "archive.db-wal").unlink(missing_ok=True)
        paths = [Path(folder), locked, *locked.rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)

        def called(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [*COMMAND, *arguments, "--home", str(locked)],
                env=dict(os.environ) | {"PYTHONPATH": str(Path(__file__).parents[3])},
                cwd=folder, capture_output=True, text=True, check=False, preexec_fn=permissions.count,
            )  # fmt: skip

        yield called
        for path in paths:
            path.chmod(0o755)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("ask", "Combien de voix pour le budget de Brévanie ?"), "84 voix contre 61"),
        (("search", "grève des dockers"), "onze jours de grève"),
        (("said", "Maëlle Dorval"), "ce que nous demandions"),
        (("check", "Maëlle Dorval a déclaré : « Nous avons obtenu ce que nous demandions »"), "Dorval"),
        (("articles",), "Le port de Sulmère rouvre"),
        (("show", "budget"), "Colin Estève"),
        (("speakers",), "Maëlle Dorval"),
        (("stats",), "2"),
        (("doctor",), "✓"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_reads_works(run: Run, arguments: tuple[str, ...], shown: str) -> None:
    """A command that only reads does so, and leaves nothing behind; a receipt that cannot be kept is told."""
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert shown in done.stdout
    assert not done.stderr or ("lecture seule" in done.stderr and arguments[0] in ("ask", "check"))


@pytest.mark.parametrize(
    "arguments", [("add", __file__), ("remove", "port")], ids=lambda arguments: arguments[0]
)
def test_what_writes_says_why_it_cannot(run: Run, arguments: tuple[str, ...]) -> None:
    """One line names the file, that it is read-only and what to do; the status is 1."""
    done = run(*arguments)
    assert done.returncode == 1
    assert "lecture seule" in done.stderr
    assert "Traceback" not in done.stderr
