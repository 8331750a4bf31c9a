"""DOOR sqlalchemy: the archive, the truth that everything else is rebuilt from. Importing it costs 0.5 s."""

from index.archive.archive import Archive
from index.archive.connection import FILE
from index.archive.reads import Stats
from index.archive.recognition import Recognised
from index.archive.writes import Outcome

__all__ = ["FILE", "Archive", "Outcome", "Recognised", "Stats"]
