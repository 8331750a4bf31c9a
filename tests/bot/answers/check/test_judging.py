"""bot/answers/check/judging.py: a model compares, and is believed in nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.answers.check.checker import Checker
from bot.answers.verdict import Verdict
from index import llm
from index.ledger import Ledger
from index.lexicon import Lexicon
from tests.loopback import ChatServer, Reply

PARAPHRASE = "Mathilde Kerval veut que des experts neutres établissent les responsabilités"


def judged(home: Path, claim: str, reply: Reply) -> tuple[Verdict, int]:
    """Return the verdict with a model that replies so, and how many requests it was sent."""
    with ChatServer(reply) as server:
        model = llm.open(server.endpoint(), timeout=5)
        checker = Checker(lambda: Ledger.open(home), Lexicon(home / "lexicon", write=False), model=model)
        return asyncio.run(checker.judged(claim)), len(server.requests)


def test_a_paraphrase_is_in_substance_by_the_models_word(home: Path) -> None:
    """What the model finds to be the same is shown as its opinion, with statements of the speaker alone."""
    verdict, asked = judged(home, PARAPHRASE, Reply('{"same": ["$1"]}'))

    assert (verdict.verdict, asked) == ("in_substance", 1)
    assert {t.statement.speaker for t in verdict.evidence} == {"Mathilde Kerval"}
    assert "selon le modèle" in verdict.explanation


@pytest.mark.parametrize(
    "reply",
    [
        Reply("oui"),
        Reply('{"same": "$1"}'),
        Reply('{"same": [1, true, null]}'),
        Reply('{"same": ["p0000", "verbatim"]}'),
        Reply('{"verdict": "verbatim", "evidence": ["$1"]}'),
        Reply('["$1"]'),
        Reply("<think>$1</think> non"),
        Reply(""),
        Reply("x" * 20_000),
        Reply(status=400),
    ],
    ids=["word", "no list", "no ids", "not given", "verdict", "list", "thought", "empty", "long", "failed"],
)
def test_any_other_answer_denies(reply: Reply, home: Path) -> None:
    """A wrong, hostile or missing answer changes nothing."""
    verdict, _ = judged(home, PARAPHRASE, reply)

    assert (verdict.verdict, verdict.evidence) == ("not_found", ())


@pytest.mark.parametrize(
    "claim",
    [
        "Mathilde Kerval ne demande aucune investigation des experts",
        "Mathilde Kerval chiffre les dégâts à 700 millions",
        "Mathilde Kerval accuse Tomas Brelin de mollesse",
        "Osric Deval se prépare à quitter la zone",
        "Henrik Solvane avoue un entretien clandestin",
    ],
    ids=["denial", "figure", "name", "denied", "not denied"],
)
def test_what_a_paraphrase_may_not_change_is_not_left_to_the_model(claim: str, home: Path) -> None:
    """Denials, figures, names and what was never said stay as they are, whatever the model says."""
    plain, _ = judged(home, claim, Reply('{"same": []}'))
    eager, _ = judged(home, claim, Reply('{"same": ["$1", "$2", "$3", "$4", "$5", "$6"]}'))

    kept = {t.statement.content.text for t in eager.evidence}
    forbidden = {"une enquête indépendante", "avoir reçu un ordre de retrait", "la rencontre"}
    assert eager.verdict in (plain.verdict, "in_substance")
    assert not kept & forbidden


@pytest.mark.parametrize(
    "claim",
    [
        "Cyprien Lauzac a dit « Nous lirons avant de signer »",
        "Henrik Solvane a dit « Nous lirons avant de signer »",
        "Mattis Everdal a dit que « la diplomatie travaille mieux dans le bruit »",
        "Barnabé Querrien a promis de réduire les impôts",
    ],
    ids=["verbatim", "other speaker", "altered", "unknown"],
)
def test_a_model_is_not_asked_where_the_ledger_decides(claim: str, home: Path) -> None:
    """Words that were found, and speakers that are not known, need no opinion."""
    verdict, asked = judged(home, claim, Reply('{"same": ["$1"]}'))

    assert asked == 0
    assert verdict.verdict != "in_substance"
