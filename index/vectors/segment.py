"""The files in which Chroma keeps its graph, looked at from outside: damage that no question shows.

Chroma 1.5.9 reads a torn `link_lists.bin` without a word and writes from what it read when it next writes.
Layout seen in its hnswlib: a list a vector, its length in bytes before it; how many, `header.bin` says.
"""

from __future__ import annotations

from pathlib import Path

_SIZE = 4  # bytes of the length of a list, little-endian
_COUNT = slice(20, 28)  # of the header: how many vectors, little-endian


def torn(folder: Path) -> str:
    """Return the name of a file below a Chroma folder that does not hold what it should, "" if none."""
    for links in folder.glob("*/link_lists.bin"):
        header = links.with_name("header.bin")
        if not header.is_file() or not links.is_file():
            return header.name
        if not _holds(links, int.from_bytes(header.read_bytes()[_COUNT], "little")):
            return links.name
    return ""


def _holds(links: Path, count: int) -> bool:
    """Tell whether a file holds so many lists and nothing else; one was seen that claimed 441 GB."""
    size, at = links.stat().st_size, 0
    with links.open("rb") as file:
        for _ in range(count):
            at += _SIZE + int.from_bytes(file.read(_SIZE), "little")
            if at > size:
                return False
            file.seek(at)
    return at == size
