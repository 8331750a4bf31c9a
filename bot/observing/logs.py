"""The log on stderr, as lines for people or JSON for machines; every stage of the outermost ones in one line.

    INFO bot.observing.logs: ask 0.213 s, outcome=answered citations=2; analyse 0.004 s; retrieve 0.021 s, ...

Ids, numbers and fixed words, never a text of anybody; whatever is written passes the redaction.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.redaction import Formatter, Redactor
from index.stages import Note, Stage, attend

# Noisy below their warnings, and some name addresses with what was asked.
_QUIET = ("aiohttp", "httpx", "httpcore", "chromadb", "llama_index", "openai", "urllib3", "asyncio")
_USUAL = ("in_line", "polled")
_log = logging.getLogger(__name__)


class JsonFormatter(Formatter):
    """One JSON object a line: time, level, logger, message, and the fields of a stage."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object of a record; secrets go before the text is escaped, which could hide them."""
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            found["error"] = self.formatException(record.exc_info)
        found |= getattr(record, "fields", {})
        return json.dumps(self._redacted(found), ensure_ascii=False)

    def _redacted(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.redactor(value)
        if isinstance(value, Mapping):
            return {key: self._redacted(part) for key, part in value.items()}
        return value


def begin(level: str, form: str, redactor: Redactor) -> None:
    """Log to stderr from a level on, as "lines" or "json"."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(redactor) if form == "json" else Formatter(redactor))
    # Only our own handler: whatever a library has set up before would print without redaction.
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


def for_machines() -> bool:
    """Tell whether stderr is read by a machine, which wants JSON alone there."""
    return any(isinstance(h.formatter, JsonFormatter) for h in logging.getLogger().handlers)


def tell_stages(level: str) -> None:
    """Log what is done, at a level; where nothing of that level is logged nobody listens."""
    number = logging.getLevelNamesMapping()[level]
    if _log.isEnabledFor(number):
        attend(_Teller(number))


class _Teller:
    """Writes a line for each outermost stage that ends, and for each event."""

    def __init__(self, level: int) -> None:
        self._level = level

    def began(self, stage: Stage) -> None:
        """Say nothing yet."""

    def ended(self, stage: Stage) -> None:
        """Write the line of an outermost stage."""
        if stage.parent is not None:
            return
        notes = stage.notes | ({"error": stage.error} if stage.error else {})
        line = [_part(stage.name, stage.seconds, 1, notes)]
        line += [_part(name, *part) for name, part in stage.parts.items()]
        fields = {
            "message": stage.name,
            "seconds": round(stage.seconds, 4),
            **notes,
            "stages": {
                name: {"seconds": round(seconds, 4), "times": times, **sums}
                for name, (seconds, times, sums) in stage.parts.items()
            },
        }
        level = logging.WARNING if stage.error else self._level
        _log.log(level, "%s", "; ".join(line), extra={"fields": fields})

    def happened(self, name: str, notes: dict[str, Note]) -> None:
        """Write the line of an event, unless it happens all the time."""
        if name in _USUAL:
            return
        _log.log(self._level, "%s%s", name, _noted(notes), extra={"fields": {"message": name, **notes}})


def _part(name: str, seconds: float, times: int, notes: Mapping[str, Note]) -> str:
    often = f"{name} x{times}" if times > 1 else name
    return f"{often} {seconds:.3f} s{',' if notes else ''}{_noted(notes)}"


def _noted(notes: Mapping[str, Note]) -> str:
    return "".join(f" {name}={value}" for name, value in notes.items())
