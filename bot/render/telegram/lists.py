"""Statements, speakers, articles and outlets as pages of a list, with buttons to turn them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.render.dates import words
from bot.render.layout import line
from bot.render.ledger import badges, changed, heading, left, quoted, searched, telling, went
from bot.render.telegram.answer import origin
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, bold, messages
from index import outlets as printed_by
from index.ledger.asked import Asked, Said, Told
from index.news import Article, Kind, Speaker
from prompts import message

STATEMENTS, ROWS = 4, 12  # of a page
_YEARS = 4  # on buttons
_OUTLETS = 60
_LEFT, _LEFT_WORDS = 3, 200  # statements that have gone, and characters of each
_WORDS = 600  # characters of one statement; a page of them is one message
T = TypeVar("T")
KINDS: dict[str, Kind | None] = {"a": None, "d": "direct", "m": "mixed", "i": "indirect"}


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


def asked(speaker: str, topic: str | None, choice: Choice) -> Asked:
    """Return what is to be read of somebody's statements for a page."""
    since, until = (None, None) if choice.year == "0" else (f"{choice.year}-01-01", f"{choice.year}-12-31")
    first = choice.page * STATEMENTS
    return Asked(speaker, topic, since, until, KINDS.get(choice.kind), first, STATEMENTS)


def said(found: Said, topic: str | None, choice: Choice, language: str) -> list[Message]:
    """Return a page of what somebody said, read as `asked` says; whom the name may mean if not one."""
    for key, matches in (("said.ambiguous", found.ambiguous), ("said.nearest", found.nearest)):
        if matches:
            runs = [Run(message(key, language, name=line(found.speaker)) + "\n")]
            for m in matches:
                count = message("said.articles", language, articles=m.speaker.articles)
                runs.append(Run(f"– {line(m.speaker.name)} {count}\n"))
            return messages([*runs, Run(searched(found.scanned, language), "i")])
    runs = [bold(heading(found, topic, language)), Run("\n"), Run(searched(found.scanned, language), "i")]
    runs.append(Run("\n"))
    if not found.told:
        runs.append(Run("\n" + message("said.none", language)))
    for at, one in enumerate(found.told, start=choice.page * STATEMENTS + 1):
        runs += told(one, at, language, name=found.office)
    if choice.page + 1 >= pages(found.count, STATEMENTS):
        runs += _left(found, language)
    return messages(runs, list(_said_buttons(found, choice, language)))[:1]


def _left(found: Said, language: str) -> Iterator[Run]:
    """Yield what corrections took out or gave to others, after all that stands."""
    gone = left(found)[:_LEFT]
    if gone:
        yield bold("\n" + message("said.withdrawn", language) + "\n")
    for one in gone:
        yield Run(quoted(one.statement)[:_LEFT_WORDS], "blockquote")
        yield Run("\n")
        yield from origin(one.article, language)
        yield Run(". " + went(one, language) + "\n")


def speakers(found: Sequence[Speaker], page: int, language: str) -> list[Message]:
    """Return a page of who speaks, whoever said most first."""
    runs = [bold(message("telegram.speakers", language, speakers=len(found))), Run("\n")]
    for speaker in _page(found, page):
        role = "".join(f" — {line(role)}" for role in telling(speaker.roles)[:1])
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
    names = printed_by.usual(article.outlet for article in found)
    days: dict[str, list[str]] = {name: [] for name in names.values()}
    for article in found:
        if outlet := names.get(printed_by.key(article.outlet)):
            days[outlet].append((article.published or "")[:10])
    runs = [bold(message("telegram.outlets", language, outlets=len(days))), Run("\n")]
    for name, printed in sorted(days.items(), key=lambda item: -len(item[1]))[:_OUTLETS]:
        known = [day for day in printed if day]
        ends = dict.fromkeys(words(day, language) for day in (min(known), max(known))) if known else {}
        period = f" ({' – '.join(ends)})" if ends else ""
        text = message("telegram.outlet", language, name=line(name), articles=len(printed))
        runs.append(Run(text + period + "\n"))
    return messages(runs)


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


def _said_buttons(found: Said, choice: Choice, language: str) -> Iterator[list[Button]]:
    data = [choice.data(choice.page + step) for step in (-1, 0, 1)]
    yield _arrows(data, choice.page, pages(found.count, STATEMENTS))
    if len(found.kinds) > 1:
        offered = [k for k, kind in KINDS.items() if kind is None or kind in found.kinds]
        yield [
            Button(_mark(k == choice.kind) + message(f"telegram.kind_{k}", language), choice.data(kind=k))
            for k in offered
        ]
    years = found.years[:_YEARS]
    if len(years) > 1:
        every = message("telegram.every_year", language)
        named = [("0", every), *((y, y) for y in years)]
        yield [Button(_mark(y == choice.year) + label, choice.data(year=y)) for y, label in named]


def _mark(is_chosen: bool) -> str:
    return "• " if is_chosen else ""


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
