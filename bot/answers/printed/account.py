"""What the statement ledger adds to answers: every statement of the person asked about, counted and dated.

The ledger is asked once a question (`consult`); `complete` puts what it holds beside the printed words, and
`answer` answers what only a ledger can: how often, when, and who spoke of something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import prompts
from bot.answers.answer import Citation, Line, Proposal
from bot.answers.printed import said
from bot.answers.printed.said import Words
from bot.answers.printed.slices import Slice
from bot.answers.questions.question import Question, flat
from bot.answers.questions.words import sense
from bot.answers.verdict import Verdict
from bot.render import dates
from index import analysis
from index.ledger.asked import Asked, Covered, Said, Told
from index.news import Article, Scanned, Statement

Form = Literal["words", "times", "when", "who"]
_MOST = 4  # sentences shown; the other statements are counted
_OFF_TOPIC = 100  # statements read besides those on the topic: their neighbours may name it
_SPOKEN = ("asserts", "denies")  # polarities that say something; the others only tell that nothing was said
_VOICES = ("person", "org", "metonym", "group")
_TIMES = re.compile(r"\bcombien de fois\b|\bhow (?:many times|often)\b")
_WHEN = re.compile(r"^(?:et |alors )?(?:quand|a quelle date|quel jour|when)\b")
_WHO = re.compile(
    r"^(?:et |alors )?(?:qui (?:a|ont) (?:deja )?(?:parle|reagi|evoque|commente|mentionne)\b"
    r"|qui s'est exprime\b|who (?:has )?(?:spoke|spoken|talked|commented)\b)"
)


class Telling(Protocol):
    """The part of `index.ledger.Ledger` that answers use, and what checks claims by it."""

    def said(self, asked: Asked) -> Said:
        """Return everything a speaker said."""

    def about(self, topic: str, article_ids: Sequence[str]) -> list[Told]:
        """Return what anybody said on a topic in some articles."""

    def covering(self, article_id: str, start: int, end: int) -> Covered:
        """Return whose words stand in a part of an article."""

    def check(self, claim: str, language: str) -> Verdict:
        """Return what becomes of a claim that somebody said something."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the ledger says to a question, `words` as printed and surely of that speaker, the newest first.

    `topic` is what the question is about, "" where it names nothing.
    """

    form: Form
    topic: str
    said: Said
    words: tuple[Words, ...] = ()

    @property
    def on_topic(self) -> tuple[Words, ...]:
        """The words on the topic."""
        return tuple(w for w in self.words if w.told and w.told.on_topic)

    @property
    def namesakes(self) -> tuple[str, ...]:
        """The persons that the name asked about may mean, where it is not one."""
        people = [m.speaker.name for m in self.said.ambiguous if m.speaker.type == "person"]
        return tuple(people) if len(people) > 1 and not said.office(self.said.speaker) else ()


def consult(
    question: Question,
    ledger: Telling,
    article: Callable[[str], Article | None],
    found_in: Sequence[str] = (),
) -> Account | None:
    """Ask the ledger what a question wants of it, None where that is nothing.

    `article` gives a stored article with its text; `found_in` are the articles that a search found, in which
    "who spoke of" is looked for.
    """
    plain = flat(question.text)
    if _WHO.match(plain):
        topic = _topic(question, "")
        told = ledger.about(topic, found_in) if topic else []
        words = [w for w in said.printed(told, article, found_in) if _speaks(w)]
        return Account("who", topic, Said("", tuple(told), Scanned(0)), tuple(words)) if words else None
    form: Form = "words"
    speaker = question.speaker if question.kind == "said" else None
    spoken = any(a.word in sense("saying") for a in question.terms) or "parle" in plain
    if spoken and question.names and (_TIMES.search(plain) or _WHEN.match(plain)):
        form, speaker = "times" if _TIMES.search(plain) else "when", question.names[0]
    if not speaker:
        return None
    topic = _topic(question, speaker)
    # Without a topic everything is on it.
    most = None if topic else _OFF_TOPIC
    found = ledger.said(Asked(speaker, topic or None, most=most, beside=_OFF_TOPIC))
    told = sorted(found.told, key=lambda t: (t.on_topic, t.day), reverse=True)
    return Account(form, topic, found, tuple(said.printed(told, article)))


def _speaks(words: Words) -> bool:
    """Tell whether words were said at all, by somebody who can speak."""
    statements = statements_of([words])
    return all(s.polarity in _SPOKEN and s.speaker_type in _VOICES for s in statements)


def complete(answer: Proposal, account: Account) -> Proposal:
    """Put all statements on the topic beside an answer, and what was searched beside a refusal."""
    if account.form == "who" or account.said.ambiguous:
        return answer
    scanned = account.said.scanned
    if answer.reason:
        return replace(answer, scanned=scanned)
    shown = {w for w in account.words if any(_cites(c, w) for c in answer.citations)}
    told = [w for w in account.words if w in shown or (w.told and w.told.on_topic)]
    notes = answer.notes
    if set(told) - shown:
        key = "answer.all_on_topic" if account.topic else "answer.all_statements"
        notes = (*notes, _counted(key, told, account, answer.language))
    unlisted = account.said.count - len(account.said.told) if not account.topic else 0
    return replace(answer, statements=statements_of(told), scanned=scanned, notes=notes, unlisted=unlisted)


def _cites(citation: Citation, words: Words) -> bool:
    same = citation.article_id == words.article.id
    return same and citation.start < words.span.end and words.span.start < citation.end


def answer(question: Question, account: Account, scanned: Scanned, language: str) -> Proposal | None:
    """Answer how often, when or who from the ledger alone; None where it holds nothing on it."""
    told = account.on_topic
    if account.form == "words" or not told:
        return None
    shown = _shown(account, told)
    citations = tuple(s.citation(n) for n, (_, s) in enumerate(shown, 1))
    lines = [
        Line(f"– {_lead(w, account.form, language)}", numbers=(c.n,))
        for c, (w, _) in zip(citations, shown, strict=True)
    ]
    return Proposal(
        question.text,
        language,
        (Line(_counted(f"answer.{account.form}", told, account, language)), *lines),
        account.said.scanned if account.form != "who" else scanned,
        citations,
        statements_of(told),
    )


def _shown(account: Account, told: Sequence[Words]) -> list[tuple[Words, Slice]]:
    """Return the sentences to show: of voices, those that name the topic, each speaker once first."""
    topic = {t.stem for t in analysis.content_terms(account.topic)}
    seen: dict[str, int] = {}
    order = []
    direct = sorted(told, key=lambda w: not topic & {t.stem for t in analysis.terms(w.span.text)})
    for words in direct if account.form == "who" else told:
        speaker = words.told.statement.speaker if words.told else ""
        seen[speaker] = seen.get(speaker, 0) + 1
        order.append((seen[speaker] if account.form == "who" else 0, words))
    shown: list[tuple[Words, Slice]] = []
    for _, words in sorted(order, key=lambda pair: pair[0]):
        candidate = Slice.of_article(words.article, words.before, words.span.end)
        if len(shown) < _MOST and not any(candidate.repeats(s) for _, s in shown):
            shown.append((words, candidate))
    return shown


def statements_of(words: Sequence[Words]) -> tuple[Statement, ...]:
    """Return the statements that words are, as the ledger has them."""
    return tuple(w.told.statement for w in words if w.told)


def _topic(question: Question, speaker: str) -> str:
    """Return the words of a question that are neither the person nor part of the asking."""
    person = {t.stem for t in analysis.terms(speaker)}
    kept = [
        a.word
        for a in question.terms
        if a.stem not in person and a.word not in sense("saying") | sense("counting") | sense("whether")
    ]
    return " ".join(kept)


def _lead(words: Words, form: Form, language: str) -> str:
    """Return who said it and when, before the printed sentence."""
    if not words.told:
        return ""
    speaker = words.told.statement.speaker if form == "who" else ""
    named = ", ".join(part for part in (speaker, dates.words(words.told.day, language)) if part)
    return prompts.message("answer.origin", language, origin=named) if named else ""


def _counted(key: str, words: Sequence[Words], account: Account, language: str) -> str:
    if account.form == "who":
        speakers = {s.speaker for s in statements_of(words)}
        return prompts.message(key, language, speakers=len(speakers), statements=len(words))
    # Without a topic only the newest were read.
    count = len(words) + (0 if account.topic else account.said.count - len(account.said.told))
    return prompts.message(key, language, speaker=account.said.speaker, statements=count)
