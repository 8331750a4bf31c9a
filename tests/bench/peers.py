#!/usr/bin/env python3
"""Measure verbatim beside what people would otherwise install, on the same articles and questions.

    python tests/bench/peers.py ARTICLES.jsonl[.gz] QUESTIONS.jsonl[.gz] [--limit 1000]

An article is {"id", "text", "title"?}; a question {"question", "articles": [ids] or "gold": id}. Each system
runs in a process of its own, one after the other. Prints a Markdown table; --json a document. The peers need
`pip install --no-deps --require-hashes -r tests/bench/requirements.txt` first; --only leaves some out.
`--embedding MODULE:NAME` names what makes the embedding of llama-index (a BaseEmbedding), in place of ours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import fmean
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.evaluation.comparing import chance  # noqa: E402
from bot.evaluation.figures import hundredth, wilson  # noqa: E402
from tests.bench import processes, rows  # noqa: E402
from tests.bench.systems import SYSTEMS  # noqa: E402

ANSWERED = 100  # questions that are answered as well as searched
HEAD = (
    "",
    "R@1",
    "first row against it",
    "R@10",
    "MRR@10",
    "search p50 / p95, ms",
    "answer p50, ms",
    "articles/s",
    "peak memory, MB",
)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=1000, help="questions at most, evenly from all; 0: all")
    parser.add_argument("--only", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--embedding", metavar="MODULE:NAME")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=SYSTEMS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given)))
        return
    found = {}
    for name in given.only:
        print(f"{name}...", file=sys.stderr, flush=True)
        command = [sys.executable, __file__, str(given.articles), str(given.questions), "--one", name]
        command += ["--limit", str(given.limit)]
        command += ["--embedding", given.embedding] if given.embedding else []
        done = processes.run(command)
        row = json.loads(done.out.splitlines()[-1])
        found[name] = row | {"peak": round(max(done.peak, row["peak"]))}
    print(json.dumps(found) if given.json else table(found))


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Take the articles into one system, ask it all, and return its figures."""
    articles = rows.read(given.articles)
    questions = rows.thinned([q for q in rows.read(given.questions) if rows.wanted(q)], given.limit)
    with tempfile.TemporaryDirectory() as folder:
        system = SYSTEMS[given.one].make(Path(folder), given.embedding)
        start = time.perf_counter()
        system.add(articles)
        adding = time.perf_counter() - start
        system.search(questions[0]["question"])  # what is loaded at the first question is no query's time
        spent, ranks = [], []
        for question in questions:
            start = time.perf_counter()
            ids = system.search(question["question"])
            spent.append(1000 * (time.perf_counter() - start))
            ranks.append(rank(ids, rows.wanted(question)))
        answering = []
        for question in rows.thinned(questions, ANSWERED):
            start = time.perf_counter()
            if system.answer(question["question"]) is not None:
                answering.append(1000 * (time.perf_counter() - start))
        system.close()
    return quality(ranks) | {
        "articles": len(articles),
        "p50": hundredth(spent, 50),
        "p95": hundredth(spent, 95),
        "answer": hundredth(answering, 50) if answering else None,
        "rate": len(articles) / adding,
        "peak": processes.own_peak(),
    }


def rank(ids: list[str], wanted: set[str]) -> int:
    """Return the rank of the first right article, 0 where there is none."""
    return next((n for n, found in enumerate(ids, start=1) if found in wanted), 0)


def quality(ranks: list[int]) -> dict[str, Any]:
    """Return recall at 1 and 10 and the mean reciprocal rank at 10; a rank of 0 was not found."""
    return {
        "n": len(ranks),
        "first": [int(r == 1) for r in ranks],
        "r1": fmean(r == 1 for r in ranks),
        "r10": fmean(0 < r <= 10 for r in ranks),
        "mrr": fmean(1 / r if 0 < r <= 10 else 0.0 for r in ranks),
    }


def against(first: dict[str, Any], row: dict[str, Any]) -> str:
    """Return on how many questions only the first system is right, only the other, and the odds by chance."""
    if row is first:
        return "–"
    pairs = list(zip(first["first"], row["first"], strict=True))
    gained, lost = pairs.count((1, 0)), pairs.count((0, 1))
    odds = chance(gained, lost)
    return f"+{gained} −{lost}, p " + (f"= {odds:.3f}" if odds >= 0.001 else "< 0.001")


def table(found: dict[str, dict[str, Any]]) -> str:
    """Return the figures as a Markdown table, with the interval of the first system's R@1 below."""
    lines = [f"| {' | '.join(HEAD)} |", "|---" + "|---:" * (len(HEAD) - 1) + "|"]
    first = next(iter(found.values()))
    for name, row in found.items():
        answer = "–" if row["answer"] is None else f"{row['answer']:.1f}"
        peak = f"{row['peak']}" if row["peak"] else "–"
        cells = [SYSTEMS[name].title, f"{row['r1']:.3f}", against(first, row)]
        cells += [f"{row['r10']:.3f}", f"{row['mrr']:.3f}"]
        cells += [f"{row['p50']:.1f} / {row['p95']:.1f}", answer, f"{row['rate']:.0f}", peak]
        lines.append(f"| {' | '.join(cells)} |")
    low, high = wilson(round(first["r1"] * first["n"]), first["n"])
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    lines.append(
        f"\n{first['articles']} articles, {first['n']} questions (95 % interval of the first R@1: "
        f"{low:.3f} to {high:.3f}); Python {platform.python_version()}, {os.cpu_count()} processors{load}."
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
