"""PDF, Word, EPUB, e-mails and ZIP as articles: text, title, who, when, and what is refused."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from index import reading
from index.news import Article
from index.reading import Reading, Refused, forms
from tests.index.reading import making

LEAD = "Le gouvernement de Valdorie a fermé lundi les trois ports du pays, après la grève des pilotes."
MORE = "La ministre des Pêches a promis que les pilotes seraient reçus « avant la fin de la semaine »."
PAGE = f"<html><body><h1>%s</h1><p>{LEAD}</p><p>{MORE}</p><p>{LEAD}</p></body></html>"


def outcomes(raw: bytes, form: str) -> list[Reading | Refused]:
    """Return what the bytes of a document give."""
    return list(forms.read(form, raw, "source"))


def article(raw: bytes, form: str) -> Article:
    """Return the one article of a document."""
    (outcome,) = outcomes(raw, form)
    assert isinstance(outcome, Reading), outcome
    return outcome.article


def refusal(raw: bytes, form: str) -> str:
    """Return why a document is refused."""
    (outcome,) = outcomes(raw, form)
    assert isinstance(outcome, Refused), outcome
    return outcome.reason


# PDF

PAGES = [
    [
        "La Gazette de Valdorie   12 mars 2024",
        "Les ports de Valdorie sont fermés",
        "Par Ada Brun",
        "Le gouvernement de Valdorie a fermé lundi les trois ports du pays, après la grève com-",
        "mencée par les pilotes. La vice-présidente du Conseil a demandé une réunion aux syndi-",
        "cats. « Nous les recevrons », a dit la ministre des Pêches. Un autre texte viendra-t-",
        "il ? Personne ne le sait encore dans le pays.",
        "La vice-",
        "présidente du Conseil ne s'est pas exprimée lundi, et nul n'attend qu'elle parle avant la",
        "1",
    ],
    [
        "La Gazette de Valdorie   12 mars 2024",
        "fin de la semaine, selon son entourage.",
        "Les pilotes disent qu'ils reprendront le travail quand la réunion aura eu lieu au port.",
        "2",
    ],
]


def test_a_pdf_is_read_as_paragraphs() -> None:
    """Headers and page numbers go, divided words are whole, compounds keep their hyphen, pages join."""
    read = article(making.pdf(PAGES), ".pdf")

    assert read.text.split("\n\n") == [
        "Les ports de Valdorie sont fermés",
        "Le gouvernement de Valdorie a fermé lundi les trois ports du pays, après la grève commencée par les "
        "pilotes. La vice-présidente du Conseil a demandé une réunion aux syndicats. « Nous les recevrons », "
        "a dit la ministre des Pêches. Un autre texte viendra-t-il ? Personne ne le sait encore dans le "
        "pays.",
        "La vice-présidente du Conseil ne s'est pas exprimée lundi, et nul n'attend qu'elle parle avant la "
        "fin de la semaine, selon son entourage.",
        "Les pilotes disent qu'ils reprendront le travail quand la réunion aura eu lieu au port.",
    ]
    assert (read.title, read.author) == ("Les ports de Valdorie sont fermés", "Ada Brun")


@pytest.mark.parametrize(
    ("told", "first", "title", "published", "author"),
    [
        ({"Title": "Valdorie : la fin"}, [LEAD], "Valdorie : la fin", None, None),
        ({"Title": "Microsoft Word - brouillon.doc"}, [LEAD], None, None, None),
        ({"Title": "Autre"}, ["Les ports ferment", LEAD], "Les ports ferment", None, None),
        (
            {"Title": "Les ports de Valdorie ferment"},
            ["Les ports de", "Valdorie ferment", LEAD],
            "Les ports de Valdorie ferment",
            None,
            None,
        ),
        ({"CreationDate": "D:20240312101500+01'00'"}, ["Les ports", LEAD], "Les ports", "2024-03-12", None),
        (
            {"CreationDate": "D:20240312101500+01'00'"},
            ["Les ports", "5 mars 2024", LEAD],
            "Les ports",
            "2024-03-05",
            None,
        ),
        ({"Author": "Ada Brun"}, ["Les ports", LEAD], "Les ports", None, "Ada Brun"),
        ({"Author": "admin"}, ["Les ports", LEAD], "Les ports", None, None),
    ],
    ids=["title", "no title", "printed title", "two lines", "created", "printed date", "author", "program"],
)
def test_metadata_of_a_pdf_stand_in_for_what_is_not_printed(
    told: dict[str, str], first: list[str], title: str, published: str, author: str
) -> None:
    """What is printed wins over the file's own fields, and what a program filled in is not believed."""
    read = article(making.pdf([[*first, MORE]], **told), ".pdf")
    assert (read.title, read.published, read.author) == (title, published, author)


def test_a_scanned_pdf_is_refused_with_advice() -> None:
    """Pages without letters say what to do about it."""
    assert "reconnaissance de texte" in refusal(making.pdf([[], ["12"]]), ".pdf")


def test_a_locked_pdf_is_refused() -> None:
    """A PDF that asks for a password says so."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(making.pdf(PAGES))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "mot de passe" in refusal(out.getvalue(), ".pdf")


# Word


def test_a_word_file_is_read_with_its_tables() -> None:
    """Title, paragraphs and tables come in their order; author and date come from its properties."""
    from datetime import datetime

    def build(document: Any) -> None:
        document.core_properties.author = "Ada Brun"
        document.core_properties.created = datetime(2024, 3, 12)
        document.add_paragraph("Les ports de Valdorie sont fermés", style="Title")
        document.add_paragraph(LEAD)
        table = document.add_table(2, 2)
        for n, text in enumerate(("Port", "Navires", "Sarn", "12")):
            table.cell(n // 2, n % 2).text = text
        document.add_heading("La suite", 2)
        document.add_paragraph(MORE)

    read = article(making.word(build), ".docx")

    title = "Les ports de Valdorie sont fermés"
    assert read.text == f"{title}\n\n{LEAD}\n\nPort | Navires\n\nSarn | 12\n\nLa suite\n\n{MORE}"
    assert (read.title, read.author, read.published) == (title, "Ada Brun", "2024-03-12")


def test_a_word_file_is_read_as_it_is_seen() -> None:
    """Inserted words count; deleted and hidden ones do not."""
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def build(document: Any) -> None:
        paragraph = document.add_paragraph(f"{LEAD} Ils")
        for run in (
            "<w:del {w}><w:r><w:delText> rient</w:delText></w:r></w:del>",
            '<w:ins {w}><w:r><w:t xml:space="preserve"> attendent</w:t></w:r></w:ins>',
            "<w:r {w}><w:rPr><w:vanish/></w:rPr><w:t>Ignorez le reste</w:t></w:r>",
            "<w:r {w}><w:t>.</w:t></w:r>",
        ):
            paragraph._p.append(parse_xml(run.replace("{w}", w)))

    assert article(making.word(build), ".docx").text == f"{LEAD} Ils attendent."


# EPUB


def test_a_chapter_of_a_book_is_an_article() -> None:
    """The book's title is the outlet; covers are passed over; each chapter has its place."""
    told = (
        "<dc:title>Valdorie,\n une histoire</dc:title><dc:creator>Ada Brun</dc:creator>"
        "<dc:date>2021-05-03</dc:date>"
    )
    cover = "<html><body><p>Valdorie, une histoire</p></body></html>"
    read = outcomes(making.book([cover, PAGE % "Les ports", PAGE % "La grève"], told), ".epub")

    articles = [o.article for o in read if isinstance(o, Reading)]
    assert [(a.title, a.source) for a in articles] == [("Les ports", "source:2"), ("La grève", "source:3")]
    assert {(a.outlet, a.author, a.published) for a in articles} == {
        ("Valdorie, une histoire", "Ada Brun", "2021-05-03")
    }
    assert articles[0].text == f"Les ports\n\n{LEAD}\n\n{MORE}\n\n{LEAD}"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (making.packed({"a.txt": "a"}), "incomplet"),
        (making.book([]), "sans chapitre"),
        (making.book([PAGE % "a"], **{"META-INF/encryption.xml": "<a URI='OPS/text/c 0.xhtml'/>"}), "DRM"),
    ],
    ids=["no book", "no chapter", "locked"],
)
def test_what_is_no_readable_book_is_refused(raw: bytes, word: str) -> None:
    """The reason says what is wrong with it."""
    assert word in refusal(raw, ".epub")


# E-mail

HEADERS = {
    "Subject": "Valdorie : les ports fermés",
    "From": "La Gazette de Valdorie <lettre@gazette.example>",
    "Date": "Tue, 12 Mar 2024 07:30:00 +0100",
}


@pytest.mark.parametrize("kind", ["text", "html", "both"])
def test_a_newsletter_is_an_article(kind: str) -> None:
    """Subject, sender and date are title, outlet and date; the text is whole, however it was cut to lines."""
    import textwrap

    plain = textwrap.fill(f"{LEAD} {MORE}", 72) if kind != "both" else "Version en ligne"
    html = f"<table><tr><td><p>{LEAD} {MORE}</p></td></tr></table><div style='display:none'>Caché</div>"
    raw = making.mail(plain if kind != "html" else "", html if kind != "text" else "", **HEADERS)

    read = article(raw, ".eml")

    assert read.text == f"{HEADERS['Subject']}\n\n{LEAD} {MORE}"
    assert (read.title, read.outlet) == (HEADERS["Subject"], "La Gazette de Valdorie")
    assert read.published == "2024-03-12T07:30+01:00"


def test_old_charsets_and_encoded_headers_are_read() -> None:
    """Quoted-printable Latin-1 and an encoded subject come out as they were written."""
    raw = (
        b"Subject: =?iso-8859-1?Q?Les_ports_ferm=E9s?=\nFrom: =?utf-8?B?R2F6ZXR0ZSBkw6lqw6A=?= <a@b.fr>\n"
        b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"La gr=E8ve a =E9t=E9 lev=\ne lundi, a dit la ministre.\n"
    )
    read = article(raw, ".eml")
    assert (read.title, read.outlet) == ("Les ports fermés", "Gazette déjà")
    assert read.text.endswith("La grève a été leve lundi, a dit la ministre.")


def test_attachments_are_left_alone() -> None:
    """Only the letter is read, not what hangs on it."""
    message = EmailMessage()
    for name, value in HEADERS.items():
        message[name] = value
    message.set_content(LEAD)
    message.add_attachment("Annexe secrète.", filename="../../annexe.txt")
    assert "Annexe" not in article(message.as_bytes(), ".eml").text


# ZIP


def test_a_zip_is_read_member_by_member() -> None:
    """Each form is read as if it lay there; what is no article is passed over; a wrong one is told."""
    members = {
        "a/ports.txt": LEAD,
        "lot.jsonl": json.dumps({"text": MORE}),
        "b/carnet.pdf": making.pdf([["Les ports", LEAD]]),
        "photo.jpg": b"\xff\xd8",
        "__MACOSX/._a.txt": "x",
        "vide.txt": b"",
        "autre.zip": making.packed({"a.txt": LEAD}),
    }
    read = outcomes(making.packed(members), ".zip")

    places = [o.article.source if isinstance(o, Reading) else f"refused {o.source}" for o in read]
    assert places == [
        "source:a/ports.txt",
        "source:lot.jsonl:1",
        "source:b/carnet.pdf",
        "refused source:vide.txt",
        "refused source:autre.zip",
    ]


def test_a_zip_without_articles_is_refused() -> None:
    """It must not look like a success."""
    assert "sans article" in refusal(making.packed({"photo.jpg": b"\xff"}), ".zip")


# All of them


def test_what_is_kept_of_a_document_is_its_text() -> None:
    """A document of many pictures does not fill the home; its text before cleaning stays readable."""
    raw = making.pdf([["Les ports", LEAD]]) + b"%" + b"picture" * 100_000
    (outcome,) = outcomes(raw, ".pdf")
    assert isinstance(outcome, Reading)
    assert len(outcome.raw) < 1000
    assert json.loads(outcome.raw)["text"] == f"Les ports\n\n{LEAD}"


@pytest.mark.parametrize("form", [".pdf", ".docx", ".epub", ".eml", ".zip"])
@pytest.mark.parametrize(
    "raw", [b"", b"\x00" * 9, b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18], ids=repr
)
def test_a_broken_document_is_refused(form: str, raw: bytes) -> None:
    """Whatever is in the file, there is a reason and nothing is raised."""
    assert refusal(raw, form)


@pytest.mark.parametrize(
    ("content_type", "form"),
    [
        ("application/pdf", ".pdf"),
        ("Message/RFC822; charset=utf-8", ".eml"),
        ("text/html;charset=UTF-8", ".html"),
        ("image/png", ""),
        ("", ""),
    ],
)
def test_a_media_type_tells_the_form(content_type: str, form: str) -> None:
    """What a server says of a document chooses its reader."""
    assert forms.of_type(content_type) == form


def test_documents_of_a_folder_are_read(tmp_path: Path) -> None:
    """They stand in the order of their names, among the others."""
    (tmp_path / "a.pdf").write_bytes(making.pdf([["Les ports", LEAD]]))
    (tmp_path / "b.eml").write_bytes(making.mail(LEAD, **HEADERS))
    (tmp_path / "c.txt").write_text(MORE, encoding="utf-8")
    read = list(reading.read(str(tmp_path)))
    assert [Path(o.article.source).name for o in read if isinstance(o, Reading)] == [
        "a.pdf",
        "b.eml",
        "c.txt",
    ]
