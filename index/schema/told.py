"""What articles say, each for itself: statements, terms, who is named; and what was shown of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, Table, Text

from index.schema.columns import key, metadata


def _told() -> list[Column[Any]]:
    """Return the columns of a statement as its article reads."""
    return [
        Column("id", Text, nullable=False),
        # The speaker over all articles (`speakers.key`), "" for nobody: set with the article from the name,
        # then by `index.ledger.speakers.settling` from what all say. `by_date`: by the office of that day.
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


# Which grammar (`index.statements.GRAMMAR`) read an article; one that no grammar or another one read waits.
readings = Table(
    "readings",
    metadata,
    key("articles", primary=True),
    Column("grammar", Integer, nullable=False, index=True),
)

# A Statement as its article reads; spans are offsets into the article's text, which is not kept twice.
statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    key("articles"),
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
    key("versions"),
    Column("grammar", Integer, nullable=False),
    *_told(),
    Index("past_of_version", "version"),
    Index("past_of_speaker", "who"),
)

# Quoted words that are nobody's statement: titles, terms, nicknames.
terms = Table(
    "terms",
    metadata,
    key("articles", primary=True),
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
    key("articles", primary=True),
    Column("by", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

# Who is named in an article, with the roles it gives them: from these the speakers below are made anew.
sightings = Table(
    "sightings",
    metadata,
    key("articles", primary=True),
    Column("name", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Index("sightings_of_name", "name"),
    sqlite_with_rowid=False,
)

# Which capitalised words stand in an article (`index.ledger.speakers.naming`): what "never said" is said of.
naming = Table(
    "naming",
    metadata,
    Column("word", Integer, primary_key=True),
    key("articles", primary=True),
    Index("naming_of_article", "article"),
    sqlite_with_rowid=False,
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
