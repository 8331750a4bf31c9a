"""Sentences are verbatim slices that read well alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.printed.sentences import dateline, split

PIECES = st.lists(
    st.sampled_from(
        ["Il part", ". ", "! ", "« ", " »", " “", "” ", '"', "M. ", "J. ", "10.000 ", "\n", "…", "Elle", " "]
    )
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Il part. Elle reste.", ["Il part.", "Elle reste."], id="two"),
        pytest.param("M. Delmas et Mme. Roy partent.", ["M. Delmas et Mme. Roy partent."], id="titles"),
        pytest.param("J. F. Rolland parle. Oui.", ["J. F. Rolland parle.", "Oui."], id="initials"),
        pytest.param("Il a coûté 10.000 tals. Fin.", ["Il a coûté 10.000 tals.", "Fin."], id="figures"),
        pytest.param("« Non ! », dit-elle. Fin.", ["« Non ! », dit-elle.", "Fin."], id="incise"),
        pytest.param("Il dit : « Oui. Non. » Fin.", ["Il dit : « Oui. Non. »", "Fin."], id="quotation whole"),
        pytest.param('Il part. "Bien." Fin.', ["Il part.", '"Bien."', "Fin."], id="straight marks"),
        pytest.param("Titre\nIl part.", ["Titre", "Il part."], id="line break"),
        pytest.param("« Il part. Elle reste.", ["« Il part.", "Elle reste."], id="orphan mark"),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    """A stop ends a sentence unless it belongs to a word, a figure or a quotation that goes on."""
    assert [s.text for s in split(text)] == sentences


@given(PIECES.map("".join), st.integers(0, 1000))
def test_sentences_are_slices_and_leave_nothing_out(text: str, start: int) -> None:
    """Every span is the text at its place, and only white space lies between spans."""
    spans = split(text, start)

    assert all(text[s.start - start : s.end - start] == s.text for s in spans)
    assert "".join("".join(s.text.split()) for s in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("MERRANE (Telmarie), 8 nov 2031 (AZP) - Le port ferme.", "Le port ferme."),
        ("SORRIN, 1er mars (Vireo) — Le port ferme.", "Le port ferme."),
        ("ORVANE-LE-HAUT (AZP) – Le port ferme.", "Le port ferme."),
        ("LE PORT (public) ferme - enfin.", "LE PORT (public) ferme - enfin."),
        ("Le port, 8 nov 2031 (AZP) - ferme.", "Le port, 8 nov 2031 (AZP) - ferme."),
        ("8 nov 2031", "8 nov 2031"),
    ],
)
def test_an_agency_dateline_is_no_part_of_the_sentence(text: str, rest: str) -> None:
    """Place in capitals, day and agency before a dash are left out; nothing else is."""
    assert text[dateline(text) :] == rest
