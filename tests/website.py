"""A web site on loopback that can misbehave in every way a real one does.

    with WebSite({"/a": Page("<p>...</p>")}) as site:
        Fetcher(site.guard()).fetch(site.url("/a"))

A real HTTP server of the standard library, a thread a connection. `{site}` in a body or a header becomes the
site's own address.
"""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from index.fetching import Guard


@dataclass(frozen=True)
class Page:
    """What stands at a path; `script` is called with the handler instead, once the request is read."""

    body: str | bytes = ""
    media_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    script: Callable[[BaseHTTPRequestHandler, WebSite], None] | None = None


class WebSite:
    """Runs while it is entered; `asked` holds the path of each request, `headers` its headers."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                # The client may hang up, which is its right.
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    site.serve(self)

            def log_message(self, format: str, *args: object) -> None:
                """Keep stderr clean."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True

    def __enter__(self) -> WebSite:
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.http.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def guard(self, **settings: Any) -> Guard:
        """Return a guard that lets this machine through."""
        return Guard(loopback=True, **settings)

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as the page says."""
        self.asked.append(handler.path)
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        page = self.pages.get(handler.path, Page("rien ici", status=404))
        if page.script is not None:
            page.script(handler, self)
            return
        body = page.body
        if isinstance(body, str):
            body = body.replace("{site}", self.url("")).encode()
        handler.send_response(page.status)
        if page.media_type is not None:
            handler.send_header("Content-Type", page.media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in page.headers.items():
            handler.send_header(name, value.replace("{site}", self.url("")))
        handler.end_headers()
        handler.wfile.write(body)

    def stream(self, handler: BaseHTTPRequestHandler, piece: bytes, pause: float, head: bytes = b"") -> None:
        """Send a piece again and again until the client hangs up or the site closes."""
        handler.close_connection = True
        handler.wfile.write(head)
        while not self.closing.is_set():
            handler.wfile.write(piece)
            if pause and self.closing.wait(pause):
                return


def packed(text: bytes) -> Page:
    """Return a page that is sent gzipped."""
    return Page(gzip.compress(text), headers={"Content-Encoding": "gzip"})


def leading_to(location: str, status: int = 302) -> Page:
    """Return a redirect."""
    return Page(status=status, headers={"Location": location})
