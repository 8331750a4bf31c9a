"""bot/terminal/proving.py: `verify` tells what of a receipt no longer holds, and what never did."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal.conftest import ARTICLES
from tests.bot.terminal.proving import WORDS, changed, exported, take_in


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


def leaves(value: Any, *place: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the place and value of everything in a document that is neither a list nor an object."""
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if inner is None:
        yield place, value
    else:
        for name, part in inner:
            yield from leaves(part, *place, name)


def other(value: Any) -> Any:
    """Return another value of the same kind, as somebody who forges would write it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value / 2
    return f"{value or ''}x"


def test_no_field_can_be_altered_unseen(verbatim: Any, own: Path) -> None:
    """Whichever single value of a receipt is changed, `verify` does not end with status 0."""
    path = exported(verbatim, own)
    text = path.read_text(encoding="utf-8")
    places = list(leaves(json.loads(text)))
    assert len(places) > 60
    for place, value in places:
        document = json.loads(text)
        set_at(*place, to=other(value))(document)
        path.write_text(json.dumps(document), encoding="utf-8")
        assert verbatim("verify", path, "--home", own).status in (1, 2), place


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


def test_what_is_counted_is_what_is_listed(verbatim: Any, own: Path) -> None:
    """The sum names what no longer holds, each kind with its count, and counts the remarks above."""
    path = exported(verbatim, own)
    receipt = json.loads(path.read_text(encoding="utf-8"))
    receipt["citations"][0]["text"] += " et plus encore"
    path.write_text(json.dumps(receipt), encoding="utf-8")

    shown = verbatim("verify", path, "--home", own).out

    listed = sum(line.strip().startswith("! ") for line in shown.splitlines())
    (counted,) = re.findall(r"Remarques\s: (\d+)", shown)
    assert listed == int(counted) > 1
    assert f"citations (1 sur {len(receipt['citations'])})" in " ".join(shown.split())
