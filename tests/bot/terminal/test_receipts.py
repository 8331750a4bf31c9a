"""bot/terminal/proving.py: `receipt` and `verify`, from an answer to what no longer holds of it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answers.answer import fresh_id, read_id
from tests.bot.terminal.conftest import ARTICLES, COMMAND
from tests.bot.terminal.test_process import imported_by

QUESTION = "Qu'a dit Maëlle Dorval sur la grève des dockers ?"
WORDS = "Nous avons obtenu ce que nous demandions"
HEAVY = {"llama_index", "chromadb", "sqlalchemy", "numpy", "tantivy", "tiktoken"}
Write = Callable[..., None]


@pytest.fixture
def own(tmp_path: Path, verbatim: Any) -> Path:
    """A home that the test may change."""
    take_in(verbatim, tmp_path / "own", *ARTICLES)
    return tmp_path / "own"


def take_in(verbatim: Any, home: Path, *articles: dict[str, str]) -> None:
    """Add articles as JSON Lines."""
    source = home.parent / "presse.jsonl"
    source.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
    done = verbatim("add", source, "--home", home)
    assert done.status == 0, done.err


def changed(text: Callable[[str], str], **fields: str) -> dict[str, str]:
    """Return the article of the port with another text."""
    return ARTICLES[0] | {"text": text(ARTICLES[0]["text"])} | fields


def exported(verbatim: Any, home: Path, question: str = QUESTION) -> Path:
    """Ask, and return the file of the answer's receipt."""
    answer = verbatim("ask", question, "--home", home, "--json").document
    assert not answer["abstained"]
    path = home.parent / "r.json"
    written = verbatim("receipt", answer["receipt"], "--home", home, "--json")
    path.write_text(written.out, encoding="utf-8")
    return path


def problems(done: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what `verify --json` found wrong, by part and name; of statements by their part alone."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in done.document["items"]:
        name = item["part"] if item["part"] == "statement" else f"{item['part']} {item['name']}"
        found.setdefault(name, []).extend(item["problems"])
    return {name: each for name, each in found.items() if each}


def words_of(found: list[dict[str, Any]]) -> set[str]:
    """Return the words of problems."""
    return {problem["problem"] for problem in found}


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


def test_a_file_of_questions_leaves_a_receipt_each(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """Each line has the id of its receipt beside the id of its question."""
    path = tmp_path / "lot.jsonl"
    asked = [QUESTION, "saut à la perche ?", "Combien de voix pour le budget de Brévanie ?"]
    path.write_text("\n".join(json.dumps({"id": n, "question": q}) for n, q in enumerate(asked)))
    lines = verbatim("ask", "--questions", path, "--home", home, "--json").lines
    found = [verbatim("receipt", line["receipt"], "--home", home, "--json").document for line in lines]
    assert [line["id"] for line in lines] == [0, 1, 2]
    assert [receipt["asked"] for receipt in found] == asked


def test_what_has_not_changed_holds(verbatim: Any, own: Path) -> None:
    """Status 0, also after other articles came in, and where the same article was taken out and in again."""
    path = exported(verbatim, own)
    assert verbatim("verify", path, "--home", own).status == 0
    take_in(verbatim, own, {"id": "neuf", "text": "« Tout ira bien », a déclaré Odile Tarvane."})
    done = verbatim("verify", path, "--home", own, "--json")
    assert (done.status, done.document["holds"], done.document["archive"]["articles"]) == (0, True, 3)
    verbatim("remove", "port", "--home", own)
    take_in(verbatim, own, *ARTICLES)
    assert verbatim("verify", path, "--home", own).status == 0


@pytest.mark.parametrize(
    ("article", "words", "reading"),
    [
        pytest.param(changed(lambda t: t + "\n\nLa suite demain."), "stand", set(), id="something added"),
        pytest.param(changed(lambda t: "Port.\n\n" + t), "moved", set(), id="words moved"),
        pytest.param(
            changed(lambda t: t.replace("demandions", "voulions").replace("onze", "douze")),
            "gone", {"not_read"}, id="words gone",
        ),
        pytest.param(
            changed(lambda t: t.replace("Maëlle Dorval", "Odile Tarvane")),
            "stand", {"read_otherwise"}, id="another speaker",
        ),
    ],
)  # fmt: skip
def test_a_changed_article_is_told(
    verbatim: Any, own: Path, article: dict[str, str], words: str, reading: set[str]
) -> None:
    """Status 1 with the new version, where the words are now, and how the statement is read now."""
    path = exported(verbatim, own)
    old = json.loads(path.read_text())["statements"][0]["article"]["version"]
    take_in(verbatim, own, article)
    done = verbatim("verify", path, "--home", own, "--json")
    said = problems(done)["statement"]
    (now,) = {p["version"]: p for p in said if p["problem"] == "article_changed"}.values()
    assert done.status == 1
    assert now["version"] != old
    assert now["words"] == words
    assert words_of(said) == {"article_changed"} | reading
    if reading == {"read_otherwise"}:
        (other,) = (p for p in said if p["problem"] == "read_otherwise")
        assert {"field": "speaker", "then": "Maëlle Dorval", "now": "Odile Tarvane"} in other["differences"]


def test_a_receipt_shows_the_old_words_of_a_changed_article(verbatim: Any, own: Path) -> None:
    """The context is that of the version cited, with the remark that it has changed since."""
    given = json.loads(exported(verbatim, own).read_text())["id"]
    take_in(verbatim, own, changed(lambda _: "Le port de Sulmère a fermé pour toujours."))
    shown = " ".join(verbatim("receipt", given, "--home", own).out.split())
    assert f"« ⟦{WORDS}⟧ », a déclaré Maëlle Dorval, secrétaire du syndicat." in shown
    assert "l’article a changé" in shown
    assert "les mots n’y sont plus" in shown


def test_a_removed_article_is_told(verbatim: Any, own: Path) -> None:
    """Status 1 for each part that rests on it; the receipt shows the words it kept."""
    path = exported(verbatim, own)
    verbatim("remove", "port", "--home", own)
    done = verbatim("verify", path, "--home", own, "--json")
    assert done.status == 1
    assert words_of([p for each in problems(done).values() for p in each]) == {"article_removed"}
    shown = verbatim("receipt", done.document["id"], "--home", own)
    assert shown.status == 0
    assert WORDS in shown.out


def test_another_archive_is_told(verbatim: Any, own: Path, home: Path) -> None:
    """The same articles in another archive: it is another archive, which has kept no such receipt."""
    found = problems(verbatim("verify", exported(verbatim, own), "--home", home, "--json"))
    assert {name.partition(" ")[0]: words_of(each) for name, each in found.items()} == {
        "archive": {"other_archive"},
        "receipt": {"not_kept"},
    }


def test_a_statement_that_is_read_otherwise_is_told(verbatim: Any, own: Path) -> None:
    """Where a newer grammar gives the same words to somebody else, both are named."""
    path = exported(verbatim, own)
    with sqlite3.connect(own / "archive.db") as archive:
        archive.execute("UPDATE statements SET polarity = 'denies' WHERE speaker = 'Maëlle Dorval'")
    (found,) = problems(verbatim("verify", path, "--home", own, "--json"))["statement"]
    assert found["differences"] == [{"field": "polarity", "then": "asserts", "now": "denies"}]
    assert "denies" in verbatim("verify", path, "--home", own).out


def set_at(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    """Return what sets one field of a document; `to` may be a function of the value."""

    def forge(document: dict[str, Any]) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to(place[path[-1]]) if callable(to) else to

    return forge


FORGED = {
    "answer": (set_at("text", to="Tout autre chose."), "receipt"),
    "question": (set_at("asked", to="Autre question ?"), "receipt"),
    "mode": (set_at("mode", to="llm"), "receipt"),
    "date": (set_at("made_at", to="2020-01-01T00:00:00+00:00"), "receipt"),
    "denominator": (set_at("scanned", "articles", to=412), "receipt"),
    "citation taken out": (set_at("citations", to=[]), "receipt"),
    "archive": (set_at("archive", "id", to="0" * 32), "archive"),
    "id": (set_at("id", to="00000000"), "receipt"),
    "words cited": (set_at("citations", 0, "text", to=lambda t: t.replace("obtenu", "perdu")), "citation"),
    "digest": (set_at("citations", 0, "sha256", to="0" * 64), "citation"),
    "offsets": (set_at("citations", 0, "start", to=lambda n: n + 1), "citation"),
    "offsets far out": (set_at("citations", 0, "end", to=2**31), "citation"),
    "title": (set_at("citations", 0, "article", "title", to="Autre titre"), "citation"),
    "outlet": (set_at("statements", 0, "article", "outlet", to="Autre journal"), "statement"),
    "version": (set_at("citations", 0, "article", "version", to="0" * 16), "citation"),
    "no version": (set_at("citations", 0, "article", "version", to=None), "citation"),
    "article": (set_at("citations", 0, "article", "id", to="budget"), "citation"),
    "article that is not there": (set_at("statements", 0, "article", "id", to="' OR 1=1 --"), "statement"),
    "speaker": (set_at("statements", 0, "speaker", to="Colin Estève"), "statement"),
    "polarity": (set_at("statements", 0, "polarity", to="denies"), "statement"),
    "rule": (set_at("statements", 0, "rule", to="autre"), "statement"),
    "confidence": (set_at("statements", 0, "confidence", to=1), "statement"),
    "evidence": (set_at("statements", 0, "evidence", "text", to="Colin Estève"), "statement"),
    "content": (set_at("statements", 0, "content", "text", to="Nous avons tout perdu"), "statement"),
    "fragment": (set_at("statements", 0, "fragments", 0, "text", to="Nous avons perdu"), "statement"),
}


@pytest.mark.parametrize(("forge", "part"), FORGED.values(), ids=FORGED)
def test_a_forged_receipt_is_caught(
    verbatim: Any, own: Path, forge: Callable[[dict[str, Any]], None], part: str
) -> None:
    """Whatever is altered is status 1, and the part that was altered is named."""
    path = exported(verbatim, own)
    document = json.loads(path.read_text(encoding="utf-8"))
    forge(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    done = verbatim("verify", path, "--home", own, "--json")
    assert done.status == 1
    assert part in {name.partition(" ")[0] for name in problems(done)}
    assert verbatim("verify", path, "--home", own).status == 1


@pytest.mark.parametrize(
    "forge",
    [FORGED["speaker"][0], FORGED["words cited"][0], FORGED["offsets"][0], FORGED["outlet"][0]],
    ids=["speaker", "words", "offsets", "outlet"],
)
def test_a_forgery_is_caught_without_the_kept_receipt(
    verbatim: Any, own: Path, forge: Callable[[dict[str, Any]], None]
) -> None:
    """Articles and ledger alone tell that words, offsets, speaker or origin are wrong."""
    path = exported(verbatim, own)
    document = json.loads(path.read_text(encoding="utf-8"))
    verbatim("receipt", "--forget", document["id"], "--home", own)
    forge(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    found = problems(verbatim("verify", path, "--home", own, "--json"))
    assert any(name.startswith(("citation", "statement")) for name in found)


WRONG: dict[str, tuple[Any, ...]] = {
    "other format": ("format", "x"),
    "newer": ("format_version", 2),
    "true as a number": ("grammar", True),
    "negative": ("citations", 0, "start", -1),
    "huge": ("citations", 0, "end", 2**63),
    "a float": ("citations", 0, "start", 1.5),
    "text as a number": ("citations", 0, "start", "1"),
    "end before start": ("citations", 0, "end", 0),
    "not a list": ("citations", {}),
    "a million": ("citations", [None] * 10**6),
    "null citation": ("citations", [None]),
    "no text": ("citations", 0, "text", None),
    "list as id": ("id", ["a"]),
    "no article": ("statements", 0, "article", "port"),
    "half a character": ("citations", 0, "article", "id", "\ud800"),
    "infinite": ("statements", 0, "confidence", float("inf")),
    "not a number": ("statements", 0, "confidence", float("nan")),
    "unknown kind": ("statements", 0, "kind", "sung"),
    "no day": ("scanned", "from", "hier"),
    "language": ("language", "../fr"),
    "notes": ("notes", [1]),
    "kind": ("kind", "opinion"),
}


def no_receipt() -> Iterator[Any]:
    """Yield bytes, or what to do to a receipt, that make no receipt of it."""
    yield pytest.param(b"", id="nothing")
    yield pytest.param(b"\xff\xfe\x00", id="not UTF-8")
    yield pytest.param(b"[" * 100_000, id="deep")
    yield pytest.param(b"null", id="null")
    yield pytest.param(b"[]", id="a list")
    yield pytest.param(b'{"format": "verbatim-receipt", "format_version": 1}', id="nearly empty")
    yield pytest.param(b'{"a":"' + b"x" * (9 * 1024 * 1024) + b'"}', id="too large")
    yield pytest.param(b'{"format_version": ' + b"9" * 5000 + b"}", id="a long number")
    for name, (*path, value) in WRONG.items():
        yield pytest.param(set_at(*path, to=value), id=name)


@pytest.mark.parametrize("given", list(no_receipt()))
def test_what_is_no_receipt_is_a_wrong_call(verbatim: Any, own: Path, given: Any) -> None:
    """Status 2, one line that names the file, nothing on stdout, no traceback."""
    path = exported(verbatim, own)
    if isinstance(given, bytes):
        path.write_bytes(given)
    else:
        document = json.loads(path.read_text(encoding="utf-8"))
        given(document)
        path.write_text(json.dumps(document), encoding="utf-8")
    done = verbatim("verify", path, "--home", own)
    assert (done.status, done.out) == (2, "")
    assert "r.json" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["absent.json", "."], ids=["absent", "a folder"])
def test_a_file_that_cannot_be_read_is_a_wrong_call(verbatim: Any, home: Path, name: str) -> None:
    """Status 2 and why."""
    done = verbatim("verify", name, "--home", home)
    assert (done.status, done.out) == (2, "")


def test_a_receipt_can_be_forgotten(verbatim: Any, own: Path) -> None:
    """It is gone with its question; forgetting it twice says that it is unknown."""
    path = exported(verbatim, own)
    given = json.loads(path.read_text())["id"]
    assert verbatim("receipt", "--forget", given, "--home", own).status == 0
    assert verbatim("receipt", given, "--home", own).status == 1
    assert verbatim("receipt", given, "--forget", "--home", own).status == 1
    assert verbatim("receipt", given, "--forget", "--json", "--home", own).status == 2
    assert words_of(problems(verbatim("verify", path, "--home", own, "--json"))[f"receipt {given}"]) == {
        "not_kept"
    }


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


# The first run loads all modules and wording while they can be read.
ASK_AS_NOBODY = """
import io, os, sys
import bot.redaction, bot.render.layout, rich.console
from contextlib import redirect_stdout
from bot.terminal.app import run
with redirect_stdout(io.StringIO()):
    run(sys.argv[1:])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("as_json", [False, True], ids=["for people", "json"])
def test_a_read_only_home_costs_the_receipt_alone(
    environment: dict[str, str], verbatim: Any, as_json: bool
) -> None:
    """The answer is shown all the same, with a note that no receipt could be kept."""
    # Not in tmp_path: pytest closes it to other users, and root may write anywhere.
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        take_in(verbatim, home, *ARTICLES)
        for path in (home.parent, home, home / "archive.db"):
            path.chmod(0o555)
        for path in (home / "lexicon", *(home / "lexicon").iterdir()):
            path.chmod(0o777)  # tantivy locks its folder even to read it
        options = ["--json"] if as_json else []
        command = [sys.executable, "-c", ASK_AS_NOBODY, "ask", QUESTION, "--home", str(home), *options]
        everything = environment | {"PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            command, env=everything, capture_output=True, text=True, cwd=folder, check=False
        )
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
