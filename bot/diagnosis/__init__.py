"""Whether everything works: what is in a home, what is configured, and what to do where something does not.

`examine` changes nothing and calls only configured endpoints; `mend` builds damaged indexes anew from the
archive, embedding nothing.
"""

from __future__ import annotations

from bot.diagnosis import endpoints, home, indexes, telegram
from bot.diagnosis.finding import Finding, Look
from bot.diagnosis.indexes import mend
from bot.settings import Settings

__all__ = ["Finding", "Look", "examine", "mend"]


def examine(settings: Settings, look: Look) -> list[Finding]:
    """Look at everything; a home that does not exist yet is no defect."""
    return [
        *home.examine(settings, look),
        *indexes.examine(settings, look),
        *home.surroundings(settings),
        *endpoints.examine(settings, look),
        *telegram.examine(settings, look),
    ]
