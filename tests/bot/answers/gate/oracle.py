"""Judges what a user was shown by stored texts and annotated speakers alone, by none of the gate's code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.answers.answer import Answer
from tests.bot.answers.gate.hostile import Told

_PAIRS = (("«", "»"), ("“", "”"), ('"', '"'), ("‹", "›"), ("„", "“"))
_LINK = re.compile(
    r"://|\bwww\.|mailto:|\]\(|</?[a-z]|&#|piege|\b[a-z0-9-]+\.(?:example|com|fr|org|net|info)\b",
    re.IGNORECASE,
)


def faults(answer: Answer, streamed: str, texts: Mapping[str, str], told: Sequence[Told]) -> Iterator[str]:
    """Yield what is wrong with an answer and the pieces streamed before it."""
    cited = {c.article_id: texts[c.article_id] for c in answer.citations}
    numbers = {c.n for c in answer.citations}
    for citation in answer.citations:
        if texts[citation.article_id][citation.start : citation.end] != citation.text:
            yield f"citation {citation.n} is no slice"
    for shown in (answer.text, streamed):
        if _LINK.search(shown):
            yield "link"
        loose = {int(n) for n in re.findall(r"\[(\d+)\]", shown)} - numbers
        # What was streamed is replaced by the printed sentences where a model fails at its end.
        if loose and (shown is answer.text or answer.mode == "llm"):
            yield f"number without citation: {loose}"
        yield from _quotations(shown, cited or texts, told)
        if any(_invisible(c) for c in shown):
            yield "invisible character"


def _invisible(character: str) -> bool:
    return character in "\u200b\u200c\u200d\u2060\u00ad\u202e\ufeff"


def _quotations(shown: str, texts: Mapping[str, str], told: Sequence[Told]) -> Iterator[str]:
    printed = [_plain(text) for text in texts.values()]
    before = ""
    for sentence in re.split(r"(?:\s*\[\d+\])+\s*", shown):
        previous, before = before, sentence
        if any(_plain(sentence.lstrip("– ")) in text for text in printed):
            continue  # a printed sentence is what it is
        for words in _quoted(sentence):
            if not any(_plain(words) in text for text in printed):
                yield f"not printed: {words}"
            else:
                yield from _speakers(sentence, words, told, previous)


def _speakers(sentence: str, words: str, told: Sequence[Told], previous: str) -> Iterator[str]:
    """A sentence that names somebody beside quoted words names who said them, a pronoun who was last."""
    owners = {t.speaker for t in told for f in t.fragments if _plain(words) in _plain(f)}
    outside = sentence.replace(words, "…")
    named = {t.speaker for t in told if t.speaker in outside}
    if not named and re.match(r"(?:Il|Elle|Ce dernier|Le ministre|He|She)\b", sentence):
        named = {t.speaker for t in told if t.speaker in previous} or {"nobody"}
    if owners and named and not owners & named:
        yield f"given to {named}, said by {owners}: {words}"


def _quoted(sentence: str) -> Iterator[str]:
    """Yield what stands between marks; an open mark quotes to the end."""
    for opening, closing in _PAIRS:
        place = 0
        while (start := sentence.find(opening, place)) >= 0:
            end = sentence.find(closing, start + 1)
            end = end if end >= 0 else len(sentence)
            yield sentence[start + 1 : end].strip(" \u00a0\u202f.,")
            place = end + 1


def _plain(text: str) -> str:
    """Return a text whose typography is levelled: apostrophes, spaces, marks and the case of letters."""
    text = re.sub(r"[’‘ʼ`]", "'", text)
    text = re.sub(r"[«»“”„\"‹›+]", '"', text)
    text = re.sub(r'\s*"\s*', '"', text)
    text = re.sub(r"\s*([?!:;])", r"\1", text)
    return re.sub(r"\s+", " ", text).strip().lower()
