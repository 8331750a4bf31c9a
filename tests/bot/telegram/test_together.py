"""bot/telegram/together.py: what waits is worked on at once, and everybody gets what is theirs."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.telegram import journal
from bot.telegram.store import FILE, Store, StoreError
from bot.telegram.together import Together


def test_what_comes_while_work_is_done_is_done_together() -> None:
    """The first goes alone; those that come meanwhile go in one, in their order, each with its result."""
    seen: list[Sequence[int]] = []
    let_go = threading.Event()

    def work(items: Sequence[int]) -> list[int]:
        let_go.wait(5)
        seen.append(items)
        return [10 * item for item in items]

    async def run() -> list[int]:
        together = Together(work, "t")
        asked = [asyncio.create_task(together.do(1))]
        await asyncio.sleep(0.05)
        asked += [asyncio.create_task(together.do(n)) for n in (2, 3, 4)]
        await asyncio.sleep(0)
        let_go.set()
        return await asyncio.gather(*asked)

    assert asyncio.run(run()) == [10, 20, 30, 40]
    assert seen == [[1], [2, 3, 4]]


def test_an_error_is_its_callers_alone_unless_all_fails() -> None:
    """A returned error goes to one caller, a raised one to all who waited; the next are served."""

    def work(items: Sequence[int]) -> list[int | Exception]:
        if 0 in items:
            raise OSError("disk")
        return [ValueError(item) if item == 2 else item for item in items]

    async def run() -> list[list[object]]:
        together = Together(work, "t")
        return [
            await asyncio.gather(*(together.do(n) for n in some), return_exceptions=True)
            for some in ((1, 2, 3), (0, 1), (4,))
        ]

    first, second, third = asyncio.run(run())
    assert (first[0], type(first[1]), first[2]) == (1, ValueError, 3)
    assert [type(found) for found in second] == [OSError, OSError]
    assert third == [4]


def test_a_caller_who_gives_up_costs_nobody_anything() -> None:
    """What was begun for a cancelled caller is finished; the others have their results."""
    done: list[int] = []

    def work(items: Sequence[int]) -> Sequence[int]:
        done.extend(items)
        return items

    async def run() -> int:
        together = Together(work, "t")
        gone, stays = asyncio.create_task(together.do(1)), asyncio.create_task(together.do(2))
        await asyncio.sleep(0)
        gone.cancel()
        return await stays

    assert asyncio.run(run()) == 2
    assert done == [1, 2]


def test_calls_of_a_store_are_written_together_and_fail_alone(tmp_path: Path) -> None:
    """Of many calls at once the one that fails leaves nothing behind; the rest is on the disk when told."""

    def half(connection: sqlite3.Connection) -> None:
        journal.take(connection, [(99, "7/0", "{}")])
        1 / 0  # noqa: B018

    def wrong(connection: sqlite3.Connection) -> None:
        journal.take(connection, [(98, "7/0", "{}")])
        connection.execute("no such order")

    async def run(store: Store) -> list[object]:
        takes = [store.run(journal.take, [(n, "7/0", "{}")]) for n in range(20)]
        return await asyncio.gather(
            *takes[:10], store.run(half), store.run(wrong), *takes[10:], return_exceptions=True
        )

    with Store.open(tmp_path) as store:
        found = asyncio.run(run(store))
        with sqlite3.connect(tmp_path / FILE) as other:
            kept = [row[0] for row in other.execute("SELECT id FROM updates ORDER BY id")]
    assert kept == list(range(20))
    assert [type(f) for f in found[10:12]] == [ZeroDivisionError, StoreError]
    assert found[:10] + found[12:] == [[(n, "7/0")] for n in range(20)]


def test_what_cannot_be_kept_fails_for_all_who_waited(tmp_path: Path) -> None:
    """Where the disk is full nobody is told that anything is kept."""
    with Store.open(tmp_path) as store:
        store.connection.execute("PRAGMA max_page_count = 1")

        async def run() -> list[object]:
            big = "x" * 10_000_000
            takes = [store.run(journal.take, [(n, "7/0", big)]) for n in range(3)]
            return await asyncio.gather(*takes, return_exceptions=True)

        assert [type(found) for found in asyncio.run(run())] == [StoreError] * 3
        assert not asyncio.run(store.run(journal.waiting))


@pytest.mark.parametrize("count", [1, 201, 450])
def test_however_many_wait_all_are_served(count: int) -> None:
    """More than are taken at a time are taken in turns."""

    async def run() -> list[int]:
        together: Together[int, int] = Together(lambda items: items, "t")
        return await asyncio.gather(*(together.do(n) for n in range(count)))

    assert asyncio.run(run()) == list(range(count))
