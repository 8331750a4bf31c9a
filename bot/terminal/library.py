"""`articles`, `show` and `stats`: what is in the home."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from index.errors import VerbatimError
from prompts import message

if TYPE_CHECKING:
    from datetime import date

    from bot.settings import Settings
    from index.archive import Stats

_COUNTED = (
    "articles",
    "originals",
    "outlets",
    "passages",
    "statements",
    "vectors",
    "characters",
    "versions",
    "bytes",
)


def articles(home: Home = None, as_json: AsJson = False, language: Language = None) -> None:
    """List the articles."""
    from bot import composition

    chosen = settings(home, language)
    with composition.archive(chosen) as archive:
        found = archive.summaries()
    if as_json:
        from bot.render import document

        output.document([document.summary(a) for a in found])
        return
    from bot.render import lists

    output.show(lists.articles(found, chosen.language))


def show(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE_ID", help="Id of an article.")],
    versions: Annotated[
        bool, typer.Option("--versions", help="What each of its versions changed of who said what.")
    ] = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Show one article as it is stored, or its versions."""
    from bot import composition

    chosen = settings(home, language)
    if versions:
        _show_versions(article_id, chosen, as_json=as_json)
        return
    with composition.archive(chosen) as archive:
        found = archive.article(article_id)
    if found is None:
        raise VerbatimError(message("shown.unknown", chosen.language, id=article_id))
    if as_json:
        from bot.render import document

        output.document(document.article(found))
        return
    from bot.render import lists

    output.show(lists.article(found, chosen.language))


def _show_versions(article_id: str, chosen: Settings, *, as_json: bool) -> None:
    from bot import composition

    with composition.ledger(chosen) as ledger:
        found = ledger.history(article_id)
    if not found:
        raise VerbatimError(message("shown.unknown", chosen.language, id=article_id))
    if as_json:
        from bot.render import document

        output.document({"id": article_id, "versions": [document.version(r) for r in found]})
        return
    from bot.render import versions

    output.show(versions.versions(found, chosen.language))


def stats(home: Home = None, as_json: AsJson = False, language: Language = None) -> None:
    """Count what is in the home."""
    from bot import composition

    chosen = settings(home, language)
    with composition.archive(chosen) as archive:
        found, weighed = archive.stats(), archive.calibration()
    if weighed is not None and weighed.model != found.model:
        weighed = None
    if as_json:
        span = {name: day.isoformat() if day else None for name, day in _span(found).items()}
        counts = {n: v for n, v in asdict(found).items() if n not in {"since", "until"}}
        measured = asdict(weighed) if weighed else None
        output.document({"home": str(chosen.news.home), **counts, **span, "calibration": measured})
        return
    from bot.render import lists

    weight = lists.weight(weighed, chosen.language) if weighed else ""
    label = message("shown.stats_weight", chosen.language)
    output.show(lists.table(_rows(found, chosen) + ([(label, weight)] if weight else [])))


def _span(found: Stats) -> dict[str, date | None]:
    return {"from": found.since, "to": found.until}


def _rows(found: Stats, chosen: Settings) -> list[tuple[str, str]]:
    from bot.render.dates import words

    counts = asdict(found)
    days = (words(day.isoformat(), chosen.language) for day in (found.since, found.until) if day)
    values = {
        "home": str(chosen.news.home),
        **{n: f"{counts[n]:,}".replace(",", "\u202f") for n in _COUNTED},
        "period": " – ".join(dict.fromkeys(days)),
        "model": found.model or "",
    }
    return [(message(f"shown.stats_{name}", chosen.language), value) for name, value in values.items()]
