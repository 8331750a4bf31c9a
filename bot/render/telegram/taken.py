"""What was read of a document or a post, and what is about to leave the archive, as Telegram messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from bot.render.dates import words
from bot.render.layout import line
from bot.render.telegram.answer import origin
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, bold, messages
from index.batches import Report
from index.news import Article
from prompts import message, reworded

_COUNTS = ("added", "updated", "unchanged", "failed")
Read = tuple[Article, int, Sequence[tuple[str, int]]]
"""An article with how many passages it has, and who says how much in it."""


def taken(report: Report, read: Sequence[Read], language: str) -> list[Message]:
    """Return the counts, then each article: title, date, passages, speakers and the id to take it out."""
    counts = asdict(report)
    runs = [bold(message("adding.report", language, **{n: counts[n] for n in _COUNTS})), Run("\n")]
    for article, passages, speakers in read:
        runs += [Run("\n"), bold(line(article.title) or message("shown.untitled", language)), Run("\n")]
        day = words(line(article.published), language) or message("adding.no_date", language)
        runs.append(Run(" · ".join(part for part in (line(article.outlet), day) if part) + "\n"))
        runs.append(Run(message("adding.passages", language, passages=passages) + "\n"))
        said = ", ".join(f"{line(name)} ({count})" for name, count in speakers)
        runs.append(Run(message("adding.speakers", language, speakers=said or "–") + "\n"))
        runs += [Run(f"{line(article.id)[:200]}", "code"), Run("\n")]
    for refused in report.errors:
        runs.append(Run(f"\n⚠️ {line(reworded(refused.reason, language))}\n"))
    return messages(runs)


def removal(article: Article, view: str, language: str) -> list[Message]:
    """Return the question whether an article shall leave; the buttons bring back `view`."""
    runs = [Run(message("removing.sure", language) + "\n\n"), *origin(article, language)]
    row = [
        Button(message("removing.yes", language), f"r:{view}:yes"),
        Button(message("removing.no", language), f"r:{view}:no"),
    ]
    return messages(runs, [row])
