"""A gate that lets nothing through is no gate: faithful sentences of a model pass."""

from __future__ import annotations

from bot.answers.written.proof import Refused
from tests.bot.answers.gate.conftest import Prove, lines

FLOOR = 0.85


def test_faithful_sentences_pass(proved: Prove) -> None:
    """Of sentences that say what an article says, in other words and two languages, most are shown."""
    told = lines("faithful.jsonl")
    refused = [
        (r.reason, s["text"])
        for s in told
        if isinstance(r := proved(s["article"], s["text"], s["language"]), Refused)
    ]
    assert len(refused) <= (1 - FLOOR) * len(told), refused
