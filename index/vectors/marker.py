"""The note beside a Chroma collection: what it was built from, how far, whether it was closed in peace."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "verbatim.json"


@dataclass(frozen=True, slots=True)
class Marker:
    """The state of a collection; `sequence` is its watermark, `clean` false while it is being written."""

    archive: str
    model: str
    sequence: int = 0
    clean: bool = False


def read(folder: Path) -> Marker | None:
    """Return the note of a folder, or None where there is none that can be read."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Marker(
            str(found["archive"]), str(found["model"]), int(found["sequence"]), bool(found["clean"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(folder: Path, marker: Marker) -> None:
    """Replace the note, on disk when this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{FILE}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(marker), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)


def forget(folder: Path) -> None:
    """Remove the note, so that the collection is built anew."""
    (folder / FILE).unlink(missing_ok=True)
