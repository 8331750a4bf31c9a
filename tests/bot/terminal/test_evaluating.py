"""bot/terminal/evaluating.py: `eval` over a small home, for people, scripts, as a page and against a run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

HOSTILE = '<script>alert(1)</script> & <svg onload=x> "Où" ?'
ITEMS: list[dict[str, Any]] = [
    {"question": "Combien de voix pour le budget de Brévanie ?", "answers": ["84"], "articles": ["budget"]},
    {
        "question": "Quand le port de Sulmère a-t-il rouvert ?",
        "answers": ["samedi"],
        "articles": ["https://phare.invalid/port"],
    },
    {"question": "Quel est le record du saut à la perche ?", "abstain": True},
    {"question": "Qui est ailleurs ?", "articles": ["nulle-part.txt"]},
    {"claim": "Maëlle Dorval a dit : « Nous avons obtenu ce que nous demandions »", "verdict": ["verbatim"]},
    {
        "claim": "Colin Estève a dit : « Nous avons obtenu ce que nous demandions »",
        "verdict": ["other_speaker"],
        "speaker": "Maëlle Dorval",
    },
    {"speaker": "Maëlle Dorval"},
    {"speaker": "Maëlle Dorval", "statements_at_least": 9},
    {"question": HOSTILE, "abstain": True},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the items as a file."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in ITEMS), encoding="utf-8")
    return path


def figures(document: Any) -> dict[str, tuple[float, int]]:
    """Return (value, n) by measure."""
    return {f["name"]: (f["value"], f["n"]) for f in document["figures"]}


def test_every_kind_of_item_is_measured(verbatim: Any, home: Path, file: Path) -> None:
    """Each measure counts its own items; what names no article of the home is left out and told."""
    done = verbatim("eval", file, "--home", home, "--json")
    assert done.status == 0, done.err
    found = figures(done.document)
    assert found["first"] == (1.0, 2)
    assert found["shows_answer"] == (0.5, 2)
    assert found["rightly_refused"] == (1.0, 2)
    assert found["verdict_right"] == (1.0, 2)
    assert found["speaker_right"] == (1.0, 1)
    assert found["statements_found"] == (0.5, 2)
    assert done.document["left_out"] == ["Qui est ailleurs ?"]
    assert all(f["low"] <= f["value"] <= f["high"] for f in done.document["figures"])


def test_people_read_figures_and_what_was_wrong(verbatim: Any, home: Path, file: Path) -> None:
    """The report names each measure with its interval and n, then the items that were wrong."""
    done = verbatim("eval", file, "--home", home)
    assert done.status == 0, done.err
    assert re.search(r"bon article en tête +100,0\s% +\[34,2\s% – 100,0\s%\] +2\n", done.out)
    wrong = done.out.partition("Ce qui n’est pas juste")[2]
    assert "Quand le port de Sulmère" in wrong
    assert "Combien de voix" not in wrong
    assert "\x1b" not in done.out


def test_a_run_is_compared_with_an_earlier_one(verbatim: Any, home: Path, file: Path, tmp_path: Path) -> None:
    """An item that was right and no longer is stands among the flips, and the status stays 0."""
    kept = tmp_path / "run.json"
    assert verbatim("eval", file, "--home", home, "--save", kept).status == 0
    earlier = json.loads(kept.read_text(encoding="utf-8"))
    for outcome in earlier["outcomes"]:  # as if search and answers had been the other way round
        if "shows_answer" in outcome["measures"]:
            outcome["measures"]["shows_answer"] = 1 - outcome["measures"]["shows_answer"]
    kept.write_text(json.dumps(earlier), encoding="utf-8")

    done = verbatim("eval", file, "--home", home, "--compare", kept, "--json")
    people = verbatim("eval", file, "--home", home, "--compare", kept)

    assert (done.status, people.status) == (0, 0)
    flips = {(f["measure"], f["label"]): f["better"] for f in done.document["comparison"]["flips"]}
    assert flips == {
        ("shows_answer", ITEMS[0]["question"]): True,
        ("shows_answer", ITEMS[1]["question"]): False,
    }
    better, _, worse = people.out.partition("Devenus justes")[2].partition("Devenus faux")
    assert ITEMS[0]["question"] in better
    assert ITEMS[1]["question"] in worse


def test_the_page_loads_and_runs_nothing(verbatim: Any, home: Path, file: Path, tmp_path: Path) -> None:
    """The page holds plots, no script, no address to load, and the text of questions only as text."""
    page = tmp_path / "page.html"
    assert verbatim("eval", file, "--home", home, "--html", page).status == 0
    text = page.read_text(encoding="utf-8")

    class Tags(HTMLParser):
        """Collects tags and attributes."""

        tags: list[tuple[str, list[tuple[str, str | None]]]]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.append((tag, attrs))

    parser = Tags()
    parser.tags = []
    parser.feed(text)
    assert "script" not in {tag for tag, _ in parser.tags}
    assert not {name for _, attrs in parser.tags for name, _ in attrs if name in {"src", "href", "onload"}}
    assert sum(tag == "svg" for tag, _ in parser.tags) == 2
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ElementTree.fromstring(svg)


def test_each_column_of_the_page_has_a_name(verbatim: Any, home: Path, file: Path, tmp_path: Path) -> None:
    """Nobody guesses what a figure is: every column has a head, on the side of its figures."""
    kept, page = tmp_path / "run.json", tmp_path / "page.html"
    verbatim("eval", file, "--home", home, "--save", kept)
    verbatim("eval", file, "--home", home, "--html", page, "--compare", kept)
    tables = re.findall(r"<table>(.*?)</table>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert len(tables) >= 3
    for table in tables:
        heads, *rows = (
            re.findall(r"<t[hd](.*?)>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", table)
        )
        assert all(text for _, text in heads)
        assert all([side for side, _ in row] == [side for side, _ in heads] for row in rows)


def test_a_hostile_question_is_text_on_the_page(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """A question that is wrong is listed with its marks escaped."""
    file, page = tmp_path / "q.jsonl", tmp_path / "page.html"
    file.write_text(json.dumps({"question": HOSTILE, "answers": ["x"]}), encoding="utf-8")
    assert verbatim("eval", file, "--home", home, "--html", page).status == 0
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    assert "<svg onload" not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_bad_line_ends_before_anything_is_asked(
    verbatim: Any, home: Path, tmp_path: Path, language: str
) -> None:
    """Exit status 2, the line number on stderr, nothing on stdout."""
    file = tmp_path / "q.jsonl"
    file.write_text('{"speaker": "X"}\n{"question": "Q ?"}\n', encoding="utf-8")
    done = verbatim("eval", file, "--home", home, "--language", language)
    assert (done.status, done.out) == (2, "")
    assert "2: " in done.err.replace("\u00a0", "")


@pytest.mark.parametrize("text", ["{}", "[", '{"verbatim_run": 9, "outcomes": []}', '{"verbatim_run": 1}'])
def test_what_is_no_run_is_not_compared_with(
    verbatim: Any, home: Path, file: Path, tmp_path: Path, text: str
) -> None:
    """A file that `eval --save` did not write is refused with status 2."""
    other = tmp_path / "other.json"
    other.write_text(text, encoding="utf-8")
    assert verbatim("eval", file, "--home", home, "--compare", other).status == 2


def test_feedback_is_measured_as_it_is_printed(verbatim: Any, home: Path, tmp_path: Path) -> None:
    """👍: an article that was cited is cited still; 👎: the answer is no longer the same."""
    question = ITEMS[0]["question"]
    answer = verbatim("ask", question, "--home", home, "--json").document
    other = {**answer, "text": "Autre chose.", "citations": [{"article_id": "port"}]}
    rows = [
        {"id": str(n), "question": question, "good": good, "reason": None, "given": "", "answer": given}
        for n, (good, given) in enumerate([(True, answer), (False, answer), (True, other), (False, other)])
    ]
    file = tmp_path / "feedback.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = verbatim("eval", file, "--home", home, "--json")
    measured = [o["measures"] for o in done.document["outcomes"]]
    assert measured == [{"good_kept": 1.0}, {"bad_changed": 0.0}, {"good_kept": 0.0}, {"bad_changed": 1.0}]


def test_the_example_of_the_readme_is_right_on_the_sample(verbatim: Any, tmp_path: Path) -> None:
    """What the README shows as a file can be measured as it stands, and nothing in it is wrong."""
    root = Path(__file__).parents[3]
    readme = (root / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", readme, re.DOTALL)
    file = tmp_path / "questions.jsonl"
    file.write_text(example, encoding="utf-8")
    assert verbatim("add", root / "tests/sample/articles", "--home", tmp_path / "home").status == 0
    found = verbatim("eval", file, "--home", tmp_path / "home", "--json").document
    assert len(found["outcomes"]) == len(example.splitlines())
    assert [o["label"] for o in found["outcomes"] if 0 in o["measures"].values()] == []
