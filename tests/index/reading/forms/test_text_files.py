"""Text and Markdown files: encodings, refusals, headline, and the fields that lines say."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import reading
from index.news import Article
from index.reading import Reading, Refused

LEAD = "Le gouvernement de Valdorie a fermé lundi les trois ports du pays, après la grève des pilotes."


def read(tmp_path: Path, content: str | bytes, suffix: str = ".txt") -> Reading | Refused:
    """Return the outcome of one file."""
    path = tmp_path / f"article{suffix}"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (outcome,) = reading.read(str(path))
    return outcome


def article(tmp_path: Path, content: str | bytes, suffix: str = ".txt") -> Article:
    """Return the article of one file."""
    outcome = read(tmp_path, content, suffix)
    assert isinstance(outcome, Reading), outcome
    return outcome.article


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_whatever_its_form(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without its mark and UTF-16 with its mark give the same text."""
    assert (
        article(tmp_path, f"«\u00a0Fermés\u00a0»\r\n\r\n{LEAD}".encode(encoding)).text
        == f"«\u00a0Fermés\u00a0»\n\n{LEAD}"
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "vide"),
        (b" \n\t\n ", "aucun texte"),
        ("Partager sur Facebook\nPublicité\n".encode(), "aucun texte"),
        (LEAD.encode("cp1252"), "Windows-1252"),
        (b"\x80\x81\x8d" * 50, "mauvais encodage"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binaire"),
        (bytes(range(1, 9)) * 30, "binaire"),
        ("é".encode() * (11 << 20), "trop grand"),
        (b"a" * (6 << 20), "ligne"),
    ],
    ids=[
        "empty",
        "blank",
        "only boilerplate",
        "cp1252",
        "no encoding",
        "png",
        "controls",
        "22 MB",
        "one line",
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(tmp_path: Path, content: bytes, word: str) -> None:
    """The reason names what is wrong, so that somebody can put it right."""
    outcome = read(tmp_path, content)
    assert isinstance(outcome, Refused)
    assert word in outcome.reason


def test_what_came_in_is_kept_beside_the_cleaned_text(tmp_path: Path) -> None:
    """The raw bytes are the file's, boilerplate and all."""
    raw = f"Ports fermés\n\n{LEAD}\n\nPartager sur Facebook\n".encode()
    outcome = read(tmp_path, raw)
    assert isinstance(outcome, Reading)
    assert outcome.raw == raw
    assert "Facebook" not in outcome.article.text
    assert not outcome.given_id
    assert outcome.article.id == ""


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Les ports de Valdorie ferment", "Les ports de Valdorie ferment"),
        ("Qui a fermé les ports de Valdorie ?", "Qui a fermé les ports de Valdorie ?"),
        (
            "«\u00a0Nous fermerons les ports\u00a0», prévient la Valdorie",
            "«\u00a0Nous fermerons les ports\u00a0», prévient la Valdorie",
        ),
        ("La Valdorie a fermé ses ports.", None),
        ("Un responsable a répété : « Ils sont fermés. »", None),
        (LEAD * 3, None),
    ],
    ids=["plain", "question", "quotation", "sentence", "sentence in quotes", "too long"],
)
def test_a_headline_is_a_first_line_that_is_no_sentence(
    tmp_path: Path, first: str, title: str | None
) -> None:
    """An article that starts with its lead has no title rather than a wrong one."""
    assert article(tmp_path, f"{first}\n\n{LEAD}").title == title


def test_markdown_is_read_as_its_words(tmp_path: Path) -> None:
    """Front matter fills the fields, marks go, links leave their words."""
    content = (
        '---\ntitle: "La *Gazette*"\ndate: 2024-03-12\nauthor: Ada Brun\nurl: https://gazette.example/a\n---\n'
        f"# Ports fermés\n\n{LEAD}\n\n> **Nous** [fermerons](https://x.example/)"
        " les *ports*.\n\n![port](p.jpg)\n"
    )
    read_article = article(tmp_path, content.replace("La *Gazette*", "Ports fermés"), ".md")
    assert read_article.text == f"Ports fermés\n\n{LEAD}\n\nNous fermerons les ports."
    assert (read_article.title, read_article.author) == ("Ports fermés", "Ada Brun")
    assert (read_article.published, read_article.url) == ("2024-03-12", "https://gazette.example/a")


def test_an_opinion_piece_keeps_its_author_and_his_office(tmp_path: Path) -> None:
    """Captions, category, poster, address and comment form go; the sentence on the office stays."""
    content = f"""FILE - The port of Sarn, Valdorie, on June 1, 2024. (Jo Lark, Pool Photo via AXP, File)

Par Margot Lenoir, contributrice d’opinion

DOSSIER – Le port de Sarn, en Valdorie, le 1er juin 2024. (Photo : Jo Lark, Pool via AXP)

{LEAD}

Un port n’est pas une frontière

{LEAD}

Margot Lenoir est ministre des Pêches de Valdorie.

Catégories : International, Opinion

https://gazette.example/opinion/ports/

By Remy

Laisser un commentaire

Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *
"""
    read_article = article(tmp_path, content)
    office = "Margot Lenoir est ministre des Pêches de Valdorie."
    assert read_article.text == f"{LEAD}\n\nUn port n’est pas une frontière\n\n{LEAD}\n\n{office}"
    assert read_article.title is None
    assert read_article.genre == "opinion"
    assert (read_article.author, read_article.author_role) == (
        "Margot Lenoir",
        "ministre des Pêches de Valdorie",
    )
    assert read_article.url == "https://gazette.example/opinion/ports/"


def test_the_language_is_that_of_the_article(tmp_path: Path) -> None:
    """An English article is English, a French one with an English quotation is French."""
    english = (
        "The government of Valdoria closed its three ports on Monday after the strike of the pilots. " * 3
    )
    assert article(tmp_path, english).language == "en"
    assert article(tmp_path, f"{LEAD} « We shall close the ports », a-t-il dit.").language == "fr"
