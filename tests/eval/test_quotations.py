"""Floors of `check` on claims made from invented articles: the sample and `quotations.jsonl`.

    python -m pytest tests/eval/test_quotations.py

What each set holds and how it is made stands in `tests/eval/README.md`; any articles are examined in the same
way by `python tests/eval/quotations.py ARTICLES.jsonl`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.eval.claimed.corrupt import Draw, Item
from tests.eval.claimed.material import Material, material, take_in
from tests.eval.claimed.negation import negated
from tests.eval.claimed.words import content, fold
from tests.eval.quotations import SETS, draw, examine, report
from tests.eval.test_sample import REAL

HERE = Path(__file__).parent
SOURCES = (HERE.parent / "sample" / "articles", HERE / "quotations.jsonl")
Drawn = tuple[dict[str, list[Item]], Draw]
Figures = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a home that holds all the articles."""
    folder = tmp_path_factory.mktemp("examined") / "home"
    take_in(SOURCES, folder)
    yield folder


@pytest.fixture(scope="module")
def stuff(home: Path) -> Material:
    """Return what claims are made from."""
    return material(home)


@pytest.fixture(scope="module")
def drawn(stuff: Material) -> Drawn:
    """Return the claims of every set."""
    return draw(stuff, 0, None)


@pytest.fixture(scope="module")
def figures(home: Path, stuff: Material, drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Return what `check` makes of the claims, by set."""
    made, drawing = drawn
    asked = {name: made[name] for name in SETS}
    results = examine(home, asked, tmp_path_factory.mktemp("claims"))
    return report(stuff, drawing, results)["sets"]


def test_no_word_moves_to_another_mouth(figures: Figures) -> None:
    """Of 100 quotations given to another speaker none is supported; most verdicts say who spoke."""
    verdicts = figures["moved"]["verdicts"]

    assert figures["moved"]["right"] == 100, verdicts
    assert figures["moved"]["fatal"] == 0, verdicts
    assert verdicts["other_speaker"] >= 95
    assert figures["moved"]["evidence"] == 100, "somebody else is named than the one who spoke"


def test_nothing_invented_is_found(figures: Figures) -> None:
    """Of 100 invented quotations none is verbatim or altered."""
    assert figures["invented"]["fatal"] == 0, figures["invented"]["verdicts"]


def test_a_changed_word_is_marked(figures: Figures) -> None:
    """Of 100 quotations with one other word at least 95 are altered and show it; none passes."""
    assert figures["changed"]["marked"] >= 95, figures["changed"]
    assert figures["changed"]["fatal"] == 0, figures["changed"]["verdicts"]


def test_the_contrary_was_not_said(figures: Figures) -> None:
    """Of 60 negated quotations none is verbatim or in substance."""
    assert figures["negated"]["fatal"] == 0, figures["negated"]["verdicts"]


def test_what_was_said_is_verbatim(figures: Figures) -> None:
    """100 true quotations, however cut and spelt, are verbatim, shown by a statement of their speaker."""
    assert figures["true"]["verdicts"] == {"verbatim": 100}
    assert figures["true"]["evidence"] == 100


def test_the_articles_name_nothing_real() -> None:
    """An invented world names no real country, leader, body, agency or currency."""
    assert REAL.findall((HERE / "quotations.jsonl").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", SETS)
def test_there_are_enough_claims(name: str, drawn: Drawn) -> None:
    """Every set has as many distinct claims as its floor is made of."""
    claims = {item.claim for item in drawn[0][name]}

    assert len(claims) == SETS[name][0]


def test_the_same_seed_draws_the_same_claims(stuff: Material, drawn: Drawn) -> None:
    """A failure can be found again: nothing but the seed and the articles decides what is claimed."""
    again, _ = draw(stuff, 0, 20)

    assert [i.claim for i in again["changed"]] == [i.claim for i in drawn[0]["changed"][:20]]


def test_moved_words_are_innocent(stuff: Material, drawn: Drawn) -> None:
    """Words are moved only to a named person of the article to whom the ledger gives nothing like them."""
    told = {(r["speaker"], fold(f["text"])) for r in stuff.rows for f in r["fragments"]}
    wrong = [
        item.claim
        for item in drawn[0]["moved"]
        if item.source is None
        or item.speaker == item.source.speaker
        or item.speaker not in stuff.texts[item.source.article]
        or (item.speaker, fold(item.source.text)) in told
        or len(content(item.source.text)) < 4
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("said", "contrary"),
    [
        ("Je suis prêt à signer", "Je ne suis pas prêt à signer"),
        ("J'ai perdu onze brebis", "Je n'ai pas perdu onze brebis"),
        ("c'est une offre sérieuse", "ce n'est pas une offre sérieuse"),
        ("Nous avons deux témoins", "Nous n'avons pas deux témoins"),
        ("Les chanteurs seront payés", "Les chanteurs ne seront pas payés"),
        ("Le fonds versera une aide", "Le fonds ne versera pas une aide"),
        ("Il y a des arguments honnêtes", "Il n'y a pas des arguments honnêtes"),
        ("Je ne suis pas venu pour cela", "Je suis venu pour cela"),
        ("ce n'est pas acceptable", "c'est acceptable"),
        ("Qui paiera ?", "Qui ne paiera pas ?"),
        ("Personne ne sera à court d'encre", None),
        ("Nous ne voulons plus attendre", None),
    ],
)
def test_a_negation_is_put_in_or_taken_out(said: str, contrary: str | None) -> None:
    """The negation stands where French puts it, elided; what is not sure is left alone."""
    made = negated(said)

    assert (made and made[0]) == contrary
