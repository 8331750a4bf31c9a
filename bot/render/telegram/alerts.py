"""Alerts as Telegram messages: what is new of whom, and the list of what is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.layout import line
from bot.render.telegram import lists
from bot.render.telegram.answer import NAME
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, bold, messages
from index.ledger.asked import Told
from prompts import message

_SHOWN = (8, 5, 3, 2, 1)  # statements of a section: as many as one message holds
_ENDS = 6  # follows that can be ended below an alert


@dataclass(frozen=True, slots=True)
class Section:
    """What is new of one follow."""

    follow: int
    speaker: str
    topic: str
    told: tuple[Told, ...]


def alert(sections: Sequence[Section], language: str) -> list[Message]:
    """Return what is new as one message, as much of each section as it holds; more where it holds too few."""
    shown: list[Message] = []
    for most in _SHOWN:
        runs = [bold(headline(sections, language)), Run("\n")]
        for section in sections:
            runs += _section(section, most, language)
        shown = messages(runs, _ends(sections, language))
        if len(shown) == 1:
            break
    return shown


def headline(sections: Sequence[Section], language: str) -> str:
    """Return how many statements of whom are new."""
    names = ", ".join(dict.fromkeys(line(s.speaker) for s in sections))
    count = sum(len(s.told) for s in sections)
    return message("alerts.headline", language, statements=count, speakers=names[:200])


def follows(found: Sequence[tuple[int, str, str, bool]], language: str) -> list[Message]:
    """Return the list of (id, speaker, topic, daily), with buttons to end each and to have it daily."""
    if not found:
        return messages([Run(message("alerts.none", language))])
    runs, rows = [bold(message("alerts.list", language)), Run("\n")], []
    for number, (id_, speaker, topic, daily) in enumerate(found, start=1):
        when = message("alerts.daily" if daily else "alerts.at_once", language)
        runs.append(Run(f"{number}. {_what(speaker, topic)} — {when}\n"))
        turn, word = ("now", "alerts.make_at_once") if daily else ("day", "alerts.make_daily")
        rows.append(
            [
                Button(f"{number}. {message('alerts.end', language)}", f"u:{id_}:end"),
                Button(f"{number}. {message(word, language)}", f"u:{id_}:{turn}"),
            ]
        )
    return messages(runs, rows)


def _section(section: Section, most: int, language: str) -> list[Run]:
    runs = [Run("\n"), bold(_what(section.speaker, section.topic)), Run("\n")]
    for number, told in enumerate(section.told[:most], start=1):
        runs += lists.told(told, number, language, name=False)
    if len(section.told) > most:
        runs.append(Run("\n" + message("alerts.more", language, more=len(section.told) - most) + "\n"))
    return runs


def _what(speaker: str, topic: str) -> str:
    return f"{line(speaker)} — {line(topic)}" if topic else line(speaker)


def _ends(sections: Sequence[Section], language: str) -> list[list[Button]]:
    rows = []
    for section in sections[:_ENDS]:
        what = _what(section.speaker, section.topic)
        short = what if len(what) <= NAME else what[: NAME - 1] + "…"
        label = message("alerts.end_this", language, what=short)
        rows.append([Button(label, f"u:{section.follow}:stop")])
    return rows
