"""The character set of a web page: by its mark, by what the server says, by what the page says."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says so
# Character sets, and none of the other things that Python calls an encoding.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?[19]|iso[-_]?8859[-_]?\d{1,2}|(?:windows|cp)-?125\d"
    r"|macintosh|mac-?roman|koi8-[ru]|gb2312|gbk|gb18030|big5|shift[-_]jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
# What pages that call themselves the first are really written in, as every browser knows.
_ALSO = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")


def decode(raw: bytes, stated: str | None = None) -> str:
    """Return the text of a page; what cannot be read in it becomes U+FFFD. `stated` is the server's word."""
    mark = next((name for start, name in _MARKS if raw.startswith(start)), None)
    if mark:
        return raw.decode(mark, "replace")
    try:
        return raw.decode()  # nothing else looks like UTF-8 by chance
    except UnicodeDecodeError:
        pass
    for name in (stated, declared(raw), "cp1252"):
        if name and _KNOWN.fullmatch(name):
            try:
                return raw.decode(_ALSO.get(name.lower(), name))
            except (UnicodeDecodeError, LookupError):
                continue
    return raw.decode("utf-8", "replace")


def declared(raw: bytes) -> str | None:
    """Return the character set that a page states in a meta element, if it is one."""
    found = _META.search(raw[:_HEAD])
    name = found[1].decode() if found else ""
    return name if _KNOWN.fullmatch(name) else None
