"""The measuring itself is right: ranks, varied articles, memory, tables, and the systems without peers."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.render import plots
from tests.bench import peers, processes, rows, speed
from tests.bench.systems import Fts5, System, Verbatim
from tests.bench.varying import varied

ARTICLES = [
    {
        "id": "port",
        "title": "Le port de Sulmère rouvre",
        "text": "Le port de Sulmère a rouvert après la grève.",
    },
    {"id": "budget", "title": "Budget", "text": "Le parlement de Brévanie a adopté le budget par 84 voix."},
    {"id": "musee", "title": "Musée", "text": "Le musée de Lindal expose une toile retrouvée en 1931."},
]


def test_quality_counts_what_was_not_found() -> None:
    """Recall and MRR at 10 are over all questions; a rank beyond 10 and none at all give nothing."""
    found = peers.quality([1, 2, 11, 0])
    assert found == {"n": 4, "first": [1, 0, 0, 0], "r1": 0.25, "r10": 0.5, "mrr": pytest.approx(0.375)}


def test_the_rank_is_that_of_the_first_right_article() -> None:
    """Any of the right articles counts, the first from 1; none is 0."""
    assert peers.rank(["a", "b", "c"], {"b", "c"}) == 2
    assert peers.rank(["a"], {"b"}) == 0


@pytest.mark.parametrize("make", [Fts5, Verbatim], ids=["fts5", "verbatim"])
def test_a_system_ranks_the_article_that_answers(make: type[Fts5 | Verbatim], tmp_path: Path) -> None:
    """What is taken in is found, one id an article; marks of a query language do no harm."""
    system: System = make(tmp_path, None)
    system.add(ARTICLES)
    assert system.search("Combien de voix pour le budget ?")[0] == "budget"
    assert system.search('le "port* OR (sulmère) NEAR')[0] == "port"
    assert system.search("?!") == []
    system.close()


def test_more_articles_are_the_real_ones_varied() -> None:
    """The real ones come first and unchanged; each further one has its own id and words; equal each time."""
    real = [a | {"text": a["text"] * 9} for a in ARTICLES]
    made = varied(real, 8)
    assert made[:3] == real
    assert len({a["id"] for a in made}) == len(made) == 8
    assert all(made[n]["text"] != real[n % 3]["text"] for n in range(3, 8))
    assert "Sulmère" in made[3]["text"]
    assert made == varied(real, 8)
    assert varied(real, 2) == real[:2]


def test_memory_and_failures_of_a_command_are_seen() -> None:
    """The peak holds what the command held for a moment; a failure is not measured but raised."""
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("memory is read from /proc")
    code = "import time; x = bytearray(60_000_000); time.sleep(0.6); print(len(x))"
    done = processes.run([sys.executable, "-c", code])
    assert done.out == "60000000\n"
    assert 57 < done.peak < 200
    assert done.seconds >= 0.6
    with pytest.raises(RuntimeError, match="broken"):
        processes.run([sys.executable, "-c", "raise SystemExit('broken')"])


def test_a_table_has_a_row_a_system() -> None:
    """Each system stands in one row with as many cells as the head; what is not measured is a dash."""
    row = peers.quality([1, 0]) | {
        "articles": 3,
        "p50": 1.0,
        "p95": 2.0,
        "answer": None,
        "rate": 9.0,
        "peak": 0,
    }
    lines = peers.table({"verbatim": row, "fts5": dict(row)}).splitlines()
    assert [line.count("|") for line in lines[:4]] == [len(peers.HEAD) + 1] * 4
    assert lines[2] == "| verbatim | 0.500 | – | 0.500 | 0.500 | 1.0 / 2.0 | – | 9 | – |"
    assert "| SQLite FTS5 | 0.500 | +0 −0, p = 1.000 | 0.500" in lines[3]


def test_growth_is_drawn_and_told() -> None:
    """A column a size, what is wanted beside it, and plots that are SVG files of their own."""
    found = [
        dict.fromkeys(speed.TARGETS, 2.0) | {"articles": n, "said p95": 1.0, "check p95": n} for n in (5, 20)
    ]
    lines = speed.report(found).splitlines()
    assert lines[0] == "|  | unit | 5 articles | 20 articles | wanted of 20,000 |"
    assert "| rate | articles/s | 2.00 | 2.00 | ≥ 60 |" in lines
    for svg in speed.curves(found).values():
        assert ElementTree.fromstring(plots.standing(svg)).tag == "{http://www.w3.org/2000/svg}svg"


def test_questions_are_thinned_evenly() -> None:
    """At most so many, from the whole of them; 0 keeps all."""
    all_ = [{"question": str(n)} for n in range(10)]
    assert [q["question"] for q in rows.thinned(all_, 3)] == ["0", "3", "6"]
    assert rows.thinned(all_, 0) == all_


@pytest.mark.parametrize("name", ["bm25s", "llama-index-retrievers-bm25"])
def test_peers_are_pinned_by_hash(name: str) -> None:
    """What is measured beside verbatim is pinned as strictly as what it runs on, and names no host."""
    text = (Path(__file__).parent / "requirements.txt").read_text(encoding="utf-8")
    assert f"{name}==" in text
    assert text.count("==") == 2
    assert "--hash=sha256:" in text
    assert "://" not in text
