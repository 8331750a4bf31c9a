"""tests/eval/ablation.py: a table for anybody's articles and questions, in which what matters shows."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.eval import ablation

TEXTS = {"nord": "Les élections municipales ont eu lieu à Sulmère.", "sud": "Le port de Brévane reste fermé."}
ASKED = [
    {"question": "Où a eu lieu l'élection municipale ?", "articles": ["nord"]},
    {"question": "Quel port est fermé ?", "gold": "sud", "chosen": False},
    {"question": "Qui est roi ?", "abstain": True},
]


def test_the_sample_shows_what_parts_bring(capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments the sample is asked: a row a part, and without stemming it finds less."""
    ablation.main([])

    rows = dict(line.strip("| ").split(" | ", 1) for line in capsys.readouterr().out.splitlines()[2:])
    recall = {name: float(cells.split(",")[0]) for name, cells in rows.items()}
    assert list(rows) == ["(the whole)", *(part.name for part in ablation.PARTS)]
    assert recall["(the whole)"] >= 0.98 > recall["stemming"]


@pytest.mark.parametrize("packed", [True, False], ids=["scorers-folder", "own-files"])
def test_own_files_are_taken(tmp_path: Path, packed: bool) -> None:
    """A folder with two packed files and a pair of plain ones are the same set; refusals are passed over."""
    articles = [json.dumps({"id": name, "text": text}) for name, text in TEXTS.items()]
    asked = [json.dumps(row) for row in ASKED]
    for name, lines in (("articles", articles), ("questions", asked)):
        text = "\n".join(lines)
        if packed:
            (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    given = str(tmp_path) if packed else f"{tmp_path}/articles.jsonl,{tmp_path}/questions.jsonl"

    corpus = ablation.load(given)

    assert [(a.text, a.wanted) for a in corpus.asked] == [
        (ASKED[0]["question"], {"nord"}),
        (ASKED[1]["question"], {"sud"}),
    ]
    assert [row.article_id for row in corpus.rows] == ["nord", "sud"]
    assert len(ablation.load(given, subset="chosen").asked) == 1


def test_slips_are_always_the_same() -> None:
    """A question typed in a hurry has no accent and no capital, and the same slips each time."""
    corpus = ablation.Corpus(
        "x", (), (ablation.Asked("Où l'Élection municipale a-t-elle lieu ?", frozenset("n")),)
    )

    (asked,) = ablation.hasty(corpus).asked

    assert asked.text.isascii()
    assert asked.text.islower()
    assert ablation.hasty(corpus).asked == (asked,)
