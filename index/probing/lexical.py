"""The lexical index held against the archive: every passage is there, and found by its rarest word."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from index import analysis
from index.ledger.stored import connection as sqlite
from index.ledger.stored.rows import VERSION
from index.lexicon import Lexicon
from index.probing.expected import expected, text
from index.vectors.probe import parts, sample

_AT_ONCE = 2000  # entries read
_TRIES = 3  # an owner may commit while this looks


def look(given: dict[str, Any]) -> dict[str, Any]:
    """Count what is wrong with the lexical index of a home."""
    home = Path(given["home"])
    with Lexicon.open(Path(given["folder"]), write=False) as lexicon:
        for _ in range(_TRIES):
            before = lexicon.watermark
            found = _compared(home, lexicon, everything=bool(given["everything"]))
            if lexicon.watermark == before:
                break
    return found


def _compared(home: Path, lexicon: Lexicon, *, everything: bool) -> dict[str, Any]:
    watermark, held = lexicon.watermark, lexicon.passages
    wanted = expected(home, watermark)
    known = [*wanted.required, *wanted.allowed]
    articles: dict[str, str] = {}
    for some in parts(known, _AT_ONCE):
        articles |= {name: entry.article_id for name, entry in lexicon.entries(some).items()}
    there = [name for name in wanted.required if name in articles]
    asked = there if everything else sample(there)
    return {
        "watermark": watermark,
        "sequence": wanted.sequence,
        "held": held,
        "asked": len(asked),
        "missing": len(wanted.required) - len(there),
        "surplus": max(0, held - len(articles)),
        "different": sum(articles[name] != wanted.required[name] for name in there),
        "lost": sum(not found for found in _found(home, lexicon, asked)),
    }


def _found(home: Path, lexicon: Lexicon, asked: Sequence[str]) -> list[bool]:
    """Tell of each passage whether its entry has its words, and its rarest word leads to it."""
    results = []
    with closing(sqlite.connect(home, VERSION)) as connection:
        for some in parts(asked, _AT_ONCE):
            entries = lexicon.entries(some)
            for name in some:
                words = text(connection, name)
                if words is not None:  # else it has left the archive meanwhile
                    terms = analysis.terms(words)
                    same = entries[name].words == [t.word for t in terms]
                    results.append(same and _leads(lexicon, {t.stem: t.word for t in terms}, name))
    return results


def _leads(lexicon: Lexicon, words: dict[str, str], name: str) -> bool:
    """Tell whether asking for the rarest of some words, by stem, finds the passage of that name."""
    if not words:
        return True
    rarest = min(words, key=lexicon.frequency)
    # The frequency counts passages that have left, too: never fewer than are found.
    return name in lexicon.holding(words[rarest], lexicon.frequency(rarest))
