"""Articles as they came in, and what retrieval makes of them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from index.schema.columns import key, metadata

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
raws = Table("raws", metadata, key("articles", primary=True), Column("data", LargeBinary, nullable=False))

# What an article was before it changed; text and raw compressed with zlib.
versions = Table(
    "versions",
    metadata,
    Column("key", Integer, primary_key=True),
    key("articles"),
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
    key("articles"),
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
    key("passages", primary=True),
    key("models", primary=True),
    Column("vector", LargeBinary, nullable=False),
)

# copies.bands of each article's text.
bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True),
    key("articles", primary=True),
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
