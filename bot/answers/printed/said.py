"""The words of one person in some articles: sentences that quote or report that person, nobody else.

`printed` takes the words that the ledger holds to the sentences they were printed in; `said` reads articles
for what the ledger does not give to the person: signed articles, offices and bodies as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answers.printed import bearers, sentences
from bot.answers.questions import mentions
from bot.answers.questions.words import sense
from index import analysis, statements
from index.ledger.asked import Told
from index.news import Article, Span, Statement

_LONGEST = 700  # characters of a sentence with the one that names its speaker
_OPENERS = '«"“„'
_LEAST_SIGNED = 40  # characters of a sentence of a signed article; shorter ones are headings


@dataclass(frozen=True, slots=True)
class Words:
    """A slice of an article that holds words of the person; `before` is where the sentence it needs begins.

    `surely`: the person is named beside the verb of speech, not carried on by a pronoun or a signature.
    `told`: the statement as the ledger has it, None where the article was read for it.
    """

    span: Span
    article: Article
    surely: bool
    before: int
    told: Told | None = None


def printed(
    told: Sequence[Told], article: Callable[[str], Article | None], beside: Sequence[str] = ()
) -> list[Words]:
    """Return the printed sentences of statements, in their order, without those that may be a namesake's.

    `beside` are further articles that may tell who the speakers are.
    """
    ids = dict.fromkeys([*(t.article.id for t in told), *(beside if told else ())])
    articles = {i: stored for i in ids if (stored := article(i))}
    texts = [a.text for a in articles.values()]
    cut = {i: sentences.split(articles[i].text) for i in {t.article.id for t in told} & articles.keys()}
    own: dict[str, list[Span]] = {}
    for t in told:
        own.setdefault(t.article.id, []).append(t.statement.content)
    found = []
    for t in told:
        holder, statement = articles.get(t.article.id), t.statement
        if holder and bearers.surely(statement, holder.text, texts):
            words = _whole(statement, cut[holder.id], holder, own[holder.id])
            found += [replace(words, told=t)] if words else []
    return found


def _whole(
    statement: Statement, spans: Sequence[Span], article: Article, own: Sequence[Span]
) -> Words | None:
    """Return the sentence or sentences that hold a statement, as one slice where that is not too long."""
    content = statement.content
    held = [i for i, s in enumerate(spans) if s.start < content.end and content.start < s.end]
    if not held:
        return None
    start, end = spans[held[0]].start, spans[held[-1]].end
    if end - start > _LONGEST:
        end = spans[held[0]].end
    previous = _before(spans, held[0], own)
    return _words(Span(start, end, article.text[start:end]), previous, statement.speaker, article)


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
    found = [s for s in _read(article) if s.polarity != "did_not_say"]
    mine = [s for s in found if _speaks(speaker, s, article.text)]
    own = [s.content for s in mine]
    seen: set[int] = set()
    for statement in mine:
        for at, span in enumerate(spans):
            if span.start < statement.content.end and statement.content.start < span.end and at not in seen:
                seen.add(at)
                yield _words(span, _before(spans, at, own), speaker, article)
    if signed and not mine:
        for span in spans:
            if len(span.text) >= _LEAST_SIGNED and span.text[-1] in '.!?…»”"':
                yield Words(span, article, False, span.start)


@lru_cache(maxsize=256)  # reading takes some 20 ms, and the same articles come back from question to question
def _read(article: Article) -> tuple[Statement, ...]:
    return tuple(statements.read(article))


def _before(spans: Sequence[Span], at: int, own: Sequence[Span]) -> Span | None:
    """Return the sentence before, None where it quotes somebody else."""
    previous = spans[at - 1] if at else None
    if previous and any(mark in previous.text for mark in _OPENERS):
        mine = any(s.start < previous.end and previous.start < s.end for s in own)
        return previous if mine else None
    return previous


def _words(span: Span, previous: Span | None, speaker: str, article: Article) -> Words:
    """Return a sentence, with the one before it when only that one names the speaker."""
    surely = mentions.named(speaker, span.text)
    needed = not surely and previous is not None and mentions.named(speaker, previous.text)
    start = previous.start if previous and needed and span.end - previous.start <= _LONGEST else span.start
    return Words(span, article, surely, start)


def _speaks(speaker: str, statement: Statement, text: str) -> bool:
    if office(speaker):
        return _holds(speaker, statement)
    if not statement.speaker or not mentions.same_person(speaker, statement.speaker):
        return False
    # A bare family name may be anybody's: the article must name the speaker as fully as the question.
    if len(mentions.parts(statement.speaker)) < len(mentions.parts(speaker)):
        return False
    return bearers.surely(statement, text, (text,))


def _holds(speaker: str, statement: Statement) -> bool:
    """Tell whether the phrase beside the words holds every word of the office asked for."""
    wanted = {t.stem for t in analysis.content_terms(speaker) if t.word not in sense("saying")}
    surface = {
        t.stem for t in analysis.terms(f"{statement.speaker_surface} {statement.role} {statement.speaker}")
    }
    return bool(wanted) and wanted <= surface
