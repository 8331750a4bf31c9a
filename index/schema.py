"""DOOR sqlalchemy: the tables of the archive.

`key` columns are small integers for joins and never leave the archive; `id` columns are what people see.
Large columns stand last, so that SQLite reads the others without them. A new table raises VERSION and is made
in archives of an earlier version when they are opened; a changed table needs its own step there.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, text

# 2: the statement ledger; articles of version 1 wait for `index.reread`. 3: receipts. 4: past statements
VERSION = 4
metadata = MetaData()


def _key(table: str, *, primary: bool = False) -> Column[int]:
    link = ForeignKey(f"{table}.key", ondelete="CASCADE")
    return Column(table.rstrip("s"), Integer, link, primary_key=primary, nullable=False)


def _told() -> list[Column[Any]]:
    """Return the columns of a statement as its article reads."""
    return [
        Column("id", Text, nullable=False),
        # The speaker over all articles (`speakers.key`), "" for nobody: set with the article from the name,
        # then by `index.ledger.settling` from what all say. `by_date`: from the office held on the day.
        Column("who", Text, nullable=False),
        Column("by_date", Integer, nullable=False),
        Column("speaker", Text, nullable=False),
        Column("speaker_type", Text, nullable=False),
        Column("speaker_surface", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("cue", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("fragments", Text, nullable=False),  # "start end start end ..."
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("polarity", Text, nullable=False),
        Column("mood", Text, nullable=False),
        Column("relay", Text),
        Column("said_on", Text),
        Column("headline", Integer, nullable=False),
        Column("confidence", Float, nullable=False),
        Column("rule", Text, nullable=False),
        Column("evidence_start", Integer),
        Column("evidence_end", Integer),
    ]


# What is true of the whole archive: its own id, the embedding model in use, how far that is believed.
meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False, index=True),  # of its last change
    Column("version", Text, nullable=False),  # identity.version
    Column("content", Text, nullable=False, index=True),  # hash of the text
    Column("address", Text, index=True),  # identity.canonical_url
    Column("source", Text, nullable=False, index=True),
    Column("original", Integer, ForeignKey("articles.key", ondelete="SET NULL"), index=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text, index=True),
    Column("url", Text),
    Column("language", Text, nullable=False),
    Column("author", Text),
    Column("author_role", Text),
    Column("genre", Text, nullable=False),
    Column("stored_at", Text, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What came in, as it came in, compressed with zlib.
raws = Table("raws", metadata, _key("articles", primary=True), Column("data", LargeBinary, nullable=False))

# What an article was before it changed; text and raw compressed with zlib.
versions = Table(
    "versions",
    metadata,
    Column("key", Integer, primary_key=True),
    _key("articles"),
    Column("version", Text, nullable=False),
    Column("title", Text),
    Column("stored_at", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("versions_of_article", "article"),
)

passages = Table(
    "passages",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _key("articles"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("passages_of_article", "article"),
    sqlite_autoincrement=True,
)

models = Table(
    "models",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("dimensions", Integer, nullable=False),
)

# One float16 vector, little-endian, a passage and model. With rowids: without them SQLite gives each row of
# over a quarter of a page a page of its own, which doubled the archive (measured at 512 dimensions).
vectors = Table(
    "vectors",
    metadata,
    _key("passages", primary=True),
    _key("models", primary=True),
    Column("vector", LargeBinary, nullable=False),
)

# copies.bands of each article's text.
bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True),
    _key("articles", primary=True),
    Index("bands_of_article", "article"),
    sqlite_with_rowid=False,
)

# What the projections replay. `removed` holds the ids of the passages that left, with spaces between.
changes = Table(
    "changes",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("article", Integer, nullable=False),
    Column("kind", Text, nullable=False),  # added, updated, removed, embedded
    Column("removed", Text, nullable=False),
    sqlite_autoincrement=True,
)

# Which grammar (`index.statements.GRAMMAR`) read an article; one that no grammar or another one read waits.
readings = Table(
    "readings",
    metadata,
    _key("articles", primary=True),
    Column("grammar", Integer, nullable=False, index=True),
)

# A Statement as its article reads; spans are offsets into the article's text, which is not kept twice.
statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    _key("articles"),
    *_told(),
    Index("ix_statements_id", "id"),
    Index("statements_of_article", "article", "start"),
    # All that `speakers` reads.
    Index("statements_of_speaker", "who", "article", "confidence", "speaker_type"),
)

# The statements of an article as it was before its text changed, as `grammar` read them, with offsets into
# the text of that version. Those that archives of before version 4 kept have none.
past_statements = Table(
    "past_statements",
    metadata,
    Column("key", Integer, primary_key=True),
    _key("versions"),
    Column("grammar", Integer, nullable=False),
    *_told(),
    Index("past_of_version", "version"),
    Index("past_of_speaker", "who"),
)

# Quoted words that are nobody's statement: titles, terms, nicknames.
terms = Table(
    "terms",
    metadata,
    _key("articles", primary=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What models proposed as statements that the grammar missed, each with the wording of its prompt; a JSON
# document, compressed with zlib. They are verified anew by each grammar: what enters stands in `statements`.
# Archives of version 3 that are older than this table lack it until something is proposed.
proposals = Table(
    "proposals",
    metadata,
    _key("articles", primary=True),
    Column("by", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

# Who is named in an article, with the roles it gives them: from these the speakers below are made anew.
sightings = Table(
    "sightings",
    metadata,
    _key("articles", primary=True),
    Column("name", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Index("sightings_of_name", "name"),
    sqlite_with_rowid=False,
)

# Which capitalised words stand in an article (`index.ledger.naming`): the denominator of "never said".
naming = Table(
    "naming",
    metadata,
    Column("word", Integer, primary_key=True),
    _key("articles", primary=True),
    Index("naming_of_article", "article"),
    sqlite_with_rowid=False,
)

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
    _key("statements", primary=True),
    Index("unnamed_of_statement", "statement"),
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

# What was shown and on what it rests, by the short id people keep; a JSON document, compressed with zlib.
receipts = Table(
    "receipts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # answer, verdict
    Column("made_at", Text, nullable=False),
    Column("sequence", Integer, nullable=False),  # of the archive as it was then
    Column("document", LargeBinary, nullable=False),
)
