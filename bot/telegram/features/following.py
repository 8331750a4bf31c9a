"""`/suivre NOM [SUJET]` and `/suivis`: what somebody newly said is told here, at once or once a day."""

from __future__ import annotations

import asyncio

from bot.render import named
from bot.render.telegram import alerts as render
from bot.render.telegram import lists
from bot.render.telegram.lists import Choice
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, messages
from bot.telegram.alerts import follows, telling
from bot.telegram.alerts.follows import Follow
from bot.telegram.features.feature import Feature
from bot.telegram.features.listing import whom
from bot.telegram.talk import Talk
from index.ledger import Ledger
from index.ledger.asked import Asked, Said
from prompts import message


async def _follow(talk: Talk) -> None:
    # Some write the brackets that mean "may be left out".
    text = " ".join(talk.incoming.text.replace("[", " ").replace("]", " ").split())
    if not text:
        await talk.say("alerts.whom")
        return

    def find(ledger: Ledger) -> tuple[str, str | None, Said]:
        name, topic = whom(ledger, text)
        return name, topic, ledger.said(Asked(name, topic, most=1))

    name, topic, found = await talk.office.ledger(find)
    if found.ambiguous or found.nearest:
        await talk.show(lists.said(found, topic, Choice(""), talk.language))
    elif not found.told:
        await talk.say("alerts.unknown", name=name)
    else:
        await _begin(talk, name if found.office else found.speaker, topic or "", office=found.office)


async def _begin(talk: Talk, speaker: str, topic: str, *, office: bool) -> None:
    incoming = talk.incoming
    sequence = await asyncio.to_thread(talk.office.desk.archive.sequence)
    new = Follow(
        id=0,
        place=talk.place,
        person=incoming.person,
        human=incoming.human,
        language=talk.language,
        speaker=speaker,
        topic=topic,
        daily=False,
        since=sequence,
        office=office,
    )
    kept = await talk.office.store.run(follows.begin, new)
    if kept is None:
        await talk.say("alerts.too_many", most=follows.MOST)
        return
    key = "alerts.begun_topic" if topic else "alerts.begun"
    values = {"speaker": named.within(speaker, (incoming.text,), talk.language)} | (
        {"topic": topic} if topic else {}
    )
    buttons = [
        Button(message("alerts.make_daily", talk.language), f"u:{kept.id}:day"),
        Button(message("alerts.end", talk.language), f"u:{kept.id}:end"),
    ]
    await talk.show(messages([Run(message(key, talk.language, **values))], [buttons]))


async def _follows(talk: Talk) -> None:
    await talk.show(await _list(talk))


async def _pressed(talk: Talk) -> None:
    """End a follow, or have it told daily or at once; below an alert, the alert stays as it is."""
    given, what = talk.pressed(2)
    known = await talk.office.store.run(follows.one, int(given), talk.place) if given.isdecimal() else None
    if known is None:
        await talk.acknowledge("alerts.over")
    elif what in ("end", "stop"):
        await talk.office.store.run(follows.end, known.id)
        await talk.acknowledge("alerts.ended", speaker=known.speaker[:100])
    elif what in ("day", "now"):
        await talk.office.store.run(follows.set_daily, known.id, what == "day")
        await talk.acknowledge("alerts.daily" if what == "day" else "alerts.at_once")
    else:
        await talk.acknowledge("telegram.too_old")
    if what in ("end", "day", "now"):
        await talk.turn_to(await _list(talk))


async def _list(talk: Talk) -> list[Message]:
    found = await talk.office.store.run(follows.of_place, talk.place)
    return render.follows([(f.id, f.speaker, f.topic, f.daily) for f in found], talk.language)


FOLLOWING = Feature(
    commands=("suivre", "follow"), about="alerts.about_follow", run=_follow, background=telling.tell
)
FOLLOWS = Feature(
    commands=("suivis", "following"), about="alerts.about_follows", run=_follows, prefix="u", pressed=_pressed
)
