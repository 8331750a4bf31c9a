"""Killed at any moment, the bot goes on at the next start: no question lost, none answered twice."""

from __future__ import annotations

import random
import time
from collections import Counter

from tests.bot.telegram.conftest import Start
from tests.telegram_api import BotApi

KILLS = 20
QUESTIONS = [
    "Combien de morts la crue de la Sarvoise a-t-elle faits ?",
    "Qu'a dit Ingrid Halvaune ?",
    "Qui est Osric Deval ?",
    "Qui est Mathilde Kerval ?",
]


def test_no_question_is_lost_and_none_answered_twice(api: BotApi, start: Start) -> None:
    """Over twenty kills under load each question gets one answer, shown in one message."""
    chance = random.Random(20)
    asked: dict[int, int] = {}
    bot = start(api)
    for _ in range(KILLS):
        api.wait_for(lambda: any(m == "getUpdates" for m, _ in api.calls), 60)
        for _ in range(6):  # lives overlap: much of it waits for the next one
            person = chance.randrange(100, 112)
            asked[api.write(chance.choice(QUESTIONS), person)] = person
            time.sleep(chance.random() * 0.02)
        time.sleep(chance.random() * 0.25)
        bot.kill()
        bot.wait()
        with api.changed:
            api.calls.clear()
        bot = start(api)
    expected = Counter(asked.values())

    def answers() -> Counter[int]:
        return Counter(p for p in expected for m in api.shown(p) if "⏳" not in m.text)

    # What the kills have left undone takes its time.
    api.wait_for(lambda: answers().total() >= len(asked), 60 + 0.2 * len(asked))
    time.sleep(0.5)
    assert answers() == expected
    assert not any("erreur" in m.text for m in api.messages.values())
    assert api.waiting() <= 1
