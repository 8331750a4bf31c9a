"""bot/reasons.py: why a file cannot be read or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from bot.reasons import why


@pytest.mark.parametrize(
    ("code", "language", "told"),
    [
        (errno.ENOENT, "fr", "introuvable"),
        (errno.EACCES, "fr", "droits d’accès"),
        (errno.ENOSPC, "fr", "plus de place"),
        (errno.EISDIR, "en", "it is a folder"),
        (errno.EIO, "fr", os.strerror(errno.EIO)),
    ],
    ids=["missing", "denied", "full", "folder", "unknown"],
)
def test_the_reason_is_in_the_language_of_the_reader(code: int, language: str, told: str) -> None:
    """Only what has no words of ours is told in those of the system."""
    assert told in why(OSError(code, os.strerror(code)), language)


@pytest.mark.parametrize(
    "command",
    [
        "ask --questions {no}",
        "verify {no}",
        "eval {no}",
        "statements --csv {no}/x.csv",
        "export articles -o {no}/x.csv",
        "restore {no}",
    ],
    ids=lambda c: c.split()[0],
)
def test_no_command_mixes_languages(verbatim: Any, home: Path, tmp_path: Path, command: str) -> None:
    """A file that is not there is told in one language, and named."""
    done = verbatim(*command.format(no=tmp_path / "missing").split(), "--home", home)
    assert (done.status != 0, "introuvable" in done.err, "missing" in done.err) == (True, True, True)
    assert "No such file" not in done.err
