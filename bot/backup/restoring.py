"""One file back into a home: all of it is verified before anything of the home is touched.

A file of the home that is there takes the content of the other as one transaction of SQLite, so that a kill
leaves it as it was; one that is not there comes to its name in one step. The archive comes last.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.backup.making import sync
from bot.backup.manifest import ARCHIVE, ENTRY, NAMES, BackupError, Entry, Manifest, chunks, parse
from bot.reasons import why
from index.ledger.stored.rows import VERSION
from index.probing.archive import damage, opened, unproved
from prompts import message

STAGING = "restore.partial"  # folder of the home
_LOCKS = ("owner.lock", "telegram.lock", "watch.lock")
_PROJECTIONS = ("chroma", "chroma-server", "lexicon")
_LARGEST_MANIFEST = 1 << 20
_ZIP = b"PK"  # what every ZIP begins with
_READING = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def restore(file: Path, home: Path, language: str, *, force: bool = False) -> Manifest:
    """Put a backup into an empty home, or with `force` in place of what is there.

    Raises:
        BackupError: the file is no sound backup, or the home is not empty or in use: nothing was changed. Or
            the disk failed on the way: each file of the home is as it was or as it should be.
    """
    _refuse_no_zip(file, language)
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = _manifest(packed, file, language)
            with _held(home, language):
                _refuse_full(home, language, force=force)
                with _discarded_on_error(home / STAGING, language) as staging:
                    _unpack(packed, manifest, staging, language)
                    _verify(staging, manifest, file, language)
                _put(staging, manifest, home, language)
                return manifest
    except _READING as error:
        raise BackupError(
            message("backup.damaged", language, path=file, reason=_reason(error, language))
        ) from error


def _refuse_no_zip(file: Path, language: str) -> None:
    """Tell a file that is missing or was never a backup from one that is damaged."""
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_ZIP))
    except OSError as error:
        reason = why(error, language)
        raise BackupError(message("backup.unreadable", language, path=file, reason=reason)) from error
    if head != _ZIP:
        raise BackupError(message("backup.foreign", language, path=file))


def _manifest(packed: zipfile.ZipFile, file: Path, language: str) -> Manifest:
    """Return the manifest of a file whose entries are those that it lists, each of the size it says."""
    sizes = {info.filename: info.file_size for info in packed.infolist()}
    made = None
    if len(sizes) == len(packed.infolist()) and 0 < sizes.get(ENTRY, 0) <= _LARGEST_MANIFEST:
        made = parse(packed.read(ENTRY))
    if made is None or sizes != {one.name: one.bytes for one in made.files} | {ENTRY: sizes[ENTRY]}:
        raise BackupError(message("backup.foreign", language, path=file))
    if made.schema > VERSION:
        raise BackupError(message("backup.newer", language, path=file, found=made.schema, known=VERSION))
    return made


@contextmanager
def _held(home: Path, language: str) -> Iterator[None]:
    """Keep every process that lasts out of the home."""
    with _written(home, language):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people asked is in it
    with ExitStack() as stack:
        for name in _LOCKS:
            with _written(home, language):
                descriptor = os.open(home / name, os.O_RDWR | os.O_CREAT, 0o644)
            stack.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise BackupError(message("backup.in_use", language, path=home)) from None
        yield


@contextmanager
def _written(home: Path, language: str) -> Iterator[None]:
    """Tell what the disk of the home refuses from what the backup lacks."""
    try:
        yield
    except OSError as error:
        reason = _reason(error, language)
        raise BackupError(message("backup.home", language, path=home, reason=reason)) from error


def _refuse_full(home: Path, language: str, *, force: bool) -> None:
    # Beside what an interrupted restore has left, files other than the archive are its own.
    begun = (home / STAGING).exists()
    held = [ARCHIVE] if begun else NAMES
    if not force and any((home / name).exists() for name in held):
        raise BackupError(message("backup.not_empty", language, path=home))


@contextmanager
def _discarded_on_error(staging: Path, language: str) -> Iterator[Path]:
    shutil.rmtree(staging, ignore_errors=True)
    with _written(staging.parent, language):
        staging.mkdir(mode=0o700)
    try:
        yield staging
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise


def _unpack(packed: zipfile.ZipFile, manifest: Manifest, staging: Path, language: str) -> None:
    """Unpack each file under its own name and no other, as long as it is what the manifest says."""
    needed, free = sum(one.bytes for one in manifest.files), shutil.disk_usage(staging).free
    if needed > free:
        short = -(-(needed - free) // 1_000_000)
        raise BackupError(message("backup.no_room", language, path=staging.parent, needed=short))
    for one in manifest.files:
        if not _unpacked(packed, one, staging, language):
            path = packed.filename or "?"
            raise BackupError(message("backup.altered", language, path=path, name=one.name))


def _unpacked(packed: zipfile.ZipFile, one: Entry, staging: Path, language: str) -> bool:
    seen, left = hashlib.sha256(), one.bytes
    with ExitStack() as stack:
        source = stack.enter_context(packed.open(one.name))
        with _written(staging.parent, language):
            # Its owner's alone, as the backup is.
            descriptor = os.open(staging / one.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        to = stack.enter_context(os.fdopen(descriptor, "wb", buffering=0))
        for chunk in chunks(source):  # type: ignore[arg-type]  # reads bytes like any file
            left -= len(chunk)
            if left < 0:
                return False
            seen.update(chunk)
            with _written(staging.parent, language):
                _write(to, chunk)
        with _written(staging.parent, language):
            os.fsync(descriptor)
    return left == 0 and seen.hexdigest() == one.sha256


def _write(to: BinaryIO, data: bytes) -> None:
    left = memoryview(data)
    while left:  # a disk that is nearly full takes a part
        left = left[to.write(left) :]


def _verify(staging: Path, manifest: Manifest, file: Path, language: str) -> None:
    """Refuse files that are damaged, or that hold anything but the tables they should."""
    try:
        for one in manifest.files:
            if one.name.endswith(".db"):
                _verify_tables(staging / one.name)
        if gone := unproved(staging / ARCHIVE):
            raise sqlite3.DatabaseError(", ".join(gone[:3]))
        with closing(opened(staging / ARCHIVE)) as connection:
            found = {
                name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608  # our own
                for name in manifest.counts
            }
        if found != manifest.counts:
            raise sqlite3.DatabaseError(str(found))
    except sqlite3.Error as error:
        raise BackupError(message("backup.damaged", language, path=file, reason=error)) from error


def _verify_tables(path: Path) -> None:
    if found := damage(path, everything=True):
        raise sqlite3.DatabaseError(found)
    with closing(opened(path)) as connection:
        # A trigger or view would act whenever the file is used.
        more = connection.execute("SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')")
        if strange := more.fetchone():
            raise sqlite3.DatabaseError(str(strange[0]))


def _put(staging: Path, manifest: Manifest, home: Path, language: str) -> None:
    """Put each file in its place; the indexes of before go first, they are built anew."""
    brought = {one.name for one in manifest.files}
    try:
        for name in _PROJECTIONS:
            shutil.rmtree(home / name, ignore_errors=True)
        for name in NAMES:
            if name not in brought:  # it would know of articles that are no more
                for path in _with_sides(home / name):
                    path.unlink(missing_ok=True)
            elif name.endswith(".db") and (home / name).exists() and not damage(home / name):
                _fill(home / name, staging / name)
            else:
                _move(staging / name, home / name)
        sync(home)
    except (OSError, sqlite3.Error) as error:
        reason = _reason(error, language)
        raise BackupError(message("backup.unfinished", language, path=home, reason=reason)) from error
    shutil.rmtree(staging, ignore_errors=True)


def _fill(target: Path, source: Path) -> None:
    """Give a file of SQLite the content of another: whole or not at all, whoever reads it meanwhile."""
    with closing(opened(source)) as reading, closing(sqlite3.connect(target, timeout=30)) as writing:
        writing.execute("PRAGMA synchronous=FULL")
        reading.backup(writing)
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _move(source: Path, target: Path) -> None:
    """Move a file to its place; one that is damaged there is kept beside it."""
    if target.suffix == ".db":
        for path in _with_sides(target):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.damaged"))
    source.replace(target)
    sync(target.parent)


def _with_sides(path: Path) -> list[Path]:
    return [path, *(path.with_name(f"{path.name}{side}") for side in ("-wal", "-shm", "-journal"))]


def _reason(error: BaseException, language: str) -> str:
    return why(error, language) if isinstance(error, OSError) else str(error) or type(error).__name__
