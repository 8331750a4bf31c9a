"""bot/terminal/checking.py: `check` as scripts and people call it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal.test_ledger_commands import SCANNED
from tests.bot.terminal.test_process import imported_by

HEAVY = {"llama_index", "chromadb", "sqlalchemy", "numpy", "pydantic", "tiktoken", "openai"}
SAID = "Maëlle Dorval a déclaré : « Nous avons obtenu ce que nous demandions »"
ALTERED = "Maëlle Dorval a déclaré : « Nous avons perdu ce que nous demandions »"
FIELDS = {
    "id",
    "claim",
    "speaker",
    "verdict",
    "explanation",
    "evidence",
    "diff",
    "scanned",
    "nearest",
    "notes",
}


def test_check_keeps_its_promises(verbatim: Any, home: Path) -> None:
    """One document with the contract's fields; the evidence is a statement with its article."""
    found = verbatim("check", SAID, "--home", home, "--json").document

    assert set(found) >= FIELDS
    assert (found["verdict"], found["speaker"], found["diff"]) == ("verbatim", "Maëlle Dorval", None)
    assert set(found["scanned"]) == SCANNED
    (statement,) = found["evidence"]
    assert (statement["article_id"], statement["outlet"]) == ("port", "Le Phare de Sulmère")


def test_claims_are_checked_in_order(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """A claim a line, an object a line, each with the id it came with, whatever that is."""
    batch = tmp_path / "claims.jsonl"
    given = {"a": ALTERED, 7: "Colin Estève a promis la lune", None: SAID}
    batch.write_text("\n".join(json.dumps({"id": i, "claim": c}) for i, c in given.items()), encoding="utf-8")

    found = verbatim("check", "--claims", batch, "--home", home, "--json").lines

    assert [(v["id"], v["claim"]) for v in found] == list(given.items())
    assert [v["verdict"] for v in found] == ["altered", "not_found", "verbatim"]


def test_people_read_the_verdict_and_why(verbatim: Any, home: Path) -> None:
    """The verdict in words, the difference, the printed words, their source and what was searched."""
    shown = " ".join(verbatim("check", ALTERED, "--home", home).out.split())

    for part in ("Propos altéré", "[-obtenu-] {+perdu+}", "Le Phare de Sulmère", "2 articles"):
        assert part in shown


def test_what_proves_nothing_is_shown_as_such(verbatim: Any, home: Path) -> None:
    """A near statement stands under a line that says that it proves nothing."""
    claim = "Colin Estève a promis de ramener le déficit sous la moyenne des voisins"
    shown = " ".join(verbatim("check", claim, "--home", home, "--language", "en").out.split())

    assert shown.startswith("Not found")
    assert "proves nothing" in shown


@pytest.mark.parametrize(
    "arguments",
    [[], [" "], ["x", "--claims", "y.jsonl"], ["--claims", "none.jsonl"]],
    ids=["nothing", "empty", "both", "no file"],
)
def test_a_wrong_call_is_said(verbatim: Any, home: Path, arguments: list[str]) -> None:
    """The status is 2 and nothing is printed on stdout."""
    done = verbatim("check", *arguments, "--home", home)
    assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize("claim", [SAID, ALTERED, "Nul Nommé a dit qu'il part"])
def test_check_loads_no_store(claim: str, environment: dict[str, str], home: Path) -> None:
    """The command starts at once: no store and no model library is loaded."""
    assert imported_by(environment, "check", claim, "--home", str(home), "--json") & HEAVY == set()


def test_a_translated_quotation_that_is_not_found_says_why(verbatim: Any, home: Path) -> None:
    """Whoever checks an English quotation learns that the French press cannot hold its words."""
    words = "We obtained what we had been asking for"
    found = verbatim("check", f"Maëlle Dorval said: “{words}”", "--home", home, "--json").document
    assert (found["verdict"], any("traduite" in note for note in found["notes"])) == ("not_found", True)
    french = "Maëlle Dorval a dit : « Rien de tout cela »"
    assert not any(
        "traduite" in n for n in verbatim("check", french, "--home", home, "--json").document["notes"]
    )
