"""`/dit NOM [SUJET]`, `/officiels`, `/articles`: lists in pages, turned with buttons."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from bot.render.telegram import lists
from bot.render.telegram.lists import Choice
from bot.render.telegram.message import Message
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Talk
from index.ledger import Ledger
from index.ledger.asked import Asked, Said

_MARKED = re.compile(r"\s*(?:,|;|:|\bsur\b|\babout\b|\bon\b)\s+", re.IGNORECASE)
_WORDS = 12  # of a command that are looked at for a name


async def _said(talk: Talk) -> None:
    text = " ".join(talk.incoming.text.split())
    if not text:
        await talk.say("telegram.said_whom")
        return
    name, topic = await talk.office.ledger(lambda ledger: whom(ledger, text))
    await _show_said(talk, name, topic)


async def _show_said(talk: Talk, name: str, topic: str | None) -> None:
    view = {"speaker": name, "topic": topic}
    view_id = await talk.office.store.run(memory.keep_view, talk.place.chat, view)
    await talk.show(await _page(talk, Choice(view_id), view))


async def _said_turned(talk: Talk) -> None:
    """Show another page, kind or year of a list of statements, in its place."""
    view_id, page, kind, year = talk.pressed(4)
    view = await talk.office.store.run(memory.view, view_id, talk.place.chat)
    if view is None or "speaker" not in view or kind not in lists.KINDS or not year.isdecimal():
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    await talk.turn_to(await _page(talk, Choice(view_id, _number(page), kind, year), view))


async def _all_of(talk: Talk) -> None:
    """Show every statement of somebody who speaks in an answer."""
    answer_id, number = talk.pressed(2)
    kept = await talk.office.store.run(memory.answer, answer_id, talk.place.chat)
    names = list(dict.fromkeys(s["speaker"] for s in kept["statements"] if s["speaker"])) if kept else []
    if not number.isdecimal() or int(number) >= len(names):
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    await _show_said(talk, names[int(number)], None)


async def _page(talk: Talk, choice: Choice, view: memory.Document) -> list[Message]:
    asked = lists.asked(view["speaker"], view["topic"], choice)
    found = await talk.office.ledger(lambda ledger: ledger.said(asked))
    if choice.page and not found.told:  # the archive has fewer now
        return await _page(talk, replace(choice, page=0), view)
    return await asyncio.to_thread(lists.said, found, view["topic"], choice, talk.language)


def whom(ledger: Ledger, text: str) -> tuple[str, str | None]:
    """Return the name and the topic that a command gives: marked ("Halvaune sur la trêve"), else as known.

    Of "Ingrid Halvaune trêve" the longest beginning that names somebody is the name.
    """
    marked = _MARKED.split(text, maxsplit=1)
    if len(marked) == 2 and marked[0] and _known(ledger.said(Asked(marked[0], most=1))):
        return marked[0], marked[1] or None
    parts = text.split()
    for length in range(min(len(parts), _WORDS), 0, -1):
        name = " ".join(parts[:length])
        if _known(ledger.said(Asked(name, most=1))):
            return name, " ".join(parts[length:]) or None
    return text, None


def _known(found: Said) -> bool:
    return bool(found.told or found.ambiguous) and not found.nearest


async def _speakers(talk: Talk) -> None:
    await talk.show(await _speakers_page(talk, 0))


async def _speakers_turned(talk: Talk) -> None:
    await talk.acknowledge()
    await talk.turn_to(await _speakers_page(talk, _number(talk.incoming.data.partition(":")[2])))


async def _speakers_page(talk: Talk, page: int) -> list[Message]:
    found = await talk.office.ledger(lambda ledger: ledger.speakers())
    return lists.speakers([s for s in found if s.statements], page, talk.language)


async def _articles(talk: Talk) -> None:
    await talk.show(await _articles_page(talk, 0))


async def _articles_turned(talk: Talk) -> None:
    await talk.acknowledge()
    await talk.turn_to(await _articles_page(talk, _number(talk.incoming.data.partition(":")[2])))


async def _articles_page(talk: Talk, page: int) -> list[Message]:
    found = await asyncio.to_thread(talk.office.desk.archive.summaries)
    return await asyncio.to_thread(lists.articles, found, page, talk.language)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0


SAID = Feature(
    commands=("dit", "said"), about="telegram.about_said", run=_said, prefix="s", pressed=_said_turned
)
ALL_OF = Feature(prefix="w", pressed=_all_of)
SPEAKERS = Feature(
    commands=("officiels", "officials"),
    about="telegram.about_speakers",
    run=_speakers,
    prefix="o",
    pressed=_speakers_turned,
)
ARTICLES = Feature(
    commands=("articles", "articles"),
    about="telegram.about_articles",
    run=_articles,
    prefix="a",
    pressed=_articles_turned,
)
