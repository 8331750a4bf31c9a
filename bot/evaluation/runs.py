"""A run of an evaluation: what was measured on what; written to a file and read again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.outcome import MEASURES, Outcome
from bot.reasons import why
from index.errors import UsageError
from prompts import message

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation.

    Attributes:
        made: when, ISO 8601 in UTC.
        articles: how many were searched.
        model, embedding: the names of what worded the answers (None: printed sentences) and made the vectors.
        left_out: the items none of whose articles is in the home.
    """

    made: str
    version: str
    articles: int
    model: str | None
    embedding: str
    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...] = ()


def write(run: Run) -> dict[str, Any]:
    """Return a run as JSON."""
    return {"verbatim_run": _FORMAT, **asdict(run)}


def load(path: Path, language: str) -> Run:
    """Return the run that `eval --save` wrote.

    Raises:
        UsageError: the file cannot be read or is no such run.
    """
    try:
        row = json.loads(path.read_bytes().decode("utf-8-sig"))
        return _read(row)
    except OSError as error:
        reason = why(error, language)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        reason = message("eval.not_a_run", language)
    raise UsageError(message("terminal.batch_file", language, path=path, reason=reason))


def _read(row: dict[str, Any]) -> Run:
    if row["verbatim_run"] != _FORMAT:
        raise ValueError(row["verbatim_run"])
    outcomes = tuple(_outcome(o) for o in row["outcomes"])
    left_out = tuple(str(text) for text in row["left_out"])
    model = None if row["model"] is None else str(row["model"])
    return Run(
        str(row["made"]),
        str(row["version"]),
        int(row["articles"]),
        model,
        str(row["embedding"]),
        outcomes,
        left_out,
    )


def _outcome(row: dict[str, Any]) -> Outcome:
    rank = None if row["rank"] is None else int(row["rank"])
    measures = {name: float(value) for name, value in row["measures"].items() if name in MEASURES}
    spent = {str(name): float(value) for name, value in row["spent"].items()}
    return Outcome(
        str(row["key"]), str(row["kind"]), str(row["label"]), measures, rank, spent, str(row["got"])
    )
