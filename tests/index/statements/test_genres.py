"""Speech by form: opinion pieces, interviews, transcripts."""

from __future__ import annotations

import pytest

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


def said(text: str, **given: str) -> list[tuple[str, str]]:
    """Return who is read as saying what."""
    return [(s.speaker, spoken(s)) for s in statements(text, **given)]


HEADING = "Conférence de presse de M. Henri Valdoire, ministre de la Mer\n\n"


@pytest.mark.parametrize(
    ("labels", "speakers"),
    [
        (("M. VALDOIRE : ", "QUESTION : "), "Henri Valdoire"),
        (("M. Valdoire. – ", "Question – "), "Henri Valdoire"),
        (("Henri VALDOIRE : ", "Le journaliste : "), "Henri Valdoire"),
        (("H. V. : ", "Q : "), "Henri Valdoire"),
        (("H. Valdoire - ", "LE FIGARO. - "), "Henri Valdoire"),
        (("R – ", "Q – "), "Henri Valdoire"),
        (("Réponse : ", "Journaliste : "), "Henri Valdoire"),
        (("LE MINISTRE. – ", "JOURNALISTE. – "), "Henri Valdoire"),
        (("M. le ministre. ", "Mme Lise Varenne. "), "Henri Valdoire"),
        (("M. Henri Valdoire, ministre de la Mer. ", "Mme la présidente. "), "Henri Valdoire"),
        (("Ada BRUN : ", "La Gazette de Merrane : "), "Ada Brun"),
        (("LE PRÉSIDENT. – ", "JOURNALISTE. – "), ""),
        (("LE PREMIER MINISTRE : ", "Q : "), ""),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, tuple) else "is",
)
def test_a_label_names_who_speaks(labels: tuple[str, str], speakers: str) -> None:
    """A name in capitals, a surname, initials, an office, R: the person whom the article tells, or nobody."""
    his, theirs = labels
    text = (
        f"{HEADING}{his}Nous fermerons les ports.\n\n{theirs}Quand donc, selon vous ?\n\n"
        f"{his}Lundi.\n\n{theirs}Et après ?\n\n{his}Nous verrons."
    )

    found = [(s.speaker, spoken(s)) for s in statements(text) if s.rule == "turn"]

    assert [pair for pair in found if not pair[1].endswith("?")] == [
        (speakers, "Nous fermerons les ports."),
        (speakers, "Lundi."),
        (speakers, "Nous verrons."),
    ]
    assert all(speaker != speakers or not speaker for speaker, words in found if words.endswith("?"))


def test_a_turn_goes_on_over_paragraphs() -> None:
    """Each paragraph of a turn is its speaker's; applause, headings and credits are nobody's."""
    text = (
        f"{HEADING}M. VALDOIRE : Nous fermerons les ports.\n\nLes pilotes le demandent.\n\n"
        "(Applaudissements.)\n\nUne décision difficile\n\nElle vaut pour un mois.\n\n"
        "Q : Pourquoi ?\n\nM. VALDOIRE : Pour la sécurité.\n\nService de presse du ministère"
    )

    assert said(text) == [
        ("Henri Valdoire", "Nous fermerons les ports."),
        ("Henri Valdoire", "Les pilotes le demandent."),
        ("Henri Valdoire", "Elle vaut pour un mois."),
        ("Henri Valdoire", "Pour la sécurité."),
    ]


def test_what_follows_the_last_turn_is_the_article_s() -> None:
    """Where turns are one paragraph long, the paragraph after the last is not given to anybody."""
    text = (
        f"{HEADING}M. VALDOIRE : Non.\n\nQ : Pourquoi ?\n\nM. VALDOIRE : Parce que.\n\n"
        "La séance a duré une heure."
    )
    assert said(text) == [("Henri Valdoire", "Non."), ("Henri Valdoire", "Parce que.")]


def test_an_unlabelled_question_ends_a_turn() -> None:
    """Where the one who asks has no label, his question is not the last speaker's."""
    text = (
        "Paul Astier et Lise Varenne débattent.\n\nPaul Astier : Le bac partira.\n\n"
        "Lise Varenne : Jamais.\n\nEt le pont ?\n\nPaul Astier : Il fermera.\n\nLise Varenne : Nous verrons."
    )
    assert ("Lise Varenne", "Et le pont ?") not in said(text)
    assert ("Paul Astier", "Il fermera.") in said(text)


def test_words_quoted_in_a_turn_are_not_its_speaker_s_own() -> None:
    """Somebody's words that a speaker repeats are no fragment of his."""
    text = f"{HEADING}M. VALDOIRE : Ada Brun m'a dit « je pars ».\n\nQ : Quand ?\n\nM. VALDOIRE : Hier."
    assert all(not s.fragments for s in statements(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lieu : Merrane.\nDate : lundi.\nPrix : dix euros.\nLieu : Sarn.\nDate : mardi.",
        "La ligne : fermer.\nLe score : 3 sièges.\nLa ligne : ouvrir.\nLe score : 4 sièges.",
        "Merrane : 3 points.\nSarn : 2 points.\nMerrane : 1 point.\nSarn : 0 point.",
    ],
    ids=["list", "programme", "results"],
)
def test_a_list_is_no_dialogue(text: str) -> None:
    """Words before a colon that come back are not yet voices."""
    assert [s for s in statements(text) if s.rule == "turn"] == []


def test_two_of_one_name_are_nobody() -> None:
    """A label that two people of the article bear names neither."""
    text = (
        "Paul Astier et Jean Astier, frères, débattent avec Lise Varenne.\n\nM. ASTIER : Le bac partira.\n\n"
        "Lise VARENNE : Jamais.\n\nM. ASTIER : Si.\n\nLise VARENNE : Non."
    )
    assert said(text) == [
        ("", "Le bac partira."),
        ("Lise Varenne", "Jamais."),
        ("", "Si."),
        ("Lise Varenne", "Non."),
    ]


ANSWERS = "\n\nPourquoi partir ?\n\nPaul Astier me l'a demandé.\n\nEt après ?\n\nJe me repose."


@pytest.mark.parametrize(
    ("title", "opening", "speaker"),
    [
        ("« Je pars », dit Lise Varenne", "La navigatrice répond.", "Lise Varenne"),
        ("Lise Varenne « Je pars »", "Elle a vu Paul Astier et Jean Brelin.", "Lise Varenne"),
        ("Un départ", "La navigatrice répond.", ""),
        ("Un départ", "Lise Varenne a écrit à Paul Astier.", ""),
    ],
    ids=["headline", "opens the headline", "nobody", "two"],
)
def test_who_is_asked_is_told_before_the_first_question(title: str, opening: str, speaker: str) -> None:
    """Whom the answers name is not who answers; where headline and opening leave it open, nobody does."""
    found = statements(f"{title}\n\n{opening}{ANSWERS}", genre="interview", title=title)
    assert {s.speaker for s in found if s.rule == "answer"} <= {speaker} - {""}
    assert bool(speaker) == any(spoken(s) == "Je me repose." for s in found)


def test_a_label_tells_who_answers_an_interview() -> None:
    """One labelled answer names who gives the others; what trails off, and captions, are nobody's."""
    text = (
        "Le témoin de Merrane\n\nPourquoi partir ?\n\nLise VARENNE.- On m'a appelée.\n\nEt après ?\n\n"
        "Rien.\n\nVous n'y croyez donc pas...\n\nLise Varenne chez elle\n\nSi."
    )
    found = [
        (s.speaker, spoken(s)) for s in statements(text, genre="interview", title="Le témoin de Merrane")
    ]
    assert found == [
        ("Lise Varenne", "On m'a appelée."),
        ("Lise Varenne", "Rien."),
        ("Lise Varenne", "Si."),
    ]


def test_the_opening_of_a_dialogue_is_read_like_any_article() -> None:
    """What the article itself reports above the first turn is read by the grammar."""
    text = (
        "Lise Varenne a affirmé que le bac partirait.\n\nPaul Astier : Le bac partira.\n\n"
        "Lise Varenne : Jamais.\n\nPaul Astier : Si."
    )
    assert find(statements(text), "le bac partirait").cue == "a affirmé"
