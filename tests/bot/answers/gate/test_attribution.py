"""A model that changes who said what, or how, is caught: sentences beside the truth of an article go."""

from __future__ import annotations

import pytest

from bot.answers.written.proof import Refused
from tests.bot.answers.gate.conftest import Prove, lines

FALSE = lines("false.jsonl")


@pytest.mark.parametrize("line", FALSE, ids=[f"{f['kind']}: {f['text'][:60]}" for f in FALSE])
def test_what_nobody_said_so_is_refused(proved: Prove, line: dict[str, str]) -> None:
    """Mood, polarity, speaker, relay, marks, office, figure and act are printed, or the sentence goes."""
    assert isinstance(proved(line["article"], line["text"], line["language"]), Refused)
