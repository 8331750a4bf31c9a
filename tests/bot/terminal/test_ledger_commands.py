"""bot/terminal/ledger.py: `said`, `statements`, `speakers` and `reread`, as scripts and people see them."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.render.ledger import searched
from index.news import Scanned
from tests.bot.terminal.test_process import imported_by

STATEMENT = {
    "id", "article_id", "title", "outlet", "published", "url", "speaker", "speaker_type", "speaker_surface",
    "role", "cue", "kind", "fragments", "content", "polarity", "mood", "relay", "said_on", "headline",
    "confidence", "rule",
}  # fmt: skip
SCANNED = {"articles", "articles_naming_speaker", "statements_by_speaker", "from", "to"}
WORDS = "Nous avons obtenu ce que nous demandions"
HEAVY = {"llama_index", "chromadb", "sqlalchemy", "numpy", "tantivy", "tiktoken"}


def test_statements_are_json_lines(verbatim: Any, home: Path) -> None:
    """Every line is a Statement whose spans slice the text that `show` gives."""
    done = verbatim("statements", "--home", home, "--json")
    assert done.status == 0
    assert WORDS in {f["text"] for s in done.lines for f in s["fragments"]}
    for statement in done.lines:
        assert set(statement) >= STATEMENT
        text = verbatim("show", statement["article_id"], "--home", home, "--json").document["text"]
        for span in (*statement["fragments"], statement["content"]):
            assert text[span["start"] : span["end"]] == span["text"]
    assert verbatim("statements", "--article", "nobody", "--home", home, "--json").lines == []


@pytest.mark.parametrize("target", ["-", "file.csv"])
def test_statements_are_csv(verbatim: Any, home: Path, tmp_path: Path, target: str) -> None:
    """The ledger as CSV has a head, a line a statement, and the words of each."""
    path = tmp_path / target
    done = verbatim("statements", "--csv", target if target == "-" else path, "--home", home)
    text = done.out if target == "-" else path.read_text(encoding="utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text)))
    assert WORDS in {row["fragments"] for row in read}
    assert len(read) == len(verbatim("statements", "--home", home, "--json").lines)


def test_csv_holds_no_formula(verbatim: Any, tmp_path: Path) -> None:
    """A cell that a spreadsheet would run is text."""
    source = tmp_path / "a.jsonl"
    text = "« Nous partons demain matin », a déclaré Maëlle Dorval."
    source.write_text(json.dumps({"text": text, "title": "=1+1"}), encoding="utf-8")
    verbatim("add", source, "--home", tmp_path / "h")
    (row,) = csv.DictReader(io.StringIO(verbatim("statements", "--csv", "-", "--home", tmp_path / "h").out))
    assert row["title"] == "'=1+1"


def test_a_file_that_cannot_be_written_is_a_wrong_call(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """The message names the file; the status is 2."""
    done = verbatim("statements", "--csv", tmp_path / "no" / "such.csv", "--home", home)
    assert (done.status, "such.csv" in done.err) == (2, True)


def test_said_keeps_its_promises(verbatim: Any, home: Path) -> None:
    """Speaker, statements and what was searched, in one document."""
    found = verbatim("said", "maelle dorval", "--home", home, "--json").document
    assert found["speaker"] == "Maëlle Dorval"
    assert [f["text"] for s in found["statements"] for f in s["fragments"]] == [WORDS]
    assert set(found["scanned"]) == SCANNED
    assert (found["scanned"]["articles"], found["scanned"]["articles_naming_speaker"]) == (2, 1)


def test_said_nobody_is_an_honest_answer(verbatim: Any, home: Path) -> None:
    """An unknown name is done, with the denominator and near names."""
    done = verbatim("said", "Maud Dorvale-Quint", "--home", home, "--json")
    assert (done.status, done.document["statements"]) == (0, [])
    assert (done.document["scanned"]["articles"], done.document["scanned"]["statements_by_speaker"]) == (2, 0)
    assert "2 articles" in verbatim("said", "Maud Dorvale-Quint", "--home", home).out


def test_people_read_words_in_marks_with_date_and_outlet(verbatim: Any, home: Path) -> None:
    """The quoted words are exact; date, outlet and address stand beside them."""
    shown = verbatim("said", "Dorval", "grève", "--home", home).out
    for part in (
        f"«\u00a0{WORDS}\u00a0»",
        "2 avril 2031",
        "Le Phare de Sulmère",
        "https://phare.invalid/port",
    ):
        assert part in shown


@pytest.mark.parametrize(
    "arguments", [["--since", "hier"], ["--kind", "chanté"], []], ids=["date", "kind", "empty"]
)
def test_a_wrong_call_is_said(verbatim: Any, home: Path, arguments: list[str]) -> None:
    """A date that is none, an unknown kind or an empty name is status 2."""
    name = "Dorval" if arguments else " "
    assert verbatim("said", name, *arguments, "--home", home).status == 2


def test_speakers_keep_their_promises(verbatim: Any, home: Path) -> None:
    """One list, whoever said most first."""
    found = verbatim("speakers", "--home", home, "--json").document
    (one,) = [s for s in found if s["speaker"] == "Maëlle Dorval"]
    assert set(one) >= {"speaker", "type", "roles", "aliases", "statements", "articles"}
    assert [s["statements"] for s in found] == sorted((s["statements"] for s in found), reverse=True)
    assert "Maëlle Dorval" in verbatim("speakers", "--home", home).out


@pytest.mark.parametrize(
    "command", [["said", "Dorval", "grève"], ["said", "Quidam Inconnu"], ["speakers"], ["statements"]]
)
def test_the_ledger_loads_no_store(command: list[str], environment: dict[str, str], home: Path) -> None:
    """These commands start at once: no store and no model library is loaded."""
    assert imported_by(environment, *command, "--home", str(home), "--json") & HEAVY == set()


def test_reread_reads_what_another_grammar_read(verbatim: Any, tmp_path: Path) -> None:
    """Articles of an earlier grammar are told by doctor, read again once, and then nothing waits."""
    source = tmp_path / "a.txt"
    source.write_text("La crue\n\n« Tout ira bien », a déclaré Maëlle Dorval.", encoding="utf-8")
    home = tmp_path / "h"
    verbatim("add", source, "--home", home)
    before = verbatim("statements", "--home", home, "--json").out
    with sqlite3.connect(home / "archive.db") as archive:
        archive.execute("UPDATE readings SET grammar = 0")
        archive.execute("DELETE FROM statements")
    assert "reread" in verbatim("doctor", "--home", home).out
    assert "reread" in verbatim("add", source, "--home", home).err
    done = verbatim("reread", "--home", home, "--json").document
    assert (done["articles"], done["left"]) == (1, 0)
    assert verbatim("statements", "--home", home, "--json").out == before
    assert verbatim("reread", "--home", home, "--json").document["articles"] == 0


def test_an_archive_of_the_first_version_says_what_to_do(verbatim: Any, tmp_path: Path) -> None:
    """Its articles have no statements yet: the ledger asks for `reread`, which brings them."""
    source = tmp_path / "a.txt"
    source.write_text("La crue\n\n« Tout ira bien », a déclaré Maëlle Dorval.", encoding="utf-8")
    home = tmp_path / "h"
    verbatim("add", source, "--home", home)
    with sqlite3.connect(home / "archive.db") as archive:
        for table in ("readings", "statements", "terms", "sightings", "naming"):
            archive.execute(f"DROP TABLE {table}")
        for table in ("speakers", "aliases", "surnames", "roles"):
            archive.execute(f"DROP TABLE {table}")
        archive.execute("DELETE FROM meta WHERE name = 'settled'")
        archive.execute("PRAGMA user_version = 1")
    refused = verbatim("said", "Dorval", "--home", home)
    assert (refused.status, "reread" in refused.err) == (1, True)
    verbatim("reread", "--home", home)
    assert len(verbatim("said", "Dorval", "--home", home, "--json").document["statements"]) == 1


def test_a_name_that_nobody_bears_is_told_so(verbatim: Any, home: Path) -> None:
    """No count of a voice that does not exist, as if it had been silent."""
    shown = verbatim("said", "Zyx", "--home", home).out
    assert "Personne du nom de «\u00a0Zyx\u00a0»" in shown
    assert "déclarations" not in shown


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (("--since", "2025-01-01"), "Demandé\u00a0: depuis le 1er janvier 2025"),
        (("--until", "2025-12-31", "--kind", "direct"), "jusqu’au 31 décembre 2025, mot pour mot"),
        ((), None),
    ],
    ids=["since", "until-and-kind", "all"],
)
def test_a_count_of_some_days_says_which(
    verbatim: Any, home: Path, options: tuple[str, ...], asked: str | None
) -> None:
    """A count of a period or a kind is not taken for a count of all."""
    shown = verbatim("said", "Maëlle Dorval", *options, "--home", home).out
    assert asked in shown if asked else "Demandé" not in shown


@pytest.mark.parametrize("command", ["said Dorval", "export statements -o -"], ids=["said", "export"])
def test_days_the_wrong_way_round_are_a_wrong_call(verbatim: Any, home: Path, command: str) -> None:
    """Nothing lies between them: an empty list would look like silence."""
    done = verbatim(*command.split(), "--since", "2025-02-01", "--until", "2025-01-01", "--home", home)
    assert (done.status, "--until" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("articles", "naming", "shown"),
    [
        (9, None, "Recherche faite dans 9 articles"),
        (9, 0, "Recherche faite dans 9 articles, dont aucun ne nomme cette voix"),
        (9, 1, "Recherche faite dans 9 articles, dont un seul nomme cette voix"),
        (9, 2, "Recherche faite dans 9 articles, dont 2 nomment cette voix"),
        (1, None, "Recherche faite dans un seul article"),
        (1, 0, "Recherche faite dans un seul article, qui ne nomme pas cette voix"),
        (1, 1, "Recherche faite dans un seul article, qui nomme cette voix"),
    ],
    ids=["all", "none", "one", "two", "single", "single-none", "single-one"],
)
def test_small_counts_are_said_in_words(articles: int, naming: int | None, shown: str) -> None:
    """Nobody reads "1 nomment"."""
    assert searched(Scanned(articles, articles_naming_speaker=naming), "fr") == shown
