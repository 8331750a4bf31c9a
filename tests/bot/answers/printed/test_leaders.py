"""Who leads a body is read only where a sentence says it of that body."""

from __future__ import annotations

import pytest

from bot.answers.printed import leaders
from bot.answers.questions import question

GUILD = "la Guilde de Sorrin"


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        pytest.param("Le secrétaire général de la Guilde de Sorrin, Ivo Tarn, est parti.", True, id="before"),
        pytest.param("Le président de la Guilde, Ivo Tarn, est parti.", True, id="short name"),
        pytest.param("Ivo Tarn, président de la Guilde de Sorrin, est parti.", True, id="after"),
        pytest.param("Ivo Tarn a pris ses fonctions de président de la Guilde de Sorrin.", True, id="taking"),
        pytest.param("Ivo Tarn dirige la Guilde de Sorrin.", True, id="verb"),
        pytest.param("L’ancien président de la Guilde de Sorrin, Ivo Tarn, parle.", False, id="former"),
        pytest.param(
            "Mme Tarn, sœur du président de la Guilde de Sorrin, dirige un théâtre.", False, id="kin"
        ),
        pytest.param("Le porte-parole de la Guilde de Sorrin, Ivo Tarn, parle.", False, id="no leader"),
        pytest.param("Le président de la Guilde de Sorrin est parti.", False, id="nobody named"),
    ],
)
def test_a_leader_is_named_beside_the_body(sentence: str, stated: bool) -> None:
    """The office and the body belong together, and somebody is named in it."""
    assert leaders.states(GUILD, sentence, f"La Guilde de Sorrin se réunit. {sentence}") is stated


def test_a_body_named_nowhere_has_no_leader() -> None:
    """Another guild's president is not this one's."""
    assert not leaders.states(
        GUILD, "Le président de la Guilde, Ivo Tarn, est parti.", "La Guilde de Brumes."
    )


def test_who_leads_something_else_is_told() -> None:
    """The object of the verb is another body."""
    assert leaders.elsewhere(GUILD, "Mme Tarn, sœur du président de la Guilde, dirige un théâtre.")
    assert not leaders.elsewhere(GUILD, "Mme Tarn dirige la Guilde.")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Qui dirige la Guilde de Sorrin ?", "la Guilde de Sorrin"),
        ("Qui préside la Guilde ?", "la Guilde"),
        ("Qui dirige ce théâtre ?", None),
        ("Qui a vu la Guilde ?", None),
    ],
)
def test_which_questions_ask_for_a_leader(text: str, body: str | None) -> None:
    """Only those on a named body."""
    assert leaders.body(question.read(text)) == body
