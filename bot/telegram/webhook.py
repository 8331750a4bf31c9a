"""A webhook instead of polling: Telegram posts updates, each with a secret that is compared in constant time.

A small server of the standard library on this machine's loopback, for a proxy with TLS in front of it. It
says 200 only when the update is on the disk, so that Telegram sends again what was not kept.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from bot.telegram.polling import Take

_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header
_LARGEST = 1 << 20  # bytes of an update
_PATIENCE = 10.0  # seconds
_log = logging.getLogger(__name__)


@contextmanager
def listening(address: str, port: int, secret: str, take: Take) -> Iterator[int]:
    """Take updates that are posted to the path of `address`, in the running loop; give the port."""
    loop = asyncio.get_running_loop()
    path = urlsplit(address).path or "/"

    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE

        def do_POST(self) -> None:
            self.send_response(self._taken())
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _taken(self) -> int:
            given = self.headers.get(_SECRET, "")
            if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()):
                return 403
            length = self.headers.get("Content-Length", "")
            if urlsplit(self.path).path != path:
                return 404
            if not length.isdecimal() or int(length) > _LARGEST:
                return 413
            return _kept(self.rfile.read(int(length)), take, loop)

        def log_message(self, format: str, *args: object) -> None:
            """Keep addresses of strangers out of the log."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="webhook", daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        # Closing waits for the poll interval of the server, half a second.
        server.shutdown()
        server.server_close()


def _kept(body: bytes, take: Take, loop: asyncio.AbstractEventLoop) -> int:
    """Return 200 when an update is on the disk, 400 where it is none, 500 where it could not be kept."""
    try:
        update: Any = json.loads(body)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return 400
    except ValueError:
        return 400
    try:
        asyncio.run_coroutine_threadsafe(take([update]), loop).result(_PATIENCE)
    except Exception as error:
        _log.error("an update was not kept: %s", type(error).__name__)
        return 500
    return 200
