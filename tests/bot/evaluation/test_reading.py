"""bot/evaluation/reading.py: a file of questions, claims and speakers, and what is wrong with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation import reading
from bot.evaluation.items import Claim, Item, Judged, Question, Voice
from index.errors import UsageError

SAMPLE = Path(__file__).parents[2] / "sample" / "questions.json"
SHOWN = {"text": "Trois [1].", "abstained": False, "citations": [{"article_id": "a"}, {"article_id": "a"}]}


def written(folder: Path, text: str) -> Path:
    """Return a file with a text."""
    path = folder / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "item"),
    [
        pytest.param(
            {"question": "Q ?", "answers": ["un", "deux"], "articles": "a.txt"},
            Question("Q ?", ("un", "deux"), (), ("a.txt",)),
            id="question",
        ),
        pytest.param(
            {"question": "Q ?", "gold": "a", "id": 3}, Question("Q ?", articles=("a",)), id="other-name"
        ),
        pytest.param({"question": "Q ?", "abstain": True}, Question("Q ?", abstain=True), id="abstain"),
        pytest.param({"question": "Q ?", "docs": []}, Question("Q ?", abstain=True), id="no-article"),
        pytest.param(
            {"claim": "X a dit Y", "verdict": "denied", "speaker": None},
            Claim("X a dit Y", ("denied",)),
            id="claim",
        ),
        pytest.param({"speaker": "X"}, Voice("X"), id="speaker"),
        pytest.param(
            {"speaker": "X", "topic": "Y", "statements_at_least": 4}, Voice("X", "Y", 4), id="topic"
        ),
        pytest.param(
            {"id": "1", "question": "Q ?", "good": True, "reason": None, "answer": SHOWN},
            Judged("Q ?", True, "Trois [1].", ("a",)),
            id="feedback",
        ),
    ],
)
def test_each_form_of_an_item_is_read(tmp_path: Path, row: dict[str, object], item: Item) -> None:
    """A line becomes the item it means; fields of other names are passed over."""
    assert reading.read(written(tmp_path, json.dumps(row) + "\n\n"), "fr") == [item]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("{", "JSON", id="not-json"),
        pytest.param("3", "objet", id="not-an-object"),
        pytest.param('{"query": "Q ?"}', "question", id="no-known-field"),
        pytest.param('{"question": " ", "abstain": true}', "question", id="empty"),
        pytest.param('{"question": "Q ?"}', "juste", id="nothing-right"),
        pytest.param('{"question": "Q ?", "answers": ["x"], "abstain": true}', "abstain", id="both"),
        pytest.param('{"question": "Q ?", "answers": [3]}', "answers", id="answer-no-text"),
        pytest.param('{"claim": "C", "verdict": ["true"]}', "true", id="unknown-verdict"),
        pytest.param('{"claim": "C"}', "verdict", id="no-verdict"),
        pytest.param('{"speaker": "X", "statements_at_least": -1}', "statements_at_least", id="negative"),
        pytest.param('{"question": "Q ?", "good": true}', "feedback", id="feedback-without-answer"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """What is wrong is told with its line number and why, and nothing is asked."""
    path = written(tmp_path, f'{{"speaker": "X"}}\n\n{line}\n')
    with pytest.raises(UsageError, match=r"ligne 3\b") as raised:
        reading.read(path, "fr")
    assert reason in str(raised.value)


def test_a_line_with_unusual_line_ends_inside_is_one_line(tmp_path: Path) -> None:
    """U+2028 in a JSON string ends no line, so that the numbers in errors are those of an editor."""
    path = written(tmp_path, '{"speaker": "X\u2028Y"}\n{"speaker": "Z"}\n')
    assert len(reading.read(path, "fr")) == 2


@pytest.mark.parametrize("text", ["", "\n \n", "[]"], ids=["empty", "blank", "empty-list"])
def test_a_file_without_items_is_an_error(tmp_path: Path, text: str) -> None:
    """Nothing to measure is told, not reported as a run of nothing."""
    with pytest.raises(UsageError):
        reading.read(written(tmp_path, text), "fr")


def test_the_sample_questions_are_a_file_of_items() -> None:
    """A JSON object of lists is read; a question without documents is one to refuse."""
    rows = json.loads(SAMPLE.read_text(encoding="utf-8"))
    items = reading.read(SAMPLE, "fr")
    assert len(items) == len(rows["questions"]) + len(rows["claims"])
    silent = sum(isinstance(item, Question) and item.abstain for item in items)
    assert silent == sum(not row["docs"] for row in rows["questions"])


def test_a_bad_item_of_a_list_is_named(tmp_path: Path) -> None:
    """In one JSON document the list and the number of the item stand for the line."""
    path = written(tmp_path, json.dumps({"claims": [{"speaker": "X"}, {"claim": "C", "verdict": []}]}))
    with pytest.raises(UsageError, match=r"claims élément 2\b"):
        reading.read(path, "fr")
