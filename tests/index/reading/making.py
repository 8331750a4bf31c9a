"""Small real documents, made for the tests: PDF, Word, EPUB, e-mail, ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from typing import Any

import docx

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def objects(*bodies: bytes, root: int = 1, info: int = 0) -> bytes:
    """Return a PDF file of numbered objects."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    told = b" /Info %d 0 R" % info if info else b""
    out.write(b"trailer\n<< /Size %d /Root %d 0 R%s >>\n" % (len(bodies) + 1, root, told))
    out.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    """Return the body of a stream object."""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), more, data)


def pdf(pages: Sequence[Sequence[str]], **told: str) -> bytes:
    """Return a PDF file of these lines a page; `told` is what its metadata say."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    numbers = [5 + 2 * n for n in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % n for n in numbers)
    info = b" ".join(b"/%s (%s)" % (name.encode(), _string(value)) for name, value in told.items())
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        font,
        b"<< %s >>" % info,
    ]
    for number, lines in zip(numbers, pages, strict=True):
        words = b"".join(b"(%s) Tj T*\n" % _string(line) for line in lines)
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R" % (number + 1)
        bodies.append(page + b" /Resources << /Font << /F1 3 0 R >> >> >>")
        bodies.append(stream(b"BT /F1 11 Tf 14 TL 60 780 Td\n" + words + b"ET"))
    return objects(*bodies, info=4)


def _string(text: str) -> bytes:
    raw = text.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        raw = raw.replace(mark, b"\\" + mark)
    return raw


def word(build: Callable[[Any], None]) -> bytes:
    """Return a Word file that `build` has filled."""
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def book(chapters: Sequence[str], told: str = "", **more: str) -> bytes:
    """Return an EPUB of these pages; `told` is what its package says of the book."""
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    refs = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{told}</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    pages = {f"OPS/text/c {n}.xhtml": chapter for n, chapter in enumerate(chapters)}
    return packed({"META-INF/container.xml": CONTAINER, "OPS/book.opf": opf} | pages | more)


def mail(text: str = "", html: str = "", **headers: str) -> bytes:
    """Return a saved e-mail with these headers."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()
