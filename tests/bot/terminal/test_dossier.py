"""bot/terminal/dossier.py: a dossier from the articles to the file, its proof, and what it leaves out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from markdown_it import MarkdownIt

from tests.bot.terminal.test_process import imported_by

WORDS = "Nous avons obtenu ce que nous demandions"
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(2)) "
    "![i](http://e.invalid/i.png) &amp; *a* `b` \x1b[31m# | $x$"
)
PRESS = [
    {
        "id": "a1",
        "title": "Le port rouvre",
        "outlet": "Le Phare",
        "published": "2031-04-02",
        "url": "https://phare.invalid/port?a=1&copy;=2",
        "text": "Le port a rouvert. "
        "« Nous avons gagné onze jours de grève ensemble », a déclaré Maëlle Dorval.",
    },
    {
        "id": "a2",
        "title": "Dorval crie victoire",
        "outlet": "La Dépêche de Sulmère",
        "published": "2031-04-03",
        "text": "Au lendemain de l’accord, les quais revivent.\n\n"
        "« Nous avons gagné onze jours de grève ensemble », a répété Maëlle Dorval devant les grilles.",
    },
    {
        "id": "a3",
        "title": HOSTILE,
        "outlet": HOSTILE,
        "published": "2031-06-09",
        "url": "https://phare.invalid/x",
        "text": "Maëlle Dorval a nié toute négociation secrète. "
        "Maëlle Dorval aurait promis une prime aux grutiers.\n\n"
        "Maëlle Dorval a parlé d’une « <b>victoire</b> *totale* #1 | $2$ [sic](x) ».",
    },
]


class Page(HTMLParser):
    """What a browser makes of a page: its tags, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and where it leads."""
        self.tags.append(tag)
        self.links += [v or "" for k, v in attrs if k in ("href", "src")]
        assert not any(k.startswith("on") for k, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which one voice speaks in three articles, two of which print the same words."""
    from tests.bot.terminal.conftest import call

    folder = tmp_path_factory.mktemp("press")
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, PRESS)), encoding="utf-8")
    assert call("add", folder / "a.jsonl", "--home", folder / "home").status == 0
    return folder / "home"


@pytest.fixture
def dossier(verbatim: Any, press: Path, tmp_path: Path) -> Callable[..., bytes]:
    """Return a function that writes a dossier and gives its bytes."""

    def made(form: str, *arguments: str, speaker: str = "Dorval") -> bytes:
        file = tmp_path / f"d.{form}"
        done = verbatim("export", "dossier", speaker, *arguments, "-o", file, "--force", "--home", press)
        assert done.status == 0, done.err
        return file.read_bytes()

    return made


def test_words_in_marks_are_printed_words(dossier: Callable[..., bytes]) -> None:
    """What stands between guillemets in a direct statement is a slice of an article; the rest is labelled."""
    text = dossier("md").decode()
    quoted = re.findall(r"^> «\u00a0(.+)\u00a0» \[\^", text, re.MULTILINE)
    assert quoted
    assert all(any(words in article["text"] for article in PRESS) for words in quoted)
    assert "rapporté · nie" in text
    assert "au conditionnel" in text


def test_the_same_words_stand_once_with_their_count(dossier: Callable[..., bytes]) -> None:
    """Two articles that print the same words are one statement with two footnotes."""
    text = dossier("md").decode()
    (line,) = (one for one in text.splitlines() if one.startswith("> ") and "onze jours" in one)
    assert len(re.findall(r"\[\^\d+\]", line)) == 2
    assert "Mêmes mots dans 2 articles (sources indépendantes\u00a0: 2)" in text


def test_markdown_shows_hostile_text_as_text(dossier: Callable[..., bytes]) -> None:
    """Titles and words never become markup: the only links are the articles' own, and nothing is HTML."""
    parser = MarkdownIt("commonmark").enable("table")
    source = re.sub(r"\[\^(\d+)\]", r"N\1", dossier("md").decode())  # notes are an extension
    tokens = [t for block in parser.parse(source) for t in [block, *(block.children or [])]]
    kinds = {t.type for t in tokens}
    assert not kinds & {"html_block", "html_inline", "image", "table_open", "fence"}
    links = [t.attrs["href"] for t in tokens if t.type == "link_open"]
    assert len(links) >= 2
    assert all(str(href).startswith("https://phare.invalid/") for href in links)
    shown = "".join(t.content for t in tokens if t.type in ("text", "text_special"))
    assert "<script>alert(1)</script> [x](javascript:alert(2))" in shown
    assert "<b>victoire</b> *totale* #1 | $2$ [sic](x)" in shown
    assert "\x1b" not in source


def test_the_page_loads_and_runs_nothing(dossier: Callable[..., bytes]) -> None:
    """One HTML file without script, picture or style of elsewhere; hostile text is shown as text."""
    raw = dossier("html").decode()
    page = Page(raw)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.tags)
    assert "default-src 'none'" in raw
    assert "<script>alert(1)</script>" in page.text
    assert all(href.startswith(("#", "https://phare.invalid/")) for href in page.links)
    assert f"https://phare.invalid/port?a=1&copy;=2#:~:text={WORDS.split(maxsplit=1)[0]}" in " ".join(
        page.links
    )


def test_the_word_document_has_footnotes(dossier: Callable[..., bytes]) -> None:
    """Every mark has its note of Word's own kind, with the address as a link of the package."""
    raw = dossier("docx")
    document = docx.Document(io.BytesIO(raw))
    marks = [m.get(qn("w:id")) for m in document.element.iter(qn("w:footnoteReference"))]
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        notes = parse_xml(package.read("word/footnotes.xml"))
        targets = package.read("word/_rels/footnotes.xml.rels").decode()
    texts = {n.get(qn("w:id")): "".join(t.text for t in n.iter(qn("w:t"))) for n in notes}
    assert marks == [str(n) for n in range(1, len(marks) + 1)]
    assert all(texts[m] for m in marks)
    assert "Le Phare, 2 avril 2031, Le port rouvre" in texts["1"]
    assert "https://phare.invalid/port?a=1&amp;copy;=2#:~:text=" in targets
    body = "\n".join(p.text for p in document.paragraphs)
    assert "<b>victoire</b> *totale*" in body
    assert "Preuve de ce dossier" in body


def test_its_proof_holds_until_an_article_changes(verbatim: Any, own: Path, tmp_path: Path) -> None:
    """The receipt named in a dossier is checked by `verify`, and tells when the words have gone."""
    made = verbatim("export", "dossier", "Dorval", "--home", own)
    name = re.search(r"verbatim receipt (\w{8})", made.out)
    assert name is not None
    file = tmp_path / "r.json"
    file.write_text(verbatim("receipt", name[1], "--json", "--home", own).out, encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8"))["kind"] == "dossier"
    assert verbatim("verify", file, "--home", own).status == 0
    assert WORDS in verbatim("receipt", name[1], "--home", own).out
    changed = {"id": "port", "text": "Le port de Sulmère reste fermé."}
    (tmp_path / "new.jsonl").write_text(json.dumps(changed), encoding="utf-8")
    verbatim("add", tmp_path / "new.jsonl", "--home", own)
    after = verbatim("verify", file, "--home", own)
    assert after.status == 1
    assert "n’y sont plus" in after.out


@pytest.mark.parametrize(
    ("arguments", "shown", "left"),
    [
        pytest.param(("--until", "2031-05-01"), 1, "hors de la période demandée\u00a0: 3", id="days"),
        pytest.param(("grève",), 1, "sur d’autres sujets\u00a0: 3", id="topic"),
        pytest.param(("--since", "2040-01-01"), 0, "hors de la période demandée\u00a0: 4", id="nothing"),
    ],
)
def test_what_is_left_out_is_counted(
    dossier: Callable[..., bytes], arguments: tuple[str, ...], shown: int, left: str
) -> None:
    """Statements of other days and subjects are counted with the reason; none left is a dossier too."""
    text = dossier("md", *arguments).decode()
    assert len(re.findall(r"^> ", text, re.MULTILINE)) == shown
    assert left in text
    assert "Recherche faite dans 3 articles" in text
    assert ("Aucune déclaration" in text) is (shown == 0)


def test_in_english_the_frame_is_english(dossier: Callable[..., bytes]) -> None:
    """--language en words all but the articles."""
    text = dossier("md", "--language", "en").decode()
    assert text.startswith("# Dossier: what Maëlle Dorval says")
    assert not re.search(r"Établi|mot pour mot|Preuve", text)


def test_many_statements_are_grouped_by_month(verbatim: Any, tmp_path: Path) -> None:
    """More than a dozen get headings, in the order of their days."""
    days = [f"2031-{month:02d}-05" for month in range(12, 0, -1)] + ["2031-03-20"]
    texts = [f"Maëlle Dorval a promis le navire numéro {n} aux grutiers." for n in range(13)]
    lines = [json.dumps({"text": t, "published": d}) for t, d in zip(texts, days, strict=True)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    verbatim("add", tmp_path / "a.jsonl", "--home", tmp_path / "h")
    out = verbatim("export", "dossier", "Dorval", "--home", tmp_path / "h").out
    headings = re.findall(r"^## (\w+ 2031)$", out, re.MULTILINE)
    assert headings[:3] == ["Janvier 2031", "Février 2031", "Mars 2031"]
    assert len(headings) == 12


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        pytest.param(("Maud Dorvale-Quint",), 1, "Maëlle Dorval", id="near name"),
        pytest.param(("Dorval", "-o", "a.pdf"), 2, "--format", id="form"),
        pytest.param((" ",), 2, "vide", id="empty"),
        pytest.param(("Dorval", "--since", "hier"), 2, "hier", id="no day"),
    ],
)
def test_wrong_calls(verbatim: Any, press: Path, arguments: tuple[str, ...], status: int, word: str) -> None:
    """Nothing is written, and what is wrong is named."""
    done = verbatim("export", "dossier", *arguments, "--home", press)
    assert (done.status, word in done.err, done.out) == (status, True, "")


def test_a_dossier_loads_no_store(environment: dict[str, str], press: Path) -> None:
    """Only a Word document pays for the library that writes it."""
    loaded = imported_by(environment, "export", "dossier", "Dorval", "--home", str(press))
    assert not loaded & {"llama_index", "chromadb", "sqlalchemy", "numpy", "tantivy", "docx"}
