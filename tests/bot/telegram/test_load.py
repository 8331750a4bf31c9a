"""Many chats at once: all are answered, and nothing holds the loop up while they are."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.chats import Crowd
from tests.bot.telegram.conftest import ALLOWED, ROOT, Start

CHATS, EACH = 30, 4
LONGEST = 0.05  # seconds


def test_many_chats_are_answered_and_the_loop_goes_on(start: Start, tmp_path: Path) -> None:
    """Each question gets its answer; of the looks at the loop hardly one finds it held up, and none long."""
    sample = json.loads((ROOT / "tests/sample/questions.json").read_text(encoding="utf-8"))
    with Crowd([q["question"] for q in sample["questions"]]) as api:
        bot = start(api, BOT_LAGS=str(tmp_path / "lags.json"))
        api.ask(range(ALLOWED[0], ALLOWED[0] + CHATS), EACH)
        assert len(api.waited) == CHATS * EACH
        assert [len(api.shown(person)) for person in ALLOWED[:CHATS]] == [EACH] * CHATS
        bot.terminate()
        assert bot.wait(20) == 0
    lags = json.loads((tmp_path / "lags.json").read_text())
    late = [lag for lag in lags if lag > LONGEST]
    assert len(late) <= len(lags) / 100, sorted(late)
    assert max(lags) < 5 * LONGEST
