"""Measuring what a configured model's vectors are worth, told to the person who waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from index.errors import VerbatimError

if TYPE_CHECKING:
    from bot.composition import Desk
    from index.ingest import Progress

_log = logging.getLogger(__name__)


def weigh(
    desk: Desk,
    progress: Progress | None = None,
    notice: Callable[[str, dict[str, object]], None] = lambda key, values: None,
) -> None:
    """Measure it where that is due and this process has the indexes; what fails is said, and nothing lost."""
    if not desk.projections or not desk.embedder.knows_meaning:
        return
    from index.retrieval import calibration

    try:
        if calibration.is_due(desk.archive, desk.embedder):
            notice("terminal.weighing_vectors", {"model": desk.embedder.name})
            calibration.calibrate(desk.archive, desk.embedder, progress=progress)
    except VerbatimError as error:
        _log.warning("vectors could not be weighed: %s", error)
        notice("terminal.not_weighed", {"reason": error})
