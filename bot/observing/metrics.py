"""DOOR prometheus-client: counts, times and sizes for Prometheus, on this machine alone by default.

    curl http://127.0.0.1:9464/metrics

Labels are fixed words of ours, never an id or a text: each combination is a series that is kept for ever.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import start_http_server
from prometheus_client.registry import Collector

from index.errors import UsageError
from index.stages import Note, Stage, listen
from prompts import message

Counts = Callable[[], Mapping[str, int]]
_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_QUESTIONS = {"ask": "question", "check": "claim"}  # stages that answer somebody
_COUNTED_FOR = 15.0  # seconds that what is in the archive is taken as known


@contextmanager
def served(host: str, port: int, language: str, counts: Counts | None = None) -> Iterator[None]:
    """Serve metrics until the block ends; `counts` gives what is in the archive, by name.

    Raises:
        UsageError: the address is taken or not of this machine.
    """
    meter = Meter()
    if counts is not None:
        meter.registry.register(_Stock(counts))
    try:
        server, thread = start_http_server(port, host, meter.registry)
    except OSError as error:
        where = f"{host}:{port}"
        reason = error.strerror or "?"
        raise UsageError(message("terminal.metrics_port", language, where=where, reason=reason)) from error
    try:
        with listen(meter):
            yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Meter:
    """Turns stages and events into metrics of a registry."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"verbatim_{name}", about, labels, registry=self.registry)

        self._questions = counter(
            "questions", "Questions and claims, by what became of them", "kind", "outcome"
        )
        self._updates = counter("updates", "Updates of Telegram, by what became of them", "kind", "outcome")
        self._models = counter("model_failures", "Answers of a model that could not be shown", "reason")
        self._alerts = counter("alerts_sent", "Alerts that were sent")
        self._waiting = Gauge("verbatim_updates_waiting", "Updates in line", registry=self.registry)
        about = "When Telegram last said what is new, in Unix seconds; 0 with a webhook"
        self._polled = Gauge("verbatim_last_poll_timestamp_seconds", about, registry=self.registry)
        self._seconds = Histogram(
            "verbatim_stage_seconds",
            "Time of each stage",
            ["stage"],
            buckets=_SECONDS,
            registry=self.registry,
        )

    def began(self, stage: Stage) -> None:
        """Count nothing yet."""

    def ended(self, stage: Stage) -> None:
        """Count a stage, and what became of whoever asked."""
        self._seconds.labels(stage.name).observe(stage.seconds)
        outcome = "error" if stage.error else str(stage.notes.get("outcome", "done"))
        kind = str(stage.notes.get("kind", "other"))
        if stage.name in _QUESTIONS and not _within_another(stage):
            self._questions.labels(_QUESTIONS[stage.name], outcome).inc()
        elif stage.name == "update":
            self._updates.labels(kind, outcome).inc()
            if kind == "message" and outcome in ("refused", "limited"):
                self._questions.labels("question", outcome).inc()

    def happened(self, name: str, notes: dict[str, Note]) -> None:
        """Count an event, or take note of a length."""
        if name == "model_failed":
            self._models.labels(str(notes.get("reason", "failed"))).inc()
        elif name == "alert_sent":
            self._alerts.inc()
        elif name == "in_line":
            self._waiting.set(float(notes.get("updates", 0)))
        elif name == "polled":
            self._polled.set_to_current_time()


def _within_another(stage: Stage) -> bool:
    """Tell whether a question is checked, or a claim asked, as part of answering another."""
    at = stage.parent
    while at is not None and at.name not in _QUESTIONS:
        at = at.parent
    return at is not None


class _Stock(Collector):
    """What is in the archive, counted at most every few seconds however often it is asked for."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._lock = threading.Lock()
        self._known: Mapping[str, int] = {}
        self._until = 0.0

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give one gauge a count; none while the archive cannot be read."""
        with self._lock:
            if time.monotonic() >= self._until:
                try:
                    self._known = self._counts()
                except Exception:  # a scrape must not fail for it: the other metrics may say why
                    self._known = {}
                self._until = time.monotonic() + _COUNTED_FOR
        for name, value in self._known.items():
            yield GaugeMetricFamily(f"verbatim_{name}", f"How many {name} the archive holds", value)
