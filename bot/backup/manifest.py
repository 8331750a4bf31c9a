"""What a backup says of itself: the first entry of its ZIP, `manifest.json`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import VerbatimError

ENTRY = "manifest.json"
FORMAT, VERSION = "verbatim-backup", 1
ARCHIVE = "archive.db"
# Files of the home in the order in which they are read and put back. The archive comes last: what the others
# know of it is then older than it, which makes them do a thing twice and never leave one out.
NAMES = ("telegram.db", "feeds.db", "offices.tsv", ARCHIVE)
COUNTED = ("articles", "passages", "statements", "vectors", "receipts")
_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


class BackupError(VerbatimError):
    """A backup cannot be made, or is none that can be put back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        program: the version that made it, `made_at`: ISO 8601, UTC.
        archive: its own id, `schema`: the version of its tables, `sequence`: of its last change.
        counts: rows of the tables `COUNTED`.
    """

    program: str
    made_at: str
    archive: str
    schema: int
    sequence: int
    counts: dict[str, int]
    files: tuple[Entry, ...]

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {"format": FORMAT, "version": VERSION, **asdict(self)}


def parse(raw: bytes) -> Manifest | None:
    """Return the manifest that some bytes hold, None where they hold none of this version."""
    try:
        found = json.loads(raw)
        if (found["format"], found["version"]) != (FORMAT, VERSION):
            return None
        files = tuple(Entry(str(f["name"]), int(f["bytes"]), str(f["sha256"])) for f in found["files"])
        counts = {name: int(found["counts"][name]) for name in COUNTED}
        made = Manifest(
            str(found["program"]), str(found["made_at"]), str(found["archive"]), int(found["schema"]),
            int(found["sequence"]), counts, files,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    names = [file.name for file in files]
    known = len(names) == len(set(names)) and set(names) <= set(NAMES) and ARCHIVE in names
    return made if known and all(f.bytes >= 0 and _SHA256.fullmatch(f.sha256) for f in files) else None


def entry(path: Path) -> Entry:
    """Return a file as a manifest lists it."""
    seen = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        for chunk in chunks(file):
            seen.update(chunk)
            size += len(chunk)
    return Entry(path.name, size, seen.hexdigest())


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the rest of a file, piece by piece."""
    while chunk := file.read(_CHUNK):
        yield chunk
