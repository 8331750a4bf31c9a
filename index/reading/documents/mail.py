"""A saved e-mail, a newsletter most of the time: subject, sender, date and text; runs in a child.

Attachments are neither read nor written anywhere.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from index.errors import SourceError
from index.reading.documents import paragraphs
from index.reading.pages import page
from index.reading.printed import cleaning
from prompts import message

_MOST_PARTS = 1000
_LARGEST_TEXT = 5 << 20


def extract(raw: bytes) -> list[dict[str, Any]]:
    """Return the text of an e-mail below its subject; the sender's name is the outlet.

    Raises:
        SourceError: it has no header, no text, or far too many parts.
    """
    if raw.count(b"\n--") > 2 * _MOST_PARTS:
        raise SourceError(message("documents.mail_parts", "fr"))
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    said = _said(letter)
    if not said:
        raise SourceError(message("documents.mail", "fr"))
    text = _text(letter)
    if not any(c.isalnum() for c in text):
        raise SourceError(message("documents.mail_empty", "fr"))
    return [said | {"text": f"{said['title']}\n\n{text}" if "title" in said else text}]


def _said(letter: EmailMessage) -> dict[str, str]:
    said = {}
    subject = " ".join(_header(letter, "Subject").split())
    if subject:
        said["title"] = subject
    name, address = parseaddr(_header(letter, "From"))
    if name or address:
        said["outlet"] = name.strip() or address.rpartition("@")[2]
    with contextlib.suppress(ValueError, TypeError):
        said["published"] = parsedate_to_datetime(_header(letter, "Date")).isoformat(timespec="minutes")
    return said


def _header(letter: EmailMessage, name: str) -> str:
    try:
        return str(letter.get(name, ""))
    except Exception:  # the parser of headers fails in ways of its own on broken ones
        return ""


def _text(letter: EmailMessage) -> str:
    """Return the HTML part as a page, or the plain part where that says more."""
    plain, html = (_part(letter, kind) for kind in ("plain", "html"))
    shown = page.read(html) if html else None
    rich = "\n\n".join(filter(None, (shown.heading, shown.text))) if shown else ""
    if plain and 2 * len(rich) < len(plain):
        return paragraphs.unwrap(cleaning.tidy(plain))
    return rich


def _part(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body(preferencelist=(kind,))
    raw = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(raw, bytes):
        return ""
    if len(raw) > _LARGEST_TEXT:
        raise SourceError(message("documents.mail_long", "fr"))
    for charset in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")
