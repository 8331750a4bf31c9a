"""bot/terminal/proving.py: every answer and verdict leaves a receipt, which `receipt` shows and forgets."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.answers.answer import fresh_id, read_id
from tests import permissions
from tests.bot.terminal.conftest import ARTICLES, COMMAND
from tests.bot.terminal.proving import QUESTION, WORDS, changed, exported, take_in
from tests.bot.terminal.test_process import imported_by

HEAVY = {"llama_index", "chromadb", "sqlalchemy", "numpy", "tantivy", "tiktoken"}


def test_an_answer_is_shown_with_how_to_prove_it(verbatim: Any, home: Path) -> None:
    """The last line names a receipt: article, version, offsets, words in context, the archive."""
    shown = verbatim("ask", QUESTION, "--home", home)
    (given,) = re.findall(r"verbatim receipt (\w{8})$", shown.out.strip())
    proof = verbatim("receipt", given, "--home", home)
    assert proof.status == 0
    document = verbatim("receipt", given, "--home", home, "--json").document
    plain = " ".join(proof.out.split())
    for part in (*document["citations"], *document["statements"]):
        words = part.get("content", part)
        place = f"version {part['article']['version']} · caractères {words['start']}–{words['end']}"
        assert place in plain
    assert f"⟦{WORDS}⟧" in plain
    assert "Archive" in plain
    assert "Tout tient." in plain


def test_a_receipt_holds_all_that_was_promised(verbatim: Any, home: Path) -> None:
    """Its spans slice the stored text, the speaker's name stands where it says, and no setting is in it."""
    given = verbatim("ask", QUESTION, "--home", home, "--json").document["receipt"]
    receipt = verbatim("receipt", given, "--home", home, "--json").document
    text = verbatim("show", "port", "--home", home, "--json").document["text"]
    assert (receipt["format"], receipt["kind"], receipt["asked"]) == ("verbatim-receipt", "answer", QUESTION)
    assert receipt["archive"]["articles"] == 2
    spans = [*receipt["citations"]]
    for statement in receipt["statements"]:
        spans += [statement["content"], *statement["fragments"], statement["evidence"]]
    assert all(text[s["start"] : s["end"]] == s["text"] for s in spans)
    assert {s["evidence"]["text"] for s in receipt["statements"]} == {"Maëlle Dorval"}
    assert {len(s["article"]["version"]) for s in receipt["statements"]} == {16}


@pytest.mark.parametrize(
    "spoken",
    [str.upper, lambda i: f" {i[:4]}-{i[4:]} ", lambda i: i.replace("0", "O").replace("1", "l"),
     lambda i: i.upper().replace("1", "I").replace("0", "o")],
    ids=["capitals", "in two parts", "O and l", "I and o"],
)  # fmt: skip
def test_an_id_is_found_as_people_write_it(verbatim: Any, home: Path, spoken: Callable[[str], str]) -> None:
    """Case, spaces, hyphens and letters that look like figures do not matter."""
    given = verbatim("ask", QUESTION, "--home", home, "--json").document["receipt"]
    assert verbatim("receipt", spoken(given), "--home", home, "--json").document["id"] == given


def test_every_fresh_id_survives_being_read_aloud() -> None:
    """No two ids meet when misread, for none has the letters that are read as others."""
    for _ in range(500):
        one = fresh_id()
        assert read_id(one.upper().replace("0", "O").replace("1", "L")) == one
    assert read_id("nichtsda") is not None
    assert all(read_id(other) is None for other in ("", "1", "abc", "0123456u", "é" * 8, "0" * 9))


@pytest.mark.parametrize("given", ["00000000", "1", "pas un id", "' OR 1=1"], ids=str)
def test_an_unknown_id_says_what_to_do(verbatim: Any, home: Path, given: str) -> None:
    """The work failed: status 1, nothing on stdout, and where an id is found."""
    done = verbatim("receipt", given, "--home", home)
    assert (done.status, done.out) == (1, "")
    assert "--home" in done.err


def test_a_verdict_has_its_receipt(verbatim: Any, own: Path) -> None:
    """As of an answer: its statements are shown in context, and it is told when they change."""
    claim = f"Maëlle Dorval a dit : « {WORDS} »"
    (given,) = re.findall(r"verbatim receipt (\w{8})$", verbatim("check", claim, "--home", own).out.strip())
    written = verbatim("receipt", given, "--home", own, "--json")
    receipt = written.document
    assert (receipt["kind"], receipt["asked"], receipt["outcome"]) == ("verdict", claim, "verbatim")
    assert (receipt["speaker"], len(receipt["statements"])) == ("Maëlle Dorval", 1)
    assert f"« ⟦{WORDS}⟧ »" in " ".join(verbatim("receipt", given, "--home", own).out.split())
    path = own.parent / "v.json"
    path.write_text(written.out, encoding="utf-8")
    assert verbatim("verify", path, "--home", own).status == 0
    take_in(verbatim, own, changed(lambda t: t.replace("Maëlle Dorval", "Odile Tarvane")))
    assert verbatim("verify", path, "--home", own).status == 1


def test_a_file_of_claims_leaves_a_receipt_each(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """Found or not, each line has the id of its receipt."""
    path = tmp_path / "lot.jsonl"
    claims = [f"Maëlle Dorval a dit : « {WORDS} »", "Colin Estève a dit : « La lune est verte ce soir »"]
    path.write_text("\n".join(json.dumps({"id": n, "claim": c}) for n, c in enumerate(claims)))
    lines = verbatim("check", "--claims", path, "--home", home, "--json").lines
    found = [verbatim("receipt", line["receipt"], "--home", home, "--json").document for line in lines]
    assert [receipt["asked"] for receipt in found] == claims
    assert [receipt["outcome"] for receipt in found] == ["verbatim", "not_found"]


def test_a_refusal_has_its_receipt(verbatim: Any, home: Path) -> None:
    """What was not found is kept with what was searched, and holds."""
    answer = verbatim("ask", "Quel est le record du saut à la perche ?", "--home", home, "--json").document
    proof = verbatim("receipt", answer["receipt"], "--home", home)
    assert "2 articles" in proof.out
    assert "Tout tient." in proof.out


def test_of_very_many_statements_the_shown_and_the_first_are_kept(verbatim: Any, tmp_path: Path) -> None:
    """The receipt stays small, says how many there were, and holds."""
    text = "\n\n".join(
        f"« Le quai numéro {n} restera fermé », a déclaré Maëlle Dorval, maire." for n in range(130)
    )
    take_in(verbatim, tmp_path / "many", {"id": "quais", "text": text, "published": "2031-04-02"})
    path = exported(verbatim, tmp_path / "many", "Qu'a dit Maëlle Dorval ?")
    receipt = json.loads(path.read_text(encoding="utf-8"))
    kept = {s["id"]: s["content"] for s in receipt["statements"]}
    assert (len(kept), receipt["statements_in_all"]) == (50, 130)
    for cited in receipt["citations"]:
        assert any(c["start"] < cited["end"] and cited["start"] < c["end"] for c in kept.values())
    assert verbatim("verify", path, "--home", tmp_path / "many").status == 0
    assert "130" in verbatim("receipt", receipt["id"], "--home", tmp_path / "many").out


def test_a_file_of_questions_leaves_a_receipt_each(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """Each line has the id of its receipt beside the id of its question."""
    path = tmp_path / "lot.jsonl"
    asked = [QUESTION, "saut à la perche ?", "Combien de voix pour le budget de Brévanie ?"]
    path.write_text("\n".join(json.dumps({"id": n, "question": q}) for n, q in enumerate(asked)))
    lines = verbatim("ask", "--questions", path, "--home", home, "--json").lines
    found = [verbatim("receipt", line["receipt"], "--home", home, "--json").document for line in lines]
    assert [line["id"] for line in lines] == [0, 1, 2]
    assert [receipt["asked"] for receipt in found] == asked


def test_a_receipt_shows_the_old_words_of_a_changed_article(verbatim: Any, own: Path) -> None:
    """The context is that of the version cited, with the remark that it has changed since."""
    given = json.loads(exported(verbatim, own).read_text())["id"]
    take_in(verbatim, own, changed(lambda _: "Le port de Sulmère a fermé pour toujours."))
    shown = " ".join(verbatim("receipt", given, "--home", own).out.split())
    assert f"« ⟦{WORDS}⟧ », a déclaré Maëlle Dorval, secrétaire du syndicat." in shown
    assert "l’article a changé" in shown
    assert "les mots n’y sont plus" in shown


def test_a_receipt_can_be_forgotten(verbatim: Any, own: Path) -> None:
    """It is gone with its question; forgetting it twice says that it is unknown."""
    path = exported(verbatim, own)
    given = json.loads(path.read_text())["id"]
    assert verbatim("receipt", "--forget", given, "--home", own).status == 0
    assert verbatim("receipt", given, "--home", own).status == 1
    assert verbatim("receipt", given, "--forget", "--home", own).status == 1
    assert verbatim("receipt", given, "--forget", "--json", "--home", own).status == 2
    items = verbatim("verify", path, "--home", own, "--json").document["items"]
    assert [p["problem"] for item in items for p in item["problems"]] == ["not_kept"]


def test_a_busy_archive_costs_the_receipt_alone(environment: dict[str, str], own: Path) -> None:
    """A run of questions beside an owner that never ends is answered whole, and says what was not kept."""
    path = own.parent / "lot.jsonl"
    path.write_text(json.dumps({"id": 1, "question": QUESTION}))
    writer = sqlite3.connect(own / "archive.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    command = [*COMMAND, "ask", "--questions", str(path), "--home", str(own)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    writer.execute("ROLLBACK")
    assert not json.loads(done.stdout)["abstained"]
    assert "preuves" in done.stderr
    assert writer.execute("SELECT count(*) FROM receipts").fetchone() == (0,)


@pytest.mark.parametrize("as_json", [False, True], ids=["for people", "json"])
def test_a_read_only_home_costs_the_receipt_alone(
    environment: dict[str, str], verbatim: Any, as_json: bool
) -> None:
    """The answer is shown all the same, with a note that no receipt could be kept."""
    # Not in tmp_path, which pytest cleans with the rights that are taken away here.
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        take_in(verbatim, home, *ARTICLES)
        for path in (home.parent, home, home / "archive.db"):
            path.chmod(0o555)
        for path in (home / "lexicon", *(home / "lexicon").iterdir()):
            path.chmod(0o777)  # tantivy locks its folder even to read it
        options = ["--json"] if as_json else []
        done = subprocess.run(
            [*COMMAND, "ask", QUESTION, "--home", str(home), *options],
            env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=folder, capture_output=True, text=True, check=False, preexec_fn=permissions.count,
        )  # fmt: skip
        for path in (home.parent, home):
            path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert WORDS in done.stdout
    assert "Aucune preuve" in done.stderr
    assert "verbatim receipt" not in done.stdout
    if as_json:
        assert json.loads(done.stdout)["receipt"] is None


def test_proving_loads_no_store(environment: dict[str, str], verbatim: Any, own: Path) -> None:
    """`receipt` and `verify` start at once."""
    path = exported(verbatim, own)
    given = json.loads(path.read_text())["id"]
    assert imported_by(environment, "receipt", given, "--home", str(own)) & HEAVY == set()
    assert imported_by(environment, "verify", str(path), "--home", str(own)) & HEAVY == set()
