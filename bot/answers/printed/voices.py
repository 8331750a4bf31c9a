"""Which of somebody's words answer a question: those on its subject, quotations first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.answers.printed.evidence import Weighed, forms
from bot.answers.printed.findings import Findings
from bot.answers.printed.said import Words
from bot.answers.printed.slices import Slice
from bot.answers.questions.words import sense
from bot.render import dates
from index import analysis

_MOST, _CHARACTERS = 4, 900
_ON_TOPIC = 0.5  # share of the subject's weight that the words, or those just before them, must cover
_NEARBY = 0.75  # worth of the subject when the words just before hold it, not these
_FAR = 0.6  # worth of the subject when only the headline and the paragraphs around hold it
_QUOTED, _SURE = 0.15, 0.15
_SILENT = {"not_denied": 1, "declines": 1, "did_not_say": 2}
_OPENERS = '«"“'


class _Rated(NamedTuple):
    words: Words
    cover: float
    worth: float


def words_asked_for(findings: Findings) -> list[Slice]:
    """Return at most four slices of the person's words on the subject asked, best first."""
    topic = _topic(findings)
    rated = _rate(findings.spoken, topic, findings)
    best = max((r.cover for r in rated), default=0.0)
    kept = _ordered([r for r in rated if r.cover >= max(_ON_TOPIC, 0.7 * best)])
    chosen: list[Slice] = []
    for words, _, _ in kept:
        candidate = Slice.of_article(words.article, words.before, words.span.end)
        place = len(chosen)
        if words.before < words.span.start and any(candidate.repeats(c) for c in chosen):
            # The sentence that its pronoun needs is shown already: it follows that one.
            candidate = Slice.of_article(words.article, words.span.start, words.span.end)
            place = _after(candidate, chosen)
        if chosen and sum(len(c.text) for c in chosen) + len(candidate.text) > _CHARACTERS:
            continue
        if not any(candidate.repeats(c) for c in chosen):
            chosen.insert(place, candidate)
        if len(chosen) == _MOST:
            break
    return chosen


def _ordered(rated: Sequence[_Rated]) -> list[_Rated]:
    """Return what was said before what was only not denied or not commented, best and newest first.

    "n'a pas précisé" is no words at all: it stands only where there is nothing else.
    """
    newest = sorted(rated, key=lambda r: r.words.told.day if r.words.told else "", reverse=True)
    order = sorted(newest, key=lambda r: (_SILENT.get(_polarity(r), 0), -round(r.worth, 1)))
    spoken = [r for r in order if _polarity(r) != "did_not_say"]
    return spoken or order


def _polarity(rated: _Rated) -> str:
    return rated.words.told.statement.polarity if rated.words.told else "asserts"


def _after(candidate: Slice, chosen: Sequence[Slice]) -> int:
    """Return the place after the last slice of the same article that stands before the candidate."""
    before = [
        i for i, c in enumerate(chosen) if c.article_id == candidate.article_id and c.end <= candidate.start
    ]
    return max(before, key=lambda i: chosen[i].end) + 1 if before else len(chosen)


def _topic(findings: Findings) -> list[Weighed]:
    """Return the words of the question that are neither the person nor the verb."""
    person = {t.stem for t in analysis.terms(findings.question.speaker or "")}
    asking = sense("saying") | sense("willing") | sense("whether")
    verbs = {a.stem for a in findings.question.terms if a.word in asking}
    return [w for w in findings.words if w.stem not in person | verbs]


def _rate(spoken: Sequence[Words], topic: Sequence[Weighed], findings: Findings) -> list[_Rated]:
    total = sum(w.weight for w in topic)
    rated: list[_Rated] = []
    last: tuple[str, int, float] | None = None
    ranks = {hit.article_id: rank for rank, hit in reversed(list(enumerate(findings.hits)))}
    for words in spoken:
        own = _cover(topic, words.article.text[words.before : words.span.end], total)
        # Words go on speaking of what the words just before, or the sentence around them, named.
        near = last[2] if last and last[0] == words.article.id and words.before - last[1] < 400 else 0.0
        around = words.article.text[max(0, words.before - 300) : words.span.end + 50]
        far = _surroundings(words)
        cover = max(
            own, _NEARBY * near, _NEARBY * _cover(topic, around, total), _FAR * _cover(topic, far, total)
        )
        if words.told and words.told.on_topic:
            cover = max(cover, _ON_TOPIC)
        quoted = _QUOTED * any(mark in words.span.text for mark in _OPENERS)
        # Without a subject the search says nothing of worth, only the day does.
        rank = ranks.get(words.article.id, len(ranks)) if topic else 0
        rated.append(_Rated(words, cover, cover + quoted + _SURE * words.surely - 0.03 * rank))
        last = (words.article.id, words.span.end, own)
    return rated


def _surroundings(words: Words) -> str:
    """Return the headline, the day of publication in words and the paragraphs around."""
    article = words.article
    day = f"{dates.words(article.published, 'fr')} {dates.words(article.published, 'en')}"
    return f"{article.title or ''}\n{day}\n{article.text[max(0, words.before - 900) : words.span.end + 600]}"


def _cover(topic: Sequence[Weighed], text: str, total: float) -> float:
    if not total:
        return 1.0
    stems = _stems(text)
    return sum(w.weight * max(forms(w, stems).values(), default=0.0) for w in topic) / total


@lru_cache(maxsize=512)  # whoever asks what somebody said of one thing asks what they said of another
def _stems(text: str) -> set[str]:
    """Return the stems of a text; what is returned is never changed."""
    return {t.stem for t in analysis.terms(text)}
