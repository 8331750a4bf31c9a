"""Small plots as inline SVG: marks with their intervals, and curves. Text is escaped, colours are classes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; }
svg text { fill: currentColor; }
svg .grid { stroke: currentColor; stroke-opacity: .18; }
svg .a { stroke: #0b6bcb; fill: #0b6bcb; } svg .b { stroke: #c2410c; fill: #c2410c; }
svg .c { stroke: #15803d; fill: #15803d; } svg .d { stroke: #7e22ce; fill: #7e22ce; }
svg .hollow { fill: none; } svg .line { fill: none; stroke-width: 2; }
"""
"""The style sheet that a page with plots holds; `standing` puts it into an SVG file of its own."""
_COLOURS = "abcd"
_WIDTH = 720


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of a plot of shares: `value` in [low, high], and what it was before, if known."""

    label: str
    value: float
    low: float
    high: float
    before: float | None = None


def intervals(marks: Sequence[Mark], title: str) -> str:
    """Return shares from 0 to 1, one a row, each a dot on its interval; a ring shows what it was before."""
    left, row = 270, 26
    height = row * len(marks) + 34
    x = _scale(0, 1, left, _WIDTH - 20)
    parts = [_grid(x(tick / 4), 6, height - 24, f"{25 * tick} %") for tick in range(5)]
    for number, mark in enumerate(marks):
        y = 20 + number * row
        parts.append(_text(left - 10, y + 4, mark.label, "end"))
        parts.append(f'<path class="a line" d="M{x(mark.low):.1f} {y}H{x(mark.high):.1f}"/>')
        parts.append(f'<circle class="a" cx="{x(mark.value):.1f}" cy="{y}" r="5"/>')
        if mark.before is not None:
            parts.append(f'<circle class="b hollow" cx="{x(mark.before):.1f}" cy="{y}" r="7"/>')
    return _svg(parts, height, title)


def curves(series: Mapping[str, Sequence[tuple[float, float]]], title: str, axes: tuple[str, str]) -> str:
    """Return one line a series of (x, y) points, from y = 0, with the names of both axes.

    Every x that is given is a tick; series without a point are left out.
    """
    points = [point for line in series.values() for point in line]
    if not points:
        return ""
    right, top = max(p[0] for p in points), max(p[1] for p in points) or 1.0
    least = min(p[0] for p in points)
    left, height = 60, 300
    x = _scale(least if least < right else 0, right, left, _WIDTH - 150)
    y = _scale(0, top, height - 40, 16)
    ticks = sorted({p[0] for p in points})
    parts = [_grid(x(tick), 16, height - 40, f"{tick:g}") for tick in ticks]
    for value in (top * step / 4 for step in range(5)):
        parts.append(f'<path class="grid" d="M{left} {y(value):.1f}H{_WIDTH - 150}"/>')
        parts.append(_text(left - 6, y(value) + 4, f"{value:.3g}", "end"))
    for number, (name, line) in enumerate(series.items()):
        parts += _line(name, [(x(a), y(b)) for a, b in line], _COLOURS[number % len(_COLOURS)])
    parts.append(_text(_WIDTH - 150, height - 4, axes[0], "end"))
    parts.append(_text(4, 12, axes[1], "start"))
    return _svg(parts, height, title)


def standing(svg: str) -> str:
    """Return a plot as a file of its own, with its style sheet."""
    head, _, rest = svg.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>{rest}'


def _line(name: str, points: Sequence[tuple[float, float]], colour: str) -> list[str]:
    if not points:
        return []
    path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
    dots = [f'<circle class="{colour}" cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for a, b in points]
    end = _text(points[-1][0] + 8, points[-1][1] + 4, name, "start")
    return [f'<path class="{colour} line" d="M{path}"/>', *dots, end]


def _scale(low: float, high: float, start: float, end: float) -> _Scale:
    return _Scale(low, (end - start) / ((high - low) or 1), start)


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    step: float
    start: float

    def __call__(self, value: float) -> float:
        # A value that is no number must not make a file that no browser reads.
        return self.start + (value - self.low) * self.step if math.isfinite(value) else self.start


def _grid(x: float, top: float, bottom: float, label: str) -> str:
    return f'<path class="grid" d="M{x:.1f} {top}V{bottom}"/>' + _text(x, bottom + 18, label, "middle")


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(parts: Sequence[str], height: int, title: str) -> str:
    named = escape(title, quote=True)
    body = "".join(parts)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{named}">{body}</svg>'
