"""index/stages.py: what is told of the work, to whom, and that nothing is told to nobody."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from index import stages
from index.stages import Note, Stage, each, happened, listen, stage


class Hearing:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self.events: list[tuple[str, dict[str, Note]]] = []
        self.open = 0

    def began(self, stage: Stage) -> None:
        """Count a stage as open."""
        self.open += 1

    def ended(self, stage: Stage) -> None:
        """Keep a stage."""
        self.open -= 1
        self.stages.append(stage)

    def happened(self, name: str, notes: dict[str, Note]) -> None:
        """Keep an event."""
        self.events.append((name, notes))

    def tree(self) -> dict[str, str]:
        """Return the name of the stage around each."""
        return {s.name: s.parent.name if s.parent else "" for s in self.stages}


@pytest.fixture
def heard() -> Iterator[Hearing]:
    """Give somebody who listens."""
    hearing = Hearing()
    with listen(hearing):
        yield hearing


@pytest.fixture
def nobody() -> Iterator[None]:
    """Send away whoever listens for good, as a command's log does."""
    listening = stages._listeners[:]
    stages._listeners.clear()
    yield
    stages._listeners.extend(listening)


@pytest.mark.usefixtures("nobody")
def test_nobody_is_told_nothing() -> None:
    """Without a listener every stage is the same one, which keeps no note and no text."""
    with stage("one") as one, stage("two") as two:
        one.note(passages=1)
        one.show(question="Qui ?")
    assert one is two
    assert (one.notes, one.texts, one.parts) == ({}, {}, {})


def test_stages_nest_through_threads_and_tasks(heard: Hearing) -> None:
    """What a stage starts in a thread or a task is part of it; what comes after it is not."""

    async def work() -> None:
        with stage("outer"):
            await asyncio.to_thread(inner, "thread")
            await asyncio.create_task(task())
        with stage("after"):
            pass

    async def task() -> None:
        inner("task")

    def inner(name: str) -> None:
        with stage(name):
            pass

    asyncio.run(work())
    assert heard.tree() == {"thread": "outer", "task": "outer", "outer": "", "after": ""}


def test_an_outermost_stage_sums_up_what_is_within(heard: Hearing) -> None:
    """Parts of one name are added: how often, how long, how many; words are not added."""
    with stage("outer"):
        for count in (2, 3):
            with stage("inner") as inner, stage("innermost"):
                inner.note(passages=count, kind="x")
    parts = heard.stages[-1].parts
    assert {name: (times, sums) for name, (_, times, sums) in parts.items()} == {
        "inner": (2, {"passages": 5}),
        "innermost": (2, {}),
    }
    assert 0 <= parts["inner"][0] <= heard.stages[-1].seconds


def test_a_failure_is_told_by_its_kind_alone(heard: Hearing) -> None:
    """The text of an error may hold anything, its kind holds nothing of anybody."""
    with contextlib.suppress(ValueError), stage("failing"):
        raise ValueError("a question of somebody")
    assert heard.stages[0].error == "ValueError"
    assert "somebody" not in str(vars(heard.stages[0]))


def test_a_generator_that_is_left_in_the_middle_leaves_nothing_behind(heard: Hearing) -> None:
    """Who leaves a stream early ends its stage, and what follows is not part of it."""

    async def stream() -> AsyncIterator[int]:
        with stage("stream"):
            yield 1
            yield 2

    async def work() -> None:
        with stage("reading"):
            async for _ in stream():
                break
        with stage("after"):
            pass
        await asyncio.sleep(0)

    asyncio.run(work())
    assert heard.tree() == {"stream": "reading", "reading": "", "after": ""}
    assert heard.open == 0


def test_each_item_that_is_made_is_a_stage(heard: Hearing) -> None:
    """The time to make an item is counted, not the time to use it."""
    using = threading.Event()
    for _ in each("making", [1, 2], lambda n: n):
        using.wait(0.05)
    assert [s.notes for s in heard.stages] == [{"items": 1}, {"items": 2}, {}]
    assert sum(s.seconds for s in heard.stages) < 0.05


def test_events_come_with_their_words(heard: Hearing) -> None:
    """An event is told as it was given."""
    happened("model_failed", reason="timeout")
    assert heard.events == [("model_failed", {"reason": "timeout"})]
