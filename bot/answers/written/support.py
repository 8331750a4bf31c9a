"""The printed sentences of a passage that support a sentence best: what its citation shows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.printed import sentences
from bot.answers.written import amounts, claims, orders
from index.analysis import terms
from index.news import Hit, Span

_MOST = 4  # printed sentences cited from one passage for one sentence
_WEIGHT = 3  # of a quotation, figure or name, against 1 for a content word


@dataclass(frozen=True, slots=True)
class Support:
    """Printed words of a hit: `span` counts in the article, as the hit does."""

    hit: Hit
    span: Span


def best(sentence: str, hit: Hit, language: str | None, *, across: bool) -> list[Support]:
    """Return the sentences of a hit that carry a claim, in printed order, neighbours joined.

    None if none does. Greedy cover: the sentence that brings most of what is still unproved,
    until nothing more of weight comes.
    """
    wanted = _wanted(sentence, language)
    printed = [s for s in sentences.split(orders.blank(hit.text), hit.start) if s.text.strip()]
    offers = [_offer(wanted, s, hit, across=across) for s in printed]
    chosen: set[int] = set()
    while len(chosen) < _MOST and wanted:
        gains = [sum(wanted[key] for key in offer if key in wanted) for offer in offers]
        place = max(range(len(gains)), key=lambda i: (gains[i], -i), default=-1)
        # The first must carry something of weight; a further one is not worth its reading for a word or two.
        if place < 0 or gains[place] < (2 if not chosen else _WEIGHT):
            break
        chosen.add(place)
        wanted = {key: weight for key, weight in wanted.items() if key not in offers[place]}
    return [Support(hit, span) for span in _joined(sorted(chosen), printed, hit)]


def _wanted(sentence: str, language: str | None) -> dict[str, int]:
    """Return what a sentence claims, each claim with its weight."""
    outside = claims.outside(sentence)
    wanted = {f"word {t.stem}": 1 for t in claims.content(outside)}
    wanted |= {f"name {t.word}": _WEIGHT for t in claims.names(outside)}
    wanted |= {f"figure {figure}": _WEIGHT for figure in amounts.read(outside, language)}
    ends = [f"{end} {q.text}" for q in claims.quotations(sentence) for end in ("opening", "closing")]
    return wanted | dict.fromkeys(ends, _WEIGHT)


def _offer(wanted: dict[str, int], printed: Span, hit: Hit, *, across: bool) -> set[str]:
    """Return the claims that one printed sentence carries."""
    found = terms(printed.text)
    stems, words = {t.stem for t in found}, {t.word for t in found}
    figures = amounts.read(printed.text, claims.language(hit.text))
    offer = set()
    for key in wanted:
        kind, _, value = key.partition(" ")
        if (
            (kind == "word" and (value in stems or (across and _alike(value, words))))
            or (kind == "name" and any(claims.same_name(value, w, across=across) for w in words))
            or (kind == "figure" and value in figures)
            or (kind in {"opening", "closing"} and _has_end(kind, value, printed, hit))
        ):
            offer.add(key)
    return offer


def _alike(value: str, words: set[str]) -> bool:
    return any(claims.same_name(value, word, across=True) for word in words)


def _has_end(kind: str, fragment: str, printed: Span, hit: Hit) -> bool:
    """Tell whether a quotation begins, or ends, in a printed sentence."""
    place = claims.find(fragment, orders.blank(hit.text))
    if place is None:
        return False
    character = hit.start + (place[0] if kind == "opening" else place[1] - 1)
    return printed.start <= character < printed.end


def _joined(chosen: list[int], printed: list[Span], hit: Hit) -> list[Span]:
    spans: list[tuple[int, int, int]] = []
    for place in chosen:
        start, end = printed[place].start, printed[place].end
        if spans and spans[-1][2] == place - 1:
            spans[-1] = (spans[-1][0], end, place)
        else:
            spans.append((start, end, place))
    return [Span(a, b, hit.text[a - hit.start : b - hit.start]) for a, b, _ in spans]
