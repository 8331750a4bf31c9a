"""bot/diagnosis/indexes.py: whatever befalls an index is found, and mended without embedding again."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot import diagnosis
from bot.diagnosis import Look
from tests.bot.diagnosis.conftest import Damage, Server, hits, note, take


def segment(home: Path) -> Path:
    """Return the folder in which Chroma keeps its graph."""
    return next(path for path in (home / "chroma").iterdir() if path.is_dir())


def cut(path: Path) -> None:
    """Lose the end of a file."""
    os.truncate(path, path.stat().st_size // 3)


def scramble(path: Path) -> None:
    """Put other bytes into a file."""
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def every(pattern: str, harm: Callable[[Path], None]) -> Damage:
    """Return what harms each file of a pattern."""

    def harmed(home: Path, earlier: Path, other: Path) -> None:
        found = [path for path in home.glob(pattern) if path.is_file()]
        assert found
        for path in found:
            harm(path)

    return harmed


def forget_queue(home: Path, earlier: Path, other: Path) -> None:
    """Lose what Chroma had logged and not yet put into its graph; all its counts stay as they are."""
    with closing(sqlite3.connect(home / "chroma" / "chroma.sqlite3")) as connection, connection:
        gone = connection.execute("DELETE FROM embeddings_queue").rowcount
        left = connection.execute("SELECT count(*) FROM embeddings").fetchone()[0]
    assert gone
    assert left > 1000


def lose_rows(home: Path, earlier: Path, other: Path) -> None:
    """Lose every seventh passage of Chroma's own table, as two writers on one folder do."""
    with closing(sqlite3.connect(home / "chroma" / "chroma.sqlite3")) as connection, connection:
        assert connection.execute("DELETE FROM embeddings WHERE id % 7 = 0").rowcount > 100


def other_names(home: Path, earlier: Path, other: Path) -> None:
    """Let the graph's vectors bear the names of another one."""
    shutil.copy(segment(other) / "index_metadata.pickle", segment(home))


def swollen(path: Path) -> None:
    """Let a file claim 441 GB, as was seen of one; no disk is needed for it."""
    os.truncate(path, 441 << 30)


def older_graph(home: Path, earlier: Path, other: Path) -> None:
    """Put another graph under the same rows, as an interrupted copy does: every count stays green."""
    shutil.rmtree(into := segment(home))
    shutil.copytree(segment(other), into)


def never_ends(home: Path, earlier: Path, other: Path) -> None:
    """Make opening wait for ever: what is read never comes."""
    path = segment(home) / "data_level0.bin"
    path.unlink()
    os.mkfifo(path)


def swapped(name: str, *, which: int) -> Damage:
    """Return what puts the same folder of another home there: 1 the same home earlier, 2 another archive."""

    def harmed(*homes: Path) -> None:
        shutil.rmtree(homes[0] / name)
        shutil.copytree(homes[which] / name, homes[0] / name)

    return harmed


def older_archive(home: Path, earlier: Path, other: Path) -> None:
    """Put the archive back that was there some changes ago."""
    for path in home.glob("archive.db*"):
        path.unlink()
    shutil.copy(earlier / "archive.db", home)


def noted(**changed: object) -> Damage:
    """Return what changes the note beside Chroma."""
    return lambda home, earlier, other: note(home, **changed)


CHROMA = "chroma/*/"
VECTORS = [
    pytest.param((every(CHROMA + "*", cut), "illisible"), id="graph truncated"),
    pytest.param((every(CHROMA + "header.bin", scramble), "illisible"), id="header garbage"),
    # What lies in memory decides whether following garbage ends the process or only fails.
    pytest.param((every(CHROMA + "data_level0.bin", scramble), "tomber|illisible"), id="graph garbage"),
    pytest.param((every(CHROMA + "length.bin", scramble), "altérés"), id="lengths garbage"),
    pytest.param((every(CHROMA + "link_lists.bin", cut), "link_lists"), id="link lists torn"),
    pytest.param((every(CHROMA + "link_lists.bin", swollen), "link_lists"), id="link lists of 441 GB"),
    pytest.param((every(CHROMA + "index_metadata.pickle", Path.unlink), "illisible"), id="no index_metadata"),
    pytest.param((other_names, ""), id="index_metadata of another graph"),
    pytest.param((lambda home, *_: shutil.rmtree(segment(home)), "illisible"), id="graph removed"),
    pytest.param((every("chroma/chroma.sqlite3", cut), "illisible"), id="chroma.sqlite3 truncated"),
    pytest.param((every("chroma/chroma.sqlite3", Path.unlink), "illisible"), id="chroma.sqlite3 removed"),
    pytest.param((every("chroma/chroma.sqlite3", scramble), "illisible"), id="chroma.sqlite3 garbage"),
    pytest.param((forget_queue, "illisible"), id="log rows missing"),
    pytest.param((lose_rows, ""), id="rows missing"),
    pytest.param((older_graph, ""), id="vectors silently missing"),
    pytest.param((never_ends, "secondes"), id="hangs on open"),
    pytest.param((noted(sequence=99_999), "avance"), id="watermark ahead"),
    pytest.param((noted(sequence=1010), "en retard"), id="watermark behind"),
    pytest.param((every("chroma/verbatim.json", scramble), "rien ne dit"), id="note garbage"),
    pytest.param((swapped("chroma", which=1), "en retard"), id="older copy put back"),
    pytest.param((swapped("chroma", which=2), "autre archive"), id="another archive's Chroma"),
]
LEXICON = "lexicon/*"
WORDS = [
    pytest.param((every(LEXICON + ".store", cut), "illisible"), id="stored fields truncated"),
    pytest.param((every(LEXICON + ".idx", scramble), ""), id="postings garbage"),
    pytest.param((every(LEXICON + ".term", Path.unlink), "illisible"), id="dictionary removed"),
    pytest.param((every("lexicon/meta.json", scramble), "illisible"), id="meta.json garbage"),
    pytest.param((every("lexicon/meta.json", Path.unlink), "meta.json"), id="meta.json removed"),
    pytest.param((swapped("lexicon", which=1), "en retard"), id="older copy put back"),
    pytest.param((swapped("lexicon", which=2), ""), id="another archive's index"),
]


def found(server: Server, home: Path, patience: float = 300) -> dict[str, diagnosis.Finding]:
    """Return what is found of the two indexes, by name."""
    findings = diagnosis.indexes.examine(server.settings(home), Look(patience=patience))
    return {f.name: f for f in findings if f.name in ("lexicon", "vectors")}


def check(server: Server, home: Path, name: str, told: str, before: object) -> None:
    """Hold an index to its promise: found, mended, nothing embedded, the same hits as before."""
    asked = len(server.asked)
    look = Look(patience=8 if told == "secondes" else 300)

    (damaged,) = diagnosis.mend(server.settings(home), look)

    assert (damaged.name, damaged.ok) == (name, False)
    assert re.search(told, damaged.text)
    assert "doctor --repair" in damaged.text
    assert hits(home) == before
    assert len(server.asked) == asked


@pytest.mark.parametrize("damage", VECTORS)
def test_a_damaged_chroma_is_found_and_mended(
    server: Server, home: Path, stand_ins: list[Path], before: object, damage: tuple[Damage, str]
) -> None:
    """Doctor says so, and after the repair questions find what they found before the damage."""
    harm, told = damage
    harm(home, *stand_ins)
    check(server, home, "vectors", told, before)


@pytest.mark.parametrize("damage", WORDS)
def test_a_damaged_lexicon_is_found_and_mended(
    server: Server, home: Path, stand_ins: list[Path], before: object, damage: tuple[Damage, str]
) -> None:
    """The same is true of the lexical index."""
    harm, told = damage
    harm(home, *stand_ins)
    check(server, home, "lexicon", told, before)


@pytest.mark.parametrize("name", ["lexicon", "chroma"])
def test_an_index_that_is_gone_is_built(server: Server, home: Path, before: object, name: str) -> None:
    """Without an index the archive answers, which is no defect; the repair builds it."""
    shutil.rmtree(home / name)
    assert all(f.ok for f in found(server, home).values())

    (built,) = diagnosis.mend(server.settings(home), Look())
    assert built.name == ("vectors" if name == "chroma" else name)
    assert hits(home) == before


def test_an_older_archive_is_followed_back(server: Server, home: Path, earlier: Path) -> None:
    """Indexes ahead of the archive are damaged: they hold what it does not have."""
    older_archive(home, earlier, home)
    assert not any(f.ok for f in found(server, home).values())

    diagnosis.mend(server.settings(home), Look())
    assert hits(home) == hits(earlier)
    assert all(f.ok for f in found(server, home).values())


def test_what_doctor_found_is_not_opened_again(server: Server, home: Path, before: object) -> None:
    """Even without a repair the next owner builds a collection anew that would bring it down."""
    every(CHROMA + "data_level0.bin", scramble)(home, home, home)
    assert not found(server, home)["vectors"].ok

    take(home, [])
    assert hits(home) == before


def test_a_sound_home_is_left_as_it_is(server: Server, home: Path) -> None:
    """Locks that a kill has left damage nothing, and what is sound is not built anew."""
    (home / "owner.lock").write_text("4194304")
    for name in (".tantivy-writer.lock", ".tantivy-meta.lock"):
        (home / "lexicon" / name).touch()
    folders = segment(home), (home / "lexicon" / "meta.json").stat().st_ino
    noted = (home / "chroma" / "verbatim.json").read_bytes()

    assert all(f.ok for f in found(server, home).values())
    assert (home / "chroma" / "verbatim.json").read_bytes() == noted
    assert diagnosis.mend(server.settings(home), Look(everything=True)) == []
    assert folders == (segment(home), (home / "lexicon" / "meta.json").stat().st_ino)


def test_nothing_is_built_from_a_damaged_archive(server: Server, home: Path) -> None:
    """An archive that is damaged itself is said so, and its indexes stay as they are."""
    with closing(sqlite3.connect(home / "archive.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with (home / "archive.db").open("r+b") as file:
        file.seek(size * 3)
        file.write(bytes(size * 40))
    shutil.rmtree(segment(home))

    with pytest.raises(Exception, match="restore"):
        diagnosis.mend(server.settings(home), Look())
    assert not any(path.is_dir() for path in (home / "chroma").iterdir())
