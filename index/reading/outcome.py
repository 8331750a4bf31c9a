"""What reading gives: an article, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from index.news import Article


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as it was read.

    Attributes:
        article: cleaned; its `id` is "" unless the source gave one.
        raw: the bytes that came in (the file, or the line of a JSON Lines file), kept beside the text.
        given_id: whether the source named the article.
    """

    article: Article
    raw: bytes
    given_id: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A source, or one line of it (`path:12`), that cannot be taken in.

    `reason` is a message, which `prompts.reworded` says in the language of its reader.
    """

    source: str
    reason: str
