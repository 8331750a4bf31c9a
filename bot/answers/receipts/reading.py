"""A receipt read back from JSON, which may come from anywhere: every field is checked, nothing is believed.

What is wrong is told by the name of its field; the words of the file are not repeated.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from bot.answers.receipts.receipt import FORMAT, FORMAT_VERSION, KINDS, Cited, Printed, Receipt, Shown, Spoken
from bot.answers.verdict import Word
from bot.reasons import why
from index.errors import UsageError
from index.ledger.versions.editions import Corpus
from index.news import Kind, Mood, Polarity, Scanned, Span, SpeakerType, Statement
from prompts import LANGUAGES, message

_LARGEST = 32 * 1024 * 1024  # bytes of a file; a dossier of 4,000 statements comes to a fifth of that
_MOST = 20_000  # citations, statements, fragments
_FURTHEST = 2**31  # characters of a text
_VERDICTS = get_args(Word)
T = TypeVar("T")


def load(path: Path, language: str) -> Receipt:
    """Return the receipt of a file; "-" is stdin."""
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        reason = why(error, language)
        raise UsageError(message("receipt.unreadable", language, path=path, reason=reason)) from error
    if len(raw) > _LARGEST:
        raise UsageError(message("receipt.too_large", language, path=path, most=_LARGEST // 1024**2))
    try:
        given = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(message("receipt.no_json", language, path=path)) from error
    try:
        return read(given)
    except _WrongField as error:
        raise UsageError(message("receipt.wrong", language, path=path, field=error)) from error
    except _OtherFormat as error:
        raise UsageError(message("receipt.newer", language, path=path, found=error)) from error


class _WrongField(ValueError):
    """A field is missing or is not what it must be; the text is its name."""


class _OtherFormat(ValueError):
    """A format version that is not known; the text is its number."""


def read(given: object) -> Receipt:
    """Return the receipt of a document; unknown fields are passed over.

    Raises:
        ValueError: it is none; the text names the field.
    """
    top = _Fields(given, "")
    top.one_of("format", (FORMAT,))
    if (version := top.number("format_version")) != FORMAT_VERSION:
        raise _OtherFormat(version)
    kind = top.one_of("kind", KINDS)
    return Receipt(
        id=top.text("id"),
        kind=kind,
        made_at=top.text("made_at"),
        program=top.text("program"),
        grammar=top.number("grammar"),
        language=top.one_of("language", LANGUAGES),
        shown=_shown(top, kind),
        corpus=_corpus(top.object("archive")),
        citations=tuple(top.each("citations", _cited)),
        statements=tuple(top.each("statements", _spoken)),
        statements_in_all=top.number("statements_in_all"),
        scanned=_scanned(top.object("scanned")),
    )


class _Fields:
    """The fields of one JSON object; `place` is where it stands in the document."""

    def __init__(self, given: object, place: str) -> None:
        if not isinstance(given, dict):
            raise _WrongField(place or "{}")
        self._given = cast("dict[str, Any]", given)
        self._place = place

    def text(self, name: str) -> str:
        value = self._given.get(name)
        if not isinstance(value, str) or not _is_storable(value):
            raise self.wrong(name)
        return value

    def optional(self, name: str) -> str | None:
        return None if name in self._given and self._given[name] is None else self.text(name)

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        value = self.text(name)
        if value not in known:
            raise self.wrong(name)
        return value

    def number(self, name: str) -> int:
        value = self._given.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _FURTHEST:
            raise self.wrong(name)
        return value

    def optional_number(self, name: str) -> int | None:
        return None if name in self._given and self._given[name] is None else self.number(name)

    def share(self, name: str) -> float:
        value = self._given.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.wrong(name)
        return float(value)

    def flag(self, name: str) -> bool:
        value = self._given.get(name)
        if not isinstance(value, bool):
            raise self.wrong(name)
        return value

    def day(self, name: str) -> date | None:
        value = self.optional(name)
        try:
            return date.fromisoformat(value) if value is not None else None
        except ValueError:
            raise self.wrong(name) from None

    def object(self, name: str) -> _Fields:
        return _Fields(self._given.get(name), self._at(name))

    def each(self, name: str, read: Callable[[_Fields], T]) -> list[T]:
        return [read(_Fields(v, f"{self._at(name)}[{n}]")) for n, v in enumerate(self._list(name))]

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(v, str) and _is_storable(v) for v in values):
            raise self.wrong(name)
        return tuple(values)

    def span(self) -> Span:
        start, end, text = self.number("start"), self.number("end"), self.text("text")
        if start > end:
            raise self.wrong("end")
        return Span(start, end, text)

    def optional_span(self, name: str) -> Span | None:
        return None if self._given.get(name, 0) is None else self.object(name).span()

    def wrong(self, name: str) -> _WrongField:
        return _WrongField(self._at(name))

    def _list(self, name: str) -> list[Any]:
        values = self._given.get(name)
        if not isinstance(values, list) or len(values) > _MOST:
            raise self.wrong(name)
        return values

    def _at(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


def _shown(top: _Fields, kind: str) -> Shown:
    return Shown(
        asked=top.text("asked"),
        outcome=top.one_of("outcome", _VERDICTS) if kind == "verdict" else top.text("outcome"),
        speaker=top.optional("speaker"),
        diff=top.optional("diff"),
        text=top.text("text"),
        mode=cast("Any", top.one_of("mode", ("extractive", "llm"))),
        model=top.optional("model"),
        notes=top.texts("notes"),
    )


def _corpus(fields: _Fields) -> Corpus:
    scanned = Scanned(fields.number("articles"), fields.day("from"), fields.day("to"))
    return Corpus(fields.text("id"), fields.number("sequence"), scanned)


def _scanned(fields: _Fields) -> Scanned:
    return Scanned(
        fields.number("articles"),
        fields.day("from"),
        fields.day("to"),
        fields.optional_number("articles_naming_speaker"),
        fields.optional_number("statements_by_speaker"),
    )


def _cited(fields: _Fields) -> Cited:
    return Cited(fields.number("n"), _printed(fields.object("article")), fields.span(), fields.text("sha256"))


def _printed(fields: _Fields) -> Printed:
    others = {name: fields.optional(name) for name in Printed.__slots__ if name != "id"}
    return Printed(id=fields.text("id"), **others)


def _spoken(fields: _Fields) -> Spoken:
    article = _printed(fields.object("article"))
    statement = Statement(
        **{name: fields.text(name) for name in ("id", "speaker", "speaker_surface", "role", "cue", "rule")},
        article_id=article.id,
        speaker_type=cast("SpeakerType", fields.one_of("speaker_type", get_args(SpeakerType))),
        kind=cast("Kind", fields.one_of("kind", get_args(Kind))),
        polarity=cast("Polarity", fields.one_of("polarity", get_args(Polarity))),
        mood=cast("Mood", fields.one_of("mood", get_args(Mood))),
        fragments=tuple(fields.each("fragments", _Fields.span)),
        content=fields.object("content").span(),
        relay=fields.optional("relay"),
        said_on=fields.optional("said_on"),
        headline=fields.flag("headline"),
        confidence=fields.share("confidence"),
        evidence=fields.optional_span("evidence"),
        by_date=fields.flag("by_date"),
    )
    return Spoken(article, statement)


def _is_storable(text: str) -> bool:
    """Tell whether a text can be looked up and printed; half characters cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
