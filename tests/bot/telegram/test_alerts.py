"""Alerts: what is newly printed of whom somebody follows is told once, in one message, to who may ask."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import composition
from bot.settings import Settings
from bot.telegram.alerts import telling
from bot.telegram.store import FILE
from index import ingest, reading
from index import settings as news
from tests.bot.telegram.conftest import ALLOWED, GROUP, Start
from tests.bot.telegram.test_conversation import said
from tests.telegram_api import NAME, BotApi, Fault

Print = Callable[..., None]
_persons = itertools.count(150)
_articles = itertools.count(1)
BEGINNING = "Le conseil de la Ligue a siégé jeudi à Port-Sarège."


@pytest.fixture
def person() -> int:
    """Return somebody nobody has spoken for yet."""
    return next(_persons)


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> None:
    """Run the bot for the tests of this module."""
    start(api)


@pytest.fixture(scope="module")
def take_in(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Print:
    """Give a function that takes articles in as another process does."""
    return _printer(home, tmp_path_factory.mktemp("new"))


def _printer(home: Path, folder: Path) -> Print:
    settings = Settings(news.Settings(home=home), "fr")

    def take_in(*texts: str) -> None:
        source = folder / f"{next(_articles)}.jsonl"
        lines = [
            {"id": f"new-{next(_articles)}", "text": f"{BEGINNING} {text}", "published": "2025-06-01"}
            for text in texts
        ]
        source.write_text("\n".join(map(json.dumps, lines)))
        with composition.desk(settings, lasting=False) as desk:
            report = ingest.add(desk.archive, reading.read(str(source)), desk.embedder)
        assert report.added == len(texts)

    return take_in


def alerts(api: BotApi, chat: int) -> list[str]:
    """Return the alerts that a chat shows, whole ones."""
    return [m.text for m in api.shown(chat) if m.text.startswith("🔔") and "\n" in m.text]


def told(api: BotApi, chat: int, words: str, seconds: float = 20) -> str:
    """Return the first alert that holds some words, once it is there."""
    return api.wait_for(lambda: next((a for a in alerts(api, chat) if words in a), ""), seconds)


def quiet(home: Path) -> None:
    """Return when the bot has read all that was taken in and has nothing on its way."""
    until = time.monotonic() + 20
    while True:
        with sqlite3.connect(home / FILE) as store, sqlite3.connect(home / "archive.db") as archive:
            last = archive.execute("SELECT max(sequence) FROM changes").fetchone()[0]
            mark = store.execute("SELECT max(sequence) FROM marks").fetchone()[0]
            left = store.execute("SELECT count(*) FROM news WHERE due = 0").fetchone()[0]
            left += store.execute("SELECT count(*) FROM alerts").fetchone()[0]
        if mark == last and not left:
            return
        assert time.monotonic() < until
        time.sleep(0.1)


def test_new_statements_on_the_topic_come_in_one_message(
    api: BotApi, person: int, take_in: Print, home: Path
) -> None:
    """Two articles are one message with what is on the topic, its sources and a button to end it."""
    assert "Ingrid Halvaune" in said(api, person, "/suivre Ingrid Halvaune moulins").text
    take_in(
        "« Les moulins tourneront en été », a déclaré Ingrid Halvaune à propos des moulins.",
        "« Aucun de nos moulins ne fermera », a promis Ingrid Halvaune. Le port dort.",
        "« Le chocolat est trop cher », a déclaré Ingrid Halvaune au marché.",
    )
    text = told(api, person, "moulins tourneront")
    assert "Aucun de nos moulins ne fermera" in text
    assert "chocolat" not in text
    assert text.startswith("🔔 Nouvelles déclarations (2)")
    quiet(home)
    assert len(alerts(api, person)) == 1


def test_what_was_printed_before_is_not_new(api: BotApi, person: int, take_in: Print, home: Path) -> None:
    """Neither old statements nor old words that another article prints again are told."""
    take_in("« La tour penche de deux mètres », a déclaré Ingrid Halvaune.")
    said(api, person, "/suivre Ingrid Halvaune")
    take_in("« La tour penche de deux mètres », a déclaré Ingrid Halvaune, selon un témoin de la scène.")
    take_in("« La tour ne tombera jamais sur le port », a assuré Ingrid Halvaune.")
    told(api, person, "ne tombera jamais")
    quiet(home)
    assert not [a for a in alerts(api, person) if "deux mètres" in a]


def test_no_statement_is_told_twice_in_one_chat(api: BotApi, person: int, take_in: Print, home: Path) -> None:
    """Who follows somebody, and the same on a topic, is told of each statement once."""
    said(api, person, "/suivre Ingrid Halvaune")
    said(api, person, "/suivre Ingrid Halvaune, ruches")
    take_in("« Les ruches du palais donnent du miel », a déclaré Ingrid Halvaune sur les ruches.")
    told(api, person, "ruches du palais")
    quiet(home)
    assert sum(a.count("Les ruches du palais") for a in alerts(api, person)) == 1


def test_what_is_followed_is_listed_and_ended_by_buttons(
    api: BotApi, person: int, take_in: Print, home: Path
) -> None:
    """/suivis names each with a button; what is ended is told no more, and others' lists are their own."""
    said(api, person, "/suivre Ingrid Halvaune, phares")
    shown = said(api, person, "/suivis")
    assert "Ingrid Halvaune — phares" in shown.text
    assert "ne suivez personne" in said(api, next(_persons), "/following").text
    data = next(b["callback_data"] for b in shown.buttons if "❌" in b["text"])
    api.press(shown, data, person)
    api.wait_for(lambda: "ne suivez personne" in shown.text)
    take_in("« Nos phares seront repeints », a déclaré Ingrid Halvaune au sujet des phares.")
    quiet(home)
    assert not alerts(api, person)


def test_a_daily_follow_waits_for_its_hour(api: BotApi, person: int, take_in: Print, home: Path) -> None:
    """Nothing is told at once; what has gathered comes in one message when the time has come."""
    shown = said(api, person, "/suivre Ingrid Halvaune, tramways")
    data = next(b["callback_data"] for b in shown.buttons if "par jour" in b["text"])
    press = api.press(shown, data, person)
    assert "par jour" in api.wait_for(lambda: api.acknowledged.get(press))
    take_in("« Les tramways rouleront la nuit », a déclaré Ingrid Halvaune sur les tramways.")
    quiet(home)
    take_in("« Trois tramways manquent encore », a déclaré Ingrid Halvaune.")
    quiet(home)
    time.sleep(2.5)
    assert not alerts(api, person)
    with sqlite3.connect(home / FILE) as store:
        (due,) = store.execute("SELECT DISTINCT due FROM news").fetchall()
        assert due[0] > time.time()
        store.execute("UPDATE news SET due = 1")
    text = told(api, person, "rouleront la nuit")
    assert "Trois tramways" in text


def test_a_topic_of_a_group_is_told_there(api: BotApi, person: int, take_in: Print) -> None:
    """A follow belongs to the chat and the topic in which it was asked for."""
    chat = {"id": GROUP, "type": "supergroup", "is_forum": True}
    topic = {"message_thread_id": 77, "is_topic_message": True}
    said(api, person, f"/suivre@{NAME} Ingrid Halvaune, volcans", chat=chat, **topic)
    take_in("« Les volcans dorment encore », a déclaré Ingrid Halvaune au sujet des volcans.")
    told(api, GROUP, "volcans dorment")
    assert [m.thread for m in api.shown(GROUP) if "volcans dorment" in m.text] == [77]


def test_telegram_may_ask_to_wait(api: BotApi, person: int, take_in: Print, home: Path) -> None:
    """After 429 and a lost answer the alert is shown once."""
    said(api, person, "/suivre Ingrid Halvaune, hérons")
    api.fail("sendMessage", Fault(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
    api.fail("editMessageText", Fault(502, "Bad Gateway", after=True))
    take_in("« Les hérons reviennent », a déclaré Ingrid Halvaune à propos des hérons.")
    told(api, person, "hérons reviennent")
    quiet(home)
    assert len(alerts(api, person)) == 1


def test_whoever_blocks_the_bot_follows_no_more(api: BotApi, person: int, take_in: Print, home: Path) -> None:
    """403 ends all follows of a chat; back again, nothing is told until asked for anew."""
    said(api, person, "/suivre Ingrid Halvaune, loutres")
    api.closed.add(person)
    take_in("« Les loutres sont là », a déclaré Ingrid Halvaune à propos des loutres.")
    quiet(home)
    api.closed.discard(person)
    assert "ne suivez personne" in said(api, person, "/suivis").text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("/suivre", "Qui dois-je suivre"), ("/suivre Zorglub Le Premier", "Zorglub Le Premier"),
     ("/follow [Ingrid Halvaune] [budget]", "Ingrid Halvaune")],
)  # fmt: skip
def test_what_cannot_be_followed_is_said(api: BotApi, person: int, text: str, expected: str) -> None:
    """Without a name, or with one that nobody has, nothing is followed; brackets do no harm."""
    assert expected in said(api, person, text).text
    assert ("budget" in said(api, person, "/suivis").text) == ("budget" in text)


def test_an_office_is_followed_whoever_holds_it(api: BotApi, person: int, take_in: Print) -> None:
    """Who follows an office is told of what its holder says under a name."""
    said(api, person, "/suivre présidente d'Ostrelle, cerfs")
    take_in("« Les cerfs sont protégés », a déclaré Ingrid Halvaune à propos des cerfs.")
    told(api, person, "cerfs sont protégés")


def test_below_an_alert_a_button_ends_it(api: BotApi, person: int, take_in: Print) -> None:
    """The alert stays as it is, and the follow has ended."""
    said(api, person, "/suivre Ingrid Halvaune, cygnes")
    take_in("« Les cygnes sont blancs », a déclaré Ingrid Halvaune à propos des cygnes.")
    text = told(api, person, "cygnes sont blancs")
    shown = next(m for m in api.shown(person) if m.text == text)
    press = api.press(shown, shown.buttons[0]["callback_data"], person)
    api.wait_for(lambda: press in api.acknowledged)
    assert shown.text == text
    assert "ne suivez personne" in said(api, person, "/suivis").text


def test_the_day_ends_at_eight() -> None:
    """The daily message comes at the next eight o'clock, local time, today or tomorrow."""
    for hour, later in ((7, 1), (8, 24), (23, 9)):
        now = time.mktime((2025, 6, 1, hour, 0, 0, 0, 0, -1))
        assert telling.next_digest(now) - now == later * 3600


def test_kills_lose_no_alert_and_repeat_none(filled: Path, tmp_path: Path, start: Start) -> None:
    """Killed at random moments while articles come in, each statement is told once, to who may ask alone."""
    home = Path(shutil.copytree(filled, tmp_path / "home"))
    take_in = _printer(home, tmp_path)
    person, gone = ALLOWED[0], 4711
    with BotApi() as api:
        both = f"{person},{gone}"
        running = start(api, VERBATIM_HOME=str(home), TELEGRAM_ALLOWED=both)
        for who in (person, gone):
            said(api, who, "/suivre Ingrid Halvaune")
        for number in range(8):
            take_in(f"« Le navire numéro {number} a quitté le port », a déclaré Ingrid Halvaune.")
            time.sleep(random.uniform(0.5, 5))  # when to kill is no secret
            running.send_signal(signal.SIGKILL)
            running.wait()
            running = start(api, VERBATIM_HOME=str(home), TELEGRAM_ALLOWED=str(person))
        for number in range(8):
            told(api, person, f"numéro {number} a quitté", 40)
        quiet(home)
        assert "".join(alerts(api, person)).count("navire numéro") == 8
        later = [a for a in alerts(api, gone) if "numéro 0" not in a]
        assert not later
