"""The list of articles, one article, counts and reports as rich renderables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.render import terminal
from bot.render.evaluation.wording import decimal
from bot.render.layout import Paragraph, harmless, line, unbroken
from index.news import Article
from index.retrieval.fusion import Calibration
from prompts import message


def articles(summaries: Sequence[Article], language: str) -> RenderableType:
    """Return the list of articles: id, outlet, date and title, one below the other."""
    if not summaries:
        return Paragraph(Text(message("shown.no_articles", language)))
    width = max(len(line(a.id)) for a in summaries)
    parts: list[RenderableType] = [
        Paragraph(terminal.origin(a, language), Text(line(a.id).ljust(width) + "  ", terminal.NUMBER))
        for a in summaries
    ]
    return Group(
        *parts, Text(), Text(message("shown.count", language, articles=len(summaries)), terminal.FAINT)
    )


def article(article: Article, language: str) -> RenderableType:
    """Return one article as it is stored: title, where it comes from, text."""
    parts: list[RenderableType] = [Paragraph(terminal.origin(article, language))]
    if article.author:
        author = ", ".join(line(part) for part in (article.author, article.author_role) if part)
        parts.append(Paragraph(Text(message("shown.by", language, author=author))))
    if article.url:
        parts.append(unbroken(article.url, style=terminal.FAINT))
    source = message("shown.came_from", language, source=line(article.source))
    parts.append(unbroken(source, style=terminal.FAINT))
    if article.original:
        copy = message("shown.copy", language, original=line(article.original))
        parts.append(Paragraph(Text(copy, terminal.FAINT)))
    parts.append(Text())
    parts += [Paragraph(Text(part)) for part in harmless(article.text).splitlines()]
    return Group(*parts)


def table(rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Return labels and values in two columns."""
    width = max((len(label) for label, _ in rows), default=0)
    return Group(
        *(Paragraph(Text(line(v)), Text(f"{label.ljust(width)}  ", terminal.FAINT)) for label, v in rows)
    )


def weight(measured: Calibration | None, language: str) -> str:
    """Return how far the vectors of a model are believed, and on how many questions that was measured."""
    if measured is None:
        return message("shown.unweighed", language)
    share = decimal(f"{measured.weight:g}", language)
    return message("shown.weight", language, weight=share, questions=measured.questions)


def remark(text: str) -> RenderableType:
    """Return one plain remark, wrapped."""
    return Paragraph(Text(line(text)))


def errors(refused: Sequence[tuple[str, str]], language: str) -> RenderableType:
    """Return what was left out, each (source, reason) on its own lines."""
    parts: list[RenderableType] = [Text(message("shown.left_out", language), terminal.HEADING)]
    for source, reason in refused:
        parts += [unbroken(source, indent=2), Paragraph(Text(line(reason), terminal.FAINT), indent=4)]
    return Group(*parts)
