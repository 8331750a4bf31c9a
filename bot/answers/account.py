"""What the statement ledger adds to answers: every statement of the person asked about, counted and dated.

The ledger is asked once a question (`consult`); `complete` puts what it holds beside the printed words, and
`answer` answers what only a ledger can: how often, when, and who spoke of something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import prompts
from bot.answers.answer import Answer, Citation, fresh_id
from bot.answers.question import Question, flat
from bot.answers.words import sense
from bot.render import dates
from index import analysis
from index.ledger.asked import Asked, Said, Told
from index.news import Scanned

Form = Literal["words", "times", "when", "who"]
_MOST = 4  # statements shown with their words; the others are counted
_LONGEST = 400  # characters of one
_TIMES = re.compile(r"\bcombien de fois\b|\bhow (?:many times|often)\b")
_WHEN = re.compile(r"^(?:et |alors )?(?:quand|a quelle date|quel jour|when)\b")
_WHO = re.compile(
    r"^(?:et |alors )?(?:qui (?:a|ont) (?:deja )?(?:parle|reagi|evoque|commente|mentionne)\b"
    r"|qui s'est exprime\b|who (?:has )?(?:spoke|spoken|talked|commented)\b)"
)


class Telling(Protocol):
    """The part of `index.ledger.Ledger` that answers use."""

    def said(self, asked: Asked) -> Said:
        """Return everything a speaker said."""

    def about(self, topic: str, article_ids: Sequence[str]) -> list[Told]:
        """Return what anybody said on a topic in some articles."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the ledger says to a question; `topic` is what it is about, "" where it names nothing."""

    form: Form
    topic: str
    said: Said

    @property
    def told(self) -> tuple[Told, ...]:
        """The statements on the topic, the newest first."""
        return tuple(t for t in self.said.told if t.on_topic)

    @property
    def article_ids(self) -> list[str]:
        """The articles that hold them, each once."""
        return list(dict.fromkeys(a.id for t in self.told for _, a in t.witnesses))


def consult(question: Question, ledger: Telling, found_in: Sequence[str] = ()) -> Account | None:
    """Ask the ledger what a question wants of it, None where that is nothing.

    `found_in` are the articles that a search found, in which "who spoke of" is looked for.
    """
    plain = flat(question.text)
    if _WHO.match(plain):
        topic = _topic(question, "")
        told = ledger.about(topic, found_in) if topic else []
        return Account("who", topic, Said("", tuple(told), Scanned(0))) if told else None
    form: Form = "words"
    speaker = question.speaker if question.kind == "said" else None
    spoken = any(a.word in sense("saying") for a in question.terms) or "parle" in plain
    if spoken and question.names and (_TIMES.search(plain) or _WHEN.match(plain)):
        form, speaker = "times" if _TIMES.search(plain) else "when", question.names[0]
    if not speaker:
        return None
    topic = _topic(question, speaker)
    return Account(form, topic, ledger.said(Asked(speaker, topic or None)))


def complete(answer: Answer, account: Account) -> Answer:
    """Put all statements on the topic beside an answer, and what was searched beside a refusal."""
    if account.form == "who" or account.said.ambiguous:
        return answer
    scanned = account.said.scanned
    if answer.abstained:
        return replace(answer, scanned=scanned)
    told = account.told
    notes = answer.notes
    if len(told) > len(answer.citations):
        key = "answer.all_on_topic" if account.topic else "answer.all_statements"
        notes = (*notes, _counted(key, account, answer.language))
    return replace(answer, statements=tuple(t.statement for t in told), scanned=scanned, notes=notes)


def answer(question: Question, account: Account, scanned: Scanned, language: str) -> Answer | None:
    """Answer how often, when or who from the ledger alone; None where it holds nothing on it."""
    told = account.told
    if account.form == "words" or not told:
        return None
    # The newest first, one of each speaker before a second of any.
    seen: dict[str, int] = {}
    order = []
    for t in told:
        seen[t.statement.speaker] = seen.get(t.statement.speaker, 0) + 1
        order.append((seen[t.statement.speaker], t))
    shown = [t for _, t in (sorted(order, key=lambda pair: pair[0]) if account.form == "who" else order)]
    citations = tuple(_citation(n, t) for n, t in enumerate(shown[:_MOST], 1))
    lines = [
        f"– {_lead(t, account.form, language)}{' '.join(c.text.split())} [{c.n}]"
        for c, t in zip(citations, shown, strict=False)
    ]
    return Answer(
        id=fresh_id(),
        question=question.text,
        language=language,
        text="\n".join([_counted(f"answer.{account.form}", account, language), *lines]),
        abstained=False,
        reason=None,
        citations=citations,
        statements=tuple(t.statement for t in told),
        mode="extractive",
        scanned=account.said.scanned if account.form != "who" else scanned,
    )


def _topic(question: Question, speaker: str) -> str:
    """Return the words of a question that are neither the person nor part of the asking."""
    person = {t.stem for t in analysis.terms(speaker)}
    kept = [
        a.word
        for a in question.terms
        if a.stem not in person and a.word not in sense("saying") | sense("counting")
    ]
    return " ".join(kept)


def _citation(n: int, told: Told) -> Citation:
    content, article = told.statement.content, told.article
    stop = content.start + len(content.text[:_LONGEST])
    return Citation(
        n,
        article.id,
        content.start,
        stop,
        content.text[:_LONGEST],
        article.title,
        article.outlet,
        article.published,
        article.url,
    )


def _lead(told: Told, form: Form, language: str) -> str:
    day = dates.words(told.day, language)
    parts = [told.statement.speaker if form == "who" else "", day]
    named = ", ".join(part for part in parts if part)
    return prompts.message("answer.origin", language, origin=named) if named else ""


def _counted(key: str, account: Account, language: str) -> str:
    speakers = {t.statement.speaker for t in account.told}
    if account.form == "who":
        return prompts.message(key, language, speakers=len(speakers), statements=len(account.told))
    return prompts.message(key, language, speaker=account.said.speaker, statements=len(account.told))
