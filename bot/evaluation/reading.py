"""A file of questions, claims and speakers as items.

JSON Lines, one item a line; or one JSON document, a list of items or an object of such lists. An item is

    {"question", "answers"?: [str], "articles"?: [id, file name or URL], "abstain"?: true}
    {"claim", "verdict": [word of `check`], "speaker"?}
    {"speaker", "topic"?, "statements_at_least"?: 1}
    a line of `verbatim feedback`: {"question", "good", "answer", ...}

`answers` are any of them right, `all` must all be shown. Where a question has no `abstain` and its `articles`
are an empty list, nothing answers it. `docs` and `gold` are other names of `articles`; a single string stands
for a list of one; fields of other names are passed over.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from bot.answers.verdict import Word
from bot.evaluation.items import Claim, Item, Judged, Question, Voice
from bot.reasons import why
from index.errors import UsageError
from prompts import message

_ARTICLES = ("articles", "docs", "gold")
_VERDICTS = frozenset(get_args(Word))


class _Wrong(Exception):
    """An item is not as it must be; carries the key and the values of a message."""

    def __init__(self, word: str, **values: object) -> None:
        super().__init__(word)
        self.word, self.values = word, values


def read(path: Path, language: str) -> list[Item]:
    """Return the items of a file ("-": stdin), in order.

    Raises:
        UsageError: it cannot be read, holds nothing, or a line (which is named) is not as it must be.
    """
    items: list[Item] = []
    for place, row in _rows(path, language):
        try:
            items.append(item(row))
        except _Wrong as wrong:
            reason = message(f"eval.{wrong.word}", language, **wrong.values)
            raise UsageError(
                message("eval.bad_item", language, path=path, place=place, reason=reason)
            ) from wrong
    if not items:
        raise UsageError(message("eval.no_items", language, path=path))
    return items


def item(row: object) -> Item:
    """Return the item of one JSON object."""
    if not isinstance(row, dict):
        raise _Wrong("not_an_object")
    if "claim" in row:
        verdicts = _strings(row, "verdict")
        unknown = sorted(set(verdicts) - _VERDICTS)
        if not verdicts or unknown:
            raise _Wrong(
                "no_such_verdict", given=", ".join(unknown) or "-", known=", ".join(sorted(_VERDICTS))
            )
        return Claim(_text(row, "claim"), verdicts, _text(row, "speaker") if row.get("speaker") else None)
    if "question" in row:
        return _judged(row) if "good" in row else _question(row)
    if "speaker" in row:
        least = row.get("statements_at_least", 1)
        if not isinstance(least, int) or isinstance(least, bool) or least < 0:
            raise _Wrong("not_a_number", field="statements_at_least")
        return Voice(_text(row, "speaker"), _text(row, "topic") if row.get("topic") else None, least)
    raise _Wrong("neither")


def _question(row: dict[str, Any]) -> Question:
    named = next((name for name in _ARTICLES if name in row), None)
    articles = _strings(row, named) if named else ()
    abstain = row.get("abstain", bool(named) and not articles)
    if not isinstance(abstain, bool):
        raise _Wrong("not_a_boolean", field="abstain")
    answers, every = _strings(row, "answers"), _strings(row, "all")
    if abstain and (answers or every or articles):
        raise _Wrong("abstains_and_answers")
    if not (abstain or answers or every or articles):
        raise _Wrong("nothing_right")
    return Question(_text(row, "question"), answers, every, articles, abstain)


def _judged(row: dict[str, Any]) -> Judged:
    good, answer = row["good"], row.get("answer")
    if not isinstance(good, bool):
        raise _Wrong("not_a_boolean", field="good")
    if not isinstance(answer, dict) or not isinstance(answer.get("text"), str):
        raise _Wrong("not_feedback")
    cited = answer.get("citations")
    articles = [c.get("article_id") for c in cited if isinstance(c, dict)] if isinstance(cited, list) else []
    return Judged(
        _text(row, "question"),
        good,
        _whole(answer["text"]),
        tuple(dict.fromkeys(a for a in articles if isinstance(a, str))),
        answer.get("abstained") is True,
    )


def _text(row: dict[str, Any], field: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("not_a_text", field=field)
    return _whole(value)


def _strings(row: dict[str, Any], field: str) -> tuple[str, ...]:
    value = row.get(field)
    values = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise _Wrong("not_texts", field=field)
    return tuple(_whole(v) for v in values)


def _whole(text: str) -> str:
    """Return a text without half characters, which no file or screen takes."""
    return text.encode("utf-8", "replace").decode()


def _rows(path: Path, language: str) -> Iterator[tuple[str, object]]:
    """Yield each item's JSON with the place that an error names."""
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error, language) if isinstance(error, OSError) else "UTF-8"
        raise UsageError(message("terminal.batch_file", language, path=path, reason=reason)) from error
    whole = _document(text)
    if whole is not None:
        yield from _listed(whole, language)
        return
    # Not splitlines(): a JSON string may hold U+2028 and its like.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            place, reason = message("eval.line", language, line=number), message("eval.not_json", language)
            raise UsageError(
                message("eval.bad_item", language, path=path, place=place, reason=reason)
            ) from error
        yield message("eval.line", language, line=number), row


def _document(text: str) -> list[Any] | dict[str, list[Any]] | None:
    """Return the one JSON document of a file of lists, None for JSON Lines."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(whole, list):
        return whole
    lists = isinstance(whole, dict) and whole and all(isinstance(v, list) for v in whole.values())
    return whole if lists else None


def _listed(whole: list[Any] | dict[str, list[Any]], language: str) -> Iterator[tuple[str, object]]:
    lists = whole if isinstance(whole, dict) else {"": whole}
    for name, rows in lists.items():
        for number, row in enumerate(rows, start=1):
            yield message("eval.item", language, name=name, number=number).strip(), row
