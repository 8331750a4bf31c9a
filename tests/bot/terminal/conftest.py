"""A small home of invented articles, and the command line run in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.app import run

SETTINGS = ("VERBATIM_", "CHROMA_", "LLM_", "EMBEDDING_", "LOG_LEVEL", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
ARTICLES = [
    {
        "id": "port",
        "title": "Le port de Sulmère rouvre",
        "outlet": "Le Phare de Sulmère",
        "published": "2031-04-02",
        "url": "https://phare.invalid/port",
        "text": "Le port de Sulmère a rouvert mercredi après onze jours de grève des dockers.\n\n"
        "« Nous avons obtenu ce que nous demandions », a déclaré Maëlle Dorval, secrétaire du syndicat.",
    },
    {
        "id": "budget",
        "title": "Brévanie : le budget adopté",
        "outlet": "L’Observateur brévanien",
        "published": "2031-05-17",
        "text": "Le parlement de Brévanie a adopté le budget par 84 voix contre 61.\n\n"
        "Le ministre des Finances, Colin Estève, a promis de ramener le déficit à 2,4 %.",
    },
]


@dataclass(frozen=True)
class Done:
    """What one command left: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; fails where there is anything else."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON Lines on stdout, split as a script would."""
        return [json.loads(line) for line in self.out.splitlines()]


Verbatim = Callable[..., Done]


def call(*arguments: object) -> Done:
    """Run one command in this process, with streams that are not terminals and not UTF-8 to begin with."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = run([str(a) for a in arguments])
        for stream in (out, err):
            stream.flush()
    shown = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return Done(status, *shown)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting and no .env of the machine reaches a test."""
    for name in list(os.environ):
        if name.startswith(SETTINGS):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two articles, which no test may change."""
    folder = tmp_path_factory.mktemp("articles")
    source = folder / "presse.jsonl"
    source.write_text("\n".join(json.dumps(a) for a in ARTICLES), encoding="utf-8")
    done = call("add", source, "--home", folder / "home", "--json")
    assert done.status == 0, done.err
    return folder / "home"


@pytest.fixture
def verbatim() -> Verbatim:
    """The command line, in this process."""
    return call


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home with the same articles, which the test may change."""
    source = tmp_path / "presse.jsonl"
    source.write_text("\n".join(json.dumps(a) for a in ARTICLES), encoding="utf-8")
    done = call("add", source, "--home", tmp_path / "own")
    assert done.status == 0, done.err
    return tmp_path / "own"


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """The environment for a process of its own, which finds the packages."""
    yield dict(os.environ) | {"PYTHONPATH": str(Path(__file__).parents[3])}


COMMAND = [sys.executable, "-m", "bot"]
