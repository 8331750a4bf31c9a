"""The data files beside the code, read line by line; a line that starts with # is a comment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from index import accents


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return a text without case, accents, ligatures and shapes of apostrophe; its length may change."""
    return accents.removed(text.lower()).replace("’", "'").replace("ʼ", "'")


def read(name: str) -> str:
    """Return the text of a data file of this package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a data file that hold data."""
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def rows(text: str) -> Iterator[list[str]]:
    """Yield the columns of every line that holds data; empty columns at the end may be left out."""
    return (line.split("\t") for line in lines(text))


def several(cell: str) -> list[str]:
    """Return the entries of a column that holds several, ";" between them."""
    return [entry.strip() for entry in cell.split(";") if entry.strip()]


def file_text(path: Path) -> str:
    """Return the text of a file that a team adds beside ours."""
    return path.read_text(encoding="utf-8")
