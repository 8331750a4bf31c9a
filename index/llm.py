"""DOOR llama-index: any OpenAI-compatible chat endpoint, streamed piece by piece.

A request may take `timeout` seconds for each piece and twice that in all, and is tried a second time only
when nothing of an answer has come yet. Whatever the vendor raises becomes a ModelError whose text never holds
the key.
llama-index costs 4 s to import, so it is imported by the first request.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol

from index.errors import ModelError, ModelTimeout
from index.settings import Endpoint
from prompts import message

if TYPE_CHECKING:
    import httpx
    from llama_index.llms.openai_like import OpenAILike

TIMEOUT = 30.0  # seconds
CONTEXT_WINDOW = 8192  # tokens; only told to llama-index, what we send is far below (`material.BUDGET`)
_LANGUAGE = "fr"  # of the messages of errors
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504, 529})  # statuses after which a second try may succeed
_FINISHED = re.compile(r"[.!?…»”\"')\]}>|]\s*$")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Model(Protocol):
    """Anything that answers messages in pieces of text; raises ModelError or ModelTimeout."""

    def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer as it is written; what was yielded before an error is not to be trusted."""
        ...


class _TryError(Exception):
    """What became of one try: the error to show, and whether a second try may go better."""

    def __init__(self, error: ModelError, again: bool) -> None:
        super().__init__(str(error))
        self.error = error
        self.again = again


def open(endpoint: Endpoint, *, timeout: float = TIMEOUT) -> Model:
    """Return the model behind an endpoint; nothing is sent or imported before its first request."""
    return _Chat(endpoint, timeout)


@cache
def _trust() -> ssl.SSLContext:
    """Return whom the connections trust; reading the certificates takes 40 ms, so they are read once."""
    import httpx

    return httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class _Chat:
    endpoint: Endpoint
    timeout: float

    async def stream(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        vendor = await asyncio.to_thread(_vendor)  # 4 s of import that must not stop the loop
        deadline = asyncio.get_running_loop().time() + 2 * self.timeout
        for last in (False, True):
            begun = False
            try:
                async with aclosing(self._attempt(vendor, messages, deadline)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
            except _TryError as failure:
                _logger.info("the model failed: %s", failure.error)
                if begun or last or not failure.again:
                    raise failure.error from None
            else:
                return

    async def _attempt(
        self, vendor: type[OpenAILike], messages: Sequence[Message], deadline: float
    ) -> AsyncGenerator[str, None]:
        """Send one request and yield the pieces of its answer; every failure is a _TryError."""
        import httpx
        from llama_index.core.llms import ChatMessage

        # A client a request: none outlives the event loop it was made in, and leaving closes the connection.
        async with httpx.AsyncClient(timeout=self.timeout, verify=_trust()) as client:
            llm = self._llm(vendor, client)
            sent = [ChatMessage(role=m.role, content=m.content) for m in messages]
            text, finished = "", False
            try:
                chunks = aiter(await llm.astream_chat(sent))  # the request goes out with the first `anext`
                while True:
                    async with asyncio.timeout_at(min(deadline, _now() + self.timeout)):
                        chunk = await anext(chunks, None)
                    if chunk is None:
                        break
                    finished = finished or _finish_reason(chunk.raw)
                    if chunk.delta:
                        text += chunk.delta
                        yield chunk.delta
            except Exception as error:  # on rubbish the vendor's own parsing fails in any way
                raise self._failure(error) from None
            # Some servers give no reason; one that stops in the middle of a sentence was cut off.
            if text and not finished and not _FINISHED.search(text):
                raise _TryError(ModelError(self._say("cut")), again=False)

    def _llm(self, vendor: type[OpenAILike], client: httpx.AsyncClient) -> OpenAILike:
        return vendor(
            model=self.endpoint.model,
            api_base=self.endpoint.url,
            # An empty key would make the vendor send OPENAI_API_KEY to an endpoint it is not meant for.
            api_key=self.endpoint.key or "none",
            is_chat_model=True,
            context_window=CONTEXT_WINDOW,
            temperature=0.0,
            timeout=self.timeout,
            max_retries=0,  # tried again here, where it is known whether anything was shown
            async_http_client=client,  # type: ignore[call-arg]  # a parameter of OpenAI, hidden by OpenAILike
        )

    def _failure(self, error: Exception) -> _TryError:
        import openai

        if isinstance(error, TimeoutError | openai.APITimeoutError):
            return _TryError(ModelTimeout(self._say("timeout", seconds=f"{self.timeout:g}")), again=True)
        if isinstance(error, openai.APIConnectionError):
            return _TryError(ModelError(self._say("unreachable")), again=True)
        if isinstance(error, openai.APIStatusError):
            status = error.status_code
            key = {401: "key", 403: "key", 404: "unknown", 429: "busy"}.get(status, "status")
            values = {"status": status} if key == "status" else {}
            return _TryError(ModelError(self._say(key, **values)), again=status in _AGAIN)
        _logger.debug("the model sent nonsense", exc_info=error)
        return _TryError(ModelError(self._say("nonsense")), again=True)

    def _say(self, key: str, **values: object) -> str:
        # The endpoint's address may hold a password, the vendor's own texts the key: neither is repeated.
        return message(f"model.{key}", _LANGUAGE, model=self.endpoint.model, **values)


def _vendor() -> type[OpenAILike]:
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike


def _now() -> float:
    return asyncio.get_running_loop().time()


def _finish_reason(raw: object) -> bool:
    choices = getattr(raw, "choices", None) or []
    return any(getattr(choice, "finish_reason", None) for choice in choices)
