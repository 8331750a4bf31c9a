"""The commands and two front ends over one home and one Chroma server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import composition
from bot.settings import Settings
from index import settings as news
from index.vectors import ChromaVectors, chroma, client
from tests.chroma_server import ChromaServer

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Shop:
    """A home whose vectors are on the server."""

    home: Path
    server: ChromaServer

    @property
    def settings(self) -> Settings:
        """Return its settings."""
        return Settings(news.Settings(home=self.home, chroma_url=self.server.url), "fr")

    def run(self, *arguments: str, status: int = 0) -> Any:
        """Run a command as a process of its own; return its document and what it said beside."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments, "--home", str(self.home), "--json"],
            env=dict(os.environ) | {"PYTHONPATH": str(ROOT), "CHROMA_URL": self.server.url},
            cwd=self.home.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stderr
        return json.loads(done.stdout), done.stderr

    def add(self, name: str) -> Any:
        """Take in one article about the lighthouse of a place."""
        source = self.home.parent / f"{name}.jsonl"
        text = f"Le phare de {name} est éteint depuis mardi."
        source.write_text(json.dumps({"id": name, "text": text}), encoding="utf-8")
        return self.run("add", str(source))

    def held(self) -> int:
        """Return how many vectors of the home the server holds."""
        with composition.archive(self.settings) as archive:
            found = client.find(client.server(self.server.url), f"verbatim-{archive.name}")
            return found.count() if found else 0


@pytest.fixture
def shop(served: ChromaServer, tmp_path: Path) -> Shop:
    """Return a home without articles, beside a server that runs."""
    return Shop(tmp_path / "home", served)


def found(desk: composition.Desk, query: str) -> set[str]:
    """Return the articles that a search finds."""
    return {hit.article_id for hit in desk.searcher().search(query, 10)}


def test_commands_work_with_the_server_without_it_and_after_it_came_back(shop: Shop) -> None:
    """Articles go in and are asked for while the server is away, which one line says; later it has all."""
    shop.add("Ardelane")
    assert shop.held() == 1
    shop.server.stop()
    report, said = shop.add("Belcombe")
    assert (report["added"], report["failed"]) == (1, 0)
    assert "CHROMA_URL" in said
    assert "Traceback" not in said
    answer, _ = shop.run("ask", "Depuis quand le phare de Belcombe est-il éteint ?")
    assert "mardi" in answer["text"]
    hits, _ = shop.run("search", "phare de Belcombe")
    assert hits["hits"][0]["article_id"] == "Belcombe"

    shop.server.empty()
    shop.add("Corvigne")
    assert shop.held() == 3


def test_two_front_ends_on_one_server_and_one_archive(shop: Shop) -> None:
    """The one that came first writes, both ask the server, and both find what either has taken in."""
    shop.add("Ardelane")
    with (
        composition.desk(shop.settings, lasting=True) as first,
        composition.desk(shop.settings, lasting=True) as second,
    ):
        assert isinstance(second.vectors, ChromaVectors)
        assert second.projections == ()
        shop.add("Belcombe")
        first.follow()
        for desk in (first, second):
            assert found(desk, "phare Belcombe") >= {"Belcombe"}
        question = first.embedder.query("phare Belcombe").tolist()
        assert len(second.vectors.nearest(question, 5)) == 2
    assert shop.held() == 2


def test_a_desk_opens_without_the_server_and_follows_when_it_is_there(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bot starts while Chroma does not: it tells so, answers, and fills the server once it runs."""
    monkeypatch.setattr(chroma, "_REST", 0.0)
    shop.server.stop()
    shop.add("Ardelane")
    told: list[str] = []
    with composition.desk(shop.settings, lasting=True, notice=lambda key, _: told.append(key)) as desk:
        assert found(desk, "phare Ardelane") == {"Ardelane"}
        shop.server.start()
        desk.follow()
    assert told == ["terminal.following", "terminal.vectors_later"]
    assert shop.held() == 1
