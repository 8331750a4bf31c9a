"""`/etat`, for administrators: which version runs, over how many articles, with which model and how."""

from __future__ import annotations

import asyncio
from importlib.metadata import version

from bot.telegram import journal
from bot.telegram.features.feature import Feature
from bot.telegram.office import Office
from bot.telegram.talk import Talk
from prompts import message


async def state(office: Office) -> dict[str, object]:
    """Return what runs: version, articles, model ("" for none), mode, updates waiting."""
    scanned = await asyncio.to_thread(office.desk.archive.scanned)
    model = office.settings.news.llm
    return {
        "version": version("verbatim"),
        "articles": scanned.articles,
        "statements": await office.ledger(lambda ledger: ledger.count()),
        "model": model.model if model else "",
        "mode": "webhook" if office.settings.telegram.webhook_url else "polling",
        "waiting": len(await office.store.run(journal.waiting)),
    }


async def _state(talk: Talk) -> None:
    found, language = await state(talk.office), talk.language
    model = found["model"] or message("telegram.no_model", language)
    mode = message(f"telegram.by_{found['mode']}", language)
    await talk.say("telegram.state", **{**found, "model": model, "mode": mode})


STATE = Feature(commands=("etat", "status"), about="telegram.about_state", run=_state, admin=True)
