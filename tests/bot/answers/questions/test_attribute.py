"""bot/answers/questions/attribute.py: what is asked of one named thing."""

from __future__ import annotations

import pytest

from bot.answers.questions.question import read

ASKED = {
    "capital": ("Quelle est la capitale de l'Ostrelle ?", "capital", "Ostrelle"),
    "capital, English": ("What is the capital of Ostrelle?", "capital", "Ostrelle"),
    "English genitive": ("Who is Lindal's mayor?", "mayor", "Lindal"),
    "inhabitants": ("Combien d'habitants compte Brisane ?", "population", "Brisane"),
    "no accents, no mark": ("combien coute la Tervane 3", "price", "la Tervane 3"),
    "born where": ("Où est né Colin Estève ?", "birth", "Colin Estève"),
    "born when, English": ("When was Colin Estève born?", "birth", "Colin Estève"),
    "how tall": ("How tall is Colin Estève?", "measure", "Colin Estève"),
    "whose it is": ("À quel groupe appartient la Tervane ?", "owner", "la Tervane"),
    "a team": ("Qui est l'entraîneur de l'équipe de Brisane ?", "coach", "équipe de Brisane"),
    "a place in a place": ("Quelle est la capitale de l'île Morne, en Ostrelle ?", "capital", "île Morne"),
}
OTHER = {
    "no name": "Quelle est la taille des baleines ?",
    "a year": "Qui entraînait Brisane en 1947 ?",
    "another time": "Quel âge avait Colin Estève quand il a été élu ?",
    "something of the thing": "Quel est le poids de la pêche côtière dans l'économie de Brisane ?",
    "somebody's words": "Qu'a dit Colin Estève du prix de la Tervane ?",
    "a deed": "Pourquoi Colin Estève a-t-il démissionné ?",
}


@pytest.mark.parametrize(("question", "name", "of"), ASKED.values(), ids=ASKED)
def test_what_is_asked_of_a_thing_is_read(question: str, name: str, of: str) -> None:
    """The attribute and the thing are read, in French and English, however it is put."""
    found = read(question).attribute

    assert found is not None
    assert (found.name, found.of.rstrip(" ?")) == (name, of)


@pytest.mark.parametrize("question", OTHER.values(), ids=OTHER)
def test_other_questions_have_no_attribute(question: str) -> None:
    """Only one named thing has an attribute: elsewhere too little tells what would tell it."""
    assert read(question).attribute is None
