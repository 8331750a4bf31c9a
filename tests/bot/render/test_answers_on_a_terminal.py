"""bot/render/terminal.py: answer first, each source once, what is no answer marked, cited words shown."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from bot.answers.answer import Answer, Citation
from bot.render import lists, terminal
from bot.render.proof import MARGIN, window
from index.news import Article, Hit, Scanned

FIRST = Citation(1, "a1", 0, 5, "Douze", "Crue", "AXP", "2024-11-08", "https://axp.invalid/crue")
SAME = Citation(2, "a1", 6, 11, "morts", "Crue", "AXP", "2024-11-08", "https://axp.invalid/crue")
OTHER = Citation(3, "a2", 0, 8, "Quatorze", "Bilan", "L’Écho du Détroit")
ANSWER = Answer(
    id="q",
    question="Combien ?",
    language="fr",
    text="Douze morts [1] [2], quatorze [3].",
    abstained=False,
    reason=None,
    citations=(FIRST, SAME, OTHER),
    statements=(),
    mode="extractive",
    scanned=Scanned(2),
)
NEAR = Hit("p", "a3", 0, 9, "La crue. " * 60, 0.4, "Digue", "AXP", "2024-11-01")


def drawn(renderable: RenderableType, *, width: int = 80, colour: bool = False) -> str:
    """Return what a terminal would be sent."""
    out = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=out, width=width, color_system=system, force_terminal=colour, highlight=False)
    console.print(renderable, crop=False)
    return out.getvalue()


def test_the_answer_comes_before_its_sources() -> None:
    """Text, then a heading, then numbered sources with outlet, date in words, title and address."""
    assert drawn(terminal.answer(ANSWER, "fr")).splitlines() == [
        "Douze morts [1] [2], quatorze [3].",
        "",
        "Sources",
        "[1] [2] AXP, 8 novembre 2024 — Crue",
        "        https://axp.invalid/crue",
        "[3] L’Écho du Détroit — Bilan",
    ]


def test_labels_speak_the_language_of_the_answer() -> None:
    """An English answer has English dates and headings, whatever the setting."""
    one = replace(ANSWER, language="en", citations=(FIRST,))
    shown = drawn(terminal.answer(one, "fr"))
    assert "Source\n[1] AXP, 8 November 2024 — Crue" in shown


def test_what_came_nearest_is_marked_as_no_answer() -> None:
    """A refusal shows its nearest passage, shortened, below a line that says it is not the answer."""
    refusal = replace(ANSWER, text="Rien.", abstained=True, citations=(), nearest=(NEAR,))
    text = drawn(terminal.answer(refusal, "fr"))
    head, _, rest = text.partition("Au plus proche, mais ce n’est pas la réponse")
    assert head.startswith("Rien.")
    assert "Digue" in rest
    assert rest.rstrip().endswith("…")
    assert len(rest) < len(NEAR.text)


def test_hits_are_numbered_and_shortened() -> None:
    """Each hit has its number, origin and score; a long passage ends in an ellipsis, a short one is whole."""
    short = replace(NEAR, text="La digue a tenu.", score=1.25)
    shown = drawn(terminal.hits([short, NEAR], "fr"))
    assert shown.startswith("1. AXP, 1er novembre 2024 — Digue  1.25\n    La digue a tenu.\n\n2. AXP")
    assert shown.rstrip().endswith("…")
    assert drawn(terminal.hits([], "fr")) == "Aucun passage trouvé.\n"


def test_notes_come_last() -> None:
    """Remarks for people stand below everything else."""
    noted = replace(ANSWER, notes=("Le modèle n’a pas répondu.",))
    assert drawn(terminal.answer(noted, "fr")).rstrip().endswith("Le modèle n’a pas répondu.")


def test_hostile_text_stays_text() -> None:
    """Neither markup nor escape sequences of an article work anywhere in an answer."""
    evil = "[red]x[/red]\x1b[2J\x1b]0;t\x07"
    cited = Citation(1, "a", 0, 1, evil, evil, evil, evil, f"https://x.invalid/{evil}")
    hit = Hit("p", "a", 0, 1, evil, 1.0, evil, evil, evil, evil)
    hostile = replace(ANSWER, text=evil, citations=(cited,), nearest=(hit,), notes=(evil,))
    article = Article("a", evil, evil, evil, evil, evil, evil, author=evil, original=evil)
    for renderable in (
        terminal.answer(hostile, "fr"),
        terminal.hits([hit], "fr"),
        terminal.draft(evil, "fr"),
        lists.article(article, "fr"),
        lists.articles([article], "fr"),
        lists.errors([(evil, evil)], "fr"),
        terminal.proof(article, cited, "fr", marks=True),
    ):
        shown = drawn(renderable)
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "[red]x[/red]" in shown or "[/red]" in shown


def test_numbers_have_a_colour_on_a_terminal_only() -> None:
    """The [n] of an answer stand out where colours are shown, and the words are the same without."""
    coloured, plain = (drawn(terminal.answer(ANSWER, "fr"), colour=c) for c in (True, False))
    assert "\x1b[1;36m[1]\x1b[0m" in coloured
    assert "\x1b" not in plain


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_fit_their_terminal(width: int) -> None:
    """Only addresses may be longer than a line."""
    long = replace(ANSWER, text="Une phrase assez longue pour être coupée en plusieurs lignes. " * 4)
    lines = drawn(terminal.answer(long, "fr"), width=width).splitlines()
    assert all(len(each) <= width for each in lines if "https://" not in each)


ARTICLE = Article("a1", "Avant. " * 200 + "\nLe fait cité.\n" + "Après. " * 200, "/presse/a.txt", "Titre")


def test_a_proof_shows_the_cited_words_in_their_article() -> None:
    """The words stand between marks where there are no styles, with a part of the article on both sides."""
    start = ARTICLE.text.index("Le fait")
    cited = Citation(2, "a1", start, start + 13, "Le fait cité.", "Titre")
    shown = drawn(terminal.proof(ARTICLE, cited, "fr", marks=True))
    assert "⟦Le fait cité.⟧" in shown
    assert shown.startswith("[2] Titre\n")
    assert "Avant." in shown
    assert "Après." in shown
    styled = drawn(terminal.proof(ARTICLE, cited, "fr", marks=False), colour=True)
    assert "\x1b[1;7mLe fait cité.\x1b[0m" in styled


@given(st.text(alphabet="ab \n", max_size=2000), st.data())
def test_the_window_of_a_proof_holds_the_cited_words(text: str, data: st.DataObject) -> None:
    """The slice holds the citation and little more than the margin, and cuts no word outside it."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = window(text, start, end)
    assert max(0, start - MARGIN) <= begin <= start <= end <= stop <= min(len(text), end + MARGIN)
    assert begin in (0, start) or text[begin - 1] in " \n"
    assert stop in (end, len(text)) or text[stop] in " \n"
