"""Answers and hits as rich renderables: answer, numbered sources, what is no answer marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.answer import Answer, Citation
from bot.render.dates import words
from bot.render.layout import Paragraph, harmless, line, unbroken
from bot.render.proof import MARGIN, window
from index.news import Article, Hit
from prompts import LANGUAGES, message

if TYPE_CHECKING:
    from bot.answers.receipts import receipt

    Printed = Article | Hit | Citation | receipt.Printed

NUMBER, HEADING, TITLE, FAINT, MARKED = "bold cyan", "bold", "italic", "dim", "bold reverse"
_CITED = re.compile(r"\[\d+\]")
_NEAREST, _FOUND = 240, 480  # characters of a passage that is shown as nearest, in a list of hits


def answer(answer: Answer, language: str) -> RenderableType:
    """Return an answer, its sources and notes; of a refusal what came nearest, marked as not the answer."""
    if answer.language in LANGUAGES:  # labels in the language of the answer they stand beside
        language = answer.language
    parts: list[RenderableType] = [_cited(p) for p in harmless(answer.text).splitlines()]
    if answer.citations:
        parts += [Text(), sources(answer.citations, language)]
    if answer.nearest:
        parts += [Text(), Paragraph(Text(message("shown.nearest", language), HEADING))]
        parts += chain.from_iterable(_nearest(hit, language) for hit in answer.nearest)
    if answer.notes:
        parts += [Text(), *(Paragraph(Text(line(note), FAINT)) for note in answer.notes)]
    return Group(*parts)


def sources(citations: Sequence[Citation], language: str) -> RenderableType:
    """Return the numbered sources, each article once with all its numbers: outlet, date, title, address."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    heading = message("shown.sources" if len(by_article) > 1 else "shown.source", language)
    parts: list[RenderableType] = [Text(heading, HEADING)]
    for cited in by_article.values():
        lead = Text(" ".join(f"[{c.n}]" for c in cited) + " ", NUMBER)
        parts += credit(cited[0], lead, language)
    return Group(*parts)


def hits(found: Sequence[Hit], language: str) -> RenderableType:
    """Return ranked passages, best first, the long ones shortened: `--json` and `show` have them whole."""
    if not found:
        return Paragraph(Text(message("shown.nothing", language)))
    parts: list[RenderableType] = []
    for number, hit in enumerate(found, start=1):
        lead = Text(f"{number}. ", NUMBER)
        parts += [
            *credit(hit, lead, language, suffix=f"{hit.score:.2f}"),
            *_body(_spoken(hit) + _shortened(harmless(hit.text), _FOUND), 4),
            Text(),
        ]
    return Group(*parts[:-1])


def proof(article: Article, citation: Citation, language: str, *, marks: bool) -> RenderableType:
    """Return the cited words in their article, highlighted, with some lines before and after.

    `marks` puts ⟦ ⟧ around them, for an output without styles.
    """
    lead = Text(f"[{citation.n}] ", NUMBER)
    words = [(citation.start, citation.end)]
    return Group(*credit(article, lead, language), Text(), *context(article.text, words, marks=marks))


def context(
    text: str, places: Sequence[tuple[int, int]], *, marks: bool, margin: int = MARGIN
) -> Iterator[RenderableType]:
    """Yield paragraphs around the words at [start, end) places, in order and apart, which are highlighted."""
    begin, stop = window(text, places[0][0], places[-1][1], margin)
    shown, at = Text("… " if begin else ""), begin
    for start, end in places:
        shown.append(harmless(text[at:start]))
        cited = harmless(text[start:end])
        shown.append(f"⟦{cited}⟧" if marks else cited, MARKED)
        at = end
    shown.append(harmless(text[at:stop]).rstrip()).append(" …" if stop < len(text) else "")
    return (Paragraph(part, indent=4) for part in shown.split("\n", allow_blank=True))


def draft(text: str, language: str) -> RenderableType:
    """Return what a model has written so far, marked as unfinished."""
    label = Paragraph(Text(message("terminal.draft", language), FAINT))
    return Group(*(Paragraph(Text(part, FAINT)) for part in harmless(text).splitlines()), label)


def origin(printed: Printed, language: str) -> Text:
    """Return "outlet, 12 mars 2019 — title" with what the source said of these."""
    where = [line(printed.outlet), words(line(printed.published), language)]
    shown = Text(", ".join(w for w in where if w))
    title = line(printed.title) or message("shown.untitled", language)
    return (shown + Text(" — ") if shown else shown).append(title, TITLE)


def credit(source: Printed, lead: Text, language: str, *, suffix: str = "") -> Iterator[RenderableType]:
    """Yield the origin behind a lead ("[1] ") and the address below it."""
    shown = origin(source, language)
    yield Paragraph(shown.append(f"  {suffix}", FAINT) if suffix else shown, lead)
    if source.url:
        yield unbroken(source.url, indent=lead.cell_len, style=FAINT)


def _nearest(hit: Hit, language: str) -> Iterator[RenderableType]:
    yield Paragraph(origin(hit, language), Text("- "))
    yield Paragraph(Text(_spoken(hit) + _shortened(line(hit.text), _NEAREST), FAINT), indent=2)


def _spoken(hit: Hit) -> str:
    """Return, before words from inside a turn of a transcript, whose they are."""
    return f"[{line(hit.speaker)}] " if hit.speaker else ""


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0].rstrip()} …"


def _body(text: str, indent: int) -> Iterator[RenderableType]:
    return (Paragraph(Text(part), indent=indent) for part in text.splitlines())


def _cited(paragraph: str) -> Paragraph:
    shown = Text(paragraph)
    shown.highlight_regex(_CITED, NUMBER)
    return Paragraph(shown)
