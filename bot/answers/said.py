"""The words of one person in some articles: sentences that quote or report that person, nobody else.

This is the seam to who said what: `said` is all that the rest of the answers know of it. It reads the
articles found with `index.statements`; the statement ledger of the archive can take its place without any
other change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers import mentions, sentences
from bot.answers.words import sense
from index import analysis, statements
from index.news import Article, Span, Statement

_LONGEST = 700  # characters of a sentence with the one that names its speaker
_LEAST_SIGNED = 40  # characters of a sentence of a signed article; shorter ones are headings


@dataclass(frozen=True, slots=True)
class Words:
    """A slice of an article that holds words of the person; `before` is where the sentence it needs begins.

    `surely`: the person is named beside the verb of speech, not carried on by a pronoun or a signature.
    """

    span: Span
    article: Article
    surely: bool
    before: int


def said(speaker: str, articles: Sequence[Article]) -> list[Words]:
    """Return the sentences that hold words of `speaker`, in the order of articles and text.

    `speaker` is a name ("Mark Rutte", "rutte") or an office ("le secrétaire général de l'OTAN") as asked; an
    office is taken as the articles write it beside the words.
    """
    return [words for article in articles for words in _in_article(speaker, article)]


def office(speaker: str) -> bool:
    """Tell whether a speaker as asked is an office or a body in lower case, not a name."""
    return speaker.split(maxsplit=1)[0].lower().startswith(_DETERMINERS)


_DETERMINERS = ("le", "la", "les", "l'", "l’", "un", "une", "the")


def _in_article(speaker: str, article: Article) -> Iterator[Words]:
    signed = bool(article.author) and mentions.same_person(speaker, article.author or "")
    if not signed and not office(speaker) and not mentions.named(speaker, article.text):
        return
    spans = sentences.split(article.text)
    found = [s for s in statements.read(article) if s.polarity != "did_not_say"]
    mine = [s for s in found if _speaks(speaker, s, found)]
    seen: set[int] = set()
    for statement in mine:
        for at, span in enumerate(spans):
            if span.start < statement.content.end and statement.content.start < span.end and at not in seen:
                seen.add(at)
                yield _words(span, spans[at - 1] if at else None, speaker, article)
    if signed and not mine:
        for span in spans:
            if len(span.text) >= _LEAST_SIGNED and span.text[-1] in '.!?…»”"':
                yield Words(span, article, False, span.start)


def _words(span: Span, previous: Span | None, speaker: str, article: Article) -> Words:
    """Return a sentence, with the one before it when only that one names the speaker."""
    surely = mentions.named(speaker, span.text)
    needed = not surely and previous is not None and mentions.named(speaker, previous.text)
    start = previous.start if previous and needed and span.end - previous.start <= _LONGEST else span.start
    return Words(span, article, surely, start)


def _speaks(speaker: str, statement: Statement, others: Sequence[Statement]) -> bool:
    if office(speaker):
        return _holds(speaker, statement)
    if not statement.speaker or not mentions.same_person(speaker, statement.speaker):
        return False
    if len(mentions.parts(statement.speaker)) >= len(mentions.parts(speaker)):
        return True
    # A bare family name beside the full one is somebody else of that name.
    return not any(
        s.speaker != statement.speaker and mentions.same_person(speaker, s.speaker) for s in others
    )


def _holds(speaker: str, statement: Statement) -> bool:
    """Tell whether the phrase beside the words holds every word of the office asked for."""
    wanted = {t.stem for t in analysis.content_terms(speaker) if t.word not in sense("saying")}
    surface = {
        t.stem for t in analysis.terms(f"{statement.speaker_surface} {statement.role} {statement.speaker}")
    }
    return bool(wanted) and wanted <= surface
