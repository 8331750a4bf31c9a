"""The claims of a whole text: which are found, in which order, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.check import claim, in_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "« Le pont tiendra », a assuré Odile Ferrand. Elle a ajouté que les travaux coûteraient peu.",
            [
                ("Odile Ferrand", "Le pont tiendra"),
                ("Odile Ferrand", "les travaux coûteraient peu"),
            ],
            id="pronoun",
        ),
        pytest.param("On parle d’un « pacte de la dernière chance ».", [("", "pacte de")], id="nobody's"),
        pytest.param(
            "« Nous sommes épuisés par ces gardes », a confié un médecin. Il a dit avoir tout essayé.",
            [("", "Nous sommes épuisés")],
            id="whom-no-name-tells",
        ),
        pytest.param("Paul Arnal a appelé les électeurs à voter dimanche.", [], id="no-clause"),
        pytest.param(
            "“Le pont tiendra encore longtemps” Odile Ferrand",
            [("Odile Ferrand", "Le pont tiendra")],
            id="name-beside",
        ),
        pytest.param("Un « tournant » pour tous.", [], id="a-word-is-no-quotation"),
        pytest.param("Rendez-vous à la gare demain.", [], id="nothing"),
        pytest.param("Le maire Paul Arnal a refusé de commenter.", [], id="declines"),
        pytest.param(
            "Paul Arnal told reporters: “The bridge will hold for years”.",
            [("Paul Arnal", "The bridge will hold")],
            id="english",
        ),
        pytest.param(
            "Paul Arnal a démenti vouloir démissionner.",
            [("Paul Arnal", "vouloir démissionner")],
            id="denies",
        ),
    ],
)
def test_each_quotation_and_each_named_speaker_is_a_claim(text: str, expected: list[tuple[str, str]]) -> None:
    """Whoever is meant by a pronoun is named, quoted words without a speaker are nobody's."""
    found = [claim.read(one) for one in in_text.read(text)]
    assert [c.speaker for c in found] == [who for who, _ in expected]
    for one, (_, words) in zip(found, expected, strict=True):
        assert words in one.content


@given(st.text(alphabet=st.sampled_from("« »“”\"' .,:\nabcéMDupont disait"), max_size=300))
def test_any_text_has_few_claims_and_no_error(text: str) -> None:
    """Whatever a message holds, it is read; its claims are few, not empty and each there once."""
    found = in_text.read(text)
    assert len(found) <= in_text.MOST
    assert all(one.strip() for one in found)
    assert len(set(found)) == len(found)
