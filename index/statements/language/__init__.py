"""The seam between languages: which lexicon reads an article; French now."""

from __future__ import annotations

from index.statements.language import lexicon
from index.statements.language.lexicon import Lexicon

CODES = ("fr", "")  # ISO 639-1 of those that are read; "" where none was told


def of(code: str) -> Lexicon | None:
    """Return the lexicon of an ISO 639-1 language, None for one that is not read yet."""
    return lexicon.french() if code in CODES else None
