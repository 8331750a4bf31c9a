"""bot/answers/check/phrase.py: printed words are shown as a whole sentence or phrase, and cuts are marked."""

from __future__ import annotations

import pytest

from bot.answers.check import phrase
from index.news import Span

LONG = (
    "Nous avons rouvert le bac de Morvel, réparé les deux écluses que la crue avait emportées en une nuit, "
    "et rendu aux pêcheurs les quais qu'ils avaient quittés ; la digue du nord, qui devait attendre le "
    "printemps, sera haute de six mètres avant les premières gelées, et rien ne nous fera changer d'avis"
)
QUOTED = {
    "a word of a sentence": ("rivière", "La rivière reste ouverte à tous", "La rivière reste ouverte à tous"),
    "one of two sentences": ("M. Orval", "Je plains M. Orval ici. Il est seul.", "Je plains M. Orval ici."),
    "across two sentences": ("fini. On", "C'est fini. On rentre.", "C'est fini. On rentre."),
    "a phrase of a long one": (
        "devait attendre le",
        LONG,
        "[…] qui devait attendre le printemps, […]",
    ),
    "the end of a long one": ("changer d'avis", LONG, "[…] et rien ne nous fera changer d'avis"),
    "nearly all of a long one": (LONG[5:-5], LONG, None),
}


@pytest.mark.parametrize(("words", "quoted", "shown"), QUOTED.values(), ids=QUOTED)
def test_printed_words_end_where_a_phrase_ends(words: str, quoted: str, shown: str | None) -> None:
    """A short sentence is shown whole; of a long one the phrase, with marks where it is cut."""
    text = f"« {quoted} », a dit le maire, « mais pas ceci »."
    start = text.index(words)
    found = phrase.around(text, start, start + len(words), [Span(2, 2 + len(quoted), quoted)])
    assert shown is None or found == shown
    body = found.removeprefix("[…] ").removesuffix(" […]")
    place = quoted.index(body)
    assert body
    assert len(found) <= 250
    assert not quoted[place - 1 : place].strip() and not quoted[place + len(body) :][:1].strip()
