"""An answer as Telegram messages: the text, its numbered sources, and buttons to prove it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.answer import Answer, Citation
from bot.render import named
from bot.render.dates import words
from bot.render.layout import line
from bot.render.links import at_passage
from bot.render.proof import window
from bot.render.telegram.message import Button, Message
from bot.render.telegram.runs import Run, bold, link, messages
from index.news import Article, Hit
from prompts import LANGUAGES, message

_IN_ROW, _MOST_PASSAGES, _MOST_SPEAKERS = 4, 8, 2
_NEAREST = 240  # characters of a passage that is no answer
NAME = 40  # characters of a name on a button
REASONS = ("wrong", "speaker", "beside", "missing", "other")


def answer(answer: Answer, language: str) -> list[Message]:
    """Return an answer with its sources; of a refusal what came nearest, marked as not the answer."""
    shown = answer.language if answer.language in LANGUAGES else language
    runs = [Run(answer.text.strip() + "\n")]
    if answer.citations:
        runs += [Run("\n"), *sources(answer.citations, shown)]
    if answer.nearest:
        runs += [Run("\n"), bold(message("shown.nearest", shown)), Run("\n")]
        for hit in answer.nearest:
            runs += _nearest(hit, shown)
    for note in answer.notes:
        runs += [Run("\n"), Run(note, "i"), Run("\n")]
    runs += [Run("\n"), Run(answer.id, "code")]
    return messages(runs, list(_buttons(answer, language)))


def speakers(answer: Answer) -> list[str]:
    """Return who speaks in an answer and can be named, each once."""
    return list(dict.fromkeys(s.speaker for s in answer.statements if s.speaker))


def sources(citations: Sequence[Citation], language: str) -> Iterator[Run]:
    """Yield the numbered sources, each article once with all its numbers, opening at the first passage."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article_id, []).append(citation)
    yield bold(message("shown.sources" if len(by_article) > 1 else "shown.source", language))
    yield Run("\n")
    for cited in by_article.values():
        yield Run(" ".join(f"[{c.n}]" for c in cited) + " ")
        yield from origin(cited[0], language, cited[0].text)
        yield Run("\n")


def origin(printed: Article | Hit | Citation, language: str, text: str = "") -> Iterator[Run]:
    """Yield "outlet, 12 mars 2019 — title", the title opening the article at `text` where it has a page."""
    where = ", ".join(w for w in (line(printed.outlet), words(line(printed.published), language)) if w)
    if where:
        yield Run(f"{where} — ")
    title = line(printed.title) or message("shown.untitled", language)
    yield link(title, at_passage(printed.url, text))


def passage(article: Article, citation: Citation, language: str) -> list[Message]:
    """Return cited words in their article, set off, with some lines before and after."""
    begin, stop = window(article.text, citation.start, citation.end)
    before, after = article.text[begin : citation.start], article.text[citation.end : stop]
    runs = [
        Run(f"[{citation.n}] "),
        *origin(article, language, citation.text),
        Run("\n\n" + ("… " if begin else "") + before.lstrip()),
        bold(article.text[citation.start : citation.end]),
        Run(after.rstrip() + (" …" if stop < len(article.text) else "")),
    ]
    return messages(runs)


def draft(text: str, language: str) -> Message:
    """Return what a model has written so far, as much as one message holds."""
    found = messages([Run(text + " …")])
    return found[-1] if found else working(language)


def working(language: str) -> Message:
    """Return the message that stands where an answer will be."""
    return Message(message("telegram.working", language))


def _nearest(hit: Hit, language: str) -> Iterator[Run]:
    text = line(hit.text)
    yield Run("– ")
    yield from origin(hit, language, hit.text)
    yield Run("\n")
    spoken = f"[{line(hit.speaker)}] " if hit.speaker else ""
    shown = text if len(text) <= _NEAREST else f"{text[:_NEAREST].rpartition(' ')[0]} …"
    yield Run(spoken + shown, "blockquote")
    yield Run("\n")


def _buttons(answer: Answer, language: str) -> Iterator[list[Button]]:
    cited = [Button(f"📄 {c.n}", f"p:{answer.id}:{c.n}") for c in answer.citations[:_MOST_PASSAGES]]
    for at in range(0, len(cited), _IN_ROW):
        yield cited[at : at + _IN_ROW]
    for at, name in enumerate(speakers(answer)[:_MOST_SPEAKERS]):
        surfaces = (s.speaker_surface for s in answer.statements if s.speaker == name)
        whole = named.within(name, surfaces, language)
        short = whole if len(whole) <= NAME else whole[: NAME - 1] + "…"
        yield [Button(message("telegram.all_of", language, speaker=short), f"w:{answer.id}:{at}")]
    yield [
        Button(message("telegram.proof", language), f"v:{answer.id}"),
        Button("👍", f"f:{answer.id}:good"),
        Button("👎", f"f:{answer.id}:bad"),
    ]


def reasons(answer_id: str, language: str) -> list[Message]:
    """Return the question why an answer was bad, a button a reason."""
    rows = [[Button(message(f"telegram.bad_{r}", language), f"f:{answer_id}:{r}")] for r in REASONS]
    return messages([Run(message("telegram.why_bad", language))], rows)
