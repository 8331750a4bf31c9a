"""bot/answers/printed/compared.py: what two voices say on one thing, side by side, by the whole engine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator

import pytest

from bot import composition
from bot.answers.answer import Answer
from bot.settings import from_environment
from index import ingest, reading

ROWS = [
    {"id": "port", "published": "2031-04-02", "title": "Le port de Merrane", "outlet": "Le Phare",
     "text": "« Le port de Merrane restera public », a déclaré Odile Tarvane, maire de Merrane."},
    {"id": "vente", "published": "2031-05-02", "title": "Merrane vend", "outlet": "L'Écho",
     "text": "« Il faut vendre le port de Merrane », a répliqué Colin Estève, député de Lindal."},
    {"id": "ecole", "published": "2031-06-02", "title": "Lindal", "outlet": "L'Écho",
     "text": "« Les écoles de Lindal ferment trop tôt », a regretté Ilan Desmar, juge à Lindal."},
    {"id": "peche", "published": "2031-07-02", "title": "La pêche", "outlet": "Le Phare",
     "text": "Les quotas de pêche baissent de moitié. Les bateaux restent à quai, faute de gazole."},
]  # fmt: skip
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Give a function that answers over four articles, in which three persons speak."""
    folder = tmp_path_factory.mktemp("presse")
    source = folder / "presse.jsonl"
    source.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    settings = from_environment({}, folder / "home")
    with composition.desk(settings, lasting=False, create=True) as desk:
        ingest.add(desk.archive, reading.read(str(source)), desk.embedder)
    with composition.desk(settings, lasting=False) as desk:
        engine = desk.engine()
        yield lambda question, language="fr": asyncio.run(engine.ask(question, language=language))


@pytest.mark.parametrize(
    "question",
    [
        "Que disent Odile Tarvane et Colin Estève du port ?",
        "Quelle différence entre la position d'Odile Tarvane et celle de Colin Estève sur le port ?",
        "What did Odile Tarvane and Colin Estève say about the port of Merrane?",
    ],
    ids=["say", "difference", "English"],
)
def test_each_voice_has_its_words_and_their_source(ask: Ask, question: str) -> None:
    """Both are named, each before what that one said, each sentence with its citation."""
    answer = ask(question)

    assert not answer.abstained
    assert [c.article_id for c in answer.citations] == ["port", "vente"]
    assert {s.speaker for s in answer.statements} == {"Odile Tarvane", "Colin Estève"}
    first, second = answer.text.index("Colin Estève, "), answer.text.index("restera public")
    assert second < first < answer.text.index("vendre le port")


def test_of_whom_nothing_was_found_is_said(ask: Ask) -> None:
    """The one who did not speak of it is named, with how much of that one was looked at."""
    answer = ask("Qui, d'Odile Tarvane ou d'Ilan Desmar, a parlé du port ?")

    assert [c.article_id for c in answer.citations] == ["port"]
    assert "Ilan Desmar\u00a0: aucune déclaration" in answer.text
    assert "Ilan Desmar: no statement" in ask("Que disent Tarvane et Ilan Desmar du port ?", "en").text


def test_nothing_of_either_is_a_refusal(ask: Ask) -> None:
    """Two voices without a word on it are told apart from words that are there."""
    answer = ask("Que disent Odile Tarvane et Colin Estève des volcans ?")

    assert answer.abstained
    assert answer.reason == "no_words"
    assert not answer.citations


def test_two_papers_are_compared_by_their_own_articles(ask: Ask) -> None:
    """An outlet's words are what it printed on the topic itself."""
    answer = ask("Que disent Le Phare et L'Écho du port de Merrane ?")

    outlets = [c.outlet for c in answer.citations]
    assert outlets == sorted(outlets, key=["Le Phare", "L'Écho"].index)
    assert set(outlets) == {"Le Phare", "L'Écho"}


def test_a_name_that_nobody_has_is_nobody_elses(ask: Ask) -> None:
    """No words of somebody called nearly so are given for it."""
    answer = ask("Que disent Odile Tarvane et Colette Estabel du port ?")

    assert [c.article_id for c in answer.citations] == ["port"]
    assert "Colette Estabel\u00a0: aucune déclaration" in answer.text
