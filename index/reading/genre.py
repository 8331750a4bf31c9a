"""What kind of text is this: news unless its shape clearly says opinion, interview or transcript."""

from __future__ import annotations

import re
from itertools import pairwise

from index.news import Genre
from index.reading.lines import straighten

_LABEL = re.compile(r"(?:(?:M\.|Mme|MM\.|Me|Dr|Pr|Mgr) )?([A-ZÀ-Ý][\wÀ-ÿ'.-]*(?: [\wÀ-ÿ'.-]+){0,4}) ?: \S")
_QUESTION_LABEL = re.compile(r"(?:Q(?:uestion)?|R(?:éponse)?) ?[.:] ?[-–—]? ?\S")
_COLLECTED = re.compile(r"\(?propos recueillis par\b.{2,80}", re.IGNORECASE)
_LONGEST_QUESTION = 350


def of(text: str, *, opinion: bool) -> Genre:
    """Return the genre; `opinion` is what byline, category or metadata said and wins."""
    if opinion:
        return "opinion"
    lines = [line.strip() for line in straighten(text).split("\n") if line.strip()]
    if _is_interview(lines):
        return "interview"
    return "transcript" if _is_transcript(lines) else "news"


def _is_interview(lines: list[str]) -> bool:
    if any(_COLLECTED.fullmatch(line) for line in lines[:3] + lines[-3:]):
        return True
    if sum(bool(_QUESTION_LABEL.match(line)) for line in lines) >= 4:
        return True
    # Whole paragraphs that are one question, each followed by an answer, for a good part of the text.
    turns = sum(_is_question(a) and not _is_question(b) for a, b in pairwise(lines))
    return turns >= 3 and turns * 4 >= len(lines)


def _is_question(line: str) -> bool:
    return line.rstrip(' »"').endswith("?") and len(line) <= _LONGEST_QUESTION and line[0] not in '«"“'


def _is_transcript(lines: list[str]) -> bool:
    labels = [match[1] for line in lines if (match := _LABEL.match(line))]
    speakers = {label for label in labels if labels.count(label) >= 2} if len(labels) < 2000 else set(labels)
    return len(labels) >= 4 and len(speakers) >= 2 and len(labels) * 2 >= len(lines)
