"""What the corpus holds on a question: passages, ranked sentences, how sure they answer; blocking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answers.printed import attributes, borne, evidence, identity, judgement, said
from bot.answers.printed.account import Account, Telling, consult
from bot.answers.printed.evidence import Sentence, Weighed
from bot.answers.printed.judgement import Ranked
from bot.answers.printed.said import Words
from bot.answers.questions.question import Question
from index.news import Article, Hit, Scanned

_PASSAGES = 10  # read sentence by sentence: the right passage is seldom further down, and each costs 0.4 ms
_NEAREST = 3
_SPOKEN_IN = 8  # articles read whole for somebody's words
_IDENTITY = 4.0  # worth of a sentence that says who somebody is, beside one that only names the person
_GIVEN = 5.0  # worth of a sentence that gives what is asked of a thing, beside one that only names it
_DEED = 5.0  # worth of a sentence that tells what the question takes for granted, of whom it does
_OWN = 2.0  # worth of words of the person in a question "selon X"


class Searching(Protocol):
    """The part of `index.retrieval.Searcher` that answers use."""

    @property
    def passages(self) -> int:
        """How many passages are searched."""

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return at most k hits, best first."""

    def frequency(self, stem: str) -> int:
        """Return in how many passages a stem stands."""


class Reading(Protocol):
    """The part of `index.archive.Archive` that answers use."""

    def article(self, article_id: str) -> Article | None:
        """Return an article with its text."""

    def scanned(self) -> Scanned:
        """Return what is searched."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found: `hits` best first, candidates `ranked`, `probability` that the best of them answers.

    `spoken` are the words of the person asked about, in the articles found; `account` what the ledger holds;
    `passages` how many were searched.
    """

    question: Question
    words: tuple[Weighed, ...]
    hits: tuple[Hit, ...]
    ranked: tuple[Ranked, ...]
    probability: float
    spoken: tuple[Words, ...] = ()
    account: Account | None = None
    passages: int = 0


def gather(
    question: Question, searcher: Searching, archive: Reading, telling: Telling | None = None
) -> Findings:
    """Search and weigh what is found; raises what the searcher, the archive and the ledger raise."""
    hits = searcher.search(question.text, _PASSAGES) if question.terms else []
    words = evidence.weigh(question, searcher.frequency, searcher.passages)
    account = None
    if telling is not None and question.terms:
        ids = list(dict.fromkeys(h.article_id for h in hits))
        account = consult(question, telling, archive.article, ids)
    spoken = _spoken(question, hits, account, searcher, archive)
    signed = {w.article.id for w in spoken}
    ranked = judgement.rank(evidence.sentences_of(question, words, hits, signed))
    probability = judgement.probability(question, words, ranked)
    hits, ranked = _also(question, words, hits, ranked, searcher)
    return Findings(
        question,
        tuple(words),
        tuple(hits),
        tuple(_favoured(question, words, ranked, spoken)),
        probability,
        tuple(spoken),
        account,
        searcher.passages,
    )


def _also(
    question: Question,
    words: Sequence[Weighed],
    hits: list[Hit],
    ranked: list[Ranked],
    searcher: Searching,
) -> tuple[list[Hit], list[Ranked]]:
    """Add what the words find by which articles tell what is asked of a thing, where nothing found does.

    "Quelle est la population de X ?" is told by "X compte 3 000 habitants".
    """
    wanted = question.attribute
    if not wanted or not wanted.seek or attributes.told(wanted, words, (r.sentence for r in ranked)):
        return hits, ranked
    known = {h.passage_id for h in hits}
    more = [h for h in searcher.search(f"{wanted.of} {wanted.seek}", _PASSAGES) if h.passage_id not in known]
    found = evidence.sentences_of(question, words, more)
    telling = [s for s in found if attributes.tells(wanted, words, s)]
    if not telling:
        return hits, ranked
    return [*hits, *more], judgement.rank([*(r.sentence for r in ranked), *telling])


def _spoken(
    question: Question,
    hits: Sequence[Hit],
    account: Account | None,
    searcher: Searching,
    archive: Reading,
) -> list[Words]:
    """Return the words of the person asked about: the ledger's, else what the articles found surely give."""
    if not question.speaker or question.kind == "who_is" or (account and account.namesakes):
        return []
    if account and account.form == "words" and account.on_topic:
        return list(account.words)
    also = searcher.search(question.speaker, _PASSAGES) if question.kind == "said" else []
    ids = list(dict.fromkeys(hit.article_id for hit in (*hits, *also)))
    held = list(account.words) if account and account.form == "words" else []
    told = {w.article.id for w in held}
    return held + said.said(
        question.speaker, [a for a in _articles(ids[:_SPOKEN_IN], archive) if a.id not in told]
    )


def nearest(findings: Findings) -> tuple[Hit, ...]:
    """Return the best sentences of a few articles as hits: what came closest, not an answer."""
    found: dict[str, Hit] = {}
    for ranked in findings.ranked:
        sentence = ranked.sentence
        if sentence.matched and sentence.hit.article_id not in found:
            span = sentence.span
            found[sentence.hit.article_id] = _narrowed(sentence.hit, span.start, span.end)
    return tuple(found.values())[:_NEAREST]


def _narrowed(hit: Hit, start: int, end: int) -> Hit:
    return Hit(
        hit.passage_id, hit.article_id, start, end, hit.text[start - hit.start : end - hit.start], hit.score,
        hit.title, hit.outlet, hit.published, hit.url, hit.original,
    )  # fmt: skip


def _articles(ids: Iterable[str], archive: Reading) -> list[Article]:
    return [article for article in map(archive.article, dict.fromkeys(ids)) if article]


def _favoured(
    question: Question, words: Sequence[Weighed], ranked: Sequence[Ranked], spoken: Sequence[Words]
) -> list[Ranked]:
    """Put first what says who somebody is, or what stands in the words of the source asked for."""
    if question.kind == "who_is" and question.speaker:
        name = question.speaker
        return _again(
            Ranked(r.sentence, r.worth + _IDENTITY * identity.strength(name, r.sentence.span.text))
            for r in ranked
        )
    if question.attribute or question.deed:
        return _again(Ranked(r.sentence, r.worth + _bearing(question, words, r.sentence)) for r in ranked)
    if question.speaker and question.kind != "said":
        own = {(w.article.id, w.span.start) for w in spoken}
        return _again(
            Ranked(r.sentence, r.worth + _OWN * ((r.sentence.hit.article_id, r.sentence.span.start) in own))
            for r in ranked
        )
    return list(ranked)


def _again(ranked: Iterable[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda r: (-r.worth, r.sentence.rank, r.sentence.place))


def _bearing(question: Question, words: Sequence[Weighed], sentence: Sentence) -> float:
    """Return the worth of telling what is asked of a thing, or the deed that is taken for granted."""
    wanted, deed = question.attribute, question.deed
    given = _GIVEN * attributes.tells(wanted, words, sentence) if wanted else 0.0
    return given + (_DEED * borne.bears(deed, sentence) if deed else 0.0)
