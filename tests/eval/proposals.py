"""Measure how often a statement that a model proposes and the text bears out is right.

    python tests/eval/proposals.py ANNOTATED.jsonl[.gz]... > index/statements/proposed.tsv

A scripted proposer stands for the model, worse than any: for each annotated statement it proposes the
statement itself and dozens of false ones made from it: in other mouths, by other cues, cut short at either
end and at its negation, drawn out, paraphrased, with the words of somebody else, with what the article itself
tells, with quoted terms. What the grammar reads in the same words is hidden, as if it had missed them.

An entered statement is right as in `statement_rules.py`: its words overlap the annotated ones by half (of
their union) and the speaker is the same or left open. Each is counted once, whoever proposed it. The
precision is (right + 1) / (entered + 2), after Laplace. The annotated files have one article a line with
`statements` that have `speaker`, `speaker_surface`, `cue`, `fragments`, `content`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.news import PROPOSED, Article, Statement
from index.statements import Proposal, language
from index.statements.verifier import Verifier
from tests.eval.statement_rules import fold, known, overlap, rows, spans

_NEGATION = re.compile(r"\b(?:ne|pas|jamais|plus|aucune?)\s|\bn['’]")
_OTHERS = 6  # other speakers, cues and contents that each statement is mixed with


def true_one(statement: dict[str, Any]) -> Proposal:
    """Return an annotated statement as a faithful model would propose it."""
    surface = statement["speaker_surface"] or statement["speaker"]
    return Proposal(0, surface, statement["cue"], statement["content"])


def false_ones(row: dict[str, Any], statement: dict[str, Any]) -> Iterator[tuple[str, Proposal]]:
    """Yield false proposals made from an annotated statement, each with what is done to it."""
    true = true_one(statement)
    others = [true_one(s) for s in row["statements"] if s is not statement]
    for name in list(dict.fromkeys(o.speaker for o in others if o.speaker != true.speaker))[:_OTHERS]:
        yield "other mouth", Proposal(0, name, true.cue, true.content)
    for cue in list(dict.fromkeys(o.cue for o in others if o.cue != true.cue))[:_OTHERS]:
        yield "other cue", Proposal(0, true.speaker, cue, true.content)
    for content in list(dict.fromkeys(o.content for o in others if o.content != true.content))[:_OTHERS]:
        yield "other words", Proposal(0, true.speaker, true.cue, content)
    for content in shortened(true.content):
        yield "shortened", Proposal(0, true.speaker, true.cue, content)
    for content in around(row["text"], true.content):
        yield "narration", Proposal(0, true.speaker, true.cue, content)
    longest = max(true.content.split(), key=len)
    yield "paraphrased", Proposal(0, true.speaker, true.cue, true.content.replace(longest, "chose"))
    for term in row.get("terms", []):
        yield "term", Proposal(0, true.speaker, true.cue, term)


def shortened(content: str) -> Iterator[str]:
    """Yield parts of a content: without its ends, its halves, what stands behind a negation or a comma."""
    words = content.split(" ")
    for cut in (1, 2, 3, len(words) // 2):
        if 0 < cut < len(words):
            yield " ".join(words[cut:])
            yield " ".join(words[:-cut])
    for match in [*_NEGATION.finditer(content), *re.finditer(r", ", content)]:
        yield content[match.end() :]
        yield content[: match.start()]


def around(text: str, content: str) -> Iterator[str]:
    """Yield what the article itself tells beside a content, alone and joined to it."""
    start = text.find(content)
    if start < 0:
        return
    end = start + len(content)
    for reach in (30, 80, 160):
        before = text[max(0, start - reach) : start].partition(" ")[2]
        after = text[end : end + reach].rpartition(" ")[0]
        yield from (before, after, before + content, content + after)


def right(row: dict[str, Any], statement: Statement) -> bool:
    """Tell whether a statement that entered is an annotated one, of the same speaker or of nobody."""
    truth = known(row)
    for span in spans(statement):
        best = max(truth, key=lambda t: overlap(t[0], (span.start, span.end)))
        if overlap(best[0], (span.start, span.end)) < 0.5:
            return False
        if statement.speaker and fold(statement.speaker) not in best[1]:
            return False
    return True


def judge(row: dict[str, Any], counts: Counter[tuple[str, str]]) -> None:
    """Count what becomes of the proposals made from one annotated article."""
    lexicon = language.of("fr")
    assert lexicon is not None
    article = Article(row["id"], row["text"], "eval", title=row.get("title"), published=row.get("published"))
    verifier = Verifier(article, lexicon)
    reading = verifier.read()
    seen: set[tuple[int, int, str]] = set()
    for statement in row["statements"]:
        start = row["text"].find(statement["content"])
        if start < 0:
            continue  # of the headline
        end = start + len(statement["content"])
        left = [s for s in reading.statements if s.content.end <= start or end <= s.content.start]
        for what, proposal in [("true", true_one(statement)), *false_ones(row, statement)]:
            verified = verifier.verify(reading, [proposal], left)
            counts[what, "proposed"] += 1
            for entered in verified.entered:
                fine = "right" if right(row, entered) else "wrong"
                counts[what, fine] += 1
                key = (entered.content.start, entered.content.end, entered.speaker)
                counts["all", fine] += key not in seen
                seen.add(key)


def main(paths: list[str]) -> None:
    """Print the line of the table; what became of each kind of proposal goes to stderr."""
    counts: Counter[tuple[str, str]] = Counter()
    articles = 0
    for path in paths:
        for row in rows(Path(path)):
            judge(row, counts)
            articles += 1
    for what in dict.fromkeys(what for what, _ in counts):
        told = ", ".join(f"{n} {counts[what, n]}" for n in ("proposed", "right", "wrong"))
        print(f"{what}: {told}", file=sys.stderr)
    good, bad = counts["all", "right"], counts["all", "wrong"]
    print(
        f"# Precision of what models propose and the text bears out, on {articles} annotated articles, made"
    )
    print("# by tests/eval/proposals.py. Rule, precision, times right, times entered. To renew it: run that.")
    print(f"{PROPOSED}\t{(good + 1) / (good + bad + 2):.3f}\t{good}\t{good + bad}")


if __name__ == "__main__":
    main(sys.argv[1:])
