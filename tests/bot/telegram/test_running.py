"""What settings change: a model that writes, a webhook, a log that tells all but secrets."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request

import pytest

from tests.bot.telegram.conftest import Start
from tests.loopback import ChatServer, Reply
from tests.telegram_api import BotApi

DEAD = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"


def wait_for_answer(api: BotApi, person: int, seconds: float = 60) -> str:
    """Return the first answer in a chat."""
    return api.wait_for(
        lambda: next((m.text for m in api.shown(person) if "⏳" not in m.text and m.buttons), ""), seconds
    )


def test_what_a_model_writes_is_shown_as_it_grows(api: BotApi, start: Start) -> None:
    """The message is edited while the model writes, at most once a second, and ends as the proved answer."""
    written = (
        "L'amiral Osric Deval est le commandant de la force d'escorte [$1]. "
        "Osric Deval a nié avoir reçu un ordre de retrait [$1]. "
        "Cyprien Lauzac n'a pas exclu une trêve [$1]."
    )
    with ChatServer(Reply(written, pause=0.1, size=5)) as model:
        endpoint = model.endpoint()
        bot = start(api, LLM_BASE_URL=endpoint.url, LLM_MODEL=endpoint.model)
        began = time.monotonic()
        api.write("Qui est Osric Deval ?", 100)
        wait_for_answer(api, 100)
        spent = time.monotonic() - began
    (answer,) = api.shown(100)
    assert "[1]" in answer.text
    edits = [g for m, g in api.calls if m == "editMessageText" and g["chat_id"] == "100"]
    assert len(edits) == len(answer.past)
    assert 2 <= len(edits) <= spent + 1
    bot.kill()
    bot.wait()


def test_no_model_is_asked_for_a_stranger(api: BotApi, start: Start) -> None:
    """Whoever is refused costs nothing."""
    with ChatServer(Reply("Oui [$1].")) as model:
        endpoint = model.endpoint()
        bot = start(api, LLM_BASE_URL=endpoint.url, LLM_MODEL=endpoint.model)
        api.write("Qui est Osric Deval ?", 666)
        api.wait_for(lambda: api.shown(666), 60)
        assert "réservé" in api.shown(666)[0].text
        assert not model.requests
    bot.kill()
    bot.wait()


def posted(port: int, path: str, update: object, secret: str | None) -> int:
    """Post an update as Telegram does, and return the status."""
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", json.dumps(update).encode(), headers, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_webhook_takes_updates_with_the_secret_only(api: BotApi, start: Start) -> None:
    """Telegram is told address and secret; what comes without it is refused, the same twice is one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot = start(
        api,
        TELEGRAM_WEBHOOK_URL="https://bot.example/hier",
        TELEGRAM_WEBHOOK_SECRET="geheim-42",
        TELEGRAM_WEBHOOK_PORT=str(port),
    )
    api.wait_for(lambda: api.webhook, 60)
    assert (api.webhook["url"], api.webhook["secret_token"]) == ("https://bot.example/hier", "geheim-42")
    person = {"id": 101, "is_bot": False, "first_name": "P"}
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 101, "type": "private"},
        "from": person,
        "text": DEAD,
    }
    update = {"update_id": 900_000, "message": message}
    assert posted(port, "/hier", update, None) == 403
    assert posted(port, "/hier", update, "geheim-41") == 403
    assert posted(port, "/ailleurs", update, "geheim-42") == 404
    assert posted(port, "/hier", [1], "geheim-42") == 400
    assert not api.shown(101)
    assert [posted(port, "/hier", update, "geheim-42") for _ in range(2)] == [200, 200]
    assert "14 personnes" in wait_for_answer(api, 101)
    time.sleep(0.5)
    assert len(api.shown(101)) == 1
    bot.terminate()
    assert bot.wait(timeout=15) == 0
    api.webhook = {}


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_the_log_holds_no_token_and_no_words_of_people(api: BotApi, start: Start, level: str) -> None:
    """At DEBUG every call is logged, never the token; at INFO no text of anybody is."""
    from tests.telegram_api import Fault

    person = 102 if level == "DEBUG" else 103
    api.fail("sendMessage", Fault(401, f"Unauthorized: {api.token}"), Fault(500, f"no {api.token}"))
    bot = start(api, LOG_LEVEL=level)
    api.write(DEAD, person)
    wait_for_answer(api, person)
    bot.terminate()
    _, log = bot.communicate(timeout=20)
    assert "18 articles" in log
    assert api.token not in log
    assert api.token.partition(":")[2] not in log
    if level == "INFO":
        assert "Sarvoise" not in log
        assert "telegram.Bot" not in log
