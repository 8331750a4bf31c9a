"""An evaluation as one HTML page: its plots are inline SVG, it loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from bot.evaluation.comparing import Comparison, Flip
from bot.evaluation.figures import Figure, figures, recall, times
from bot.evaluation.outcome import Outcome
from bot.evaluation.runs import Run
from bot.render import dates, plots
from bot.render.evaluation import wording
from bot.render.evaluation.wording import say
from bot.render.layout import line
from bot.render.plots import Mark

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top; }
th { border-bottom: 1px solid; font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; }
.faint { opacity: .7; font-size: .9rem; }
"""
# Even where an escape were missed, no script of an article or a question could run.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(run: Run, comparison: Comparison | None, language: str) -> str:
    """Return the whole page; texts of questions, answers and articles are escaped."""
    title = say("title", language)
    found = figures(run.outcomes)
    parts = [
        f"<h1>{escape(title)}</h1>",
        _paragraph(wording.summary(run, language)),
        *_left_out(run, language),
        plots.intervals(_marks(found, comparison, language), title),
        _table(_FIGURES, [_figure(f, language) for f in found], language),
        _paragraph(say("interval", language), faint=True),
        *_recall(run, comparison, language),
        _table(_TIMES, _times(run, language), language),
        *(_comparison(comparison, language) if comparison else ()),
        f"<h2>{escape(say('wrong', language))}</h2>",
        _table(_WRONG, [_wrong(o, language) for o in run.outcomes if o.wrong], language),
    ]
    return (
        f'<!doctype html>\n<html lang="{escape(language, quote=True)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{plots.STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


_FIGURES = ("measure", "value", "bounds", "number")
_TIMES = ("time", "half", "most", "number")
_CHANGES = ("measure", "before", "after", "gained", "lost", "chance", "number")
_WRONG = ("question", "came", "wrong")
_FLIPS = ("measure", "question", "before", "after")


def _left_out(run: Run, language: str) -> list[str]:
    if not run.left_out:
        return []
    items = "".join(f"<li>{escape(line(text))}</li>" for text in run.left_out)
    return [_paragraph(say("left_out", language, count=len(run.left_out))), f"<ul>{items}</ul>"]


def _marks(found: Sequence[Figure], comparison: Comparison | None, language: str) -> list[Mark]:
    before = {c.name: c.before for c in comparison.changes} if comparison else {}
    return [Mark(say(f.name, language), f.value, f.low, f.high, before.get(f.name)) for f in found]


def _figure(figure: Figure, language: str) -> list[str]:
    value = wording.number(figure.name, figure.value, language)
    return [say(figure.name, language), value, wording.bounds(figure, language), str(figure.n)]


def _recall(run: Run, comparison: Comparison | None, language: str) -> list[str]:
    series = {say("after" if comparison else "value", language): _curve(run.outcomes)}
    if comparison:
        series[say("before", language)] = _curve(comparison.earlier.outcomes)
    title = say("recall", language)
    plot = plots.curves(series, title, (say("depth", language), ""))
    return [f"<h2>{escape(title)}</h2>", plot] if plot else []


def _curve(outcomes: Iterable[Outcome]) -> list[tuple[float, float]]:
    return [(float(depth), share) for depth, share in enumerate(recall(outcomes), start=1)]


def _times(run: Run, language: str) -> list[list[str]]:
    return [
        [command, *(wording.decimal(f"{v:.1f}", language) for v in (half, most)), str(n)]
        for command, (half, most, n) in times(run.outcomes).items()
    ]


def _comparison(comparison: Comparison, language: str) -> list[str]:
    day = dates.words(comparison.earlier.made[:10], language)
    parts = [
        f"<h2>{escape(say('compared', language, day=day))}</h2>",
        _table(_CHANGES, [wording.change(c, language) for c in comparison.changes], language),
        _paragraph(say("compared_on", language, new=comparison.new, gone=comparison.gone), faint=True),
    ]
    for way, better in (("better", True), ("worse", False)):
        flips = [_flip(f, language) for f in comparison.flips if f.better is better]
        parts.append(f"<h3>{escape(say(way, language))}</h3>")
        parts.append(_table(_FLIPS, flips, language) if flips else _paragraph(say("none", language)))
    return parts


def _flip(flip: Flip, language: str) -> list[str]:
    return [say(flip.name, language), flip.after.label, flip.before.got, flip.after.got]


def _wrong(outcome: Outcome, language: str) -> list[str]:
    return [outcome.label, outcome.got, ", ".join(say(name, language) for name in outcome.wrong)]


def _paragraph(text: str, *, faint: bool = False) -> str:
    return f'<p class="faint">{escape(text)}</p>' if faint else f"<p>{escape(text)}</p>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> str:
    """Return a table; heads are keys of messages. A column of figures is read from its right edge."""
    figures = [bool(rows) and all(_is_figure(row[at]) for row in rows) for at in range(len(heads))]
    top = [_cell("th", say(head, language), figures[at]) for at, head in enumerate(heads)]
    body = [[_cell("td", text, figures[at]) for at, text in enumerate(row)] for row in rows]
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in (top, *body))
    return f'<div class="wide"><table>{lines}</table></div>'


def _is_figure(text: str) -> bool:
    return bool(text) and len(text) < 24 and text[0] in "+−[0123456789"


def _cell(tag: str, text: str, figure: bool) -> str:
    kind = ' class="n"' if figure else ""
    return f"<{tag}{kind}>{escape(line(text))}</{tag}>"
