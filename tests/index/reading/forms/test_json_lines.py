"""JSON Lines: one article a line, each bad line refused by its number, in bounded memory."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from index import reading
from index.reading import Reading, Refused

TEXT = "Le gouvernement de Valdorie a fermé lundi les trois ports du pays."


def outcomes(tmp_path: Path, *lines: object, name: str = "a.jsonl") -> list[Reading | Refused]:
    """Return what the lines give; an object is written as JSON, bytes as they are."""
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    (tmp_path / name).write_bytes(b"\n".join(written) + b"\n")
    return list(reading.read(str(tmp_path / name)))


def test_a_line_is_an_article_with_its_fields(tmp_path: Path) -> None:
    """Every field is kept, the title apart from the text, the source with its line."""
    given = {
        "id": "sarn-1", "title": "Ports fermés", "text": f"{TEXT}\n\n{TEXT}",
        "published": "2024-03-12T06:53:00+01:00",
        "outlet": "La Gazette de Sarn", "author": "Ada Brun",
        "url": "https://gazette.example/1",
    }  # fmt: skip
    (outcome,) = outcomes(tmp_path, given)
    assert isinstance(outcome, Reading)
    article = outcome.article
    assert {name: getattr(article, name) for name in given} == given
    assert article.source == f"{tmp_path / 'a.jsonl'}:1"
    assert outcome.given_id
    assert json.loads(outcome.raw) == given


def test_nulls_and_missing_fields_are_none(tmp_path: Path) -> None:
    """Only the text is needed."""
    for outcome in outcomes(
        tmp_path, {"text": TEXT}, {"text": TEXT, "id": None, "title": None, "published": ""}
    ):
        assert isinstance(outcome, Reading)
        assert not outcome.given_id
        assert (outcome.article.title, outcome.article.published) == (None, None)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"{", "JSON mal form"),
        (b"[" * 100_000, "JSON mal form"),
        (b'{"text": ' + b"9" * 5000 + b"}", "JSON mal form"),
        (["text"], "objet"),
        (b"\xe9t\xe9", "encodage"),
        ({"title": "Ports"}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "Publicité"}, "aucun texte"),
        ({"text": 12}, "text"),
        ({"text": TEXT, "title": ["a"]}, "title"),
        ({"text": TEXT, "published": "12 mars 2024"}, "published"),
        ({"text": TEXT, "published": "2024-13-01"}, "published"),
        ({"text": TEXT, "id": "x" * 201}, "id"),
        ({"text": TEXT, "id": "a\nb"}, "id"),
        ({"text": TEXT, "id": " "}, "id"),
        ({"text": TEXT, "id": 7}, "id"),
        ({"text": TEXT + "\ud800"}, "text"),
        ({"text": TEXT, "author": "A" * 5000}, "author"),
    ],
    ids=[
        "cut off", "too deep", "huge number", "no object", "encoding", "no text", "empty text", "blank text",
        "boilerplate", "text no string", "title no string", "printed date", "no such month", "long id",
        "two-line id", "blank id", "id no string", "half a character", "long author",
    ],
)  # fmt: skip
def test_a_bad_line_is_refused_by_its_number_and_the_others_go_in(
    tmp_path: Path, line: object, word: str
) -> None:
    """The reason names the field or the fault."""
    before, bad, after = outcomes(tmp_path, {"text": TEXT}, line, {"text": TEXT})
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert isinstance(bad, Refused)
    assert bad.source.endswith("a.jsonl:2")
    assert word in bad.reason


def test_fifty_megabytes_of_one_line_are_refused_without_being_loaded(tmp_path: Path) -> None:
    """Memory stays within a few lines' worth, and the next line is read."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(50):
            file.write(b"a" * (1 << 20))
        file.write(b'"}\n' + json.dumps({"text": TEXT}).encode())
    tracemalloc.start()
    bad, good = reading.read(str(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(bad, Refused)
    assert "5" in bad.reason
    assert isinstance(good, Reading)
    assert peak < 25 << 20


def test_paragraphs_are_left_as_printed(tmp_path: Path) -> None:
    """No-break spaces, curly apostrophes, old marks inside a line stay; boilerplate lines alone go."""
    printed = "«\u00a0C’est l’été\u202f!\u00a0», dit-elle  (photo : A. Brun) hier\u2028soir.\u00ad"
    (outcome,) = outcomes(
        tmp_path, {"text": f"{printed}\n\nLire aussi : Ports fermés\n\n{TEXT}\n\n© 2024 AXP"}
    )
    assert isinstance(outcome, Reading)
    assert outcome.article.text == f"{printed}\n\n{TEXT}"


def test_an_address_that_is_no_web_page_is_not_kept(tmp_path: Path) -> None:
    """A link is shown to people, so it may not run a script."""
    (outcome,) = outcomes(tmp_path, {"text": TEXT, "url": "javascript:alert(1)"})
    assert isinstance(outcome, Reading)
    assert outcome.article.url is None


def test_a_packed_file_is_read_and_a_damaged_one_refused(tmp_path: Path) -> None:
    """What was read before the damage stays."""
    packed = gzip.compress(b"\n".join(json.dumps({"text": f"{TEXT} {n}"}).encode() for n in range(500)))
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    assert len(list(reading.read(str(tmp_path / "a.jsonl.gz")))) == 500
    (tmp_path / "b.jsonl.gz").write_bytes(packed[:-20])
    *_, last = reading.read(str(tmp_path / "b.jsonl.gz"))
    assert isinstance(last, Refused)
    assert "abîmée" in last.reason


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "vide"), (b"\n\n", "vide"), (b"\x00\x01" * 9, "binaire"), ("{}".encode("utf-16"), "UTF-16")],
    ids=["empty", "blank", "binary", "utf-16"],
)
def test_a_file_that_is_no_json_lines_is_refused_once(tmp_path: Path, content: bytes, word: str) -> None:
    """A wrong file gives one reason, not one a line."""
    (tmp_path / "a.jsonl").write_bytes(content)
    (outcome,) = reading.read(str(tmp_path / "a.jsonl"))
    assert isinstance(outcome, Refused)
    assert word in outcome.reason


def test_a_mark_at_the_start_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    """Files made on Windows are read."""
    line = json.dumps({"text": TEXT}).encode()
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\r\n" + line)
    first, second = reading.read(str(tmp_path / "a.jsonl"))
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert second.article.source.endswith(":3")
    assert reading.count(str(tmp_path / "a.jsonl")) == 2
