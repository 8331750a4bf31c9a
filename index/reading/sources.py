"""The seam: files, folders and addresses to what reads them, by the form of each (`forms`)."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.reading import files, forms
from index.reading.forms import jsonl
from index.reading.outcome import Reading, Refused
from prompts import message

if TYPE_CHECKING:
    from index.reading.web import Web

_LANGUAGE = "fr"
_LINES = (".jsonl", ".jsonl.gz")  # read as they come, whatever their length
_FORMS = ", ".join(form for form in forms.FORMS if form != ".htm")
# An address, by its scheme; `C:\\` is a path.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+://|feed:|www\.)", re.IGNORECASE)


def read(source: str, web: Web | None = None) -> Iterator[Reading | Refused]:
    """Yield what a file, folder or address holds, in a stable order; nothing is raised and nothing is lost.

    In a folder, hidden files and files of other forms are skipped; named by itself, such a file is refused.
    So is an address where there is no `web` to read it.
    """
    if _ADDRESS.match(source):
        no_web = Refused(source, message("fetching.no_web", _LANGUAGE))
        yield from web.read(source) if web is not None else iter([no_web])
        return
    if not source.strip():
        yield Refused(source, message("files.name", _LANGUAGE))
        return
    yield from _read_path(_path(source))


def count(source: str) -> int:
    """Return about how many articles a source holds, for a progress bar: files, and lines of JSON Lines."""
    if _ADDRESS.match(source) or not source.strip():
        return 1
    total = 0
    for path in _walk(_path(source)):
        try:
            total += jsonl.count(path) if isinstance(path, Path) and _form(path) == ".jsonl" else 1
        except (OSError, SourceError):
            total += 1
    return total


def _path(source: str) -> Path:
    try:
        return Path(source).expanduser()
    except RuntimeError:  # "~somebody" who has no home here
        return Path(source)


def _read_path(path: Path) -> Iterator[Reading | Refused]:
    found = False
    for item in _walk(path):
        found = True
        if isinstance(item, Refused):
            yield item
            continue
        yield from _read_file(item)
    if not found:
        yield Refused(files.printable(path), message("files.no_article", _LANGUAGE, forms=_FORMS))


def _read_file(path: Path) -> Iterator[Reading | Refused]:
    form, source = _form(path), files.printable(path)
    if not form:
        yield Refused(source, message("files.form", _LANGUAGE, forms=_FORMS))
    elif form in _LINES:
        yield from jsonl.read(path)
    else:
        try:
            raw = files.read_bytes(path, largest=forms.FORMS[form].largest)
        except SourceError as error:
            yield Refused(source, str(error))
        else:
            yield from forms.read(form, raw, source)


def _walk(path: Path) -> Iterator[Path | Refused]:
    """Yield the files to read; a path that is no folder is itself, whatever its form."""
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield Refused(files.printable(path), files.why(error, path))
        return
    yield from _folder(path.absolute()) if is_folder else iter((path.absolute(),))


def _folder(folder: Path) -> Iterator[Path | Refused]:
    # A link to a folder is not followed, so that no loop is walked.
    pending = [folder]
    while pending:
        path = pending.pop()
        if not _is_real_folder(path):
            yield path
            continue
        try:
            inside = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield Refused(files.printable(path), files.why(error))
            continue
        pending += [entry for entry in inside if _is_wanted(entry)]


def _is_wanted(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return _is_real_folder(path) or (bool(_form(path)) and not _leads_to_folder(path))


def _is_real_folder(path: Path) -> bool:
    return _leads_to_folder(path) and not path.is_symlink()


def _leads_to_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False  # whoever reads it says why


def _form(path: Path) -> str:
    return ".jsonl.gz" if path.name.lower().endswith(".jsonl.gz") else forms.of_name(path.name)
