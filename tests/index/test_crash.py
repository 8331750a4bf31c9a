"""Killed at any moment, nothing acknowledged is lost, and the next start repairs the rest."""

from __future__ import annotations

import json
import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from index import ingest
from index.archive import Archive
from index.ledger import Ledger
from index.vectors import ChromaVectors
from tests.index import crash_child
from tests.index.conftest import left_to_settle

# Children are forked from a process that has everything imported, so that a kill costs 0.2 s and not 2 s.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["crash_child", "chromadb", "llama_index.vector_stores.chroma"])


def lines(log: Path) -> list[dict[str, object]]:
    """Return what a child has said; a line that a kill cut short was not said."""
    whole = log.read_text().rpartition("\n")[0] if log.exists() else ""
    return [json.loads(line) for line in whole.splitlines()]


def kill(home: Path, log: Path, *, seed: int, phase: str, chroma: bool) -> str:
    """Start a child, kill it soon after it has come into a phase, and return the phase it died in."""
    chance = random.Random(seed)
    before = len(lines(log))
    child = _PROCESSES.Process(target=crash_child.run, args=(home, log, seed, chroma))
    child.start()
    again = chance.randint(1, 2)  # the first or second time it comes there
    until = time.monotonic() + 60
    while sum(line.get("phase") == phase for line in lines(log)[before:]) < (1 if phase == "open" else again):
        assert child.is_alive(), "the child failed by itself"
        assert time.monotonic() < until
        time.sleep(0.001)
    time.sleep(chance.random() * 0.02)
    assert child.is_alive(), "the child failed by itself"
    child.kill()
    child.join()
    return next(str(line["phase"]) for line in reversed(lines(log)) if "phase" in line)


def allowed(log: Path) -> dict[str, set[int | None]]:
    """Return the versions that each article may have: the one acknowledged, or one that was on its way."""
    states: dict[str, set[int | None]] = {}
    for line in lines(log):
        for name, version in line.get("meant", {}).items():  # type: ignore[attr-defined]  # from JSON
            states.setdefault(name, {None}).add(version)
        for name, version in line.get("done", {}).items():  # type: ignore[attr-defined]  # from JSON
            states[name] = {version}
    return states


def check(home: Path, log: Path, *, chroma: bool) -> None:
    """Start as the next command would, and compare everything with what was acknowledged."""
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(home, create=True))
        lexicon, projections = crash_child.opened(stack, archive, chroma=chroma)
        ingest.catch_up(archive, projections)

        integrity = sqlite3.connect(home / "archive.db").execute("PRAGMA integrity_check").fetchone()
        assert integrity == ("ok",)
        texts = {article.id: article.text for article in archive.articles()}
        ids = {p.id: name for name in texts for p in archive.passages(name)}
        for name, versions in allowed(log).items():
            assert texts.get(name) in {v and crash_child.text(name, v) for v in versions}
        assert {p.watermark for p in projections} == {archive.sequence()}
        assert lexicon.passages == len(ids)
        for name, text in list(texts.items())[:: 1 + len(texts) // 60]:
            version = next(v for v in allowed(log)[name] if v and crash_child.text(name, v) == text)
            (best, _), *_ = lexicon.search(crash_child.word(name, version), 5)
            assert ids[best] == name
        assert archive.count_unread() == 0
        assert left_to_settle(archive) == []
        with Ledger.open(home) as ledger:
            told = {s.content.text for s, article in ledger.statements() if s.speaker == "Odile Tarvane"}
        assert told == {crash_child.words(text) for text in texts.values()}
        if chroma:
            (vectors,) = (p for p in projections if isinstance(p, ChromaVectors))
            assert {passage for passage, _ in vectors.nearest([1.0] * 64, 10_000)} == set(ids)


def kills(tmp_path: Path, phases: list[str], *, every: int, chroma: bool) -> Counter[str]:
    """Kill once for each given phase, checking after every few kills; return the phases of death."""
    home, log = tmp_path / "home", tmp_path / "log"
    died: Counter[str] = Counter()
    for number, phase in enumerate(phases, 1):
        died[kill(home, log, seed=number, phase=phase, chroma=chroma)] += 1
        if number % every == 0:
            check(home, log, chroma=chroma)
    check(home, log, chroma=chroma)
    return died


def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    """Archive and lexical index, 50 kills: in opening and repair, commits, removals and index writing."""
    died = kills(tmp_path, ["open", "commit", "remove", "Lexicon", "commit"] * 10, every=10, chroma=False)

    assert sum(died.values()) == 50
    assert set(died) == {"open", "commit", "remove", "Lexicon"}


def test_kills_with_chroma_lose_nothing(tmp_path: Path) -> None:
    """With embedded Chroma, which is probed after every kill and built anew when it does not find its own."""
    died = kills(tmp_path, ["open", "ChromaVectors", "commit", "ChromaVectors"] * 2, every=2, chroma=True)

    assert sum(died.values()) == 8
    assert "ChromaVectors" in died
