"""The noun of what is sent to Telegram: a message in HTML with rows of buttons."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message; `data` (at most 64 bytes) comes back when it is pressed, or `url` opens."""

    text: str
    data: str = ""
    url: str = ""
    inline: str = ""  # offers this inline query in another chat


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `html` is well-formed and within Telegram's limits."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()

    @property
    def plain(self) -> str:
        """The text without marks, for the day Telegram refuses them."""
        return html.unescape(_TAG.sub("", self.html))


@dataclass(frozen=True, slots=True)
class Offer:
    """What an inline query offers: a title and a line about it in the list, and the message it inserts."""

    id: str
    title: str
    about: str
    message: Message


def to_document(message: Message) -> dict[str, Any]:
    """Return a message as JSON."""
    rows = [[[b.text, b.data, b.url, b.inline] for b in row] for row in message.buttons]
    return {"html": message.html, "buttons": rows}


def from_document(document: dict[str, Any]) -> Message:
    """Return the message that `to_document` wrote."""
    rows = tuple(tuple(Button(*values) for values in row) for row in document["buttons"])
    return Message(document["html"], rows)
