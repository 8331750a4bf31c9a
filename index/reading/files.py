"""Bytes of a file to text: what is no readable text is refused with the reason, in words for people."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from pathlib import Path

from index.errors import SourceError
from prompts import message

_LANGUAGE = "fr"
MEGABYTE = 1 << 20
LARGEST_FILE = 20 * MEGABYTE
LARGEST_LINE = 5 * MEGABYTE
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A text has next to no control characters besides line ends and tabs.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.02


def read_bytes(path: Path, *, largest: int = LARGEST_FILE) -> bytes:
    """Return a regular file's bytes; raise SourceError if it is none, is empty, too large or unreadable."""
    check_regular(path)
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except OSError as error:
        raise SourceError(why(error)) from None
    if not raw:
        raise SourceError(message("files.empty", _LANGUAGE))
    if len(raw) > largest:
        raise SourceError(message("files.large", _LANGUAGE, most=largest // MEGABYTE))
    return raw


def check_regular(path: Path) -> None:
    """Raise SourceError unless the path leads to a regular file: a pipe or device would never end."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise SourceError(why(error, path)) from None
    if not stat.S_ISREG(mode):
        raise SourceError(message("files.not_regular", _LANGUAGE))


def decode(raw: bytes) -> str:
    """Return the text of a whole file: UTF-8, or UTF-16 with its mark; raise SourceError otherwise."""
    check_text(raw)
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(_wrong_encoding(raw, encoding, error.start)) from None
    if max(map(len, text.split("\n")), default=0) > LARGEST_LINE:
        raise SourceError(message("files.line", _LANGUAGE, most=LARGEST_LINE // MEGABYTE))
    return text


def check_text(raw: bytes) -> None:
    """Raise SourceError if the bytes are no text: NUL bytes, or more control characters than a text has."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if b"\x00" in raw or controls > _MOST_CONTROLS * len(raw):
        raise SourceError(message("files.binary", _LANGUAGE))


def why(error: Exception, path: Path | None = None) -> str:
    """Return the reason of an error of the operating system, met at a path, as a message."""
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return message("files.loop", _LANGUAGE)
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return message("file.long", _LANGUAGE)
    if isinstance(error, FileNotFoundError):
        return message("files.broken_link" if path and path.is_symlink() else "files.missing", _LANGUAGE)
    if isinstance(error, PermissionError):
        return message("files.denied", _LANGUAGE)
    if isinstance(error, OSError) and error.errno:
        return message("files.unreadable", _LANGUAGE, reason=os.strerror(error.errno))
    return message("files.impossible" if isinstance(error, ValueError) else "files.unreadable_so", _LANGUAGE)


def printable(path: Path) -> str:
    r"""Return the path as text that can be stored: a byte of its name that is no UTF-8 becomes `\udcNN`."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _wrong_encoding(raw: bytes, encoding: str, at: int) -> str:
    name = encoding.removesuffix("-sig").upper()
    try:
        guess = raw.decode("cp1252")
    except UnicodeDecodeError:
        guess = ""
    likely = encoding == "utf-8" and sum(c.isalpha() or c.isspace() for c in guess) >= 0.7 * len(guess) > 0
    return message("files.windows" if likely else "files.encoding", _LANGUAGE, name=name, at=at)
