"""Files that a command writes: complete or not there, and never another's by mistake."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bot.reasons import why
from bot.terminal import output
from index.errors import UsageError, VerbatimError
from prompts import message

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def check(path: Path, language: str, *, force: bool) -> None:
    """Refuse to replace a file that is there, before any work is done for it; "-" is stdout.

    Raises:
        UsageError: it is there and `force` is not given, or it is a folder.
    """
    if path.is_dir():
        reason = message("file.folder", language)
        raise UsageError(message("terminal.unwritable", language, path=path, reason=reason))
    if not force and str(path) != "-" and path.exists():
        raise UsageError(message("terminal.exists", language, path=path))


def cut_at(separator: str | None, language: str, *, as_csv: bool) -> str:
    """Return the character between cells that an option names, a comma where it names none.

    Raises:
        UsageError: it is given for what is no CSV.
    """
    if separator and not as_csv:
        raise UsageError(message("export.separator", language))
    return "\t" if separator == "tab" else separator or ","


def lines(path: Path, written: Iterable[str], *, mark: bool = False) -> None:
    """Write lines to a file ("-": stdout), as UTF-8; a file is complete or not there.

    `mark` puts a byte order mark first: spreadsheets need it, JSON must not have it.

    Raises:
        UsageError: the file cannot be written; VerbatimError: the disk is full.
    """
    if str(path) == "-":
        for line in written:
            print(line, end="")
        return
    pieces = (line.encode("utf-8") for line in written)
    _save(path, _marked(pieces) if mark else pieces)


def whole(path: Path, data: bytes) -> None:
    """Write a file of bytes ("-": stdout); it is complete or not there.

    Raises:
        UsageError: the file cannot be written; VerbatimError: the disk is full.
    """
    if str(path) == "-":
        sys.stdout.flush()
        target = sys.stdout.buffer if isinstance(sys.stdout, io.TextIOWrapper) else None
        if target is not None:
            target.write(data)
        return
    _save(path, [data])


def _marked(pieces: Iterable[bytes]) -> Iterable[bytes]:
    yield b"\xef\xbb\xbf"
    yield from pieces


def _save(path: Path, pieces: Iterable[bytes]) -> None:
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)  # of a run that was killed
        with partial.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        _discard(partial)
        language = output.language()
        reason = why(error, language)
        wrong = VerbatimError if error.errno in FULL else UsageError  # a full disk is no wrong call
        raise wrong(message("terminal.unwritable", language, path=path, reason=reason)) from error
    except BaseException:
        _discard(partial)
        raise


def _discard(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink(missing_ok=True)
