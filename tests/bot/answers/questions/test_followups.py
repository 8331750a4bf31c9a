"""Follow-ups are made whole without a model, in both languages, and whole questions are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.questions import followups

SAYS = ("Que dit Ilse Torvane de la Valdorie ?", "Ilse Torvane juge la Valdorie prudente. Marek Dovann, non.")
ON = ("Que pense Ilse Torvane sur la réforme du port ?", "Elle la juge utile.")
OFFICE = ("Que dit le ministre de la Défense du retrait ?", "« Il est trop lent. »")
WHO = ("Qui dirige la Valdorie ?", "Marek Dovann dirige la Valdorie depuis 2021.")
YEAR = ("Combien de soldats ont quitté l’Ostrelle en 2022 ?", "12 000 soldats.")
THING = ("Quand a lieu la conférence de Merrane ?", "La conférence de Merrane a lieu en mai.")
ENGLISH = ("What does Ilse Torvane say about Ostrelle?", "Ilse Torvane praised it. Marek Dovann did not.")
ENGLISH_WHO = ("Who is the mayor of Merrane?", "Anna Kelm is the mayor of Merrane.")

CASES = {
    "topic, sur": (ON, "Et sur l’Europe ?", "Que pense Ilse Torvane sur l’Europe\u00a0?"),
    "topic, straight apostrophe": (ON, "et sur l'école ?", "Que pense Ilse Torvane sur l'école\u00a0?"),
    "topic, de": (SAYS, "Et de l’Ostrelle ?", "Que dit Ilse Torvane de l’Ostrelle\u00a0?"),
    "topic, sur for de": (SAYS, "et sur l’Ostrelle ?", "Que dit Ilse Torvane sur l’Ostrelle\u00a0?"),
    "topic, the office stays": (
        OFFICE,
        "et sur le budget ?",
        "Que dit le ministre de la Défense sur le budget\u00a0?",
    ),
    "topic, qu’en est-il": (ON, "Qu’en est-il de la pêche ?", "Que pense Ilse Torvane sur la pêche\u00a0?"),
    "country": (SAYS, "Et l’Ostrelle ?", "Que dit Ilse Torvane de l’Ostrelle\u00a0?"),
    "country, contracted": (SAYS, "Et le Brisan ?", "Que dit Ilse Torvane du Brisan\u00a0?"),
    "country, subject": (WHO, "Et l’Ostrelle ?", "Qui dirige l’Ostrelle\u00a0?"),
    "person": (SAYS, "Et Marek Dovann ?", "Que dit Marek Dovann de la Valdorie\u00a0?"),
    "person, surname": (SAYS, "et Dovann ?", "Que dit Dovann de la Valdorie\u00a0?"),
    "person, pronoun": (SAYS, "Et lui ?", "Que dit Marek Dovann de la Valdorie\u00a0?"),
    "year": (YEAR, "Et en 2023 ?", "Combien de soldats ont quitté l’Ostrelle en 2023\u00a0?"),
    "year, added": (WHO, "et en 2015 ?", "Qui dirige la Valdorie en 2015\u00a0?"),
    "place, added": (
        OFFICE,
        "Et à Merrane ?",
        "Que dit le ministre de la Défense du retrait à Merrane\u00a0?",
    ),
    "why": (WHO, "Pourquoi ?", "Qui dirige la Valdorie, et pourquoi\u00a0?"),
    "since when": (WHO, "Et depuis quand ?", "Qui dirige la Valdorie, et depuis quand\u00a0?"),
    "que, inverted": (SAYS, "Qu’a-t-elle dit sur la Brisane ?", "Qu’a dit Ilse Torvane sur la Brisane ?"),
    "que, plain verb": (SAYS, "Que veut-elle ?", "Que veut Ilse Torvane ?"),
    "où, inverted": (SAYS, "Où est-elle née ?", "Où Ilse Torvane est-elle née ?"),
    "quand, with et": (SAYS, "Et quand a-t-elle démissionné ?", "Quand Ilse Torvane a-t-elle démissionné ?"),
    "who, then he": (WHO, "Où est-il né ?", "Où Marek Dovann est-il né ?"),
    "est-ce qu’il": (WHO, "Est-ce qu’il a démissionné ?", "Est-ce que Marek Dovann a démissionné ?"),
    "yes or no": (WHO, "A-t-il démissionné ?", "Marek Dovann a-t-il démissionné ?"),
    "object clitic": (WHO, "Pourquoi l’a-t-il dit ?", "Pourquoi Marek Dovann l’a-t-il dit ?"),
    "against him": (WHO, "Qui a voté contre lui ?", "Qui a voté contre Marek Dovann ?"),
    "his": (WHO, "Quel est son parti ?", "Quel est son parti (Marek Dovann)\u00a0?"),
    "a thing": (THING, "Où se tient-elle ?", "Où se tient-elle (a lieu la conférence de Merrane)\u00a0?"),
    "a new verb after et": (SAYS, "Et qui est Marek Dovann ?", "Qui est Marek Dovann ?"),
    "English, topic": (ENGLISH, "And on Brisane?", "What does Ilse Torvane say on Brisane?"),
    "English, about": (ENGLISH, "What about the army?", "What does Ilse Torvane say about the army?"),
    "English, person": (ENGLISH, "And Marek Dovann?", "What does Marek Dovann say about Ostrelle?"),
    "English, pronoun alone": (ENGLISH, "And him?", "What does Marek Dovann say about Ostrelle?"),
    "English, why": (ENGLISH, "Why?", "What does Ilse Torvane say about Ostrelle, and why?"),
    "English, she": (ENGLISH, "What did she say about Brisane?", "What did Ilse Torvane say about Brisane?"),
    "English, her party": (ENGLISH_WHO, "What is her party?", "What is Anna Kelm’s party?"),
}

WHOLE = {
    "another subject": "Qui est Anna Kelm ?",
    "its own subject, inverted": "Le général a-t-il démissionné ?",
    "its own person, inverted": "Marek Dovann a-t-il démissionné ?",
    "impersonal": "Combien de ponts y a-t-il à Merrane ?",
    "impersonal, must": "Que faut-il penser du budget ?",
    "this year": "Combien de navires ont coulé cette année ?",
    "English": "Who is Anna Kelm?",
    "English, there is": "How many bridges are in Merrane?",
}


@pytest.mark.parametrize(("before", "question", "whole"), CASES.values(), ids=CASES.keys())
def test_a_follow_up_takes_what_was_said(before: tuple[str, str], question: str, whole: str) -> None:
    """What is left out is taken from the question before, or from its answer."""
    assert followups.resolve(question, [before]) == whole


@pytest.mark.parametrize("question", WHOLE.values(), ids=WHOLE.keys())
def test_a_whole_question_stays(question: str) -> None:
    """A question that stands alone is searched as it was typed."""
    assert followups.resolve(question, [SAYS]) == question


def test_follow_ups_chain() -> None:
    """A follow-up of a follow-up leans on the question that the first one stood for."""
    history = [ON, ("et sur l’Europe ?", "Elle y est favorable."), ("et Marek Dovann ?", "Non.")]
    assert followups.resolve("et sur la pêche ?", history) == "Que pense Marek Dovann sur la pêche\u00a0?"


@pytest.mark.parametrize("question", ["Et lui ?", "Pourquoi ?", "et sur l’Europe ?", "And him?"])
def test_without_history_a_question_stays(question: str) -> None:
    """Nothing is made up where nothing was said."""
    assert followups.resolve(question, []) == question


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_nothing_typed_breaks_it(question: str, before: str, answer: str) -> None:
    """Whatever is typed, there is a question of bounded length."""
    whole = followups.resolve(question, [(before, answer)])
    assert len(whole) <= len(question) + len(before) + len(answer) + 40
