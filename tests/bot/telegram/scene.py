"""A conversation acted out with the bot over the Bot API server, and kept as people would see it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.telegram.features.table import TABLE
from tests.bot.telegram.conftest import GROUP
from tests.telegram_api import NAME, BotApi, Shown

Gives = Literal["new", "same", "toast"]


@dataclass(frozen=True)
class Person:
    """Somebody who writes, and in which language their Telegram is."""

    id: int
    name: str
    language: str = "fr"


@dataclass
class Scene:
    """Acts turns one after the other; each must bring what it is said to bring.

    Attributes:
        used, pressed: commands that were written, and how the data of the buttons began.
    """

    api: BotApi
    turns: int = 0
    used: set[str] = field(default_factory=set)
    pressed: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)

    def titled(self, title: str) -> None:
        """Begin a part of the conversation."""
        self.lines += [f"\n## {title}\n"]

    def says(self, who: Person, text: str, expected: str, topic: int | None = None, **more: Any) -> Shown:
        """Write in private, or with a topic (0: none) in the group, and return what the bot says then."""
        chat: dict[str, Any] = {"id": who.id, "type": "private"}
        if topic is not None:
            chat = {"id": GROUP, "type": "supergroup", "is_forum": True}
            more |= {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        before = len(self.api.shown(chat["id"]))
        self.api.write(text, who.id, chat=chat, language=who.language, **more)
        about = "".join(
            f" ({what})"
            for key, what in (("forward_origin", "transféré"), ("reply_to_message", "en réponse"))
            if key in more
        )
        self._said(who, text + about)
        if command := re.match(r"/(\w+)", text):
            self.used.add(command[1])
        return self._shown(chat["id"], before, expected)

    def sends(self, who: Person, raw: bytes, name: str, expected: str) -> Shown:
        """Send a document and return what the bot says of it."""
        before = len(self.api.shown(who.id))
        self.api.send_document(raw, name, who.id, language=who.language)
        self._said(who, f"📎 {name}")
        return self._shown(who.id, before, expected)

    def presses(self, who: Person, shown: Shown, label: str, expected: str, gives: Gives = "new") -> Shown:
        """Press a button, which gives a new message, changes the same one, or shows a short notice."""
        button = next(b for b in shown.buttons if label in b["text"])
        before, text = len(self.api.shown(shown.chat)), (shown.text, shown.buttons)
        private = shown.chat > 0
        press = self.api.press(shown, button["callback_data"], who.id, private=private, language=who.language)
        self._said(who, f"[{button['text']}]")
        self.pressed.add(button["callback_data"].partition(":")[0])
        notice = self.api.wait_for(lambda: press in self.api.acknowledged) and self.api.acknowledged[press]
        if gives == "new":
            return self._shown(shown.chat, before, expected)
        if gives == "same":
            self.api.wait_for(lambda: (shown.text, shown.buttons) != text)
            self._keep(shown, expected)
        else:
            assert expected in notice
            self.lines.append(f"> _{notice}_\n")
        return shown

    def asks_inline(self, who: Person, text: str, expected: str) -> None:
        """Write an inline query; the bot offers something to insert, or a button."""
        self._said(who, f"@{NAME} {text}")
        offered = self.api.ask_inline(text, who.id, who.language)
        shown = [one["shown"] for one in offered["results"]] or [f"[{offered['button']['text']}]"]
        assert expected in "\n".join(shown)
        self._quote(f"{len(offered['results'])} ⤵\n{shown[0]}")

    def hears(self, who: Person, expected: str) -> Shown:
        """Return what the bot says by itself, once it does."""
        found = self.api.wait_for(
            lambda: next((m for m in self.api.shown(who.id) if expected in m.text and "\n" in m.text), None),
            20,
        )
        self.lines.append(f"**{who.name}** ⏰\n")
        self._keep(found, expected)
        return found

    def unused(self) -> set[str]:
        """Return the commands and buttons of the bot that nobody has tried."""
        commands = {c for f in TABLE for c in f.commands}
        return (commands - self.used) | ({f.prefix for f in TABLE if f.prefix} - self.pressed)

    def _shown(self, chat: int, before: int, expected: str) -> Shown:
        """Return the new message that says what is expected, of several at once too."""

        def found() -> Shown | None:
            new = self.api.shown(chat)[before:]
            return next((m for m in new if expected in m.text.replace("\xa0", " ")), None)

        shown = self.api.wait_for(found, 15)
        assert shown is not None
        self._keep(shown, expected)
        return shown

    def _said(self, who: Person, text: str) -> None:
        self.turns += 1
        self.lines.append(f"**{self.turns}. {who.name}** {text}\n")

    def _keep(self, shown: Shown, expected: str) -> None:
        assert expected in shown.text.replace("\xa0", " "), shown.text
        self._quote(shown.text)
        if shown.buttons:
            self.lines.append("> " + " ".join(f"`[{b['text']}]`" for b in shown.buttons) + "\n")

    def _quote(self, text: str) -> None:
        self.lines.append("".join(f"> {line}  \n" for line in text.split("\n")))
