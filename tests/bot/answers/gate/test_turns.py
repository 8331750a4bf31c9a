"""Words from inside a turn of a transcript keep their voice: in a hit, for a model, in what it writes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.answers.gate import Gate
from bot.answers.written import material
from bot.answers.written.case import Guard, Scene
from bot.answers.written.proof import Proved, Refused, prove
from bot.render import document
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.ledger import Ledger
from index.news import Hit

_FILLER = (
    "Nous avons compté les barques, relevé chaque amarre et repeint les balises du chenal. La saison a été "
    "longue, les équipes ont tenu, et chacun sait ce que l'on doit à celles et ceux qui veillent la nuit. "
)
TEXT = (
    "Conférence de presse du port de Morvel\n\n"
    "Odile Tarvane : Bonjour à tous. "
    + _FILLER * 2
    + "\n\n"
    + (_FILLER * 3 + "\n\n") * 4
    + "La digue du nord sera haute de six mètres au printemps.\n\n"
    "Question (Radio Morvel) : Qui paiera ?\n\n"
    "Basile Corvin : La région paiera la moitié de la digue.\n\n"
    "Odile Tarvane : Et la ville le reste.\n\n"
    "Question (Radio Morvel) : Merci à vous deux. Une date ?\n\n"
    "Basile Corvin : Le premier avril."
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one press conference whose first turn is longer than a passage."""
    folder = tmp_path_factory.mktemp("home")
    source = folder / "port.jsonl"
    source.write_text(json.dumps({"id": "port", "text": TEXT, "published": "2031-02-03"}), encoding="utf-8")
    with Archive.open(folder, create=True) as archive:
        ingest.add(archive, reading.read(str(source)), HashedEmbedder())
        yield archive


@pytest.fixture(scope="module")
def inside(home: Archive) -> Hit:
    """The passage that begins inside the first turn and goes on to the next ones."""
    hits = home.hits([(p.id, 1.0) for p in home.passages("port")])
    return next(h for h in hits if "six mètres" in h.text)


def test_a_passage_from_inside_a_turn_says_whose_it_is(home: Archive, inside: Hit) -> None:
    """The words stay as stored; a passage that begins with the label itself needs no name beside it."""
    first = home.hits([(home.passages("port")[0].id, 1.0)])[0]

    assert "Odile Tarvane" not in inside.text.partition("six mètres")[0]
    assert (inside.speaker, first.speaker) == ("Odile Tarvane", "")
    assert document.hit(inside)["speaker"] == "Odile Tarvane"
    stored = home.article("port")
    assert stored is not None
    assert stored.text[inside.start : inside.end] == inside.text
    assert "Au début parle : Odile Tarvane" in material.gather("La digue ?", [inside], "fr").request


@pytest.mark.parametrize(
    ("sentence", "passes"),
    [
        ("Selon Odile Tarvane, la digue du nord sera haute de six mètres au printemps.", True),
        ("Selon Basile Corvin, la digue du nord sera haute de six mètres au printemps.", False),
        ("Basile Corvin a dit : « La digue du nord sera haute de six mètres au printemps. »", False),
        ("Odile Tarvane a dit : « La région paiera la moitié de la digue. »", False),
        ("Selon Basile Corvin, la région paiera la moitié de la digue.", True),
        ("Selon Odile Tarvane, la région paiera la moitié de la digue.", False),
    ],
)
def test_a_model_gives_the_words_of_a_turn_to_nobody_else(
    home: Archive, inside: Hit, sentence: str, passes: bool
) -> None:
    """Whoever else speaks in the passage, the words are those of the turn that the ledger knows."""
    with Ledger.open(home.home) as ledger:
        gate = Gate(home.article, ledger.covering)
        proof = prove(sentence, [inside], Guard(), Scene("fr", "", gate.stored))

    assert isinstance(proof, Proved if passes else Refused), proof
