"""The model's door: streamed text in, one clear error out, against a real server on loopback."""

from __future__ import annotations

import asyncio
import time

import pytest

from index import llm
from index.errors import ModelError, ModelTimeout
from index.llm import Message
from tests.loopback import ChatServer, Reply

ASKED = [Message("system", "règles"), Message("user", "question")]


def written(server: ChatServer, *, timeout: float = 5.0, key: str = "") -> str:
    """Return the whole answer of a server."""

    async def collect() -> str:
        return "".join(
            [piece async for piece in llm.open(server.endpoint(key), timeout=timeout).stream(ASKED)]
        )

    return asyncio.run(collect())


def test_an_answer_comes_in_pieces_and_whole() -> None:
    """The pieces joined are the answer, and there are several of them."""

    async def collect(server: ChatServer) -> list[str]:
        return [piece async for piece in llm.open(server.endpoint()).stream(ASKED)]

    with ChatServer(Reply("La Valdorie a signé l’accord.")) as server:
        pieces = asyncio.run(collect(server))
    assert "".join(pieces) == "La Valdorie a signé l’accord."
    assert len(pieces) > 2


def test_the_request_is_a_deterministic_chat() -> None:
    """Messages go out with their roles, at temperature 0, streamed, under the name of the setting."""
    with ChatServer(Reply("Oui.")) as server:
        written(server)
    request = server.requests[0]
    assert [(m["role"], m["content"]) for m in request["messages"]] == [
        ("system", "règles"),
        ("user", "question"),
    ]
    assert (request["temperature"], request["stream"], request["model"]) == (0.0, True, "loopback")


def test_a_key_of_the_environment_is_not_sent_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint without a key gets no key, even where OPENAI_API_KEY is set for something else."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    with ChatServer(Reply("Oui.")) as server:
        written(server)
    assert "somebody" not in str(server.headers)


def test_a_model_serves_more_than_one_event_loop() -> None:
    """A model keeps nothing of the loop that it was first used in."""
    with ChatServer(Reply("Oui.")) as server:
        model = llm.open(server.endpoint())

        async def collect() -> str:
            return "".join([piece async for piece in model.stream(ASKED)])

        assert asyncio.run(collect()) == asyncio.run(collect()) == "Oui."


@pytest.mark.parametrize(
    ("status", "requests"),
    [(401, 1), (403, 1), (404, 1), (400, 1), (422, 1), (429, 2), (500, 2), (503, 2)],
)
def test_a_refusal_is_one_clear_error(status: int, requests: int) -> None:
    """A status is tried again once if that may help, and the error never repeats the key."""
    with ChatServer(Reply(status=status)) as server, pytest.raises(ModelError) as caught:
        written(server, key="sk-secret-0123456789")
    assert len(server.requests) == requests
    assert "secret" not in str(caught.value)
    assert "loopback" in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_second_try_may_succeed() -> None:
    """After an error before the first piece the answer of the second try is whole."""
    with ChatServer(Reply(status=503), Reply("Oui, enfin.")) as server:
        assert written(server) == "Oui, enfin."


def test_nothing_is_tried_again_once_begun() -> None:
    """After a first piece no second answer may be mixed in."""
    with ChatServer(Reply("Oui, ", end="cut"), Reply("Non.")) as server, pytest.raises(ModelError):
        written(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "longest"),
    [
        (Reply("", end="stall"), 1.5),
        (Reply("Oui, mais", end="stall"), 1.5),
        (Reply("Oui. ", end="endless", pause=0.1), 1.5),
    ],
    ids=["before the first word", "between two words", "a word at a time for ever"],
)
def test_silence_ends_in_time(reply: Reply, longest: float) -> None:
    """A stall counts at any point, and the whole takes no more than twice the timeout."""
    with ChatServer(Reply("Oui.")) as server:
        written(server)  # pays for the import
    with ChatServer(reply) as server:
        begun = time.monotonic()
        with pytest.raises(ModelTimeout):
            written(server, timeout=0.4)
        assert time.monotonic() - begun < longest


@pytest.mark.parametrize(
    "raw",
    [
        "data: {not json\n\n",
        'data: {"choices": null}\n\n',
        'data: {"choices": [{"delta": 3}]}\n\n',
        'data: {"error": {"message": "overloaded sk-secret"}}\n\n',
        "data: []\n\n",
    ],
    ids=["broken", "null", "number", "error", "list"],
)
def test_nonsense_is_an_error_of_ours(raw: str) -> None:
    """Whatever the vendor's parser meets becomes a ModelError that repeats nothing of it."""
    with ChatServer(Reply(raw=raw)) as server, pytest.raises(ModelError) as caught:
        written(server)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("end", ["cut", "silent"])
def test_an_answer_cut_off_is_an_error(end: str) -> None:
    """An answer that stops in the middle of a sentence without a reason is not whole."""
    with ChatServer(Reply("La Valdorie a signé l’acc", end=end)) as server, pytest.raises(ModelError):
        written(server)


def test_a_server_without_reasons_is_understood() -> None:
    """Servers that end without a reason are believed when the sentence is whole."""
    with ChatServer(Reply("Oui.", end="silent")) as server:
        assert written(server) == "Oui."


def test_nobody_at_home_is_an_error() -> None:
    """An address where nothing listens is said to be unreachable."""
    with ChatServer(Reply("Oui.")) as server:
        endpoint = server.endpoint()

    async def collect() -> str:
        return "".join([piece async for piece in llm.open(endpoint, timeout=1.0).stream(ASKED)])

    with pytest.raises(ModelError, match="injoignable"):
        asyncio.run(collect())


def test_opening_imports_nothing() -> None:
    """Opening a model is free: the vendor is paid for by the first request."""
    import subprocess
    import sys

    code = "import sys; from index import llm; from index.settings import Endpoint\n"
    code += "llm.open(Endpoint('http://127.0.0.1:1/v1', 'm')); print('llama_index' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
