"""What a running program shows of itself: logs on stderr, metrics for Prometheus, traces by OpenTelemetry.

All three listen to `index.stages`; none is given a text of anybody, unless TRACE_CONTENT says so. Metrics and
traces are off by default, and then neither is their library loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.observing import logs
from bot.redaction import Redactor
from bot.settings import Settings
from index.stages import attend

if TYPE_CHECKING:
    from index.archive.reads import Stats


def begin(settings: Settings, redactor: Redactor, *, service: bool = False) -> None:
    """Set logs and traces up by the settings; a `service` says at INFO what it has done.

    Commands that people type say it at DEBUG, or where a machine reads the log (LOG_FORMAT=json).
    """
    logs.begin(settings.news.log_level, settings.observing.log_format, redactor)
    level = "INFO" if service or settings.observing.log_format == "json" else "DEBUG"
    logs.tell_stages(level)
    if settings.observing.traces:
        from bot.observing import tracing

        attend(tracing.Tracer.to(settings.observing.traces, content=settings.observing.content))


@contextmanager
def measured(settings: Settings, stats: Callable[[], Stats]) -> Iterator[None]:
    """Serve the metrics of a program that runs on, where the settings give a port.

    Raises:
        UsageError: the port is taken.
    """
    shown = settings.observing
    if not shown.metrics_port:
        yield
        return
    from bot.observing import metrics

    def counts() -> dict[str, int]:
        found = stats()
        return {"articles": found.articles, "passages": found.passages, "statements": found.statements}

    with metrics.served(shown.metrics_host, shown.metrics_port, settings.language, counts):
        yield
