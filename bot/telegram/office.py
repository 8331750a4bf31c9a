"""What a running bot holds, for its handlers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.answers.engine import Engine
from bot.composition import Desk
from bot.settings import Settings
from bot.telegram.access import Access
from bot.telegram.client import Client
from bot.telegram.limits import Limits
from bot.telegram.store import Store
from index.ledger import Ledger

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that handlers need; `me` is the bot's own id, `name` its user name."""

    settings: Settings
    desk: Desk
    engine: Engine
    client: Client
    store: Store
    access: Access
    limits: Limits
    me: int
    name: str
    languages: dict[int, str] = field(default_factory=dict)

    async def ledger(self, read: Callable[[Ledger], T]) -> T:
        """Return what is read in the ledger of statements, in a thread of its own."""
        from bot import composition

        def call() -> T:
            with composition.ledger(self.settings) as opened:
                return read(opened)

        return await asyncio.to_thread(call)
