"""bot/render/plots.py: marks and curves as SVG that any browser reads, text only ever as text."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from bot.render import plots
from bot.render.plots import Mark

HOSTILE = '<script>x</script> & "y"'


def test_a_mark_stands_between_its_bounds() -> None:
    """0 is the left end, 1 the right, and the dot lies on its interval; a ring shows what was."""
    svg = plots.intervals([Mark("a", 0.5, 0.25, 1.0, 0.0)], "t")
    low, high = map(float, re.findall(r'd="M([\d.]+) \d+H([\d.]+)"', svg)[0])
    dot, ring = map(float, re.findall(r'cx="([\d.]+)"', svg))
    assert ring < low < dot < high
    assert dot - ring == pytest.approx(high - dot)


def test_a_curve_rises_with_its_values() -> None:
    """A greater value is drawn higher (a smaller y), a greater x further right; empty series are left out."""
    svg = plots.curves({"a": [(1, 0.2), (2, 0.8)], "b": []}, "t", ("x", "y"))
    (x1, y1), (x2, y2) = [
        (float(a), float(b)) for a, b in re.findall(r'<circle class="a" cx="([\d.]+)" cy="([\d.]+)"', svg)
    ]
    assert x1 < x2
    assert y1 > y2
    assert 'class="b' not in svg


@pytest.mark.parametrize(
    "svg",
    [
        plots.intervals([Mark(HOSTILE, 0.5, 0.4, 0.6)], HOSTILE),
        plots.curves({HOSTILE: [(1, 1)]}, HOSTILE, (HOSTILE, HOSTILE)),
        plots.curves({"a": [(3, 0), (3, float("nan"))]}, "t", ("x", "y")),
    ],
    ids=["marks", "curves", "one-place-and-no-number"],
)
def test_any_text_and_number_makes_a_sound_file(svg: str) -> None:
    """The file parses as XML and holds no element of a text."""
    tags = {element.tag.partition("}")[2] for element in ElementTree.fromstring(plots.standing(svg)).iter()}
    assert tags <= {"svg", "style", "path", "circle", "text"}


def test_nothing_to_draw_is_no_plot() -> None:
    """Without a point there is no empty frame."""
    assert plots.curves({"a": []}, "t", ("x", "y")) == ""
