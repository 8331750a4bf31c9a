"""Statements as what an inline query offers to insert: the words, who said them, where they were printed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.dates import words
from bot.render.layout import line
from bot.render.ledger import badges, quoted
from bot.render.telegram.answer import origin
from bot.render.telegram.message import Offer
from bot.render.telegram.runs import Run, bold, messages
from index.ledger.asked import Told

_WORDS, _ABOUT, _TITLE = 1200, 180, 100  # characters


def offers(told: Sequence[Told], language: str) -> list[Offer]:
    """Return an offer a statement, in their order."""
    return [_offer(number, one, language) for number, one in enumerate(told, start=1)]


def _offer(number: int, told: Told, language: str) -> Offer:
    statement = told.statement
    text = quoted(statement)[:_WORDS]
    marks = badges(statement, language)
    runs = [bold(line(statement.speaker)), Run(f" ({', '.join(marks)})\n" if marks else "\n")]
    runs += [Run(text, "blockquote"), Run("\n")]
    first = statement.fragments[0].text if statement.fragments else statement.content.text
    runs += origin(told.article, language, first)
    title = ", ".join(w for w in (line(statement.speaker), words(told.day, language)) if w)
    return Offer(f"{number}-{statement.id}"[:60], title[:_TITLE], line(text)[:_ABOUT], messages(runs)[0])
