"""What kind of text is this: news unless its shape clearly says opinion, interview or transcript."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from index.news import Genre
from index.reading.lines.shapes import straighten

_LABEL = re.compile(
    r"(?:(?:M\.|Mme|MM\.|Me|Dr|Pr|Mgr) )?"
    r"([A-ZÀ-Ý][\wÀ-ÿ'.-]*(?: [\wÀ-ÿ'.-]+){0,4})(?: \([^()]{1,30}\))? ?: \S"
)
_QUESTION_LABEL = re.compile(r"(?:Q(?:uestion)?|R(?:éponse)?) ?[.:] ?[-–—]? ?\S")
_COLLECTED = re.compile(r"\(?propos recueillis par\b.{2,80}", re.IGNORECASE)
_ADDRESSED = re.compile(r"\b(?:vous|votre|vos|tu|ton|ta|you|your)\b", re.IGNORECASE)
_LONGEST_QUESTION = 350


def of(text: str, *, opinion: bool) -> Genre:
    """Return the genre; `opinion` is what byline, category or metadata said and wins."""
    if opinion:
        return "opinion"
    lines = [line.strip() for line in straighten(text).split("\n") if line.strip()]
    if any(_COLLECTED.fullmatch(line) for line in lines[:3] + lines[-3:]):
        return "interview"
    if sum(bool(_QUESTION_LABEL.match(line)) for line in lines) >= 4:
        return "interview"
    if _is_transcript(lines):
        return "transcript"
    return "interview" if _is_interview(lines) else "news"


def _is_interview(lines: list[str]) -> bool:
    # Whole paragraphs that are one question put to somebody, each followed by an answer; the headings of an
    # explainer are questions too, but put to nobody.
    asked = [a for a, b in pairwise(lines) if _is_question(a) and not _is_question(b)]
    addressed = sum(bool(_ADDRESSED.search(question)) for question in asked)
    return len(asked) >= 3 and len(asked) * 4 >= len(lines) and addressed * 2 >= len(asked)


def _is_question(line: str) -> bool:
    return line.rstrip(' »"').endswith("?") and len(line) <= _LONGEST_QUESTION and line[0] not in '«"“'


def _is_transcript(lines: list[str]) -> bool:
    labels = Counter(match[1] for line in lines if (match := _LABEL.match(line)))
    turns = labels.total()
    return turns >= 4 and turns * 2 >= len(lines) and sum(n >= 2 for n in labels.values()) >= 2
