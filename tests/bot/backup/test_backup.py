"""bot/backup: one file that holds a home, made while it is written, and put back whole or not at all."""

from __future__ import annotations

import json
import multiprocessing
import random
import re
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot import diagnosis
from bot.backup import BackupError, make, restore
from bot.settings import from_environment
from bot.telegram.store import Store
from index.owner import try_own
from index.probing.archive import damage
from index.subscriptions import Store as Feeds
from tests.bot.backup.processes import back_up, put_back, write
from tests.bot.terminal.conftest import call

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.bot.backup.processes", "bot.backup"])
KILLS = 12
ASKED = (
    ("ask", "Combien de jours a duré la grève du port 5 de Brévanie ?"),
    ("said", "Odile Tarvane"),
    ("check", "Maëlle Dorval a dit « Nous garderons les 102 quais ouverts »"),
    ("check", "Colin Estève a dit « Nous garderons les 102 quais ouverts »"),
)


def articles(home: Path) -> set[str]:
    """Return the ids of the articles of a home, whose archive is whole."""
    assert damage(home / "archive.db", everything=True) == ""
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        return {name for (name,) in connection.execute("SELECT id FROM articles")}


def answers(home: Path) -> list[Any]:
    """Return what is answered from a home, without the ids that each receipt has of its own."""
    found = []
    for command in ASKED:
        done = call(*command, "--home", home, "--json")
        assert done.status == 0, done.err
        found.append({k: v for k, v in done.document.items() if k not in {"id", "receipt"}})
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of twelve articles with all that a home may hold; no test may change it."""
    home = tmp_path_factory.mktemp("small") / "home"
    write(home, range(12))
    with Store.open(home), Feeds.open(home):
        (home / "offices.tsv").write_text("# nobody\n")
        (home / ".env").write_text("LLM_API_KEY=a-secret-of-mine\n")
    return home


@pytest.fixture(scope="module")
def saved(small: Path) -> Path:
    """Return a backup of it."""
    make(small, small.with_name("saved.zip"), "fr")
    return small.with_name("saved.zip")


def test_a_backup_under_writing_gives_the_same_answers(tmp_path: Path) -> None:
    """While another process adds and this one asks, a backup holds the archive as it was at one moment."""
    home, log = tmp_path / "home", tmp_path / "log"
    write(home, range(8))
    writer = _PROCESSES.Process(target=write, args=(home, range(8, 4000), log))
    writer.start()
    while not log.exists():
        time.sleep(0.01)
    made, begun = [], []
    for number in range(3):
        call(*ASKED[number], "--home", home, "--json")
        begun.append(8 + len(log.read_text().split()))
        made.append(make(home, tmp_path / f"{number}.zip", "fr"))
    writer.kill()
    writer.join()

    for number, manifest in enumerate(made):
        back = tmp_path / f"back{number}"
        restore(tmp_path / f"{number}.zip", back, "fr")
        count = manifest.counts["articles"]
        assert articles(back) == {f"a{n}" for n in range(count)}
        assert count >= begun[number]
    assert made[0].sequence < made[-1].sequence

    write(again := tmp_path / "again", range(made[-1].counts["articles"]))
    assert answers(tmp_path / "back2") == answers(again)
    settings = from_environment({}, tmp_path / "back2")
    found = diagnosis.examine(settings, diagnosis.Look(everything=True))
    assert [f for f in found if not f.ok] == []


def killed(target: Callable[..., None], *given: object, seconds: float) -> bool:
    """Run a function in a process of its own and kill it after so long; return whether it had ended."""
    child = _PROCESSES.Process(target=target, args=given)
    child.start()
    child.join(seconds)
    ended = child.exitcode is not None
    child.kill()
    child.join()
    return ended


def killed_at(sign: Path, target: Callable[..., None], *given: object) -> None:
    """Run a function in a process of its own and kill it as soon as a file is there, or it has ended."""
    child = _PROCESSES.Process(target=target, args=given)
    child.start()
    while child.exitcode is None and not sign.exists():
        pass
    child.kill()
    child.join()


def lasting(target: Callable[..., None], *given: object) -> float:
    """Return how long a function takes in a process of its own."""
    began = time.monotonic()
    assert killed(target, *given, seconds=60)
    return time.monotonic() - began


def test_a_killed_backup_leaves_the_one_before(tmp_path: Path, small: Path, saved: Path) -> None:
    """At any moment the file is a whole backup, and nothing of a killed one stays for long."""
    target, chance = tmp_path / "b.zip", random.Random(3)
    took = lasting(back_up, small, target)
    ended = [killed(back_up, small, target, seconds=took * chance.random()) for _ in range(KILLS)]
    assert not all(ended)

    for number in range(2):
        restore(target, tmp_path / f"home{number}", "fr")
        assert articles(tmp_path / f"home{number}") == articles(small)
        back_up(small, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "home0", "home1"]


def test_a_killed_restore_leaves_an_empty_home_empty(tmp_path: Path, small: Path, saved: Path) -> None:
    """Killed, it has put the archive there whole or not at all, and a second try ends well."""
    chance = random.Random(4)
    took = lasting(put_back, saved, tmp_path / "first", False)
    begun = 0
    for number in range(10 * KILLS):
        if number >= KILLS and begun:  # one at least came in the middle
            break
        home = tmp_path / str(number)
        if number % 2:
            killed_at(home / "restore.partial", put_back, saved, home, False)
        else:
            killed(put_back, saved, home, False, seconds=took * chance.random())
        if not (home / "archive.db").exists():
            begun += (home / "restore.partial").exists()
            restore(saved, home, "fr")
        assert articles(home) == articles(small)
    assert begun


def test_a_killed_restore_keeps_what_was_there(tmp_path: Path, small: Path, saved: Path) -> None:
    """Killed in a full home, it leaves the articles of before or those of the backup, never a mixture."""
    chance = random.Random(5)
    write(home := tmp_path / "home", range(20, 45))
    old, new = articles(home), articles(small)
    make(home, tmp_path / "old.zip", "fr")
    took = lasting(put_back, saved, home, True)
    restore(tmp_path / "old.zip", home, "fr", force=True)
    seen = set()
    for number in range(KILLS):
        file = saved if number % 2 else tmp_path / "old.zip"
        killed(put_back, file, home, True, seconds=took * chance.random())
        seen.add(frozenset(articles(home)))
        assert seen <= {frozenset(old), frozenset(new)}
    restore(saved, home, "fr", force=True)
    assert articles(home) == new


def test_a_backup_holds_the_home_and_no_secret(small: Path, saved: Path, tmp_path: Path) -> None:
    """Archive, Telegram, feeds and offices are in it; settings, locks and indexes are not."""
    with zipfile.ZipFile(saved) as packed:
        names = packed.namelist()
        assert b"a-secret-of-mine" not in b"".join(packed.read(name) for name in names)
    assert names == ["manifest.json", "telegram.db", "feeds.db", "offices.tsv", "archive.db"]
    assert saved.stat().st_mode & 0o077 == 0

    restore(saved, tmp_path / "back", "fr")
    assert (tmp_path / "back" / "offices.tsv").read_text() == "# nobody\n"
    with closing(sqlite3.connect(tmp_path / "back" / "archive.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_restored_archive_replaces_a_damaged_one(tmp_path: Path, small: Path, saved: Path) -> None:
    """What cannot be read any more is kept beside, and indexes of before are gone."""
    home = tmp_path / "home"
    (home / "lexicon").mkdir(parents=True)
    (home / "archive.db").write_bytes(b"no archive" * 1000)
    restore(saved, home, "fr", force=True)
    assert articles(home) == articles(small)
    assert (home / "archive.db.damaged").read_bytes().startswith(b"no archive")
    assert not (home / "lexicon").exists()


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path, Path], None]:
    """Return what writes a backup again with other entries."""

    def harmed(saved: Path, target: Path) -> None:
        with zipfile.ZipFile(saved) as packed:
            entries = {name: packed.read(name) for name in packed.namelist()}
        change(entries)
        with zipfile.ZipFile(target, "w") as packed:
            for name, data in entries.items():
                packed.writestr(name, data)

    return harmed


def manifest(entries: dict[str, bytes], **changed: Any) -> None:
    """Change the manifest."""
    entries["manifest.json"] = json.dumps(json.loads(entries["manifest.json"]) | changed).encode()


def escaping(entries: dict[str, bytes]) -> None:
    """Let the manifest list a file outside the home."""
    entries["../evil.db"] = entries["archive.db"]
    files = json.loads(entries["manifest.json"])["files"]
    manifest(entries, files=[*files, files[-1] | {"name": "../evil.db"}])


def triggered(entries: dict[str, bytes]) -> None:
    """Put a trigger into the archive, with a manifest that is right."""
    import hashlib

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(entries["archive.db"].replace(b"\x02\x02\x00\x40", b"\x01\x01\x00\x40", 1))
        connection.execute("CREATE TRIGGER t AFTER DELETE ON meta BEGIN DELETE FROM articles; END")
        connection.commit()
        entries["archive.db"] = data = connection.serialize()
    files = json.loads(entries["manifest.json"])["files"]
    files[-1] |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest(entries, files=files)


def other_byte(entries: dict[str, bytes]) -> None:
    """Change one byte of the archive."""
    data = bytearray(entries["archive.db"])
    data[len(data) // 2] ^= 1
    entries["archive.db"] = bytes(data)


def cut(saved: Path, target: Path) -> None:
    """Lose the end of the file."""
    target.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])


def rotten(saved: Path, target: Path) -> None:
    """Change a byte of what is packed."""
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 255
    target.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        pytest.param(lambda s, t: t.write_text("no zip"), "n’est pas une sauvegarde", id="no zip"),
        pytest.param(cut, "endommagée", id="cut off"),
        pytest.param(rotten, "n’est pas|endommagée", id="rotten"),
        pytest.param(
            rewritten(lambda e: e.pop("manifest.json")), "n’est pas une sauvegarde", id="no manifest"
        ),
        pytest.param(rewritten(lambda e: manifest(e, format="x")), "n’est pas une sauvegarde", id="foreign"),
        pytest.param(
            rewritten(lambda e: e.update(more=b"")), "n’est pas une sauvegarde", id="entry not listed"
        ),
        pytest.param(rewritten(lambda e: e.pop("feeds.db")), "n’est pas une sauvegarde", id="entry missing"),
        pytest.param(rewritten(escaping), "n’est pas une sauvegarde", id="a path out of the home"),
        pytest.param(rewritten(other_byte), "archive.db n’est pas", id="one byte changed"),
        pytest.param(rewritten(lambda e: manifest(e, schema=99)), "plus récente", id="newer"),
        pytest.param(rewritten(triggered), "endommagée", id="a trigger"),
        pytest.param(
            rewritten(
                lambda e: manifest(e, counts=json.loads(e["manifest.json"])["counts"] | {"articles": 13})
            ),
            "endommagée",
            id="fewer articles than said",
        ),
    ],
)
def test_a_bad_backup_changes_nothing(
    tmp_path: Path, saved: Path, harm: Callable[[Path, Path], None], told: str
) -> None:
    """Damaged and foreign files are refused with the reason; the home stays as it was."""
    harm(saved, tmp_path / "bad.zip")
    write(home := tmp_path / "deep" / "home", range(20, 21))
    with pytest.raises(BackupError, match=told):
        restore(tmp_path / "bad.zip", home, "fr", force=True)
    assert articles(home) == {"a20"}
    assert not list(home.glob("*partial*"))
    assert {path.name for path in home.parent.iterdir()} == {"home"}


def test_a_full_home_is_refused(tmp_path: Path, saved: Path) -> None:
    """Without --force no article is lost by mistake."""
    write(home := tmp_path / "home", range(20, 21))
    with pytest.raises(BackupError, match="--force"):
        restore(saved, home, "fr")
    assert articles(home) == {"a20"}


def test_a_home_in_use_is_refused(tmp_path: Path, saved: Path) -> None:
    """Nothing is put under a process that lasts."""
    (tmp_path / "home").mkdir()
    with try_own(tmp_path / "home") as mine:
        assert mine is not None
        with pytest.raises(BackupError, match="arrêtez-le"):
            restore(saved, tmp_path / "home", "fr")


def test_the_commands_say_what_they_did(tmp_path: Path, small: Path) -> None:
    """A file that is there is replaced with --force only; JSON is the manifest."""
    target = tmp_path / "b.zip"
    done = call("backup", target, "--home", small, "--json")
    assert (done.status, done.document["counts"]["articles"]) == (0, 12)
    assert call("backup", target, "--home", small).status == 2
    made = call("backup", target, "--force", "--home", small).out
    assert ".env" in made
    assert re.search(r"le\s+\d+(er)?\s\w+\s20\d\d\sà\s\d\d:\d\d\sUTC", made)
    assert call("backup", tmp_path / "no" / "b.zip", "--home", small).status == 1

    assert call("restore", target, "--home", tmp_path / "back").status == 0
    again = call("restore", target, "--home", tmp_path / "back")
    assert (again.status, "--force" in again.err) == (1, True)
