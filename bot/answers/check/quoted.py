"""Claimed quotations held against one statement: do they stand in its fragments, nearly, or beside them?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.answers.check import difference, phrase
from bot.answers.check.claim import Claim, reporting
from bot.answers.check.comparing import Word, content, may_hold, pieces, rough, words
from bot.answers.check.matching import Likeness, exact, near
from bot.answers.check.stems import start_of, stems_of
from bot.answers.check.words import sense
from bot.answers.written.amounts import calendar
from index import analysis
from index.analysis import family
from index.ledger.hearing import Heard
from index.ledger.said import topics

Grade = Literal["exact", "near", "beside"]
FEW = 4  # words of meaning below which the same words may be chance
_START = 4  # letters
_ALIKE = 0.6  # how like printed words must be to be the ones that were altered
_KEPT = 0.5
_FRAMED = 0.5  # of the words around a short quotation
_MARKS = re.compile(r"[«»“”„\"]")


@dataclass(frozen=True)
class Quote:
    """A claimed quotation, ready to be compared; `frame`: stems of what is claimed around it."""

    text: str
    runs: tuple[tuple[Word, ...], ...]
    frame: frozenset[str]

    @cached_property
    def words(self) -> list[Word]:
        """All its words."""
        return [w for run in self.runs for w in run]

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """How its words of meaning start, for a fast look."""
        return tuple(key[:_START] for key in self.meaning if key.isascii() and key.isalpha())

    @cached_property
    def meaning(self) -> frozenset[str]:
        """Its words of meaning, folded."""
        return frozenset(w.key for w in content(self.words))


@dataclass(frozen=True, slots=True)
class Finding:
    """How a statement bears on a quotation.

    Attributes:
        grade: the words stand in a fragment; nearly so; word for word in what is reported without marks.
        start, end: the printed words, offsets in the article.
        diff: of "near", see `difference`.
        denied: of "near", nothing but a word of negation makes the difference.
    """

    heard: Heard
    grade: Grade
    start: int
    end: int
    ratio: float = 1.0
    diff: str | None = None
    denied: bool = False

    @property
    def printed(self) -> str:
        """The printed words."""
        return self.heard.text[self.start : self.end]

    @property
    def phrase(self) -> str:
        """The printed words with the sentence or phrase they stand in, as they are shown."""
        return phrase.around(self.heard.text, self.start, self.end, self.heard.statement.fragments)


def quotes(claim: Claim) -> list[Quote]:
    """Return the quotations of a claim that hold words."""
    named = {t.stem for t in analysis.terms(claim.speaker)}
    frame = frozenset(
        t.stem
        for t in analysis.content_terms(claim.outside)
        if t.stem not in named and not _dated(t.word) and not _says(t.word)
    )
    found = []
    for text in claim.quotes:
        runs = tuple(tuple(run) for run in pieces(text))
        if runs:
            found.append(Quote(text, runs, frozenset() if claim.english else frame))
    return found


def _dated(word: str) -> bool:
    return word in calendar() or (len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"))


def unmarked(claim: Claim) -> Quote | None:
    """Return what a claim without quotation marks says, from its first word of meaning to its last.

    None where that is no two words of meaning, or English.
    """
    read = words(claim.content)
    places = [n for n, w in enumerate(read) if w.content]
    if claim.english or len(places) < 2:
        return None
    run = tuple(read[places[0] : places[-1] + 1])
    return Quote(claim.content[run[0].start : run[-1].end], (run,), frozenset())


def shares(quote: Quote, heard: Heard) -> bool:
    """Tell whether a statement has all words of meaning of a quotation, in whatever form and order."""
    wanted, text = {t.stem for t in analysis.content_terms(quote.text)}, heard.statement.content.text
    held = rough(text)
    return all(start_of(stem) in held for stem in wanted) and wanted <= stems_of(text)[0]


def _says(word: str) -> bool:
    """Tell whether a folded word says that, how or whether something was said, not what about."""
    return reporting(word) or any(word in sense(kind) for kind in ("english", "denying", "really"))


def assess(quote: Quote, heard: Heard) -> Finding | None:
    """Return how a statement bears on a quotation, None where it does not."""
    if may_hold(rough(heard.statement.content.text), quote.starts) < _KEPT * len(quote.starts):
        return None
    stretches = _stretches(heard)
    known = {w.key for stretch in stretches for w in stretch}
    if len(quote.meaning & known) >= _KEPT * len(quote.meaning):
        for stretch in stretches:
            place = exact(quote.runs, stretch)
            if place and _enough(quote, heard, stretch):
                return Finding(heard, "exact", stretch[place[0]].start, stretch[place[1] - 1].end)
        for stretch in stretches if len(quote.runs) > 1 else ():
            place = exact(quote.runs, stretch, whole=False)
            if place and (like := near(quote.words, stretch[place[0] : place[1]])):
                return _near(quote, heard, like)
        likest = max(
            ((like, s) for s in stretches if (like := near(quote.words, s))),
            key=lambda pair: pair[0].ratio,
            default=None,
        )
        if likest and _nearly(quote, heard, *likest):
            return _near(quote, heard, likest[0])
    own = words(heard.statement.content.text, heard.statement.content.start)
    place = exact(quote.runs, own) if quote.meaning <= {w.key for w in own} else None
    if place and _enough(quote, heard, own):
        return Finding(heard, "beside", own[place[0]].start, own[place[1] - 1].end)
    return None


def _stretches(heard: Heard) -> list[list[Word]]:
    """Return the words of each pair of quotation marks; what an incise cuts within one pair is joined."""
    found: list[list[Word]] = []
    end: int | None = None
    for fragment in heard.statement.fragments:
        read = words(fragment.text, fragment.start)
        if end is not None and not _MARKS.search(heard.text, end, fragment.start):
            found[-1] += read
        else:
            found.append(read)
        end = fragment.end
    return [stretch for stretch in found if stretch]


def _enough(quote: Quote, heard: Heard, stretch: Sequence[Word]) -> bool:
    """Tell whether the same words are no chance: enough of them, or what stands around agrees too."""
    if len(quote.meaning) >= FEW:
        return True
    if quote.frame:
        return framed(quote, heard)
    # One word alone is somebody's word only where it is most of what he is quoted with.
    return len(quote.meaning) > 1 or len(content(stretch)) <= 2 * max(1, len(quote.meaning))


def framed(quote: Quote, heard: Heard) -> bool:
    """Tell whether what is claimed around a quotation stands around the printed words."""
    if not quote.frame:
        return True
    span = heard.statement.content
    begin, stop = topics.around(heard.text, span.start, span.end)
    around = f"{heard.article.title or ''} {heard.text[begin:stop]}"
    stems = {t.stem for t in analysis.terms(around)}
    families = {family(stem) for stem in stems if len(stem) > 5}
    held = sum(stem in stems or (len(stem) > 5 and family(stem) in families) for stem in quote.frame)
    return held >= _FRAMED * len(quote.frame)


def _nearly(quote: Quote, heard: Heard, like: Likeness, stretch: Sequence[Word]) -> bool:
    if like.ratio < _ALIKE or like.kept < _KEPT:
        return False
    if len(quote.meaning) >= FEW:
        return True
    return len(quote.words) > 1 and framed(quote, heard) and (bool(quote.frame) or len(quote.words) > 2)


def _near(quote: Quote, heard: Heard, like: Likeness) -> Finding:
    changed = [w for s in like.steps if not s.same for w in (s.printed, s.claimed) if w]
    only = all(w.key in sense("denying") or not w.content for w in changed)
    diff = difference.shown(like.steps, heard.text, quote.text)
    diff = phrase.cut(diff, heard.text, like.start, like.end, heard.statement.fragments)
    return Finding(heard, "near", like.start, like.end, like.ratio, diff, denied=like.flipped and only)
