"""One word, one term: however it is accented, cased, elided or grouped."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis


def stems(text: str) -> list[str]:
    """Return the stems of a text."""
    return [t.stem for t in analysis.terms(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("déclaration", "declaration", id="accents"),
        pytest.param("Élysée", "ELYSEE", id="case and accents"),
        pytest.param("e\u0301lyse\u0301e", "élysée", id="accents as characters of their own"),
        pytest.param("manœuvres", "manoeuvre", id="oe"),
        pytest.param("ex æquo", "ex aequo", id="ae"),
        pytest.param("l’Ostrelle", "ostrelle", id="elision, typographic apostrophe"),
        pytest.param("qu'une", "une", id="elision of que"),
        pytest.param("ç’a été", "c'a ete", id="elision of ça"),
        pytest.param("10 000", "10000", id="figures grouped by a space"),
        pytest.param("10\u202f000", "10.000", id="figures grouped by a thin space and a point"),
        pytest.param("3,5", "3.5", id="decimal comma"),
        pytest.param("O.V.N.", "OVN", id="dotted acronym"),
        pytest.param("mangée", "manger", id="accented ending"),
        pytest.param("ministres", "ministre", id="plural"),
    ],
)
def test_spellings_of_one_word_are_one_term(one: str, other: str) -> None:
    """A question finds the word however either was written."""
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("2015", "2016", id="years"),
        pytest.param("10 000", "10 001", id="grouped figures"),
        pytest.param("3,5", "35", id="decimals"),
        pytest.param("Merrane", "Sarnec", id="names"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    """Folding goes no further than spelling."""
    assert stems(one) != stems(other)


@given(st.text(max_size=200))
def test_every_term_says_where_it_stands(text: str) -> None:
    """The slice of a term is the word it was made from, and terms stand in order without overlap."""
    last = 0
    for term in analysis.terms(text):
        assert last <= term.start < term.end <= len(text)
        assert analysis.terms(text[term.start : term.end])[0].stem == term.stem
        last = term.end


@given(st.text(alphabet="abcdéèêàâùûôîïçœæ '’-", max_size=80))
def test_accents_never_decide(text: str) -> None:
    """A text and the same without its accents have the same stems."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert stems(text) == stems(bare)


@given(st.text(alphabet="aàeéœlLqu'’ .1230\u00a0\u0301-OTAN", max_size=60))
def test_forms_and_counts_are_those_of_the_terms(text: str) -> None:
    """The quicker ways to read a text give what its terms give, in their order."""
    carrying = Counter((t.stem, t.word) for t in analysis.content_terms(text))
    assert analysis.forms(text) == [(t.stem, t.word) for t in analysis.terms(text)]
    assert list(analysis.content_counts(text).items()) == list(carrying.items())


def test_function_words_carry_no_meaning() -> None:
    """French and English function words, and lone letters, are left out of what is compared."""
    assert [t.word for t in analysis.content_terms("Qui est le chef de l'Ostrelle et what is B ?")] == [
        "chef",
        "ostrelle",
    ]


def test_a_run_of_letters_is_cut() -> None:
    """No index ever holds a page as one term."""
    assert len(stems("a" * 100_000)[0]) <= 64
