"""bot/observing/logs.py: what is done is told in lines or JSON, without secrets and without texts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
QUESTION = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--home", str(home)],
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT)} | environment,
        cwd=home.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


def objects(stderr: str) -> list[dict[str, Any]]:
    """Return the JSON objects of a log, which holds nothing else."""
    return [json.loads(line) for line in stderr.splitlines()]


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """Return a home with the sample articles, and the log of taking them in."""
    home = tmp_path_factory.mktemp("logged") / "home"
    done = run(home, "add", str(ROOT / "tests/sample/articles"), LOG_FORMAT="json")
    assert done.returncode == 0, done.stderr
    return home, objects(done.stderr)


def test_taking_articles_in_tells_counts_and_times_by_stage(
    taken_in: tuple[Path, list[dict[str, Any]]],
) -> None:
    """Reading (built-in vectors with it), storing and indexing each have their seconds and how many."""
    (added,) = [o for o in taken_in[1] if o["message"] == "add"]
    (indexed,) = [o for o in taken_in[1] if o["message"] == "index"][:1]
    stages = added["stages"]
    assert (added["added"], added["failed"]) == (18, 0)
    assert stages["read"]["items"] == stages["store"]["articles"] == 18
    assert (added["passages"], "embed" in stages) == (39, False)
    assert 0 < sum(stage["seconds"] for stage in stages.values()) <= added["seconds"] + 0.01
    assert indexed["changes"] > 0
    assert {"time", "level", "logger"} <= set(added)


def test_a_question_tells_its_stages_and_none_of_its_words(
    taken_in: tuple[Path, list[dict[str, Any]]],
) -> None:
    """Analysing, retrieving, reranking, answering and the gate are timed; numbers are all there is."""
    done = run(taken_in[0], "ask", QUESTION, LOG_FORMAT="json")
    (asked,) = objects(done.stderr)
    assert {"analyse", "gather", "retrieve", "rerank", "answer", "gate"} <= set(asked["stages"])
    assert (asked["message"], asked["outcome"], asked["citations"]) == ("ask", "answered", 2)
    assert "Sarvoise" not in done.stderr


def test_lines_are_for_people_and_only_where_they_want_them(
    taken_in: tuple[Path, list[dict[str, Any]]],
) -> None:
    """A command that somebody types logs nothing of the kind, unless at DEBUG: one line."""
    assert run(taken_in[0], "ask", QUESTION).stderr == ""
    lines = run(taken_in[0], "ask", QUESTION, LOG_LEVEL="DEBUG").stderr.splitlines()
    (line,) = [line for line in lines if "bot.observing.logs: ask" in line]
    assert " s, outcome=answered" in line
    assert "; gate " in line


def test_remarks_and_errors_are_objects_too(tmp_path: Path) -> None:
    """With JSON for machines nothing else stands on stderr, secrets in no spelling of theirs."""
    key = 'sk-"hidden"\\value'
    done = run(tmp_path / f"home {key}", "ask", "Qui ?", LOG_FORMAT="json", LLM_API_KEY=key)
    assert done.returncode == 1
    (said,) = [o for o in objects(done.stderr) if o["level"] == "ERROR"]
    assert "[…]" in said["message"]
    assert "hidden" not in done.stderr
