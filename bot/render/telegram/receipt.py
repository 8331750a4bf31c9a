"""A receipt as Telegram messages: what was shown, each of its words in context, and what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.answers.receipts.checking import Item
from bot.answers.receipts.keeping import Proof
from bot.answers.receipts.receipt import Printed
from bot.render.dates import words
from bot.render.layout import line
from bot.render.ledger import badges
from bot.render.links import at_passage
from bot.render.proof import window
from bot.render.receipt import evidence, said, summed
from bot.render.telegram.message import Message
from bot.render.telegram.runs import Run, bold, link, messages
from index.news import Span
from prompts import message

_AROUND = 160  # characters of context on each side
_ASKED, _SHOWN = 300, 600  # characters of what was asked and shown; the chat has them whole
_STATEMENTS = 50  # a dossier has more than a chat can take
Texts = Mapping[tuple[str, str | None], str]


def receipt(proof: Proof, language: str) -> list[Message]:
    """Return a whole receipt, with what no longer holds beside each part."""
    found = proof.receipt
    day, _, time = line(found.made_at).partition("T")
    head = message(
        f"receipt.{found.kind}", language, id=line(found.id), day=words(day, language), time=time[:5]
    )
    runs = [bold(head), Run("\n› " + _short(found.shown.asked, _ASKED) + "\n")]
    runs += [Run(_short(found.shown.text, _SHOWN), "blockquote"), Run("\n")]
    items = iter(proof.checked.items)  # archive and receipt, then the citations, then the statements
    for _ in range(2):
        runs += _problems(next(items), language)
    for cited in found.citations:
        runs += [Run(f"\n[{cited.n}] "), *_origin(cited.article, cited.words.text, language), Run("\n")]
        runs += _in_context(cited.article, cited.words, proof.texts)
        runs += _problems(next(items), language)
    for spoken in found.statements[:_STATEMENTS]:
        statement = spoken.statement
        runs += [Run("\n"), bold(line(statement.speaker) or message("said.nobody", language))]
        marks = badges(statement, language)
        runs.append(Run(f" ({', '.join(marks)})\n" if marks else "\n"))
        runs += [*_origin(spoken.article, statement.content.text, language), Run("\n")]
        runs += _in_context(spoken.article, statement.content, proof.texts)
        runs += [Run(" · ".join(evidence(statement, language)), "i"), Run("\n")]
        runs += _problems(next(items), language)
    if (more := len(found.statements) - _STATEMENTS) > 0:
        runs.append(Run("\n" + message("receipt.more", language, more=more, id=line(found.id)) + "\n"))
    if not found.citations and not found.statements:
        runs.append(Run("\n" + message("receipt.none", language) + "\n"))
    return messages([*runs, Run("\n"), bold(summed(proof.checked, language))])


def _origin(article: Printed, text: str, language: str) -> Iterator[Run]:
    where = ", ".join(w for w in (line(article.outlet), words(line(article.published), language)) if w)
    yield Run(f"{where} — " if where else "")
    yield link(line(article.title) or message("shown.untitled", language), at_passage(article.url, text))


def _in_context(article: Printed, whole: Span, texts: Texts) -> Iterator[Run]:
    """Yield words in the version they were taken from, else the words alone."""
    text = texts.get((article.id, article.version))
    if text is None or text[whole.start : whole.end] != whole.text:
        yield bold(whole.text)
        yield Run("\n")
        return
    begin, stop = window(text, whole.start, whole.end, _AROUND)
    yield Run(("… " if begin else "") + text[begin : whole.start].lstrip())
    yield bold(whole.text)
    yield Run(text[whole.end : stop].rstrip() + (" …" if stop < len(text) else "") + "\n")


def _problems(item: Item, language: str) -> list[Run]:
    return [Run(f"⚠️ {said(problem, language)}\n") for problem in item.problems]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"
