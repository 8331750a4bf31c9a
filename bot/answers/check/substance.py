"""Claimed content held against one statement: is it the same in other words, its contrary, or something else?

Cautious on purpose: nearly all that weighs in the claim must stand in one sentence of the statement or, names
and the subject, right around it; every figure and every name must. Denials, verbs that turn down, and
contraries on one side alone make it the contrary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.answers.check import negation, stance
from bot.answers.check.claim import infinitive
from bot.answers.check.comparing import Word, rough, words
from bot.answers.check.matching import near
from bot.answers.check.stems import stems_of
from bot.answers.check.wanted import OWN, Content, Want, sense_of
from bot.answers.check.words import contraries, phrases
from bot.answers.written import amounts
from index import analysis
from index.analysis import family, stem
from index.ledger.hearing import Heard
from index.ledger.said import topics

SAME = 0.75  # of what weighs in the claim
_WORDED = 0.6  # of its words of meaning, for a claim to be held against a sentence word by word
_GOVERNED = 8  # words of what is reported, in which stands what its cue governs
_LONGEST = 150  # words that are compared one by one
_NAME_BESIDE, _KIN, _BESIDE = 0.9, 0.9, 0.4  # what a word counts that stands around, or in another form
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«“\"])")
_CONDITIONAL = re.compile(r"\b(?:aurai(?:t|ent)|serai(?:t|ent))\b", re.IGNORECASE)
# "ce qu'il faut éviter, c'est X" is one clause; "ne pas céder pour éviter X" are two
_CLAUSE = re.compile(
    r"[,;:]\s(?!c['’](?:est|était)(?!-)\b|ce (?:sont|serait)\b)|\s(?=afin\b|pour (?:éviter|empêcher)\b)"
)
_THAT = re.compile(r"\b(?:qu[e'’]|si|s['’]il)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a statement bears on a claim's content; `found`: how many of its words stand there.

    `contrary`: it says the opposite; `figures`: it has those of the claim, others, or none; `conditional`: it
    is reported as unconfirmed; `close`: the words stand together, not scattered over a sentence.
    """

    heard: Heard
    score: float
    found: int
    contrary: bool
    figures: Literal["same", "other", "none"]
    conditional: bool
    close: bool


def assess(content: Content, heard: Heard) -> Bearing | None:
    """Return how a statement bears on a claim's content, None where too little of it stands there."""
    if not content.wants:
        return None
    span = heard.statement.content
    held = rough(span.text)
    if sum(any(start in held for start in want.starts) for want in content.wants) < content.least:
        return None
    found = (_held(content, heard, span.start + at, sentence) for at, sentence in _sentences(span.text))
    return max(filter(None, found), key=lambda b: (b.score, not b.contrary), default=None)


def admits(content: Content, heard: Heard) -> bool:
    """Tell whether a statement may say what a claim does in other words, which is not for a model to decide.

    It is asserted, confirmed and not the contrary; it has the claim's figures, and its names around it.
    """
    statement, span = heard.statement, heard.statement.content
    if statement.polarity != "asserts" or statement.mood != "indicative" or _conditional(heard):
        return False
    begin, stop = topics.around(heard.text, span.start, span.end)
    around = heard.text[begin:stop]
    beside = stems_of(f"{heard.article.title or ''} {statement.role} {around}")
    named = all(_credit(want, *beside) for want in content.wants if want.name)
    stems, _ = stems_of(span.text)
    same = _figures(content, span.text, around) == "same"
    return named and same and not _contrary(content, heard, span.text, stems)


def likeness(content: Content, heard: Heard) -> float:
    """Return the share of a claim's words that a statement has, to find the nearest one."""
    stems, families = stems_of(heard.statement.content.text)
    return sum(w.weight * _credit(w, stems, families) for w in content.wants) / _whole(content)


def may_be_like(content: Content, heard: Heard) -> float:
    """Return a share that the `likeness` is not above, at a glance."""
    held = rough(heard.statement.content.text)
    seen = (w.weight for w in content.wants if any(start in held for start in w.starts))
    return sum(seen) / _whole(content)


def _whole(content: Content) -> float:
    return sum(w.weight for w in content.wants) or 1.0


def _held(content: Content, heard: Heard, start: int, sentence: str) -> Bearing | None:
    stems, families = stems_of(sentence)
    credits = [_credit(want, stems, families) for want in content.wants]
    found = sum(credit > 0 for credit in credits)
    own = sum(w.weight * c for w, c in zip(content.wants, credits, strict=True))
    needed = sum(w.weight for w, c in zip(content.wants, credits, strict=True) if c or not w.name)
    if own < OWN * needed or (found < 2 and not _alone(content, heard, sentence)):
        return None
    plain = sum(c > 0 and not want.name for want, c in zip(content.wants, credits, strict=True))
    # Names alone say nothing, and to call for something is not to speak of it.
    if plain < 1 and not all(want.name for want in content.wants):
        return None
    if plain < 2 and content.calls and infinitive(heard.statement.cue) not in phrases("calling"):
        return None
    said = words(sentence)
    cue = heard.statement.cue if _governed(content, heard, said) else ""
    if _asks(sentence) or not stance.taken(content.stands, plain, cue, said):
        return None
    begin, stop = topics.around(heard.text, start, start + len(sentence))
    score = _with_names(content, credits, heard, heard.text[begin:stop])
    keys = [w.key for w in said]
    if score < SAME or negation.suspending(keys) != negation.suspending([w.key for w in content.words]):
        return None
    return Bearing(
        heard,
        score,
        found,
        contrary=_contrary(content, heard, sentence, stems),
        figures=_figures(content, sentence, heard.text[begin:stop]),
        conditional=_conditional(heard),
        close=_close(content, sentence, plain),
    )


def _with_names(content: Content, credits: list[float], heard: Heard, around: str) -> float:
    """Return the share of a claim's words that stand there, names and the subject beside it too.

    0 where a name stands nowhere.
    """
    beside = stems_of(f"{heard.article.title or ''} {heard.statement.role} {around}")
    share = 0.0
    for want, credit in zip(content.wants, credits, strict=True):
        extra = 0.0 if credit == 1 else _credit(want, *beside) * (_NAME_BESIDE if want.name else _BESIDE)
        if want.name and not max(credit, extra):
            return 0.0
        share += want.weight * max(credit, extra)
    return share / (sum(w.weight for w in content.wants) or 1.0)


def _figures(content: Content, sentence: str, around: str) -> Literal["same", "other", "none"]:
    own, near = (frozenset(map(str, amounts.read(text, "fr"))) for text in (sentence, around))
    if content.figures <= own | near:
        return "same"
    return "other" if own else "none"


def _governed(content: Content, heard: Heard, said: list[Word]) -> bool:
    """Tell whether the cue governs what a claim speaks of: of "fustige X, pris à partie par Y" not Y."""
    opening = frozenset(stem(word.key) for word in said[:_GOVERNED])
    kin = frozenset(family(s) for s in opening if len(s) > 5)
    return heard.statement.kind == "direct" or _credit(content.wants[0], opening, kin) > 0


def _asks(sentence: str) -> bool:
    """Tell whether a sentence asks: nothing is said to be so by it."""
    return sentence.rstrip("\u00a0 »”\"'").endswith("?")


def _alone(content: Content, heard: Heard, sentence: str) -> bool:
    """Tell whether one word shared is enough: no more is claimed, or the cue tells the rest."""
    if content.mentioned or _head(content, sentence):
        return True
    if len(content.wants) > 1 or not stance.reports(content.stands, heard.statement.cue):
        return False
    first = next((stem(w.key) for w in words(sentence) if w.content), "")  # "promet un débat sur X" is no X
    return heard.statement.kind != "direct" and first in content.wants[0].stems


def _head(content: Content, sentence: str) -> bool:
    """Tell whether the one word shared is all that either side says."""
    return len(content.wants) == 1 and len(analysis.content_terms(sentence)) <= 2


def _contrary(content: Content, heard: Heard, sentence: str, stems: frozenset[str]) -> bool:
    statement = heard.statement
    cue = infinitive(statement.cue)
    sign, blames = sense_of(cue, statement.polarity == "denies")
    # "n'a pas exclu": what is turned down is not
    if statement.polarity == "asserts" and negation.count([w.key for w in words(statement.cue)]) % 2:
        sign = -sign
    if statement.kind == "direct":  # "« Nous partons », refuse-t-il": the words are his own
        sign = 1
    opposed = _turned(content, statement.content.text, sentence) != (sign != content.sign)
    opposed ^= _refused(content, sentence, statement.cue)
    asked = frozenset(s for w in content.wants for s in w.stems)
    for pair in contraries():
        mine, theirs = pair & asked, pair & stems
        opposed |= bool(mine) and bool(theirs) and not mine & stems and not theirs & asked
    return opposed or blames * content.blames < 0


def flipped(content: Content, printed: str) -> bool | None:
    """Tell whether a word of denial parts a claim from what is printed; None where they are not close."""
    like = near(content.words[:_LONGEST], words(printed)[:_LONGEST])
    return like.flipped if like and like.kept >= _WORDED else None


def _turned(content: Content, printed: str, sentence: str) -> bool:
    """Tell whether words of denial make the difference between a claim and a sentence of what is printed."""
    close = flipped(content, printed)
    if close is not None:
        return close
    clause = words(_near_words(content, sentence))
    return (negation.count([w.key for w in clause]) % 2 == 1) != content.denied


def _refused(content: Content, sentence: str, cue: str) -> bool:
    """Tell whether a verb that turns down stands in a claim or in a sentence only."""
    claimed = {w.key for w in content.words}
    printed = {w.key for w in words(_near_words(content, sentence))}
    beside = {w.key for w in words(cue)}
    return negation.refusing(claimed, printed | beside) != negation.refusing(printed, claimed)


def _close(content: Content, sentence: str, plain: int) -> bool:
    """Tell whether a claim's words stand together in a sentence; `plain`: how many are no names."""
    places = [
        (at, n)
        for at, term in enumerate(analysis.terms(sentence))
        for n, want in enumerate(content.wants)
        if _credit(want, frozenset([term.stem]), frozenset([family(term.stem)] if len(term.stem) > 5 else ()))
    ]
    kinds = {n for _, n in places}
    wide = 3 * len(kinds) + 8 if plain > 1 else 2 * len(kinds) + 2
    return any({n for at, n in places if first <= at < first + wide} >= kinds for first, _ in places)


def _near_words(content: Content, sentence: str) -> str:
    """Return the clause of a sentence that holds most words of the claim."""
    asked = frozenset(s for w in content.wants for s in w.stems)
    clauses = _CLAUSE.split(sentence)
    return max(clauses, key=lambda clause: len({t.stem for t in analysis.terms(clause)} & asked))


def _conditional(heard: Heard) -> bool:
    """Tell whether a statement is reported as unconfirmed: "selon X, ils auraient ..."."""
    statement = heard.statement
    if statement.mood == "conditional":
        return True
    unconfirmed = _CONDITIONAL.search(statement.content.text)
    if not statement.rule.startswith(("preposition", "incise-clause")) or not unconfirmed:
        return False
    return not _THAT.search(statement.content.text, 0, unconfirmed.start())


def _sentences(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for match in _SENTENCE.finditer(text):
        found.append((at, text[at : match.start()]))
        at = match.end()
    return [*found, (at, text[at:])]


def _credit(want: Want, stems: frozenset[str], families: frozenset[str]) -> float:
    if want.stems & stems:
        return 1.0
    return _KIN if any(len(s) > 5 and family(s) in families for s in want.stems) else 0.0
