"""What speaks for a sentence: rare words, names, the kind of thing asked for."""

from __future__ import annotations

import pytest

from bot.answers.printed import evidence, identity, judgement
from bot.answers.questions import kinds
from bot.answers.questions.question import Kind, read
from index.news import Hit

TEXT = "Le pont de Sorrin mesure 412 mètres. Il a été inauguré en 2019 par la maire. Les travaux ont duré."


def ranked(question: str, text: str = TEXT) -> list[str]:
    """Return the sentences of one passage, best first."""
    asked = read(question)
    words = evidence.weigh(asked, lambda _: 0, 3)
    hits = [Hit("p", "a", 100, 100 + len(text), text, 1.0, "Un pont")]
    return [r.sentence.span.text for r in judgement.rank(evidence.sentences_of(asked, words, hits))]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Combien mesure le pont de Sorrin ?", "Le pont de Sorrin mesure 412 mètres."),
        ("Quand le pont de Sorrin a-t-il été inauguré ?", "Il a été inauguré en 2019 par la maire."),
        ("Qui a inauguré le pont ?", "Il a été inauguré en 2019 par la maire."),
    ],
)
def test_the_sentence_that_answers_is_among_the_best_two(question: str, best: str) -> None:
    """Covering the question and holding the kind of thing asked for decide."""
    assert best in ranked(question)[:2]


def test_rare_words_weigh_more() -> None:
    """A word of every passage says little about where the answer is."""
    asked = read("Combien mesure le pont de Sorrin ?")
    weights = {w.stem: w.weight for w in evidence.weigh(asked, lambda stem: 900 * (stem == "pont"), 1000)}

    assert weights["pont"] < weights["sorrin"] / 4


@pytest.mark.parametrize("passages", [0, 1, 3, 100_000])
def test_weights_hold_in_corpora_of_any_size(passages: int) -> None:
    """Three articles know nothing of rarity: weights stay positive and finite."""
    weighed = evidence.weigh(read("Combien mesure le pont ?"), lambda _: passages, passages)

    assert all(0 < w.weight < 20 for w in weighed)


def test_sentences_carry_offsets_of_the_article() -> None:
    """A passage that starts at 100 gives sentences that start there."""
    asked = read("Combien mesure le pont ?")
    hit = Hit("p", "a", 100, 100 + len(TEXT), TEXT, 1.0)

    for found in evidence.sentences_of(asked, evidence.weigh(asked, lambda _: 1, 3), [hit]):
        assert TEXT[found.span.start - 100 : found.span.end - 100] == found.span.text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("declar", "declarat", True),
        ("sorrin", "sorrine", True),
        ("halvaun", "alvaun", True),
        ("pont", "port", False),
        ("2019", "2018", False),
    ],
)
def test_forms_of_one_word(one: str, other: str, same: bool) -> None:
    """A typo or another ending is the same word; short words and figures must match exactly."""
    assert evidence.close(one, other) is same


@pytest.mark.parametrize(
    ("kind", "sentence", "present"),
    [
        ("how_many", "Il y a 27 morts.", True),
        ("how_many", "Douze personnes sont mortes.", True),
        ("how_many", "Des gens sont morts.", False),
        ("when", "Il est parti en 1998.", True),
        ("when", "Il est parti le 3 mars.", True),
        ("when", "Il est parti.", False),
        ("where", "Il vit à Sorrin.", True),
        ("why", "Il est parti en raison du froid.", True),
        ("why", "Il est parti.", False),
    ],
)
def test_the_kind_of_thing_asked_for(kind: Kind, sentence: str, present: bool) -> None:
    """A figure, a date, a place or a reason is seen in the sentence that has one."""
    assert (kinds.present(kind, sentence, frozenset()) >= 0.5) is present


@pytest.mark.parametrize(
    ("sentence", "least", "most"),
    [
        ("Odile Brançon est ministre de la Pêche.", 0.9, 1.0),
        ("Odile Brançon, ministre de la Pêche, a parlé.", 0.9, 1.0),
        ("La ministre de la Pêche, Odile Brançon, a parlé.", 0.85, 1.0),
        ("Mme Brançon a parlé.", 0.1, 0.3),
        ("Le port a fermé.", 0.0, 0.0),
    ],
)
def test_who_somebody_is(sentence: str, least: float, most: float) -> None:
    """An office beside the name says who somebody is; a bare mention does not."""
    assert least <= identity.strength("Odile Brançon", sentence) <= most
