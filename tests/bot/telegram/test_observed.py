"""A running bot watched from outside: its metrics scraped, its log read by a machine."""

from __future__ import annotations

import json
import re
import socket
import time
import urllib.request

from tests.bot.telegram.conftest import Start
from tests.telegram_api import BotApi

DEAD = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"
UNKNOWN = "Quelle est la vitesse de la lumière dans le verre ?"
STRANGER = 666


def series(port: int) -> dict[str, float]:
    """Return what the bot serves to Prometheus."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as reply:
        text = reply.read().decode()
    return {name: float(value) for name, value in re.findall(r"^(verbatim_\S+) (\S+)$", text, re.MULTILINE)}


def test_a_bot_shows_what_it_does_and_not_for_whom(api: BotApi, start: Start) -> None:
    """Questions by outcome, stages, sizes and updates are served and logged; no text of anybody is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot = start(api, METRICS_PORT=str(port), LOG_FORMAT="json")
    for person, text in (
        (110, DEAD),
        (111, UNKNOWN),
        (STRANGER, DEAD),
        (112, "/verif Osric Deval a dit oui"),
    ):
        api.write(text, person)
        api.wait_for(lambda person=person: [m for m in api.shown(person) if "⏳" not in m.text], 60)
    total = 'verbatim_questions_total{kind="%s",outcome="%s"}'
    expected = [
        total % one for one in (("question", "answered"), ("question", "abstained"), ("question", "refused"))
    ]
    found = api.wait_for(lambda: (now := series(port)) and all(e in now for e in expected) and now, 20)
    assert [found[e] for e in expected] == [1, 1, 1]
    assert (
        sum(v for name, v in found.items() if name.startswith('verbatim_questions_total{kind="claim"')) == 1
    )
    assert found["verbatim_articles"] == 18
    assert abs(found["verbatim_last_poll_timestamp_seconds"] - time.time()) < 60
    assert found["verbatim_statements"] > 100
    assert found['verbatim_stage_seconds_count{stage="retrieve"}'] >= 2
    assert not [n for n in found if str(STRANGER) in n or "Sarvoise" in n or "lumière" in n]

    bot.terminate()
    _, log = bot.communicate(timeout=20)
    lines = [json.loads(line) for line in log.splitlines()]
    updates = [line for line in lines if line["message"] == "update"]
    assert sorted(line.get("outcome", "done") for line in updates) == ["done", "done", "done", "refused"]
    assert [line["command"] for line in updates if "command" in line] == ["verif"]
    assert {line["kind"] for line in updates} == {"message"}
    assert "retrieve" in next(line for line in updates if "ask" in line["stages"])["stages"]
    for hidden in ("Sarvoise", "lumière", "Deval", api.token):
        assert hidden not in log
