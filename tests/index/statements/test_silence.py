"""Sentences in which nobody says anything give no statement."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import statements

SILENT = {
    "event": "Le pont de Merrane a fermé lundi matin.",
    "weather": "Il a plu toute la nuit sur la côte valdorienne.",
    "figures": "Le chômage a baissé de 3 % en un an.",
    "person-acts": "Paul Astier a quitté la salle avant la fin du vote.",
    "person-meets": "Lise Varenne rencontre Paul Astier demain à Merrane.",
    "noun-annonce": "L'annonce a surpris les habitants du port.",
    "noun-demande": "La demande de bois reste forte cet hiver.",
    "noun-menace": "La menace d'une crue plane sur la vallée.",
    "noun-note": "La note du restaurant était salée.",
    "noun-juge": "Le juge a fermé le dossier mardi.",
    "noun-critique": "La critique du film a été courte.",
    "selon-loi": "Les amendes varient selon la loi et les régions.",
    "selon-cas": "Selon les cas, le trajet dure une heure ou deux.",
    "selon-taille": "Le prix change selon la taille du bateau.",
    "pour-aim": "Pour la ville, une page se tourne avec ce départ.",
    "pour-duration": "Pour la première fois, le bac a traversé de nuit.",
    "dapres-guerre": "Le pont date des années d'après-guerre.",
    "explains-thing": "La pluie explique le retard du chantier.",
    "shows-thing": "La hausse confirme la reprise du port.",
    "passive-thing": "Le pont est décrit dans tous les guides.",
    "tenu-de": "Les marins sont tenus de prévenir leurs passagers.",
    "appelle-nom": "Le bac s'appelle désormais la Mouette.",
    "dit-nom": "Le quartier dit du Vieux Port sera rasé.",
    "promis": "La fête promise aux enfants a eu lieu.",
    "question": "Viendra-t-il demain à Merrane ?",
    "on": "On connaît mal les fonds de la baie.",
    "lance-chose": "La ville lance un appel d'offres pour le pont.",
    "titre": "Le film « Les Rives du Nord » sort mercredi.",
    "terme": "Les « petites mains » du port travaillent la nuit.",
    "prevenu-qui": "Paul Astier a mis en garde les « bricoleurs », qui naviguent à Merrane sans permis.",
    "assure-service": "Le port assure la « coordination » des secours.",
    "horaires": "Le bac part à 8 h 30 et revient à midi.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_no_speech_no_statement(text: str) -> None:
    """Without a cue that governs somebody's words nothing enters the ledger."""
    assert statements(text) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', "«»", "“”", "?!", "\u00a0", "a", '""""""'])
def test_nothing_gives_nothing(text: str) -> None:
    """An empty or broken scrap is read without a statement."""
    assert statements(text) == []


def test_other_languages_are_left_alone() -> None:
    """A language without a lexicon gives no statement rather than a wrong one."""
    assert statements('"The bridge is open", said Paul Astier.', language="en") == []
