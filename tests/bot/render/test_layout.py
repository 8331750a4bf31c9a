"""bot/render/layout.py: foreign text is harmless, wrapped, and never broken at a no-break space."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, Group
from rich.text import Text

from bot.render.layout import WIDEST, Paragraph, harmless, line, unbroken


def drawn(paragraph: Paragraph | Text, width: int = 80) -> str:
    """Return what a terminal of that width, without colours, would show."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(Group(paragraph), crop=False)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\x1b[31mrouge\x1b[0m", "arouge", id="colour"),
        pytest.param("a\x1b]0;titre\x07b", "ab", id="window title"),
        pytest.param("a\x1b]8;;http://x\x1b\\lien\x1b]8;;\x1b\\b", "alienb", id="hyperlink"),
        pytest.param("a\x1b[2J\x1b[Hb", "ab", id="clear screen"),
        pytest.param("a\x9b31mb", "ab", id="C1 introducer"),
        pytest.param("a\x1bPq#0\x1b\\b", "ab", id="device control"),
        pytest.param("a\x07\x08\x00b", "ab", id="bell, backspace, null"),
        pytest.param("a\rb", "ab", id="carriage return that would overwrite"),
        pytest.param("a\r\nb", "a\nb", id="line end of another system"),
        pytest.param("a\u202etxet\u202c", "atxet", id="direction override"),
        pytest.param("a\x1b]0;sans fin\nla suite", "a\nla suite", id="unended sequence ends with its line"),
        pytest.param("tab\tet\nligne", "tab\tet\nligne", id="tab and newline stay"),
        pytest.param("[bold]5\u00a0%[/bold]", "[bold]5\u00a0%[/bold]", id="brackets are text"),
    ],
)
def test_control_sequences_of_articles_never_reach_the_terminal(text: str, shown: str) -> None:
    """An escape sequence goes as a whole; printable text stays as it was."""
    assert harmless(text) == shown


@given(st.text())
def test_nothing_but_printable_text_tabs_and_newlines_is_left(text: str) -> None:
    """Whatever comes in, no control character goes out."""
    assert not [c for c in harmless(text) if unicodedata.category(c) == "Cc" and c not in "\t\n"]


@given(st.text(), st.integers(min_value=30, max_value=150))
def test_a_paragraph_shows_every_word_within_its_width(text: str, width: int) -> None:
    """Wrapping loses no character but spaces, and keeps to the terminal or to the widest line."""
    cleaned = line(text)
    shown = drawn(Paragraph(Text(cleaned), Text("[1] ")), width)
    assert "".join(shown.split()) == "".join(f"[1]{cleaned}".split())


def test_a_paragraph_is_no_wider_than_reads_well() -> None:
    """On a very wide terminal lines still end at 100 columns, with no space after them."""
    lines = drawn(Paragraph(Text("mot " * 200), indent=4), 300).splitlines()
    assert max(len(each) for each in lines) <= WIDEST
    assert all(each == each.rstrip() and each.startswith("    mot") for each in lines)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", " "], ids=["no-break", "narrow no-break", "plain"])
def test_french_signs_stay_with_their_word(space: str) -> None:
    """A line never begins with « : » or a closing guillemet tied to its word by a space of any kind."""
    text = f"il a dit «{space}non{space}» pour 18{space}000 raisons{space}: " * 10
    for width in range(30, 60):
        lines = drawn(Paragraph(Text(text)), width).splitlines()
        assert not [each for each in lines if each[0] in f":»0{space}" or each.endswith(("«", "18"))]


def test_rich_markup_in_a_text_is_shown_as_it_stands() -> None:
    """Text is never read as markup."""
    assert drawn(Paragraph(Text("[red]alerte[/red] :warning:"))) == "[red]alerte[/red] :warning:\n"


def test_an_address_is_never_cut() -> None:
    """A long address stays on one line whatever the width, so that it can be copied."""
    address = "https://www.exemple.invalid/" + "chemin/" * 30
    assert drawn(unbroken(address, indent=4), 40) == f"    {address}\n"
