"""Telegram failing in every way it does: each question still gets exactly one answer, in one message."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import pytest

from tests.bot.telegram.conftest import GROUP, Start
from tests.telegram_api import BotApi, Fault

DEAD = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"
_persons = itertools.count(100)
PRIVATE = {"id": 100, "type": "private"}
FAULTS = {
    "500": Fault(500),
    "502": Fault(502, "Bad Gateway"),
    "502-html": Fault(502, raw="<html>Bad Gateway</html>"),
    "429": Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
    "401-passing": Fault(401, "Unauthorized"),
    "404-passing": Fault(404, "Not Found"),
    "409-passing": Fault(409, "Conflict"),
    "malformed-json": Fault(200, raw="{not json"),
    "empty-body": Fault(200, raw=""),
    "dropped": Fault(drop=True),
    "slow": Fault(502, delay=1.0),
}
LOST = {"answer-lost": Fault(drop=True, after=True), "answer-lost-500": Fault(500, after=True)}


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> None:
    """Run the bot for the tests of this module."""
    start(api)


def answers(api: BotApi, person: int) -> list[str]:
    """Return what answers a question, without what only says that the bot searches."""
    return [m.text for m in api.shown(person) if "⏳" not in m.text]


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "sendChatAction", "getUpdates"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault_costs_nothing_but_time(api: BotApi, method: str, fault: str) -> None:
    """Whatever call fails, the question is answered once."""
    person = next(_persons)
    api.fail(method, FAULTS[fault])
    api.write(DEAD, person)
    api.wait_for(lambda: answers(api, person), 20)
    api.wait_for(lambda: not api.faults[method], 40)
    time.sleep(0.1)
    (answer,) = answers(api, person)
    assert "14 personnes" in answer


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
@pytest.mark.parametrize("fault", LOST)
def test_a_call_that_was_done_but_not_confirmed_is_no_second_answer(
    api: BotApi, method: str, fault: str
) -> None:
    """Telegram did it and its answer was lost: the same again shows one answer."""
    person = next(_persons)
    api.fail(method, LOST[fault])
    api.write(DEAD, person)
    api.wait_for(lambda: answers(api, person), 20)
    time.sleep(1)
    assert len(answers(api, person)) == 1


def test_refused_marks_are_shown_plain(api: BotApi) -> None:
    """Where Telegram does not read the marks, the text goes out without them."""
    person = next(_persons)
    api.fail("editMessageText", Fault(400, "Bad Request: can't parse entities: unsupported start tag"))
    api.write(DEAD, person)
    api.wait_for(lambda: answers(api, person), 20)
    assert "14 personnes" in answers(api, person)[0]
    assert not api.shown(person)[-1].entities


def test_a_deleted_message_is_replaced(api: BotApi) -> None:
    """Where the message to write to is gone, the answer comes in one of its own."""
    person = next(_persons)
    api.fail("editMessageText", Fault(400, "Bad Request: message to edit not found"))
    api.write(DEAD, person)
    api.wait_for(lambda: answers(api, person), 20)
    assert len(answers(api, person)) == 1


def test_whoever_has_blocked_the_bot_keeps_nobody_waiting(api: BotApi) -> None:
    """A chat that refuses everything is given up; others are answered."""
    gone, person = next(_persons), next(_persons)
    api.closed.add(gone)
    api.write(DEAD, gone)
    api.write(DEAD, person)
    api.wait_for(lambda: answers(api, person), 20)
    assert not api.shown(gone)


def test_a_chat_that_must_wait_holds_up_no_other(api: BotApi) -> None:
    """One chat is told to wait for three seconds; another one is answered at once."""
    api.fail("sendMessage", Fault(429, "Too Many Requests: retry after 3", {"retry_after": 3}))
    slow, quick = next(_persons), next(_persons)
    began = time.monotonic()
    api.write(DEAD, slow)
    api.wait_for(lambda: not api.faults["sendMessage"])
    api.write(DEAD, quick)
    api.wait_for(lambda: answers(api, quick), 20)
    assert time.monotonic() - began < 3
    api.wait_for(lambda: answers(api, slow), 20)
    assert time.monotonic() - began >= 3


def test_a_group_that_becomes_a_supergroup_is_answered_there(api: BotApi) -> None:
    """Telegram refuses the old id and gives the new one, to which the answer goes."""
    api.fail(
        "sendMessage", Fault(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -100200})
    )
    api.write("/articles", next(_persons), chat={"id": GROUP, "type": "group"})
    api.wait_for(lambda: api.shown(-100200), 20)
    assert not api.shown(GROUP)


def test_what_fails_is_told_with_an_id_and_no_trace(api: BotApi, home: Path) -> None:
    """While the ledger cannot be read, a reference is shown and nothing of ours; then the bot goes on."""
    person = next(_persons)
    (home / "archive.db").rename(home / "archive.away")
    api.write("/dit Ingrid Halvaune", person)
    api.wait_for(lambda: answers(api, person))
    (home / "archive.away").rename(home / "archive.db")
    (told,) = answers(api, person)
    assert re.search(r"référence [0-9a-f]{8}", told)
    assert "archive" not in told
    assert str(home) not in told
    api.write("/dit Ingrid Halvaune", person)
    api.wait_for(lambda: len(answers(api, person)) == 2)
    assert "déclarations" in answers(api, person)[1]


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"message": {}},
        {"message": {"message_id": 1, "chat": {"id": 100}}},
        {"message": None},
        {"callback_query": {"id": "1", "from": {"id": 100}}},
        {"callback_query": {"id": "1"}},
        {"new_kind_of_update": {"x": 1}},
        {
            "message": {
                "message_id": 1,
                "chat": {"id": 100, "type": "private"},
                "text": "\ud800",
                "from": {"id": 100},
            }
        },
    ],
    ids=repr,
)
def test_an_update_that_nobody_understands_stops_nothing(api: BotApi, content: dict[str, object]) -> None:
    """What lacks its parts is passed over; the next question is answered."""
    person = next(_persons)
    api.update(content)
    api.write(DEAD, person)
    api.wait_for(lambda: answers(api, person), 20)
