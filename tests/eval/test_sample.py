"""The sample corpus is sound: what its questions and annotations quote is printed in its articles."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[1] / "sample"
FILES = sorted((SAMPLE / "articles").iterdir())
ASKED: dict[str, list[dict[str, Any]]] = json.loads((SAMPLE / "questions.json").read_text(encoding="utf-8"))
ANNOTATED: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLE / "statements.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERED = {"verbatim", "altered", "in_substance", "other_speaker", "about_speaker", "conditional", "denied"}
# A short list: real names that a press text slips into most easily.
REAL = re.compile(
    r"\b(France|Allemagne|Russie|Ukraine|Chine|Espagne|Italie|Belgique|Suisse|Canada|Japon|Israël|Europe|Paris|"
    r"Londres|Moscou|Pékin|Washington|Bruxelles|Macron|Poutine|Trump|Biden|Zelensky|Merkel|Scholz|Sarkozy|"
    r"OTAN|ONU|AFP|Reuters|euros?|dollars?)\b"
)
MONTHS = "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"


def printed(file: Path) -> str:
    """The text of a file as a reader sees it, JSON and HTML escapes undone."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        return "\n".join(f"{a['title']}\n{a['text']}" for a in map(json.loads, text.splitlines()))
    return re.sub(r"<[^>]+>", "", html.unescape(text)) if file.suffix == ".html" else text


def squeezed(text: str) -> str:
    """Text without case, white space and the two forms of the apostrophe."""
    return re.sub(r"\s", "", text.lower()).replace("’", "'")


TEXTS = {file.name: printed(file) for file in FILES}
PRINTED = {name: squeezed(text) for name, text in TEXTS.items()}


def articles() -> int:
    """Count the articles: one a file, one a line in a JSON Lines file."""
    return sum(len(f.read_text(encoding="utf-8").splitlines()) if f.suffix == ".jsonl" else 1 for f in FILES)


def test_the_counts_of_the_readme_are_true() -> None:
    """The README says how many articles, files and annotated articles there are, and names every file."""
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")

    said = re.search(r"(\d+) French press articles in (\d+) files", readme)
    annotated = re.search(r"statements of (\d+) articles", readme)

    assert said is not None
    assert annotated is not None
    assert (int(said[1]), int(said[2]), int(annotated[1])) == (articles(), len(FILES), len(ANNOTATED))
    assert [f.name for f in FILES if f"`{f.name}`" not in readme] == []


def test_there_is_enough_of_everything() -> None:
    """The corpus and its questions are large enough for a floor to mean something."""
    answerable = [q for q in ASKED["questions"] if q["docs"]]

    assert articles() >= 16
    assert len(answerable) >= 45
    assert len(ASKED["questions"]) - len(answerable) >= 20
    assert len(ASKED["claims"]) >= 20
    assert {f.suffix for f in FILES} == {".txt", ".md", ".html", ".jsonl"}
    assert len({q["question"] for q in ASKED["questions"]}) == len(ASKED["questions"])


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_real_is_named(name: str) -> None:
    """An invented world names no real country, leader, body, agency or currency."""
    assert REAL.findall(TEXTS[name]) == []


@pytest.mark.parametrize("item", [q for q in ASKED["questions"] if q["docs"]], ids=lambda q: q["question"])
def test_an_answer_is_printed_in_a_document_of_its_question(item: dict[str, Any]) -> None:
    """Every accepted answer stands in one of the documents, and every document holds an accepted answer."""
    pages = {name: PRINTED[name] for name in item["docs"]}
    answers = [squeezed(a) for a in item["answers"]]

    assert answers
    assert [
        a for a in [*answers, *map(squeezed, item.get("all", []))] if not any(a in p for p in pages.values())
    ] == []
    assert [name for name, page in pages.items() if not any(a in page for a in answers)] == []


def test_a_silent_question_has_no_answer() -> None:
    """A question without documents has no answers either and says how the corpus is silent."""
    silent = [q for q in ASKED["questions"] if not q["docs"]]

    assert [q for q in silent if q["answers"]] == []
    assert {q["missing"] for q in silent} == {"never_spoke_on_it", "fact_not_given", "nothing"}


def test_claims_cover_every_verdict() -> None:
    """The claims use all the contract's verdicts and no other; only not_found asks for no evidence."""
    used = {verdict for claim in ASKED["claims"] for verdict in claim["verdict"]}

    assert used == {*ANSWERED, "not_found"}
    assert [c for c in ASKED["claims"] if bool(c["docs"]) == (c["verdict"] == ["not_found"])] == []


@pytest.mark.parametrize("claim", ASKED["claims"], ids=lambda c: c["claim"])
def test_a_claim_quotes_what_its_verdict_says(claim: dict[str, Any]) -> None:
    """Quoted words of a claim are printed unless it alters or invents them; its speaker is printed."""
    quoted = [squeezed(q) for q in re.findall(r"«\s*(.+?)\s*»", claim["claim"])]
    pages = [PRINTED[name] for name in claim["docs"]]
    changed = claim["verdict"] in (["altered"], ["not_found"])

    assert [q for q in quoted if any(q in page for page in PRINTED.values()) == changed] == []
    assert all(squeezed(claim["speaker"]) in page for page in pages)


@pytest.mark.parametrize("article", ANNOTATED, ids=lambda a: a["id"])
def test_an_annotation_is_a_slice_of_its_text(article: dict[str, Any]) -> None:
    """Fragments, contents and terms are exact slices of the text or of its headline."""
    wrong = []
    for statement in article["statements"]:
        text = article["title"] if statement.get("headline") else article["text"]
        wrong += [
            piece
            for piece in [*statement["fragments"], statement["content"]]
            if not piece or piece not in text
        ]
        wrong += [
            statement[key]
            for key in ("cue", "speaker_surface")
            if squeezed(statement[key]) not in squeezed(text)
        ]

    assert wrong == []
    assert [t for t in article["terms"] if t not in article["text"]] == []


@pytest.mark.parametrize("article", ANNOTATED, ids=lambda a: a["id"])
def test_every_quotation_of_an_annotated_article_is_accounted_for(article: dict[str, Any]) -> None:
    """Words between marks are a statement's, a term, or hold the fragments that an incise cuts."""
    text = re.sub(r"“[^”]*”", lambda m: m[0].replace("“", "‹").replace("”", "›"), article["text"])
    quoted = [next(filter(None, groups)).strip() for groups in re.findall(r'«([^»]+)[»\n]|"([^"]+)"', text)]
    known = [f for s in article["statements"] for f in s["fragments"]] + article["terms"]

    missed = [q for q in quoted if not any(squeezed(k)[:12] in squeezed(q) for k in known)]

    assert quoted
    assert missed == []


@pytest.mark.parametrize("article", ANNOTATED, ids=lambda a: a["id"])
def test_an_annotated_text_is_the_printed_one(article: dict[str, Any]) -> None:
    """Each paragraph of an annotated text stands, unchanged, in the corpus."""
    name = article["id"] if article["id"] in TEXTS else "depeches.jsonl"

    assert [p for p in article["text"].splitlines() if p not in TEXTS[name]] == []


def test_an_annotated_text_holds_no_boilerplate() -> None:
    """What a page says about itself is not part of an annotated text."""
    noise = re.compile(
        r"lire aussi|cookies|partager|commentaires|s.abonner|https?:|^par [A-Z]", re.IGNORECASE
    )

    assert [a["id"] for a in ANNOTATED if noise.search(a["text"])] == []


def test_printed_weekdays_are_right() -> None:
    """A date printed with its weekday falls on that day."""
    pattern = rf"({DAYS}) (\d+)(?:er)? ({MONTHS[1:]}) (\d{{4}})"
    found = [match for text in TEXTS.values() for match in re.findall(pattern, text)]
    days, months = DAYS.split("|"), MONTHS.split("|")

    wrong = [
        " ".join(match)
        for match in found
        if date(int(match[3]), months.index(match[2]), int(match[1])).weekday() != days.index(match[0])
    ]

    assert len(found) >= 4
    assert wrong == []
