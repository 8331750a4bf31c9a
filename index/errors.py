"""The error tree. A refusal to answer is no error: it is an Answer that says why.

VerbatimError              anything we raise on purpose; its text is for people and says what to do
├── UsageError             the call was wrong (exit status 2)
├── SourceError            one source cannot be taken in; the others go on
│   ├── AddressRefused     an address that is never asked: no public web page
│   ├── FetchError         an address was asked and gave nothing usable
│   └── NotNow             an address that may be asked, but not at this moment
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


class AddressRefused(SourceError):
    """An address that is never asked: it is no public web page."""


class FetchError(SourceError):
    """An address was asked and gave nothing usable.

    Attributes:
        status: what it answered with, None if nothing.
        retry_after: seconds after which it wants to be asked again, None if it did not say.
    """

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


class NotNow(SourceError):
    """An address may be asked, but not at this moment; nothing was, and nothing is known to be wrong."""


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
