"""The nouns of the news: what every other module speaks of.

Frozen dataclasses of the standard library only, so that importing them costs nothing. All offsets are
character offsets (Python `str` indices) into `Article.text`; `article.text[span.start:span.end] == span.text`
holds for every span, passage, hit and citation that leaves this package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Genre = Literal["news", "opinion", "interview", "transcript"]
SpeakerType = Literal["person", "org", "metonym", "document", "group", "anonymous", "unknown"]
Kind = Literal["direct", "mixed", "indirect"]
Polarity = Literal["asserts", "denies", "declines", "not_denied", "did_not_say"]
Mood = Literal["indicative", "conditional", "announced"]
PROPOSED = "proposed"
"""The rule of every statement that a model proposed and the text bears out, and of no other."""


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of an article's text: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One printed article, cleaned.

    Attributes:
        id: kept when the source gave one, else 16 hexadecimal digits made from the URL or the text.
        text: the cleaned text that every offset counts in; the headline is its first line when the source
            printed it there (`.txt .md .html`), and is not in it when the source kept it apart (`.jsonl`).
        published: ISO 8601 date or date and time, as precise as the source said it, or None.
        source: where it came from (absolute path or URL; `path:12` for line 12 of a JSON Lines file).
        language: ISO 639-1 code, detected on the text.
        author, author_role: byline without "Par", and the office the article gives its author.
        original: id of the article of which this one is a near-identical wire copy, or None.
    """

    id: str
    text: str
    source: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "fr"
    author: str | None = None
    author_role: str | None = None
    genre: Genre = "news"
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole paragraphs of one article within a token budget, a verbatim slice: the unit of retrieval."""

    id: str
    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, with what is needed to cite it; `score` is > 0, best first.

    `speaker` is whose turn of a transcript it begins inside, "" where it begins with that voice's label.
    """

    passage_id: str
    article_id: str
    start: int
    end: int
    text: str
    score: float
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    original: str | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One cue with all the content it governs; see `index/statements/`.

    Attributes:
        speaker: canonical name, "" if nobody can be named.
        speaker_surface: the words beside the cue ("M. Rutte", "il", "le ministre").
        fragments: the words inside quotation marks, without the marks; empty for an indirect statement.
        content: the whole reported content.
        relay: the medium that passes the words on, or None.
        said_on: ISO date or None.
        rule: the name of the rule that read it; `confidence` is that rule's measured precision, 0 to 1.
        evidence: where in the text the speaker's name was found, or None.
        by_date: the speaker was resolved from an office and a date, not named by the article.
    """

    id: str
    article_id: str
    speaker: str
    speaker_type: SpeakerType
    speaker_surface: str
    role: str
    cue: str
    kind: Kind
    fragments: tuple[Span, ...]
    content: Span
    polarity: Polarity = "asserts"
    mood: Mood = "indicative"
    relay: str | None = None
    said_on: str | None = None
    headline: bool = False
    confidence: float = 0.0
    rule: str = ""
    evidence: Span | None = None
    by_date: bool = False


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was searched before an answer was given: the denominator of "nothing found"."""

    articles: int
    since: date | None = None
    until: date | None = None
    articles_naming_speaker: int | None = None
    statements_by_speaker: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person, body or place-name that speaks in the corpus, under its canonical name."""

    name: str
    type: SpeakerType
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=())
    statements: int = 0
    articles: int = 0
