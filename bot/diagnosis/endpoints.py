"""The endpoints of the settings, each called once with a word: whether key, model and address are right."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import aclosing
from urllib.parse import urlsplit

from bot import composition
from bot.diagnosis.finding import Finding, Look
from bot.settings import Settings
from index.errors import VerbatimError
from index.settings import Endpoint
from prompts import message


def examine(settings: Settings, look: Look) -> Iterator[Finding]:
    """Look at the chat model, the embedding model and where Chroma is."""
    news, language = settings.news, settings.language
    if news.llm is None:
        yield Finding("llm", True, message("doctor.no_llm", language))
    else:
        yield _called("llm", news.llm, settings, look)
    if news.embedding is None:
        model = composition.embedder_of(settings).name
        yield Finding("embedding", True, message("doctor.default_embedding", language, model=model))
    else:
        yield _called("embedding", news.embedding, settings, look)
    yield Finding("chroma", True, _address(news.chroma_url or "") or message("doctor.embedded", language))


def _called(name: str, endpoint: Endpoint, settings: Settings, look: Look) -> Finding:
    language = settings.language
    if not endpoint.model:
        return Finding(name, False, message("doctor.no_model", language, prefix=name.upper()))
    shown = {"model": endpoint.model, "url": _address(endpoint.url)}
    if look.quick:
        return Finding(name, True, message("doctor.endpoint", language, **shown))
    try:
        _CALLS[name](endpoint, look.call)
    except VerbatimError as error:
        return Finding(name, False, message("doctor.endpoint_fails", language, **shown, reason=error))
    return Finding(name, True, message("doctor.endpoint_answers", language, **shown))


def _chat(endpoint: Endpoint, patience: float) -> None:
    """Ask for a word; the first piece of an answer is enough."""
    from index import llm

    async def ask() -> None:
        model = llm.open(endpoint, timeout=patience)
        async with aclosing(model.stream([llm.Message("user", "Bonjour.")])) as pieces:
            async for _ in pieces:
                return

    asyncio.run(ask())


def _embed(endpoint: Endpoint, patience: float) -> None:
    """Ask for the vector of a word."""
    from index.embedding.endpoint import EndpointEmbedder

    EndpointEmbedder(endpoint, timeout=patience).query("bonjour")


_CALLS: dict[str, Callable[[Endpoint, float], None]] = {"llm": _chat, "embedding": _embed}


def _address(url: str) -> str:
    """Return an address without the name and password it may hold."""
    host = urlsplit(url).netloc.rpartition("@")
    return url.replace("".join(host[:2]), "", 1) if host[1] else url
