"""bot/answers/questions/comparison.py: which questions set two voices side by side, and on what."""

from __future__ import annotations

import pytest

from bot.answers.questions.comparison import Comparison, read

TWO = ("Odile Tarvane", "Colin Estève")
COMPARED = {
    "what they say": ("Que disent Odile Tarvane et Colin Estève du port ?", TWO, "port"),
    "on": ("Qu'ont dit Odile Tarvane et Colin Estève sur la grève ?", TWO, "la grève"),
    "who of them": ("Qui, d'Odile Tarvane ou de Colin Estève, a parlé du port ?", TWO, "port"),
    "who, names last": ("Qui a parlé de la grève : Odile Tarvane ou Colin Estève ?", TWO, "grève"),
    "which": ("Lequel d'Odile Tarvane ou Colin Estève a évoqué la grève ?", TWO, "la grève"),
    "difference": (
        "Quelle différence entre la position d'Odile Tarvane et celle de Colin Estève sur le port ?",
        TWO,
        "le port",
    ),
    "compare": ("Compare les positions d'Odile Tarvane et de Colin Estève sur le port", TWO, "le port"),
    "agree": ("Odile Tarvane et Colin Estève sont-ils d'accord sur le port ?", TWO, "le port"),
    "titles": ("Que disent Mme Tarvane et le maire Estève du port ?", ("Tarvane", "Estève"), "port"),
    "papers": ("Que disent Le Phare et L'Écho du port ?", ("Le Phare", "L'Écho"), "port"),
    "a name with de": (
        "Que disent Odile Tarvane et Ilan de Morvel de la grève ?",
        ("Odile Tarvane", "Ilan de Morvel"),
        "grève",
    ),
    "English": ("What did Odile Tarvane and Colin Estève say about the port?", TWO, "the port"),
    "English, who": ("Who spoke about the port, Odile Tarvane or Colin Estève?", TWO, "the port"),
    "English, difference": (
        "What is the difference between Odile Tarvane's position and Colin Estève's on the port?",
        TWO,
        "the port",
    ),
}
OTHER = {
    "one voice": "Que dit Odile Tarvane de Colin Estève et du port ?",
    "no names": "Que disent les pêcheurs et les dockers du port ?",
    "things": "Quelle est la différence entre un phare et un feu ?",
    "one name twice": "Que disent Tarvane et Tarvane du port ?",
    "no topic": "Que disent Odile Tarvane et Colin Estève ?",
    "very long": "Que disent " + "Odile " * 60 + "et Colin du port ?",
}


@pytest.mark.parametrize(("text", "voices", "topic"), COMPARED.values(), ids=COMPARED)
def test_two_voices_and_a_topic_are_read(text: str, voices: tuple[str, str], topic: str) -> None:
    """Both names are read without their titles, and what they are asked on."""
    assert read(text) == Comparison(voices, topic)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_other_questions_compare_nobody(text: str) -> None:
    """Two different names and a topic must stand there."""
    assert read(text) is None
