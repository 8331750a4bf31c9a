"""Which indexes this process keeps up to date: those of a home that it owns, or comes to own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from index.changes import Projection
from index.owner import Owner, try_own

_log = logging.getLogger(__name__)


class Index(Projection, Protocol):
    """A projection that is only read until `writes` says otherwise."""

    writes: bool


class Custody:
    """The lock of a home, from the start or once its owner has ended; a context manager that lets it go.

    Enter it before the indexes, which must be closed while the lock is still held.
    """

    def __init__(self, home: Path, owner: Owner | None) -> None:
        self._home = home
        self._owner = owner
        self._indexes: tuple[Index, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._owner is not None:
            self._owner.release()

    def keep(self, indexes: Sequence[Index]) -> None:
        """Say what is to be kept up to date."""
        self._indexes = tuple(indexes)

    @property
    def projections(self) -> tuple[Projection, ...]:
        """What is to be kept up to date now; nothing while another process owns the home."""
        return self._indexes if self._owner is not None else ()

    def claim(self) -> None:
        """Become the owner if nobody is any more."""
        if self._owner is None and (owner := try_own(self._home)) is not None:
            for index in self._indexes:
                index.writes = True
            self._owner = owner
            _log.info("this process now keeps the indexes up to date")
