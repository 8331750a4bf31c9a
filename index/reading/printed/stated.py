"""The fields that a source states of an article, beside what its lines say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields that a page or a document states; None where it does not."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
    opinion: bool = False
