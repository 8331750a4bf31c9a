"""Articles are cut into passages without losing, doubling or breaking anything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import passages, tokens
from index.news import Article

_word = st.sampled_from(
    [
        "le",
        "la",
        "ministre",
        "Valdorie",
        "annonce",
        "budget",
        "M.",
        "12",
        "000",
        "œuvre",
        "l'accord",
        "port,",
        "grève",
        ";",
        "hier",
    ]
)
_sentence = st.lists(_word, min_size=3, max_size=40).map(lambda words: " ".join(words) + ".")
_quotation = st.tuples(st.sampled_from(["«\u00a0{}\u00a0»", "“{}”", '"{}"']), _sentence).map(
    lambda pair: pair[0].format(pair[1])
)
_paragraph = st.lists(st.one_of(_sentence, _quotation), min_size=1, max_size=12).map(" ".join)
press = st.lists(_paragraph, min_size=1, max_size=8).map("\n\n".join)


@given(st.one_of(press, st.text(alphabet=' \n\t«»“”".!aé1', max_size=300), st.text()))
@settings(max_examples=50, deadline=None)
def test_passages_cover_the_text_once(text: str) -> None:
    """Passages are in order, do not overlap, and leave out only white space."""
    spans = passages.spans(text, budget=40)
    left_out, at = [], 0
    for start, end in spans:
        assert at <= start < end
        left_out.append(text[at:start])
        at = end
    left_out.append(text[at:])

    assert not "".join(left_out).strip()
    assert all(text[s:e] == text[s:e].strip() for s, e in spans)


@given(press)
@settings(max_examples=50, deadline=None)
def test_a_quotation_is_never_cut(text: str) -> None:
    """Every quotation of a paragraph lies whole in one passage, whatever its length."""
    spans = passages.spans(text, budget=30)

    for quotation in re.finditer(r'«[^«»]*»|“[^“”]*”|"[^"\n]*"', text):
        assert any(s <= quotation.start() and quotation.end() <= e for s, e in spans)


@given(press)
@settings(max_examples=50, deadline=None)
def test_a_passage_keeps_to_the_budget(text: str) -> None:
    """Only a quotation longer than the budget makes a longer passage."""
    for start, end in passages.spans(text, budget=60):
        if tokens.count(text[start:end]) > 60:
            assert any(tokens.count(text[s:e]) > 30 for s, e in passages.quotations(text[start:end]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "« Nous partons.\n\nNous ne reviendrons pas. » a dit la ministre.", id="over paragraphs"
        ),
        pytest.param("Elle « cite « un mot. Et un autre. » Puis rien. » enfin. Voilà.", id="within another"),
    ],
)
def test_a_quotation_holds_its_paragraphs_together(text: str) -> None:
    """Guillemets that close in a later paragraph, or hold others, are one quotation."""
    (start, end), *_ = passages.quotations(text)

    assert text[start] == "«"
    assert text[end - 1] == "»"
    assert text[start:end].count("«") == text[start:end].count("»")
    assert any(s <= start and end <= e for s, e in passages.spans(text, budget=5))


def test_whole_paragraphs_are_packed(dispatches: Callable[[int], str]) -> None:
    """No paragraph within the budget is cut, and small ones share a passage."""
    text = "\n\n".join(
        f"Le port numéro {n} de Merrane a fermé hier, selon la capitainerie." for n in range(60)
    )
    found = [text[s:e] for s, e in passages.spans(text)]

    assert 1 < len(found) < 10
    assert all(piece.endswith("capitainerie.") for piece in found)
    sizes = [tokens.count(piece) for piece in found]
    assert max(sizes) <= passages.BUDGET
    assert min(sizes) > max(sizes) / 2  # no passage of one line left over


def test_lines_are_paragraphs_where_there_is_no_blank_line() -> None:
    """A text of lines is cut at lines; a text wrapped within paragraphs is not."""
    lines = "\n".join(
        "La Merrane vote dimanche pour élire son parlement, le premier depuis" for _ in range(60)
    )
    wrapped = "\n\n".join(
        "La Merrane vote dimanche pour\nélire son parlement, le\npremier depuis." for _ in range(60)
    )

    assert all(lines[e - 6 : e] == "depuis" for _, e in passages.spans(lines))
    assert all(wrapped[e - 7 : e] == "depuis." for _, e in passages.spans(wrapped))


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """Abbreviations and initials are no end of a sentence."""
    sentence = "Le ministre M. Aurel Vasko et J. Tessaly (art. 3) ont signé le traité de Merrane."
    text = " ".join([sentence] * 60)

    found = [text[s:e] for s, e in passages.spans(text)]
    assert len(found) > 1
    assert all(piece.startswith("Le ministre") and piece.endswith("Merrane.") for piece in found)


def test_ids_are_stable_and_change_with_the_version(write: Callable[..., Article]) -> None:
    """The same article gives the same ids on every run; another version gives others."""
    article = write("La Valdorie ferme ses ports.", id="a1")

    assert [p.id for p in passages.split(article)] == ["81b9d3fddffe0c4d"]
    assert passages.split(article) == passages.split(article)
    changed = write("La Valdorie ferme ses ports.", id="a1", title="Ports fermés")
    assert not {p.id for p in passages.split(article)} & {p.id for p in passages.split(changed)}


def test_a_long_text_is_cut_in_little_time() -> None:
    """Cost grows with the length: half a million characters without a stop take seconds, not minutes."""
    text = "grève " * 80_000

    spans = passages.spans(text)
    assert max(tokens.count(text[s:e]) for s, e in spans[:5]) <= passages.BUDGET
    assert len(spans) > 200
