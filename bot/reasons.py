"""Why the operating system refuses a file, in the language of the reader."""

from __future__ import annotations

import errno

from prompts import message

_KNOWN = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.EISDIR: "folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENAMETOOLONG: "long",
}


def why(error: OSError, language: str) -> str:
    """Return the reason in words; what has none here, as the system says it."""
    known = _KNOWN.get(error.errno or 0)
    return message(f"file.{known}", language) if known else error.strerror or str(error) or "?"
