"""`backup` and `restore`: a home into one file and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import output, saving
from bot.terminal.options import AsJson, Home, Language, settings
from prompts import message

if TYPE_CHECKING:
    from bot.backup import Manifest

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A ZIP with a manifest.")]


def backup(
    file: _File,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Write a home to one file, also while the bot runs.

    Settings and keys (.env) are not in it.
    """
    from bot.backup import make

    chosen = settings(home, language)
    saving.check(file, chosen.language, force=force)
    made = make(chosen.news.home, file.absolute(), chosen.language)
    if as_json:
        output.document({"file": str(file), "bytes": file.stat().st_size, **made.document()})
        return
    _show("backup.made", made, file, chosen.language)


def restore(
    file: _File,
    force: Annotated[bool, typer.Option("--force", help="Replace what the home holds.")] = False,
    home: Home = None,
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Put a backup into an empty home.

    Its indexes are built anew by what needs them first.
    """
    from bot.backup import restore as put_back

    chosen = settings(home, language)
    made = put_back(file, chosen.news.home, chosen.language, force=force)
    if as_json:
        output.document({"home": str(chosen.news.home), **made.document()})
        return
    _show("backup.restored", made, chosen.news.home, chosen.language)


def _show(key: str, made: Manifest, path: Path, language: str) -> None:
    from bot.render import dates, lists

    shown = {name: made.counts[name] for name in ("articles", "statements")}
    files = ", ".join(one.name for one in made.files)
    day = dates.moment(made.made_at, language)
    output.show(lists.remark(message(key, language, path=path, files=files, made=day, **shown)))
