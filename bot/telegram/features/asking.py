"""Plain text is a question; an answer has its sources, and buttons to see each passage."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.answers.answer import Answer, Citation
from bot.render import document
from bot.render.telegram import answer as render
from bot.render.telegram.runs import Run, messages
from bot.telegram import memory
from bot.telegram.features.feature import Feature
from bot.telegram.incoming import Incoming
from bot.telegram.talk import Made, Preview, Talk
from index.news import Article
from prompts import message


async def ask(talk: Talk, question: str) -> None:
    """Answer a question, as a follow-up of what was said before in this chat and topic."""
    await talk.once(partial(_answered, talk, question))


async def _answered(talk: Talk, question: str, preview: Preview) -> Made:
    turns = await talk.office.store.run(memory.turns, talk.place)
    written = ""
    async for piece in talk.office.engine.stream(question, language=talk.language, history=turns):
        if isinstance(piece, Answer):
            articles = await asyncio.to_thread(_articles, talk, piece)
            await talk.office.prove(piece)
            kept = document.answer(piece, articles)
            return Made(render.answer(piece, talk.language), kept, piece.id)
        written += piece
        await preview(render.draft(written, talk.language))
    raise AssertionError("an engine ends its stream with an Answer")


def _articles(talk: Talk, answer: Answer) -> dict[str, Article]:
    wanted = dict.fromkeys(s.article_id for s in answer.statements)
    return {i: a for i in wanted if (a := talk.office.desk.archive.article(i))}


async def _question(talk: Talk) -> None:
    if not talk.incoming.text:
        # A photograph or a voice; in a group only the bot's name.
        await talk.say("telegram.text_only")
        return
    await ask(talk, talk.incoming.text)


async def _passage(talk: Talk) -> None:
    """Show a passage that an answer cites, in its article."""
    answer_id, number = talk.pressed(2)
    kept = await talk.office.store.run(memory.answer, answer_id, talk.place.chat)
    cited = [c for c in kept["citations"] if str(c["n"]) == number] if kept else []
    if not cited:
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    citation = Citation(**cited[0])
    article = await asyncio.to_thread(talk.office.desk.archive.article, citation.article_id)
    if article is None or article.text[citation.start : citation.end] != citation.text:
        await talk.say("chat.gone")
        return
    await talk.show(render.passage(article, citation, talk.language))


async def _sources(talk: Talk) -> None:
    """Show the sources of the last answer, then which outlets the articles come from."""
    from bot.render.telegram import lists

    kept = await talk.office.store.run(memory.latest, talk.place)
    if kept and kept["citations"]:
        cited = [Citation(**c) for c in kept["citations"]]
        heading = Run(message("telegram.last_answer", talk.language) + "\n")
        await talk.show(messages([heading, *render.sources(cited, talk.language)]))
    found = await asyncio.to_thread(talk.office.desk.archive.summaries)
    await talk.show(await asyncio.to_thread(lists.outlets, found, talk.language))


def _anything(incoming: Incoming) -> bool:
    return incoming.kind == "message"


PASSAGES = Feature(prefix="p", pressed=_passage)
SOURCES = Feature(commands=("sources", "sources"), about="telegram.about_sources", run=_sources)
QUESTIONS = Feature(takes=_anything, taken=_question)
