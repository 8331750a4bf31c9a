"""Receipts for people: what was shown, on what it rests, in its own context, and what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.receipts.checking import Checked, Item, Problem
from bot.answers.receipts.keeping import Proof
from bot.answers.receipts.receipt import Cited, Printed, Receipt, Spoken
from bot.render import ledger, terminal
from bot.render.dates import words
from bot.render.layout import Paragraph, harmless, line
from bot.render.terminal import FAINT, HEADING, NUMBER
from bot.render.verdict import difference
from index.ledger.versions.editions import Corpus
from index.news import Scanned, Span, Statement
from prompts import message

_BROKEN = "bold yellow"
# Characters of context on each side: of the words, of the name that a speaker was found by.
_AROUND, _AROUND_NAME = 240, 80


@dataclass(frozen=True, slots=True)
class _Page:
    """How and from what to show: `texts` has the text of each (article id, version) that is still there."""

    texts: Mapping[tuple[str, str | None], str]
    language: str
    marks: bool


def kept(receipt_id: str, language: str, *, chat: bool = False) -> RenderableType:
    """Return the line under an answer that says how to prove it."""
    key = "receipt.kept_chat" if chat else "receipt.kept"
    return Paragraph(Text(message(key, language, id=receipt_id), FAINT))


def receipt(proof: Proof, language: str, *, marks: bool) -> RenderableType:
    """Return a whole receipt with what no longer holds beside each part; `marks` as of `terminal.proof`."""
    receipt, checked = proof.receipt, proof.checked
    page = _Page(proof.texts, language, marks)
    parts = [*_head(receipt, checked, language)]
    items = iter(checked.items)  # archive and receipt, then the citations, then the statements
    for item in islice(items, 2):
        parts += _problems(item, language)
    # strict=False: a zip that must tell that `items` has more left would take one too many
    for citation, item in zip(receipt.citations, items, strict=False):
        parts += [Text(), *_citation(citation, page), *_problems(item, language)]
    if len(receipt.statements) < receipt.statements_in_all:
        parts += [Text(), Paragraph(Text(_counted(receipt, language), FAINT))]
    for statement, item in zip(receipt.statements, items, strict=False):
        parts += [Text(), *_statement(statement, page), *_problems(item, language)]
    if not receipt.citations and not receipt.statements:
        parts += [Text(), Paragraph(Text(message("receipt.none", language)))]
    return Group(*parts, Text(), _sum(checked, language))


def checked(checked: Checked, language: str) -> RenderableType:
    """Return what still holds and what no longer does, part by part."""
    parts: list[RenderableType] = []
    for item in checked.items:
        name = message(f"receipt.part_{item.part}", language, **_named(item))
        state = "" if item.problems else message("receipt.holds", language)
        parts.append(Paragraph(Text(state, FAINT), Text(f"{name}  ", HEADING)))
        parts += _problems(item, language)
    return Group(*parts, Text(), _sum(checked, language))


def _head(receipt: Receipt, checked: Checked, language: str) -> Iterator[RenderableType]:
    day, _, time = line(receipt.made_at).partition("T")
    yield Paragraph(
        Text(
            message(
                f"receipt.{receipt.kind}",
                language,
                id=line(receipt.id),
                day=words(day, language),
                time=time[:5],
            ),
            HEADING,
        )
    )
    shown = receipt.shown
    yield Paragraph(Text(harmless(shown.asked)), Text("› ", NUMBER))
    yield from (Paragraph(Text(part), indent=2) for part in harmless(shown.text).splitlines())
    if shown.diff:
        yield Paragraph(difference(shown.diff), indent=2)
    yield from (Paragraph(Text(line(note), FAINT), indent=2) for note in shown.notes)
    made = message("receipt.made_by", language, program=line(receipt.program), grammar=receipt.grammar)
    if receipt.kind == "verdict":
        how = message(f"verdict.{shown.outcome}", language)
    elif shown.mode == "llm":
        how = message("receipt.llm", language, model=line(shown.model) or "?")
    else:
        how = message("receipt.extractive", language)
    yield Paragraph(Text(f"{made} · {how}", FAINT))
    then = _corpus(receipt.corpus, language)
    yield Paragraph(
        Text(message("receipt.corpus", language, archive=line(receipt.corpus.archive), **then), FAINT)
    )
    if receipt.corpus != checked.corpus:
        yield Paragraph(
            Text(message("receipt.corpus_now", language, **_corpus(checked.corpus, language)), FAINT)
        )


def _counted(receipt: Receipt, language: str) -> str:
    kept, count = len(receipt.statements), receipt.statements_in_all
    return message("receipt.statements", language, kept=kept, count=count)


def _corpus(corpus: Corpus, language: str) -> dict[str, Any]:
    scanned: Scanned = corpus.scanned
    period = ""
    if scanned.since and scanned.until:
        since, until = (words(day.isoformat(), language) for day in (scanned.since, scanned.until))
        period = message("receipt.period", language, since=since, until=until)
    return {"sequence": corpus.sequence, "articles": scanned.articles, "period": period}


def _citation(cited: Cited, page: _Page) -> Iterator[RenderableType]:
    yield from terminal.credit(cited.article, Text(f"[{cited.n}] ", NUMBER), page.language)
    yield from _in_context(cited.article, cited.words, (cited.words,), page)


def _statement(spoken: Spoken, page: _Page) -> Iterator[RenderableType]:
    statement, language = spoken.statement, page.language
    lead = Text(line(statement.speaker) or message("said.nobody", language), HEADING)
    for badge in ledger.badges(statement, language):
        lead.append(f"  [{badge}]", FAINT)
    yield Paragraph(lead.append("  " + message("receipt.statement", language, id=line(statement.id)), FAINT))
    yield from terminal.credit(spoken.article, Text("    "), language)
    yield from _in_context(spoken.article, statement.content, statement.fragments, page)
    yield Paragraph(Text(" · ".join(evidence(statement, language)), FAINT), indent=4)
    if (seen := statement.evidence) is not None:
        yield from _words(spoken.article, seen, (seen,), page, margin=_AROUND_NAME)


def evidence(statement: Statement, language: str) -> Iterator[str]:
    """Yield by which words and rule a statement was read, and where its speaker's name stands."""
    confidence = f"{statement.confidence:.2f}"
    if language == "fr":
        confidence = confidence.replace(".", ",")
    yield message("receipt.rule", language, rule=line(statement.rule), confidence=confidence)
    if cue := line(statement.cue):
        yield message("receipt.cue", language, cue=cue)
    if surface := line(statement.speaker_surface):
        yield message("receipt.surface", language, surface=surface)
    if (seen := statement.evidence) is None:
        yield message("receipt.unnamed", language)
    else:
        yield message("receipt.named", language, start=seen.start, end=seen.end)


def _in_context(
    article: Printed, whole: Span, marked: Sequence[Span], page: _Page
) -> Iterator[RenderableType]:
    values = {"article": line(article.id), "start": whole.start, "end": whole.end}
    key = "receipt.place_unknown"
    if article.version is not None:
        key, values["version"] = "receipt.place", line(article.version)
    yield Paragraph(Text(message(key, page.language, **values), FAINT), indent=4)
    if (article.id, article.version) not in page.texts:
        yield Paragraph(Text(message("receipt.words_only", page.language), FAINT), indent=4)
    yield from _words(article, whole, marked or (whole,), page)


def _words(
    article: Printed, whole: Span, marked: Sequence[Span], page: _Page, margin: int = _AROUND
) -> Iterator[RenderableType]:
    """Yield the words in the version they were taken from, else the words alone."""
    text = page.texts.get((article.id, article.version))
    if text is not None and all(text[s.start : s.end] == s.text for s in (whole, *marked)):
        places = sorted((s.start, s.end) for s in marked)
        yield from terminal.context(text, places, marks=page.marks, margin=margin)
    else:
        yield from terminal.context(whole.text, [(0, len(whole.text))], marks=page.marks)


def _problems(item: Item, language: str) -> list[RenderableType]:
    return [Paragraph(Text(said(p, language)), Text("! ", _BROKEN), indent=4) for p in item.problems]


def said(problem: Problem, language: str) -> str:
    """Return one thing that no longer holds, in words."""
    values = dict(problem.values)
    match problem.word:
        case "not_kept":
            key = "not_kept_here"
        case "article_changed":
            key = f"changed_{values.pop('words')}"
            return _changed(key, values, language)
        case "never_stood" if values.get("start") is not None:
            key = "stood_elsewhere"
        case "never_stood":
            key, values = "never_stood", {}
        case "read_otherwise":
            key, each = "read_otherwise", values["differences"]
            values = {"differences": ", ".join(_difference(d, language) for d in each)}
        case _:
            key = problem.word
    if "fields" in values:
        values["fields"] = ", ".join(values["fields"])
    return message(f"receipt.{key}", language, **values)


def _changed(key: str, values: dict[str, Any], language: str) -> str:
    """Return how the article of some words changed, and how it says itself that it was corrected."""
    names = ("version", "number", *(("start", "end") if key == "changed_moved" else ()))
    day = words(values["taken_in"], language)
    parts = [message(f"receipt.{key}", language, day=day, **{name: values[name] for name in names})]
    if values["diff"]:
        parts.append(message("receipt.became", language, diff=line(values["diff"])))
    parts += [message("receipt.corrected", language, text=line(text)) for text in values["notes"]]
    return " — ".join(parts)


def _difference(difference: dict[str, Any], language: str) -> str:
    then, now = (_plain(difference[name]) for name in ("then", "now"))
    return message("receipt.difference", language, field=difference["field"], then=then, now=now)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(line(str(part)) for part in value)
    return "" if value is None else line(str(value))


def _named(item: Item) -> dict[str, str]:
    return {} if item.part == "archive" else {"name": line(item.name)}


def summed(checked: Checked, language: str) -> str:
    """Say whether all of a receipt holds, else which parts do not, and how many remarks tell why."""
    if checked.holds:
        return message("receipt.holds_all", language)
    remarks = sum(len(item.problems) for item in checked.items)
    parts = ", ".join(_broken(checked, language))
    return message("receipt.holds_not", language, parts=parts, remarks=remarks)


def _broken(checked: Checked, language: str) -> Iterator[str]:
    """Yield what no longer holds: the archive, the receipt, how many of its citations and statements."""
    for part in dict.fromkeys(item.part for item in checked.items if item.problems):
        alike = [item for item in checked.items if item.part == part]
        broken = sum(bool(item.problems) for item in alike)
        values = {} if part in ("archive", "receipt") else {"broken": broken, "parts": len(alike)}
        yield message(f"receipt.broken_{part}", language, **values)


def _sum(checked: Checked, language: str) -> RenderableType:
    return Paragraph(Text(summed(checked, language), HEADING if checked.holds else _BROKEN))
