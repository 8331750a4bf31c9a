"""Statements, speakers, articles and outlets as pages of a list, with buttons to turn them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.render.dates import words
from bot.render.layout import line
from bot.render.ledger import badges, changed, quoted, searched
from bot.render.telegram.answer import origin
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, bold, messages
from index.ledger.asked import Said, Told
from index.news import Article, Speaker
from prompts import message

STATEMENTS, ROWS = 4, 12  # of a page
_YEARS = 4  # on buttons
_OUTLETS = 60
_WORDS = 600  # characters of one statement; a page of them is one message
T = TypeVar("T")
KINDS = {"a": None, "d": "direct", "m": "mixed", "i": "indirect"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which page of a list of statements is shown, and of which of them: a kind, a year ("0": all)."""

    view: str
    page: int = 0
    kind: str = "a"
    year: str = "0"

    def data(self, page: int | None = None, kind: str | None = None, year: str | None = None) -> str:
        """Return what a button brings back to choose otherwise."""
        page = 0 if page is None else page
        return f"s:{self.view}:{page}:{kind or self.kind}:{year or self.year}"


def said(found: Said, topic: str | None, choice: Choice, language: str) -> list[Message]:
    """Return a page of what somebody said; whom the name may mean where it is not one."""
    for key, matches in (("said.ambiguous", found.ambiguous), ("said.nearest", found.nearest)):
        if matches:
            runs = [Run(message(key, language, name=line(found.speaker)) + "\n")]
            for m in matches:
                count = message("said.articles", language, articles=m.speaker.articles)
                runs.append(Run(f"– {line(m.speaker.name)} {count}\n"))
            return messages([*runs, Run(searched(found.scanned, language), "i")])
    kept = chosen(found.told, choice)
    page = choice.page if 0 <= choice.page < pages(len(kept), STATEMENTS) else 0
    runs = [bold(_heading(found, topic, language)), Run("\n"), Run(searched(found.scanned, language), "i")]
    runs.append(Run("\n"))
    if not kept:
        runs.append(Run("\n" + message("said.none", language)))
    for at, one in enumerate(kept[page * STATEMENTS : (page + 1) * STATEMENTS]):
        runs += told(one, page * STATEMENTS + at + 1, language, name=found.office)
    return messages(runs, list(_said_buttons(found, len(kept), page, choice, language)))[:1]


def chosen(told: Sequence[Told], choice: Choice) -> list[Told]:
    """Return the statements of the kind and the year that are chosen."""
    kind = KINDS.get(choice.kind)
    return [
        t
        for t in told
        if (kind is None or t.statement.kind == kind) and (choice.year == "0" or t.day[:4] == choice.year)
    ]


def speakers(found: Sequence[Speaker], page: int, language: str) -> list[Message]:
    """Return a page of who speaks, whoever said most first."""
    runs = [bold(message("telegram.speakers", language, speakers=len(found))), Run("\n")]
    for speaker in _page(found, page):
        role = f" — {line(speaker.roles[0])}" if speaker.roles else ""
        count = message("telegram.statements", language, statements=speaker.statements)
        runs += [Run("– "), bold(line(speaker.name)), Run(f"{role} ({count})\n")]
    return messages(runs, [_turns("o", len(found), page)])[:1]


def articles(found: Sequence[Article], page: int, language: str) -> list[Message]:
    """Return a page of articles, the newest first."""
    newest = sorted(found, key=lambda a: a.published or "", reverse=True)
    runs = [bold(message("telegram.articles", language, articles=len(found))), Run("\n")]
    for article in _page(newest, page):
        runs += [Run("– "), *origin(article, language), Run("\n")]
    return messages(runs, [_turns("a", len(found), page)])[:1]


def outlets(found: Sequence[Article], language: str) -> list[Message]:
    """Return which outlets printed how many of the articles, and from when to when."""
    days: dict[str, list[str]] = {}
    for article in found:
        if name := _outlet(article):
            days.setdefault(name, []).append((article.published or "")[:10])
    runs = [bold(message("telegram.outlets", language, outlets=len(days))), Run("\n")]
    for name, printed in sorted(days.items(), key=lambda item: -len(item[1]))[:_OUTLETS]:
        known = [day for day in printed if day]
        ends = dict.fromkeys(words(day, language) for day in (min(known), max(known))) if known else {}
        period = f" ({' – '.join(ends)})" if ends else ""
        runs.append(
            Run(message("telegram.outlet", language, name=name, articles=len(printed)) + period + "\n")
        )
    return messages(runs)


def _outlet(article: Article) -> str:
    # One outlet's pages and dispatches write its apostrophe in two ways.
    return line(article.outlet).replace("'", "’")


def pages(count: int, each: int = ROWS) -> int:
    """Return how many pages a list has, at least one."""
    return max(1, -(-count // each))


def _page(found: Sequence[T], page: int) -> Sequence[T]:
    page = page if 0 <= page < pages(len(found)) else 0
    return found[page * ROWS : (page + 1) * ROWS]


def _turns(prefix: str, count: int, page: int) -> list[Button]:
    return _arrows([f"{prefix}:{page - 1}", f"{prefix}:{page}", f"{prefix}:{page + 1}"], page, pages(count))


def _arrows(data: Sequence[str], page: int, last: int) -> list[Button]:
    if last < 2:
        return []
    middle = Button(f"{page + 1}/{last}", data[1])
    before = [Button("◀", data[0])] if page else []
    return [*before, middle, *([Button("▶", data[2])] if page + 1 < last else [])]


def _said_buttons(
    found: Said, count: int, page: int, choice: Choice, language: str
) -> Iterator[list[Button]]:
    data = [choice.data(page + step) for step in (-1, 0, 1)]
    yield _arrows(data, page, pages(count, STATEMENTS))
    kinds = {t.statement.kind for t in found.told}
    if len(kinds) > 1:
        offered = [k for k, kind in KINDS.items() if kind is None or kind in kinds]
        yield [
            Button(_mark(k == choice.kind) + message(f"telegram.kind_{k}", language), choice.data(kind=k))
            for k in offered
        ]
    years = sorted({t.day[:4] for t in found.told if t.day}, reverse=True)[:_YEARS]
    if len(years) > 1:
        every = message("telegram.every_year", language)
        named = [("0", every), *((y, y) for y in years)]
        yield [Button(_mark(y == choice.year) + label, choice.data(year=y)) for y, label in named]


def _mark(is_chosen: bool) -> str:
    return "• " if is_chosen else ""


def _heading(found: Said, topic: str | None, language: str) -> str:
    count, name = len(found.told), line(found.speaker)
    if topic is None:
        return message("said.heading", language, speaker=name, statements=count)
    on_topic = sum(t.on_topic for t in found.told)
    return message(
        "said.heading_topic", language, speaker=name, statements=count, on_topic=on_topic, topic=line(topic)
    )


def told(told: Told, number: int, language: str, *, name: bool) -> Iterator[Run]:
    """Yield one numbered statement with where it was printed; `name`: with who said it."""
    statement = told.statement
    lead = [f"{number}."]
    if name:
        lead.append(line(statement.speaker) or message("said.nobody", language))
    # The topic comes first in the list; what stands after it is marked as being on something else.
    marks = badges(statement, language) + ([] if told.on_topic else [message("telegram.off", language)])
    if told.sources > 1:
        marks.append(message("telegram.witnesses", language, sources=told.sources))
    if (change := told.revised) is not None and change.before is not None:
        marks.append(changed("altered", change.number, change.at, language).rstrip("."))
    if marks:
        lead.append("(" + ", ".join(marks) + ")")
    yield Run("\n" + " ".join(lead) + "\n")
    yield Run(quoted(statement)[:_WORDS], "blockquote")
    yield Run("\n")
    text = statement.fragments[0].text if statement.fragments else statement.content.text
    yield from origin(told.article, language, text)
    yield Run("\n")
