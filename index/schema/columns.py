"""What all tables share."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData

metadata = MetaData()


def key(table: str, *, primary: bool = False) -> Column[int]:
    """Return a column, named after one row of a table, that leads to its key and goes with it."""
    link = ForeignKey(f"{table}.key", ondelete="CASCADE")
    return Column(table.rstrip("s"), Integer, link, primary_key=primary, nullable=False)
