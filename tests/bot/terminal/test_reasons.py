"""Why a file cannot be read or written, in the language of its reader: bot/reasons.py, index/reading."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.reasons import why
from prompts import message
from tests.index.reading import making


@pytest.mark.parametrize(
    ("code", "language", "told"),
    [
        (errno.ENOENT, "fr", "introuvable"),
        (errno.EACCES, "fr", "droits d’accès"),
        (errno.ENOSPC, "fr", "plus de place"),
        (errno.EISDIR, "en", "it is a folder"),
        (errno.EIO, "fr", os.strerror(errno.EIO)),
    ],
    ids=["missing", "denied", "full", "folder", "unknown"],
)
def test_the_reason_is_in_the_language_of_the_reader(code: int, language: str, told: str) -> None:
    """Only what has no words of ours is told in those of the system."""
    assert told in why(OSError(code, os.strerror(code)), language)


@pytest.mark.parametrize(
    "command",
    [
        "ask --questions {no}",
        "verify {no}",
        "eval {no}",
        "statements --csv {no}/x.csv",
        "export articles -o {no}/x.csv",
        "restore {no}",
    ],
    ids=lambda c: c.split()[0],
)
def test_no_command_mixes_languages(verbatim: Any, home: Path, tmp_path: Path, command: str) -> None:
    """A file that is not there is told in one language, and named."""
    done = verbatim(*command.format(no=tmp_path / "missing").split(), "--home", home)
    assert (done.status != 0, "introuvable" in done.err, "missing" in done.err) == (True, True, True)
    assert "No such file" not in done.err


def named(**fields: object) -> bytes:
    """Return one line of JSON with some fields besides its text."""
    return json.dumps({"text": "Les ports de Sulmère rouvrent mercredi.", **fields}).encode()


# What is wrong with a file, and which message says so; read by the program itself, or in a child.
BAD: dict[str, tuple[bytes, str, dict[str, object]]] = {
    "empty.txt": (b"", "files.empty", {}),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "files.binary", {}),
    "old.txt": ("La grève a été levée.".encode("cp1252"), "files.windows", {"name": "UTF-8", "at": 5}),
    "other.txt": (b"\x80\x81\x8d" * 50, "files.encoding", {"name": "UTF-8", "at": 0}),
    "heavy.html": (b"<p>a</p>" * 700_000, "files.large", {"most": 5}),
    "nothing.md": (b"Partager sur Facebook\n", "reading.nothing_left", {}),
    "blank.jsonl": (b"\n\n", "files.empty", {}),
    "utf16.jsonl": ("{}".encode("utf-16"), "lines.utf16", {}),
    "latin.jsonl": (b'{"text": "\xe9"}', "lines.encoding", {}),
    "cut.jsonl": (b'{"text": "a', "lines.json_at", {"at": 9}),
    "list.jsonl": (b"[1]", "lines.no_object", {}),
    "textless.jsonl": (b'{"title": "a"}', "lines.no_text", {}),
    "number.jsonl": (named(title=3), "lines.no_string", {"name": "title"}),
    "endless.jsonl": (named(outlet="a" * 2001), "lines.long_field", {"name": "outlet", "most": 2000}),
    "broken.jsonl": (named(author="\ud800"), "lines.surrogates", {"name": "author"}),
    "unnamed.jsonl": (named(id=" "), "lines.id", {"most": 200}),
    "undated.jsonl": (named(published="hier"), "lines.published", {}),
    "packed.jsonl.gz": (b"\x1f\x8b\x08\x00 no archive", "lines.packing", {}),
    "a.pdf": (b"%PDF-1.4 no more", "documents.pdf", {}),
    "scanned.pdf": (making.pdf([[], ["12"]]), "documents.pdf_scanned", {}),
    "a.docx": (b"no document", "documents.word", {}),
    "a.eml": (b"\n\nno header", "documents.mail", {}),
    "silent.eml": (b"Subject: a\n\n", "documents.mail_empty", {}),
    "a.epub": (b"no book", "documents.epub", {}),
    "torn.epub": (making.packed({"a.xhtml": "a"}), "documents.epub_part", {}),
    "a.zip": (b"no archive", "documents.zip", {}),
    "pictures.zip": (making.packed({"a.jpg": b"a"}), "documents.zip_empty", {}),
    "many.zip": (making.packed({f"{n}.txt": "" for n in range(2001)}), "documents.zip_many", {"most": 2000}),
    "bomb.zip": (making.packed({"a.txt": bytes(20 << 20)}), "documents.zip_large", {"size": 20}),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_reasons_of_bad_files_are_in_the_readers_language(
    verbatim: Any, tmp_path: Path, language: str
) -> None:
    """What `add` cannot take in is told in the language asked for, whichever process found it."""
    folder = tmp_path / "bad"
    (folder / "none").mkdir(parents=True)
    for name, (raw, _, _) in BAD.items():
        (folder / name).write_bytes(raw)
    (folder / "link.txt").symlink_to(folder / "gone.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "picture.odt").write_bytes(b"a")
    forms = ".txt, .md, .html, .jsonl, .pdf, .docx, .epub, .eml, .zip"
    expected = {
        **{name: message(key, language, **values) for name, (_, key, values) in BAD.items()},
        "link.txt": message("files.broken_link", language),
        "loop.txt": message("files.loop", language),
        "picture.odt": message("files.form", language, forms=forms),
        "none": message("files.no_article", language, forms=forms),
        "gone": message("files.missing", language),
    }
    named_apart = [folder / name for name in ("picture.odt", "none", "gone")]

    done = verbatim("add", folder, *named_apart, "--home", tmp_path / "h", "--language", language, "--json")

    told = {Path(e["source"].partition(":")[0]).name: e["reason"] for e in done.document["errors"]}
    assert told == expected
