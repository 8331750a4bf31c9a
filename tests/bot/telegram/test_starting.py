"""Starting and stopping: what is wrong is said in one line, and one bot runs on one token."""

from __future__ import annotations

import signal
import time

import pytest

from tests.bot.telegram.conftest import Start
from tests.telegram_api import BotApi


@pytest.mark.parametrize(
    ("settings", "status", "line"),
    [
        pytest.param({"TELEGRAM_TOKEN": ""}, 2, "TELEGRAM_TOKEN n’est pas réglé", id="no-token"),
        pytest.param({"TELEGRAM_TOKEN": "123456789:" + "B" * 35}, 1, "refuse ce jeton", id="wrong-token"),
        pytest.param({"TELEGRAM_API_URL": "http://127.0.0.1:9"}, 1, "injoignable", id="no-network"),
        pytest.param({"TELEGRAM_ALLOWED": "7,moi"}, 2, "«\u00a0moi\u00a0»", id="no-id"),
        pytest.param(
            {"TELEGRAM_WEBHOOK_URL": "https://bot.example/"}, 2, "TELEGRAM_WEBHOOK_SECRET", id="no-secret"
        ),
    ],
)
def test_what_keeps_the_bot_from_starting_is_one_line(
    api: BotApi, start: Start, settings: dict[str, str], status: int, line: str
) -> None:
    """One line says what to do, without the token, and the exit status says whose fault it is."""
    bot = start(api, whole=True, **settings)
    _, errors = bot.communicate(timeout=60)
    assert bot.returncode == status
    assert line in errors
    assert len(errors.splitlines()) == 1
    assert "BBBBB" not in errors


def test_the_whole_command_answers_and_stops_in_time(api: BotApi, start: Start) -> None:
    """`verbatim telegram` says what it is, answers, and ends within ten seconds of SIGTERM."""
    bot = start(api, whole=True)
    api.write("Qui est Osric Deval ?", 100)
    api.wait_for(lambda: any("Deval" in m.text for m in api.shown(100)), 60)
    asked = time.monotonic()
    bot.send_signal(signal.SIGTERM)
    _, errors = bot.communicate(timeout=20)
    assert time.monotonic() - asked < 10
    assert bot.returncode == 0
    assert "18 articles" in errors
    assert "Deval" not in errors


def test_a_second_bot_on_one_home_stops(api: BotApi, start: Start) -> None:
    """The lock of the home keeps a second process out, which says why."""
    first = start(api)
    calls = len(api.calls)
    api.wait_for(lambda: any(m == "getUpdates" for m, _ in api.calls[calls:]), 30)
    second = start(api)
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "Un autre bot" in errors
    assert first.poll() is None
    first.terminate()
    first.wait()


def test_a_second_bot_on_one_token_stops_and_the_first_goes_on(
    api: BotApi, start: Start, filled: object, tmp_path: object
) -> None:
    """On another machine no lock helps: the one that came last gives up after some conflicts."""
    import shutil

    other = shutil.copytree(str(filled), f"{tmp_path}/other")
    first = start(api, BOT_YOUNG="1")
    api.write("/aide", 101)
    api.wait_for(lambda: api.shown(101), 30)
    time.sleep(1)  # until the first is no longer young
    second = start(api, VERBATIM_HOME=str(other))
    _, errors = second.communicate(timeout=90)
    assert second.returncode == 1
    assert "Un autre bot" in errors
    before = len(api.shown(101))
    api.write("/aide", 101)
    api.wait_for(lambda: len(api.shown(101)) > before, 30)
    assert first.poll() is None
