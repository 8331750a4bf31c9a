"""How far words reach: clauses that a sentence concedes, incises within marks, verbs split by adverbs."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import spoken, statements

CASES = {
    # the main clause is the outlet's, or of another cue
    "conceded-que": (
        "Si Paul Astier assure que le bac était fermé, l'enquête prouve le contraire.",
        [("Paul Astier", "le bac était fermé")],
    ),
    "conceded-pronoun": (
        "Alors que Paul Astier a reconnu une faute, il a promis de rester.",
        [("Paul Astier", "une faute"), ("Paul Astier", "rester")],
    ),
    "conceded-own-commas": (
        "Si Paul Astier assure que le bac, fermé depuis mai, était vide, Lise Varenne en doute.",
        [("Paul Astier", "le bac, fermé depuis mai, était vide")],
    ),
    "not-conceded": (
        "Alors, Paul Astier a dit que le bac, il le vendrait.",
        [("Paul Astier", "le bac, il le vendrait")],
    ),
    # where it was said stands in the incise, and so does what the speaker is
    "incise-venue": (
        "« Je le ferai savoir, explique dans La Gazette le maire de Merrane. Cela se saura. »",
        [("", "Je le ferai savoir"), ("", "Cela se saura.")],
    ),
    "incise-apposition": (
        "« C'est un risque, reconnaît Paul Astier, directeur du port à Merrane. Il faut partir. »",
        [("Paul Astier", "C'est un risque"), ("Paul Astier", "Il faut partir.")],
    ),
    "incise-alone": (
        "« C'est un risque, reconnaît Paul Astier, et nous le prenons. »",
        [("Paul Astier", "C'est un risque […] et nous le prenons.")],
    ),
    "incise-after-exclamation": (
        "« Il faut partir ! s'insurge Paul Astier. Tout de suite. »",
        [("Paul Astier", "Il faut partir"), ("Paul Astier", "Tout de suite.")],
    ),
    # forms of verbs of saying that are other words here
    "not-said-were": ("Les agents étaient aussi nombreux que les riverains dans tout le port.", []),
    "not-said-wish": ("Le bac partira à condition que la France admette les visiteurs du Nord.", []),
    "not-said-put": (
        "Désormais, le pilote du bac, récemment rentré de Merrane, mise beaucoup sur l'avenir.",
        [],
    ),
    # a subject with its bracket or apposition is no reported clause
    "subject-bracket": (
        "Le ministre des Ports de Valdorie (nord) a demandé lundi une enquête du parquet.",
        [("", "une enquête du parquet")],
    ),
    # what several are called is nobody's word
    "called-so": (
        "Quelque 400 « blouses bleues » ont défilé samedi à Merrane, selon la préfecture.",
        [("préfecture", "Quelque 400 « blouses bleues » ont défilé samedi à Merrane")],
    ),
    # adverbs of several words within the verb
    "split-first": (
        "Paul Astier a tout d'abord assuré qu'il partirait.",
        [("Paul Astier", "il partirait")],
    ),
    "split-already": (
        "Paul Astier a d'ores et déjà annoncé qu'il partirait.",
        [("Paul Astier", "il partirait")],
    ),
    "split-again": (
        "Paul Astier a une nouvelle fois affirmé qu'il partirait.",
        [("Paul Astier", "il partirait")],
    ),
    "split-contrary": (
        "« Il faut partir », a au contraire estimé Paul Astier.",
        [("Paul Astier", "Il faut partir")],
    ),
    # verbs that are nouns too
    "noun-or-verb-que": ("Le rapport note que le bac est vieux.", [("rapport", "le bac est vieux")]),
    "noun-or-verb-quoted": ("Le syndicat juge « honteux » ce départ.", [("syndicat", "honteux")]),
}


@pytest.mark.parametrize(("text", "said"), CASES.values(), ids=CASES.keys())
def test_words_reach_as_far_as_they_were_said(text: str, said: list[tuple[str, str]]) -> None:
    """What the outlet tells is never among the words of the speaker, and all of these are found."""
    assert [(s.speaker, spoken(s)) for s in statements(text)] == said
