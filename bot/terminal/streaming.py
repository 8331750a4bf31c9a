"""An answer while it is being written: shown on a terminal, replaced by the whole answer with its sources."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, nullcontext
from typing import TYPE_CHECKING

from bot.answers.answer import Answer, Piece
from bot.terminal import output
from prompts import message

if TYPE_CHECKING:
    from rich.live import Live

_TIMES_A_SECOND = 8


async def written(pieces: AsyncIterator[Answer | Piece], language: str, *, show: bool) -> Answer:
    """Return the last of what an engine streams, the answer; on a terminal `show` its draft meanwhile."""
    text, answer = "", None
    # Cancelled, a generator must be closed at once: it holds a connection to the model.
    async with aclosing(pieces) if isinstance(pieces, AsyncGenerator) else nullcontext():
        with _live(language) if show and sys.stdout.isatty() else nullcontext() as live:
            async for piece in pieces:
                if isinstance(piece, Answer):
                    answer = piece
                    continue
                text += piece
                if live is not None:
                    from bot.render import terminal

                    live.update(terminal.draft(text, language))
    assert answer is not None, "an engine ends its stream with an Answer"
    return answer


def _live(language: str) -> Live:
    from rich.live import Live
    from rich.spinner import Spinner

    spinner = Spinner("dots", message("terminal.searching", language), style="dim")
    # Transient: the answer that comes at the end replaces it.
    return Live(spinner, console=output.console(), transient=True, refresh_per_second=_TIMES_A_SECOND)
