"""Members of a ZIP, read one by one into memory, never unpacked to disk; a name is a label, never a path."""

from __future__ import annotations

import io
import zipfile
import zlib
from zipfile import ZipFile

from index.errors import SourceError
from prompts import message

MOST_MEMBERS = 2000
_LARGEST_SUM = 256 << 20  # bytes unpacked
_HARMLESS = 16 << 20  # that much may come out of next to nothing
_RATIO = 100  # text is packed 3 to 15 times smaller, tables 50 times
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may take any amount of memory


def opened(raw: bytes, form: str = "zip") -> ZipFile:
    """Return the archive of these bytes; SourceError that they are no sound one of their form otherwise."""
    try:
        return ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise SourceError(message(f"documents.{form}", "fr")) from None


def members(archive: ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive; SourceError if they are too many or would unpack to far too much."""
    found = [info for info in archive.infolist() if not info.is_dir()]
    total, small = sum(i.file_size for i in found), sum(i.compress_size for i in found)
    if len(found) > MOST_MEMBERS:
        raise SourceError(message("documents.zip_many", "fr", most=MOST_MEMBERS))
    if total > _LARGEST_SUM or (total > _HARMLESS and total > _RATIO * small):
        raise SourceError(message("documents.zip_large", "fr", size=total >> 20))
    return found


def read(archive: ZipFile, info: zipfile.ZipInfo, largest: int) -> bytes:
    """Return the bytes of a member, at most `largest`; SourceError if it is longer, locked or damaged."""
    if info.flag_bits & 1:
        raise SourceError(message("documents.zip_locked", "fr"))
    if info.compress_type not in _METHODS:
        raise SourceError(message("documents.zip_method", "fr"))
    try:
        with archive.open(info) as file:
            raw = file.read(largest + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise SourceError(message("documents.zip_damaged", "fr")) from None
    if len(raw) > largest:
        raise SourceError(message("files.large", "fr", most=largest >> 20))
    return raw


def label(name: str) -> str:
    """Return a member's name as one printable line of 120 characters at most: for people, never a path."""
    plain = "".join(c if c.isprintable() else "\ufffd" for c in name)
    return plain if len(plain) <= 120 else f"…{plain[-119:]}"


def check(raw: bytes) -> int:
    """Return how many files an archive holds; runs in a child, so that no directory is too long to read."""
    with opened(raw) as archive:
        return len(members(archive))


def is_hidden(name: str) -> bool:
    """Tell whether a member is none that somebody put there: ".DS_Store", "__MACOSX/._a.txt"."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part.strip(".") for part in parts)
