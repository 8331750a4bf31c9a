"""What the environment may say about the news: where it is kept and which endpoints are used.

Read once, by the composition root. A `.env` file in the working directory fills what the environment does not
say. Plain standard library and python-dotenv: pydantic-settings costs 0.4 s at every start (measured).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint; `url` ends in the version part ("http://host:11434/v1")."""

    url: str
    model: str
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of `index`; each field's variable is listed in `.env.example`."""

    home: Path
    chroma_url: str | None = None
    llm: Endpoint | None = None
    embedding: Endpoint | None = None
    log_level: str = "INFO"


def from_environment(environment: Mapping[str, str], home: Path | None = None) -> Settings:
    """Build the settings; `home` (the `--home` option) wins over `VERBATIM_HOME`, default `.verbatim`."""
    return Settings(
        home=(home or Path(environment.get("VERBATIM_HOME") or ".verbatim")).expanduser().absolute(),
        chroma_url=environment.get("CHROMA_URL") or None,
        llm=_endpoint(environment, "LLM"),
        embedding=_endpoint(environment, "EMBEDDING"),
        log_level=(environment.get("LOG_LEVEL") or "INFO").upper(),
    )


def environment() -> dict[str, str]:
    """Return the process environment over the `.env` file of the working directory."""
    path = Path(".env")
    if not path.is_file():
        return dict(os.environ)
    from dotenv import dotenv_values  # only where there is a file: 30 ms

    return {k: v for k, v in dotenv_values(path).items() if v is not None} | dict(os.environ)


def _endpoint(environment: Mapping[str, str], prefix: str) -> Endpoint | None:
    url, model = environment.get(f"{prefix}_BASE_URL"), environment.get(f"{prefix}_MODEL")
    if not url:
        return None
    return Endpoint(url.rstrip("/"), model or "", environment.get(f"{prefix}_API_KEY") or "")
