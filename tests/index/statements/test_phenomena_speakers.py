"""Who speaks, by phenomenon: offices, titles, variants, pronouns, bodies, places, groups, documents."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import find, statements

CASES = {
    # 16 offices
    "office-apposition": (
        "Paul Astier, ministre des Ports, est venu lundi.\n« Le bac partira », a dit le ministre.",
        "Paul Astier",
    ),
    "office-before": (
        "Le ministre des Ports Paul Astier est venu.\n« Le bac partira », a dit le ministre des Ports.",
        "Paul Astier",
    ),
    "office-synonym": (
        "Lise Varenne, maire de Brunelle, est venue.\n« Le bac partira », a dit l'édile.",
        "Lise Varenne",
    ),
    "office-other": (
        "Paul Astier, ministre des Ports, est venu.\n« Le bac partira », a dit le procureur de Merrane.",
        "",
    ),
    # 18 titles and particles
    "title": ("Paul Astier est venu.\n« Le bac partira », a dit M. Astier.", "Paul Astier"),
    "title-woman": (
        "Lise Varenne et Paul Varenne sont venus.\n« Le bac partira », a dit Mme Varenne.",
        "Lise Varenne",
    ),
    "particle": (
        "François de Brunelle est venu.\n« Le bac partira », a dit M. de Brunelle.",
        "François de Brunelle",
    ),
    "particle-foreign": (
        "Ursula von der Lahn est venue.\n« Le bac partira », a dit Mme von der Lahn.",
        "Ursula von der Lahn",
    ),
    # 19 variants
    "accents": ("Hélène Séverac est venue.\n« Le bac partira », a dit Mme Severac.", "Hélène Séverac"),
    "capitals": ("Hélène Séverac est venue.\n« Le bac partira », a dit SÉVERAC.", "Hélène Séverac"),
    "family-first": ("Kim Oru Sen est venu.\n« Le bac partira », a dit M. Kim.", "Kim Oru Sen"),
    # 20 one surname, two holders
    "homonyms-gender": (
        "Paul Astier est venu avec Anne Astier.\n« Le bac partira », a dit Mme Astier.",
        "Anne Astier",
    ),
    "homonyms-full": (
        "Paul Astier et Jean Astier sont venus.\n« Le bac partira », a dit Jean Astier.",
        "Jean Astier",
    ),
    # 21 pronouns
    "il": ("Paul Astier est venu à Merrane.\n« Le bac partira », a-t-il dit.", "Paul Astier"),
    "elle-not-he": ("Lise Varenne a reçu Paul Astier.\n« Le bac partira », a-t-elle dit.", "Lise Varenne"),
    "celle-ci": ("Lise Varenne est venue. Celle-ci a dit que « le bac partira ».", "Lise Varenne"),
    "ce-dernier": ("Paul Astier est venu. Ce dernier a dit que « le bac partira ».", "Paul Astier"),
    "two-of-a-gender": ("Un orage a surpris Paul Astier et Marc Orval.\n« Le bac partira », a-t-il dit.", ""),
    # elided subject
    "elided": ("Paul Astier a visité le port et dénoncé une vente « honteuse ».", "Paul Astier"),
}


@pytest.mark.parametrize(("text", "speaker"), CASES.values(), ids=CASES.keys())
def test_speakers_are_named_in_full_or_left_open(text: str, speaker: str) -> None:
    """The speaker is the fullest name in the article; where the evidence is thin, nobody."""
    assert [s.speaker for s in statements(text) if s.fragments] == [speaker]


TYPES = {
    # 17 metonyms
    "country": ("La France a annoncé que ses troupes partiraient.", "France", "metonym"),
    "capital": ("Washington a affirmé que rien ne changeait.", "Washington", "metonym"),
    "palace": ("L'Élysée a indiqué que rien ne changeait.", "Élysée", "metonym"),
    # bodies
    "acronym": ("La CGT a affirmé que la grève durerait.", "CGT", "org"),
    "ministry": ("Le ministère des Ports a indiqué que le bac partirait.", "ministère des Ports", "org"),
    "association": ("L'association Rives Vives a déploré que le bac parte.", "Rives Vives", "org"),
    "spelt-out": (
        "Le Bureau des eaux du Nord (BDN) est né. Le BDN a dit que le bac partirait.",
        "Bureau des eaux du Nord",
        "org",
    ),
    "medium": ("Le Monde révèle que le bac a été vendu.", "Le Monde", "org"),
    # 34 groups and anonymous sources
    "group": ("Les députés valdoriens affirment que le bac partira.", "députés valdoriens", "group"),
    "group-several": ("Plusieurs témoins ont raconté que le bac avait coulé.", "Plusieurs témoins", "group"),
    "anonymous": ("Un haut responsable a confié que le bac partirait.", "Un haut responsable", "anonymous"),
    "source": (
        "Le bac partira, a indiqué une source proche du dossier.",
        "une source proche du dossier",
        "anonymous",
    ),
    "spokesman": (
        "Un porte-parole de l'armée a dit que le bac partirait.",
        "Un porte-parole de l'armée",
        "anonymous",
    ),
    # 35 documents
    "report": ("Un rapport de l'Office affirme que le bac est vieux.", "Un rapport de l'Office", "document"),
    "text": ("Le texte stipule que le bac doit partir.", "texte", "document"),
    "study": (
        "Selon une étude du Centre des rives, le fleuve monte encore.",
        "une étude du Centre des rives",
        "document",
    ),
    "person": ("Lise Varenne affirme que le bac partira.", "Lise Varenne", "person"),
}


@pytest.mark.parametrize(("text", "speaker", "kind"), TYPES.values(), ids=TYPES.keys())
def test_what_speaks(text: str, speaker: str, kind: str) -> None:
    """Places, bodies, groups and documents keep their words and are never turned into persons."""
    assert [(s.speaker, s.speaker_type) for s in statements(text)] == [(speaker, kind)]


def test_the_evidence_is_where_the_name_stands() -> None:
    """The span that named the speaker is kept, and it holds the surname."""
    text = "Paul Astier est venu.\n« Le bac partira », a-t-il dit."

    found = find(statements(text), "Le bac partira")

    assert found.evidence is not None and found.evidence.text == "Paul Astier"


def test_the_office_beside_the_words_is_kept() -> None:
    """The office as written near the cue stands in `role`, the words themselves in `speaker_surface`."""
    text = "Le ministre des Ports Paul Astier a dit que le bac partirait."

    found = statements(text)[0]

    assert (found.role, found.speaker_surface) == ("ministre des Ports", "Le ministre des Ports Paul Astier")
