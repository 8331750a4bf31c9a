"""How calls travel: what is sent arrives as it was meant, and what fails tells no address."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.transport import Transport

T = TypeVar("T")
SECRET = "4242424242:AAFakeFakeFakeFakeFakeFakeFakeFakeFak"


class Server:
    """Reads what one caller sends at a time, keeps it, and says what it is told to."""

    def __init__(self, reply: bytes) -> None:
        self.seen: list[bytes] = []
        self.callers = 0
        self._reply = reply
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/bot{SECRET}/getMe"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more callers."""
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.callers += 1
            threading.Thread(target=self._hear, args=(caller,), daemon=True).start()

    def _hear(self, caller: socket.socket) -> None:
        with caller:
            while heard := caller.recv(1 << 20):
                self.seen.append(heard)
                if not self._reply:
                    return
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who hung up is gone
                    caller.sendall(self._reply)


@pytest.fixture
def serve() -> Iterator[Callable[[bytes], Server]]:
    """Give a function that starts a server; all are closed at the end."""
    begun: list[Server] = []

    def start(reply: bytes) -> Server:
        begun.append(Server(reply))
        return begun[-1]

    yield start
    for server in begun:
        server.close()


def over(call: Callable[[Transport], Awaitable[T]]) -> T:
    """Return what a call over a transport of its own returns."""

    async def run() -> T:
        transport = Transport(4)
        async with transport:
            return await call(transport)

    return asyncio.run(run())


def http(status: str, body: bytes, more: str = "") -> bytes:
    """Return an answer of a server."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


OK = http("200 OK", b'{"ok": true, "result": 5}')


def data(**parameters: object) -> RequestData:
    """Return the parameters of a call."""
    return RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])


def test_parameters_arrive_and_a_connection_serves_again(serve: Callable[[bytes], Server]) -> None:
    """Text of any script is sent as a form, and the second call needs no second connection."""
    server = serve(OK)

    async def twice(transport: Transport) -> list[object]:
        return [await transport.post(server.url, data(text="é & =\n+", chat_id=7)) for _ in range(2)]

    assert over(twice) == [5, 5]
    assert b"text=%C3%A9+%26+%3D%0A%2B&chat_id=7" in b"".join(server.seen)
    assert server.callers == 1


def test_a_file_is_sent_with_its_name(serve: Callable[[bytes], Server]) -> None:
    """What is uploaded goes beside the other parameters, byte for byte."""
    server = serve(OK)
    file = InputFile(b"\x00\xffraw", filename="dossier.pdf")
    over(lambda transport: transport.post(server.url, data(document=file, chat_id=7)))
    heard = b"".join(server.seen)
    assert b"\x00\xffraw" in heard
    assert b'filename="dossier.pdf"' in heard
    assert b'name="chat_id"' in heard


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (b"", NetworkError),
        (b"nonsense\r\n\r\n", NetworkError),
        (http("502 Bad Gateway", b"<html>"), NetworkError),
        (http("302 Found", b"", "Location: http://127.0.0.1:1/elsewhere\r\n"), TelegramError),
    ],
    ids=["hangs-up", "no-http", "bad-gateway", "sent-elsewhere"],
)
def test_what_fails_is_an_error_without_an_address(
    serve: Callable[[bytes], Server], reply: bytes, error: type[TelegramError]
) -> None:
    """Every failure is one that is tried again, the token stands in none, and nobody is sent elsewhere."""
    server = serve(reply)
    with pytest.raises(error) as raised:
        over(lambda transport: transport.post(server.url))
    assert SECRET.partition(":")[2] not in str(raised.value)


def test_a_refused_connection_and_a_silent_server_are_told_apart() -> None:
    """Nobody listens: a network error; nobody answers in time: a time-out."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/bot{SECRET}/getMe"
        with pytest.raises(TimedOut):
            over(lambda transport: transport.post(url, read_timeout=0.1))
    with pytest.raises(NetworkError) as raised:
        over(lambda transport: transport.post(url))
    assert not isinstance(raised.value, TimedOut)
    assert SECRET.partition(":")[2] not in str(raised.value)


@pytest.mark.parametrize("name", ["http_proxy", "all_proxy"])
def test_a_proxy_of_the_environment_is_taken(
    serve: Callable[[bytes], Server], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Calls go through the proxy that the environment names, except to hosts that it excepts."""
    proxy, direct = serve(OK), serve(OK)
    monkeypatch.setenv(name, proxy.url.partition("/bot")[0])
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    host = name.replace("_", "-")  # what is known of a host is kept
    url = f"http://{host}.telegram.example/bot{SECRET}/getMe"
    assert over(lambda transport: transport.post(url)) == 5
    assert proxy.seen[0].startswith(f"POST http://{host}.telegram.example/bot".encode())
    assert over(lambda transport: transport.post(direct.url)) == 5
    assert len(direct.seen) == 1
