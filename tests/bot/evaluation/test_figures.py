"""bot/evaluation/figures.py and comparing.py: intervals, curves and what changed between two runs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation import comparing, figures
from bot.evaluation.measuring import shows
from bot.evaluation.outcome import Outcome
from bot.evaluation.runs import Run


def outcome(key: str, rank: int | None = None, **measures: float) -> Outcome:
    """Return an outcome of an item of that key."""
    return Outcome(key, "question", key, measures, rank)


def run(*outcomes: Outcome) -> Run:
    """Return a run of outcomes."""
    return Run("2031-01-01T00:00:00+00:00", "0", 2, None, "hashed", outcomes)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
    ids=["none", "all", "half", "published"],
)
def test_wilson_is_the_published_interval(right: int, n: int, low: float, high: float) -> None:
    """Wilson's 95 % interval; 81 of 263 is the example of Newcombe (1998)."""
    assert figures.wilson(right, n) == pytest.approx((low, high), abs=5e-4)


def test_an_item_counts_only_where_it_tells_something() -> None:
    """The n of a figure is the number of items with that measure, not of all items."""
    found = figures.figures(
        [outcome("a", 1, first=1.0), outcome("b", 0, first=0.0), outcome("c", answered=1.0)]
    )
    assert [(f.name, f.value, f.n) for f in found] == [("first", 0.5, 2), ("answered", 1.0, 1)]


def test_the_curve_of_recall_counts_what_was_not_found() -> None:
    """A rank of 0 is found at no depth; an item without a rank is not counted."""
    curve = figures.recall([outcome("a", 1), outcome("b", 3), outcome("c", 0), outcome("d")])
    assert curve[:3] == pytest.approx([1 / 3, 1 / 3, 2 / 3])
    assert curve[-1] == pytest.approx(2 / 3)


@pytest.mark.parametrize(("part", "value"), [(50, 5), (95, 10), (10, 1)], ids=["half", "most", "low"])
def test_a_hundredth_is_a_measured_value(part: int, value: float) -> None:
    """The p95 of ten values is the tenth, never one in between."""
    assert figures.hundredth([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], part) == value


@pytest.mark.parametrize(
    ("text", "answer", "there"),
    [
        ("Il y eut 14 morts.", "14", True),
        ("En 2014, rien.", "14", False),
        ("Éloïse l’a dit.", "eloïse l'a DIT", True),
        ("100\u202f000 francs", "100 000", True),
    ],
    ids=["word", "inside-a-number", "accents-and-apostrophe", "thin-space"],
)
def test_an_answer_is_shown_as_words_of_its_own(text: str, answer: str, there: bool) -> None:
    """Case, accents, spaces and apostrophes do not count; a part of a word is no answer."""
    assert shows(text, answer) is there


def test_flips_are_what_changed_between_runs() -> None:
    """Better, worse and equal items are told apart; an item of one run only is counted, not compared."""
    before = run(
        outcome("a", first=0.0), outcome("b", first=1.0), outcome("c", first=1.0), outcome("d", first=1.0)
    )
    after = run(
        outcome("a", first=1.0), outcome("b", first=0.0), outcome("c", first=1.0), outcome("e", first=1.0)
    )
    found = comparing.compare(after, before)
    (change,) = found.changes
    assert (change.n, change.gained, change.lost, change.chance) == (3, 1, 1, 1.0)
    assert change.before == change.after == pytest.approx(2 / 3)
    assert [(f.after.key, f.better) for f in found.flips] == [("a", True), ("b", False)]
    assert (found.new, found.gone) == (1, 1)


@pytest.mark.parametrize(
    ("gained", "lost", "chance"), [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (8, 2, 0.109375), (3, 3, 1.0)]
)
def test_chance_is_the_sign_test(gained: int, lost: int, chance: float) -> None:
    """The exact two-sided binomial probability of so uneven a split."""
    assert comparing.chance(gained, lost) == pytest.approx(chance)


def test_a_change_of_a_mean_is_no_flip() -> None:
    """A reciprocal rank that moves is in the table; the flips name only what became right or wrong."""
    values: list[dict[str, Any]] = [{"reciprocal_rank": 0.5}, {"reciprocal_rank": 1.0}]
    found = comparing.compare(run(outcome("a", **values[1])), run(outcome("a", **values[0])))
    assert found.flips == ()
    assert found.changes[0].gained == 1
