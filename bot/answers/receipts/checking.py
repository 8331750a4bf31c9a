"""A receipt held against the archive as it is now: what still holds, and what no longer does.

Nothing in the receipt is believed. Words stand only where the stored text of their article, in the version
that the receipt names, has them at its offsets; a statement holds only where the ledger reads it so today;
text that no article can prove (the answer itself) must be what the archive has kept under this id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.answers.receipts.once import Comparing, Once
from bot.answers.receipts.receipt import Cited, Printed, Receipt, Shown, Spoken, fingerprint
from index.ledger.said.telling import FLOOR
from index.ledger.versions import corrections, revisions
from index.ledger.versions.editions import Corpus, Edition
from index.news import Span, Statement

Word = Literal[
    "other_archive",  # the receipt was made on another archive: now
    "not_kept",  # the archive keeps no receipt of this id, so what was shown cannot be compared
    "altered",  # not what the archive has kept under this id: fields
    "never_stood",  # the version named does not have these words at these offsets: start, end
    "origin",  # the version named has another title, outlet, date or address: fields
    "article_removed",
    # version (of today), number, taken_in, words ("stand", "moved", "gone"), start, end, diff (the words as
    # they were and as they are, where others like them stand now), notes (how it says it was corrected)
    "article_changed",
    "not_read",  # the ledger no longer has the statement
    "read_otherwise",  # differences: [{field, then, now}]
]
# What the rules measure of themselves (`rule`, `confidence`) may change without changing who said what.
_READ = (
    "speaker", "speaker_type", "speaker_surface", "role", "cue", "kind", "polarity", "mood", "relay",
    "said_on", "headline", "by_date",
)  # fmt: skip
_ORIGIN = ("title", "outlet", "published", "url")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that no longer holds; `values` are named beside each `Word`."""

    word: Word
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a receipt: "receipt", "archive", "citation" (by its number), "statement" (by its id)."""

    part: Literal["receipt", "archive", "citation", "statement"]
    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """All parts of a receipt, and the state of the archive they were held against."""

    items: tuple[Item, ...]
    corpus: Corpus

    @property
    def holds(self) -> bool:
        """Tell whether all of it still holds."""
        return not any(item.problems for item in self.items)


def check(receipt: Receipt, kept: Receipt | None, ledger: Comparing) -> Checked:
    """Hold a receipt against the archive; `kept` is what the archive itself has under its id."""
    ledger = Once(ledger)
    now = ledger.corpus()
    same = receipt.corpus.archive == now.archive
    other = () if same else (Problem("other_archive", {"now": now.archive}),)
    items = [
        Item("archive", receipt.corpus.archive, other),
        Item("receipt", receipt.id, _whole(receipt, kept)),
    ]
    for n, cited in enumerate(receipt.citations):
        altered = _altered(cited, kept.citations if kept else None, n)
        items.append(Item("citation", str(cited.n), (*altered, *_citation(cited, ledger))))
    for n, spoken in enumerate(receipt.statements):
        altered = _altered(spoken, kept.statements if kept else None, n)
        items.append(Item("statement", spoken.statement.id, (*altered, *_statement(spoken, ledger))))
    return Checked(tuple(items), now)


def _whole(receipt: Receipt, kept: Receipt | None) -> tuple[Problem, ...]:
    """Compare what no article proves with what the archive has kept."""
    if kept is None:
        return (Problem("not_kept"),)
    own = ("kind", "made_at", "program", "grammar", "language", "corpus", "scanned", "statements_in_all")
    fields = [name for name in own if getattr(receipt, name) != getattr(kept, name)]
    fields += [n for n in Shown.__slots__ if getattr(receipt.shown, n) != getattr(kept.shown, n)]
    for name in ("citations", "statements"):  # one that was taken out is missed here, others by themselves
        if len(getattr(receipt, name)) != len(getattr(kept, name)):
            fields.append(name)
    return (Problem("altered", {"fields": fields}),) if fields else ()


def _altered(part: Cited | Spoken, kept: Sequence[Cited | Spoken] | None, n: int) -> tuple[Problem, ...]:
    if kept is None or (n < len(kept) and kept[n] == part):
        return ()
    fields = _differing(part, kept[n]) if n < len(kept) else []
    return (Problem("altered", {"fields": fields}),)


def _differing(one: object, other: object) -> list[str]:
    """Return the names of the fields in which two nouns differ, those of a statement by themselves."""
    names: list[str] = []
    for name in type(one).__slots__:  # type: ignore[attr-defined]  # the nouns are slotted dataclasses
        mine, its = getattr(one, name), getattr(other, name)
        if mine != its:
            names += _differing(mine, its) if isinstance(mine, Statement) else [name]
    return names


def _citation(cited: Cited, ledger: Comparing) -> list[Problem]:
    editions = ledger.editions(cited.article.id)
    problems = _stands(cited.article, cited.words, editions)
    if fingerprint(cited.words.text) != cited.sha256:
        problems.append(Problem("altered", {"fields": ["sha256"]}))
    return problems


def _statement(spoken: Spoken, ledger: Comparing) -> list[Problem]:
    statement, editions = spoken.statement, ledger.editions(spoken.article.id)
    problems = _stands(spoken.article, statement.content, editions)
    then = next((e for e in editions if e.version == spoken.article.version), None)
    parts = [*statement.fragments, *([statement.evidence] if statement.evidence else [])]
    if then and any(then.article.text[p.start : p.end] != p.text for p in parts):
        problems.append(Problem("never_stood", {"start": None, "end": None}))
    if not editions:
        return problems
    changed = then is None or not then.current
    return problems + _reading(statement, [s for s, _ in ledger.statements(spoken.article.id)], changed)


def _stands(printed: Printed, words: Span, editions: Sequence[Edition]) -> list[Problem]:
    """Tell where words stand in the version they are said to be from, and in the article of today."""
    if not editions:
        return [Problem("article_removed")]
    problems, now = [], editions[0]
    then = next((e for e in editions if e.version == printed.version), None)
    if then is not None:
        if then.article.text[words.start : words.end] != words.text:
            start, end = _elsewhere(then.article.text, words)
            problems.append(Problem("never_stood", {"start": start, "end": end}))
        # Of an earlier version the archive has the title alone.
        known = _ORIGIN if then.current else ("title",)
        fields = [name for name in known if getattr(printed, name) != getattr(then.article, name)]
        if fields:
            problems.append(Problem("origin", {"fields": fields}))
    elif printed.version is None or len(words.text) != words.end - words.start:
        problems.append(Problem("never_stood", {"start": None, "end": None}))
    if then is not now:
        problems.append(_changed(now, words))
    return problems


def _changed(now: Edition, words: Span) -> Problem:
    values: dict[str, Any] = {
        "version": now.version,
        "number": now.number,
        "taken_in": now.taken_in,
        "words": "stand",
        "start": words.start,
        "end": words.end,
        "diff": None,
        "notes": [note.text for note in corrections.find(now.article.text, now.article.title)],
    }
    if now.article.text[words.start : words.end] != words.text:
        start, end = _elsewhere(now.article.text, words)
        values |= {"words": "gone" if start is None else "moved", "start": start, "end": end}
        if start is None:
            values["diff"] = revisions.became(words.text, now.article.text)
    return Problem("article_changed", values)


def _elsewhere(text: str, words: Span) -> tuple[int | None, int | None]:
    """Return where words stand that are not at their place, the nearest one; (None, None) for nowhere."""
    if not words.text:
        return None, None
    before = text.rfind(words.text, 0, max(words.start, 0) + len(words.text))
    after = text.find(words.text, words.start)
    places = [place for place in (before, after) if place >= 0]
    if not places:
        return None, None
    nearest = min(places, key=lambda place: abs(place - words.start))
    return nearest, nearest + len(words.text)


def _reading(statement: Statement, today: Sequence[Statement], changed: bool) -> list[Problem]:
    """Compare a statement with what the ledger reads today at its place, or in its words where they moved."""
    own = statement.content
    found = [s for s in today if s.content == own] or [
        s for s in today if changed and s.content.text == own.text
    ]
    if not found:
        return [Problem("not_read")]
    now = min(found, key=lambda s: abs(s.content.start - own.start))
    shift = now.content.start - own.start
    differences = [
        _difference(name, getattr(statement, name), getattr(now, name))
        for name in _READ
        if getattr(statement, name) != getattr(now, name)
    ]
    if shift == 0 and statement.id != now.id:
        differences.append(_difference("id", statement.id, now.id))
    if _places(statement.fragments, shift) != _places(now.fragments, 0):
        differences.append(_difference("fragments", *(_texts(s.fragments) for s in (statement, now))))
    if not changed and statement.evidence != now.evidence:
        differences.append(
            _difference("evidence", *(s.evidence.text if s.evidence else None for s in (statement, now)))
        )
    if (statement.confidence >= FLOOR) != (now.confidence >= FLOOR):
        differences.append(_difference("confidence", statement.confidence, now.confidence))
    return [Problem("read_otherwise", {"differences": differences})] if differences else []


def _difference(name: str, then: object, now: object) -> dict[str, object]:
    return {"field": name, "then": then, "now": now}


def _places(spans: Sequence[Span], shift: int) -> list[tuple[int, str]]:
    return [(s.start + shift, s.text) for s in spans]


def _texts(spans: Sequence[Span]) -> list[str]:
    return [s.text for s in spans]
