"""Deny by default: whoever is not let in gets one line with an id, whatever way they try."""

from __future__ import annotations

import pytest

from tests.bot.telegram.conftest import ADMIN, ALLOWED, Start
from tests.telegram_api import NAME, BotApi, Shown

STRANGER = 666
DEAD = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"
GUEST = ALLOWED[0]
PLACES = {
    "private": {"id": STRANGER, "type": "private"},
    "group": {"id": -1666, "type": "group"},
    "supergroup": {"id": -1667, "type": "supergroup"},
    "forum": {"id": -1668, "type": "supergroup", "is_forum": True},
    "channel-of-a-guest": {"id": -1669, "type": "channel"},
}
TEXTS = {
    "question": f"@{NAME} {DEAD}",
    "start": f"/start@{NAME}",
    "deep-link": f"/start@{NAME} inv-AAAAAAAAAAAAAAAAAAAAAA",
    "said": f"/dit@{NAME} Ingrid Halvaune",
    "speakers": f"/officiels@{NAME}",
    "articles": f"/articles@{NAME}",
    "sources": f"/sources@{NAME}",
    "help": f"/aide@{NAME}",
    "invite": f"/inviter@{NAME}",
    "language": f"/langue@{NAME} en",
}


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> None:
    """Run the bot for the tests of this module; no limit stands in the way."""
    start(api)


@pytest.fixture(scope="module")
def answer(api: BotApi, bot: None) -> Shown:
    """Return an answer that a guest was given."""
    api.write("Qu'a dit Ingrid Halvaune ?", GUEST)
    return api.wait_for(lambda: next((m for m in api.shown(GUEST) if "Halvaune" in m.text), None), 30)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TEXTS)
def test_a_stranger_gets_one_line_and_no_answer(
    api: BotApi, place: str, text: str, request: pytest.FixtureRequest
) -> None:
    """Each way in is refused with the id to give to an administrator."""
    chat = PLACES[place]
    person = 10_000 + request.node.session.items.index(request.node)  # one limit each
    chat = chat | {"id": person} if chat["type"] == "private" else chat
    before = len(api.shown(chat["id"]))
    api.write(TEXTS[text], person, chat=chat)
    api.wait_for(lambda: len(api.shown(chat["id"])) > before)
    (refused,) = api.shown(chat["id"])[before:]
    assert refused.text.endswith(str(person))
    assert "réservé" in refused.text
    assert not refused.buttons


@pytest.mark.parametrize("label", ["📄 1", "🗣", "👍", "👎"])
@pytest.mark.parametrize("person", [STRANGER, ALLOWED[1]], ids=["stranger", "guest-of-another-chat"])
def test_a_button_is_for_those_of_its_chat(api: BotApi, answer: Shown, label: str, person: int) -> None:
    """A press is judged like a message, and an answer is shown where it was given only."""
    data = next(b["callback_data"] for b in answer.buttons if label in b["text"])
    elsewhere = Shown(person, 0, answer.number, "", [], [], 0, 0.0)
    before = len(api.shown(person))
    press = api.press(elsewhere, data, person)
    said = api.wait_for(lambda: api.acknowledged.get(press))
    assert "réservé" in said or "trop ancien" in said
    assert len(api.shown(person)) == before


def test_an_invitation_lets_one_person_in_once(api: BotApi) -> None:
    """An administrator's deep link lets in whoever comes first, for good; the next one is refused."""
    api.write("/inviter", ADMIN)
    made = api.wait_for(lambda: next((m for m in api.shown(ADMIN) if "start=" in m.text), None))
    code = made.text.split("start=")[1].strip()
    api.write(f"/start {code}", 701)
    api.wait_for(lambda: any("Posez-moi" in m.text for m in api.shown(701)))
    api.write(f"/start {code}", 702)
    api.wait_for(lambda: any("réservé" in m.text for m in api.shown(702)))
    api.write(DEAD, 701)
    api.wait_for(lambda: any("14 personnes" in m.text for m in api.shown(701)))
    assert all("réservé" in m.text for m in api.shown(702))


def test_administrators_see_the_state(api: BotApi) -> None:
    """/etat says version, articles, model and mode; to whoever is no administrator it does not."""
    before = len(api.shown(ADMIN))
    api.write("/etat", ADMIN)
    api.wait_for(lambda: len(api.shown(ADMIN)) > before)
    state = api.shown(ADMIN)[-1].text
    assert "Articles\u00a0: 18" in state
    assert "Modèle\u00a0: aucun\u00a0: réponses faites de phrases des articles" in state
    before = len(api.shown(GUEST))
    api.write("/etat", GUEST)
    api.wait_for(lambda: len(api.shown(GUEST)) > before)
    assert "réservée" in api.shown(GUEST)[-1].text


def test_an_anonymous_administrator_of_a_group_is_no_administrator_of_ours(api: BotApi) -> None:
    """Whoever hides behind a chat is that chat, whatever the number of the account."""
    group = {"id": ADMIN * -1, "type": "supergroup"}
    before = len(api.shown(-ADMIN))
    api.write(
        f"/inviter@{NAME}", 5, chat=group,
        **{"from": {"id": ADMIN, "is_bot": False}, "sender_chat": {"id": -ADMIN}},
    )  # fmt: skip
    api.wait_for(lambda: len(api.shown(-ADMIN)) > before)
    assert "start=" not in api.shown(-ADMIN)[-1].text
