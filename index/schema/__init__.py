"""DOOR sqlalchemy: the tables of the archive.

`key` columns are small integers for joins and never leave the archive; `id` columns are what people see.
Large columns stand last, so that SQLite reads the others without them. A new table raises VERSION and is made
in archives of an earlier version when they are opened; a changed table needs its own step there.
"""

from __future__ import annotations

from index.schema.columns import metadata
from index.schema.news import articles, bands, changes, meta, models, passages, raws, vectors, versions
from index.schema.settled import aliases, roles, speakers, surnames, tellings, unnamed, unsettled, witnesses
from index.schema.told import (
    naming,
    past_statements,
    proposals,
    readings,
    receipts,
    sightings,
    statements,
    terms,
)

__all__ = [
    "VERSION",
    "aliases",
    "articles",
    "bands",
    "changes",
    "meta",
    "metadata",
    "models",
    "naming",
    "passages",
    "past_statements",
    "proposals",
    "raws",
    "readings",
    "receipts",
    "roles",
    "sightings",
    "speakers",
    "statements",
    "surnames",
    "tellings",
    "terms",
    "unnamed",
    "unsettled",
    "vectors",
    "versions",
    "witnesses",
]

# 2: the statement ledger; articles of version 1 wait for `index.reread`. 3: receipts. 4: past statements.
# 5: what each speaker said, listed
VERSION = 5
