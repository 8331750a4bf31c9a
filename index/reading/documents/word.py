"""DOOR docx: the text of a Word file, tables included; runs in a child (`isolated`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.errors import SourceError
from index.reading.documents import packed
from index.reading.lines import bylines
from prompts import message

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# Words that are no longer in the text, that nobody sees, or that stand there twice.
_UNSEEN = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def extract(raw: bytes) -> list[dict[str, Any]]:
    """Return the text, title, author and date of creation of a Word file.

    Raises:
        SourceError: it is no Word file, or would unpack to far more than a text.
    """
    with packed.opened(raw, "word") as archive:
        _check(archive)
    try:
        document = docx.Document(io.BytesIO(raw))
    except (PackageNotFoundError, KeyError, ValueError):
        raise SourceError(message("documents.word", "fr")) from None
    said = _said(document)
    blocks = [block for block in _blocks(document, said) if block.strip()]
    return [said | {"text": "\n\n".join(blocks)}]


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse a part with a document type: Word writes none, and entities are declared in one."""
    for info in packed.members(archive):
        if info.filename.lower().endswith((".xml", ".rels")):
            start = archive.open(info).read(1 << 16).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise SourceError(message("documents.word_entities", "fr"))


def _said(document: Document) -> dict[str, str]:
    told = document.core_properties
    said = {}
    if told.title.strip():
        said["title"] = told.title
    signed = bylines.read(f"Par {told.author}") if told.author else None
    if signed and signed.author and " " in signed.author:  # "user", "python-docx"
        said["author"] = signed.author
    if told.created:
        said["created"] = told.created.date().isoformat()
    return said


def _blocks(document: Document, said: dict[str, str]) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
            continue
        text = _text(block._p)
        if text.strip() and _is_title(block):
            said["title"] = " ".join(text.split())
        yield text


def _is_title(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "Title"


def _rows(table: Table) -> Iterator[str]:
    """Yield a line for each row; a merged cell is not repeated."""
    for row in table.rows:
        cells = ("\n".join(map(_text, cell.iter(f"{_W}p"))).strip() for cell in row._tr.tc_lst)
        yield " | ".join(filter(None, cells))


def _text(paragraph: Any) -> str:
    """Return what a reader sees of a paragraph: inserted words, not deleted or hidden ones."""
    pieces: list[str] = []
    pending = [paragraph]
    while pending:
        element = pending.pop()
        if element.tag in _UNSEEN or (element.tag == f"{_W}r" and _is_hidden(element)):
            continue
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        pieces.append(_BREAKS.get(element.tag, ""))
        pending += reversed(element)
    return "".join(pieces)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")
