"""Who said what, by phenomenon: cues, reported clauses, polarity, mood, relays, dates."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import find, statements

CASES = {
    # 8 inverted subject and addressee
    "addressee": ("« Tout va bien », a dit à l'AFP Lise Varenne.", "Tout va bien", "Lise Varenne"),
    "addressee-pres": (
        "« Tout va bien », a confié auprès du Courrier du Lac le maire de Brunelle, Paul Astier.",
        "Tout va bien",
        "Paul Astier",
    ),
    "inverted-role": (
        "« Tout va bien », estime le ministre valdorien des Ports, Paul Astier.",
        "Tout va bien",
        "Paul Astier",
    ),
    # 9 prepositional cues
    "selon": ("Selon Lise Varenne, la digue tiendra jusqu'au printemps.", "la digue tiendra", "Lise Varenne"),
    "selon-end": (
        "La digue tiendra jusqu'au printemps, selon Lise Varenne.",
        "La digue tiendra",
        "Lise Varenne",
    ),
    "selon-middle": (
        "La digue est, selon Lise Varenne, « plus que solide ».",
        "plus que solide",
        "Lise Varenne",
    ),
    "dapres": ("D'après Paul Astier, le bac sera vendu au printemps.", "le bac sera vendu", "Paul Astier"),
    "pour": ("Pour Lise Varenne, « le bac est une folie ».", "le bac est une folie", "Lise Varenne"),
    "a-en-croire": (
        "À en croire Paul Astier, le bac sera vendu au printemps.",
        "le bac sera vendu",
        "Paul Astier",
    ),
    "aux-yeux-de": ("Aux yeux de Paul Astier, le bac est « un gouffre ».", "un gouffre", "Paul Astier"),
    "de-l-avis-de": (
        "De l'avis de Lise Varenne, le bac est condamné.",
        "le bac est condamné",
        "Lise Varenne",
    ),
    "selon-figures": (
        "Selon les chiffres de l'Office des ports, le trafic baisse encore.",
        "le trafic baisse",
        "Office des ports",
    ),
    # 10 que
    "que": ("Lise Varenne a affirmé que la digue tiendrait.", "la digue tiendrait", "Lise Varenne"),
    "que-twice": (
        "Lise Varenne affirme que la digue tiendra et que le bac partira.",
        "et que le bac partira",
        "Lise Varenne",
    ),
    "que-far": (
        "Lise Varenne a conclu, après deux visites du port, que la digue tiendrait.",
        "la digue tiendrait",
        "Lise Varenne",
    ),
    # 11 templates
    "dit-vouloir": ("Lise Varenne dit vouloir vendre le bac.", "vouloir vendre le bac", "Lise Varenne"),
    "se-dit-pret": ("Paul Astier s'est dit prêt à vendre le bac.", "prêt à vendre le bac", "Paul Astier"),
    "appelle-a": ("Lise Varenne appelle à fermer le pont.", "fermer le pont", "Lise Varenne"),
    "accuse": ("Lise Varenne accuse Paul Astier d'avoir menti.", "d'avoir menti", "Lise Varenne"),
    "promet": ("Paul Astier promet de refaire le pont.", "refaire le pont", "Paul Astier"),
    "menace": ("Paul Astier a menacé de fermer le pont.", "fermer le pont", "Paul Astier"),
    # 12 mixed
    "mixed-qualify": (
        "Paul Astier a qualifié la vente d'« erreur historique ».",
        "erreur historique",
        "Paul Astier",
    ),
    "mixed-denounce": (
        "Lise Varenne dénonce une vente « honteuse et illégale ».",
        "honteuse et illégale",
        "Lise Varenne",
    ),
    "mixed-que": ("Paul Astier a jugé que la vente était « une faute ».", "une faute", "Paul Astier"),
    # 24 narrative infinitive
    "narrative": (
        "« Il pleut », a dit Lise Varenne. Et d'ajouter : « Le pont fermera ».",
        "Le pont fermera",
        "Lise Varenne",
    ),
    "narrative-name": (
        "La séance s'achève. Et Paul Astier de conclure : « Le pont fermera ».",
        "Le pont fermera",
        "Paul Astier",
    ),
    "narrative-before": (
        "« Il pleut », a dit Lise Varenne, avant d'ajouter : « Le pont fermera ».",
        "Le pont fermera",
        "Lise Varenne",
    ),
    # 25 participles
    "participle": (
        "Lise Varenne a visité le port, précisant que le bac partirait.",
        "le bac partirait",
        "Lise Varenne",
    ),
    "participle-en": (
        "Paul Astier a salué l'équipe en soulignant que le bac partirait.",
        "le bac partirait",
        "Paul Astier",
    ),
    "participle-first": (
        "Dénonçant une vente « honteuse », Lise Varenne a quitté la salle.",
        "honteuse",
        "Lise Varenne",
    ),
    # 30 states of mind
    "fears": ("Lise Varenne craint que la digue ne cède.", "la digue ne cède", "Lise Varenne"),
    "thinks": ("Paul Astier pense que le bac partira.", "le bac partira", "Paul Astier"),
    # 31 questions put to the speaker
    "asked": (
        "Interrogé par l'AFP sur la vente, Paul Astier a répondu qu'il l'ignorait.",
        "il l'ignorait",
        "Paul Astier",
    ),
    "asked-quote": (
        "Interrogée par Marc Orval, Lise Varenne s'est emportée : « Assez ! Partez donc ! »",
        "Partez donc",
        "Lise Varenne",
    ),
    # 33 asides
    "aside-relative": (
        "Lise Varenne, qui a remplacé Paul Astier en juillet, a dit que le pont fermerait.",
        "le pont fermerait",
        "Lise Varenne",
    ),
    "aside-apposition": (
        "Paul Astier, président de l'Office des ports, a dit que le pont fermerait.",
        "le pont fermerait",
        "Paul Astier",
    ),
    # passives and nouns
    "passive": (
        "La vente, décrite par Lise Varenne comme « une faute lourde », est faite.",
        "une faute lourde",
        "Lise Varenne",
    ),
    "noun": (
        "L'avertissement de Lise Varenne : « La digue cédera un jour » a été entendu.",
        "La digue cédera un jour",
        "Lise Varenne",
    ),
}


@pytest.mark.parametrize(("text", "words", "speaker"), CASES.values(), ids=CASES.keys())
def test_words_go_to_who_said_them(text: str, words: str, speaker: str) -> None:
    """The content a cue governs is found, and its speaker is the cue's subject, not whoever stands near."""
    assert find(statements(text), words).speaker == speaker


KINDS = {
    "direct": ("« Le pont fermera demain », a dit Lise Varenne.", "direct"),
    "mixed": ("Lise Varenne a dénoncé une vente « honteuse ».", "mixed"),
    "indirect": ("Lise Varenne a dit que le pont fermerait.", "indirect"),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kinds(text: str, kind: str) -> None:
    """Only quoted words make a statement direct or mixed; only those have fragments."""
    found = statements(text)[0]

    assert found.kind == kind and bool(found.fragments) == (kind != "indirect")


POLARITY = {
    "denies": ("Paul Astier a démenti que le bac soit vendu.", "denies"),
    "denies-noun": ("Paul Astier nie toute vente du bac.", "denies"),
    "denies-self": ("Paul Astier s'est défendu de toute faute.", "denies"),
    "not-denied": ("Paul Astier n'a pas démenti la vente du bac.", "not_denied"),
    "did-not-say": ("Paul Astier n'a jamais dit que le bac serait vendu.", "did_not_say"),
    "did-not-specify": ("Paul Astier n'a pas précisé si le bac serait vendu.", "did_not_say"),
    "declines": ("Paul Astier n'a pas souhaité commenter la vente.", "declines"),
    "declines-refuses": ("Lise Varenne a refusé de commenter la vente du bac.", "declines"),
    "asserts-litotes": ("Paul Astier n'a pas hésité à dire que le bac partirait.", "asserts"),
    "asserts": ("Paul Astier a dit que le bac partirait.", "asserts"),
}


@pytest.mark.parametrize(("text", "polarity"), POLARITY.values(), ids=POLARITY.keys())
def test_negated_speech_is_never_said(text: str, polarity: str) -> None:
    """Phenomenon 27: what somebody denies, declines or did not say keeps that mark."""
    assert [s.polarity for s in statements(text)] == [polarity]


MOOD = {
    "conditional": ("Paul Astier aurait affirmé que le bac serait vendu.", "conditional"),
    "conditional-incise": ("Paul Astier est parti. « Le bac est vendu », aurait-il confié.", "conditional"),
    "future-in-past": ("Paul Astier a dit que le bac serait vendu.", "indicative"),
    "announced-must": ("Paul Astier doit annoncer la vente du bac.", "announced"),
    "announced-should": ("Lise Varenne devrait annoncer la vente du bac.", "announced"),
    "announced-going": ("Lise Varenne va proposer la vente du bac.", "announced"),
}


@pytest.mark.parametrize(("text", "mood"), MOOD.values(), ids=MOOD.keys())
def test_moods_of_the_cue(text: str, mood: str) -> None:
    """Phenomena 28 and 29: the mood is the cue's own; a conditional in the content is the speaker's."""
    assert [s.mood for s in statements(text)] == [mood]


RELAYS = {
    "selon": ("Selon Reuters, Paul Astier a averti que le bac partirait.", "Paul Astier", "Reuters"),
    "incise": ("Paul Astier a averti que le bac partirait, rapporte Reuters.", "Paul Astier", "Reuters"),
    "cited": (
        "L'Office des ports, cité par Reuters, a indiqué que le bac partirait.",
        "Office des ports",
        "Reuters",
    ),
    "alone": ("Selon Reuters, le bac partira au printemps.", "Reuters", None),
}


@pytest.mark.parametrize(("text", "speaker", "relay"), RELAYS.values(), ids=RELAYS.keys())
def test_agencies_relay_where_somebody_else_speaks(text: str, speaker: str, relay: str | None) -> None:
    """Phenomenon 14: beside a speaker a medium is the relay; alone it speaks as a body."""
    assert [(s.speaker, s.relay) for s in statements(text)] == [(speaker, relay)]


DATES = {
    "weekday": ("Mardi, Paul Astier a dit que le bac partirait.", "2024-11-19"),
    "yesterday": ("Paul Astier a dit hier que le bac partirait.", "2024-11-20"),
    "eve": ("Paul Astier avait dit la veille que le bac partirait.", "2024-11-20"),
    "full": ("Paul Astier a dit le 3 mars 2021 que le bac partirait.", "2021-03-03"),
    "day-month": ("Paul Astier a dit le 25 novembre que le bac partirait.", "2023-11-25"),
    "year": ("Paul Astier avait dit en 2019 que le bac partirait.", "2019"),
    "content-date": ("Paul Astier a dit que le bac partirait mardi.", None),
}


@pytest.mark.parametrize(("text", "day"), DATES.values(), ids=DATES.keys())
def test_the_day_it_was_said(text: str, day: str | None) -> None:
    """Phenomenon 32: days about the cue count back from publication; days in the content are no such day."""
    assert statements(text)[0].said_on == day


VENUES = {
    "interview": "Dans un entretien au Courrier du Lac, Paul Astier a dit que le bac partirait.",
    "communique": "Paul Astier a annoncé dans un communiqué que le bac partirait.",
    "language": "« Le bac partira », a déclaré en anglais Paul Astier.",
}


@pytest.mark.parametrize("text", VENUES.values(), ids=VENUES.keys())
def test_venues_and_languages_do_not_speak(text: str) -> None:
    """Phenomena 15 and 37: where and in what language it was said leaves the speaker as he is."""
    assert [s.speaker for s in statements(text)] == ["Paul Astier"]
