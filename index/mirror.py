"""A folder that can only be read, for a library that insists on writing a lock into it."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_COPIED = "meta.json"  # tantivy's list of the files that count; the writer replaces it with each commit


def writable(folder: Path) -> Path:
    """Return the folder, made where there is none, or a temporary one of links to its files.

    The second where the folder is on a read-only disk or somebody else's; called again it has the new files
    too. It goes with this process.

    Raises:
        OSError: there is no temporary folder either (`TMPDIR`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        return folder
    links = Path(_temporary(folder).name)
    # The list before the files: what is written in between is not in it yet, and is not missed.
    shutil.copyfile(folder / _COPIED, links / f"{_COPIED}.new")
    for file in folder.iterdir():
        link = links / file.name
        if not file.name.endswith((".lock", ".json")) and not link.is_symlink():
            link.symlink_to(file)
    (links / f"{_COPIED}.new").replace(links / _COPIED)
    return links


@cache
def _temporary(folder: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="verbatim-")
