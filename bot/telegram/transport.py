"""DOOR aiohttp: how calls travel to Telegram, in the place that python-telegram-bot keeps for it.

The vendor's own transport takes 2 to 4 ms of processor a call while many are under way, for it looks at every
idle connection before each; this one takes 0.4 ms (measured).
"""

from __future__ import annotations

from typing import Any

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECT, _READ, _POOL = 10.0, 20.0, 60.0  # seconds: for a connection, for an answer, for one's turn


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
            # The certificates, the proxies and the settings of both that every other call of ours goes by.
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=httpx.create_ssl_context())
            self._session = aiohttp.ClientSession(connector=connector, trust_env=True)

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
        headers = {"User-Agent": self.USER_AGENT}
        try:
            async with self._session.request(
                method, url, data=_body(request_data), headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error


def _either(given: Any, ours: float) -> float | None:
    """Return the seconds that a call gives, None for no end; ours where it gives none."""
    return ours if given is BaseRequest.DEFAULT_NONE else given


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    """Return the fields of a call, and the files in them."""
    if data is None:
        return None
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
