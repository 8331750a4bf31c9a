"""`ask` with a chat endpoint: its proved words, the printed sentences where it fails, and its key nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.loopback import ChatServer, Reply

QUESTION = "Par combien de voix le budget de Brévanie a-t-il été adopté ?"
KEY = "sk-loopback-hidden"


def asked(verbatim: Any, home: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply) -> Any:
    """Ask with a model behind the settings, everything logged."""
    with ChatServer(reply) as server:
        endpoint = server.endpoint()
        for name, value in (("BASE_URL", endpoint.url), ("MODEL", endpoint.model), ("API_KEY", KEY)):
            monkeypatch.setenv(f"LLM_{name}", value)
        monkeypatch.setenv("LOG_LEVEL", "DEBUG")
        done = verbatim("ask", QUESTION, "--home", home, "--json")
        assert [h.get("authorization", h.get("Authorization")) for h in server.headers][:1] == [
            f"Bearer {KEY}"
        ]
    assert KEY not in done.out + done.err
    assert done.status == 0, done.err
    return done.document


def test_a_model_words_the_answer(verbatim: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it wrote and its passage proves is the answer, with the passage cited."""
    reply = Reply("Le parlement de Brévanie a adopté le budget par 84 voix contre 61 [$1].")
    answer = asked(verbatim, home, monkeypatch, reply)
    assert (answer["mode"], answer["abstained"]) == ("llm", False)
    assert "84 voix contre 61" in answer["text"]
    assert answer["citations"][0]["article_id"] == "budget"


@pytest.mark.parametrize(
    "reply",
    [Reply("Oui. [$1", end="cut"), Reply(status=400), Reply("Le budget vaut 12 milliards [p0000].")],
    ids=["cut off", "refused", "invented"],
)
def test_printed_sentences_stand_in_for_a_failing_model(
    verbatim: Any, home: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    """Whatever the model does wrong, the sentences of the articles are shown, with a note."""
    answer = asked(verbatim, home, monkeypatch, reply)
    assert (answer["mode"], answer["abstained"]) == ("extractive", False)
    assert "84 voix contre 61" in answer["text"]
    assert answer["notes"]
