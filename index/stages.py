"""What the work tells of itself while somebody listens: stages with their seconds and counts, and events.

    with stage("retrieve") as at:
        ...
        at.note(passages=60)
    happened("alert_sent")

Stages nest, through threads and tasks too. Notes are numbers, fixed words and ids, never a text of anybody;
a text is given by `show` alone, of which only a tracer that was told to takes notice. While nobody listens
(`listen`) a stage costs half a microsecond and keeps nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Protocol, Self, TypeVar

T = TypeVar("T")
Note = int | float | str


class Listener(Protocol):
    """Whoever wants to know; called in the thread that works, so it must be quick and never raise."""

    def began(self, stage: Stage) -> None:
        """Take note of a stage that begins."""

    def ended(self, stage: Stage) -> None:
        """Take note of a stage that has ended: its seconds, notes and error are known."""

    def happened(self, name: str, notes: dict[str, Note]) -> None:
        """Take note of something without duration."""


class Stage:
    """A piece of work between its beginning and its end.

    Attributes:
        parent: the stage that it is part of, None for the outermost; `seconds` are known at its end.
        error: kind of what it failed by, "" where it did not.
        parts: of an outermost stage, what is within it, summed by name: [seconds, times, notes].
    """

    def __init__(self, name: str, parent: Stage | None) -> None:
        self.name = name
        self.parent = parent
        self.notes: dict[str, Note] = {}
        self.texts: dict[str, str] = {}
        self.seconds = 0.0
        self.error = ""
        self.parts: dict[str, tuple[float, int, dict[str, float]]] = {}
        self.ended = False
        self._began = time.perf_counter()

    def note(self, **notes: Note) -> None:
        """Add numbers, fixed words or ids."""
        self.notes |= notes

    def show(self, **texts: str) -> None:
        """Give texts of people or articles, which are dropped unless a tracer was told to take them."""
        self.texts |= texts

    def end(self, error: BaseException | None = None) -> None:
        """End it, once; the stage around it goes on."""
        if self.ended:
            return
        self.ended = True
        self.seconds = time.perf_counter() - self._began
        self.error = type(error).__name__ if error is not None else ""
        if self in _around(_current.get()):  # one within it may have been left by a generator nobody ended
            _current.set(self.parent)
        self._add_to(self._outermost())
        for listener in _listeners:
            listener.ended(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(error)

    def _outermost(self) -> Stage:
        *_, last = _around(self)
        return last

    def _add_to(self, whole: Stage) -> None:
        if whole is self:
            return
        seconds, times, sums = whole.parts.get(self.name, (0.0, 0, {}))
        for name, value in self.notes.items():
            if isinstance(value, int | float):
                sums[name] = sums.get(name, 0) + value
        whole.parts[self.name] = (seconds + self.seconds, times + 1, sums)


class _Unheard(Stage):
    """What stands for every stage while nobody listens."""

    def note(self, **notes: Note) -> None:
        """Keep nothing."""

    def show(self, **texts: str) -> None:
        """Keep nothing."""

    def end(self, error: BaseException | None = None) -> None:
        """Tell nobody."""


_current: ContextVar[Stage | None] = ContextVar("stage", default=None)
_listeners: list[Listener] = []
_UNHEARD = _Unheard("", None)


def stage(name: str) -> Stage:
    """Begin a stage of that name, which is a fixed word; as a context manager it ends with its block."""
    if not _listeners:
        return _UNHEARD
    begun = Stage(name, next((s for s in _around(_current.get()) if not s.ended), None))
    _current.set(begun)
    for listener in _listeners:
        listener.began(begun)
    return begun


def _around(at: Stage | None) -> Iterator[Stage]:
    while at is not None:
        yield at
        at = at.parent


def happened(name: str, **notes: Note) -> None:
    """Tell of something without duration, by fixed words and numbers."""
    for listener in _listeners:
        listener.happened(name, notes)


def note(name: str, **notes: Note) -> None:
    """Add to the nearest stage of that name around, if there is one."""
    for around in _around(_current.get()):
        if around.name == name:
            around.note(**notes)
            return


def each(name: str, items: Iterable[T], count: Callable[[T], int]) -> Iterator[T]:
    """Yield items, each of whose making is a stage; `count` says how many pieces one holds."""
    source = iter(items)
    while True:
        with stage(name) as at:
            item = next(source, None)
            if item is not None:
                at.note(items=count(item))
        if item is None:
            return
        yield item


@contextmanager
def listen(listener: Listener) -> Iterator[None]:
    """Let somebody know of all stages and events until the block ends."""
    attend(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def attend(listener: Listener) -> None:
    """Let somebody know of all stages and events until the process ends."""
    _listeners.append(listener)
