"""What a dossier says, in words and in order, whatever it is written as; foreign text is harmless here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.dossier.dossier import REASONS, Dossier, Entry
from bot.render import dates, ledger, links, named
from bot.render.layout import line
from index.news import Article, Scanned, Statement
from prompts import message

_FEW = 12  # statements that need no headings
_MONTHS = 36  # more of them are grouped by year
_VERIFY = "verbatim receipt {id} --json > {id}.json && verbatim verify {id}.json"
_KINDS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Item:
    """One statement.

    Attributes:
        day: in words.
        speaker: who said it where that is not the title's, else "".
        labels: how it was said and passed on, in words.
        words: what stood inside quotation marks, one after the other; none of a reported statement.
        reported: the content as printed, "" of a direct statement.
        others: who else printed these words, in words, or "".
        notes: numbers of its footnotes.
    """

    day: str
    speaker: str
    labels: tuple[str, ...]
    words: tuple[str, ...]
    reported: str
    others: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of a month or a year; the heading is "" where there are few."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Where one report was printed: outlet and day, title, address that opens at the words, and its place."""

    number: int
    origin: str
    title: str
    url: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Content:
    """All of a dossier, in words.

    Attributes:
        colon: what stands between a label and its value.
        facts: what it is about and rests on, (label, value).
        legend: how to read it.
        empty: said in place of sections where there is no statement, else "".
        left_out: (reason, count).
        proof: how to check it later, (label, command); a command may be "".
    """

    language: str
    colon: str
    title: str
    facts: tuple[tuple[str, str], ...]
    legend: str
    empty: str
    sections: tuple[Section, ...]
    left_out_title: str
    left_out: tuple[tuple[str, int], ...]
    notes_title: str
    notes: tuple[Note, ...]
    proof_title: str
    proof: tuple[tuple[str, str], ...]


def title(dossier: Dossier) -> str:
    """Return the title: whose statements, on what."""
    name, topic = _name(dossier), dossier.wanted.topic
    if topic:
        return message("dossier.title_topic", dossier.language, speaker=name, topic=line(topic))
    return message("dossier.title", dossier.language, speaker=name)


def _name(dossier: Dossier) -> str:
    surfaces = (entry.statement.speaker_surface for entry in dossier.entries)
    return line(named.within(dossier.speaker, (dossier.wanted.speaker, *surfaces), dossier.language))


def summary(dossier: Dossier) -> str:
    """Return how many statements there are, and of which kinds."""
    kinds: list[str] = [entry.statement.kind for entry in dossier.entries]
    counts = {kind: kinds.count(kind) for kind in _KINDS}
    return message("dossier.counted", dossier.language, statements=len(kinds), **counts)


def content(dossier: Dossier, not_kept: str | None = None) -> Content:
    """Return what a dossier says; `not_kept` is why no receipt of it could be kept."""
    language = dossier.language
    notes: list[Note] = []
    items = [(entry.day, _item(entry, dossier, notes)) for entry in dossier.entries]
    left_out = tuple(
        (message(f"dossier.left_{reason}", language), count)
        for reason in REASONS
        if (count := dossier.left_out.get(reason, 0))
    )
    return Content(
        language=language,
        colon=message("dossier.colon", language),
        title=title(dossier),
        facts=tuple(_facts(dossier)),
        legend=message("dossier.legend", language),
        empty="" if items else message("dossier.empty", language, speaker=_name(dossier)),
        sections=tuple(_sections(items, language)),
        left_out_title=message("dossier.left_out" if left_out else "dossier.nothing_left_out", language),
        left_out=left_out,
        notes_title=message("dossier.notes", language),
        notes=tuple(notes),
        proof_title=message("dossier.proof", language),
        proof=tuple(_proof(dossier, not_kept)),
    )


def _facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    language, wanted = dossier.language, dossier.wanted
    day, _, time = dossier.made_at.partition("T")

    def fact(name: str, value: str) -> tuple[str, str]:
        return message(f"dossier.{name}", language), value

    made = message("dossier.made_at", language, day=dates.words(day, language), time=time[:5])
    yield fact("made", made)
    if period := dates.between(wanted.since, wanted.until, language):
        if dossier.printed is not None:
            period += " " + message("dossier.printed", language, articles=dossier.printed)
        yield fact("period", period)
    yield fact("corpus", _corpus(dossier.scanned, language))
    yield fact("statements", summary(dossier))
    others = [name for other in dossier.others if (name := line(other)) != line(dossier.speaker)]
    if others:
        yield fact("others", ", ".join(others))


def _corpus(scanned: Scanned, language: str) -> str:
    return ledger.searched(scanned, language).rstrip(".")


def _sections(items: Sequence[tuple[str, Item]], language: str) -> Iterator[Section]:
    if len(items) <= _FEW:
        if items:
            yield Section("", tuple(item for _, item in items))
        return
    length = 7 if len({day[:7] for day, _ in items}) <= _MONTHS else 4
    groups: dict[str, list[Item]] = {}
    for day, item in items:
        groups.setdefault(day[:length], []).append(item)
    for key, found in groups.items():
        heading = dates.words(key, language) or message("dossier.undated", language)
        yield Section(heading[:1].upper() + heading[1:], tuple(found))


def _item(entry: Entry, dossier: Dossier, notes: list[Note]) -> Item:
    statement, language = entry.statement, dossier.language
    first = len(notes) + 1
    notes += [_note(first + n, s, a, language) for n, (s, a) in enumerate(entry.reports)]
    direct = statement.kind == "direct"
    name = line(statement.speaker)
    return Item(
        day=dates.words(entry.day, language) or message("shown.undated", language),
        speaker=name if name != line(dossier.speaker) else "",
        labels=(*_labels(statement, language), *_revised(entry, language)),
        words=tuple(line(f.text) for f in statement.fragments) if direct else (),
        reported="" if direct else line(statement.content.text),
        others=_others(entry, language),
        notes=tuple(note.number for note in notes[first - 1 :]),
    )


def _labels(statement: Statement, language: str) -> Iterator[str]:
    yield message(f"dossier.kind_{statement.kind}", language)
    yield from ledger.badges(statement, language)[statement.kind == "indirect" :]
    if statement.headline:
        yield message("dossier.headline", language)
    if cue := line(statement.cue):
        yield message("dossier.cue", language, cue=cue)


def _revised(entry: Entry, language: str) -> Iterator[str]:
    change = entry.revised
    if change is not None and change.before is not None:
        yield ledger.changed("altered", change.number, change.at, language).rstrip(".")


def _others(entry: Entry, language: str) -> str:
    if len(entry.reports) < 2:
        return ""
    return message("dossier.same_words", language, articles=len(entry.reports), sources=entry.sources)


def _note(number: int, statement: Statement, article: Article, language: str) -> Note:
    where = [line(article.outlet), dates.words(line(article.published), language)]
    words = statement.fragments[0].text if statement.fragments else statement.content.text
    place = message(
        "dossier.place",
        language,
        article=line(article.id),
        start=statement.content.start,
        end=statement.content.end,
        statement=line(statement.id),
    )
    return Note(
        number,
        ", ".join(part for part in where if part),
        line(article.title) or message("shown.untitled", language),
        links.at_passage(article.url, words),
        place,
    )


def _proof(dossier: Dossier, not_kept: str | None) -> Iterator[tuple[str, str]]:
    language = dossier.language
    if not_kept is not None:
        yield message("dossier.not_kept", language, reason=line(not_kept)), ""
        return
    yield message("dossier.receipt", language), f"verbatim receipt {dossier.id}"
    yield message("dossier.verify", language), _VERIFY.format(id=dossier.id)
