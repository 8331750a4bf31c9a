"""DOOR docx: a dossier as a Word document, with footnotes of Word's own at the foot of each page."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.shared import Pt

from bot.render.dossier.content import Content, Item
from bot.render.dossier.footnotes import Footnotes

# What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word(found: Content) -> bytes:
    """Return the whole document; what articles wrote is text, never a field or a macro."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = plain(found.title)[:250], "verbatim"
    properties.language, properties.comments = found.language, ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    notes = Footnotes(document, {note.number: note for note in found.notes}, plain)
    document.add_heading(plain(found.title), level=0)
    for label, value in found.facts:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(plain(f"{label}{found.colon}")).bold = True
        paragraph.add_run(plain(value))
    document.add_paragraph().add_run(plain(found.legend)).italic = True
    if found.empty:
        document.add_paragraph(plain(found.empty))
    for section in found.sections:
        if section.heading:
            document.add_heading(plain(section.heading), level=1)
        for item in section.items:
            _item(document, item, notes)
    _lists(document, found)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def plain(text: str) -> str:
    """Return a text that XML can hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _item(document: Document, item: Item, notes: Footnotes) -> None:
    lead = document.add_paragraph()
    lead.paragraph_format.keep_with_next = True
    lead.paragraph_format.space_after = Pt(0)
    lead.add_run(plain(item.day)).bold = True
    if item.speaker:
        lead.add_run(plain(f" — {item.speaker}")).bold = True
    labels = lead.add_run(plain(" — " + " · ".join(item.labels)))
    labels.font.size = Pt(9)
    body = document.add_paragraph()
    body.paragraph_format.left_indent = Pt(18)
    if item.words:
        body.add_run(plain(" […] ".join(f"«\u00a0{w}\u00a0»" for w in item.words)))
    else:
        body.add_run(plain(item.reported)).italic = True
    for number in item.notes:
        notes.refer(body, number)
    if item.others:
        others = document.add_paragraph()
        others.paragraph_format.left_indent = Pt(18)
        others.add_run(plain(item.others)).font.size = Pt(9)


def _lists(document: Document, found: Content) -> None:
    document.add_heading(plain(found.left_out_title), level=1)
    for reason, count in found.left_out:
        document.add_paragraph(plain(f"{reason}{found.colon}{count}"), style="List Bullet")
    document.add_heading(plain(found.proof_title), level=1)
    for label, command in found.proof:
        paragraph = document.add_paragraph(plain(label), style="List Bullet")
        if command:
            paragraph.add_run(found.colon)
            paragraph.add_run(plain(command)).font.name = "Consolas"
