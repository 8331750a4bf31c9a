"""DOOR httpcore: one GET over one connection, to an address that was checked, until a fixed moment.

httpcore, not the httpx above it, because its network backend is where both belong: the connection goes to the
checked address whatever the name resolves to by now (the name stays in `Host`, and TLS verifies it), and no
read, however slowly bytes drip, outlasts the deadline. It knows no proxies, cookies or redirects.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

import httpcore

from index.fetching.guard import Target

_MOST_ADDRESSES = 4  # tried one after the other


class Late(Exception):
    """The deadline has passed."""


class Unreachable(Exception):
    """Nobody answers there, or not as the web answers."""


class Untrusted(Exception):
    """The certificate is not one for this name."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of which the body is still to come; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]


@contextmanager
def get(
    target: Target, addresses: Sequence[str], headers: Mapping[str, str], deadline: float
) -> Iterator[Reply]:
    """Ask for a target at one of its checked addresses; `deadline` is of `time.monotonic()`.

    Raises:
        Late, Unreachable, Untrusted: also while the body is read.
    """
    backend = _Pinned(addresses, deadline)
    url = httpcore.URL(
        scheme=target.scheme.encode(),
        host=target.host.encode(),
        port=target.port,
        target=target.path.encode(),
    )
    context = _context() if target.scheme == "https" else None
    try:
        with (
            httpcore.HTTPConnection(url.origin, ssl_context=context, network_backend=backend) as connection,
            connection.stream("GET", url, headers=[("Host", target.authority), *headers.items()]) as response,
        ):
            found = {name.decode("latin-1").lower(): v.decode("latin-1") for name, v in response.headers}
            yield Reply(response.status, found, response.iter_stream())
    except httpcore.TimeoutException:
        raise Late from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise Untrusted from None
        raise Unreachable from None


@cache
def _context() -> ssl.SSLContext:
    # Reading the list of authorities takes 20 ms.
    return httpcore.default_ssl_context()


class _Pinned(httpcore.NetworkBackend):
    """Connects to the given addresses only, whatever host is named."""

    def __init__(self, addresses: Sequence[str], deadline: float) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers."""
        tried = _alternating(self._addresses)[:_MOST_ADDRESSES]
        for left, address in zip(range(len(tried), 0, -1), tried, strict=True):
            try:
                # A dead address must leave time for the next one.
                stream = self._system.connect_tcp(address, port, _left(self._deadline) / left)
                return _Until(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise httpcore.ConnectError


def _alternating(addresses: Sequence[str]) -> list[str]:
    """Return the addresses with IPv6 and IPv4 in turn: one of the two may lead nowhere from here."""
    first = [a for a in addresses if (":" in a) == (":" in addresses[0])]
    other = [a for a in addresses if a not in first]
    return [a for pair in zip_longest(first, other) for a in pair if a is not None]


class _Until(httpcore.NetworkStream):
    """A stream of which no operation outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _Until(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
