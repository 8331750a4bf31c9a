"""bot/terminal/output.py: JSON that survives every reader of lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal import output


def printed(value: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `output.document` prints."""
    capsys.readouterr()
    output.document(value)
    return capsys.readouterr().out


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_document_is_one_line_for_every_reader(end: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Characters that some readers take for line ends are escaped."""
    out = printed({"text": f"a{end}b"}, capsys)
    assert len(out.splitlines()) == 1
    assert json.loads(out) == {"text": f"a{end}b"}


def test_french_stays_readable(capsys: pytest.CaptureFixture[str]) -> None:
    """Accents and guillemets are not escaped."""
    assert printed({"text": "« œuvre »"}, capsys) == '{"text": "« œuvre »"}\n'


@given(st.text(st.characters(categories=None)))
def test_any_text_comes_back_from_utf8(text: str) -> None:
    """Whatever Python can hold, half characters too, is written as UTF-8 and read back the same."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        output.document({"text": text})
    read = json.loads(out.getvalue().encode("utf-8"))["text"]
    # Two halves that follow each other may come back as the one character they are.
    assert read.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
