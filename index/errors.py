"""The error tree. A refusal to answer is no error: it is an Answer that says why.

VerbatimError              anything we raise on purpose; its text is for people and says what to do
├── UsageError             the call was wrong (exit status 2)
├── SourceError            one source cannot be taken in; the others go on
├── ArchiveError           the archive cannot be opened, read or written
│   └── ArchiveBusy        another process is writing and did not finish in time
├── ProjectionError        Chroma or the lexical index failed; it can be rebuilt from the archive
├── EmbeddingError         the embeddings endpoint failed or answered nonsense
└── ModelError             the chat endpoint failed or answered nonsense
└── ModelTimeout       it did not answer in time
"""

from __future__ import annotations


class VerbatimError(Exception):
    """Anything raised on purpose; the text is for people and says what to do."""


class UsageError(VerbatimError):
    """The call was wrong."""


class SourceError(VerbatimError):
    """One source cannot be taken in; `str(error)` is its reason."""


class ArchiveError(VerbatimError):
    """The archive cannot be opened, read or written."""


class ArchiveBusy(ArchiveError):
    """Another process is writing and did not finish in time."""


class ProjectionError(VerbatimError):
    """Chroma or the lexical index failed; it can be rebuilt from the archive."""


class EmbeddingError(VerbatimError):
    """The embeddings endpoint failed or answered nonsense."""


class ModelError(VerbatimError):
    """The chat endpoint failed or answered nonsense."""


class ModelTimeout(ModelError):
    """The chat endpoint did not answer in time."""
