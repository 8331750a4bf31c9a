"""Quotations and named speakers in somebody's message: a verdict line each, with a button for its card."""

from __future__ import annotations

import itertools
import signal
from typing import Any

import pytest

from tests.bot.telegram.conftest import GROUP, Running, Start
from tests.bot.telegram.test_conversation import pressed, said
from tests.telegram_api import BotApi

POST = (
    "Flash ! « Nous lirons avant de signer », a déclaré Cyprien Lauzac. Selon Ingrid Halvaune, « la lune est "
    "un fromage de chèvre ». On parle d’une « ligne bleue très lointaine et floue »."
)
REPLY = {"reply_to_message": {"message_id": 3, "from": {"id": 5}, "text": POST}}
FORWARD = {"forward_origin": {"type": "channel", "date": 1, "chat": {"id": -5, "type": "channel"}}}
_persons = itertools.count(140)


@pytest.fixture
def person() -> int:
    """Return somebody nobody has spoken for yet."""
    return next(_persons)


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> Running:
    """Run the bot for the tests of this module."""
    return start(api)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        pytest.param("/verif", REPLY, id="reply"),
        pytest.param("/check", REPLY, id="reply-in-english"),
        pytest.param(POST, FORWARD, id="forwarded"),
    ],
)
def test_each_quotation_of_a_message_has_a_line_and_a_card(
    api: BotApi, person: int, text: str, more: dict[str, Any]
) -> None:
    """A verdict a claim in the order of the message; the button of a line shows the whole verdict."""
    found = said(api, person, text, **more)
    first, second, third = [line for line in found.text.split("\n") if line[:1].isdigit()]
    assert "Mot pour mot — Cyprien Lauzac" in first
    assert "Introuvable — Ingrid Halvaune" in second
    assert "ligne bleue" in third
    assert [b["text"] for b in found.buttons] == ["🗂 1", "🗂 2", "🗂 3"]
    card = pressed(api, found, "🗂 1", person)
    assert card.text.startswith("✅ Mot pour mot")
    assert any("Preuve" in b["text"] for b in card.buttons)


def test_a_marked_part_of_a_message_is_checked_alone(api: BotApi, person: int) -> None:
    """Who quotes a part of a message in the reply asks about that part."""
    marked = {"quote": {"text": "« Nous lirons avant de signer », a déclaré Cyprien Lauzac.", "position": 0}}
    found = said(api, person, "/verif", **REPLY, **marked)
    assert [b["text"] for b in found.buttons] == ["🗂 1"]


def test_a_message_without_quotations_is_said_to_have_none(api: BotApi, person: int) -> None:
    """Nothing to check is said, not guessed."""
    reply = {"reply_to_message": {"message_id": 3, "from": {"id": 5}, "text": "Bonjour à tous"}}
    assert "ni citation" in said(api, person, "/verif", **reply).text


def test_in_a_group_the_verdicts_answer_whoever_asked(api: BotApi, person: int) -> None:
    """The lines reply to the command; a card belongs to its chat."""
    group = {"id": GROUP, "type": "supergroup"}
    before = len(api.shown(GROUP))
    number = api.write("/verif", person, chat=group, **REPLY)
    api.wait_for(lambda: len(api.shown(GROUP)) > before and "🗂" in str(api.shown(GROUP)[-1].buttons))
    found = api.shown(GROUP)[-1]
    assert found.reply_to == number
    stolen = api.press(
        type(found)(person, 0, found.number, "", [], [], 0, 0.0), found.buttons[0]["callback_data"], person
    )
    assert "trop ancien" in api.wait_for(lambda: api.acknowledged.get(stolen))


def test_what_others_wrote_stands_in_no_log(api: BotApi, bot: Running) -> None:
    """The text of a message and of its claims is a person's: the log never has it."""
    said(api, 199, "/verif", **REPLY)
    bot.send_signal(signal.SIGTERM)
    _, log = bot.communicate(timeout=15)
    assert "verbatim" in log
    assert "fromage" not in log
    assert "Lauzac" not in log
