"""Quotations -> claims that are true: the whole, a stretch, words cut out, other spelling."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

from tests.eval.claimed.corrupt import Draw, Item
from tests.eval.claimed.material import ENOUGH
from tests.eval.claimed.negation import negates, turns
from tests.eval.claimed.words import ELISION, content, words

_TRUE = frozenset({"verbatim"})
_FATAL = frozenset({"not_found", "other_speaker", "altered", "denied", "conditional", "about_speaker"})
_STOP = re.compile(r"[.;:!?]")
_CUTS = ("…", "...", " [...] ", " (...) ", " […] ")


def true(draw: Draw) -> Iterator[Item]:
    """Yield what was really said, every way of cutting and of spelling in turn."""
    ways = [(cut, spell) for cut in _CUTTING for spell in _SPELLING]
    draw.rng.shuffle(ways)
    for number, quotation in enumerate(draw.shuffled(draw.stuff.quotations) * 3):
        cut, spell = ways[number % len(ways)]
        said = _CUTTING[cut](draw.rng, quotation.text)
        if said is None:
            draw.passed["true"]["too short to be cut"] += 1
            continue
        claim = draw.quote(quotation.speaker, _SPELLING[spell](said))
        yield Item(claim, quotation.speaker, quotation, _TRUE, _FATAL, f"{cut}, {spell}")


def _whole(rng: random.Random, text: str) -> str | None:
    return text


def _prefix(rng: random.Random, text: str) -> str | None:
    return _enough(rng, text, [(0, w.end) for w in words(text)[:-1]])


def _suffix(rng: random.Random, text: str) -> str | None:
    return _enough(rng, text, [(w.start, len(text)) for w in words(text)[1:]])


def _inner(rng: random.Random, text: str) -> str | None:
    told = words(text)
    return _enough(rng, text, [(a.start, b.end) for i, a in enumerate(told[1:], 1) for b in told[i:-1]])


def elided(rng: random.Random, text: str, *, turning: bool = False) -> str | None:
    """Cut words out of the middle that take no negation with them (`turning`: all of one)."""
    told = words(text)
    places = [(i, j) for i in range(3, len(told) - 4) for j in range(i + 1, len(told) - 3)]
    rng.shuffle(places)
    for i, j in places[:200]:
        left, right = text[: told[i].end], text[told[j + 1].start :]
        lost = text[told[i].end : told[j + 1].start]
        enough = len(content(left)) >= 2 and len(content(right)) >= 2 and not ELISION.search(left)
        if enough and (negates(lost) if turning else not turns(lost)):
            return f"{left}{rng.choice(_CUTS)}{right}"
    return None


def _enough(rng: random.Random, text: str, found: list[tuple[int, int]]) -> str | None:
    """Return one of the stretches that hold enough words and lose no negation at their edges."""
    rng.shuffle(found)
    for start, end in found[:200]:
        piece = text[start:end]
        lost = (_STOP.split(text[:start])[-1], _STOP.split(text[end:])[0])
        if len(set(content(piece))) >= ENOUGH and not ELISION.search(piece) and not any(map(turns, lost)):
            return piece
    return None


def _as_is(text: str) -> str:
    return text


def _other_apostrophes(text: str) -> str:
    turned = {"'": "’", "’": "'"}
    return "".join(turned.get(c, c) for c in text)


def _capitals(text: str) -> str:
    return text.upper()


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _spaced(text: str) -> str:
    return text.replace(" ", "\u202f", 2).replace(", ", " , ")


def _lower(text: str) -> str:
    return text[:1].swapcase() + text[1:]


_CUTTING = {"whole": _whole, "prefix": _prefix, "suffix": _suffix, "inner": _inner, "ellipsis": elided}
_SPELLING = {
    "as is": _as_is,
    "other apostrophes": _other_apostrophes,
    "capitals": _capitals,
    "without accents": _bare,
    "accents apart": _composed,
    "other spaces": _spaced,
    "other first letter": _lower,
}
