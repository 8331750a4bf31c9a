"""The ledger as commands read it: statements, speakers, what somebody said."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import schema
from index.archive import Archive
from index.derive import tellings
from index.errors import ArchiveBusy, ArchiveError
from index.ledger import Ledger
from index.ledger.asked import Covered
from index.ledger.speakers import naming
from index.ledger.stored import connection, rows
from index.news import Article
from tests.index.ledger.conftest import Printed, Say

PORT = (
    "Le port de Merrane restera fermé.\n\n"
    "« Nous avons tenu parole », a déclaré Odile Tarvane, maire de Merrane."
)
GAS = "« Le gaz coûte trop cher », a affirmé Odile Tarvane. Elle a aussi nié avoir signé l’accord."


def test_columns_are_those_of_the_schema() -> None:
    """What the standard library reads by name stands in the tables under that name."""
    assert set(rows.STATEMENT) <= set(schema.statements.c.keys())
    assert set(rows.STATEMENT) <= set(schema.past_statements.c.keys())
    assert set(rows.ARTICLE) <= set(schema.articles.c.keys())
    assert rows.VERSION == schema.VERSION


def test_a_reader_that_leaves_early_leaves_nothing_open(printed: Printed, archive: Archive) -> None:
    """What is read one at a time may be given up after the ledger is closed, without a complaint."""
    printed("a1", PORT)
    printed("a2", GAS)
    with Ledger.open(archive.home) as ledger:
        reading = iter(ledger.statements())
        next(reading)
    reading.close()  # type: ignore[attr-defined]  # a generator


def test_a_statement_comes_back_as_it_was_read(printed: Printed, archive: Archive) -> None:
    """Every field is kept, and every span is a slice of the stored text."""
    article = printed("a1", "😀 " + PORT, title="Port", published="2031-04-02", outlet="Le Phare")
    (read,) = tellings([(article, ())])
    assert not isinstance(read, str)

    with Ledger.open(archive.home) as ledger:
        found = list(ledger.statements())
        assert ledger.count() == len(found)
    assert [s for s, _ in found] == list(read.statements)
    for statement, of in found:
        assert (of.id, of.title, of.outlet) == ("a1", "Port", "Le Phare")
        for span in (*statement.fragments, statement.content):
            assert article.text[span.start : span.end] == span.text


def test_a_span_is_covered_by_its_statements(printed: Printed, archive: Archive) -> None:
    """A part of an article has the statements and quoted terms that touch it, and no others."""
    text = f"{PORT} La « guerre des quais » dure. {GAS}"
    printed("a1", text)
    gas, term = text.index("Le gaz"), text.index("guerre")

    with Ledger.open(archive.home) as ledger:
        whole = ledger.covering("a1", 0, len(text))
        here = ledger.covering("a1", gas, gas + 5)
        quoted = ledger.covering("a1", term, term + 1)
        assert ledger.covering("a1", gas, gas) == ledger.covering("a2", 0, 9) == Covered()
        assert whole.statements == tuple(s for s, _ in ledger.statements("a1"))

    assert [s.content.text for s in here.statements] == ["Le gaz coûte trop cher"]
    assert [t.text for t in quoted.terms] == ["guerre des quais"]
    assert not quoted.statements


def test_statements_go_with_their_article(printed: Printed, archive: Archive) -> None:
    """A changed article has the statements of its new text, a removed one none; nothing of it stays."""
    printed("a1", PORT)
    printed("a1", GAS)
    with Ledger.open(archive.home) as ledger:
        assert {s.content.text for s, _ in ledger.statements()} >= {"Le gaz coûte trop cher"}
        assert not any("parole" in s.content.text for s, _ in ledger.statements())
    archive.remove(["a1"])
    archive.settle()
    left = sqlite3.connect(archive.home / "archive.db")
    for table in ("statements", "terms", "sightings", "naming", "readings", "speakers", "aliases", "roles"):
        assert left.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_speaker_is_one_over_all_articles(printed: Printed, archive: Archive) -> None:
    """Spellings of one name are one speaker, under the form seen most."""
    for n in range(2):
        printed(f"a{n}", PORT, published="2031-04-02")
    printed("b", "« C’est fini », a déclaré Odile TARVANE jeudi.", published="2031-04-03")
    with Ledger.open(archive.home) as ledger:
        (only,) = [s for s in ledger.speakers() if "arvane" in s.name.lower()]
    assert (only.name, only.type, only.statements, only.articles) == ("Odile Tarvane", "person", 3, 3)


def test_settling_again_changes_nothing(printed: Printed, archive: Archive) -> None:
    """The same articles in another order give the same speakers."""

    def speakers() -> list[tuple[object, ...]]:
        with sqlite3.connect(archive.home / "archive.db") as connection:
            sql = "SELECT * FROM speakers ORDER BY key"
            return [*connection.execute(sql), *connection.execute("SELECT * FROM aliases ORDER BY 1, 2")]

    texts = {"a": PORT, "b": GAS, "c": "« Non », a répondu Ilan Desmar, juge à Merrane."}
    for name, text in texts.items():
        printed(name, text)
    first = speakers()
    archive.remove(texts)
    for name, text in reversed(texts.items()):
        printed(name, text)
    assert speakers() == first != []


def test_it_is_read_while_another_process_writes(printed: Printed, archive: Archive, say: Say) -> None:
    """A reader sees the last commit and waits for nobody."""
    printed("a1", PORT)
    writer = sqlite3.connect(archive.home / "archive.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM statements")
    assert say("Odile Tarvane").scanned.statements_by_speaker == 1
    writer.execute("ROLLBACK")
    writer.close()


@pytest.mark.parametrize(
    ("code", "error"),
    [("SQLITE_CORRUPT", ArchiveError), ("SQLITE_BUSY_RECOVERY", ArchiveBusy), ("SQLITE_ODD", ArchiveError)],
)
def test_every_error_of_sqlite_is_explained(code: str, error: type[ArchiveError]) -> None:
    """Whatever SQLite reports becomes our error, with a text."""
    reported = sqlite3.OperationalError("x")
    reported.sqlite_errorname = code
    explained = connection.explain(reported, Path("archive.db"))
    assert type(explained) is error
    assert "archive.db" in str(explained)


@pytest.mark.parametrize("content", [b"no archive at all, only text" * 100, b""], ids=["text", "empty"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is not ours is an ArchiveError, as is none at all."""
    with pytest.raises(ArchiveError):
        Ledger.open(tmp_path)
    (tmp_path / "archive.db").write_bytes(content)
    with pytest.raises(ArchiveError):
        Ledger.open(tmp_path)


def test_damage_found_late_is_explained(printed: Printed, archive: Archive) -> None:
    """A query that fails in the middle is an ArchiveError too."""
    printed("a1", PORT)
    with Ledger.open(archive.home) as ledger:
        with sqlite3.connect(archive.home / "archive.db") as other:
            other.execute("DROP TABLE roles")
        with pytest.raises(ArchiveError):
            ledger.speakers()


def test_no_store_and_no_model_library_is_loaded() -> None:
    """The ledger costs the standard library and small modules of ours: nothing that takes half a second."""
    heavy = "sqlalchemy numpy llama_index chromadb tantivy tiktoken rich typer"
    script = (
        "import sys; from index.ledger import Ledger; from index.ledger.asked import Asked\n"
        f"print(*[m for m in '{heavy}'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@given(st.text())
def test_any_text_has_its_words_named(text: str) -> None:
    """No text raises, and what is named in it has all its words in it."""
    assert naming.of_name(text) == naming.words(text)
    assert naming.words("Tarvane") <= naming.words(f"{text} Tarvane")


def test_naming_knows_accents_case_and_lower_words(printed: Printed, archive: Archive) -> None:
    """A name is found however it is written; of a body its small words count too."""
    printed("a1", "Élodie TARVANE a parlé. La Caisse des marées a payé.")
    printed("a2", "La Caisse de Merrane a payé.")
    with sqlite3.connect(archive.home / "archive.db") as opened:
        assert len(naming.holders(opened, "Elodie Tarvane")) == 1
        assert len(naming.holders(opened, "Caisse des marées")) == 1
        assert naming.holders(opened, "Ilan Desmar") == set()


def test_an_article_of_another_language_has_a_reading(archive: Archive) -> None:
    """What the grammar cannot read yet is read all the same: it has no statements and does not wait."""
    from index.derive import entry

    archive.store([entry(Article("a1", "Nothing is decided.", "/a", language="xx"), b"")])
    assert archive.count_unread() == 0
