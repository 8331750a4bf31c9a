"""Who is said to have spoken, however the claim is put; a negation outside the quoted words."""

from __future__ import annotations

import pytest

from bot.answers.check import claim
from tests.bot.answers.check.conftest import Check

QUOTED = "Un port fermé, ça veut dire une boulangerie vide"


@pytest.mark.parametrize(
    "text",
    [
        f"“{QUOTED},” Henrik Solvane said.",
        f'Who said "{QUOTED}"? Was it Henrik Solvane?',
        f"« {QUOTED} » : est-ce Henrik Solvane qui a dit ça ?",
        f"Citation : « {QUOTED} » Auteur : Henrik Solvane",
        f"D'où vient « {QUOTED} », attribué à Henrik Solvane ?",
        f"Pourquoi Henrik Solvane a-t-il dit « {QUOTED} » ?",
        f"Henrik Solvane n'a-t-il pas déclaré « {QUOTED} » ?",
        f"Sur X, un compte affirme que Henrik Solvane a écrit « {QUOTED} ». Vrai ?",
        f"Une vidéo partagée mardi prétend que Henrik Solvane a dit « {QUOTED} »",
        f'As Henrik Solvane put it, "{QUOTED}"',
    ],
)
def test_the_speaker_is_read_outside_the_marks(text: str) -> None:
    """A verb of speech inside the marks is no cue, and a question is no denial."""
    read = claim.read(text)

    assert (read.speaker, read.quotes, read.polarity) == ("Henrik Solvane", (QUOTED,), "asserts")


@pytest.mark.parametrize(
    ("speaker", "verdict"),
    [
        ("Le ministre Anselme Roquevert", "verbatim"),
        ("Anselme Roquevert (BCV)", "verbatim"),
        ("L'avocat d'Anselme Roquevert", "other_speaker"),
        ("L'adjoint de Anselme Roquevert", "other_speaker"),
        ("Le ministre Florian Estrade", "other_speaker"),
    ],
)
def test_a_full_name_is_known_among_other_words(speaker: str, verdict: str, check: Check) -> None:
    """What is written around a name hides nobody, but the people of somebody are not himself."""
    assert check(f"{speaker} a-t-il dit « Les loyers se calment enfin, et nous avec » ?").verdict == verdict


def test_as_a_surname_put_it() -> None:
    """What compares is no part of an English name."""
    read = claim.read('As Solvane put it, "Ports must never be closed"')

    assert (read.speaker, read.english) == ("Solvane", True)


def test_who_said_it_names_nobody() -> None:
    """A question that proposes nobody stays open."""
    assert claim.read(f"Qui a dit « {QUOTED} » ?").speaker == ""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "Salomé Tiercelin a indiqué que son pays étudierait le texte « ligne par ligne », "
            "sans se prononcer sur le fond",
            "verbatim",
        ),
        ("Salomé Tiercelin a indiqué que son pays étudierait le texte « ligne par ligne »", "verbatim"),
        ("Salomé Tiercelin a indiqué que son pays n'étudierait pas le texte « ligne par ligne »", "denied"),
        (
            "Tomas Brelin s'est dit favorable à un dialogue « sans préalable » avec la Merrane, "
            "qui n'appartient pas à l'organisation",
            "verbatim",
        ),
    ],
)
def test_a_negation_that_is_printed_too_denies_nothing(text: str, verdict: str, check: Check) -> None:
    """What stands around quoted words denies only where claim and print differ in it."""
    assert check(text).verdict == verdict
