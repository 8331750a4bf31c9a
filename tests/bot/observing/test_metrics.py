"""bot/observing/metrics.py: what Prometheus scrapes, and that nothing of anybody is in it."""

from __future__ import annotations

import re
import socket
import urllib.request
from contextlib import suppress

import pytest

from bot.observing import metrics
from index.errors import UsageError
from index.stages import happened, note, stage


def port() -> int:
    """Return a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def scraped(at: int) -> dict[str, float]:
    """Return what is served, by series."""
    with urllib.request.urlopen(f"http://127.0.0.1:{at}/metrics", timeout=5) as reply:
        text = reply.read().decode()
    return {name: float(value) for name, value in re.findall(r"^(verbatim_\S+) (\S+)$", text, re.MULTILINE)}


def ask(outcome: str, *, checks: bool = False) -> None:
    """Act a question out."""
    with stage("ask") as asked:
        asked.show(question="Que dit Solvane ?")
        if checks:
            with stage("check") as check:
                check.note(outcome="answered")
        asked.note(outcome=outcome)


def test_questions_are_counted_by_what_became_of_them() -> None:
    """Answered, abstained, failed and refused; a claim checked on the way to an answer is no claim asked."""
    at = port()
    with metrics.served("127.0.0.1", at, "fr"):
        ask("answered", checks=True)
        ask("abstained")
        with suppress(ValueError), stage("ask"):
            raise ValueError("Que dit Solvane ?")
        with stage("check") as check:
            check.note(outcome="answered")
        with stage("update") as update:
            update.note(kind="message", update=4711)
            note("update", outcome="refused")
        happened("model_failed", reason="timeout")
        happened("alert_sent")
        happened("in_line", updates=3)
        found = scraped(at)
    counted = {name: value for name, value in found.items() if "_total" in name}
    assert counted == {
        'verbatim_questions_total{kind="question",outcome="answered"}': 1,
        'verbatim_questions_total{kind="question",outcome="abstained"}': 1,
        'verbatim_questions_total{kind="question",outcome="error"}': 1,
        'verbatim_questions_total{kind="question",outcome="refused"}': 1,
        'verbatim_questions_total{kind="claim",outcome="answered"}': 1,
        'verbatim_updates_total{kind="message",outcome="refused"}': 1,
        'verbatim_model_failures_total{reason="timeout"}': 1,
        "verbatim_alerts_sent_total": 1,
    }
    assert found["verbatim_updates_waiting"] == 3
    assert found['verbatim_stage_seconds_count{stage="ask"}'] == 3
    assert not [name for name in found if "Solvane" in name or "4711" in name]


def test_what_the_archive_holds_is_counted_at_each_scrape_and_not_more() -> None:
    """Many scrapes at once are one count; one that fails leaves the others standing."""
    asked = []

    def counts() -> dict[str, int]:
        asked.append(1)
        return {"articles": 18}

    at = port()
    with metrics.served("127.0.0.1", at, "fr", counts):
        assert [scraped(at)["verbatim_articles"] for _ in range(3)] == [18, 18, 18]
    assert len(asked) == 1

    def failing() -> dict[str, int]:
        raise OSError("disk")

    with metrics.served("127.0.0.1", at, "fr", failing):
        assert "verbatim_updates_waiting" in scraped(at)


def test_a_port_that_is_taken_is_told() -> None:
    """The setting to change is named, and nothing listens to the stages afterwards."""
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UsageError, match="METRICS_PORT"),
        metrics.served("127.0.0.1", taken.getsockname()[1], "fr"),
    ):
        pass
