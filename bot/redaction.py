"""Keys and tokens never reach a log or an error line: whatever is about to be shown passes here first."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

# The settings whose values are secrets.
SECRET = ("LLM_API_KEY", "EMBEDDING_API_KEY", "TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET")
_SHOWN = "[…]"
_SHORTEST = 6  # characters; a shorter key ("none", "x") would blot out common words
# A Telegram token, also percent-encoded as it stands in download addresses; a bearer key of any endpoint.
_TOKENS = (
    re.compile(r"(?<!\d)\d{6,12}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE),
    re.compile(r"(?<=\bBearer )[A-Za-z0-9._~+/=-]{6,}"),
    re.compile(r"(?<=://)[^/@\s]+:[^/@\s]+(?=@)"),
)


class Redactor:
    """A text without the given secrets and without anything that looks like a token."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = {s.strip() for s in secrets if len(s.strip()) >= _SHORTEST}
        forms = known | {quote(s, safe="") for s in known}
        # The longest first: one secret may begin with another.
        self._known = sorted(forms, key=len, reverse=True)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Redactor:
        """Return the redactor of the secrets that an environment holds."""
        return cls(environment.get(name, "") for name in SECRET)

    def __call__(self, text: str) -> str:
        """Return the text with each secret replaced by […]."""
        for secret in self._known:
            text = text.replace(secret, _SHOWN)
        for pattern in _TOKENS:
            text = pattern.sub(_SHOWN, text)
        return text


class Formatter(logging.Formatter):
    """Formats a record and redacts the whole of it: message, arguments and traceback."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self.redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """Return the line to write, without secrets."""
        return self.redactor(super().format(record))
