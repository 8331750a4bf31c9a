"""An evaluation on a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.evaluation.comparing import Comparison, Flip
from bot.evaluation.figures import figures, recall, times
from bot.evaluation.runs import Run, write
from bot.render import terminal
from bot.render.evaluation import wording
from bot.render.evaluation.wording import say
from bot.render.layout import Paragraph, line

_MOST = 20  # items of a list; the page and --json have all


def document(run: Run, comparison: Comparison | None) -> dict[str, Any]:
    """Return a run with its figures, and what changed from an earlier one."""
    found: dict[str, Any] = {
        "figures": [asdict(f) for f in figures(run.outcomes)],
        "recall": recall(run.outcomes),
        "times": {c: {"p50": a, "p95": b, "n": n} for c, (a, b, n) in times(run.outcomes).items()},
        **write(run),
    }
    if comparison is not None:
        found["comparison"] = {
            "with": comparison.earlier.made,
            "new": comparison.new,
            "gone": comparison.gone,
            "changes": [asdict(c) for c in comparison.changes],
            "flips": [
                {
                    "measure": f.name,
                    "better": f.better,
                    "key": f.after.key,
                    "label": f.after.label,
                    "before": f.before.got,
                    "after": f.after.got,
                }
                for f in comparison.flips
            ],
        }
    return found


def report(run: Run, comparison: Comparison | None, language: str) -> RenderableType:
    """Return a run for people: figures, times, what is wrong, and what changed from an earlier run."""
    parts: list[RenderableType] = [
        Text(say("title", language), terminal.HEADING),
        Paragraph(Text(wording.summary(run, language))),
    ]
    if run.left_out:
        parts.append(Paragraph(Text(say("left_out", language, count=len(run.left_out)))))
        parts += _list(list(run.left_out), language)
    parts += [Text(), _figures(run, language), Paragraph(Text(say("interval", language), terminal.FAINT))]
    parts += [Text(), _times(run, language)]
    if comparison is not None:
        parts += _comparison(comparison, language)
    parts += _wrong(run, language)
    return Group(*parts)


def _figures(run: Run, language: str) -> Table:
    table = _table([say("measure", language), say("value", language), say("bounds", language), "n"])
    group = ""
    for figure in figures(run.outcomes):
        if figure.group != group:
            group = figure.group
            table.add_row(Text(say(f"group_{group}", language), terminal.HEADING))
        value = wording.number(figure.name, figure.value, language)
        table.add_row(
            "  " + say(figure.name, language), value, wording.bounds(figure, language), str(figure.n)
        )
    return table


def _times(run: Run, language: str) -> Table:
    table = _table([say("time", language), say("half", language), say("most", language), "n"])
    for command, (half, most, n) in times(run.outcomes).items():
        table.add_row(command, *(wording.decimal(f"{v:.1f}", language) for v in (half, most)), str(n))
    return table


def _comparison(comparison: Comparison, language: str) -> Iterator[RenderableType]:
    from bot.render import dates

    day = dates.words(comparison.earlier.made[:10], language)
    yield from (Text(), Text(say("compared", language, day=day), terminal.HEADING))
    heads = [say(k, language) for k in ("measure", "before", "after", "gained", "lost", "chance")]
    table = _table([*heads, "n"])
    for change in comparison.changes:
        table.add_row(*wording.change(change, language))
    yield table
    counts = say("compared_on", language, new=comparison.new, gone=comparison.gone)
    yield Paragraph(Text(counts, terminal.FAINT))
    for way, better in (("better", True), ("worse", False)):
        yield Text(say(way, language), terminal.HEADING)
        lines = [_flip(f, language) for f in comparison.flips if f.better is better]
        yield from _list(lines or [say("none", language)], language)


def _flip(flip: Flip, language: str) -> str:
    return f"{line(flip.after.label)} ({say(flip.name, language)})"


def _wrong(run: Run, language: str) -> Iterator[RenderableType]:
    lines = [
        f"{line(o.label)} ({', '.join(say(name, language) for name in o.wrong)})"
        for o in run.outcomes
        if o.wrong
    ]
    yield from (Text(), Text(say("wrong", language), terminal.HEADING))
    yield from _list(lines or [say("none", language)], language)


def _list(lines: Sequence[str], language: str) -> Iterator[RenderableType]:
    for text in lines[:_MOST]:
        yield Paragraph(Text(line(text)), Text("– "), indent=2)
    if len(lines) > _MOST:
        yield Paragraph(Text(say("more", language, count=len(lines) - _MOST), terminal.FAINT), indent=2)


def _table(heads: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=terminal.FAINT)
    for number, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if number else "left", no_wrap=number > 0)
    return table
