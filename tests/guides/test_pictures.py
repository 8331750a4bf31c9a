"""The pictures of the guides: what the program shows today, drawn without anything from elsewhere."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.guides import chat, pictures
from tests.guides.pages import GUIDES
from tests.telegram_html import parse

PICTURES = sorted((GUIDES / "pictures").glob("*.svg"))


def test_the_pictures_are_of_today(tmp_path: Path) -> None:
    """Drawn anew they are the same; else `python -m tests.guides.pictures` brings them up to date."""
    pictures.draw(tmp_path)
    drawn = {p.name: p.read_text(encoding="utf-8") for p in sorted(tmp_path.glob("*.svg"))}
    kept = {p.name: p.read_text(encoding="utf-8") for p in PICTURES}
    assert list(drawn) == list(kept)
    for name, picture in drawn.items():
        assert picture == kept[name], name


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.name)
def test_a_picture_loads_and_runs_nothing(picture: Path) -> None:
    """No font, style, picture, script or link of elsewhere, and no id of this machine."""
    text = picture.read_text(encoding="utf-8")
    tags = {e.tag.partition("}")[2] for e in ElementTree.fromstring(text).iter() if isinstance(e.tag, str)}
    assert not tags & {"script", "image", "use", "a", "foreignObject", "link"}
    assert not any(mark in text for mark in ("@import", "@font-face", "href", "url(http"))


def test_a_chat_shows_text_as_text_and_marks_as_marks() -> None:
    """What looks like markup is escaped; bold, quotations and buttons are drawn; long lines are broken."""
    text, entities = parse("<b>gras</b> &lt;script&gt; <blockquote>" + "mot " * 60 + "</blockquote>")
    drawn = chat.svg([chat.Turn(text, tuple(entities), (("un & deux",),))])
    root = ElementTree.fromstring(drawn)
    lines = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text")]
    assert lines[0].startswith("gras <script> mot")
    assert lines[-1] == "un & deux"
    assert " ".join(lines[:-1]).split() == text.split()
    assert len(lines) > 4
    assert '<tspan font-weight="bold">gras</tspan>' in drawn
