"""The commands put together, and what becomes of their errors.

Exit status: 0 done (an honest "not found" is done), 1 the work failed, 2 the call was wrong, 130 interrupted.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.reasons import why
from bot.terminal import (
    asking,
    chat,
    checking,
    doctor,
    dossier,
    evaluating,
    exporting,
    feeds,
    keeping,
    ledger,
    library,
    output,
    proposing,
    proving,
    saving,
    searching,
    taking,
    telegram,
    usage,
)
from index.errors import UsageError, VerbatimError
from prompts import message, reworded

app = typer.Typer(
    name="verbatim",
    help="Ask the French-language press a question, get an answer that proves itself.",
    no_args_is_help=True,
    add_completion=False,
    # rich's help costs 0.3 s at every `--help`, its tracebacks show local variables, keys among them.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _command in (
    taking.add,
    taking.remove,
    taking.reread,
    feeds.watch,
    proposing.propose,
    library.articles,
    library.show,
    ledger.said,
    ledger.statements,
    ledger.speakers,
    checking.check,
    searching.search,
    asking.ask,
    chat.chat,
    proving.receipt,
    proving.verify,
    telegram.telegram,
    telegram.feedback,
    library.stats,
    doctor.doctor,
    keeping.backup,
    keeping.restore,
):
    app.command()(_command)
# A function may not take the name of what Python evaluates with.
app.command("eval")(evaluating.evaluate)
exporting.app.command()(dossier.dossier)
app.add_typer(feeds.app, name="feeds")
app.add_typer(exporting.app, name="export")


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=output.version),
    ] = False,
) -> None:
    """Ask the French-language press a question, get an answer that proves itself."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; every error becomes one line on stderr."""
    output.prepare()
    try:
        status = app(args=list(arguments), prog_name="verbatim", standalone_mode=False) or 0
    except usage.WrongCall as error:
        usage.complain(error, app, arguments)
        status = 2
    except SystemExit as exit_:
        status = exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except KeyboardInterrupt:
        status = 130
    except (BrokenPipeError, typer.Abort):
        status = 1
    except VerbatimError as error:
        output.complain(reworded(str(error), output.language()))
        logging.getLogger(__name__).debug("where it came from", exc_info=True)
        status = 2 if isinstance(error, UsageError) else 1
    except OSError as error:
        status = _complained(error)
    except Exception as error:
        output.complain_unexpected(error)
        status = 1
    if status == 130:  # typer makes an exit of most interruptions
        output.tell_interrupted()
    return _flushed(status)


def _complained(error: OSError) -> int:
    """Say what failed and return the status: a full disk is nobody's defect."""
    if error.errno in saving.FULL:
        language = output.language()
        output.complain(message("terminal.full", language, reason=why(error, language)))
    else:
        output.complain_unexpected(error)
    return 1


def _flushed(status: int) -> int:
    """Write out what is left; a reader that has gone (`| head`) is no error worth a line."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # What stays in the buffer is flushed once more at exit, which must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not status and not isinstance(error, BrokenPipeError):
            _complained(error)
        return status or 1
    return status
