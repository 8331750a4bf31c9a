"""Measure how often each rule of the statement grammar is right, and write the table of confidences.

    python tests/eval/statement_rules.py ANNOTATED.jsonl[.gz]... > index/statements/confidence.tsv

An annotated file has an article a line: `{"id", "text", "title"?, "published"?, "statements": [{"speaker",
"also"?, "fragments", "content"}]}`, or one known quotation a line: `{"id", "text", "quote", "speaker"}`.
A statement we read is right when its words overlap an annotated one's by half (of their union) and the
speaker is the same or left open.

A rule seen n times and right r times has the precision (r + 4 p) / (n + 4), where p is the precision of its
way of finding the speaker (name, pronoun, office...), smoothed after Laplace: (right + 1) / (seen + 2).
Rows that start with "*/" give p, for rules never seen. On articles that helped to write the grammar the
figures flatter it by a few points: measure on others.
"""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.news import Article, Span, Statement
from index.statements import read

_PRIOR = 4


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def fold(name: str) -> str:
    """Return a name without case, accents and leading article or title."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    words = plain.replace("’", " ").replace("'", " ").replace("-", " ").split()
    while words and words[0] in {"le", "la", "les", "l", "un", "une", "des", "m.", "mme", "plusieurs", "ses"}:
        words = words[1:]
    return " ".join(words)


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return the intersection over the union of two intervals."""
    inter = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    union = (a[1] - a[0]) + (b[1] - b[0]) - inter
    return inter / union if union else 0.0


def known(row: dict[str, Any]) -> list[tuple[tuple[int, int], set[str], bool]]:
    """Return the annotated spans of an article with the names that are right, and whether they are quoted."""
    found = []
    for statement in row.get(
        "statements", [{"speaker": row.get("speaker"), "fragments": [row.get("quote")]}]
    ):
        names = {fold(n) for n in [statement["speaker"], *statement.get("also", [])]}
        for piece in statement["fragments"] or [statement["content"]]:
            start = row["text"].find(piece)
            if start >= 0:
                found.append(((start, start + len(piece)), names, bool(statement["fragments"])))
    return found


def spans(statement: Statement) -> tuple[Span, ...]:
    """Return what of a statement is compared: its quoted words, or its content."""
    return statement.fragments or (statement.content,)


def judge(row: dict[str, Any], seen: Counter[str], right: Counter[str]) -> None:
    """Count the statements read in one article, by rule; of a known quotation only what overlaps it."""
    article = Article(row["id"], row["text"], "eval", title=row.get("title"), published=row.get("published"))
    truth = known(row)
    lone = "quote" in row
    for statement in read(article):
        for span in spans(statement):
            best = max(
                ((overlap(t[0], (span.start, span.end)), t) for t in truth), default=None, key=lambda b: b[0]
            )
            inside = any(span.start <= t[0][0] and t[0][1] <= span.end for t in truth)
            if (lone and not inside) or statement.headline:
                continue
            seen[statement.rule] += 1
            names = best[1][1] if best and (best[0] >= 0.5 or lone) else set()
            said = fold(statement.speaker)
            ok = bool(names) and (
                not said or said in names or (lone and said.split()[-1] in {n.split()[-1] for n in names})
            )
            right[statement.rule] += ok


def how(rule: str) -> str:
    """Return the way a rule finds its speaker: what stands after the stroke."""
    return "*/" + rule.partition("/")[2]


def table(seen: Counter[str], right: Counter[str]) -> Iterator[str]:
    """Yield the lines of the table, rules in order."""
    ways: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for rule, n in seen.items():
        ways[how(rule)] += n
        sure[how(rule)] += right[rule]
    prior = {way: (sure[way] + 1) / (n + 2) for way, n in ways.items()}
    for way in sorted(ways):
        yield f"{way}\t{prior[way]:.3f}\t{sure[way]}\t{ways[way]}"
    for rule in sorted(seen):
        precision = (right[rule] + _PRIOR * prior[how(rule)]) / (seen[rule] + _PRIOR)
        yield f"{rule}\t{precision:.3f}\t{right[rule]}\t{seen[rule]}"


def main(paths: list[str]) -> None:
    """Print the table for the annotated files."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    articles = 0
    for path in paths:
        for row in rows(Path(path)):
            judge(row, seen, right)
            articles += 1
    print(
        f"# Precision of the rules on {articles} annotated articles, made by tests/eval/statement_rules.py."
    )
    print("# Rule (cue and content / way of finding the speaker), precision, times right, times seen.")
    print("# Rows */way serve rules never seen. To renew it: run the script on annotated articles.")
    print("\n".join(table(seen, right)))


if __name__ == "__main__":
    main(sys.argv[1:])
