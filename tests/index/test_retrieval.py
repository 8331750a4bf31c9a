"""A question finds the passage that answers it, misspelt, dated or English; no evidence is no hit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import ingest
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.errors import EmbeddingError
from index.lexicon import Lexicon
from index.news import Hit
from index.reading.outcome import Reading
from index.retrieval import Searcher, dates, question, translation
from index.retrieval.fusion import Calibration
from index.vectors import ExactVectors

Read = Callable[..., Reading]

ARTICLES: tuple[dict[str, Any], ...] = (
    {
        "id": "ports",
        "text": "La Valdorie ferme ses ports.\n\nLe ministre de la Mer, Anselme Roquevert, l'a annoncé.",
    },
    {"id": "votes", "text": "Le Parlement de Merrane a voté la loi sur l'eau par 214 voix contre 98."},
    {"id": "cost", "text": "La loi sur l'eau de Merrane coûtera cher, disent les communes."},
    {"id": "old", "text": "Les communes de Sarnec élisent leur maire.", "published": "2029-03-04"},
    {"id": "new", "text": "Les communes de Sarnec élisent leur maire.", "published": "2031-03-05T08:00:00"},
    {
        "id": "war",
        "text": "La guerre entre Ostrelle et Tarsis a fait 300 morts, dit le porte-parole de l'armée.",
    },
    {"id": "wheat", "text": "Le prix du blé monte sur les marchés."},
)


@pytest.fixture
def searcher(archive: Archive, read: Read, tmp_path: Path) -> Iterator[Searcher]:
    """Return a searcher over the articles, on a real archive, index and vectors."""
    embedder = HashedEmbedder()
    ingest.add(archive, [read(**fields) for fields in ARTICLES], embedder)
    with Lexicon.open(tmp_path / "lexicon", write=True) as lexicon:
        ingest.catch_up(archive, [lexicon])
        yield Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)


def found(searcher: Searcher, query: str, k: int = 10) -> list[str]:
    """Return the ids of the articles found, best first."""
    return [hit.article_id for hit in searcher.search(query, k)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("Qui ferme les ports de Valdorie ?", "ports", id="plain"),
        pytest.param("qui est ansleme rocquevert", "ports", id="typos in a name"),
        pytest.param("QUE VOTE LE PARLEMENT", "votes", id="capitals"),
        pytest.param("Combien de voix pour la loi sur l'eau ?", "votes", id="how many"),
        pytest.param("la loi sur l’eau coûtera-t-elle cher", "cost", id="words of the answer"),
        pytest.param("Who is the spokesman of the army?", "war", id="English"),
        pytest.param("How many people died in the war?", "war", id="English, how many"),
        pytest.param("élection du maire de Sarnec en 2031", "new", id="year asked for"),
        pytest.param("maire de Sarnec en mars 2029", "old", id="month asked for"),
        pytest.param("maire de Sarnec, semaine du 3 mars 2031", "new", id="week asked for"),
    ],
)
def test_the_passage_that_answers_comes_first(searcher: Searcher, query: str, first: str) -> None:
    """Misspelt, dated, English: the right article is the first hit."""
    assert found(searcher, query)[0] == first


@pytest.mark.parametrize("query", ["", " \n", "qui est-ce que", "?", "zzyzx qwvkj", "\x00"])
def test_no_evidence_is_no_hit(searcher: Searcher, query: str) -> None:
    """A question without a word that the corpus knows finds nothing."""
    assert searcher.search(query) == []


def test_an_empty_archive_finds_nothing(archive: Archive, tmp_path: Path) -> None:
    """No article, no hit, no error."""
    embedder = HashedEmbedder()
    lexicon = Lexicon.open(tmp_path / "lexicon", write=False)

    assert Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder).search("ports") == []


@given(query=st.text(max_size=200), k=st.integers(0, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_any_question_gets_ranked_hits(searcher: Searcher, query: str, k: int) -> None:
    """At most k hits, each passage once, scores in (0, 1] and falling, the same when asked again."""
    hits = searcher.search(query, k)

    assert len(hits) <= k
    assert len({hit.passage_id for hit in hits}) == len(hits)
    assert all(0 < hit.score <= 1 for hit in hits)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert searcher.search(query, k) == hits


def test_hits_are_verbatim(searcher: Searcher, archive: Archive) -> None:
    """A hit is a slice of its article's text, with what is needed to cite it."""
    for hit in searcher.search("communes de Merrane et de Sarnec"):
        article = archive.article(hit.article_id)
        assert article is not None
        assert article.text[hit.start : hit.end] == hit.text
        assert hit.published == article.published


def test_what_was_removed_is_found_no_more(searcher: Searcher, archive: Archive) -> None:
    """The archive decides: an index that is behind shows nothing that is gone."""
    assert "ports" in found(searcher, "ports de Valdorie")

    archive.remove(["ports"])

    assert "ports" not in found(searcher, "ports de Valdorie")


def test_a_huge_question_is_answered(searcher: Searcher) -> None:
    """A hundred thousand characters cost little more than a page."""
    begun = time.perf_counter()

    assert found(searcher, "blé " + "lorem ipsum dolor " * 6000)[:1] == ["wheat"]
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        pytest.param("que s'est-il passé en 2031 ?", "2031-01-01", "2031-12-31", id="year"),
        pytest.param("en décembre 2030", "2030-12-01", "2030-12-31", id="month"),
        pytest.param("le 1er août 2030", "2030-08-01", "2030-08-01", id="day"),
        pytest.param("la semaine du 27 février 2028", "2028-02-27", "2028-03-04", id="week over a leap day"),
        pytest.param("on March 3, 2024", "2024-03-03", "2024-03-03", id="English day"),
        pytest.param("the 3rd of May 2024", "2024-05-03", "2024-05-03", id="English day, day first"),
    ],
)
def test_the_days_asked_for_are_read(text: str, since: str, until: str) -> None:
    """A year, month, week or day is a window, both ends within."""
    window = dates.window(text)

    assert window is not None
    assert (window.since.isoformat(), window.until.isoformat()) == (since, until)
    assert window.holds(f"{since}T10:00:00")
    assert not window.holds("")


@pytest.mark.parametrize("text", ["", "le 31 avril 2030", "en 12", "12 000 voix", "mars 0000", "le 3 mars"])
def test_no_day_is_made_up(text: str) -> None:
    """What is no date of the calendar is no window."""
    assert dates.window(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Who leads the country?", True, id="English"),
        pytest.param("Qui dirige le pays ?", False, id="French"),
        pytest.param("Valdorie", False, id="a name alone"),
        pytest.param("Qui est le patron de The Merrane Post ?", False, id="French with an English name"),
    ],
)
def test_the_language_of_a_question_is_told_by_its_function_words(text: str, expected: bool) -> None:
    """English is read as such only where its function words are in the majority."""
    assert translation.english(text) is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("prime minister", {"premier", "ministre"}, id="two words"),
        pytest.param("the wars", {"guerre"}, id="plural"),
        pytest.param("he promised", {"promettre"}, id="past"),
        pytest.param("who told us", {"dire"}, id="function words are not names"),
        pytest.param("Iran", {"iran"}, id="not the words of a longer name of it"),
        pytest.param("xyzzy", set(), id="unknown"),
    ],
)
def test_english_words_have_their_french(text: str, words: set[str]) -> None:
    """Names of several words are found whole, inflected words under their plain form."""
    assert {t.word for terms in translation.french(text).values() for t in terms} == words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Combien de voix ?", "figure", id="combien"),
        pytest.param("Quel est le montant de l'aide ?", "figure", id="montant"),
        pytest.param("How many votes?", "figure", id="how many"),
        pytest.param("En quelle année la loi est-elle votée ?", "date", id="année"),
        pytest.param("Quand vote-t-on ?", "date", id="quand"),
        pytest.param("Qui vote ?", "", id="neither"),
    ],
)
def test_the_kind_of_answer_is_read(text: str, wanted: str) -> None:
    """A question for a figure or a date is known as one."""
    assert question.read(text, lambda _: 1.0, {}).wanted == wanted


@given(st.text(max_size=300))
def test_shares_of_a_question_are_one(text: str) -> None:
    """The words of any question share one weight between them."""
    asked = question.read(text, lambda _: 1.0, {}).asked

    assert sum(a.weight for a in asked) == pytest.approx(1.0) if asked else True


def test_llama_index_retrieves_the_same(searcher: Searcher) -> None:
    """The retriever is a BaseRetriever whose nodes carry text, score and all that a citation needs."""
    import asyncio

    from llama_index.core.base.base_retriever import BaseRetriever

    from index.retrieval.llamaindex import Retriever

    retriever = Retriever(searcher, k=3)
    hits: list[Hit] = searcher.search("communes de Sarnec", 3)
    nodes = retriever.retrieve("communes de Sarnec")

    assert isinstance(retriever, BaseRetriever)
    assert [(n.node.node_id, n.score, n.node.get_content()) for n in nodes] == [
        (h.passage_id, h.score, h.text) for h in hits
    ]
    assert nodes[0].metadata == {
        name: getattr(hits[0], name)
        for name in ("article_id", "title", "outlet", "published", "url", "start", "end", "speaker")
    }
    assert asyncio.run(retriever.aretrieve("communes de Sarnec")) == nodes


class DownEmbedder(HashedEmbedder):
    """A model whose endpoint has gone."""

    knows_meaning = True

    def query(self, text: str) -> NDArray[np.float32]:
        """Fail."""
        raise EmbeddingError("the endpoint is down")


def test_an_endpoint_that_is_down_leaves_the_words(
    searcher: Searcher, archive: Archive, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without vectors of the question, words alone find the passage, and a warning says so."""
    down = DownEmbedder()
    archive.calibrate(Calibration(down.name, 0.3, 300, 9, 0.5, 0.6, 1))
    with Lexicon.open(tmp_path / "lexicon", write=False) as lexicon:
        words = Searcher(archive, lexicon, ExactVectors(archive, down.name), down)

        assert found(words, "Qui ferme les ports de Valdorie ?")[0] == "ports"
    assert "words alone" in caplog.text


class Told(HashedEmbedder):
    """An embedder that is told whether it knows meaning."""

    def __init__(self, *, knows_meaning: bool) -> None:
        super().__init__()
        self.knows_meaning = knows_meaning


class Counting(ExactVectors):
    """Vectors that count how often they are searched."""

    asked = 0

    def nearest(self, vector: Any, k: int) -> list[tuple[str, float]]:
        """Search and count."""
        self.asked += 1
        return super().nearest(vector, k)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param((False, "communes", 0), id="spelling-after-many-words"),
        pytest.param((False, "navires", 1), id="spelling-after-few-words"),
        pytest.param((True, "communes", 1), id="meaning-always"),  # where it was found to help
    ],
)
def test_neighbours_by_spelling_are_sought_only_where_words_find_little(
    archive: Archive, read: Read, tmp_path: Path, case: tuple[bool, str, int]
) -> None:
    """Vectors that know spelling alone add nothing to many hits by words; those of a model may."""
    knows_meaning, query, searched = case
    embedder = Told(knows_meaning=knows_meaning)
    many = [read(id=f"c{i}", text=f"Les communes du canton {i} votent.") for i in range(70)]
    ingest.add(archive, [*many, read(id="sea", text="Deux navires ont quitté le port.")], embedder)
    vectors = Counting(archive, embedder.name)
    archive.calibrate(Calibration(embedder.name, 0.3, 300, 71, 0.5, 0.6, 1))
    with Lexicon.open(tmp_path / "lexicon", write=True) as lexicon:
        ingest.catch_up(archive, [lexicon])

        Searcher(archive, lexicon, vectors, embedder).search(query)

    assert vectors.asked == searched
