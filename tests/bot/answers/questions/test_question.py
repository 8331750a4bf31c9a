"""What a question asks is read from its words, French or English, with or without accents and capitals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.questions.question import Kind, read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Qui est Sabine Harcourt ?", "who_is"),
        ("qui est sabine harcourt", "who_is"),
        ("Quelle est la fonction d'Aurèle Quint ?", "who_is"),
        ("What is Aurèle Quint's job?", "who_is"),
        ("Qui est le maire d'Orvane ?", "who"),
        ("Par qui le toit a-t-il été dessiné ?", "who"),
        ("Quand le barrage a-t-il cédé ?", "when"),
        ("En quelle année le musée a-t-il ouvert ?", "when"),
        ("Où se trouve le musée ?", "where"),
        ("ou se trouve le musee", "where"),
        ("Dans quelle ville vit-elle ?", "where"),
        ("Combien de morts ?", "how_many"),
        ("Quel est le coût du toit ?", "how_many"),
        ("How many people died?", "how_many"),
        ("Pourquoi le barrage a-t-il cédé ?", "why"),
        ("Qu'a dit Sabine Harcourt ?", "said"),
        ("Que veut dire « tal » ?", "what"),
        ("Qu'est-ce qui explique la rupture ?", "what"),
        ("Le barrage a-t-il cédé ?", "yes_no"),
        ("Victor Delmas a-t-il fui ?", "yes_no"),
        ("Le rapport Delmas a-t-il dit cela ?", "yes_no"),
        ("Quand Victor Delmas a-t-il parlé du barrage ?", "when"),
        ("Que s'est-il passé à Orvane ?", "what"),
    ],
)
def test_the_kind_of_a_question(text: str, kind: Kind) -> None:
    """Each way of asking has one kind of answer."""
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Qu'a dit Sabine Harcourt sur le barrage ?", "Sabine Harcourt"),
        ("Que dit Sabine Harcourt de la Telmarie ?", "Sabine Harcourt"),
        ("qu'a declaré sabine harcourt", "sabine harcourt"),
        ("que dit harcourt du barrage", "harcourt"),
        ("Qu'est-ce que M. Delmas a dit sur les contrôles ?", "Delmas"),
        ("Que pense le ministre Aurèle Quint de l'enquête ?", "Aurèle Quint"),
        ("What did Victor Delmas say about the dam?", "Victor Delmas"),
        ("What did the League say about the dam?", "League"),
        ("Comment Victor Delmas a-t-il réagi à l'accident ?", "Victor Delmas"),
        ("Quelle est la réaction de Victor Delmas ?", "Victor Delmas"),
        ("Que dit Ursine von der Maar ?", "Ursine von der Maar"),
        ("Que dit le ministre de l'Énergie de la rupture ?", "le ministre de l'Énergie"),
        ("Qu'a dit le Premier ministre Aurèle Quint sur le barrage ?", "Aurèle Quint"),
        ("Qu'a dit le Premier ministre sur le barrage ?", "le premier ministre"),
        ("Que dit le Président Quint du barrage ?", "Quint"),
        ("Que dit le ministre de l'Énergie Aurèle Quint de la rupture ?", "Aurèle Quint"),
        ("Que dit la maire de Lindrac Odile Marsanne du barrage ?", "Odile Marsanne"),
        ("Le ministre de l'Énergie a-t-il parlé de rupture ?", "le ministre de l'Énergie"),
        ("Qu'a dit le pape Anselme sur la paix ?", "pape Anselme"),
        ("Qu'a dit le pape sur la paix ?", "le pape"),
        ("Qu'a dit la reine Ursine Harcourt de la paix ?", "Ursine Harcourt"),
        ("Harcourt a-t-elle vraiment parlé d'une menace ?", "Harcourt"),
        ("Le ministre Aurèle Quint a-t-il démenti vouloir partir ?", "Aurèle Quint"),
        ("Est-ce que Victor Delmas a promis un nouveau barrage ?", "Victor Delmas"),
        ("Did Victor Delmas really say that the dam is safe?", "Victor Delmas"),
    ],
)
def test_whose_words_are_asked_for(text: str, speaker: str) -> None:
    """The person is named without title, and without the subject that follows."""
    question = read(text)

    assert (question.kind, question.speaker, question.own_words) == ("said", speaker, True)


def test_a_people_before_an_office_is_no_name() -> None:
    """Nobody is called "Telmarian"; whose words are asked for is then open."""
    assert read("What did the Telmarian energy minister say about the dam?").speaker != "Telmarian"


def test_a_source_is_a_speaker_but_not_the_question() -> None:
    """« Selon X » asks for a figure, in the words of X."""
    question = read("Combien de morts y a-t-il selon Sabine Harcourt ?")

    assert (question.kind, question.speaker, question.own_words) == ("how_many", "Sabine Harcourt", False)


def test_a_verb_of_will_may_be_answered_by_others() -> None:
    """What somebody wants may be told of by others, what he said may not."""
    assert not read("Que veut Victor Delmas ?").own_words


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Qu'a dit Sabine Harcourt en 2031 ?", date(2031, 1, 1), date(2031, 12, 31)),
        ("Que s'est-il passé depuis 2030 ?", date(2030, 1, 1), None),
        ("Que s'est-il passé ?", None, None),
    ],
)
def test_the_period_of_a_question(text: str, since: date | None, until: date | None) -> None:
    """A year named in a question bounds its period."""
    question = read(text)

    assert (question.since, question.until) == (since, until)


def test_names_weigh_fully_and_frame_words_little() -> None:
    """« En quelle année » is answered by a year, seldom by a sentence with that word."""
    weights = {a.word: a.weight for a in read("En quelle année le barrage d'Orvane a-t-il cédé ?").terms}

    assert weights["orvane"] == 1.0
    assert weights["annee"] < 0.5


def test_an_acronym_is_no_function_word() -> None:
    """« EU » is spelt like a French participle and still asked about."""
    assert "eu" in {a.word for a in read("What did Sabine Harcourt write about the EU?").terms}


def test_an_english_word_stands_for_its_french() -> None:
    """The question keeps its words, and knows which French ones answer them."""
    treaty = next(a for a in read("When was the treaty signed?").terms if a.word == "treaty")

    assert "trait" in treaty.others


@given(st.text(max_size=300))
def test_any_text_is_a_question(text: str) -> None:
    """Nothing that people can type breaks the reading; each stem is asked once."""
    stems = [a.stem for a in read(text).terms]

    assert len(stems) == len(set(stems))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bonjour", []),
        ("Bonsoir, merci beaucoup !", []),
        ("Thank you", []),
        ("Qui a dit bonjour au maire ?", ["bonjour", "maire"]),
        ("Bonjour, qui dirige le port ?", ["bonjour", "dirige", "port"]),
        ("Accord", ["accord"]),
    ],
    ids=["greeting", "thanks", "english", "asked about", "greeting before", "a subject"],
)
def test_a_greeting_asks_nothing(text: str, words: list[str]) -> None:
    """Only where nothing else is said: a greeting may be what is asked about."""
    assert [word for word in (t.word for t in read(text).terms) if word not in {"dit", "qui"}] == words
