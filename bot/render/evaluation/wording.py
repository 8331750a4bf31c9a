"""The words and numbers that the terminal and the page share."""

from __future__ import annotations

from bot.evaluation.comparing import Change
from bot.evaluation.figures import Figure
from bot.evaluation.outcome import MEANS
from bot.evaluation.runs import Run
from bot.render import dates
from bot.render.layout import line
from prompts import message


def say(key: str, language: str, **values: object) -> str:
    """Return a message of the evaluation."""
    return message(f"eval.{key}", language, **values)


def number(name: str, value: float, language: str) -> str:
    """Return a value as people read it: a share in per cent, a mean with three decimals."""
    if name in MEANS:
        shown = f"{value:.3f}"
    else:
        shown = f"{100 * value:.1f}\u00a0%" if language == "fr" else f"{100 * value:.1f}%"
    return decimal(shown, language)


def decimal(shown: str, language: str) -> str:
    """Return a written number with the decimal mark of the language."""
    return shown.replace(".", ",") if language == "fr" else shown


def bounds(figure: Figure, language: str) -> str:
    """Return the interval of a figure in brackets."""
    low, high = (number(figure.name, v, language) for v in (figure.low, figure.high))
    return f"[{low} – {high}]"


def summary(run: Run, language: str) -> str:
    """Return what was measured, on what and when."""
    model = line(run.model) if run.model else say("printed", language)
    return say(
        "made_on",
        language,
        items=len(run.outcomes),
        articles=run.articles,
        day=dates.words(run.made[:10], language),
        model=model,
        embedding=line(run.embedding),
    )


def change(change: Change, language: str) -> list[str]:
    """Return the cells of a change: measure, before, after, better, worse, p, n."""
    return [
        say(change.name, language),
        number(change.name, change.before, language),
        number(change.name, change.after, language),
        f"+{change.gained}",
        f"−{change.lost}",
        decimal(f"{change.chance:.3f}", language),
        str(change.n),
    ]
