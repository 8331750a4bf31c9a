"""bot/composition.py: who owns a home, what is completed on opening it, and which stores answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from bot import composition
from bot.settings import Settings
from index import ingest, reading
from index import settings as news
from index.errors import ArchiveError
from index.owner import try_own
from index.vectors import ChromaVectors, ExactVectors
from tests.chroma_server import ChromaServer

Opened = Callable[[], Settings]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a home that does not exist yet."""
    return Settings(news.Settings(home=tmp_path / "home"), "fr")


def store(settings: Settings, name: str) -> None:
    """Take one article into the archive alone, as a process does that does not own the home."""
    source = settings.news.home.parent / f"{name}.jsonl"
    source.write_text(json.dumps({"id": name, "text": f"Le phare de {name} est éteint."}), encoding="utf-8")
    with composition.archive(settings, create=True) as archive:
        ingest.add(archive, reading.read(str(source)), composition.embedder_of(settings))


def found(desk: composition.Desk, query: str) -> set[str]:
    """Return the articles that a search finds."""
    return {hit.article_id for hit in desk.searcher().search(query, 10)}


@pytest.mark.parametrize("lasting", [True, False], ids=["lasting", "passing"])
def test_a_home_is_made_only_where_that_is_asked(settings: Settings, lasting: bool) -> None:
    """Opening a home that does not exist fails and leaves no folder behind."""
    with pytest.raises(ArchiveError), composition.desk(settings, lasting=lasting):
        pass
    assert not settings.news.home.exists()


@pytest.mark.parametrize("lasting", [True, False], ids=["lasting", "passing"])
def test_what_a_kill_left_behind_is_completed(settings: Settings, lasting: bool) -> None:
    """An article that is in the archive but in no index yet is found, and the person who waits is told."""
    store(settings, "Ardelane")
    told: list[str] = []
    with composition.desk(settings, lasting=lasting, notice=lambda key, _: told.append(key)) as desk:
        assert found(desk, "phare Ardelane") == {"Ardelane"}
    assert told == ["terminal.following"]


def test_a_whole_home_is_opened_without_a_word_or_a_lock(settings: Settings) -> None:
    """One question over indexes that are up to date takes no lock, so that it never keeps another one out."""
    store(settings, "Ardelane")
    with composition.desk(settings, lasting=False):
        pass
    told: list[str] = []
    with composition.desk(settings, lasting=False, notice=lambda key, _: told.append(key)) as desk:
        other = try_own(settings.news.home)
        assert other is not None
        other.release()
        assert isinstance(desk.vectors, ExactVectors)
    assert told == []


def test_a_lasting_desk_owns_the_home_and_its_chroma(settings: Settings) -> None:
    """While it is open nobody else is the owner; Chroma has all vectors when it is closed."""
    store(settings, "Ardelane")
    with composition.desk(settings, lasting=True) as desk:
        assert try_own(settings.news.home) is None
        assert isinstance(desk.vectors, ChromaVectors)
        assert desk.vectors.watermark == desk.archive.sequence()
    other = try_own(settings.news.home)
    assert other is not None
    other.release()


def test_a_process_that_is_not_the_owner_reads_and_writes_the_archive(settings: Settings) -> None:
    """Beside an owner a second desk answers, and what it takes in reaches the owner's indexes."""
    store(settings, "Ardelane")
    with composition.desk(settings, lasting=True) as owner:
        with composition.desk(settings, lasting=True) as second:
            assert isinstance(second.vectors, ExactVectors)
            assert second.projections == ()
            assert found(second, "phare Ardelane") == {"Ardelane"}
        store(settings, "Belcombe")
        owner.follow()
        assert found(owner, "phare Belcombe") >= {"Belcombe"}


@pytest.mark.parametrize("server", [False, True], ids=["embedded", "server"])
def test_who_runs_on_takes_the_indexes_over_from_an_owner_that_ends(
    settings: Settings, served: ChromaServer, server: bool
) -> None:
    """The second desk follows what is taken in afterwards, words and vectors, and is then the owner."""
    if server:
        settings = replace(settings, news=replace(settings.news, chroma_url=served.url))
    store(settings, "Ardelane")
    with ExitStack() as first:
        first.enter_context(composition.desk(settings, lasting=True))
        with composition.desk(settings, lasting=True) as second:
            first.close()
            store(settings, "Belcombe")
            second.follow()
            assert try_own(settings.news.home) is None
            assert {p.watermark for p in second.projections} == {second.archive.sequence()}
            assert len(second.projections) == 1 + server
            assert found(second, "phare Belcombe") >= {"Belcombe"}
    other = try_own(settings.news.home)
    assert other is not None
    other.release()


def test_a_damaged_lexical_index_is_built_anew(settings: Settings) -> None:
    """Files that hold nothing readable are replaced, and the search goes on."""
    store(settings, "Ardelane")
    with composition.desk(settings, lasting=False):
        pass
    for path in (settings.news.home / composition.LEXICON).iterdir():
        path.write_bytes(b"\x00" * path.stat().st_size)
    with composition.desk(settings, lasting=False) as desk:
        assert found(desk, "phare Ardelane") == {"Ardelane"}


def test_passages_without_vectors_get_them(settings: Settings) -> None:
    """Vectors that an interrupted run did not make are made, with their number told beforehand."""
    store(settings, "Ardelane")
    with composition.archive(settings) as archive:
        archive.adopt("another-model")  # drops the vectors of every other model
        assert archive.count_waiting(composition.embedder_of(settings).name) == 1
    told: list[tuple[str, object]] = []
    with composition.desk(
        settings, lasting=False, notice=lambda key, values: told.append((key, values.get("waiting")))
    ) as desk:
        assert desk.archive.count_waiting(desk.embedder.name) == 0
        assert desk.archive.model == desk.embedder.name
    assert ("terminal.reembedding", 1) in told


def test_an_endpoint_that_is_down_keeps_no_article_out(settings: Settings) -> None:
    """Without the embeddings endpoint the home opens, says why vectors are missing, and articles go out."""
    store(settings, "Ardelane")
    down = news.Endpoint("http://127.0.0.1:9/v1", "absent-model")
    told: list[str] = []
    elsewhere = replace(settings, news=replace(settings.news, embedding=down))
    with composition.desk(elsewhere, lasting=True, notice=lambda key, _: told.append(key)) as desk:
        assert desk.archive.remove(["Ardelane"]) == ["Ardelane"]
        desk.follow()
    assert told[:2] == ["terminal.reembedding", "terminal.not_embedded"]
