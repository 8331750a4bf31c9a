"""Examine `verbatim check`: claims made from articles, of which it is known what is right, and its verdicts.

    python tests/eval/quotations.py ARTICLES.jsonl[.gz]... [--seed N] [--each N] [--errors]

Takes the articles into a temporary home (or uses `--home DIR`, which it only reads), draws quotations from
the ledger, and moves them between speakers, invents, changes a word, negates, cuts. Prints one JSON object:
for each set how many claims, which verdicts they got, how many are right and fatal, and what was left out
because its truth is not sure. What a statement says of its speaker is taken from the ledger: this measures
`check`, not the reader. `--errors` prints each failure on stderr; `--claims FILE` only writes the claims.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.eval.claimed.corrupt import Draw, Item, changed, invented, moved, negations
from tests.eval.claimed.diagnostics import DIAGNOSTICS
from tests.eval.claimed.fragments import true
from tests.eval.claimed.material import Material, material, run, take_in
from tests.eval.claimed.words import fold

SETS: dict[str, tuple[int, Callable[[Draw], Iterator[Item]]]] = {
    "moved": (100, moved),
    "invented": (100, invented),
    "changed": (100, changed),
    "negated": (60, negations),
    "true": (100, true),
}
_DIAGNOSED = 40
_SHOWN = {"verbatim", "other_speaker"}  # verdicts whose evidence tells who spoke
_STRUCK, _ADDED = re.compile(r"\[-(.+?)-\]", re.DOTALL), re.compile(r"\{\+(.+?)\+\}", re.DOTALL)


@dataclass
class Result:
    """What became of the claims of one set."""

    items: list[Item]
    verdicts: list[dict[str, Any]]
    errors: list[str] = field(default_factory=list)

    def figures(self, passed: Counter[str]) -> dict[str, Any]:
        """Return the counts; fills in `errors`."""
        counts: Counter[str] = Counter()
        for item, verdict in zip(self.items, self.verdicts, strict=True):
            word = verdict["verdict"]
            good, fatal = word in item.right, word in item.fatal
            marked = not item.changed or marks(verdict["diff"], item)
            shown = word not in _SHOWN or vouched(verdict, item)
            counts.update(right=good, fatal=fatal, marked=good and marked, evidence=good and shown)
            if not (good and marked and shown):
                why = "FATAL" if fatal else "wrong" if not good else "diff" if not marked else "evidence"
                self.errors.append(told(why, item, verdict))
        words = Counter(v["verdict"] for v in self.verdicts)
        found = {"claims": len(self.items), "verdicts": dict(words.most_common()), **counts}
        if not any(i.changed for i in self.items):
            found.pop("marked", None)
        return found | {"left_out": dict(passed)}


def marks(diff: str | None, item: Item) -> bool:
    """Tell whether the difference strikes the printed word, adds the other, and nothing but articles."""
    struck = fold(" ".join(_STRUCK.findall(diff or ""))).split()
    added = fold(" ".join(_ADDED.findall(diff or ""))).split()
    return item.printed in struck and item.changed in added and len(struck) <= 2 and len(added) <= 2


def vouched(verdict: dict[str, Any], item: Item) -> bool:
    """Tell whether the first evidence is a statement of the one who spoke the words."""
    spoke = item.source.speaker if item.source else item.speaker
    return bool(verdict["evidence"]) and verdict["evidence"][0]["speaker"] == spoke


def told(why: str, item: Item, verdict: dict[str, Any]) -> str:
    """Return a failure for people."""
    lines = [f"{why}: {verdict['verdict']}, not {'/'.join(sorted(item.right))} [{item.kind}]"]
    lines.append(f"  claim    {item.claim}")
    if item.source:
        lines.append(f"  printed  {item.source.text} ({item.source.speaker}, {item.source.article})")
    if item.changed:
        lines.append(f"  changed  {item.printed} -> {item.changed}; diff {verdict['diff']}")
    lines.append(f"  speaker  {verdict['speaker']}; {verdict['explanation']}")
    for seen in verdict["evidence"][:1]:
        lines.append(f"  evidence {seen['speaker']}: {seen['content']['text'][:300]}")
    return "\n".join(lines)


def draw(stuff: Material, seed: int, each: int | None) -> tuple[dict[str, list[Item]], Draw]:
    """Return the claims of every set; the same for the same articles and seed."""
    made: dict[str, list[Item]] = {}
    makers = {name: maker for name, (_, maker) in SETS.items()} | DIAGNOSTICS
    drawing = Draw(random.Random(seed), stuff)
    drawing.learn_kin()
    for name, maker in makers.items():
        drawing.rng = random.Random(f"{seed} {name}")
        many = each or (SETS[name][0] if name in SETS else _DIAGNOSED)
        made[name] = list(islice(_distinct(maker(drawing)), many))
    return made, drawing


def _distinct(items: Iterator[Item]) -> Iterator[Item]:
    seen: set[str] = set()
    for item in items:
        if item.claim not in seen:
            seen.add(item.claim)
            yield item


def examine(home: Path, made: dict[str, list[Item]], folder: Path) -> dict[str, Result]:
    """Check every claim against a home."""
    flat = [(name, item) for name, items in made.items() for item in items]
    batch = folder / "claims.jsonl"
    batch.write_text(
        "".join(
            json.dumps({"id": n, "claim": item.claim}, ensure_ascii=False) + "\n"
            for n, (_, item) in enumerate(flat)
        ),
        encoding="utf-8",
    )
    lines = run("check", "--claims", str(batch), "--json", "--home", str(home)).splitlines()
    verdicts = {v["id"]: v for v in map(json.loads, lines)}
    results = {name: Result(items, []) for name, items in made.items()}
    for n, (name, _) in enumerate(flat):
        results[name].verdicts.append(verdicts[n])
    return results


def report(stuff: Material, drawing: Draw, results: dict[str, Result]) -> dict[str, Any]:
    """Return all figures."""
    figures = {name: result.figures(drawing.passed[name]) for name, result in results.items()}
    return {
        "articles": len(stuff.texts),
        "statements": len(stuff.rows),
        "quotations": len(stuff.quotations),
        "speakers": len({q.speaker for q in stuff.quotations}),
        "not_used": dict(stuff.excluded.most_common()),
        "sets": {name: figures[name] for name in SETS},
        "diagnostics": {name: found for name, found in figures.items() if name in DIAGNOSTICS},
    }


def main(given: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--home", type=Path, help="a home with articles, instead of taking them in")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=int, help="claims of a set")
    parser.add_argument("--errors", action="store_true", help="print each failure on stderr")
    parser.add_argument("--claims", type=Path, help="only write the claims there, as JSON Lines")
    asked = parser.parse_args(given)
    if bool(asked.articles) == bool(asked.home):
        parser.error("give articles, or --home")
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder, "home")
        if asked.articles:
            take_in(asked.articles, home)
        stuff = material(home)
        made, drawing = draw(stuff, asked.seed, asked.each)
        if asked.claims:
            asked.claims.write_text("\n".join(_lines(made)) + "\n", encoding="utf-8")
            return
        results = examine(home, made, Path(folder))
        figures = report(stuff, drawing, results)
    if asked.errors:
        for name, result in results.items():
            for error in result.errors:
                print(f"{name}: {error}\n", file=sys.stderr)
    print(json.dumps(figures, ensure_ascii=False, indent=1))


def _lines(made: dict[str, list[Item]]) -> Iterator[str]:
    for name, items in made.items():
        for n, item in enumerate(items):
            line = {"id": f"{name}-{n}", "claim": item.claim, "right": sorted(item.right), "kind": item.kind}
            line["printed"] = f"{item.source.speaker}: {item.source.text}" if item.source else None
            yield json.dumps(line, ensure_ascii=False)


if __name__ == "__main__":
    main()
