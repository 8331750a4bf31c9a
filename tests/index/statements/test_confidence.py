"""Confidence is what was measured, not a guess."""

from __future__ import annotations

from importlib import resources

from index.statements import confidence
from tests.index.statements.reading_of import statements


def test_every_row_is_a_precision() -> None:
    """The table holds rules, precisions between 0 and 1 and the counts they come from."""
    text = resources.files("index.statements").joinpath("confidence.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]

    assert rows and all(0 < float(p) < 1 and 0 <= int(right) <= int(seen) for _, p, right, seen in rows)


def test_a_rule_never_measured_is_not_trusted() -> None:
    """An unknown way of reading has even odds; an unknown rule has its way's measured precision."""
    assert confidence.of("no-such-rule") == 0.5
    assert confidence.of("no-such-cue/name") == confidence.of("*/name")


def test_statements_carry_their_rule_and_its_confidence() -> None:
    """What is read says by which rule, and how often that rule is right."""
    found = statements("« Le bac partira », a dit Paul Astier.")[0]

    assert (found.rule, found.confidence) == ("incise/name", confidence.of("incise/name"))
