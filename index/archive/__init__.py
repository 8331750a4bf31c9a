"""DOOR sqlalchemy: the archive, the truth that everything else is rebuilt from. Importing it costs 0.5 s."""

from index.archive.archive import Archive
from index.archive.reads import Stats
from index.archive.recognition import Recognised
from index.archive.writes import Outcome
from index.ledger.stored.connection import FILE

__all__ = ["FILE", "Archive", "Outcome", "Recognised", "Stats"]
