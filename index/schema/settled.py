"""What all articles together say of who speaks: made by `index.archive.settling`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from index.schema.columns import key, metadata

speakers = Table(
    "speakers",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Index("speakers_unseen", "articles", sqlite_where=text("articles = 0")),  # whom our facts alone name
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",
    metadata,
    Column("speaker", Text, primary_key=True),
    Column("alias", Text, primary_key=True),
    Column("folded", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Under which surnames a person is looked for.
surnames = Table(
    "surnames",
    metadata,
    Column("surname", Text, primary_key=True),
    Column("speaker", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# The days are the first and last on which an article gave a speaker the role.
roles = Table(
    "roles",
    metadata,
    Column("speaker", Text, primary_key=True),
    Column("office", Text, primary_key=True, index=True),
    Column("role", Text, nullable=False),
    Column("first_seen", Text),
    Column("last_seen", Text),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Which statements have an office for a speaker (`people.wording.Office`): asked anew when more is known.
unnamed = Table(
    "unnamed",
    metadata,
    Column("body", Text, primary_key=True),
    Column("function", Text, primary_key=True),
    key("statements", primary=True),
    Index("unnamed_of_statement", "statement"),
    sqlite_with_rowid=False,
)

# Which statements print the same words as an earlier one (`people.witnesses`), and which one that is.
witnesses = Table(
    "witnesses",
    metadata,
    key("statements", primary=True),
    Column("first", Integer, ForeignKey("statements.key", ondelete="CASCADE"), nullable=False, index=True),
)

# What each speaker surely said, the same words once, by the day: counted and paged without being read.
tellings = Table(
    "tellings",
    metadata,
    Column("who", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # said, else printed; "" where neither is known
    Column("id", Text, primary_key=True),
    key("statements", primary=True),
    Column("kind", Text, nullable=False),
    Index("tellings_of_statement", "statement"),
    sqlite_with_rowid=False,
)

# What `index.archive.settling` has not seen: articles that tell something new, with an empty name and type,
# and each name that an article, perhaps gone, gave before.
unsettled = Table(
    "unsettled",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    sqlite_autoincrement=True,
)
