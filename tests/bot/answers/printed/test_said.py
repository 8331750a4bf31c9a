"""Somebody's words are theirs: quoted or reported with that person as the speaker, or signed."""

from __future__ import annotations

import pytest

from bot.answers.printed.said import said
from bot.answers.questions import mentions
from index.news import Article

TEXT = (
    "La ministre telmarienne de la Pêche, Odile Brançon, a annoncé mardi un moratoire. "
    "« Nous n’avons plus le choix », a-t-elle déclaré. Elle a rencontré Yvon Castre, "
    "président des armateurs.\n\n"
    "« C’est une erreur », a répondu M. Castre, qui a salué le travail de Mme Brançon."
)


def words(speaker: str, **fields: str) -> str:
    """Return the sentences given to a speaker, joined."""
    return " ".join(w.span.text for w in said(speaker, [Article("a", TEXT, "test", **fields)]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "speaker", ["Odile Brançon", "odile brancon", "Brançon", "Mme Brançon", "Odile Brancion"]
)
def test_a_persons_words_are_found(speaker: str) -> None:
    """However the person is written, what she said is found, carried on by a pronoun too."""
    found = words(speaker)

    assert "a annoncé mardi un moratoire" in found
    assert "plus le choix" in found


def test_others_words_are_not_given(speaker: str = "Odile Brançon") -> None:
    """Being spoken of, or to, is not speaking."""
    assert "C’est une erreur" not in words(speaker)
    assert "plus le choix" not in words("Yvon Castre")


def test_another_bearer_of_the_name_is_somebody_else() -> None:
    """A different first name makes a different person."""
    assert not words("Gaston Brançon")


def test_an_office_speaks_where_it_is_written() -> None:
    """Asked by the office, the words printed beside that office are found."""
    assert "moratoire" in words("la ministre telmarienne de la Pêche")


def test_an_author_speaks_throughout() -> None:
    """A signed article is its author's words where nothing in it is quoted from him."""
    text = "La pêche côtière de Telmarie va de plus en plus mal. Les bateaux restent au port tout l’hiver."
    found = said("Léo Hautier", [Article("b", text, "test", author="Léo Hautier", genre="opinion")])

    assert " ".join(w.span.text for w in found) == text


def test_slices_are_verbatim() -> None:
    """What is given stands in the article, the sentence that it needs before it too."""
    for found in said("Odile Brançon", [Article("a", TEXT, "test")]):
        assert TEXT[found.span.start : found.span.end] == found.span.text
        assert 0 <= found.before <= found.span.start


@pytest.mark.parametrize(
    ("asked", "text", "named"),
    [
        ("Odile Brançon", "Mme Brançon est partie.", True),
        ("Odile Brançon", "Odile Brançon est partie.", True),
        ("odile brancon", "ODILE BRANÇON", True),
        ("Odile Brançon", "Gaston Brançon est parti.", False),
        ("Odile Brançon", "La pêche est fermée.", False),
        ("Odile Brançom", "Odile Brançon est partie.", True),
    ],
)
def test_when_a_text_names_a_person(asked: str, text: str, named: bool) -> None:
    """A family name alone is enough, unless a stranger's first name stands before it."""
    assert mentions.named(asked, text) is named


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        pytest.param("Odile Brançon a reçu les armateurs.", True, id="it-names-her"),
        pytest.param("« Le port vivra », a promis Odile Brançon.", True, id="it-quotes-her"),
        pytest.param("« Odile Brançon a raison », juge Yvon Castre.", False, id="it-quotes-another"),
        pytest.param('"Odile Brançon a tort", selon les pêcheurs.', False, id="straight-marks"),
    ],
)
def test_the_sentence_before_is_not_another_voice(before: str, kept: bool) -> None:
    """The sentence that a pronoun needs is shown with it, unless it holds somebody else's words."""
    text = f"{before} Elle a déclaré que le moratoire durerait un an."

    found = [w for w in said("Odile Brançon", [Article("a", text, "test")]) if "moratoire" in w.span.text]

    assert [w.before == 0 for w in found] in ([kept], [])
    assert found or not kept
