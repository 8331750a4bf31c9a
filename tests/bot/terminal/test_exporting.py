"""bot/terminal/exporting.py: articles and statements as files that other programs, and `add`, read."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from bot.render import table
from index.archive import Archive
from index.derive import entry
from index.ledger import Ledger
from index.ledger.selecting import Selection
from index.news import Article
from tests.bot.terminal.conftest import COMMAND
from tests.bot.terminal.test_process import imported_by

SAMPLE = Path(__file__).parents[2] / "sample" / "articles"
HEAVY = {"llama_index", "chromadb", "sqlalchemy", "numpy", "tantivy", "tiktoken", "docx"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the sample articles: text, Markdown, pages and JSON Lines."""
    from tests.bot.terminal.conftest import call

    folder = tmp_path_factory.mktemp("sample") / "home"
    assert call("add", SAMPLE, "--home", folder).status == 0
    return folder


def shown(verbatim: Any, home: Path) -> dict[str, dict[str, Any]]:
    """Return every article of a home as `show` gives it, but for the place it came from."""
    ids = [a["id"] for a in verbatim("articles", "--home", home, "--json").document]
    each = (verbatim("show", i, "--home", home, "--json").document for i in ids)
    return {a["id"]: {k: v for k, v in a.items() if k != "source"} for a in each}


def test_exported_articles_give_the_same_articles(verbatim: Any, sample: Path, tmp_path: Path) -> None:
    """Given back to `add` in an empty home they are the same; in their own home nothing changes."""
    file = tmp_path / "a.jsonl"
    assert verbatim("export", "articles", "-o", file, "--home", sample).status == 0
    assert verbatim("add", file, "--home", tmp_path / "new").status == 0
    before, after = shown(verbatim, sample), shown(verbatim, tmp_path / "new")
    assert len(before) >= 16
    assert after == before
    again = verbatim("add", file, "--home", tmp_path / "new", "--json").document
    assert (again["unchanged"], again["added"], again["updated"]) == (len(before), 0, 0)


def test_without_the_mark_of_an_export_a_text_is_cleaned() -> None:
    """Only a line that says it is cleaned keeps lines that look like boilerplate."""
    from index.reading.forms.jsonl import _reading

    text = "Opinion\n\nLe pont de Sarège est rouvert depuis lundi matin."
    for cleaned, kept in ((True, True), (False, False), ("true", False)):
        line = json.dumps({"text": text, "cleaned": cleaned, "genre": "opinion"}).encode()
        assert _reading(line, "x:1").article.text.startswith("Opinion") is kept


@pytest.mark.parametrize("what", ["articles", "statements"])
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param((), {"port", "budget"}, id="all"),
        pytest.param(("--since", "2031-05-01"), {"budget"}, id="since"),
        pytest.param(("--until", "2031-04-02"), {"port"}, id="until"),
        pytest.param(("--outlet", "l'observateur brevanien"), {"budget"}, id="outlet"),
        pytest.param(("--speaker", "Dorval"), {"port"}, id="speaker"),
        pytest.param(("--speaker", "Dorval", "--since", "2031-05-01"), set(), id="none"),
    ],
)
def test_filters(verbatim: Any, home: Path, what: str, options: tuple[str, ...], expected: set[str]) -> None:
    """Day, outlet and voice each narrow what is written, on stdout as JSON Lines."""
    done = verbatim("export", what, *options, "--home", home)
    assert done.status == 0
    assert {one["id" if what == "articles" else "article_id"] for one in done.lines} == expected


def test_csv_has_a_head_and_no_formula(verbatim: Any, tmp_path: Path) -> None:
    """Every cell that a spreadsheet would run is text, in a file with the mark that spreadsheets need."""
    source, file = tmp_path / "a.jsonl", tmp_path / "a.csv"
    article = {"text": "-2+3 navires, « Nous partons demain », a déclaré Maëlle Dorval.", "title": "=1+1"}
    article |= {"outlet": "@SOMME", "author": "\uff1d1+1"}
    source.write_text(json.dumps(article), encoding="utf-8")
    verbatim("add", source, "--home", tmp_path / "h")
    assert verbatim("export", "articles", "-o", file, "--home", tmp_path / "h").status == 0
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert [row[name][:2] for name in ("title", "outlet", "author", "text")] == ["'=", "'@", "'\uff1d", "'-"]
    statements = verbatim("export", "statements", "--format", "csv", "--home", tmp_path / "h").out
    assert next(csv.DictReader(io.StringIO(statements)))["title"] == "'=1+1"


@pytest.mark.parametrize(
    ("separator", "character"),
    [
        pytest.param(None, ",", id="comma"),
        pytest.param(";", ";", id="semicolon"),
        pytest.param("tab", "\t", id="tab"),
    ],
)
def test_cells_stand_between_the_separator(
    verbatim: Any, sample: Path, tmp_path: Path, separator: str | None, character: str
) -> None:
    """A spreadsheet that cuts there finds every cell; so does `statements --csv`."""
    file, other, option = (
        tmp_path / "a.csv",
        tmp_path / "b.csv",
        ("--separator", separator) if separator else (),
    )
    assert verbatim("export", "statements", *option, "-o", file, "--home", sample).status == 0
    text = file.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=character))
    assert len({len(row) for row in rows}) == 1 < len(rows)
    assert rows[0][:2] == ["id", "article_id"]
    assert verbatim("statements", "--csv", other, *option, "--home", sample).status == 0
    assert other.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("command", [("export", "articles"), ("statements",)], ids=" ".join)
def test_a_separator_is_for_csv_alone(verbatim: Any, home: Path, command: tuple[str, ...]) -> None:
    """With another form it is a wrong call that says so, not an option without effect."""
    done = verbatim(*command, "--separator", ";", "--home", home)
    assert (done.status, done.out) == (2, "")
    assert "--separator" in done.err


@pytest.mark.parametrize("written", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("cut", [",", ";", "\t"], ids=["cut-comma", "cut-semicolon", "cut-tab"])
def test_no_cell_is_a_formula_wherever_lines_are_cut(written: str, cut: str) -> None:
    """A spreadsheet set to another separator, blind to the marks, makes no cell that it would run."""
    text = "Un;=1+1,=2+2\t+3\n=4+4\r\n-5;@six\n\uff1d7"
    lines = "".join(table.articles([Article("a", text, "/a.txt", title="b,-c;=d")], written))
    cells = re.split(f"[{cut}\r\n]", lines)
    assert not [cell for cell in cells if cell.strip('"').startswith(("=", "+", "-", "@", "\uff1d"))]


def test_an_empty_csv_has_its_head(verbatim: Any, home: Path) -> None:
    """Nothing found is a file with a head and no line."""
    out = verbatim("export", "statements", "--format", "csv", "--until", "1999-01-01", "--home", home).out
    assert out.startswith("id,article_id,")
    assert len(out.splitlines()) == 1


def test_a_file_that_is_there_stays(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """Nothing is replaced without --force, and nothing half-written is left."""
    file = tmp_path / "a.jsonl"
    file.write_text("mine", encoding="utf-8")
    done = verbatim("export", "articles", "-o", file, "--home", home)
    assert (done.status, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in done.err
    assert verbatim("export", "articles", "-o", file, "--force", "--home", home).status == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize(
    "command",
    [
        ("speakers",),
        ("speakers", "--json"),
        ("export", "articles"),
        ("export", "dossier", "Dorval"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_a_full_output_is_said(environment: dict[str, str], home: Path, command: tuple[str, ...]) -> None:
    """The work failed, and what was written is not whole: status 1 and one line, which blames no defect."""
    where = () if command == ("--version",) else ("--home", str(home))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *command, *where],
            check=False,
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert "n’a pas pu être écrite en entier" in done.stderr
    assert "LOG_LEVEL" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_leaves_no_file(environment: dict[str, str], tmp_path: Path) -> None:
    """What was there before stays, and the call was not wrong: the work failed."""
    file = tmp_path / "a.jsonl"
    file.write_text("mine", encoding="utf-8")
    script = (
        "import resource, sys; from pathlib import Path; from bot.terminal import app, saving;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (99, 99));"
        "app.app = lambda **_: saving.lines(Path(sys.argv[1]), ['x' * 200]); sys.exit(app.run([]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert str(file) in done.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("options", "status", "word"),
    [
        pytest.param(("-o", "a.xlsx"), 2, "--format", id="unknown form"),
        pytest.param(("-o", "no/such/a.csv"), 2, "no/such/a.csv", id="no folder"),
        pytest.param(("-o", "."), 2, ".", id="a folder"),
        pytest.param(("--since", "hier"), 2, "hier", id="no day"),
        pytest.param(("--speaker", "Maud Dorvale-Quint"), 1, "Maëlle Dorval", id="near name"),
        pytest.param(("--speaker", "Qqqq Zzzz"), 1, "Qqqq Zzzz", id="nobody"),
    ],
)
def test_wrong_calls_say_what_to_do(
    verbatim: Any, home: Path, options: tuple[str, ...], status: int, word: str
) -> None:
    """A wrong call writes nothing and names what is wrong; an unknown name gets the names near it."""
    done = verbatim("export", "statements", *options, "--home", home)
    assert (done.status, word in done.err, done.out) == (status, True, "")


def test_a_long_archive_is_written_in_little_memory(tmp_path: Path) -> None:
    """Articles go out one at a time: of 12 MB of text never more than a small part is held."""
    with Archive.open(tmp_path, create=True) as archive:
        for start in range(0, 120, 20):
            archive.store(
                [
                    entry(Article(f"a{n}", f"Le navire {n} accoste. " + "x" * 100_000, f"/{n}"), b"")
                    for n in range(start, start + 20)
                ]
            )
    with Ledger.open(tmp_path) as ledger:
        tracemalloc.start()
        size = sum(map(len, table.articles(ledger.selected_articles(Selection()))))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert size > 12_000_000
    assert most < 3_000_000


def test_exporting_loads_no_store(environment: dict[str, str], home: Path) -> None:
    """The standard library reads the archive: a small export starts at once."""
    loaded = imported_by(environment, "export", "statements", "--home", str(home))
    assert loaded & HEAVY == set()
