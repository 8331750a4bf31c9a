"""What a running bot holds, for its handlers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.answers.answer import Answer
from bot.answers.check.checker import Checker
from bot.answers.engine import Engine
from bot.answers.receipts.keeping import Keeper
from bot.answers.verdict import Verdict
from bot.composition import Desk
from bot.settings import Settings
from bot.telegram.access import Access
from bot.telegram.client import Client
from bot.telegram.limits import Limits
from bot.telegram.store import Store
from bot.telegram.together import Together
from index.ledger import Ledger

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that handlers need.

    Attributes:
        me, name: the bot's own id and user name.
        proofs: keeps the receipts of answers and verdicts; says why one could not be kept.
    """

    settings: Settings
    desk: Desk
    engine: Engine
    client: Client
    store: Store
    access: Access
    limits: Limits
    me: int
    name: str
    checker: Checker
    keeper: Keeper
    proofs: Together[Answer | Verdict, str | None]
    languages: dict[int, str] = field(default_factory=dict)

    async def prove(self, shown: Answer | Verdict) -> None:
        """Keep the receipt of what is about to be shown; where that fails, it is shown all the same."""
        failed = await self.proofs.do(shown)
        if failed is not None:
            _log.warning("no receipt was kept: %s", failed)

    async def ledger(self, read: Callable[[Ledger], T]) -> T:
        """Return what is read in the ledger of statements, in a thread of its own."""
        from bot import composition

        def call() -> T:
            with composition.ledger(self.settings) as opened:
                return read(opened)

        return await asyncio.to_thread(call)
