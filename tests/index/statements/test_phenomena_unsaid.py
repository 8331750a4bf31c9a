"""What no one says: deeds, offers, things called by a name, what a verb tells of and not in whose words."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import spoken, statements

UNSAID = {
    # marks within an object that the verb cannot report
    "within-object": "Lise Varenne a lancé une rénovation des quais « nord et sud » du port.",
    "within-object-far": "Paul Astier balaie les allées du « vieux bassin » depuis des années.",
    "name-of-many": "La mairie a répondu aux demandes des « vestes vertes ».",
    # a quoted name before what was done to it
    "wanted-by": "Le conseil étudie le « grand chantier » voulu par Paul Astier.",
    "made-by": "Le « Vieux Bac » a été réalisé par Paul Astier.",
    # things put up for use or sale
    "offers": "La société Rives Vives propose un large éventail de barques neuves.",
    # deeds done to somebody
    "sentences": "Le tribunal de Merrane a condamné un pêcheur à deux mois de prison.",
    "defends": "Paul Astier défend un pêcheur du port.",
    "after-having": "Après avoir évoqué la crue, Paul Astier a quitté le port.",
    # verbs with an object that is no saying
    "ensures": "Lise Varenne assure l'intérim du port le temps du procès.",
    "realises": "La Valdorie a réalisé une opération semblable sur la côte.",
    "shows": "Les pêcheurs présentant des symptômes « très graves » seront soignés.",
    "named-behind-colon": "Paul Astier dirige une liste nommée : « Ensemble pour le port ».",
    "discovers": "Paul Astier a découvert des « traces anciennes » sur le quai.",
}


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID.keys())
def test_a_deed_is_nobodys_words(text: str) -> None:
    """Nobody is given words where a verb tells what somebody does, makes, offers or is given."""
    assert [(s.speaker, spoken(s)) for s in statements(text) if s.speaker] == []


SAID = {
    "an-offer-of-a-person": ("Paul Astier propose un moratoire sur les bacs.", "un moratoire sur les bacs"),
    "an-offer-made": ("La société Rives Vives a proposé une trêve.", "une trêve"),
    "asked-to-act": ("Paul Astier invite les riverains à partir.", "les riverains à partir"),
    "article-before-marks": ("Un riverain lance un « bon courage » au pilote.", "bon courage"),
    "uttered-by": ("Une « honte pour le port » également décrite par Paul Astier.", "honte pour le port"),
    "encouraged-to": (
        "Paul Astier avait encouragé les riverains à retrouver « le calme de toujours ».",
        "le calme de toujours",
    ),
    "by-the-way": ("Paul Astier dénonce d'ailleurs « une honte pour le port ».", "une honte pour le port"),
    "upon": ("Paul Astier a insisté sur « les questions du port ».", "les questions du port"),
    "past-behind-aside": (
        "Paul Astier a affirmé, par ailleurs, avoir vu la maire qu'il connaît.",
        "avoir vu la maire qu'il connaît",
    ),
}


@pytest.mark.parametrize(("text", "words"), SAID.values(), ids=SAID.keys())
def test_words_stay_where_they_are_said(text: str, words: str) -> None:
    """What somebody proposes, asks of others, shouts or affirms is kept, and whole."""
    assert words in [spoken(s) for s in statements(text) if s.speaker]
