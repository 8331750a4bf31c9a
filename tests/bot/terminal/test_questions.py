"""bot/terminal/searching.py, asking.py, batch.py: one question or a file of them, for people and scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def batch(folder: Path, *rows: object) -> Path:
    """Write a file of JSON Lines; a str is written as it stands."""
    path = folder / "lot.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_hits_are_slices_of_their_articles(verbatim: Any, home: Path) -> None:
    """Each hit's text stands at its offsets in the stored text; at most -k come."""
    hits = verbatim("search", "grève des dockers", "-k", "1", "--home", home, "--json").document["hits"]
    text = verbatim("show", hits[0]["article_id"], "--home", home, "--json").document["text"]
    assert [h["article_id"] for h in hits] == ["port"]
    assert text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]
    assert hits[0]["score"] > 0


def test_an_answer_cites_slices_of_its_articles(verbatim: Any, home: Path) -> None:
    """What is cited stands at its offsets, and the answer names its question."""
    question = "Combien de voix pour le budget de Brévanie ?"
    answer = verbatim("ask", question, "--home", home, "--json").document
    assert (answer["question"], answer["abstained"], answer["mode"]) == (question, False, "extractive")
    for cited in answer["citations"]:
        text = verbatim("show", cited["article_id"], "--home", home, "--json").document["text"]
        assert text[cited["start"] : cited["end"]] == cited["text"]
    assert "84" in answer["text"]


def test_people_see_the_answer_and_its_source(verbatim: Any, home: Path) -> None:
    """Without --json: the answer, then outlet, date, title and address of each source; no escape codes."""
    done = verbatim("ask", "Quand le port de Sulmère a-t-il rouvert ?", "--home", home)
    assert "Le Phare de Sulmère, 2 avril 2031 — Le port de Sulmère rouvre" in done.out
    assert "    https://phare.invalid/port" in done.out
    assert "\x1b" not in done.out + done.err


def test_not_found_is_an_honest_answer(verbatim: Any, home: Path) -> None:
    """A question that the articles do not answer is refused with status 0, and what was searched is told."""
    done = verbatim("ask", "Quel est le record du saut à la perche ?", "--home", home, "--json")
    assert (done.status, done.document["abstained"], done.document["citations"]) == (0, True, [])
    assert done.document["scanned"]["articles"] == 2


@pytest.mark.parametrize(
    ("command", "field"), [("search", "query"), ("ask", "question")], ids=["search", "ask"]
)
def test_a_file_is_answered_line_by_line_in_order(
    verbatim: Any, home: Path, tmp_path: Path, command: str, field: str
) -> None:
    """Each line is the single form's object with the id of its question, ids of any JSON kind."""
    asked = ["grève des dockers", "budget de Brévanie", "saut à la perche"]
    path = batch(tmp_path, *({"id": i, field: q} for i, q in zip(("z", 7, "a"), asked, strict=True)), "")
    option = {"search": "--queries", "ask": "--questions"}[command]
    done = verbatim(command, option, path, "--home", home, "--json")
    single = verbatim(command, asked[0], "--home", home, "--json").document
    assert done.status == 0
    assert [row["id"] for row in done.lines] == ["z", 7, "a"]
    assert set(done.lines[0]) == set(single) | {"id"}


@pytest.mark.parametrize(
    "line",
    [
        "pas du JSON",
        '{"id": 1}',
        '{"query": "sans id"}',
        '{"id": 1, "query": 5}',
        '{"id": 1, "query": " "}',
        "[]",
    ],
    ids=["not JSON", "no query", "no id", "number", "empty", "list"],
)
def test_a_bad_line_is_named_before_anything_is_answered(
    verbatim: Any, home: Path, tmp_path: Path, line: str
) -> None:
    """The status is 2, the line's number is told, and no answer has been printed."""
    path = batch(tmp_path, {"id": 1, "query": "grève"}, "", line)
    done = verbatim("search", "--queries", path, "--home", home)
    assert (done.status, done.out) == (2, "")
    assert "ligne 3" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("search",), id="no query"),
        pytest.param(("search", "x", "--queries", "f"), id="both"),
        pytest.param(("search", " "), id="blank query"),
        pytest.param(("ask", ""), id="empty question"),
        pytest.param(("ask", "--questions", "absent.jsonl"), id="no such file"),
        pytest.param(("search", "x", "-k", "0"), id="no hits wanted"),
        pytest.param(("ask", "x", "--language", "de"), id="unknown language"),
        pytest.param(("add",), id="no source"),
        pytest.param(("nothing",), id="unknown command"),
        pytest.param(("search", "x", "--colour"), id="unknown option"),
    ],
)
def test_a_wrong_call_has_status_2(verbatim: Any, home: Path, arguments: tuple[str, ...]) -> None:
    """What the caller got wrong is told on stderr, and nothing is printed on stdout."""
    home_option = () if arguments == ("nothing",) else ("--home", home)
    done = verbatim(*arguments, *home_option)
    assert (done.status, done.out) == (2, "")
    assert done.err


def test_text_that_no_encoding_takes_is_answered(verbatim: Any, home: Path) -> None:
    """Half characters, as a terminal of another encoding gives them, break nothing."""
    done = verbatim("ask", "Combien de voix pour le budget de Br\udce9vanie ?", "--home", home, "--json")
    assert done.status == 0
    assert done.document["question"]
