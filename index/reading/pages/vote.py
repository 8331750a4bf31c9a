"""DOOR trafilatura: a second reader of the same page; it decides where ours took too much or the wrong part.

Our reader keeps paragraphs as they are printed and finds the lead; trafilatura knows more of what surrounds
articles. Measured on the layouts of the tests (`tests/index/reading/pages/layouts`), each alone reads some
badly that the other reads well.
"""

from __future__ import annotations

import re

from index.reading.lines import bylines, dates

_HEAVY = 300_000  # characters; its third and fourth opinions on such a page take seconds
_LEAST = 250  # characters; a shorter text of the second reader says nothing
_COVERED = 0.5  # of its words must be ours too, else we read the wrong part of the page
_SENTENCE = re.compile(r".{59,}[.!?…»”\"]", re.DOTALL)
_OURS = re.compile(r"<(/?)x-(?=[a-z])")


def settled(ours: str, html: str) -> str:
    """Return the paragraphs of an article: ours, without those at its ends that the second reader leaves out.

    `html` is the page as our reader saw it, hidden text gone. Where the two readers hardly overlap, the
    second one's text is returned.
    """
    theirs = _second(html)
    if len(theirs) < _LEAST:
        return ours
    paragraphs = [p for p in ours.split("\n\n") if p.strip()]
    known = f" {_words(theirs)} "
    kept = [f" {_words(p)} " in known for p in paragraphs]
    shared = sum(len(p) for p, is_kept in zip(paragraphs, kept, strict=True) if is_kept)
    if shared < _COVERED * len(theirs):
        inner = f" {_words(ours)} "
        missed = [line for line in theirs.split("\n") if f" {_words(line)} " not in inner]
        if sum(map(len, missed)) > _COVERED * len(theirs):
            return "\n\n".join(line for line in theirs.split("\n") if line.strip())
        return ours
    return "\n\n".join(_pruned(paragraphs, kept))


def _pruned(paragraphs: list[str], kept: list[bool]) -> list[str]:
    last = max(n for n, is_kept in enumerate(kept) if is_kept)
    # A sentence amid or before what both have is the article's; a scrap is not, nor is what comes after.
    return [
        p
        for n, (p, is_kept) in enumerate(zip(paragraphs, kept, strict=True))
        if is_kept or (n < last and _is_ours(p.strip()))
    ]


def _is_ours(paragraph: str) -> bool:
    """Say whether a paragraph is a sentence, or a signature or date that the cleaning reads."""
    signs = bylines.read(paragraph) or dates.read_line(paragraph)
    return bool(_SENTENCE.fullmatch(paragraph) or signs)


def _second(html: str) -> str:
    import trafilatura  # 0.3 s

    found = trafilatura.extract(
        _OURS.sub(r"<\1", html),
        fast=len(html) > _HEAVY,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
    )
    return found or ""


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
