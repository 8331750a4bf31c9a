"""bot/telegram/store.py and journal.py: what is kept, for whom, and what is known when it comes again."""

from __future__ import annotations

import asyncio
import stat
import time
from pathlib import Path

import pytest

from bot.render.telegram.message import Button, Message
from bot.telegram import journal
from bot.telegram.journal import Part, Reply, Waiting
from bot.telegram.store import FILE, Store, StoreError, transaction


def test_an_update_is_taken_once_and_a_new_one_of_its_number_again(tmp_path: Path) -> None:
    """Redelivered it is known, done or not; Telegram may begin its numbers anew with other content."""
    with Store.open(tmp_path) as store, transaction(store.connection):
        taken = [journal.take(store.connection, [(1, "7/0", body)]) for body in ("{}", "{}", '{"a":1}')]
        assert [len(t) for t in taken] == [1, 0, 1]
        journal.done(store.connection, 1)
        assert not journal.take(store.connection, [(1, "7/0", '{"a":1}')])
        assert not journal.waiting(store.connection)


def test_what_is_kept_is_found_at_the_next_start(tmp_path: Path) -> None:
    """An update that is not done comes back with its tries, its reply and how far that was shown."""
    reply = Reply((Message("<b>x</b>", ((Button("a", "b"),),)), Message("y")), "4f0k2m9x")
    with Store.open(tmp_path) as store, transaction(store.connection):
        journal.take(store.connection, [(1, "7/0", "{}")])
        journal.begin(store.connection, 1)
        journal.hold(store.connection, 1, 0, 55)
        journal.keep_reply(store.connection, 1, reply)
        journal.written(store.connection, 1, 0)
    with Store.open(tmp_path) as store, transaction(store.connection):
        assert journal.waiting(store.connection) == [(1, "7/0")]
        found = journal.begin(store.connection, 1)
    assert found is not None
    assert (found.tries, found.reply, found.parts) == (2, reply, {0: Part(55, written=True)})


@pytest.mark.parametrize(
    ("tries", "ago", "hopeless"), [(1, 0, False), (200, 60, False), (2, 9999, False), (26, 9999, True)]
)
def test_only_what_failed_often_and_long_is_given_up(tries: int, ago: int, hopeless: bool) -> None:
    """Many kills within minutes, or two within hours, give up no question."""
    assert Waiting(1, "{}", int(time.time()) - ago, tries, None, {}).hopeless == hopeless


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Half of what belongs together is never kept, and the next transaction works."""
    with Store.open(tmp_path) as store:
        with pytest.raises(ZeroDivisionError), transaction(store.connection):
            journal.take(store.connection, [(1, "7/0", "{}")])
            1 / 0  # noqa: B018
        assert asyncio.run(store.run(journal.waiting)) == []


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """What people asked cannot be read by other users of the machine."""
    with Store.open(tmp_path) as store, transaction(store.connection):
        journal.take(store.connection, [(1, "7/0", "{}")])
        files = list(tmp_path.glob(f"{FILE}*"))
        assert len(files) > 1
        assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}


def test_a_damaged_file_is_said_to_be_so(tmp_path: Path) -> None:
    """The error is one of ours, for the one line that people see."""
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=FILE):
        Store.open(tmp_path)
