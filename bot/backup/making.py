"""A home into one file, while other processes go on writing the home.

SQLite copies each file as it was at one moment. All is prepared in a folder beside the target and comes to
its name at the end, on the disk, in one step: whatever kills this leaves the file that was there before.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.backup.manifest import ARCHIVE, COUNTED, ENTRY, NAMES, BackupError, Manifest, chunks, entry
from bot.reasons import why
from index.probing.archive import damage, opened
from prompts import message

_LEVEL = 1  # of deflate: texts shrink by half, and 300 MB take seconds
_LOCK = "lock"


def make(home: Path, target: Path, language: str) -> Manifest:
    """Write a home to a file; one that is there is replaced.

    Raises:
        BackupError: there is no archive, it is damaged, or the file cannot be written.
    """
    if not (home / ARCHIVE).is_file():
        raise BackupError(message("archive.missing", language, path=home))
    try:
        with _beside(target) as folder:
            copies = [_copied(home / name, folder / name) for name in NAMES if (home / name).is_file()]
            if found := damage(folder / ARCHIVE):
                raise BackupError(message("doctor.archive_damaged", language, reason=found))
            made = _described(folder / ARCHIVE, copies)
            _pack(made, folder, folder / "backup.zip")
            (folder / "backup.zip").replace(target)
            sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        reason = why(error, language) if isinstance(error, OSError) else str(error)
        raise BackupError(message("backup.failed", language, path=target, reason=reason)) from error
    return made


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder on the disk of the target, and clear away those that a kill has left."""
    begins = f".{target.name}."
    for left in target.parent.glob(f"{begins}*.partial"):
        with _locked(left) as mine:
            if mine:
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=begins, suffix=".partial", dir=target.parent))
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold the lock of such a folder; give whether nobody else does."""
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = True
    except OSError:
        mine = False
    try:
        yield mine
    finally:
        os.close(descriptor)


def _copied(source: Path, copy: Path) -> Path:
    """Copy a file as it is at one moment."""
    if source.suffix != ".db":
        shutil.copyfile(source, copy)
        return copy
    with closing(opened(source)) as reading, closing(sqlite3.connect(copy)) as writing:
        reading.backup(writing)  # all in one step: in several, a writer would make it begin again
    return copy


def _described(archive: Path, copies: list[Path]) -> Manifest:
    with closing(opened(archive)) as connection:

        def one(sql: str) -> Any:
            return connection.execute(sql).fetchone()[0]

        return Manifest(
            program=version("verbatim"),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            archive=one("SELECT value FROM meta WHERE name = 'archive'"),
            schema=one("PRAGMA user_version"),
            sequence=one("SELECT coalesce(max(sequence), 0) FROM changes"),
            counts={name: one(f"SELECT count(*) FROM {name}") for name in COUNTED},  # noqa: S608  # our own names
            files=tuple(entry(path) for path in copies),
        )


def _pack(made: Manifest, folder: Path, target: Path) -> None:
    # Who may read it may read what people asked.
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed:
            packed.writestr(ENTRY, json.dumps(made.document(), indent=1))
            for one in made.files:
                with (
                    (folder / one.name).open("rb") as source,
                    packed.open(one.name, "w", force_zip64=True) as to,
                ):
                    for chunk in chunks(source):
                        to.write(chunk)
        file.flush()
        os.fsync(file.fileno())
