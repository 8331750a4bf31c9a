"""Who speaks where names are alike or in no list: men and women, offices beside names, sources taken up."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import find, spoken, statements

COUPLE = (
    "La maire de Brunelle, Tomia Varlet, est venue. Le ministre des Ports, Oudrec Varlet, est venu aussi.\n"
)
CASES = {
    "mr-is-the-man": (COUPLE + "« Le bac partira », a dit M. Varlet.", "Oudrec Varlet"),
    "mrs-is-the-woman": (COUPLE + "« Le bac partira », a dit Mme Varlet.", "Tomia Varlet"),
    "mayor-is-the-woman": (COUPLE + "« Le bac partira », a dit la maire.", "Tomia Varlet"),
    "minister-is-the-man": (COUPLE + "« Le bac partira », a dit le ministre.", "Oudrec Varlet"),
    "she-follows-her-title": (
        COUPLE + "M. Varlet a parlé. Mme Varlet a répondu. « Le bac partira », a-t-elle dit.",
        "Tomia Varlet",
    ),
    "two-of-one-gender": (
        "Le préfet Paul Varlet est venu. Le juge Marc Varlet aussi.\n« Le bac partira », a dit M. Varlet.",
        "",
    ),
    "one-in-the-paragraph": (
        "Paul Varlet est venu. Marc Varlet aussi.\nMarc Varlet a ri. « Le bac partira », a dit M. Varlet.",
        "Marc Varlet",
    ),
    "one-far-more-often": (
        "Paul Varlet est venu avec Marc Varlet. Tout va bien pour Paul Varlet.\n"
        "« Le bac partira », a dit M. Varlet.",
        "Paul Varlet",
    ),
    "title-alone": ("Paul Astier est venu.\n« Le bac partira », a dit Mme Astier.", "Mme Astier"),
    # a first name that no list knows, beside an office
    "office-comma-name": ("« Le bac partira », a confié le gouverneur, Zimrel Oltane.", "Zimrel Oltane"),
    "office-long-name": (
        "« Le bac partira », a lancé hier le président de la Fédération des ports et quais, Zimrel Oltane.",
        "Zimrel Oltane",
    ),
    "office-past-its-domain": (
        "Marc Orval est venu.\n"
        "« Le bac partira », a dit le ministre des Relations avec le Parlement, Zimrel Oltane.",
        "Zimrel Oltane",
    ),
    "candidate-for": (
        "Marc Orval est venu.\n« Le bac partira », a dit le candidat libéral à la mairie, Zimrel Oltane.",
        "Zimrel Oltane",
    ),
    "expert-in": (
        "Marc Orval est venu.\n« Le bac partira », a dit l'expert en sécurité Zimrel Oltane.",
        "Zimrel Oltane",
    ),
    "lieutenant-of-somebody": (
        "« Le bac partira », a ironisé un lieutenant de Paul Astier, Zimrel Oltane.",
        "Zimrel Oltane",
    ),
    "general-is-no-title": (
        "« Le bac partira », a dit le délégué général du Mouvement des marins, Zimrel Oltane.",
        "Zimrel Oltane",
    ),
    "two-offices": (
        "Paul Astier est venu.\nLe commandant du port, l'amiral Zimrel Oltane, a nié avoir reçu un ordre.\n"
        "« Le bac partira », a-t-il fait remarquer.",
        "Zimrel Oltane",
    ),
    "limits-himself": ("« Le bac partira », s'est borné à dire le juge Zimrel Oltane.", "Zimrel Oltane"),
    "any-act": ("« Le bac partira », a justifié le juge Zimrel Oltane.", "Zimrel Oltane"),
    "place-before-ne": ("Brunelle n'a pas confirmé que le bac partira.", "Brunelle"),
    # what takes up an unnamed source
    "this-source": (
        "Selon un diplomate de Merrane, le port ferme. « Le bac partira », a ajouté cette source.",
        "un diplomate de Merrane",
    ),
    "the-latter": ("Paul Astier est venu. « Le bac partira », a dit ce dernier.", "Paul Astier"),
    "he-who": (
        "Paul Astier est venu. « Le bac partira », a expliqué mardi celui qui fut ministre.",
        "Paul Astier",
    ),
    "what-he-told": (
        "Marc Orval en a parlé avant de rapporter ce que lui a confié Paul Astier : « Le bac partira ».",
        "Paul Astier",
    ),
    # "le pape X": a first name of his own, nobody's surname and nobody else's office
    "reigning": ("Paul Astier est venu.\n« Le bac partira », a dit le roi Aldric.", "roi Aldric"),
    "reigning-surname": (
        "Marc Aldric et Aldric Orval sont venus.\n« Le bac partira », a dit le pape Aldric.",
        "pape Aldric",
    ),
    "reigning-capital": (
        "Paul Astier a vu le Pape Aldric.\n« Le bac partira », a dit le pape.",
        "pape Aldric",
    ),
    "reigning-numeral": (
        "La reine Odeline II a reçu Paul Astier.\n« Le bac partira », a dit la reine Odeline.",
        "Odeline II",
    ),
    "reigning-of-old": ("« Le bac partira », a dit l'ancien roi Aldric.", "roi Aldric"),
    "wife-of-one-who-reigns": ("« Le bac partira », a dit la femme du prince Aldric.", ""),
    "over-two-paragraphs": (
        "« Le bac partira. Le quai restera.\n« Puis le port fermera », raconte Paul Astier.",
        "Paul Astier",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_speaker_is_not_a_namesake(case: str) -> None:
    """The one who speaks is told by title, by office and by who was spoken of last."""
    text, speaker = CASES[case]

    assert find(statements(text), "bac partira").speaker == speaker


def test_a_title_ends_no_incise() -> None:
    """The full stop of "M." closes nothing: the name is the outlet's word, what follows is the speaker's."""
    said = find(statements("Paul Astier est venu.\n« Le bac, a ajouté M. Astier, partira lundi. »"), "Le bac")

    assert said.speaker == "Paul Astier"
    assert all("Astier" not in f.text for f in said.fragments)


def test_what_is_asked_for_does_not_speak() -> None:
    """A thing behind the verb of a subject with its apposition is the object, not a turned subject."""
    found = statements("Mme Oltane, qui dirige le port, a réclamé une enquête indépendante.")

    assert [(s.speaker, spoken(s)) for s in found] == [("Mme Oltane", "une enquête indépendante")]


def test_an_unnamed_office_goes_with_its_pronouns() -> None:
    """Where only an office speaks, "il" keeps it as its role, so that the day can name the holder."""
    text = "« Le port ferme », a dit le secrétaire général de la Ligue. « Le bac partira », a-t-il ajouté."
    said = find(statements(text), "bac partira")

    assert (said.speaker, said.role) == ("", "secrétaire général de la Ligue")


def test_the_reporter_speaks_again() -> None:
    """Words in the first person after "et" are no longer those of the one reported."""
    said = find(
        statements("La maire, Mme Oltane, dit que le bac partira, et je crois qu'elle a raison."), "bac"
    )

    assert said.content.text == "le bac partira"
