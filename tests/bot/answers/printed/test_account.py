"""What the ledger adds to answers: all of somebody's statements, how often, when, and who."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator

import pytest

from bot import composition
from bot.answers.answer import Answer
from bot.settings import from_environment
from index import ingest, reading

DAYS = ("2031-04-02", "2031-05-02", "2031-06-02", "2031-07-02", "2031-08-02", "2031-09-02")
WORDS = (
    "Le port de Merrane sera rouvert avant la fin du mois prochain",
    "Nous paierons les dockers du port jusqu’au dernier centime dû",
    "La grève du port nous a coûté deux millions de florins",
    "Jamais je ne vendrai le port de cette ville à un armateur",
    "Les grues du port seront remplacées par la commune",
    "Le port restera public tant que je serai maire de cette ville",
)
NAMESAKES = [
    {"id": "pont", "published": "2031-10-01", "outlet": "Le Phare", "title": "Le pont de Sorrin est fermé",
     "text": "La maire de Sorrin, Ilse Dorvan, a demandé un audit du pont. « Ce pont a cent ans », "
     "a déclaré Ilse Dorvan.\n\nLe ministre des Transports, Anton Dorvan, n’a pas précisé la date des "
     "travaux. « Le pont tiendra encore un siècle », a assuré Anton Dorvan."},
    {"id": "pont-suite", "published": "2031-10-02", "outlet": "Le Phare", "title": "Sorrin attend son pont",
     "text": "Le ministre Anton Dorvan se rendra à Sorrin.\n\n"
     "La maire, Mme Dorvan, dit que le pont est perdu."},
]  # fmt: skip
Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Give a function that answers over six articles in which one person speaks of one thing."""
    folder = tmp_path_factory.mktemp("presse")
    rows = [
        {"id": f"a{n}", "published": day, "title": "Merrane", "outlet": "Le Phare",
         "text": f"« {words} », a déclaré Odile Tarvane, maire de Merrane."}
        for n, (day, words) in enumerate(zip(DAYS, WORDS, strict=True))
    ]  # fmt: skip
    rows.append(
        {"id": "juge", "text": "« Le dossier de la criée est clos », a indiqué Ilan Desmar, juge à Merrane."}
    )
    rows += NAMESAKES
    source = folder / "presse.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    settings = from_environment({}, folder / "home")
    with composition.desk(settings, lasting=False, create=True) as desk:
        ingest.add(desk.archive, reading.read(str(source)), desk.embedder)
    with composition.desk(settings, lasting=False) as desk:
        engine = desk.engine()
        yield lambda question: asyncio.run(engine.ask(question))


def test_all_statements_stand_beside_the_words_shown(ask: Ask) -> None:
    """At most four are shown, all are given, and a note counts them."""
    answer = ask("Qu’a dit Odile Tarvane sur le port ?")
    assert not answer.abstained
    assert len(answer.citations) <= 4
    assert {s.content.text for s in answer.statements} == set(WORDS)
    assert any("6" in note for note in answer.notes)
    assert (answer.scanned.articles, answer.scanned.articles_naming_speaker) == (9, 6)


def test_a_refusal_has_its_denominator(ask: Ask) -> None:
    """Where the person said nothing on it: in how many articles he is named, how often he speaks."""
    answer = ask("Qu’a dit Odile Tarvane sur les volcans de Brisane ?")
    assert answer.abstained
    assert answer.statements == ()
    assert answer.scanned.statements_by_speaker == 6


def test_how_often(ask: Ask) -> None:
    """The count is that of the ledger, with the newest words as its proof."""
    answer = ask("Combien de fois Odile Tarvane a-t-elle parlé du port ?")
    assert "6" in answer.text.splitlines()[0]
    assert answer.citations[0].text == f"« {WORDS[-1]} », a déclaré Odile Tarvane, maire de Merrane."


def test_when(ask: Ask) -> None:
    """Each statement stands under the day it was said."""
    answer = ask("Quand Odile Tarvane a-t-elle parlé de la grève du port ?")
    assert "2 juin 2031" in answer.text
    assert WORDS[2] in answer.text


def test_who_spoke_of_something(ask: Ask) -> None:
    """Each speaker is named beside words of his own."""
    answer = ask("Qui a parlé de la criée ?")
    assert "Ilan Desmar" in answer.text
    assert [s.speaker for s in answer.statements] == ["Ilan Desmar"]


@pytest.mark.parametrize(
    "question",
    ["Combien de fois Odile Tarvane a-t-elle parlé des volcans ?", "Qui a parlé des volcans de Brisane ?"],
)
def test_nothing_is_counted_where_nothing_was_said(question: str, ask: Ask) -> None:
    """No statement on it: that is the answer, and no sentence on something else."""
    assert ask(question).abstained


def test_what_is_cited_is_the_printed_sentence(ask: Ask) -> None:
    """A counted answer shows whole sentences, with the verb of speech, not bare words."""
    for question in ("Qui a parlé de la criée ?", "Combien de fois Odile Tarvane a-t-elle parlé du port ?"):
        for citation in ask(question).citations:
            assert citation.text.startswith("« ")
            assert "Merrane" in citation.text[-8:]
            assert citation.end - citation.start == len(citation.text)


def test_nobody_is_given_the_words_of_a_namesake(ask: Ask) -> None:
    """Two of one family name in one article: each has his own words, and no title of the other's."""
    his, hers = ask("Qu’a dit Anton Dorvan ?"), ask("Qu’a dit Ilse Dorvan ?")
    assert "Le pont tiendra" in his.text
    assert "cent ans" not in his.text
    assert "perdu" not in his.text
    assert "cent ans" in hers.text
    assert "Le pont tiendra" not in hers.text


def test_what_was_not_said_is_not_shown_as_said(ask: Ask) -> None:
    """An unspecified date is no words of anybody: it stands only where there is nothing else."""
    assert "n’a pas précisé" not in ask("Qu’a dit Anton Dorvan ?").text
    assert "n’a pas précisé" not in ask("Qui a parlé des travaux ?").text


def test_a_name_of_two_people_is_asked_back(ask: Ask) -> None:
    """The words of two people are never shown under one name."""
    answer = ask("Qu’a dit Dorvan ?")
    assert (answer.abstained, answer.reason) == (True, "ambiguous_name")
    assert "Anton Dorvan" in answer.text
    assert "Ilse Dorvan" in answer.text
