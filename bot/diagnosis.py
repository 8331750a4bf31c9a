"""What is configured and in what state a home is: nothing is changed, no network is used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot import composition
from bot.settings import Settings
from index.errors import VerbatimError
from prompts import message

if TYPE_CHECKING:
    from index.archive import Archive


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `name` is its fixed word for scripts, `text` is for people."""

    name: str
    ok: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Look at the home and the settings; a home that does not exist yet is no defect."""
    return [*_home(settings), _tokens(settings), *_endpoints(settings)]


def _home(settings: Settings) -> Iterator[Finding]:
    from index.archive import FILE
    from index.owner import holder

    home, language = settings.news.home, settings.language
    if not (home / FILE).is_file():
        yield Finding("home", True, f"{home} {message('doctor.absent', language)}")
        return
    yield Finding("home", True, str(home))
    try:
        with composition.archive(settings) as archive:
            damage = _damage(archive)
            counts = {"articles": archive.scanned().articles, "sequence": archive.sequence()}
            yield Finding(
                "archive", not damage, damage or message("doctor.archive_sound", language, **counts)
            )
            yield _statements(archive, language)
            yield from _indexes(settings, archive)
    except VerbatimError as error:
        yield Finding("archive", False, str(error))
    pid = holder(home)
    owner = message("doctor.process", language, pid=pid) if pid else message("doctor.nobody", language)
    yield Finding("owner", True, owner)


def _statements(archive: Archive, language: str) -> Finding:
    """Tell how many articles the grammar of this program has not read."""
    counts = {"statements": archive.stats().statements, "unread": archive.count_unread()}
    if counts["unread"]:
        return Finding("statements", True, message("doctor.unread", language, **counts))
    return Finding("statements", True, message("doctor.read", language, statements=counts["statements"]))


def _damage(archive: Archive) -> str:
    """Return what SQLite's own check finds wrong, "" if nothing."""
    from index.archive import FILE

    connection = sqlite3.connect(f"file:{quote(str(archive.home / FILE))}?mode=ro", uri=True)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        return str(error)
    finally:
        connection.close()
    return "" if found == ["ok"] else "; ".join(found)


def _indexes(settings: Settings, archive: Archive) -> Iterator[Finding]:
    from index.lexicon import Lexicon
    from index.vectors import marker

    home, language, now = settings.news.home, settings.language, archive.sequence()
    wanted = composition.embedder_of(settings).name
    if archive.model not in (None, wanted):
        text = message("doctor.other_model", language, found=archive.model, wanted=wanted)
        yield Finding("model", True, text)
    try:
        with Lexicon.open(home / composition.LEXICON, write=False) as lexicon:
            yield _level("lexicon", lexicon.watermark, now, language)
    except VerbatimError as error:
        yield Finding("lexicon", False, str(error))
    note = marker.read(home / ("chroma-server" if settings.news.chroma_url else "chroma"))
    reached = note.sequence if note and (note.archive, note.model) == (archive.name, wanted) else 0
    yield _level("vectors", reached, now, language)


def _level(name: str, watermark: int, sequence: int, language: str) -> Finding:
    if watermark == sequence:
        return Finding(name, True, message("doctor.level", language, watermark=watermark))
    if not watermark:
        return Finding(name, True, message("doctor.unbuilt", language))
    return Finding(name, True, message("doctor.behind", language, watermark=watermark, sequence=sequence))


def _tokens(settings: Settings) -> Finding:
    from index import tokens

    try:
        tokens.count("verbatim")
    except Exception as error:  # whatever a missing or damaged table raises, doctor says so and goes on
        return Finding("tokens", False, str(error))
    return Finding("tokens", True, message("doctor.offline", settings.language))


def _endpoints(settings: Settings) -> Iterator[Finding]:
    news, language = settings.news, settings.language
    if news.llm is None:
        yield Finding("llm", True, message("doctor.no_llm", language))
    elif not news.llm.model:
        yield Finding("llm", False, message("doctor.no_model", language))
    else:
        text = message("doctor.endpoint", language, model=news.llm.model, url=_address(news.llm.url))
        yield Finding("llm", True, text)
    if news.embedding is None:
        model = composition.embedder_of(settings).name
        yield Finding("embedding", True, message("doctor.default_embedding", language, model=model))
    else:
        url = _address(news.embedding.url)
        yield Finding(
            "embedding", True, message("doctor.endpoint", language, model=news.embedding.model, url=url)
        )
    yield Finding("chroma", True, _address(news.chroma_url or "") or message("doctor.embedded", language))


def _address(url: str) -> str:
    """Return an address without the name and password it may hold."""
    host = urlsplit(url).netloc.rpartition("@")
    return url.replace("".join(host[:2]), "", 1) if host[1] else url
