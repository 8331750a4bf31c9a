"""Documents made to take all the time or memory there is; each a few kilobytes to a few megabytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests.index.reading.making import CONTAINER, book, objects, packed, pdf, stream, word

MEGABYTE = 1 << 20
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "haha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
_FONT = b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"


def _flat(times: int, unit: bytes = b"(a) Tj ", wraps: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    block = unit * (MEGABYTE // len(unit))
    data = b"".join(packer.compress(block) for _ in range(times)) + packer.flush()
    for _ in range(wraps - 1):
        data = zlib.compress(data, 9)
    return stream(data, b" /Filter [" + b" /FlateDecode" * wraps + b"]")


def pdf_unpacking(wraps: int = 1) -> bytes:
    """Return a page whose content unpacks to 200 MB."""
    return objects(_CATALOG, _PAGES, _PAGE + _FONT, _flat(200, wraps=wraps))


def pdf_many_pages(count: int = 100_000) -> bytes:
    """Return a page tree that names one page again and again."""
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count)
    return objects(_CATALOG, tree, _PAGE + _FONT, stream(b"BT /F1 9 Tf (Des ports.) Tj ET"))


def pdf_circle() -> bytes:
    """Return a page tree that is its own child."""
    return objects(_CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R /Count 9 >>")


def pdf_parents() -> bytes:
    """Return a page that inherits its resources in a circle."""
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 5 0 R >>"
    page, other = _PAGE + b" >>", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] >>"
    return objects(_CATALOG, tree, page, stream(b"BT (a) Tj ET"), other)


def pdf_laughs() -> bytes:
    """Return forms that draw the next one ten times each."""
    page = _PAGE + b" /Resources << /XObject << /X 5 0 R >> >> >>"
    forms = [
        stream(
            b"/X Do " * 10,
            b" /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
            % (n + 1),
        )
        for n in range(5, 14)
    ]
    last = stream(b"BT (a) Tj ET", b" /Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return objects(_CATALOG, _PAGES, page, stream(b"/X Do"), *forms, last)


def pdf_deep() -> bytes:
    """Return a page of 500,000 nested arrays."""
    return objects(_CATALOG, _PAGES, _PAGE + _FONT, stream(b"[" * 500_000 + b"]" * 500_000))


def pdf_operators() -> bytes:
    """Return a page of some million operators, in few bytes."""
    return objects(_CATALOG, _PAGES, _PAGE + _FONT, _flat(60, b"BT /F1 9 Tf 1 0 0 1 9 9 Tm (a) Tj ET\n"))


def pdf_characters() -> bytes:
    """Return a font whose table of characters names four thousand million of them."""
    table = b"1 beginbfrange\n<00000000> <FFFFFFFF> <0000>\nendbfrange"
    font = b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type0 /ToUnicode 5 0 R >> >> >> >>"
    return objects(_CATALOG, _PAGES, _PAGE + font, stream(b"BT /F1 9 Tf (a) Tj ET"), stream(table))


def pdf_earlier() -> bytes:
    """Return a file whose table of objects refers to itself as its earlier version."""
    raw = pdf([["Les ports"]])
    return raw.replace(b"/Root", b"/Prev %d /Root" % raw.rindex(b"xref\n0"))


@cache
def zip_zeros() -> bytes:
    """Return a ZIP of half a megabyte that unpacks to 500 MB."""
    return _zeros("a.txt", 500 * MEGABYTE)


def _zeros(name: str, size: int = 60 * MEGABYTE, **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for other, data in more.items():
            archive.writestr(other, data)
        with archive.open(name, "w", force_zip64=True) as member:
            block = b" " * MEGABYTE
            for _ in range(size // MEGABYTE):
                member.write(block)
    return out.getvalue()


def zip_overlapping() -> bytes:
    """Return a ZIP of which one member is listed 1,500 times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * MEGABYTE)
        archive.filelist.extend(archive.filelist * 1500)
    return out.getvalue()


def zip_lying() -> bytes:
    """Return a ZIP whose member says that it has ten bytes and has 500 MB."""
    raw = zip_zeros()
    entry = raw.rindex(b"PK\x01\x02")
    return raw[: entry + 24] + (10).to_bytes(4, "little") + raw[entry + 28 :]


def _changed(raw: bytes, name: str, find: str, put: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    members[name] = members[name].decode().replace(find, put, 1).encode()
    return packed(members)


def _word() -> bytes:
    return word(lambda document: document.add_paragraph("Les ports"))


def word_laughs(encoding: str = "utf-8") -> bytes:
    """Return a Word file of entities that unfold to thousands of millions of words."""
    raw = word(lambda document: document.add_paragraph("Les ports"))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    text = members["word/document.xml"].decode().partition("?>")[2].replace("Les ports", "&a9;")
    members["word/document.xml"] = (LAUGHS.replace("?>", f' encoding="{encoding}"?>') + text).encode(encoding)
    return packed(members)


def word_wide() -> bytes:
    """Return a table with a cell that spans a thousand million columns."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>'
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl><w:p>"
    return _changed(_word(), "word/document.xml", "<w:p>", table)


def word_deep() -> bytes:
    """Return a Word file of 100,000 nested elements."""
    deep = "<w:p>" + "<w:r>" * 100_000 + "</w:r>" * 100_000
    return _changed(_word(), "word/document.xml", "<w:p>", deep)


def word_long() -> bytes:
    """Return a Word file of 400,000 paragraphs."""
    return _changed(
        _word(), "word/document.xml", "<w:p>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000 + "<w:p>"
    )


def epub_laughs() -> bytes:
    """Return a book whose package unfolds."""
    return packed({"META-INF/container.xml": CONTAINER, "OPS/book.opf": LAUGHS + "<package>&a9;</package>"})


def epub_reaching() -> bytes:
    """Return a book whose package asks for a file of the machine."""
    reach = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><package>&x;</package>'
    return packed({"META-INF/container.xml": CONTAINER, "OPS/book.opf": reach})


def epub_long() -> bytes:
    """Return a book of 100,000 chapters."""
    raw = book(["<p>a</p>"])
    return _changed(raw, "OPS/book.opf", "<spine>", "<spine>" + '<itemref idref="c0"/>' * 100_000)


def epub_again() -> bytes:
    """Return a book that names one chapter of 4 MB 400 times."""
    raw = book(["<p>Les ports de Valdorie sont fermés.</p>" * 100_000])
    return _changed(raw, "OPS/book.opf", "<spine>", "<spine>" + '<itemref idref="c0"/>' * 400)


def mail_parts() -> bytes:
    """Return an e-mail of 10,000 parts."""
    part = b"--b\nContent-Type: text/plain\n\na\n"
    return b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + part * 10_000 + b"--b--\n"


def mail_deep() -> bytes:
    """Return an e-mail of 900 parts within each other."""
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(900))
    return b"Subject: a\n" + head + b"Content-Type: text/plain\n\na\n"


def mail_header() -> bytes:
    """Return an e-mail with a subject of 2 MB in encoded words."""
    return b"Subject: " + b"=?utf-8?q?a?= " * 150_000 + b"\n\nLes ports\n"


def mail_page() -> bytes:
    """Return an e-mail with a page of 300,000 nested elements."""
    return b"Subject: a\nContent-Type: text/html\n\n" + b"<div>" * 300_000


def zip_of_slow() -> bytes:
    """Return a ZIP of books each of which takes all its time."""
    slow = epub_again()
    return packed({f"{n}.epub": slow for n in range(200)}, zipfile.ZIP_STORED)


BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "pdf-unpacking": (".pdf", pdf_unpacking),
    "pdf-unpacking-twice": (".pdf", lambda: pdf_unpacking(2)),
    "pdf-many-pages": (".pdf", pdf_many_pages),
    "pdf-circle": (".pdf", pdf_circle),
    "pdf-parents": (".pdf", pdf_parents),
    "pdf-laughs": (".pdf", pdf_laughs),
    "pdf-deep": (".pdf", pdf_deep),
    "pdf-operators": (".pdf", pdf_operators),
    "pdf-characters": (".pdf", pdf_characters),
    "pdf-earlier": (".pdf", pdf_earlier),
    "zip-zeros": (".zip", zip_zeros),
    "zip-overlapping": (".zip", zip_overlapping),
    "zip-lying": (".zip", zip_lying),
    "zip-many": (".zip", lambda: packed({f"{n}.txt": "" for n in range(5000)}, zipfile.ZIP_STORED)),
    "zip-nested": (".zip", lambda: packed({"a.zip": packed({"a.zip": _zeros("a.txt")})})),
    "zip-in-word": (".zip", lambda: packed({"a.docx": _zeros("word/document.xml")})),
    "zip-lzma": (".zip", lambda: packed({"a.txt": b"a" * MEGABYTE}, zipfile.ZIP_LZMA)),
    "word-zeros": (".docx", lambda: _zeros("word/document.xml")),
    "word-laughs": (".docx", word_laughs),
    "word-laughs-utf-16": (".docx", lambda: word_laughs("utf-16")),
    "word-wide": (".docx", word_wide),
    "word-deep": (".docx", word_deep),
    "word-long": (".docx", word_long),
    "epub-zeros": (".epub", lambda: _zeros("OPS/c.xhtml", **{"META-INF/container.xml": CONTAINER})),
    "epub-laughs": (".epub", epub_laughs),
    "epub-reaching": (".epub", epub_reaching),
    "epub-long": (".epub", epub_long),
    "epub-again": (".epub", epub_again),
    "mail-parts": (".eml", mail_parts),
    "mail-deep": (".eml", mail_deep),
    "mail-header": (".eml", mail_header),
    "mail-page": (".eml", mail_page),
}
