"""DOOR docx: footnotes, which python-docx does not write: a part of the package (ECMA-376, 17.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from bot.render.dossier.content import Note

# The two that Word wants before the first: the line above the notes, and the same after a page break.
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
_SIZE = "18"  # half points


class Footnotes:
    """The footnotes of one document; `plain` makes a text that XML can hold."""

    def __init__(self, document: Document, notes: Mapping[int, Note], plain: Callable[[str], str]) -> None:
        self._notes, self._plain = notes, plain
        package = document.part.package
        assert package is not None
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        name = PackURI("/word/footnotes.xml")
        self._part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, root, package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._root = self._part.element
        for kind, number in _SEPARATORS:
            note = _child(self._root, "w:footnote", {"w:type": kind, "w:id": str(number)})
            _child(_child(_child(note, "w:p"), "w:r"), f"w:{kind}")

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """Put the mark of a footnote at the end of a paragraph and write the note."""
        run = paragraph.add_run()
        run.font.superscript = True
        _child(run._r, "w:footnoteReference", {"w:id": str(number)})
        self._write(self._notes[number])

    def _write(self, note: Note) -> None:
        body = _child(_child(self._root, "w:footnote", {"w:id": str(note.number)}), "w:p")
        _child(_child(body, "w:pPr"), "w:spacing", {"w:after": "40"})
        mark = _run(body, superscript=True)
        _child(mark, "w:footnoteRef")
        self._text(body, " " + (f"{note.origin}, " if note.origin else ""))
        if note.url:
            relation = self._part.relate_to(note.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            self._text(_child(body, "w:hyperlink", {"r:id": relation}), note.title, link=True)
        else:
            self._text(body, note.title)
        self._text(body, f" — {note.place}")

    def _text(self, parent: BaseOxmlElement, text: str, *, link: bool = False) -> None:
        written = _child(_run(parent, link=link), "w:t", {"xml:space": "preserve"})
        written.text = self._plain(text)


def _run(parent: BaseOxmlElement, *, superscript: bool = False, link: bool = False) -> BaseOxmlElement:
    run = _child(parent, "w:r")
    properties = _child(run, "w:rPr")
    if link:
        _child(properties, "w:color", {"w:val": "0563C1"})
    _child(properties, "w:sz", {"w:val": _SIZE})
    if link:
        _child(properties, "w:u", {"w:val": "single"})
    if superscript:
        _child(properties, "w:vertAlign", {"w:val": "superscript"})
    return run


def _child(parent: BaseOxmlElement, tag: str, attributes: Mapping[str, str] | None = None) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        child.set(qn(name), value)
    parent.append(child)
    return child
