"""Administrators take articles in and out: documents, links, forwarded posts, and what was read of them."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import composition
from bot.settings import Settings
from index import settings as news
from index.news import Article
from tests.bot.telegram.conftest import ADMIN, ALLOWED, Start
from tests.bot.telegram.test_conversation import pressed, said, settled
from tests.index.reading import making
from tests.telegram_api import BotApi, Shown
from tests.website import Page, WebSite

LARGE = b"x" * ((20 << 20) + 1)
_numbers = itertools.count(1)
POST = "« Le viaduc rouvrira lundi », a déclaré Ingrid Halvaune. Les travaux ont duré {} mois à Port-Sarège."


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> None:
    """Run the bot for the tests of this module."""
    start(api)


def text() -> str:
    """Return an article that nobody has sent yet."""
    number = next(_numbers)
    return (
        f"Le viaduc numéro {number} rouvre\n\nPort-Sarège, 3 mai 2025\n\n« Le viaduc {number} rouvrira », a "
        f"déclaré Ingrid Halvaune. Il a été fermé {number} mois pour des travaux de peinture et de voirie."
    )


def sent(api: BotApi, raw: bytes, name: str, person: int = ADMIN, **more: Any) -> Shown:
    """Send a document and return what the bot says of it."""
    before = len(api.shown(person))
    api.send_document(raw, name, person, **more)
    return settled(api, person, before)


def archived(home: Path) -> list[Article]:
    """Return the articles of the archive."""
    with composition.archive(Settings(news.Settings(home=home), "fr")) as archive:
        return archive.summaries()


@pytest.mark.parametrize(
    "name", ["article.txt", "ARTICLE.TXT", "note.md", "page.html", "tract.PDF", "lettre.eml", "lot.zip"]
)
def test_a_document_is_taken_in_and_what_was_read_is_told(api: BotApi, name: str, home: Path) -> None:
    """Title, date, passages, speakers and id come back; the words are in the ledger at once."""
    before = len(archived(home))
    written = text()
    title, _, rest = written.partition("\n")
    page = f"<html><body><article><h1>{title}</h1><p>{rest}</p></article></body></html>"
    made: dict[str, Callable[[], bytes]] = {
        "html": page.encode,
        "pdf": lambda: making.pdf([written.split("\n")]),
        "eml": lambda: making.mail(rest, Subject=title, Date="Sat, 03 May 2025 08:00:00 +0200"),
        "zip": lambda: making.packed({"../../article.txt": written}),
    }
    raw = made.get(name.lower().rpartition(".")[2], written.encode)()
    told = sent(api, raw, name).text.replace("\xa0", " ")
    assert "Articles ajoutés : 1" in told
    assert "Passages : 1" in told
    assert "Ingrid Halvaune (1)" in told
    assert "Le viaduc" in told
    assert len(archived(home)) == before + 1
    assert "déjà là : 1" in sent(api, raw, name).text.replace("\xa0", " ")


def test_json_lines_are_many_articles(api: BotApi) -> None:
    """A line is an article, and a line that is none is reported with its reason."""
    lines = [json.dumps({"text": text(), "title": f"Titre {n}", "published": "2025-05-03"}) for n in range(3)]
    told = sent(api, "\n".join([*lines, "{"]).encode(), "lot.jsonl").text.replace("\xa0", " ")
    assert "Articles ajoutés : 3" in told
    assert "refusés : 1" in told
    assert "3 mai 2025" in told
    assert "⚠️" in told


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "/etc/cron.d/x.md", "a\x00b.txt", "C:\\x\\..\\y.txt", "é" * 300 + ".txt",
     "~root.txt"],
)  # fmt: skip
def test_a_name_is_no_path(api: BotApi, name: str, home: Path) -> None:
    """Whatever a file is called, it is read where we put it, and its name stands nowhere."""
    before = {a.id for a in archived(home)}
    assert "Articles ajoutés\xa0: 1" in sent(api, text().encode(), name).text
    (added,) = [a for a in archived(home) if a.id not in before]
    assert re.fullmatch(r"telegram:ufile\d+", added.source)


@pytest.mark.parametrize(
    ("name", "raw", "more", "expected"),
    [
        pytest.param("virus.exe", b"x", {}, ".jsonl", id="form"),
        pytest.param("", b"x", {}, ".jsonl", id="no-name"),
        pytest.param("a.txt", b"x", {"document": {"file_size": 1 << 30}}, "20\xa0Mo", id="size"),
        pytest.param("a.txt", LARGE, {"document": {"file_size": 9}}, "20\xa0Mo", id="size-lied"),
        pytest.param("a.txt", b"", {"document": {"file_id": "gone"}}, "de nouveau", id="gone"),
        pytest.param("a.txt", bytes(range(256)) * 9, {}, "binaire", id="no-text"),
        pytest.param("a.txt", b"   ", {}, "⚠️", id="empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(
    api: BotApi, name: str, raw: bytes, more: dict[str, Any], expected: str
) -> None:
    """Form, size and content are refused with a reason, and nothing enters."""
    told = sent(api, raw, name, **more).text
    assert expected in told
    assert "Passages" not in told


def test_only_administrators_add_and_remove(api: BotApi, home: Path) -> None:
    """A guest's document, command and press change nothing; a guest's link is a question."""
    guest, before = ALLOWED[80], archived(home)
    assert "réservée" in sent(api, text().encode(), "a.txt", guest).text
    assert "réservée" in said(api, guest, f"/retirer {before[0].id}").text
    sure = said(api, ADMIN, f"/retirer {before[0].id}")
    data = next(b["callback_data"] for b in sure.buttons if "🗑" in b["text"])
    press = api.press(sure, data, guest)
    assert "réservée" in api.wait_for(lambda: api.acknowledged.get(press))
    assert len(archived(home)) == len(before)


def test_the_page_behind_a_link_is_taken_in_and_what_was_read_is_told(api: BotApi, home: Path) -> None:
    """An administrator's link is fetched; a guest's is a question, and nobody is asked for it."""
    title, _, rest = text().partition("\n")
    date = '<meta property="article:published_time" content="2025-05-03">'
    page = Page(f"<head>{date}</head><article><h1>{title}</h1><p>{rest}</p></article>")
    feed = Page("<rss version='2.0'><channel><item><link>/page</link></item></channel></rss>", "text/xml")
    with WebSite({"/page": page, "/feed": feed}) as site:
        said(api, ALLOWED[81], site.url("/page"))
        assert site.asked == []
        told = said(api, ADMIN, site.url("/page")).text.replace("\xa0", " ")
        assert "Articles ajoutés : 1" in told
        assert title in told
        assert "3 mai 2025" in told
        assert "Ingrid Halvaune (1)" in told
        (added,) = [a for a in archived(home) if a.source == site.url("/page")]
        assert added.url == site.url("/page")
        assert "déjà là : 1" in said(api, ADMIN, site.url("/feed")).text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("link", "reason"),
    [("http://10.0.0.1/article", "réseau privé"), ("http://127.0.0.1:9/a", "ne répond pas")],
)
def test_a_link_that_cannot_be_read_is_told_with_its_reason(api: BotApi, link: str, reason: str) -> None:
    """Nothing enters, and the administrator knows why."""
    told = said(api, ADMIN, link).text
    assert "refusés\xa0: 1" in told
    assert reason in told


def test_a_forwarded_post_is_checked_and_added_by_a_button(api: BotApi, home: Path) -> None:
    """The article has the channel as its outlet, the post's date, and a link to the post."""
    chat = {"id": -100777, "type": "channel", "title": "Canal du Viaduc", "username": "canal_viaduc"}
    origin = {"type": "channel", "date": 1746230400, "chat": chat, "message_id": 12}
    shown = said(api, ADMIN, POST.format(next(_numbers)), forward_origin=origin)
    assert "Ingrid Halvaune" in shown.text
    told = pressed(api, shown, "➕", ADMIN).text
    assert "Canal du Viaduc" in told
    assert "3 mai 2025" in told
    (added,) = [a for a in archived(home) if a.outlet == "Canal du Viaduc"]
    assert added.url == "https://t.me/canal_viaduc/12"
    assert added.source == "telegram:-100777/12"
    assert "➕" not in str(said(api, ALLOWED[81], POST.format(3), forward_origin=origin).buttons)


def test_an_article_leaves_when_that_is_confirmed(api: BotApi, home: Path) -> None:
    """/retirer shows which; a button keeps it, the other takes it out; an unknown id is said."""
    sent(api, text().encode(), "a.txt")
    added = next(a for a in archived(home) if a.source.startswith("telegram:u"))
    assert "Aucun article" in said(api, ADMIN, "/retirer nulle-part").text
    assert "Quel article" in said(api, ADMIN, "/remove").text
    for label, word in (("Garder", "gardé"), ("🗑", "retiré")):
        sure = said(api, ADMIN, f"/retirer {added.id}")
        api.press(sure, next(b["callback_data"] for b in sure.buttons if label in b["text"]), ADMIN)
        api.wait_for(lambda s=sure, w=word: w in s.text)  # type: ignore[misc]
    assert added.id not in {a.id for a in archived(home)}
