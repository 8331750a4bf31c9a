"""Which reader reads which form; the members of a ZIP are read one by one, each by its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zipfile import ZipFile, ZipInfo

from index.errors import SourceError
from index.reading import documents, files, isolated
from index.reading.documents import packed
from index.reading.forms import jsonl, single
from index.reading.outcome import Reading, Refused
from prompts import message

Outcomes = Iterator[Reading | Refused]
_LANGUAGE = "fr"
_MOST_LOST = 2 * isolated.SECONDS  # spent on members of a ZIP that were refused in the end


@dataclass(frozen=True, slots=True)
class Form:
    """What reads the bytes of a document, given where they came from, and how many they may be."""

    read: Callable[[bytes, str], Outcomes]
    largest: int


def read(form: str, raw: bytes, source: str) -> Outcomes:
    """Yield what the bytes of a document hold; `form` is one of `FORMS`, `source` names it in the archive."""
    largest = FORMS[form].largest
    if not raw:
        yield Refused(source, message("files.empty", _LANGUAGE))
    elif len(raw) > largest:
        yield Refused(source, message("files.large", _LANGUAGE, most=largest // files.MEGABYTE))
    else:
        yield from FORMS[form].read(raw, source)


def of_name(name: str) -> str:
    """Return the form that a file's name tells, or ""."""
    return next((form for form in FORMS if name.lower().endswith(form)), "")


def of_type(content_type: str) -> str:
    """Return the form that a media type tells ("application/pdf; ..."), or ""."""
    return _TYPES.get(content_type.partition(";")[0].strip().lower(), "")


def _packed(raw: bytes, source: str) -> Outcomes:
    """Read the members of a ZIP one by one (`source:name`); those of other forms are passed over."""
    try:
        # A child looks first: a directory can be made to take all the memory there is.
        isolated.call("index.reading.documents.packed:check", raw)
        with packed.opened(raw) as archive:
            yield from _members(archive, source)
    except SourceError as error:
        yield Refused(source, str(error))


def _members(archive: ZipFile, source: str) -> Outcomes:
    names: set[str] = set()
    lost = 0.0
    for number, info in enumerate(packed.members(archive), start=1):
        form = of_name(info.filename)
        if not form or packed.is_hidden(info.filename):
            continue
        name = f"{source}:{packed.label(info.filename)}"
        place = f"{name}:{number}" if name in names else name
        names.add(name)
        if form == ".zip":
            yield Refused(place, message("documents.zip_inner", _LANGUAGE))
            continue
        began = time.monotonic()
        outcomes = _member(archive, info, form, place)
        if isinstance(outcomes, list) and any(isinstance(outcome, Refused) for outcome in outcomes):
            lost += time.monotonic() - began
        yield from outcomes
        if lost > _MOST_LOST:
            raise SourceError(message("documents.zip_heavy", _LANGUAGE))
    if not names:
        raise SourceError(message("documents.zip_empty", _LANGUAGE))


def _member(archive: ZipFile, info: ZipInfo, form: str, place: str) -> Iterable[Reading | Refused]:
    try:
        outcomes = read(form, packed.read(archive, info, FORMS[form].largest), place)
        return outcomes if form == ".jsonl" else list(outcomes)  # lines are many, and read as they come
    except SourceError as error:
        return [Refused(place, str(error))]


FORMS: dict[str, Form] = {
    ".txt": Form(single.text, files.LARGEST_FILE),
    ".md": Form(single.marked, files.LARGEST_FILE),
    ".html": Form(single.page, single.LARGEST_PAGE),
    ".htm": Form(single.page, single.LARGEST_PAGE),
    ".jsonl": Form(jsonl.lines, documents.LARGEST),
    ".pdf": Form(documents.pdf, documents.LARGEST),
    ".docx": Form(documents.word, documents.LARGEST),
    ".epub": Form(documents.epub, documents.LARGEST),
    ".eml": Form(documents.mail, documents.LARGEST),
    ".zip": Form(_packed, 2 * documents.LARGEST),
}
_TYPES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/epub+zip": ".epub",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
}
