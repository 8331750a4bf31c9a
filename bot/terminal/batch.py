"""Many questions from a file: JSON Lines with an id and a question each, answered in order."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bot.reasons import why
from index.errors import UsageError
from prompts import message


def lines(path: Path, field: str, language: str) -> list[tuple[object, str]]:
    """Return (id, text of `field`) of each line; blank lines are passed over, "-" is stdin.

    Raises:
        UsageError: the file cannot be read, or a line (which is named) is not as it must be. That is known
            before the first answer, so that a long run does not end in the middle.
    """
    found = []
    for number, text in enumerate(_read(path, language), start=1):
        if not text.strip():
            continue
        row = _parsed(text)
        value = row.get(field) if isinstance(row, dict) else None
        if not isinstance(row, dict) or "id" not in row or not isinstance(value, str) or not value.strip():
            raise UsageError(message("terminal.batch_line", language, path=path, line=number, field=field))
        found.append((row["id"], whole(value)))
    return found


def whole(text: str) -> str:
    """Return a text without the half characters that a terminal of another encoding or bad JSON may give."""
    return text.encode("utf-8", "replace").decode()


def one_of(single: str | None, batch: Path | None, names: tuple[str, str], language: str) -> None:
    """Check that one of a single question and a file of them is given.

    Raises:
        UsageError: none or both are, or the text is empty.
    """
    if (single is None) == (batch is None):
        raise UsageError(message("terminal.one_of", language, single=names[0], batch=names[1]))
    if single is not None and not single.strip():
        raise UsageError(message("terminal.empty", language))


def _read(path: Path, language: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        # Not splitlines(): a JSON string may hold U+2028 and its like.
        return raw.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error, language) if isinstance(error, OSError) else "UTF-8"
        raise UsageError(message("terminal.batch_file", language, path=path, reason=reason)) from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
