#!/usr/bin/env python3
"""Print how fast and how large verbatim is on your own articles, and how both grow.

    python tests/bench/speed.py ARTICLES.jsonl[.gz] QUESTIONS.jsonl[.gz] [--limit 200] [--json]
    python tests/bench/speed.py ARTICLES QUESTIONS --grow 5000,20000,80000 --plot growth.svg

A question is {"question"}. Everything goes through the command line, as people and scripts meet it: `add` and
the cold starts in processes of their own, the warm questions in one process on one open home. `said` is asked
of those who said most, `check` of their words, as printed, altered, and given to others. Where more articles
are asked for than there are, the real ones come again with some of their words changed.
The machine should have nothing else to do; the load stands below the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from bot.render import plots  # noqa: E402
from tests.bench import processes, rows  # noqa: E402
from tests.bench.varying import varied  # noqa: E402

COMMAND = [sys.executable, "-m", "bot"]
WARM = ("search", "ask", "said", "check")
TARGETS = {  # of 20,000 articles on two processors: what a figure must not exceed, `rate` not fall below
    "rate": 60.0,
    "peak": 1500.0,
    "ratio": 16.0,
    "search p50": 15.0,
    "search p95": 40.0,
    "ask p50": 40.0,
    "ask p95": 100.0,
    "said p50": 20.0,
    "check p50": 60.0,
    "ask cold": 8.0,
    "said cold": 0.8,
    "check cold": 0.8,
    "speakers cold": 0.8,
}
UNITS = {"rate": "articles/s", "peak": "MB", "ratio": "times the text", "p50": "ms", "p95": "ms", "cold": "s"}
STARTS = 3  # of each cold start, of which the middle one counts


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="questions at most, evenly from all; 0: all")
    parser.add_argument("--most", type=int, default=0, help="articles at most; 0: all")
    parser.add_argument(
        "--grow", type=sizes, default=[], metavar="N,N...", help="measure with so many articles"
    )
    parser.add_argument(
        "--plot", type=Path, metavar="FILE.svg", help="draw the growth: FILE-questions.svg, FILE-add.svg"
    )
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    articles, questions = rows.read(given.articles), rows.read(given.questions)
    asked = [q["question"] for q in rows.thinned(questions, given.limit)]
    steps = given.grow or [min(given.most or len(articles), len(articles))]
    found = []
    for size in steps:
        print(f"{size} articles...", file=sys.stderr, flush=True)
        found.append(measure(varied(articles, size), asked) | {"articles": size})
    if given.plot:
        for name, svg in curves(found).items():
            path = given.plot.with_stem(f"{given.plot.stem}-{name}")
            path.write_text(plots.standing(svg), encoding="utf-8")
    print(json.dumps(found) if given.json else report(found))


def sizes(text: str) -> list[int]:
    """Read "5000,20000"."""
    found = [int(part) for part in text.split(",")]
    if not found or min(found) < 1:
        raise argparse.ArgumentTypeError(text)
    return found


def measure(articles: list[rows.Row], questions: list[str]) -> dict[str, float]:
    """Make a home of articles and return every figure by name."""
    with tempfile.TemporaryDirectory() as folder:
        source, home = rows.write(Path(folder) / "articles.jsonl", articles), Path(folder) / "home"
        added = processes.run([*COMMAND, "add", str(source), "--home", str(home), "--json"], ROOT)
        taken = json.loads(added.out)["added"]
        if taken != len(articles):
            print(f"only {taken} of {len(articles)} articles were taken in", file=sys.stderr)
        held = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
        asked = rows.write(Path(folder) / "questions.jsonl", ({"question": q} for q in questions))
        warm = processes.run([sys.executable, str(ROOT / "tests/bench/warm.py"), str(home), str(asked)])
        figures = json.loads(warm.out.splitlines()[-1])
        speaker, claim = figures.pop("speaker"), figures.pop("claim")
        return {
            "rate": taken / added.seconds,
            "peak": added.peak,
            "ratio": held / rows.characters(articles),
            **figures,
            "ask cold": cold(home, "ask", questions[0]),
            "said cold": cold(home, "said", speaker),
            "check cold": cold(home, "check", claim),
            "speakers cold": cold(home, "speakers"),
        }


def cold(home: Path, *words: str) -> float:
    """Return the seconds of one command in a process of its own, from start to end: the middle of some."""
    times = [
        processes.run([*COMMAND, *words, "--home", str(home), "--json"], ROOT).seconds for _ in range(STARTS)
    ]
    return sorted(times)[len(times) // 2]


def report(found: list[dict[str, float]]) -> str:
    """Return the figures as a Markdown table, one column a size, and what is wanted of 20,000 articles."""
    heads = ["", "unit", *(f"{row['articles']:,} articles" for row in found), "wanted of 20,000"]
    lines = [f"| {' | '.join(heads)} |", "|---|---" + "|---:" * (len(heads) - 2) + "|"]
    for name in (n for n in found[0] if n != "articles"):
        wanted = TARGETS.get(name)
        sign = "" if wanted is None else f"{'≥' if name == 'rate' else '≤'} {wanted:g}"
        values = [f"{row[name]:.2f}" if row[name] < 10 else f"{row[name]:.0f}" for row in found]
        lines.append(f"| {' | '.join([name, UNITS[name.split()[-1]], *values, sign])} |")
    lines.append(f"\n{machine()}")
    return "\n".join(lines)


def machine() -> str:
    """Return what the figures were measured on."""
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {os.cpu_count()} processors{load}."


def curves(found: list[dict[str, Any]]) -> dict[str, str]:
    """Return the growth as plots: the median of each kind of question, and the seconds of `add`."""
    series = {f"{kind} p50": [(row["articles"], row[f"{kind} p50"]) for row in found] for kind in WARM}
    adding = {"add": [(row["articles"], row["articles"] / row["rate"]) for row in found]}
    return {
        "questions": plots.curves(series, "Milliseconds by the number of articles", ("articles", "ms")),
        "add": plots.curves(adding, "Seconds of add by the number of articles", ("articles", "s")),
    }


if __name__ == "__main__":
    main()
