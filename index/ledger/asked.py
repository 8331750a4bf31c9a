"""The nouns of `said`: what is asked for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.news import Article, Kind, Scanned, Span, Statement
from index.people import names
from index.people.finding import Match


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose words, on what, said (else printed) from `since` to `until`, ISO dates, both inclusive.

    Of what is found, `most` are read, from number `first` on; of what is not on the topic at most `beside`.
    """

    speaker: str
    topic: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    first: int = 0
    most: int | None = None
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """How a statement of today came into its article.

    Attributes:
        kind: "altered" where an earlier version has other words or another voice, "added" where it has none.
        number, at: of the version that did it, and when that was taken in (UTC, ISO 8601).
        before: the statement as it stood; None where it was added.
        diff: its words before and now, "une [-menace-] {+attaque+}"; None where they are the same.
    """

    kind: Literal["added", "removed", "altered"]
    number: int
    at: str
    before: Statement | None = None
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A statement that stands in an earlier version of its article alone.

    Attributes:
        article: without its text, with the title of that version.
        number, at: of the version without it, and when that was taken in (UTC, ISO 8601).
        after: what it became, None where it was taken out.
        text: of the version that has it.
    """

    statement: Statement
    article: Article
    number: int
    at: str
    after: Statement | None = None
    text: str = ""

    @property
    def day(self) -> str:
        """The day it was said, else printed; "" where neither is known."""
        return self.statement.said_on or (self.article.published or "")[:10]

    @property
    def given_to(self) -> str | None:
        """Whose words the article says they are now, "" for nobody's; None where nothing of it changed."""
        now = self.after
        return None if now is None or names.one_voice(self.statement.speaker, now.speaker) else now.speaker


@dataclass(frozen=True, slots=True)
class Told:
    """One statement with the article it was first printed in.

    Attributes:
        on_topic: it is about what was asked; True for all where no topic was.
        witnesses: every (statement, article) that reports these words, this one included.
        sources: how many of them are independent; copies of one dispatch count once.
        revised: how a later version of its article changed it or brought it in, else None.
    """

    statement: Statement
    article: Article
    on_topic: bool
    witnesses: tuple[tuple[Statement, Article], ...]
    sources: int
    revised: Revised | None = None

    @property
    def day(self) -> str:
        """The day it was said, else printed; "" where neither is known."""
        return self.statement.said_on or (self.article.published or "")[:10]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, the newest first, what is on the topic before the rest.

    Attributes:
        told: what was to be read of it.
        count, on_topic: how many statements were found, and how many of them on the topic.
        kinds, years: of all that there is to find, of any kind and day; years the latest first.
        speaker: the canonical name, or the query where it names nobody or several.
        ambiguous: whom the query may mean, where that is not one.
        nearest: whom it may have meant, where it names nobody.
        others: who else is called so but said next to nothing beside the one that was taken.
        office: the query named an office; the statements are those of its holders while they held it.
        withdrawn: what earlier versions of articles had said, in the days and on the topic asked for; it is
            not in `told`.
    """

    speaker: str
    told: tuple[Told, ...]
    scanned: Scanned
    ambiguous: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = ()
    others: tuple[str, ...] = ()
    office: bool = False
    withdrawn: tuple[Withdrawn, ...] = ()
    count: int = 0
    on_topic: int = 0
    kinds: frozenset[Kind] = frozenset()
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """Whose words stand in a part of an article, in the order of the text.

    Attributes:
        statements: those whose content, or words between marks, lie in it at least in part.
        terms: quoted words that are nobody's statement.
    """

    statements: tuple[Statement, ...] = ()
    terms: tuple[Span, ...] = ()
