"""DOOR opentelemetry: stages, and what llama-index does within them, as spans sent by OTLP.

Our stages go through llama-index's dispatcher, so that whatever else listens to it (OpenInference, Langfuse)
sees them too; its handler here makes spans of them and of llama-index's own. A span holds times, numbers,
fixed words and ids. Questions and answers are in it only where `content` says so, prompts never.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from importlib.metadata import version
from inspect import BoundArguments, Signature
from typing import Any
from uuid import uuid4

from llama_index_instrumentation import get_dispatcher
from llama_index_instrumentation.span import BaseSpan, active_span_id
from llama_index_instrumentation.span_handlers import BaseSpanHandler
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Span, StatusCode, set_span_in_context

from index.stages import Note, Stage

_NOTHING = BoundArguments(Signature(), OrderedDict())
_PATIENCE = 5  # seconds for a collector to take what it is given
_MOST = 4000  # characters of a text that a span holds


class Tracer:
    """Passes stages on to llama-index's dispatcher, which tells all its handlers."""

    def __init__(self, exporter: SpanExporter, *, content: bool) -> None:
        about = {"service.name": "verbatim", "service.version": version("verbatim")}
        provider = TracerProvider(resource=Resource.create(about))
        provider.add_span_processor(BatchSpanProcessor(exporter))
        self.flush = provider.force_flush
        self._dispatcher = get_dispatcher("verbatim")
        get_dispatcher().add_span_handler(_Spans(provider.get_tracer("verbatim"), content))
        self._open: dict[int, tuple[str, str | None]] = {}

    @classmethod
    def to(cls, address: str, *, content: bool) -> Tracer:
        """Return a tracer that sends to a collector ("http://host:4317"); the rest is sent at exit."""
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

        plain = not address.startswith("https://")
        return cls(OTLPSpanExporter(address, insecure=plain, timeout=_PATIENCE), content=content)

    def began(self, stage: Stage) -> None:
        """Open a span within the one that is open in this thread or task."""
        around = active_span_id.get()
        name = f"{stage.name}-{uuid4().hex}"
        self._open[id(stage)] = (name, around)
        active_span_id.set(name)
        self._dispatcher.span_enter(name, _NOTHING, instance=stage, parent_id=self._parent(stage) or around)

    def ended(self, stage: Stage) -> None:
        """Close it."""
        name, around = self._open.pop(id(stage), ("", None))
        if not name:
            return
        if active_span_id.get() == name:
            active_span_id.set(around)
        self._dispatcher.span_exit(name, _NOTHING, instance=stage)

    def happened(self, name: str, notes: dict[str, Note]) -> None:
        """Trace nothing: an event has no time to show."""

    def _parent(self, stage: Stage) -> str | None:
        return self._open.get(id(stage.parent), (None, None))[0]


class _OpenSpan(BaseSpan):
    """llama-index's note of a span, with the span itself."""

    span: Any = None


class _Spans(BaseSpanHandler[_OpenSpan]):
    """Makes a span of whatever llama-index's dispatcher tells of."""

    def __init__(self, tracer: Any, content: bool) -> None:
        super().__init__()
        self._tracer = tracer
        self._content = content

    @classmethod
    def class_name(cls) -> str:
        """Return the name by which llama-index knows the handler."""
        return "VerbatimSpans"

    def new_span(
        self,
        id_: str,
        bound_args: BoundArguments,
        instance: Any | None = None,
        parent_span_id: str | None = None,
        tags: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> _OpenSpan:
        """Begin a span, named for the stage or for the class and method of llama-index."""
        around = self.open_spans.get(parent_span_id or "")
        context = set_span_in_context(around.span) if around else None
        span = self._tracer.start_span(id_.partition("-")[0], context=context)
        return _OpenSpan(id_=id_, parent_id=parent_span_id, span=span)

    def prepare_to_exit_span(
        self, id_: str, bound_args: BoundArguments, instance: Any | None = None,
        result: Any | None = None, **kwargs: Any,
    ) -> _OpenSpan | None:  # fmt: skip
        """End a span that went well, or a stage, which knows itself how it went."""
        return self._ended(id_, instance, "")

    def prepare_to_drop_span(
        self, id_: str, bound_args: BoundArguments, instance: Any | None = None,
        err: BaseException | None = None, **kwargs: Any,
    ) -> _OpenSpan | None:  # fmt: skip
        """End a span that failed, by the kind of its error: the text may hold anything."""
        return self._ended(id_, instance, type(err).__name__ if err else "dropped")

    def _ended(self, id_: str, instance: Any, error: str) -> _OpenSpan | None:
        opened = self.open_spans.get(id_)
        if opened is None:
            return None
        span: Span = opened.span
        if isinstance(instance, Stage):
            error = instance.error
            span.set_attributes({f"verbatim.{name}": value for name, value in instance.notes.items()})
            if self._content:
                span.set_attributes({f"verbatim.text.{n}": t[:_MOST] for n, t in instance.texts.items()})
        if error:
            span.set_status(StatusCode.ERROR)
            span.set_attribute("error.type", error)
        span.end()
        return opened
