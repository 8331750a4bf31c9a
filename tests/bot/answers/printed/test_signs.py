"""What speaks for an answer: words letter by letter, in the same order, in the headline, of one article."""

from __future__ import annotations

import pytest

from bot.answers.printed import evidence, judgement
from bot.answers.questions.question import read
from index.news import Hit

BRIDGE = (
    "Le pont de Sorrin mesure 412 mètres. Il a été inauguré en 2019 par la maire, qui a fondé le chantier. "
    "Le pont remplace un bac."
)
FERRY = "Un bac traverse le fleuve. La traversée est gratuite pour les habitants de la ville."


def signs(question: str, *hits: Hit) -> dict[str, float]:
    """Return the signs of the best sentence of some passages."""
    asked = read(question)
    words = evidence.weigh(asked, lambda _: 3, 1000)
    return judgement.signs_of(asked, words, judgement.rank(evidence.sentences_of(asked, words, hits)))


def hit(name: str, text: str, title: str | None = None, article: str | None = None) -> Hit:
    """Return a passage that is an article, or a part of `article`."""
    return Hit(name, article or name, 0, len(text), text, 1.0, title)


@pytest.mark.parametrize(
    ("sign", "more", "less"),
    [
        ("letters", "Qui est le fondateur du pont ?", "Qui est le trompettiste du pont ?"),
        ("exact", "Combien mesure le pont ?", "Combien pèse le pont ?"),
        ("found", "Combien mesure le pont de Sorrin ?", "Combien mesure le pont ?"),
        ("often", "Qui remplace le pont ?", "Qui remplace le chantier ?"),
        ("run", "Que mesure le pont de Sorrin ?", "Que mesure à Sorrin ce pont ?"),
        ("headline", "Combien mesure le pont ?", "Combien mesure le bac ?"),
        ("bound", "Combien mesure le pont de Sorrin ?", "Qui remplace le bac de Sorrin ?"),
        ("missing_name", "Qui a inauguré le pont de Trevelle ?", "Qui a inauguré le pont de Sorrin ?"),
        ("second_absent", "Quel peintre jalouse le pont ?", "Quel peintre mesure le pont ?"),
        ("absent_noun", "Quelle largeur mesure le pont ?", "Quel pont mesure 412 mètres ?"),
        ("other_year", "Qui a inauguré le pont en 1987 ?", "Qui a inauguré le pont en 2019 ?"),
    ],
    ids=lambda value: value if "_" in value or " " not in value else "",
)
def test_a_sign_is_stronger_where_it_should_be(sign: str, more: str, less: str) -> None:
    """Each sign tells two questions on one passage apart."""
    passage = hit("p", BRIDGE, "Un pont")

    assert signs(more, passage)[sign] > signs(less, passage)[sign]


@pytest.mark.parametrize("passages", [3, 1000, 100_000])
def test_a_word_that_stands_nowhere_is_as_rare_in_any_corpus(passages: int) -> None:
    """A few articles know little of rarity; what they lack must not count less for that."""
    weighed = evidence.weigh(read("Qui a inauguré le pont ?"), lambda _: 0, passages)

    assert {w.rarity for w in weighed} == {1.0}


def test_passages_of_one_article_are_together() -> None:
    """What was found is of one article, by its id or by its headline, or of many."""
    question = "Combien mesure le pont ?"
    bridge = hit("p", BRIDGE, "Un pont")

    assert signs(question, bridge, hit("q", FERRY, "Un pont"))["one_article"] == 1
    assert signs(question, bridge, hit("q", FERRY, article="p"))["one_article"] == 1
    assert signs(question, bridge, hit("q", FERRY))["one_article"] == 0.5


def test_many_equal_sentences_are_unsure() -> None:
    """One sentence clearly ahead is surer than several that cover the question alike."""
    alike = "Le pont mesure peu. " * 4

    assert (
        signs("Combien mesure le pont ?", hit("p", alike))["unsure"]
        > 2 * (signs("Combien mesure le pont de Sorrin ?", hit("p", BRIDGE))["unsure"])
    )
