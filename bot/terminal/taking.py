"""`add` and `remove`: articles in and out."""

from __future__ import annotations

from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal import output
from bot.terminal.options import AsJson, Home, Language, settings
from prompts import message, reworded

if TYPE_CHECKING:
    from bot.composition import Desk
    from bot.settings import Settings
    from index.batches import Report
    from index.ingest import Progress

_FORMS = (
    "Files and folders: .txt, .md, .html, .jsonl (an article a line), .pdf, .docx, "
    ".epub (an article a chapter), .eml, or a .zip of any of them; addresses of web pages, RSS or Atom "
    "feeds, sitemaps and documents."
)


def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help=_FORMS)],
    limit: Annotated[
        int, typer.Option(min=1, help="Most articles to read of one feed or sitemap, the newest first.")
    ] = 50,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Take articles in; the same article twice changes nothing."""
    chosen = settings(home, language)
    report = _taken(sources, chosen, limit)
    if as_json:
        output.document(_document(report, chosen.language))
    else:
        _show(report, chosen.language)
    if report.failed or report.errors:
        raise typer.Exit(1)


def remove(
    article_ids: Annotated[list[str], typer.Argument(metavar="ARTICLE_ID...", help="Ids of articles.")],
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Take articles out, wholly."""
    from bot import composition

    chosen = settings(home, language)
    with composition.desk(chosen, lasting=True, notice=output.noticer(chosen.language)) as desk:
        gone = desk.archive.remove(article_ids)
        _follow(desk)
    unknown = [i for i in dict.fromkeys(article_ids) if i not in gone]
    if as_json:
        output.document({"removed": gone, "unknown": unknown})
    else:
        print(message("shown.removed", chosen.language, removed=len(gone)))
    for article_id in unknown:
        output.complain(message("shown.unknown", chosen.language, id=article_id))
    if unknown:
        raise typer.Exit(1)


def reread(home: Home = None, as_json: AsJson = False, language: Language = None) -> None:
    """Read again who said what, after a new version.

    Articles that an earlier version of the program has read are read again; stopped, it goes on later.
    """
    from bot import composition
    from bot.terminal.progress import bar
    from index.reread import reread as read_again

    chosen = settings(home, language)
    with composition.archive(chosen) as archive:
        waiting = archive.count_unread()
        with bar(chosen.language, {"statements": waiting}) as tell:
            statements = read_again(archive, progress=tell)
        left = archive.count_unread()
    counts = {"articles": waiting - left, "statements": statements}
    if as_json:
        output.document(counts | {"left": left})
        return
    print(message("shown.reread", chosen.language, **counts))


def _taken(sources: list[str], chosen: Settings, limit: int) -> Report:
    from bot import composition, weighing
    from bot.terminal.progress import bar
    from index import ingest, reading

    totals = {"articles": sum(reading.count(source) for source in sources)}
    with (
        bar(chosen.language, totals) as tell,
        composition.desk(
            chosen, lasting=True, create=True, notice=output.noticer(chosen.language), progress=tell
        ) as desk,
    ):

        def fetched(done: int, total: int) -> None:
            totals["pages"] = total
            tell("pages", done)

        web = desk.web(limit, fetched)
        readings = chain.from_iterable(reading.read(source, web) for source in sources)
        report = ingest.add(desk.archive, readings, desk.embedder, progress=tell)
        _follow(desk, tell)
        weighing.weigh(desk, tell, output.noticer(chosen.language))
        unread = desk.archive.count_unread()
        if unread:
            output.notice(message("terminal.unread", chosen.language, articles=unread))
        return report


def _follow(desk: Desk, tell: Progress | None = None) -> None:
    """Bring the indexes up to date, or say who will."""
    desk.follow(tell, output.noticer(desk.settings.language))
    if not desk.projections:
        from index.owner import holder

        if pid := holder(desk.archive.home):  # nobody holds a home that is read-only
            output.notice(message("terminal.not_owner", desk.settings.language, pid=pid))


def _document(report: Report, language: str) -> dict[str, Any]:
    errors = [{"source": e.source, "reason": reworded(e.reason, language)} for e in report.errors]
    return asdict(report) | {"errors": errors}


def _show(report: Report, language: str) -> None:
    from bot.render import lists

    counts = asdict(report)
    names = ("added", "updated", "unchanged", "failed", "passages", "statements")
    output.show(lists.remark(message("shown.report", language, **{n: counts[n] for n in names})))
    if report.errors:
        output.show(lists.errors([(e.source, reworded(e.reason, language)) for e in report.errors], language))
