"""bot/render/named: a name has the article that the texts give it."""

from __future__ import annotations

import pytest

from bot.render.named import within

NAMES = {
    "a noun": ("police", ["La police a dit"], "la police"),
    "a noun, once with its article": ("police", ["police", "Police", "selon la police"], "la police"),
    "a noun that nothing names": ("police", ["rien"], "police"),
    "a title before a name": ("pape François", ["Qu'a dit le pape François ?"], "le pape François"),
    "merged with a preposition": ("pape François", ["les mots du pape François"], "le pape François"),
    "an elision": ("Élysée", ["Selon l'Élysée, rien"], "l’Élysée"),
    "an elision behind de": ("Élysée", ["le palais de l’Élysée"], "l’Élysée"),
    "several": ("pompiers", ["l'arrivée des pompiers"], "les pompiers"),
    "a body": ("Ligue d’Arvène", ["La Ligue d'Arvène demande"], "la Ligue d’Arvène"),
    "a place that has none": ("Matignon", ["Matignon dit", "l'hôtel de Matignon"], "Matignon"),
    "a person": ("Ingrid Halvaune", ["la ministre Ingrid Halvaune", "Ingrid Halvaune"], "Ingrid Halvaune"),
    "a person, once by an article": ("Solvane", ["Solvane", "M. Solvane", "le Solvane"], "Solvane"),
    "another word's end": ("Est", ["le Nord-Est", "l'ouest"], "Est"),
    "an article of its own": ("Le Phare", ["du Phare", "le Phare"], "Le Phare"),
    "a determiner of its own": ("une étude", ["selon une étude"], "une étude"),
    "nobody": ("", ["le "], ""),
}


@pytest.mark.parametrize(("name", "texts", "shown"), NAMES.values(), ids=NAMES)
def test_a_name_has_the_article_of_the_texts(name: str, texts: list[str], shown: str) -> None:
    """Most of them decide; a name in lower case is a noun and takes any that it is given."""
    assert within(name, texts, "fr") == shown


def test_english_sentences_take_the_name_as_it_is() -> None:
    """A French article has no place in an English sentence."""
    assert within("police", ["la police"], "en") == "police"
