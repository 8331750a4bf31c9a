"""A Bot API server on loopback, as strict as Telegram about what a bot sends, that can be told to fail.

    with BotApi() as api:
        ... the bot runs with TELEGRAM_API_URL=api.url and TELEGRAM_TOKEN=api.token ...
        api.write("Qui a dit cela ?", person=7)
        answer = api.wait_for(lambda: api.shown(7))

A real HTTP server of the standard library, a thread a connection. Updates stay until the bot has asked for
those after them; a second poller makes the first one end with 409.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import parse_qs

from tests import telegram_html as marks
from tests.telegram_more import More, reply_with

ME = 4242
NAME = "verbatim_essai_bot"
TOKEN = "4242424242:AAFakeFakeFakeFakeFakeFakeFakeFakeFak"
T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """What one call gets instead of its result.

    Attributes:
        raw: a body that is sent as it stands.
        drop: the connection is cut without an answer.
        delay: seconds before anything is said.
        after: the call is done first, so that only its answer is lost.
    """

    status: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, int] | None = None
    raw: str | None = None
    drop: bool = False
    delay: float = 0.0
    after: bool = False


@dataclass
class Shown:
    """A message of the bot as people see it; `past` holds the texts it showed before."""

    chat: int
    thread: int
    number: int
    text: str
    entities: list[marks.Entity]
    buttons: list[dict[str, Any]]
    reply_to: int
    at: float
    past: list[str] = field(default_factory=list)


class Refusal(Exception):
    """What Telegram refuses, with its status and words."""

    def __init__(self, description: str, status: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = parameters


class BotApi(More):
    """Runs while it is entered."""

    def __init__(self, token: str = TOKEN, *, port: int = 0) -> None:
        self.token = token
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.messages: dict[tuple[int, int], Shown] = {}
        self.acknowledged: dict[str, str] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.webhook: dict[str, str] = {}
        self.me: dict[str, Any] = {}  # more that it says of itself
        self.files: dict[str, bytes] = {}
        self.offered: dict[str, dict[str, Any]] = {}
        self.closed: set[int] = set()  # chats that have blocked the bot
        self._updates: deque[dict[str, Any]] = deque()
        self._ids = itertools.count(1000)
        self._numbers = itertools.count(1)
        self.changed = threading.Condition()
        self._poller = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server._serve(self)

            def do_GET(self) -> None:
                reply_with(self, server.file(self.path))

            def log_message(self, format: str, *args: object) -> None:
                """Keep stderr clean."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *args: object) -> None:
                """A bot that is killed hangs up, which is its right."""

        self.http = Server(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self) -> BotApi:
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.shutdown()
        self.http.server_close()

    # What people do.

    def write(
        self,
        text: str | None,
        person: int = 7,
        *,
        chat: dict[str, Any] | None = None,
        language: str = "fr",
        **more: Any,
    ) -> int:
        """Send a message to the bot; return its number. `more` are fields of the message."""
        number = next(self._numbers)
        author = {"id": person, "is_bot": False, "first_name": "P", "language_code": language}
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": chat or {"id": person, "type": "private"},
            "from": author,
            "text": text,
            **more,
        }
        self.update({"message": {k: v for k, v in message.items() if v is not None}})
        return number

    def press(
        self, shown: Shown, data: str, person: int = 7, *, private: bool = True, language: str = "fr"
    ) -> str:
        """Press a button of a message; return the id of the press."""
        press = f"press{next(self._ids)}"
        author = {"id": person, "is_bot": False, "first_name": "P", "language_code": language}
        chat = {"id": shown.chat, "type": "private" if private else "supergroup"}
        message = {"message_id": shown.number, "date": 1, "chat": chat, "text": shown.text}
        if shown.thread:
            message |= {"message_thread_id": shown.thread, "is_topic_message": True}
        self.update(
            {
                "callback_query": {
                    "id": press,
                    "from": author,
                    "message": message,
                    "chat_instance": "1",
                    "data": data,
                }
            }
        )
        return press

    def update(self, content: dict[str, Any], id_: int | None = None) -> int:
        """Put an update in line."""
        with self.changed:
            id_ = next(self._ids) if id_ is None else id_
            self._updates.append({"update_id": id_, **content})
            self.changed.notify_all()
        return id_

    # What people see.

    def shown(self, chat: int) -> list[Shown]:
        """Return the bot's messages in a chat, in their order."""
        with self.changed:
            return [m for (c, _), m in sorted(self.messages.items()) if c == chat]

    def waiting(self) -> int:
        """Return how many updates the bot has not confirmed."""
        with self.changed:
            return len(self._updates)

    def wait_for(self, what: Callable[[], T], seconds: float = 30.0) -> T:
        """Return what a function finds, as soon as that is something."""
        until = time.monotonic() + seconds
        while not (found := what()):
            last = [m.text[:200] for m in list(self.messages.values())[-3:]]
            assert time.monotonic() < until, f"not seen; shown last: {last}"
            time.sleep(0.01)
        return found

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail, one each."""
        self.faults[method].extend(faults)

    # What the bot does.

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        given = {k: v[0] for k, v in parse_qs(body, keep_blank_values=True).items()}
        bot, _, method = handler.path.removeprefix("/bot").partition("/")
        with self.changed:
            self.calls.append((method, given))
            fault = self.faults[method].popleft() if self.faults[method] else None
        if fault is not None:
            time.sleep(fault.delay)
            if fault.after:
                self._done(bot, method, given)
            if fault.drop:
                handler.close_connection = True
                handler.connection.close()
                return
            if fault.raw is not None:
                _reply(handler, fault.status, fault.raw.encode())
                return
            if not fault.after or fault.status >= 400:
                _reply(handler, *_error(fault.status, fault.description, fault.parameters))
                return
        _reply(handler, *self._done(bot, method, given))

    def _done(self, bot: str, method: str, given: dict[str, str]) -> tuple[int, bytes]:
        try:
            if bot != self.token:
                raise Refusal("Unauthorized", 401)
            known = getattr(self, f"_do_{method.lower()}", None)
            if known is None:
                raise Refusal("Not Found", 404)
            return 200, json.dumps({"ok": True, "result": known(given)}).encode()
        except Refusal as refusal:
            return _error(refusal.status, str(refusal), refusal.parameters)

    def _do_getme(self, given: dict[str, str]) -> dict[str, Any]:
        return {"id": ME, "is_bot": True, "first_name": "Verbatim", "username": NAME, **self.me}

    def _do_getupdates(self, given: dict[str, str]) -> list[dict[str, Any]]:
        offset, timeout = int(given.get("offset", 0)), float(given.get("timeout", 0))
        limit = min(int(given.get("limit", 100)), 100)
        until = time.monotonic() + timeout
        with self.changed:
            if self.webhook:
                raise Refusal("Conflict: can't use getUpdates method while webhook is active", 409)
            self._poller += 1
            mine = self._poller
            self.changed.notify_all()  # whoever polls already ends
            while self._updates and self._updates[0]["update_id"] < offset:
                self._updates.popleft()
            while not self._updates and (left := until - time.monotonic()) > 0 and mine == self._poller:
                self.changed.wait(left)
            if mine != self._poller:
                raise Refusal("Conflict: terminated by other getUpdates request", 409)
            return list(itertools.islice(self._updates, limit))

    def _do_sendmessage(self, given: dict[str, str]) -> dict[str, Any]:
        chat, (text, entities) = self._chat(given), _parsed(given)
        reply = json.loads(given.get("reply_parameters", "{}"))
        with self.changed:
            number = next(self._numbers)
            self.messages[chat, number] = Shown(
                chat, int(given.get("message_thread_id", 0)), number, text, entities, _buttons(given),
                reply.get("message_id", 0), time.monotonic(),
            )  # fmt: skip
            self.changed.notify_all()
        return self._message(chat, number, text)

    def _do_editmessagetext(self, given: dict[str, str]) -> dict[str, Any]:
        chat, (text, entities), buttons = self._chat(given), _parsed(given), _buttons(given)
        number = int(given["message_id"])
        with self.changed:
            shown = self.messages.get((chat, number))
            if shown is None:
                raise Refusal("Bad Request: message to edit not found")
            if (shown.text, shown.buttons, shown.entities) == (text, buttons, entities):
                raise Refusal(
                    "Bad Request: message is not modified: specified new message content and reply markup are"
                    " exactly the same as a current content and reply markup of the message"
                )
            shown.past.append(shown.text)
            shown.text, shown.entities, shown.buttons = text, entities, buttons
            shown.at = time.monotonic()
            self.changed.notify_all()
        return self._message(chat, number, text)

    def _do_answercallbackquery(self, given: dict[str, str]) -> bool:
        if len(given.get("text", "")) > 200:
            raise Refusal("Bad Request: MESSAGE_TOO_LONG")
        if given["callback_query_id"] in self.acknowledged:
            raise Refusal("Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.acknowledged[given["callback_query_id"]] = given.get("text", "")
        return True

    def _do_sendchataction(self, given: dict[str, str]) -> bool:
        self._chat(given)
        return True

    def _do_setmycommands(self, given: dict[str, str]) -> bool:
        commands = json.loads(given["commands"])
        for command in commands:
            if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
                raise Refusal("Bad Request: BOT_COMMAND_INVALID")
        self.commands[given.get("language_code", "")] = commands
        return True

    def _do_setwebhook(self, given: dict[str, str]) -> bool:
        self.webhook = dict(given)
        return True

    def _do_deletewebhook(self, given: dict[str, str]) -> bool:
        self.webhook = {}
        return True

    def _chat(self, given: dict[str, str]) -> int:
        chat = int(given["chat_id"])
        if chat in self.closed:
            raise Refusal("Forbidden: bot was blocked by the user", 403)
        return chat

    def _message(self, chat: int, number: int, text: str) -> dict[str, Any]:
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind},
            "text": text,
        }


def _parsed(given: dict[str, str]) -> tuple[str, list[marks.Entity]]:
    """Return the text and its entities as Telegram would, or refuse them as it would."""
    text, entities = given.get("text", ""), []
    if given.get("parse_mode") == "HTML":
        try:
            text, entities = marks.parse(text)
        except marks.Malformed as error:
            raise Refusal(f"Bad Request: can't parse entities: {error}") from None
    text = text.strip()
    if not text:
        raise Refusal("Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise Refusal("Bad Request: message is too long")
    if len(entities) > 100 or sum(len(e.href.encode()) + 20 for e in entities) > 9500:
        raise Refusal("Bad Request: ENTITIES_TOO_LONG")
    return text, entities


def _buttons(given: dict[str, str]) -> list[dict[str, Any]]:
    rows = json.loads(given.get("reply_markup") or "{}").get("inline_keyboard", [])
    if any(not row or len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise Refusal("Bad Request: reply markup is too long")
    flat = [button for row in rows for button in row]
    for button in flat:
        if not button.get("text"):
            raise Refusal("Bad Request: text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal("Bad Request: BUTTON_DATA_INVALID")
        if len({"callback_data", "url", "switch_inline_query"} & set(button)) != 1:
            raise Refusal("Bad Request: BUTTON_TYPE_INVALID")
    return flat


def _error(status: int, description: str, parameters: dict[str, int] | None = None) -> tuple[int, bytes]:
    error: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        error["parameters"] = parameters
    return status, json.dumps(error).encode()


def _reply(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        handler.close_connection = True
