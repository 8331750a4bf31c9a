"""bot/render/telegram: messages within Telegram's limits, with nothing lost and foreign text as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Answer, Citation
from bot.render.links import at_passage
from bot.render.telegram import answer as render
from bot.render.telegram import lists
from bot.render.telegram.lists import Choice
from bot.render.telegram.message import Button, Message, from_document, to_document
from bot.render.telegram.runs import Run, link, messages, units
from index.ledger.asked import Said, Told, Withdrawn
from index.news import Article, Scanned, Span, Statement
from tests import telegram_html

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400) | st.sampled_from(
    [
        "<b>",
        "</a>",
        "&lt;",
        "& <",
        "😀" * 300,
        "Une phrase. " * 90,
        "« Oui. Non. » Il a dit cela. ",
        "\n\n",
        "M. X. ",
    ]
)
_RUN = st.builds(Run, _TEXT, st.sampled_from(["", "", "b", "i", "code", "blockquote"])) | st.builds(
    link, _TEXT, st.sampled_from(["https://a.example/?q=1&b=%3C#x", "https://b.example/" + "y" * 900, None])
)


_ARTICLE = Article("a", "", "/a", title="Le port", outlet="Le Phare", published="2031-04-02")


def bare(text: str) -> str:
    """Return a text without white space, controls and direction marks, which may go."""
    from bot.render.layout import harmless

    return re.sub(r"\s+", "", harmless(text))


@settings(max_examples=10_000, deadline=None)
@given(st.lists(_RUN, max_size=30), st.sampled_from([60, 700, 3900]))
def test_messages_are_valid_and_lose_nothing(runs: list[Run], limit: int) -> None:
    """Every message is read by Telegram and within its limits; together they say all that went in."""
    shown = messages(runs, limit=limit)
    parsed = [telegram_html.parse(m.html) for m in shown]
    assert all(text.strip() and units(text) <= limit for text, _ in parsed)
    assert all(len(entities) <= 100 for _, entities in parsed)
    assert all(sum(len(e.href.encode()) + 20 for e in entities) < 9500 for _, entities in parsed)
    # A sequence of terminal control may span two runs, and is taken out within each only.
    assert "".join(bare(text) for text, _ in parsed) == "".join(bare(r.text) for r in runs)


def test_a_long_text_is_cut_between_sentences() -> None:
    """No message begins within a sentence, and a title is not cut after "M."."""
    sentence = "Le ministre M. Arlin a dit que le port restera ouvert tout l’hiver malgré la grève. "
    shown = messages([Run(sentence * 200)])
    assert len(shown) > 3
    assert all(m.html.startswith("Le ministre") and m.html.endswith("grève.") for m in shown)


def test_an_entity_is_whole_where_a_message_holds_it() -> None:
    """A quotation that does not fit any more begins the next message; it is not cut in two."""
    quotation = "Un mot après l’autre, sans fin. " * 60
    shown = messages([Run("Avant. " * 400), Run(quotation, "blockquote")])
    holding = [m for m in shown if "<blockquote>" in m.html]
    assert len(holding) == 1
    assert holding[0].plain.count("sans fin") == 60


def test_buttons_stand_below_the_last_message() -> None:
    """Of an answer in several parts the last one has the buttons; rows without buttons are left out."""
    shown = messages([Run("Une phrase. " * 900)], [[Button("a", "b")], []])
    assert [bool(m.buttons) for m in shown] == [False] * (len(shown) - 1) + [True]
    assert shown[-1].buttons == ((Button("a", "b"),),)


def test_a_message_comes_back_from_json() -> None:
    """What the journal keeps is what is shown."""
    message = Message("<b>é</b>", ((Button("a", "b"), Button("c", url="https://x.example")),))
    assert from_document(to_document(message)) == message


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        pytest.param("https://a.example", "Oui, non", "https://a.example#:~:text=Oui%2C%20non", id="short"),
        pytest.param("https://a.example#x", "Oui", "https://a.example#x:~:text=Oui", id="with-fragment"),
        pytest.param("https://a.example#:~:text=b", "Oui", "https://a.example#:~:text=Oui", id="with-text"),
        pytest.param("http://a.example", "a-t-il &", "http://a.example#:~:text=a%2Dt%2Dil%20%26", id="dash"),
        pytest.param(
            "https://a.example",
            "Un deux trois quatre cinq six.\n\nSept huit neuf dix onze douze.",
            "https://a.example#:~:text=Un%20deux%20trois%20quatre%20cinq,huit%20neuf%20dix%20onze%20douze.",
            id="paragraphs",
        ),
        pytest.param("javascript:alert(1)", "Oui", None, id="no-web-address"),
        pytest.param("/chemin/fichier.txt", "Oui", None, id="path"),
        pytest.param("https://a.example/\"><b>", "Oui", None, id="quotes"),
        pytest.param(None, "Oui", None, id="none"),
    ],
)  # fmt: skip
def test_links_open_at_the_passage(url: str | None, text: str, expected: str | None) -> None:
    """A text fragment names the first and the last words; what is no web address is no link."""
    assert at_passage(url, text) == expected


def test_an_answer_has_its_sources_once_and_short_button_data() -> None:
    """Two citations of one article stand on one line; data of buttons fit into 64 bytes."""
    cited = [Citation(n, "a", 0, 3, "Oui", "Titre <b>", "Média & Co", "2024-05-06", None) for n in (1, 2)]
    given = Answer(
        "4f0k2m9x", "?", "fr", "Oui [1] [2].", False, None, tuple(cited), (), "extractive", Scanned(1)
    )
    (shown,) = render.answer(given, "fr")
    assert shown.plain.count("Titre <b>") == 1
    assert "[1] [2] Média & Co, 6 mai 2024 — Titre <b>" in shown.plain
    assert all(len(b.data.encode()) <= 64 for row in shown.buttons for b in row)


def test_what_a_correction_took_out_is_told_after_all_that_stands() -> None:
    """On the last page, marked as gone, never as a statement of today; the buttons stay."""
    words = Span(0, 12, "Nous partons")
    gone = Statement(
        "s1", "a", "Maëlle Dorval", "person", "Maëlle Dorval", "", "a dit", "direct", (words,), words
    )
    kept = tuple(
        Told(replace(gone, id=f"s{n}", said_on=f"203{n}-01-01"), _ARTICLE, True, ((gone, _ARTICLE),), 1)
        for n in range(2, 8)
    )
    left = (Withdrawn(gone, _ARTICLE, 2, "2031-04-02T10:00:00+00:00"),)
    asked = Said("Maëlle Dorval", (), Scanned(1, articles_naming_speaker=1), withdrawn=left, count=6)
    (one,), (other,) = (
        lists.said(replace(asked, told=some), None, Choice("v", page), "fr")
        for page, some in enumerate((kept[:4], kept[4:]))
    )
    first, last = one.plain, other.plain
    assert one.buttons
    assert other.buttons
    assert "Ne figurent plus dans leur article" not in first
    assert last.index("Ne figurent plus dans leur article") > last.index("6.")
    assert "Retiré par la version 2 de l’article" in last
