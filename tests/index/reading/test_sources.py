"""Which files of a source are read, in which order, and what is refused by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import reading
from index.reading import Reading, Refused

TEXT = "La Valdorie ferme ses ports\n\nLe gouvernement de Valdorie a fermé lundi les trois ports du pays."


def names(source: Path) -> list[str]:
    """Return the file names of what a source gives, in order."""
    return [
        Path(o.article.source if isinstance(o, Reading) else o.source).name for o in reading.read(str(source))
    ]


def only(source: object) -> Reading | Refused:
    """Return the one outcome of a source."""
    (outcome,) = reading.read(str(source))
    return outcome


def test_a_folder_is_read_whole_in_the_order_of_its_names(tmp_path: Path) -> None:
    """Sub-folders are read where their name stands, so that every run sees the same order."""
    for name in ("c.txt", "b/z.md", "b/a.html", "a.htm"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<p>{TEXT}</p>" if "htm" in name else TEXT, encoding="utf-8")
    assert names(tmp_path) == ["a.htm", "a.html", "z.md", "c.txt"]
    assert reading.count(str(tmp_path)) == 4


def test_hidden_and_foreign_files_of_a_folder_are_skipped(tmp_path: Path) -> None:
    """Nobody is told about the pictures beside the articles."""
    for name in ("a.txt", ".secret.txt", "photo.jpg", ".git/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("https://journal.example/a", "pas lues ici"),
        ("feed:journal", "pas lues ici"),
        ("", "vide"),
        ("   ", "vide"),
        ("/nowhere/at/all.txt", "introuvable"),
        ("a\0b.txt", "impossible"),
        ("x" * 5000, "trop long"),
        ("~nobody-of-this-name/a.txt", "introuvable"),
        ("\ud800.txt", "impossible"),
    ],
    ids=["address", "feed", "empty", "blank", "missing", "nul", "too long", "no such home", "surrogate"],
)
def test_what_cannot_be_a_source_is_refused(source: str, word: str) -> None:
    """A wrong name is reported like any other failure, not raised."""
    outcome = only(source)
    assert isinstance(outcome, Refused)
    assert word in outcome.reason
    assert reading.count(source) == 1


def test_a_foreign_file_named_by_itself_is_refused(tmp_path: Path) -> None:
    """Whoever names a file wants it read, so silence would be wrong."""
    (tmp_path / "a.odt").write_text(TEXT, encoding="utf-8")
    outcome = only(tmp_path / "a.odt")
    assert isinstance(outcome, Refused)
    assert ".txt" in outcome.reason


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    """A mistyped folder must not look like a success."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    outcome = only(tmp_path)
    assert isinstance(outcome, Refused)
    assert "dossier sans article" in outcome.reason


def test_a_broken_link_and_a_loop_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    """One dead link never stops a folder."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "d").symlink_to(tmp_path)
    outcomes = list(reading.read(str(tmp_path)))
    assert [type(o) for o in outcomes] == [Refused, Refused, Reading]
    assert isinstance(outcomes[0], Refused)
    assert "lien" in outcomes[0].reason


@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_a_pipe_is_refused_without_waiting(tmp_path: Path, suffix: str) -> None:
    """Opening a pipe would wait for ever for somebody to write."""
    pipe = tmp_path / f"a{suffix}"
    os.mkfifo(pipe)
    outcome = only(pipe)
    assert isinstance(outcome, Refused)
    assert "ordinaire" in outcome.reason
    assert reading.count(str(pipe)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_forbidden_file_is_refused(tmp_path: Path) -> None:
    """Missing rights are told as such."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    outcome = only(path)
    assert isinstance(outcome, Refused)
    assert "interdite" in outcome.reason


def test_a_name_that_is_no_text_can_be_stored(tmp_path: Path) -> None:
    """A file name in an old encoding is kept apart from others and fits into UTF-8."""
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    outcome = only(tmp_path)
    assert isinstance(outcome, Reading)
    assert outcome.article.source.encode("utf-8").endswith(rb"caf\udce9.txt")


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace")))
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".jsonl", ".jsonl.gz"])
def test_any_bytes_give_a_reading_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, raw: bytes
) -> None:
    """Nothing is raised and nothing is lost; what is read is clean text that can be stored."""
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(raw)
    outcomes = list(reading.read(str(path)))
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Refused):
            assert outcome.reason
        else:
            assert outcome.article.text.encode("utf-8").strip()
            assert "\r" not in outcome.article.text
            assert "\n\n\n" not in outcome.article.text
            assert outcome.raw
