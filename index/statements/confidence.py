"""How often a rule is right: its precision measured on annotated articles, read from two tables.

`confidence.tsv` has the rules of the grammar and is made by `tests/eval/statement_rules.py`, `proposed.tsv`
has what models propose and is made by `tests/eval/proposals.py`; each script explains how.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

_UNSEEN = 0.5


@cache
def _table() -> dict[str, float]:
    folder = resources.files("index.statements")
    texts = [folder.joinpath(n).read_text(encoding="utf-8") for n in ("confidence.tsv", "proposed.tsv")]
    rows = (line.split("\t") for t in texts for line in t.splitlines() if line and not line.startswith("#"))
    return {row[0]: float(row[1]) for row in rows}


def of(rule: str) -> float:
    """Return the measured precision of a rule, 0 to 1; 0.5 for one never measured."""
    table = _table()
    way = rule.partition("/")[2]
    return table.get(rule, table.get(f"*/{way}", _UNSEEN) if way else _UNSEEN)
