"""What the Bot API server does beside messages: files that people send, and inline queries."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import unquote

from tests import telegram_html as marks


class More:
    """Mixed into `BotApi`."""

    token: str
    files: dict[str, bytes]
    offered: dict[str, dict[str, Any]]
    webhook: dict[str, str]

    def send_document(self, raw: bytes, name: str, person: int = 7, **more: Any) -> int:
        """Send a file to the bot; return the number of the message."""
        key = f"file{len(self.files)}"
        self.files[key] = raw
        document = {"file_id": key, "file_unique_id": f"u{key}", "file_name": name, "file_size": len(raw)}
        return self.write(None, person, document=document | more.pop("document", {}), **more)  # type: ignore[attr-defined, no-any-return]

    def ask_inline(self, text: str, person: int = 7, language: str = "fr") -> dict[str, Any]:
        """Write an inline query and return what the bot offers."""
        query = f"q{time.monotonic_ns()}"
        author = {"id": person, "is_bot": False, "first_name": "P", "language_code": language}
        self.update({"inline_query": {"id": query, "from": author, "query": text, "offset": ""}})  # type: ignore[attr-defined]
        return self.wait_for(lambda: self.offered.get(query))  # type: ignore[attr-defined, no-any-return]

    def file(self, path: str) -> bytes | None:
        """Return what stands at a path of the file server."""
        place, _, key = unquote(path).rpartition("/documents/")
        return self.files.get(key) if place == f"/file/bot{self.token}" else None

    def _do_getfile(self, given: dict[str, str]) -> dict[str, Any]:
        from tests.telegram_api import Refusal

        key = given["file_id"]
        if key not in self.files:
            raise Refusal("Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(self.files[key]) > 20 * (1 << 20):
            raise Refusal("Bad Request: file is too big")
        size = len(self.files[key])
        return {
            "file_id": key, "file_unique_id": f"u{key}", "file_size": size, "file_path": f"documents/{key}"
        }  # fmt: skip

    def _do_getwebhookinfo(self, given: dict[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": self.waiting(),  # type: ignore[attr-defined]
        }
        if failed := self.webhook.get("failed"):
            found |= {"last_error_date": int(time.time()), "last_error_message": failed}
        return found

    def _do_answerinlinequery(self, given: dict[str, str]) -> bool:
        from tests.telegram_api import Refusal

        if given["inline_query_id"] in self.offered:
            raise Refusal("Bad Request: query is too old and response timeout expired or query ID is invalid")
        results = json.loads(given["results"])
        if len(results) > 50 or len({r["id"] for r in results}) != len(results):
            raise Refusal("Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            content = result["input_message_content"]
            if not 1 <= len(result["id"].encode()) <= 64 or not result.get("title"):
                raise Refusal("Bad Request: RESULT_ID_INVALID")
            try:
                text, _ = marks.parse(content["message_text"])
            except marks.Malformed as error:
                raise Refusal(f"Bad Request: can't parse entities: {error}") from None
            if not 1 <= len(text.encode("utf-16-le")) // 2 <= 4096:
                raise Refusal("Bad Request: MESSAGE_TOO_LONG")
            result["shown"] = text
        button = json.loads(given.get("button", "{}"))
        if button and not (1 <= len(button["text"]) <= 64 and button.get("start_parameter")):
            raise Refusal("Bad Request: BUTTON_INVALID")
        self.offered[given["inline_query_id"]] = {
            "results": results,
            "button": button,
            "cache": int(given.get("cache_time", 300)),
            "personal": given.get("is_personal") == "true",
        }
        return True


def reply_with(handler: BaseHTTPRequestHandler, raw: bytes | None) -> None:
    """Answer a GET of a file."""
    handler.send_response(404 if raw is None else 200)
    handler.send_header("Content-Length", str(len(raw or b"")))
    handler.end_headers()
    handler.wfile.write(raw or b"")
