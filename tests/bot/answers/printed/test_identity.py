"""Which sentences state who somebody is, and which only name the person."""

from __future__ import annotations

import pytest

from bot.answers.printed import identity


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        pytest.param("Odile Brançon, ministre de la Pêche, est venue.", "ministr", id="apposition"),
        pytest.param("La ministre de la Pêche, Odile Brançon, est venue.", "ministr", id="office before"),
        pytest.param("Odile Brançon est ministre de la Pêche.", "ministr", id="verb"),
        pytest.param("Odile Brançon a reçu le ministre de la Pêche.", None, id="only named"),
        pytest.param("Le ministre a reçu Odile Brançon.", None, id="another's office"),
        pytest.param("Gaston Brançon, ministre de la Pêche, est venu.", None, id="namesake"),
    ],
)
def test_what_a_sentence_states_of_a_person(sentence: str, office: str | None) -> None:
    """An office beside the name is stated; one elsewhere in the sentence, or a namesake's, is not."""
    stated = identity.roles("Odile Brançon", sentence)
    assert any(stem.startswith(office) for stem in stated) if office else not stated
