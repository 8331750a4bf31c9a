"""The name within what somebody is called with a title."""

from __future__ import annotations

import pytest

from index.people.titled import within

NAMED = {
    "a title": ("président Dorval", ["Dorval"]),
    "a title of a man": ("le président Dorval", ["M. Dorval", "Dorval"]),
    "a title of a woman": ("la ministre Dorval", ["Mme Dorval"]),
    "lower case": ("l'ancien ministre dorval", ["dorval"]),
    "whose it is": ("le président américain Dorval", ["M. Dorval", "Dorval"]),
    "English": ("Prime Minister Dorval", ["Dorval"]),
    "a particle": ("le président Le Tallec", ["M. Le Tallec", "Le Tallec"]),
    "two words of a title": ("Le Premier ministre Jean Dorval", ["Jean Dorval"]),
    "after a place": ("la maire de Lindrac Odile Marsanne", ["Odile Marsanne"]),
    "after a ministry": ("le ministre de l'Intérieur Paul Verrier", ["Paul Verrier"]),
    "a surname after a ministry": ("le ministre de l'Intérieur Verrier", ["M. Verrier", "Verrier"]),
    "after an acronym": ("Le Premier secrétaire du PS Paul Verrier", ["Paul Verrier"]),
    "apart": ("le Premier ministre, Jean Dorval", ["Jean Dorval"]),
    "before its title": ("Jean Dorval, Premier ministre", ["Jean Dorval"]),
}


@pytest.mark.parametrize(("query", "found"), NAMED.values(), ids=NAMED)
def test_a_name_is_found_behind_its_title(query: str, found: list[str]) -> None:
    """Whoever is called with a title is looked for by the name alone, as a woman where the title tells it."""
    assert list(within(query)) == found


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("Odile Marsanne", id="bare"),
        pytest.param("le Premier ministre", id="office"),
        pytest.param("la maire de Lindrac", id="office of a place"),
        pytest.param("l'avocat d'Odile Marsanne", id="tied to a name"),
        pytest.param("l'avocat de Jean Paul Verrier", id="tied to three names"),
        pytest.param("le ministre de Paul Verrier", id="of a person"),
        pytest.param("la fondation Odile Marsanne", id="body named after one"),
        pytest.param("le fils Verrier", id="kin"),
        pytest.param("le roi Philippe", id="first name"),
        pytest.param("Premier League", id="no title"),
        pytest.param("😀 a", id="no words"),
    ],
)
def test_no_name_is_made_up(query: str) -> None:
    """A bare name, an office, kin, and somebody or something tied to a name are nobody else."""
    assert list(within(query)) == []
