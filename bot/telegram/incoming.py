"""What came in, as one noun: who, where, and what for. Pure: an update's JSON in, an Incoming out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["message", "pressed", "inline", "other"]
# Who posts for others: an anonymous administrator, a channel, and what Telegram copies from a linked channel.
_ANONYMOUS, _CHANNEL_BOT = 1087968824, 136817688
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update.

    Attributes:
        chat, thread: where it was written; thread 0 is outside of forum topics.
        person: the user, or the group or channel in whose name it was written; 0 where nobody is known.
        human: `person` is a user who wrote under their own name.
        language: of the user's Telegram ("pt-br"), "" where unknown.
        message: number of the message that was written, or that holds the button that was pressed.
        text: without the command and without the mention of the bot.
        command: in lower case, without "/"; "" for none.
        addressed: it is meant for the bot.
        asked: when it was written, in Unix seconds; 0 where Telegram does not say.
        replied: number of the message that this one replies to, 0 for none; `replied_text` its text.
        forwarded: it was written elsewhere.
        data, press: what a button brings back, and the id under which the press is acknowledged.
        raw: the update's JSON, for what only one feature reads.
    """

    update: int
    kind: Kind
    chat: int = 0
    thread: int = 0
    private: bool = False
    person: int = 0
    human: bool = False
    language: str = ""
    message: int = 0
    asked: int = 0
    text: str = ""
    command: str = ""
    addressed: bool = False
    replied: int = 0
    replied_text: str = ""
    forwarded: bool = False
    data: str = ""
    press: str = ""
    raw: dict[str, Any] | None = None


def lane(update: dict[str, Any]) -> str:
    """Return what an update waits in line behind: its chat and topic; presses wait for their user's only."""
    try:
        return _lane(update)
    except (KeyError, TypeError, AttributeError):
        return "other"


def _lane(update: dict[str, Any]) -> str:
    pressed = update.get("callback_query") or update.get("inline_query")
    if pressed:
        return f"p{pressed['from']['id']}"
    message = _message(update)
    return f"{message['chat']['id']}/{_thread(message)}" if message else "other"


def read(update: dict[str, Any], bot_id: int, bot_name: str) -> Incoming:
    """Return an update as a noun; kind "other" for what no feature is offered or what lacks its parts."""
    try:
        return _read(update, bot_id, bot_name)
    except (KeyError, TypeError, AttributeError):
        return Incoming(update["update_id"], "other", raw=update)


def _read(update: dict[str, Any], bot_id: int, bot_name: str) -> Incoming:
    number = update["update_id"]
    if pressed := update.get("callback_query"):
        return _pressed(number, pressed, update)
    if query := update.get("inline_query"):
        author = query["from"]
        return Incoming(
            number, "inline", person=author["id"], human=not author.get("is_bot"), addressed=True,
            language=author.get("language_code", ""), text=query.get("query", ""), raw=update,
        )  # fmt: skip
    message = _message(update)
    if message is None or _to_be_ignored(message):
        return Incoming(number, "other", raw=update)
    return _written(number, message, (bot_id, bot_name), update)


def _message(update: dict[str, Any]) -> dict[str, Any] | None:
    return update.get("message") or update.get("channel_post")


def _to_be_ignored(message: dict[str, Any]) -> bool:
    author = message.get("from") or {}
    other_bot = author.get("is_bot") and author.get("id") not in (_ANONYMOUS, _CHANNEL_BOT)
    return bool(other_bot or message.get("is_automatic_forward") or message.get("via_bot"))


def _thread(message: dict[str, Any]) -> int:
    # Replies in ordinary groups have a thread number too, which is no topic.
    return int(message.get("message_thread_id", 0)) if message.get("is_topic_message") else 0


def _pressed(number: int, pressed: dict[str, Any], update: dict[str, Any]) -> Incoming:
    author, message = pressed["from"], pressed.get("message") or {}
    chat = message.get("chat") or {}
    return Incoming(
        number,
        "pressed",
        chat=chat.get("id", 0),
        thread=_thread(message),
        private=chat.get("type") == "private",
        person=author["id"],
        human=not author.get("is_bot"),
        language=author.get("language_code", ""),
        message=message.get("message_id", 0),
        addressed=True,
        data=pressed.get("data", ""),
        press=pressed["id"],
        raw=update,
    )


def _written(number: int, message: dict[str, Any], bot: tuple[int, str], update: dict[str, Any]) -> Incoming:
    chat, author, sender = message["chat"], message.get("from") or {}, message.get("sender_chat")
    private = chat["type"] == "private"
    whole = _sound(message.get("text") or message.get("caption") or "")
    text, command, named = _split(whole, bot[1])
    replied = message.get("reply_to_message") or {}
    # The first message of a topic is what every other one replies to, as far as Telegram is concerned.
    if replied.get("forum_topic_created"):
        replied = {}
    to_us = (replied.get("from") or {}).get("id") == bot[0]
    return Incoming(
        number,
        "message",
        chat=chat["id"],
        thread=_thread(message),
        private=private,
        person=(sender or author).get("id", 0),
        human=bool(author) and sender is None and not author.get("is_bot"),
        language=author.get("language_code", ""),
        message=message["message_id"],
        asked=int(message.get("date") or 0),
        text=text,
        command=command,
        # A command for another bot is none of ours, even as a reply to us.
        addressed=private or named == "us" or (not named and (bool(command) or to_us)),
        replied=replied.get("message_id", 0),
        replied_text=_sound(replied.get("text") or replied.get("caption") or ""),
        forwarded="forward_origin" in message,
        raw=update,
    )


def _sound(text: str) -> str:
    """Return a text without half characters, which no file takes."""
    return text.encode("utf-8", "replace").decode()


def _split(text: str, bot_name: str) -> tuple[str, str, str]:
    """Return (text, command, "us" | "other" | "" for whom it names) of a message."""
    match = _COMMAND.match(text)
    mention = re.compile(rf"(?<![\w@])@{re.escape(bot_name)}\b", re.IGNORECASE)
    if match:
        whom = (match[2] or "").lower()
        named = "" if not whom else "us" if whom == bot_name.lower() else "other"
        return text[match.end() :].strip(), match[1].lower(), named
    if mention.search(text):
        return " ".join(mention.sub(" ", text).split()), "", "us"
    return text.strip(), "", ""
