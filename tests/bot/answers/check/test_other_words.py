"""Claims that share words with what was said and say something else: none is shown as said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answers.check.checker import Checker
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.ledger import Ledger
from tests.bot.answers.check.conftest import Check

ARTICLES = {
    "usine": """L'usine de Sarège suspendue à un prêt

Publié le mardi 4 mars 2025

« Il est trop tôt pour dire que l'usine de Sarège est sauvée », a dit la ministre Odile Marsanne.
Odile Marsanne a exhorté les banques à financer la reprise de l'usine.
Elle accuse la direction d'organiser la fuite des commandes.
« Je ne crois pas que les banques nous abandonnent », a ajouté la ministre.

Odile Marsanne réclame un moratoire sur les licenciements.
Odile Marsanne réclame un débat sur une loi de programmation.
Selon la ministre, le chantier naval s'accompagnera sans doute de nombreuses embauches.
« Les électeurs de Valmont n'ont pas tous suivi la campagne de Bastien Corvo », a estimé la ministre.
""",
    "port": """Le port de Valmont attend ses grues

Publié le jeudi 6 mars 2025

Le Premier ministre a dit que les grues arriveraient au printemps.
Le Premier ministre, Bastien Corvo, a promis : « Les quais de Valmont seront rendus aux pêcheurs avant juin ».
« Les grues resteront à Valmont », a déclaré le Premier ministre Bastien Corvo.
« C'est un chantier de dix ans », a déclaré Bastien Corvo.
""",
    "canal": """Le canal de Valmont en débat

Publié le vendredi 7 mars 2025

« Ce qu'il faut éviter par-dessus tout, c'est la fermeture du canal », a dit Alma Dorvane.
Alma Dorvane a appelé les éclusiers à ne pas céder pour éviter une grève générale.
« Le mot de pénurie d'eau circule partout », a dit Alma Dorvane.
« Quels péages faut-il vouloir supprimer ? », a demandé Alma Dorvane.
Alma Dorvane a salué le travail patient des éclusiers.
Alma Dorvane a fustigé la légèreté du préfet de la vallée, interpellé hier par des bateliers en colère.
""",
}
CLAIMS = {
    "suspended": ("Odile Marsanne a dit « l'usine de Sarège est sauvée »", "altered|not_found"),
    "suspended, without marks": (
        "Odile Marsanne a dit que l'usine de Sarège est sauvée",
        "altered|not_found|denied",
    ),
    "suspended, as printed": (
        "Odile Marsanne a dit « Il est trop tôt pour dire que l'usine de Sarège est sauvée »",
        "verbatim",
    ),
    "denied by what governs it": (
        "Odile Marsanne a dit « les banques nous abandonnent »",
        "altered|denied|not_found",
    ),
    "turned down in its own words": (
        "Odile Marsanne a dit qu'elle refusait de financer la reprise de l'usine par les banques",
        "denied|not_found",
    ),
    "opposed": (
        "Odile Marsanne s'est opposée à la reprise de l'usine par les banques",
        "denied|not_found",
    ),
    "called for": ("Odile Marsanne a exhorté les banques à financer la reprise de l'usine", "in_substance"),
    "praised, not blamed": (
        "Odile Marsanne a salué la direction pour l'organisation des commandes",
        "denied|not_found",
    ),
    "no denial in sans doute": (
        "Odile Marsanne a dit que le chantier naval s'accompagnera de nombreuses embauches",
        "in_substance",
    ),
    "a call, not a mention": ("Odile Marsanne a appelé à suivre Bastien Corvo", "denied|not_found"),
    "an office that an article made a speaker of": (
        "Le Premier ministre a promis « Les quais de Valmont seront rendus aux pêcheurs avant juin »",
        "verbatim",
    ),
    "what somebody turns down, in another's quotation": (
        "Bastien Corvo a exclu un chantier de vingt ans à la fuite des commandes",
        "not_found|denied",
    ),
    "a call, in words of another": (
        "Bastien Corvo a appelé à suivre la campagne",
        "not_found",
    ),
    "other words around two of the claim": (
        "Odile Marsanne a dit que les banques ne suivraient pas",
        "not_found",
    ),
    "a thing to be avoided": ("Alma Dorvane veut la fermeture du canal", "denied|not_found"),
    "a thing to be avoided, refused": ("Alma Dorvane a exclu la fermeture du canal", "in_substance"),
    "a thing for which another is not to be done": ("Alma Dorvane a annoncé une grève générale", "not_found"),
    "a stand on what is only mentioned": ("Alma Dorvane a défendu la pénurie d'eau", "not_found"),
    "a wish for what is only asked": ("Alma Dorvane veut supprimer les péages", "not_found"),
    "a stand in other words": ("Alma Dorvane a soutenu le travail des éclusiers", "in_substance"),
    "a stand on something else": ("Alma Dorvane a condamné la colère des bateliers", "not_found"),
    "one word spoken of": ("Alma Dorvane a parlé de pénurie", "in_substance"),
    "one word that the cue governs": ("Odile Marsanne demande un moratoire", "in_substance"),
    "one word that another cue governs": ("Odile Marsanne a salué un moratoire", "not_found|denied"),
    "one word that something else is about": ("Odile Marsanne réclame une loi", "not_found"),
    "one word of no statement": ("Alma Dorvane a parlé de famine", "not_found"),
    "a year in the frame": ("En mars 2025, Bastien Corvo a parlé d'« un chantier de dix ans »", "verbatim"),
}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Check]:
    """Check one claim against the articles above."""
    source = tmp_path_factory.mktemp("press")
    for name, text in ARTICLES.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    with Archive.open(home, create=True) as archive:
        ingest.add(archive, reading.read(str(source)), HashedEmbedder())
        yield Checker(lambda: Ledger.open(home)).check


@pytest.mark.parametrize(("claim", "verdicts"), CLAIMS.values(), ids=CLAIMS)
def test_shared_words_are_not_the_same_words(claim: str, verdicts: str, press: Check) -> None:
    """What governs words, turns them down or only mentions them is no part of what they claim."""
    found = press(claim)

    assert found.verdict in verdicts.split("|"), (found.explanation, found.diff, found.evidence)


def test_a_clause_is_no_part_of_who_speaks(press: Check) -> None:
    """What somebody did "parce qu'il voulait ..." is claimed of him, not of a voice of that name."""
    found = press("Bastien Corvo a quitté le port parce qu'il ne voulait plus attendre les grues")

    assert found.speaker == "Bastien Corvo"
    assert found.notes == ()
