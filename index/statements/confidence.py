"""How often a rule is right: its precision measured on annotated articles, read from `confidence.tsv`.

The table is made by `tests/eval/statement_rules.py`, which explains how.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

_UNSEEN = 0.5


@cache
def _table() -> dict[str, float]:
    text = resources.files("index.statements").joinpath("confidence.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: float(row[1]) for row in rows}


def of(rule: str) -> float:
    """Return the measured precision of a rule, 0 to 1; 0.5 for one never measured."""
    table = _table()
    way = rule.partition("/")[2]
    return table.get(rule, table.get(f"*/{way}", _UNSEEN) if way else _UNSEEN)
