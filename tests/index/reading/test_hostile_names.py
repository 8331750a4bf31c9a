"""What somebody calls a file is a label: nothing is written, read or shown by it."""

from __future__ import annotations

import hashlib
import io
import os
import xml.sax.saxutils as xml
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from index import ingest, reading
from index.archive import Archive
from index.embedding import Embedder
from index.reading import Refused, forms
from tests.index.reading import making
from tests.index.reading.hostile_names import names

TEXT = (
    "Le port numéro {n} de Valdorie est fermé\n\nLes pilotes du port numéro {n} ont cessé le travail lundi."
)
PAGE = "<html><body><h1>Chapitre {n}</h1><p>" + TEXT * 4 + "</p></body></html>"


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder that names may lead to, and hold that nothing but the home has changed in the end."""
    for name in ("outside", "outside/deeper", "inbox"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "x.txt").write_text("Ce texte n’a été donné à personne.", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "outside" / "deeper")
    monkeypatch.setenv("HOME", str(tmp_path / "outside"))
    yield tmp_path / "outside"


def tree(folder: Path) -> dict[str, str]:
    """Return all that lies below a folder but in home and inbox, with what it holds."""
    found = [path for path in folder.rglob("*") if path.relative_to(folder).parts[0] not in ("home", "inbox")]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "" for p in found}


def of_zip(given: list[str]) -> bytes:
    """Return a ZIP whose members have these names."""
    return making.packed({name: TEXT.format(n=n) for n, name in enumerate(given)})


def of_book(given: list[str]) -> bytes:
    """Return a book whose members have these names, and whose package names them too."""

    def shown(name: str) -> str:
        return xml.quoteattr("".join(c for c in name if c.isprintable()))

    items = "".join(
        f'<item id="i{n}" href={shown(name)} media-type="text/html"/>' for n, name in enumerate(given)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(given)))
    raw = making.book([PAGE.format(n="premier")])
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    package = bytes(members["OPS/book.opf"]).decode()  # type: ignore[arg-type]  # bytes, just read
    members["OPS/book.opf"] = package.replace("</manifest>", f"{items}</manifest>").replace(
        "</spine>", f"{refs}</spine>"
    )
    return making.packed(members | {name: PAGE.format(n=n) for n, name in enumerate(given)})


def of_mail(given: list[str]) -> bytes:
    """Return a letter with attachments of these names."""
    message = EmailMessage()
    message["Subject"] = "Les ports de Valdorie"
    message.set_content(TEXT.format(n="premier"))
    for name in given:
        message.add_attachment("Pièce jointe.", filename=" ".join(name.split()))
    return message.as_bytes()


MADE: dict[str, tuple[Callable[[list[str]], bytes], int]] = {
    ".zip": (of_zip, 50),
    ".epub": (of_book, 1),
    ".eml": (of_mail, 1),
}


@pytest.mark.parametrize("form", MADE)
def test_names_inside_a_document_are_labels(
    outside: Path, archive: Archive, embedder: Embedder, form: str
) -> None:
    """Of all of them nothing is written or read outside the home, and what is shown is one clean line."""
    given = names(outside)
    assert len(given) >= 40
    made, articles = MADE[form]
    inbox = outside.parent / "inbox"
    (inbox / f"tout{form}").write_bytes(made(given))
    before = tree(outside.parent)

    report = ingest.add(archive, reading.read(str(inbox)), embedder)

    assert tree(outside.parent) == before
    stored = archive.summaries()
    assert report.added == len(stored) >= articles
    sources = [a.source for a in stored] + [e.source for e in report.errors]
    assert all(source.isprintable() and len(source) < 400 for source in sources), sources
    assert all("donné à personne" not in (archive.article(a.id) or a).text for a in stored)


def test_names_on_disk_are_read_where_they_lie(outside: Path, archive: Archive, embedder: Embedder) -> None:
    """Files and folders of a folder may have any name that the disk takes."""
    inbox = outside.parent / "inbox"
    laid = 0
    for n, name in enumerate(names(outside)):
        flat = os.fsdecode(os.fsencode(name.replace("/", "_").lstrip("."))[-200:])
        for path in (inbox / str(n) / flat, inbox / f"d-{flat}" / f"{n}.txt"):
            try:
                path.parent.mkdir(exist_ok=True)
                path.write_text(TEXT.format(n=f"{n}-{laid}"), encoding="utf-8")
                laid += 1
            except (OSError, ValueError):
                continue  # this disk takes no such name
    before = tree(outside.parent)

    report = ingest.add(archive, reading.read(str(inbox)), embedder)

    assert tree(outside.parent) == before
    assert laid >= 80
    assert (report.added, report.failed) == (laid, 0)


@pytest.mark.parametrize("name", ["caf\udce9.txt", "\ud800.txt", "a\0b.txt", "\udcff\udcfe.txt"], ids=ascii)
def test_names_that_are_no_text_choose_a_reader_at_most(name: str) -> None:
    """A name with half characters or NUL is looked at for its end alone."""
    (outcome,) = forms.read(forms.of_name(name), TEXT.format(n=1).encode(), "telegram:1")
    assert not isinstance(outcome, Refused)
    assert outcome.article.source == "telegram:1"


@pytest.mark.parametrize(
    "name", [b"caf\xe9.txt", b"\xff\xfe\xfd.txt", b"a\x00bc.txt"], ids=["latin-1", "no text", "nul"]
)
def test_a_zip_may_have_names_that_are_no_text(name: bytes) -> None:
    """Members whose names are bytes of no known kind are read all the same, or the ZIP is refused."""
    raw = making.packed({"x" * len(name): TEXT.format(n=1)}).replace(b"x" * len(name), name)
    for outcome in forms.read(".zip", raw, "source"):
        source = outcome.source if isinstance(outcome, Refused) else outcome.article.source
        assert source.startswith("source")
        assert source.isprintable()
