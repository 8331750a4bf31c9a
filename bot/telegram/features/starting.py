"""`/start` with examples drawn from the articles, `/aide`, `/langue`, and the way in by an invitation."""

from __future__ import annotations

from bot.render.telegram.message import Button
from bot.render.telegram.runs import Run, messages
from bot.telegram import access, memory
from bot.telegram.features import asking
from bot.telegram.features.feature import Feature
from bot.telegram.talk import Talk
from index.ledger import Ledger
from prompts import LANGUAGES, message

_EXAMPLES = 3


async def enter(talk: Talk) -> bool:
    """Let in who comes with an invitation that counts; tell whether they may stay."""
    incoming = talk.incoming
    if incoming.command != "start" or not incoming.human or not incoming.text.startswith(access.INVITED):
        return False
    if not await talk.office.store.run(access.accept, incoming.text, incoming.person):
        return False
    talk.office.access.let_in(incoming.person)
    return True


async def _start(talk: Talk) -> None:
    examples = await talk.office.ledger(lambda ledger: _examples(ledger, talk.language))
    view = await talk.office.store.run(memory.keep_view, talk.place.chat, {"examples": examples})
    rows = [[Button(text, f"x:{view}:{at}")] for at, text in enumerate(examples)]
    runs = [Run(message("telegram.welcome", talk.language))]
    if examples:
        runs.append(Run("\n\n" + message("telegram.try", talk.language)))
    await talk.show(messages(runs, rows))


def _examples(ledger: Ledger, language: str) -> list[str]:
    """Return questions that the articles answer: what the three persons said who are quoted most."""
    people = [s for s in ledger.speakers(0) if s.type == "person" and s.statements > 1]
    return [message("telegram.example", language, speaker=s.name) for s in people[:_EXAMPLES]]


async def _example(talk: Talk) -> None:
    """Ask what a button of /start says."""
    view_id, number = talk.pressed(2)
    view = await talk.office.store.run(memory.view, view_id, talk.place.chat)
    examples = view.get("examples", []) if view else []
    if not number.isdecimal() or int(number) >= len(examples):
        await talk.acknowledge("telegram.too_old")
        return
    await talk.acknowledge()
    await asking.ask(talk, examples[int(number)])


async def _help(talk: Talk) -> None:
    from bot.telegram.features.table import menu

    lines = [f"/{name} — {about}\n" for name, about in menu(talk.language, admin=talk.is_admin)]
    await talk.show(
        messages([Run(message("telegram.help", talk.language) + "\n\n"), *(Run(line) for line in lines)])
    )


async def _language(talk: Talk) -> None:
    rows = [[Button(message("telegram.language_name", code), f"l:{code}") for code in LANGUAGES]]
    given = talk.incoming.text.lower()[:2]
    if given in LANGUAGES:
        await _choose(talk, given)
        return
    await talk.show(messages([Run(message("telegram.which_language", talk.language))], rows))


async def _chosen(talk: Talk) -> None:
    code = talk.incoming.data.partition(":")[2]
    await talk.acknowledge()
    if code in LANGUAGES:
        await _choose(talk, code)


async def _choose(talk: Talk, code: str) -> None:
    await talk.office.store.run(access.choose_language, talk.incoming.person, code)
    talk.office.languages[talk.incoming.person] = code
    await talk.say("telegram.language_chosen")


START = Feature(
    commands=("start", "start"), about="telegram.about_start", run=_start, prefix="x", pressed=_example
)
HELP = Feature(commands=("aide", "help"), about="telegram.about_help", run=_help)
LANGUAGE = Feature(
    commands=("langue", "language"),
    about="telegram.about_language",
    run=_language,
    prefix="l",
    pressed=_chosen,
)
