"""Figures and dates that articles disagree on: both are shown, side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answers.printed import borne
from bot.answers.printed.evidence import FEATURES, Sentence
from bot.answers.printed.findings import Findings
from bot.answers.printed.slices import Slice
from bot.answers.questions.question import Question, flat
from bot.answers.questions.words import sense
from index import analysis

_AS_COVERED = 0.85  # of what the best sentence covers with its neighbours: less, and it is of something else
_COVERED = 0.6  # of the question by the best sentence: else it is not sure what any of them is about
_LEAST = 2  # words that a question must have to tell one thing from another
_ALONE = 0.3  # the same of the sentence alone
_MOST = 3
_FIGURE = re.compile(
    r"(?<![\w.,])(?<!\w-)(?P<value>\d+(?:[ .,\u00a0\u202f]\d+)*)"
    r"(?:[ \u00a0\u202f]*(?P<scale>mille|millions?|milliards?|%))?"
)
_DAY = re.compile(r"\b(?P<day>\d{1,2})(?:er)? (?P<month>[a-z]+)(?: (?P<year>\d{4}))?\b")
_REACH = 4  # words after a figure among which its thing is named
_COVERAGE, _WINDOW = FEATURES.index("coverage"), FEATURES.index("window")


def disagreement(findings: Findings) -> list[Slice] | None:
    """Return sentences of different sources whose figures or dates differ on what is asked, or None.

    A figure counts when what it counts, the word after it, stands in the question or is the same in both
    sentences. Wire copies are one source.
    """
    if findings.question.kind not in ("how_many", "when"):
        return None
    best = findings.ranked[0].sentence
    first = _values(findings, best)
    if not first:
        return None
    chosen = [Slice.of_hit(best.hit, best.span.start, best.span.end)]
    given = [first]
    for ranked in findings.ranked[1:]:
        sentence = ranked.sentence
        values = _values(findings, sentence) if _as_near(findings, sentence, best) else set()
        candidate = Slice.of_hit(sentence.hit, sentence.span.start, sentence.span.end)
        if candidate.source in {c.source for c in chosen} or not values:
            continue
        if all(_differ(values, others) for others in given):
            chosen.append(candidate)
            given.append(values)
        if len(chosen) == _MOST:
            break
    return chosen if len(chosen) > 1 else None


def _as_near(findings: Findings, sentence: Sentence, best: Sentence) -> bool:
    """Tell whether a sentence speaks of what is asked as much as the best one does.

    Everything has a date: there the sentence itself must hold every word that the best one holds.
    """
    asked = [a for a in findings.question.terms if a.weight >= 1]
    if len(asked) < _LEAST or best.features[_WINDOW] < _COVERED:
        return False
    if findings.question.deed and not borne.bears(findings.question.deed, sentence):
        return False
    if findings.question.kind == "when":
        return best.features[_COVERAGE] >= _COVERED and best.matched <= sentence.matched
    near = sentence.features[_WINDOW] >= _AS_COVERED * best.features[_WINDOW]
    return near and sentence.features[_COVERAGE] >= _ALONE * best.features[_COVERAGE]


def _values(findings: Findings, sentence: Sentence) -> set[tuple[str, str]]:
    if findings.question.kind == "when":
        return set(_dates(sentence.span.text))
    return set(_figures(sentence.span.text, _things(findings.question)))


def _things(question: Question) -> list[dict[str, str]]:
    """Return the stems that may be counted, each with the word that asks for it; those that say more first.

    Of "how many people died" the dead are counted, whoever they are: "14 personnes sont mortes", "17 morts".
    """
    kinds: list[dict[str, str]] = [{}, {}]
    for asked in question.terms:
        for stem in (asked.stem, *asked.others):
            kinds[asked.weight < 1].setdefault(stem, asked.stem)
    return kinds


def _figures(text: str, things: Sequence[Mapping[str, str]]) -> Sequence[tuple[str, str]]:
    """Return (value, thing counted) of the figures whose thing is asked for."""
    found = []
    plain = flat(text)
    for match in _FIGURE.finditer(plain):
        after = list(analysis.terms(text[match.end() : match.end() + 60]))[:_REACH]
        if after and after[0].word in sense("months"):
            continue  # a day, which counts nothing
        thing = next((kind[t.stem] for kind in things for t in after if t.stem in kind), None)
        if thing is None and match["scale"] == "%":
            thing = "%"
        if thing and not (re.fullmatch(r"1\d{3}|20\d\d", match["value"]) and not match["scale"]):
            value = re.sub(r"[ .\u00a0\u202f](?=\d{3})", "", match["value"])
            found.append((f"{value}{(match['scale'] or '').rstrip('s')}", thing))
    return found


def _dates(text: str) -> Sequence[tuple[str, str]]:
    found = [
        (f"{m['day']} {m['month']}", "day")
        for m in _DAY.finditer(flat(text))
        if m["month"] in sense("months")
    ]
    return found or [(year, "year") for year in re.findall(r"\b(?:1\d{3}|20\d\d)\b", text)]


def _differ(values: set[tuple[str, str]], others: set[tuple[str, str]]) -> bool:
    """Tell whether two sentences count the same things and agree on none."""
    things = {thing for _, thing in values} & {thing for _, thing in others}
    return bool(things) and not values & others
