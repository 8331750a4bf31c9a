"""👍 and 👎 with a reason, kept for evaluation (`verbatim feedback`)."""

from __future__ import annotations

from bot.render.telegram import answer as render
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Talk


async def _judged(talk: Talk) -> None:
    answer_id, word = talk.pressed(2)
    store, person = talk.office.store, talk.incoming.person
    known = await store.run(memory.answer, answer_id, talk.place.chat)
    if known is None or word not in ("good", "bad", *render.REASONS):
        await talk.acknowledge("telegram.too_old")
        return
    reason = word if word in render.REASONS else None
    await store.run(memory.judge, answer_id, person, good=word == "good", reason=reason)
    await talk.acknowledge("telegram.thanks")
    if word == "bad":
        await talk.show(render.reasons(answer_id, talk.language))


JUDGING = Feature(prefix="f", pressed=_judged)
