"""What holds for every text.

Nothing raises, every span slices, ids are stable, time grows no faster than length.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.statements import parse_article
from tests.index.statements.reading_of import article, statements

PIECES = [
    "Paul Astier",
    "Lise Varenne",
    "M. Astier",
    "le ministre",
    "la CGT",
    " a dit que ",
    " a déclaré ",
    ", a-t-il dit",
    ", dit-elle, ",
    "Selon ",
    " accuse ",
    " de ",
    " et ",
    "« ",
    " »",
    '"',
    "“",
    "”",
    "'",
    "+",
    "(",
    ")",
    "\n",
    ". ",
    ", ",
    " : ",
    " ? ",
    "qui ",
    "n'a pas ",
    "d'ajouter",
    " avant ",
    "12 ",
    "mardi ",
    "- ",
    "été ",
]
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_is_a_slice(text: str) -> None:
    """Fragments, contents, evidence and terms are character-exact slices; a fragment is never empty."""
    reading = parse_article(article(text))

    spans = [
        span for s in reading.statements for span in (*s.fragments, s.content, s.evidence) if span is not None
    ]
    assert all(text[s.start : s.end] == s.text and s.text for s in [*spans, *reading.terms])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_is_reading_once(text: str) -> None:
    """The reader is a pure function: same statements, same ids, no id twice."""
    first, second = parse_article(article(text)), parse_article(article(text))

    assert first.statements == second.statements
    assert len({s.id for s in first.statements}) == len(first.statements)


LONG = {
    "marks": '"' * 100_000,
    "open-marks": "« Le bac " * 11_000,
    "commas": "Paul Astier, " * 7_700,
    "names": "Paul Astier " * 8_300,
    "one-word": "a" * 100_000,
    "no-end": "Paul Astier a dit que le bac partirait " * 2_600,
    "brackets": "(" * 100_000,
    "lines": "\n" * 100_000,
    "clitics": "dit-il " * 14_000,
    "prose": "Le bac partira mardi. « Oui », a dit Paul Astier. " * 2_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_long_texts_stay_quick(text: str) -> None:
    """A text of 100 kB, however malformed, is read in two seconds."""
    start = time.process_time()

    parse_article(article(text))

    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "body", ["la Fédération des « ports » et docks", "la Société des « eaux » et forêts"]
)
def test_a_name_may_hold_a_quotation(body: str) -> None:
    """A quotation in the name of a body is a token without letters: what follows "et" is read."""
    found = statements(f"« Rien ne change », a dit Paul Astier, président de {body}.")
    assert [s.speaker for s in found] == ["Paul Astier"]
