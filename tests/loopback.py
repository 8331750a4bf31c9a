"""Servers on loopback that speak the OpenAI protocol, and can misbehave in every way real ones do.

    with ChatServer(Reply("Une phrase [$1].")) as server:
        model = llm.open(server.endpoint(), timeout=0.5)

A real HTTP server of the standard library, a thread a connection. `$1`, `$2` ... in a reply become the ids of
the first, second ... passage that the request showed. Replies are used in turn, the last one again and again.

    with serving(lambda texts: {"data": [...]}) as server:
        embedder = embedding.open(server.endpoint)
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal

from index.settings import Endpoint

SHOWN = re.compile(r'<passage id="(p[0-9a-f]+)"')
Rows = Callable[[list[str]], object]
SEAL = re.compile(r'sceau="([0-9a-f]+)"')


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    Attributes:
        text: the answer, streamed `size` characters at a time; `$rules`, `$seal`, `$1` are the request's.
        status: other than 200, an error is returned at once.
        end: "stop" and "length" end well, with that reason; "silent" ends without reason or [DONE]; "cut"
            drops the connection in the middle of a chunk; "stall" says nothing more; "endless" goes on.
        raw: sent as it stands instead of the text.
        pause: seconds between two pieces.
    """

    text: str = ""
    status: int = 200
    end: Literal["stop", "length", "silent", "cut", "stall", "endless"] = "stop"
    raw: str | None = None
    pause: float = 0.0
    size: int = 7


class ChatServer:
    """Runs while it is entered; `requests` holds the body of each request, `headers` its headers."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = replies
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server.serve(self)

            def log_message(self, format: str, *args: object) -> None:
                """Keep stderr clean."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True

    def __enter__(self) -> ChatServer:
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()

    def endpoint(self, key: str = "") -> Endpoint:
        """Return the server as a setting."""
        return Endpoint(f"http://127.0.0.1:{self.http.server_address[1]}/v1", "loopback", key)

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as its reply says."""
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        reply = self.replies[min(len(self.requests), len(self.replies) - 1)]
        self.requests.append(body)
        self.headers.append(dict(handler.headers))
        handler.close_connection = True
        if reply.status != 200:
            self._refuse(handler, reply)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        # The client may hang up, which is its right.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._stream(handler, reply, filled(reply.text, body))

    def _refuse(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        # Real endpoints do repeat the key in their errors.
        sent = handler.headers.get("Authorization", "")
        error = json.dumps({"error": {"message": f"no: {sent}", "type": "x", "code": None}}).encode()
        handler.send_response(reply.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(error)))
        handler.end_headers()
        handler.wfile.write(error)

    def _stream(self, handler: BaseHTTPRequestHandler, reply: Reply, text: str) -> None:
        if reply.raw is not None:
            self._send(handler, reply.raw)
            self._send(handler, "")
            return
        self._send(handler, event({"role": "assistant", "content": ""}))
        for piece in pieces(text, reply.size, endless=reply.end == "endless"):
            if self.closing.wait(reply.pause) if reply.pause else self.closing.is_set():
                return
            self._send(handler, event({"content": piece}))
        if reply.end == "stall":
            self.closing.wait(60)
        elif reply.end == "cut":
            handler.wfile.write(b'400\r\ndata: {"cho')
            handler.wfile.flush()
        else:
            if reply.end != "silent":
                self._send(handler, event({}, reply.end) + "data: [DONE]\n\n")
            self._send(handler, "")

    def _send(self, handler: BaseHTTPRequestHandler, text: str) -> None:
        """Write one HTTP chunk; an empty one ends the body."""
        data = text.encode()
        handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        handler.wfile.flush()


def filled(text: str, body: dict[str, Any]) -> str:
    """Put the ids, the seal and the rules of a request into a scripted text."""
    rules, shown = body["messages"][0]["content"], body["messages"][-1]["content"]
    text = text.replace("$rules", rules)
    seal = SEAL.search(shown)
    text = text.replace("$seal", seal.group(1) if seal else "")
    for place, key in enumerate(SHOWN.findall(shown), 1):
        text = text.replace(f"${place}", key)
    return text


def pieces(text: str, size: int, *, endless: bool = False) -> Iterator[str]:
    """Cut a text into pieces of `size` characters, without end if asked for."""
    while True:
        for start in range(0, len(text), size):
            yield text[start : start + size]
        if not endless:
            return
        time.sleep(0.0005)


def event(delta: dict[str, str], reason: str | None = None) -> str:
    """Return one server-sent event of a streamed chat completion."""
    chunk = {
        "id": "loopback",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "loopback",
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    }
    return f"data: {json.dumps(chunk)}\n\n"


class VectorServer:
    """An embeddings server: `answers` are used in turn, an int is a status, None a silence."""

    def __init__(self, *answers: Rows | int | None) -> None:
        self.asked: list[list[str]] = []
        self.closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
                server.asked.append(texts)
                answer = answers[min(len(server.asked), len(answers)) - 1]
                if answer is None:
                    server.closing.wait(5)
                    return
                status, said = (answer, {}) if isinstance(answer, int) else (200, answer(texts))
                raw = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, format: str, *args: object) -> None:
                """Keep stderr clean."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True

    @property
    def endpoint(self) -> Endpoint:
        """Where it listens."""
        return Endpoint(f"http://127.0.0.1:{self.http.server_port}/v1", "vectors", "secret-key")


@contextlib.contextmanager
def serving(*answers: Rows | int | None) -> Iterator[VectorServer]:
    """Run an embeddings server."""
    server = VectorServer(*answers)
    threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.closing.set()
        server.http.shutdown()
        server.http.server_close()
