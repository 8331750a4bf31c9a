"""Speech by form: opinion pieces, interviews, transcripts."""

from __future__ import annotations

from tests.index.statements.reading_of import find, spoken, statements


def test_an_opinion_piece_is_its_author_s() -> None:
    """What nobody else says in an opinion piece, its author affirms."""
    text = "Le pont de Merrane doit fermer sans attendre.\nLise Varenne a dit que le bac suffirait."

    found = statements(text, genre="opinion", author="Paul Astier", author_role="ancien ministre")

    assert find(found, "doit fermer").speaker == "Paul Astier"
    assert find(found, "doit fermer").rule == "opinion-author"
    assert find(found, "le bac suffirait").speaker == "Lise Varenne"


def test_news_has_no_author_s_statements() -> None:
    """A byline alone makes nobody say a news article."""
    assert statements("Le pont de Merrane ferme demain.", author="Paul Astier") == []


def test_a_transcript_is_read_by_turns() -> None:
    """Lines that start with a name are that person's words, though without marks."""
    text = (
        "Paul Astier et Lise Varenne débattent.\nPaul Astier : Le bac partira.\n"
        "Lise Varenne : Jamais.\nPaul Astier : Nous verrons."
    )

    assert [(s.speaker, spoken(s)) for s in statements(text)] == [
        ("Paul Astier", "Le bac partira."),
        ("Lise Varenne", "Jamais."),
        ("Paul Astier", "Nous verrons."),
    ]


def test_questions_and_answers() -> None:
    """Of lines marked Q and R the answers are the interviewee's, the questions nobody's."""
    text = (
        "Lise Varenne publie un livre.\nQ: Pourquoi ?\nR: « Pour le fleuve. »\nQ: Et après ?\n"
        "R: « Un autre. »"
    )

    assert [(s.speaker, spoken(s)) for s in statements(text)] == [
        ("Lise Varenne", "Pour le fleuve."),
        ("Lise Varenne", "Un autre."),
    ]


def test_an_interview_alternates() -> None:
    """In an interview the paragraphs after a question are the one's who is asked."""
    text = (
        "Lise Varenne publie un livre.\n— Pourquoi ce livre ?\nPour le fleuve.\n— Et après ?\nJe me repose."
    )

    found = statements(text, genre="interview", title="Lise Varenne, la voix du fleuve")

    assert [(s.speaker, spoken(s)) for s in found] == [
        ("Lise Varenne", "Pour le fleuve."),
        ("Lise Varenne", "Je me repose."),
    ]
