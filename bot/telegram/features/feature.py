"""The noun of the table of features."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.telegram.incoming import Incoming
from bot.telegram.office import Office
from bot.telegram.talk import Talk

Handler = Callable[[Talk], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing people can do.

    Attributes:
        commands: (French, English), each in the menu of its language; both work for everybody.
        about: key of its line in the menu of commands; "" keeps it out of the menu.
        run: handles the commands.
        prefix, pressed: how the data of its buttons begins (before the first ":"), and what handles them.
        takes, taken: recognises a message without a command, and handles it; the first feature of the table
            that takes a message has it.
        admin: for administrators only.
        background: runs beside the bot from start to stop (alerts, digests); what it raises is logged, and it
            is started anew after a minute.
    """

    commands: tuple[str, ...] = ()
    about: str = ""
    run: Handler | None = None
    prefix: str = ""
    pressed: Handler | None = None
    takes: Callable[[Incoming], bool] | None = None
    taken: Handler | None = None
    admin: bool = False
    background: Callable[[Office], Awaitable[None]] | None = None


def find(table: tuple[Feature, ...], incoming: Incoming) -> tuple[Feature, Handler] | None:
    """Return the feature that an update is for, and what handles it; None where nobody does."""
    for feature in table:
        if incoming.kind == "pressed":
            if feature.pressed and incoming.data.partition(":")[0] == feature.prefix:
                return feature, feature.pressed
        elif incoming.kind == "message" and incoming.command:
            if feature.run and incoming.command in feature.commands:
                return feature, feature.run
        elif feature.taken and feature.takes and feature.takes(incoming):
            return feature, feature.taken
    return None
