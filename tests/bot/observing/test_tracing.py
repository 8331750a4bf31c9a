"""bot/observing/tracing.py: spans of a question reach a collector, with nothing of what was asked in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.loopback import ChatServer, Reply

ROOT = Path(__file__).parents[3]
QUESTION = "Qui est Osric Deval ?"
KEY = "sk-key-that-must-not-travel"


class Collector(TraceServiceServicer):
    """An OTLP collector on loopback, which keeps what it is sent."""

    def __init__(self) -> None:
        self.requests: list[ExportTraceServiceRequest] = []
        self._server = grpc.server(ThreadPoolExecutor(2))
        add_TraceServiceServicer_to_server(self, self._server)
        self.url = f"http://127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def Export(self, request: ExportTraceServiceRequest, context: object) -> ExportTraceServiceResponse:  # noqa: N802  # gRPC's name
        """Take spans."""
        self.requests.append(request)
        return ExportTraceServiceResponse()

    def stop(self) -> None:
        """End the server."""
        self._server.stop(0).wait()

    @property
    def spans(self) -> list[Span]:
        """Return all spans that came."""
        return [
            s for r in self.requests for rs in r.resource_spans for ss in rs.scope_spans for s in ss.spans
        ]

    def tree(self) -> dict[str, str]:
        """Return the name of the span around each."""
        names = {s.span_id: s.name for s in self.spans}
        return {s.name: names.get(s.parent_span_id, "") for s in self.spans}


@pytest.fixture
def collector() -> Iterator[Collector]:
    """Run a collector."""
    running = Collector()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the sample articles."""
    home = tmp_path_factory.mktemp("traced") / "home"
    ask(home, "add", str(ROOT / "tests/sample/articles"))
    return home


def ask(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, which sends its last spans when it ends."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--home", str(home)],
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT)} | environment,
        cwd=home.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip


def test_a_question_is_a_tree_of_stages_without_a_word_of_it(home: Path, collector: Collector) -> None:
    """The stages and llama-index's call of the model are spans in one trace; no text and no key is in any."""
    with ChatServer(Reply("L'amiral Osric Deval est le commandant de la force d'escorte [$1].")) as model:
        endpoint = model.endpoint()
        settings = {"LLM_BASE_URL": endpoint.url, "LLM_MODEL": endpoint.model, "LLM_API_KEY": KEY}
        done = ask(home, "ask", QUESTION, OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, **settings)
    assert "Osric Deval" in done.stdout
    tree = collector.tree()
    assert tree["ask"] == ""
    assert {tree[name] for name in ("analyse", "gather", "answer", "write", "gate")} == {"ask"}
    assert tree["retrieve"] == tree["rerank"] == "gather"
    assert [name for name, around in tree.items() if around == "write" and "chat" in name]
    assert len({s.trace_id for s in collector.spans}) == 1
    sent = b"".join(r.SerializeToString() for r in collector.requests).decode(errors="replace")
    assert "answered" in sent
    for hidden in ("Deval", "escorte", KEY):
        assert hidden not in sent


def test_questions_and_answers_are_sent_where_that_is_asked_for(home: Path, collector: Collector) -> None:
    """TRACE_CONTENT=yes puts what was asked and answered into the span of the question."""
    ask(home, "ask", QUESTION, OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, TRACE_CONTENT="yes")
    (asked,) = [s for s in collector.spans if s.name == "ask"]
    held = {a.key: a.value.string_value for a in asked.attributes}
    assert held["verbatim.text.question"] == QUESTION
    assert "Deval" in held["verbatim.text.answer"]


def test_a_collector_that_is_not_there_costs_no_answer(home: Path) -> None:
    """The question is answered, and its end does not wait for long."""
    done = ask(home, "ask", QUESTION, OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9")
    assert "Osric Deval" in done.stdout


def test_nothing_is_loaded_while_nobody_looks(home: Path) -> None:
    """Without the settings neither OpenTelemetry nor the Prometheus client is imported."""
    script = (
        "import sys; from bot.terminal.app import run; run(sys.argv[1:]);"
        "print(sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "ask", QUESTION, "--home", str(home)],
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = done.stdout.splitlines()[-1]
    assert "'bot'" in loaded
    for vendor in (
        "opentelemetry",
        "prometheus_client",
        "llama_index",
        "llama_index_instrumentation",
        "grpc",
    ):
        assert f"'{vendor}'" not in loaded
