"""bot/backup: what a restore leaves on the disk, whose it is, and what it says when it cannot."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot import diagnosis
from bot.backup import BackupError, make, restore
from bot.settings import from_environment
from bot.telegram.store import Store
from index.archive import Archive
from index.ledger.stored.rows import VERSION
from tests.bot.backup.processes import write
from tests.bot.backup.test_backup import answers, articles


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of twelve articles with a bot, which no test may change."""
    home = tmp_path_factory.mktemp("small") / "home"
    write(home, range(12))
    with Store.open(home):
        pass
    return home


@pytest.fixture(scope="module")
def saved(small: Path) -> Path:
    """Return a backup of it."""
    make(small, small.with_name("saved.zip"), "fr")
    return small.with_name("saved.zip")


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return path.stat().st_mode & 0o777


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Let no file grow past a size, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_what_is_restored_is_its_owners_alone(tmp_path: Path, saved: Path) -> None:
    """People's questions are in it: nobody else reads them, whatever the umask, also once it was written."""
    before = os.umask(0)
    try:
        restore(saved, home := tmp_path / "home", "fr")
        write(home, range(12, 13))
    finally:
        os.umask(before)
    assert mode(home) == 0o700
    assert {path.name: mode(path) for path in home.glob("*.db*")} == {
        "archive.db": 0o600,
        "telegram.db": 0o600,
    }


def test_a_home_that_was_there_keeps_its_rights(tmp_path: Path, saved: Path) -> None:
    """Whoever opened a folder to a group has done so on purpose."""
    (home := tmp_path / "home").mkdir(mode=0o750)
    home.chmod(0o750)
    restore(saved, home, "fr")
    assert mode(home) == 0o750


@pytest.mark.parametrize("begun", [False, True], ids=["empty", "full"])
def test_a_full_disk_is_no_damaged_backup(tmp_path: Path, saved: Path, begun: bool) -> None:
    """The reason names the home, not the file, and the home is as it was."""
    home = tmp_path / "home"
    if begun:
        write(home, range(20, 21))
    with no_file_above(20_000), pytest.raises(BackupError, match=r"home.*place libre.*rien n’a été changé"):
        restore(saved, home, "fr", force=True)
    assert not (home / "restore.partial").exists()
    if begun:
        assert articles(home) == {"a20"}
    else:
        assert not (home / "archive.db").exists()
    restore(saved, home, "fr", force=True)
    assert len(articles(home)) == 12


def test_a_full_disk_leaves_the_backup_of_before(tmp_path: Path, small: Path, saved: Path) -> None:
    """A backup that cannot be written replaces nothing and leaves nothing beside."""
    target = tmp_path / "b.zip"
    target.write_bytes(saved.read_bytes())
    with no_file_above(20_000), pytest.raises(BackupError, match="ne peut pas être écrite"):
        make(small, target, "fr")
    assert target.read_bytes() == saved.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_a_home_that_is_a_file_is_said_so(tmp_path: Path, saved: Path) -> None:
    """It is not the backup that is to blame."""
    (home := tmp_path / "home").write_text("mine")
    with pytest.raises(BackupError, match=r"home.*rien n’a été changé"):
        restore(saved, home, "fr")
    assert home.read_text() == "mine"


def test_a_home_may_be_a_link(tmp_path: Path, small: Path, saved: Path) -> None:
    """A folder on another disk is filled where it is."""
    (tmp_path / "real").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "real")
    restore(saved, tmp_path / "home", "fr")
    assert articles(tmp_path / "real") == articles(small)


def test_links_in_a_home_lead_nowhere(tmp_path: Path, small: Path, saved: Path) -> None:
    """Nothing behind a link is removed or emptied, be it in place of an index or of a restore begun."""
    (precious := tmp_path / "precious").mkdir()
    (precious / "file").write_text("mine")
    for name in ("chroma", "lexicon", "restore.partial"):
        (home := tmp_path / name).mkdir()
        (home / name).symlink_to(precious)
        try:
            restore(saved, home, "fr", force=True)
        except BackupError as error:
            assert "rien n’a été changé" in str(error)
        else:
            assert articles(home) == articles(small)
        assert [path.name for path in precious.iterdir()] == ["file"]
        assert (precious / "file").read_text() == "mine"


@pytest.mark.parametrize("version", [2, 3])
def test_a_backup_of_an_earlier_program_is_taken(tmp_path: Path, small: Path, version: int) -> None:
    """It is completed when it is opened, and answers like one of today."""
    restore_of = tmp_path / "older"
    write(restore_of, range(12))
    with closing(sqlite3.connect(restore_of / "archive.db")) as connection:
        connection.executescript(
            f"DROP TABLE past_statements; DROP TABLE unsettled; PRAGMA user_version={version}"
        )
    assert make(restore_of, tmp_path / "older.zip", "fr").schema == version

    restore(tmp_path / "older.zip", home := tmp_path / "home", "fr")
    Archive.open(home).close()

    with closing(sqlite3.connect(home / "archive.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert answers(home) == answers(restore_of)
    found = diagnosis.examine(from_environment({}, home), diagnosis.Look(everything=True))
    assert [f for f in found if not f.ok] == []
