"""bot/render/document.py: the JSON objects have the fields that the command-line contract names."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.answers.answer import Answer, Citation
from bot.render import document
from index.news import Article, Hit, Scanned, Span, Statement

ARTICLE = Article(
    id="a1",
    text="Le port de Sarège rouvre lundi.",
    source="/presse/port.txt",
    title="Port",
    outlet="La Gazette de Sarège",
    published="2024-06-18",
    url="https://gazette.invalid/port",
)
ORIGIN = {
    "title": "Port",
    "outlet": "La Gazette de Sarège",
    "published": "2024-06-18",
    "url": "https://gazette.invalid/port",
}
HIT = Hit("p1", "a1", 0, 31, ARTICLE.text, 1.5, **ORIGIN)
CITATION = Citation(1, "a1", 0, 31, ARTICLE.text, **ORIGIN)
STATEMENT = Statement(
    id="s1",
    article_id="a1",
    speaker="Ange Morvéra",
    speaker_type="person",
    speaker_surface="le patron",
    role="patron de pêche",
    cue="dit",
    kind="direct",
    fragments=(Span(0, 2, "Le"),),
    content=Span(0, 7, "Le port"),
)
ANSWER = Answer(
    id="q1",
    question="Quand rouvre le port ?",
    language="fr",
    text="Le port de Sarège rouvre lundi. [1]",
    abstained=False,
    reason=None,
    citations=(CITATION,),
    statements=(STATEMENT,),
    mode="extractive",
    scanned=Scanned(3, date(2024, 1, 2), date(2024, 6, 18)),
    nearest=(HIT,),
    notes=("une remarque",),
)


@pytest.mark.parametrize(
    ("made", "fields"),
    [
        pytest.param(document.summary(ARTICLE), "id title outlet published url source", id="summary"),
        pytest.param(
            document.article(ARTICLE), "id title outlet published url source language text", id="article"
        ),
        pytest.param(
            document.hit(HIT), "article_id title outlet published url start end text score", id="hit"
        ),
        pytest.param(
            document.citation(CITATION),
            "n article_id title outlet published url start end text",
            id="citation",
        ),
        pytest.param(
            document.statement(STATEMENT, ARTICLE),
            "id article_id title outlet published url speaker speaker_type speaker_surface role cue kind "
            "fragments content polarity mood relay said_on headline confidence rule",
            id="statement",
        ),
        pytest.param(
            document.answer(ANSWER, {"a1": ARTICLE}),
            "id question language text abstained reason citations statements mode scanned",
            id="answer",
        ),
        pytest.param(
            document.scanned(ANSWER.scanned),
            "articles articles_naming_speaker statements_by_speaker from to",
            id="scanned",
        ),
    ],
)
def test_every_promised_field_is_there(made: document.Document, fields: str) -> None:
    """A script finds each field of the contract, and the whole is JSON."""
    assert set(fields.split()) <= set(made)
    assert json.loads(json.dumps(made)) == made


def test_values_are_those_of_the_nouns() -> None:
    """Offsets, numbers and origin come through unchanged, dates as ISO 8601."""
    made = document.answer(ANSWER, {"a1": ARTICLE})
    assert made["citations"][0] == {
        "n": 1, "article_id": "a1", "start": 0, "end": 31, "text": ARTICLE.text, **ORIGIN
    }  # fmt: skip
    assert made["statements"][0]["fragments"] == [{"start": 0, "end": 2, "text": "Le"}]
    assert made["statements"][0]["outlet"] == "La Gazette de Sarège"
    assert (made["scanned"]["from"], made["scanned"]["to"]) == ("2024-01-02", "2024-06-18")
    assert made["nearest"][0]["score"] == 1.5


def test_a_statement_without_its_article_keeps_its_fields() -> None:
    """An article that has left meanwhile makes its origin null, not missing."""
    made = document.statement(STATEMENT, None)
    assert made["title"] is None
    assert made["url"] is None
