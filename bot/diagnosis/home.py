"""The home and what is around it: archive, owner, disk, clock, rights, the tables of the tokenizer."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot import composition
from bot.diagnosis.finding import Finding, Look
from bot.redaction import SECRET
from bot.render import dates
from bot.settings import Settings
from index.errors import VerbatimError
from prompts import message

if TYPE_CHECKING:
    from index.archive import Archive

_LEAST = 100_000_000  # bytes that should be free on any disk
_MADE = datetime(2026, 11, 1, tzinfo=UTC)  # no right clock shows a day before this program was written
_SKEW = timedelta(days=1)


def examine(settings: Settings, look: Look) -> Iterator[Finding]:
    """Look at the archive of a home and at who owns it."""
    from index.ledger.stored.connection import FILE
    from index.owner import holder

    home, language = settings.news.home, settings.language
    if not (home / FILE).is_file():
        yield Finding("home", True, f"{home} {message('doctor.absent', language)}")
        return
    yield _rights(home, language)
    try:
        yield (found := _file(home / FILE, settings, look))
        if found.ok:
            with composition.archive(settings) as archive:
                yield _statements(archive, language)
    except VerbatimError as error:
        yield Finding("archive", False, str(error))
    pid = holder(home)
    # A lock whose process has ended keeps nobody out: the system let it go.
    owner = message("doctor.process", language, pid=pid) if pid else message("doctor.nobody", language)
    yield Finding("owner", True, owner)


def surroundings(settings: Settings) -> Iterator[Finding]:
    """Look at the disk, the clock, the file of settings and the tables of the tokenizer."""
    home, language = settings.news.home, settings.language
    if home.is_dir():
        yield _disk(home, language)
    yield _clock(settings)
    if Path(".env").is_file():
        yield _secrets(Path(".env"), language)
    yield _tokens(language)


def sound(path: Path, everything: bool) -> str:
    """Return what is wrong with an archive, "" if nothing.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    from index.probing.archive import damage, unproved

    found = damage(path, everything=everything)
    if found or not everything:
        return found
    return ", ".join(unproved(path)[:3])


def _file(path: Path, settings: Settings, look: Look) -> Finding:
    language = settings.language
    try:
        found = sound(path, look.everything)
    except sqlite3.Error as error:
        found = str(error)
    if found:
        return Finding("archive", False, message("doctor.archive_damaged", language, reason=found))
    with composition.archive(settings) as archive:
        counts = {"articles": archive.scanned().articles, "sequence": archive.sequence()}
    key = "doctor.archive_proved" if look.everything else "doctor.archive_sound"
    return Finding("archive", True, message(key, language, **counts))


def _statements(archive: Archive, language: str) -> Finding:
    """Tell how many articles the grammar of this program has not read."""
    counts = {"statements": archive.stats().statements, "unread": archive.count_unread()}
    if counts["unread"]:
        return Finding("statements", True, message("doctor.unread", language, **counts))
    return Finding("statements", True, message("doctor.read", language, statements=counts["statements"]))


def _rights(home: Path, language: str) -> Finding:
    if home.stat().st_mode & stat.S_IWOTH:
        return Finding("home", False, message("doctor.home_open", language, path=home))
    return Finding("home", True, str(home))


def _disk(home: Path, language: str) -> Finding:
    free = shutil.disk_usage(home).free
    taken = sum(path.lstat().st_size for path in home.rglob("*") if path.is_file())
    # As much again is needed to build an index anew, or to keep a backup beside the home.
    needed = max(taken, _LEAST)
    sizes = {"free": _megabytes(free), "taken": _megabytes(taken)}
    if free < needed:
        text = message("doctor.disk_full", language, **sizes, needed=_megabytes(needed - free))
        return Finding("disk", False, text)
    return Finding("disk", True, message("doctor.disk_text", language, **sizes))


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000)}"


def _clock(settings: Settings) -> Finding:
    now, language = datetime.now(UTC), settings.language
    shown = dates.moment(now.isoformat(timespec="seconds"), language)
    if now < max(_MADE, _last_stored(settings.news.home)) - _SKEW:
        return Finding("clock", False, message("doctor.clock_behind", language, now=shown))
    return Finding("clock", True, shown)


def _last_stored(home: Path) -> datetime:
    """Return when the last article came in, by the clock of then."""
    from contextlib import closing

    from index.ledger.stored.connection import connect
    from index.ledger.stored.rows import VERSION

    try:
        with closing(connect(home, VERSION)) as connection:
            newest = connection.execute("SELECT stored_at FROM articles ORDER BY key DESC LIMIT 1").fetchone()
        return datetime.fromisoformat(newest[0]) if newest else _MADE
    except (VerbatimError, sqlite3.Error, ValueError):
        return _MADE


def _secrets(path: Path, language: str) -> Finding:
    from index.settings import environment

    mode = path.stat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO) and any(environment().get(name) for name in SECRET):
        return Finding("env", False, message("doctor.env_open", language, path=path.absolute()))
    return Finding("env", True, str(path.absolute()))


def _tokens(language: str) -> Finding:
    from index import tokens

    try:
        tokens.count("verbatim")
    except Exception as error:  # whatever a missing or damaged table raises, doctor says so and goes on
        return Finding("tokens", False, message("doctor.no_tokens", language, reason=error))
    return Finding("tokens", True, message("doctor.offline", language))
