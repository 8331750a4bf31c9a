"""Answers are printed sentences that answer, or a refusal that says what was searched."""

from __future__ import annotations

import pytest

from index.archive import Archive
from tests.bot.answers.conftest import Ask


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Qui est Sabine Harcourt ?", "maire d’Orvane"),
        ("Quelle est la fonction d'Aurèle Quint ?", "ministre telmarien de l’Énergie"),
        ("Qui a dessiné le toit du musée de Brumes ?", "Ilse Varenne"),
        ("Combien a coûté le toit du musée ?", "8,4 millions de tals"),
        ("Quand le musée de Brumes a-t-il rouvert ?", "samedi"),
        ("Qu'a dit Sabine Harcourt ?", "alerté les autorités trois fois"),
        ("Qu'a dit Sabine Harcourt ?", "Personne n’a répondu"),
        ("qu'a dit sabine harcour", "alerté les autorités trois fois"),
        ("Que promet Aurèle Quint ?", "une enquête publique avant l’été"),
        ("Que dit Ilse Varenne du toit ?", "Un toit, c’est une promesse"),
        ("Où est née Ilse Varenne ?", "Sorrin"),
        ("Who designed the roof of the Brumes museum?", "Ilse Varenne"),
    ],
)
def test_what_is_printed_is_found(ask: Ask, question: str, words: str) -> None:
    """The words that answer are shown, whatever way they are asked for."""
    answer = ask(question)

    assert not answer.abstained
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Qui est Norbert Lassalle ?",
        "Qu'a dit Norbert Lassalle du barrage d'Orvane ?",
        "Qu'a dit Sabine Harcourt du musée de Brumes ?",
        "Que dit Aurèle Quint de l'intelligence artificielle ?",
        "Qui a remporté la coupe de natation ?",
        "Quel temps fera-t-il demain à Port-Gral ?",
        "Où est né Victor Delmas ?",
        "",
        "?!",
    ],
)
def test_where_the_corpus_is_silent_so_is_the_answer(ask: Ask, question: str) -> None:
    """A refusal cites nothing and says how many articles were searched, over which days."""
    answer = ask(question)

    assert answer.abstained
    assert answer.reason
    assert not answer.citations
    assert "3 articles, du 4 mars 2031 au 12 juin 2031" in answer.text


def test_a_persons_words_are_nobody_elses(ask: Ask) -> None:
    """What the director said is not shown as words of the mayor."""
    answer = ask("Qu'a dit Sabine Harcourt sur le barrage d'Orvane ?")

    assert "Rien ne laissait prévoir" not in answer.text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        pytest.param("Qu'a dit le pape François du barrage d'Orvane ?", " du pape François", id="title"),
        pytest.param("Qu'a dit l'Élysée du barrage d'Orvane ?", " de l’Élysée", id="elision"),
        pytest.param("Qu'a dit Norbert Lassalle du barrage d'Orvane ?", " de Norbert Lassalle", id="person"),
    ],
)
def test_a_refusal_names_a_voice_as_french_does(ask: Ask, question: str, wanted: str) -> None:
    """A title or an institution keeps its article, merged with what stands before it."""
    assert wanted in ask(question).text


def test_figures_that_differ_stand_side_by_side(ask: Ask) -> None:
    """Two articles with two death tolls: both are shown, each with its outlet and day."""
    answer = ask("Combien de morts la rupture du barrage d'Orvane a-t-elle faits ?")

    assert "27 morts" in answer.text
    assert "31 morts" in answer.text
    assert "La Gazette d’Orvane, 4 mars 2031" in answer.text
    assert "Agence Vireo, 5 mars 2031" in answer.text
    assert answer.text.startswith("Les articles ne donnent pas le même chiffre")


@pytest.mark.parametrize(
    "question",
    ["Qu'a dit Sabine Harcourt ?", "Combien de morts à Orvane ?", "Qui a dessiné le toit du musée ?"],
)
def test_citations_are_slices_and_stand_in_the_text(ask: Ask, archive: Archive, question: str) -> None:
    """Citations are verbatim, numbered from 1, at most four, and their numbers stand in the text."""
    answer = ask(question)

    assert 1 <= len(answer.citations) <= 4
    for n, citation in enumerate(answer.citations, 1):
        article = archive.article(citation.article_id)
        assert article is not None
        assert article.text[citation.start : citation.end] == citation.text
        assert citation.n == n
        assert f"{' '.join(citation.text.split())} [{n}]" in answer.text


def test_the_nearest_is_marked_as_no_answer(ask: Ask, archive: Archive) -> None:
    """A refusal may show what came nearest, as verbatim slices, outside its text."""
    answer = ask("Qui a remporté la coupe de natation de Brumes ?")

    assert answer.abstained
    assert answer.nearest
    for hit in answer.nearest:
        article = archive.article(hit.article_id)
        assert article is not None
        assert article.text[hit.start : hit.end] == hit.text
        assert hit.text not in answer.text


def test_the_language_is_that_of_the_reader(ask: Ask) -> None:
    """The frame of the answer is in the language asked for, whatever the question is written in."""
    assert "Searched 3 articles, from 4 March 2031" in ask("Qui est Norbert Lassalle ?", "en").text
    assert "3 articles, du 4 mars" in ask("Who is Norbert Lassalle?", "fr").text


def test_ids_are_short_and_never_the_same(ask: Ask) -> None:
    """An answer's id can be read aloud, and two answers have two."""
    ids = {ask("Qui est Sabine Harcourt ?").id for _ in range(3)}

    assert len(ids) == 3
    assert all(len(i) == 8 and i.isalnum() and i.islower() for i in ids)
