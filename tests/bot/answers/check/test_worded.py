"""bot/answers/check/worded: a claim in the very words of a report is not said to be in other words."""

from __future__ import annotations

import pytest

from tests.bot.answers.check.conftest import Check

OTHER, REPORTED = "en d’autres termes", "sans guillemets"
SHIPS = "son pays fournirait cinq des douze navires"

WORDED = {
    "the words of a report": (f"Éloïse Marchadier a assuré que {SHIPS}", REPORTED),
    "another tense and no accents": (
        "Eloise Marchadier a assure que son pays fournira cinq des douze navires",
        REPORTED,
    ),
    "a colon right after the name": (f"Éloïse Marchadier: {SHIPS}", REPORTED),
    "within quotation marks": (f"Éloïse Marchadier a assuré que « {SHIPS} »", REPORTED),
    "an auxiliary in another tense": (
        "Ludivine Sorbel a dit que le vaccin est gratuit pour les moins de 15 ans",
        REPORTED,
    ),
    "partly in marks": ("Henrik Solvane a dit que le blocage avait assez duré", "pour une partie seulement"),
    "the words of a quotation": (
        "Ingrid Halvaune a dit que nous ne paierons pas pour les autres",
        "dans ces mots ou presque\u00a0: «\u00a0Nous ne paierons pas pour les autres\u00a0»",
    ),
    "another order": (
        "Éloïse Marchadier a assuré que cinq des douze navires seraient fournis par son pays",
        OTHER,
    ),
    "a word left out": (
        "Salomé Tiercelin a dit que chaque jour coûtait 6 millions de sequins au pays",
        OTHER,
    ),
}


@pytest.mark.parametrize(("claim", "said"), WORDED.values(), ids=WORDED)
def test_the_words_of_a_report_are_no_paraphrase(claim: str, said: str, check: Check) -> None:
    """Printed words, apart from forms and accents, are told as such, and whether marks stood around them."""
    verdict = check(claim)

    assert verdict.verdict == "in_substance"
    assert said in verdict.explanation
    assert (OTHER in verdict.explanation) == (said == OTHER)


def test_it_is_said_in_english_too(check: Check) -> None:
    """A French claim is explained in the language of whoever asks."""
    assert "without quotation marks" in check(f"Éloïse Marchadier a assuré que {SHIPS}", "en").explanation


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        pytest.param("La capitainerie a dit que le port a coulé", "Déclarations de la capitainerie", id="la"),
        pytest.param("Capitainerie : le port a coulé", "Déclarations de la capitainerie", id="none-given"),
        pytest.param("L'Ostrelle a dit que le port a coulé", "Déclarations de l’Ostrelle", id="elision"),
        pytest.param("Tomas Brelin a dit que le port a coulé", "Déclarations de Tomas Brelin", id="person"),
        pytest.param("La Ligue d'Arvène demande la réouverture du port", "propos de la Ligue", id="body"),
        pytest.param("Les habitants dénoncent une alerte trop tardive", "propos des habitants", id="several"),
    ],
)
def test_a_described_voice_has_its_article(claim: str, said: str, check: Check) -> None:
    """What is said of a voice is a French sentence: de la capitainerie, des habitants."""
    assert said in check(claim).explanation
