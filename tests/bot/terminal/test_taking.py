"""bot/terminal/taking.py: `add` and `remove` say what they did, in counts and in the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

COUNTS = {"added", "updated", "unchanged", "failed", "passages", "statements", "errors"}


def test_add_counts_what_went_in(verbatim: Any, tmp_path: Path) -> None:
    """The report has every promised count, and the second time nothing changes."""
    (tmp_path / "a.txt").write_text("Une crue à Sulmère\n\nLa Lente a débordé mardi.", encoding="utf-8")
    first = verbatim("add", tmp_path / "a.txt", "--home", tmp_path / "h", "--json")
    again = verbatim("add", tmp_path / "a.txt", "--home", tmp_path / "h", "--json")
    assert set(first.document) >= COUNTS
    assert (first.status, first.document["added"], first.document["passages"]) == (0, 1, 1)
    assert (again.status, again.document["added"], again.document["unchanged"]) == (0, 0, 1)


def test_a_broken_source_is_reported_and_the_others_go_in(verbatim: Any, tmp_path: Path) -> None:
    """One refused source: its reason is shown, the rest is stored, the exit status is 1."""
    (tmp_path / "a.txt").write_text("Une crue\n\nLa Lente a débordé mardi.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    done = verbatim("add", tmp_path, tmp_path / "absent.txt", "--home", tmp_path / "h", "--json")
    assert done.status == 1
    assert (done.document["added"], done.document["failed"]) == (1, 2)
    assert {Path(e["source"]).name for e in done.document["errors"]} == {"b.txt", "absent.txt"}
    assert all(e["reason"] for e in done.document["errors"])
    shown = verbatim("add", tmp_path / "b.txt", "--home", tmp_path / "h")
    assert shown.status == 1
    assert "b.txt" in shown.out


def test_people_read_the_counts_too(verbatim: Any, tmp_path: Path) -> None:
    """Without --json one line tells the same, in the language of the setting."""
    (tmp_path / "a.txt").write_text("Une crue\n\nLa Lente a débordé mardi.", encoding="utf-8")
    done = verbatim("add", tmp_path / "a.txt", "--home", tmp_path / "h")
    assert done.out.startswith("Ajoutés\u00a0: 1 · ")
    english = verbatim("add", tmp_path / "a.txt", "--home", tmp_path / "h", "--language", "en")
    assert english.out.startswith("Added: 0 · ")


def test_a_removed_article_is_found_nowhere(verbatim: Any, tmp_path: Path) -> None:
    """It leaves the list and the search, and removing it again is a failure that names it."""
    articles = [{"id": name, "text": f"Le barrage de {name} a cédé."} for name in ("Oulette", "Vermont")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    verbatim("add", tmp_path / "a.jsonl", "--home", tmp_path / "h")
    done = verbatim("remove", "Oulette", "--home", tmp_path / "h", "--json")
    assert (done.status, done.document["removed"]) == (0, ["Oulette"])
    assert [a["id"] for a in verbatim("articles", "--home", tmp_path / "h", "--json").document] == ["Vermont"]
    hits = verbatim("search", "barrage Oulette", "--home", tmp_path / "h", "--json").document["hits"]
    assert {h["article_id"] for h in hits} == {"Vermont"}
    again = verbatim("remove", "Oulette", "--home", tmp_path / "h")
    assert again.status == 1
    assert "Oulette" in again.err


def test_an_empty_home_is_listed_as_empty(verbatim: Any, tmp_path: Path) -> None:
    """After the last article has gone, lists are empty and questions honestly refused: status 0."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": "Le barrage a cédé."}), encoding="utf-8")
    verbatim("add", tmp_path / "a.jsonl", "--home", tmp_path / "h")
    verbatim("remove", "a", "--home", tmp_path / "h")
    assert verbatim("articles", "--home", tmp_path / "h", "--json").document == []
    answer = verbatim("ask", "Quel barrage a cédé ?", "--home", tmp_path / "h", "--json")
    assert (answer.status, answer.document["abstained"]) == (0, True)
    assert answer.document["scanned"]["articles"] == 0


def test_an_address_that_is_never_asked_is_a_failure_with_its_reason(verbatim: Any, tmp_path: Path) -> None:
    """A private address, and a limit that is none: the first is reported, the second refused."""
    done = verbatim("add", "http://169.254.169.254/latest", "--home", tmp_path / "h", "--json")
    assert done.status == 1
    assert done.document["failed"] == 1
    assert "privé" in done.document["errors"][0]["reason"]
    assert done.document["errors"][0]["source"] == "http://169.254.169.254/latest"
    assert verbatim("add", "http://10.0.0.1/", "--limit", "0", "--home", tmp_path / "h").status == 2
