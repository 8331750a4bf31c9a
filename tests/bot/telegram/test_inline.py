"""Inline mode: quotations to insert in any chat, for who may ask."""

from __future__ import annotations

import pytest

from tests.bot.telegram.conftest import ALLOWED, Start
from tests.telegram_api import BotApi

GUEST = ALLOWED[90]


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> None:
    """Run the bot for the tests of this module."""
    start(api)


def test_quotations_are_offered_with_their_source(api: BotApi) -> None:
    """Each offer is the words of whom the query names, with outlet, date and title."""
    offered = api.ask_inline("Ingrid Halvaune budget", GUEST)
    assert offered["personal"]
    assert 0 < len(offered["results"]) <= 20
    for one in offered["results"]:
        assert one["title"].startswith("Ingrid Halvaune")
        assert "Ingrid Halvaune" in one["shown"]
        assert " — " in one["shown"].split("\n")[-1]
    assert "«" in offered["results"][0]["shown"]


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("", "fr", "Écrivez un nom"),
        ("", "en", "Write a name"),
        ("Zorglub", "fr", "Aucune déclaration"),
        ("<b>&\ud83d\ude00" * 20, "fr", "Aucune déclaration"),
    ],
    ids=["empty", "english", "unknown", "strange"],
)
def test_without_an_offer_a_button_says_why(api: BotApi, query: str, language: str, words: str) -> None:
    """No statement is made up; the button opens the bot's own chat."""
    offered = api.ask_inline(query, GUEST, language)
    assert offered["results"] == []
    assert words in offered["button"]["text"]


def test_a_stranger_is_offered_nothing(api: BotApi) -> None:
    """Deny by default: no statement, a polite way to the bot's chat."""
    offered = api.ask_inline("Ingrid Halvaune budget", 4666)
    assert offered["results"] == []
    assert "réservé" in offered["button"]["text"]
    assert offered["personal"]
