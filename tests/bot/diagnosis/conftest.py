"""Homes with enough vectors for Chroma to have written its graph, to be damaged in every way seen."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.settings import Settings
from index import ingest
from index.archive import Archive
from index.lexicon import Lexicon
from index.news import Article
from index.reading.outcome import Reading
from index.retrieval import Searcher
from index.settings import Endpoint
from index.settings import Settings as News
from index.vectors import ChromaVectors
from tests.index.conftest import LetterEmbedder

QUESTIONS = ("Le port 7 de Sarnec7 ferme, ville 49.", "Quelle ville 21 ?", "Le port de Sarnec1100")


@dataclass
class Server:
    """An embeddings endpoint that counts how often it is asked, and always refuses."""

    url: str = ""
    asked: list[str] = field(default_factory=list)

    def settings(self, home: Path) -> Settings:
        """Return settings with this endpoint for a home."""
        return Settings(News(home, embedding=Endpoint(self.url, "letters")), "fr")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run the endpoint."""
    found = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.asked.append(self.path)
            self.send_response(500)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep stderr clean."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield found
    http.shutdown()
    http.server_close()


def embedder() -> LetterEmbedder:
    """Return what makes the vectors that the endpoint of the settings would make."""
    return LetterEmbedder("endpoint:letters")


def reading(number: int, place: str = "Sarnec") -> Reading:
    """Return an article of one passage."""
    text = f"Le port {number} de {place}{number} ferme, ville {number * 7 % 1000}."
    return Reading(Article(id=f"a{number}", text=text, source=f"s{number}"), text.encode(), given_id=True)


def take(home: Path, readings: list[Reading], removed: tuple[str, ...] = ()) -> None:
    """Take articles in and out of a home, its indexes following."""
    model = embedder()
    with (
        Archive.open(home, create=True) as archive,
        Lexicon.open(home / "lexicon", write=True) as lexicon,
        ChromaVectors(archive, model.name) as vectors,
    ):
        ingest.add(archive, readings, model)
        archive.remove(removed)
        ingest.catch_up(archive, [lexicon, vectors])


def hits(home: Path) -> list[tuple[int, list[str]]]:
    """Return what questions find: at all, in Chroma, and in the lexical index."""
    model, found = embedder(), list[tuple[int, list[str]]]()
    with (
        Archive.open(home) as archive,
        Lexicon.open(home / "lexicon", write=False) as lexicon,
        ChromaVectors(archive, model.name) as vectors,
    ):
        assert vectors.watermark == lexicon.watermark == archive.sequence()
        for question in QUESTIONS:
            near = vectors.nearest(model.query(question).tolist(), 3000)
            ranked = Searcher(archive, lexicon, vectors, model).search(question, 20)
            best = settled([(hit.passage_id, hit.score) for hit in ranked])
            reached, nearest = settled(near)
            # A graph built anew may not lead to one vector or two, which `doctor` tolerates too.
            found += [best, (round(reached / 20), nearest), settled(lexicon.search(question, 3000))]
    return found


def settled(scored: list[tuple[str, float]]) -> tuple[int, list[str]]:
    """Return how many hits there are, and those that clearly stand before the level ones behind them.

    An index that was built anew counts no passage that has left, so its scores differ by a thousandth.
    """
    level = 1.2 * scored[19][1] if len(scored) > 19 else 0
    return len(scored), sorted(name for name, score in scored if score > level)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sound home of 1,100 articles, a few changed and removed, which no test may change."""
    home = tmp_path_factory.mktemp("whole") / "home"
    take(home, [reading(n) for n in range(1010)])
    shutil.copytree(home, home.with_name("earlier"))
    more = [reading(n) for n in range(1010, 1110)] + [reading(n, "Ostrelle") for n in range(30, 35)]
    take(home, more, tuple(f"a{n}" for n in range(40, 50)))
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of the home that a test may damage."""
    return Path(shutil.copytree(whole, tmp_path / "home"))


@pytest.fixture(scope="session")
def earlier(whole: Path) -> Path:
    """Return the same home as it was some changes ago."""
    return whole.with_name("earlier")


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of another archive."""
    home = tmp_path_factory.mktemp("other") / "home"
    take(home, [reading(n, "Valdorie") for n in range(1010)])
    return home


@pytest.fixture(scope="session")
def stand_ins(earlier: Path, other: Path) -> list[Path]:
    """Return the two homes whose parts may be put into one that is damaged."""
    return [earlier, other]


@pytest.fixture(scope="session")
def before(whole: Path) -> object:
    """Return what questions find in the sound home."""
    found = hits(whole)
    assert all(any(best for _, best in found[kind::3]) for kind in range(3))
    return found


Damage = Callable[[Path, Path, Path], None]
"""Called with the home, the same home earlier, and a home of another archive."""


def note(home: Path, **changed: object) -> None:
    """Change the note beside Chroma."""
    path = home / "chroma" / "verbatim.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
