"""Waiting in line: one after the other in a chat, chats beside each other, and no more than is allowed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.telegram.dispatch import Dispatch
from bot.telegram.incoming import lane
from bot.telegram.limits import Limits


def test_a_line_keeps_its_order_and_lines_do_not_wait_for_each_other() -> None:
    """The updates of one lane are handled in their order, while a slow lane holds up no other."""
    seen: list[int] = []

    async def handle(update: int) -> None:
        await asyncio.sleep(0.2 if update == 1 else 0)
        seen.append(update)

    async def run() -> None:
        dispatch = Dispatch(handle)
        dispatch.add([(1, "slow"), (2, "slow"), (3, "slow"), (4, "a"), (5, "b"), (6, "a")])
        await dispatch.idle()

    asyncio.run(run())
    assert set(seen[:3]) == {4, 5, 6}
    assert seen.index(4) < seen.index(6)
    assert seen[3:] == [1, 2, 3]


def test_a_flood_in_one_line_lets_others_through() -> None:
    """Between two updates of a full line, those who wait already have their turn."""
    seen: list[str] = []

    async def handle(update: int) -> None:
        seen.append("flood" if update < 1000 else "other")

    async def run() -> None:
        dispatch = Dispatch(handle)
        dispatch.add([(n, "flood") for n in range(1000)])
        dispatch.add([(1000, "other")])
        await dispatch.idle()

    asyncio.run(run())
    assert seen.index("other") < 5
    assert len(seen) == 1001


def test_what_fails_unforeseen_leaves_its_line_going() -> None:
    """An update whose handling breaks is left, the next of its line is handled."""
    seen: list[int] = []

    async def handle(update: int) -> None:
        if update == 1:
            raise OSError("disk")
        seen.append(update)

    async def run() -> None:
        dispatch = Dispatch(handle)
        dispatch.add([(1, "a"), (2, "a")])
        await dispatch.idle()

    asyncio.run(run())
    assert seen == [2]


def test_stopping_waits_a_little_and_leaves_the_rest() -> None:
    """What is at work gets its time, what takes longer is cancelled, and nothing new begins."""
    seen: list[int] = []

    async def handle(update: int) -> None:
        await asyncio.sleep(0.05 if update == 1 else 30)
        seen.append(update)

    async def run() -> None:
        dispatch = Dispatch(handle)
        dispatch.add([(1, "a"), (2, "b"), (3, "a")])
        await asyncio.sleep(0)
        await dispatch.stop(0.3)

    asyncio.run(asyncio.wait_for(run(), 5))
    assert seen == [1]


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"message": {"chat": {"id": 5}}}, "5/0"),
        ({"channel_post": {"chat": {"id": -5}}}, "-5/0"),
        ({"message": {"chat": {"id": -5}, "message_thread_id": 7}}, "-5/0"),
        ({"message": {"chat": {"id": -5}, "message_thread_id": 7, "is_topic_message": True}}, "-5/7"),
        ({"callback_query": {"from": {"id": 9}}}, "p9"),
        ({"inline_query": {"from": {"id": 9}}}, "p9"),
        ({"message": {}}, "other"),
        ({"poll": {}}, "other"),
    ],
    ids=repr,
)
def test_a_line_is_a_chat_and_topic(update: dict[str, Any], expected: str) -> None:
    """Presses have a line of their own, so that they never wait behind an answer."""
    assert lane(update) == expected


def test_whoever_asks_too_much_is_told_and_then_ignored() -> None:
    """Over the limit each question is told so, as many as may be asked; others are not concerned."""
    limits = Limits(a_person=2, all_=100)
    asked = [limits.ask(1, 0.0) for _ in range(6)]
    assert asked == ["free", "free", "person", "person", "silent", "silent"]
    assert limits.ask(2, 0.0) == "free"
    assert limits.wait(1, 30.0) == 31
    assert limits.ask(1, 60.1) == "free"


def test_all_together_have_a_limit_too() -> None:
    """Many persons who stay within their limits reach the one of all."""
    limits = Limits(a_person=3, all_=4)
    assert [limits.ask(person, 1.0) for person in range(6)] == ["free"] * 4 + ["all"] * 2


def test_what_waited_for_the_bot_is_not_over_a_limit() -> None:
    """An hour of questions that are handled in a second count for the hour."""
    limits = Limits(a_person=2, all_=100)
    assert {limits.ask(1, 31.0 * minute) for minute in range(100)} == {"free"}
