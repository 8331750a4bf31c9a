"""A sentence that a model wrote, proved by the passages it cites, or refused with the reason.

The first stage of the gate: nothing here asks a model, and nothing is repaired but the typography of a
quotation, which becomes the printed one. Each check is one function of CHECKS, in the order in which they are
made; those of who said it (`attribution`) come after those of what is printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.answers.printed import sentences
from bot.answers.questions.words import sense
from bot.answers.written import amounts, assertion, attribution, claims, quoting
from bot.answers.written.case import Case, Guard, Scene
from bot.answers.written.support import Support
from index.analysis import content_terms, fold, terms
from index.news import Hit

Reason = Literal[
    "citation",
    "link",
    "leak",
    "script",
    "marks",
    "quotation",
    "figure",
    "name",
    "office",
    "anchor",
    "support",
    "speech",
    "speaker",
    "polarity",
    "mood",
    "act",
    "mouth",
    "cut",
    "negation",
    "unsure",
    "attribution",
]

# Share of a sentence’s content stems that its passages must hold. Headlines of 424 press articles against
# the lead of their own article and of the most similar other one: at 0.5 84 % and 64 % pass, at 0.6 72 %
# and 44 %, at 0.7 54 % and 19 %. A sentence refused costs less than a wrong one shown.
_SUPPORT = 0.7
_ANCHORS = 2  # names, figures, quotations and cognates that a sentence in another language must share
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:|\]\(|<[a-z/!]|&(?:#\d+|[a-z]+);|\S@\S+\.\S", re.IGNORECASE
)
_HOST = re.compile(r"\b[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.[a-z]{2,10}\b", re.IGNORECASE)
# What a model says of its own situation; the press may use these words, then they stand in the passage.
_SELF = re.compile(
    r"\b(?:passages?|extraits?|excerpts?|prompts?|consignes?|instructions?|sceau|seal|identifiants?|identifiers?"
    r"|assistant|chatbot|modèle de langage|language model|(?:as an|en tant qu['’]) ?(?:ai|ia))\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:(\d{1,2})(?:er)?\s+([^\W\d_]+)|([^\W\d_]+)\s+(\d{1,2})),?\s+(\d{4})\b")
_SHINGLE = 7  # words in a row that nobody writes by chance


_OPEN, _ALONE = Guard(), Scene()


@dataclass(frozen=True, slots=True)
class Proved:
    """A sentence that may be shown, its quotations as printed, and the printed sentences that prove it."""

    text: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that must not be shown, and the first check that it failed."""

    reason: Reason


def prove(
    sentence: str, hits: Sequence[Hit], guard: Guard = _OPEN, scene: Scene = _ALONE
) -> Proved | Refused:
    """Hold a sentence, without its citation marks, against the passages it cites.

    Passages that add nothing are left out of the proof; the others come with their best sentences.
    """
    case = Case(sentence, tuple(hits), guard, scene)
    for reason, holds in CHECKS:
        if not holds(case):
            return Refused(reason)
    if not case.supports:
        return Refused("support")
    return Proved(quoting.as_printed(sentence, case.hits), case.supports)


def _is_cited(case: Case) -> bool:
    return bool(case.hits) and bool(terms(case.sentence))


def _has_no_link(case: Case) -> bool:
    """No link or mark-up at all, and no bare host ("exemple.info") but of an outlet that is cited.

    A host that only the text of an article prints may be what a hostile one wants to be visited.
    """
    if _LINK.search(case.sentence):
        return False
    outlets = "\n".join(part for hit in case.hits for part in (hit.outlet, hit.url) if part)
    return all(claims.find(host.group(), outlets) for host in _HOST.finditer(case.sentence))


def _is_in_one_script(case: Case) -> bool:
    """No invisible character, and no letter of a script that the passages do not use."""
    if any(unicodedata.category(c) in {"Cf", "Cc", "Co", "Cs"} for c in case.sentence if c not in "\n\t"):
        return False
    foreign = {c for c in case.sentence if c.isalpha() and not unicodedata.name(c, "").startswith("LATIN")}
    return foreign <= set(case.evidence)


def _leaks_nothing(case: Case) -> bool:
    if any(secret and secret in case.sentence for secret in case.guard.secrets):
        return False
    if any(
        not case.holds(fold(m.group().split()[-1])) for m in _SELF.finditer(claims.outside(case.sentence))
    ):
        return False
    return not _shingles(case.sentence) & _shingles(case.guard.rules) - _shingles(case.evidence)


@lru_cache(maxsize=64)  # the rules and the evidence are the same for each sentence
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [t.word for t in terms(text)]
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _quotes_are_closed(case: Case) -> bool:
    return claims.balanced(case.sentence)


def _figures_are_printed(case: Case) -> bool:
    """Every figure and date is printed in a sentence or title that shares something else with this one."""
    said = claims.outside(case.sentence)
    for hit in case.hits:
        said = _without_date(said, hit.published)
    topic = {t.stem for t in content_terms(said)} - {
        t.stem for t in content_terms(said) if amounts.counts(t.word)
    }
    spoken = claims.language(case.evidence)
    printed: set[str] = set()
    for line in (s.text for text in case.evidence.split("\n") for s in sentences.split(text)):
        if case.across or not topic or topic & {t.stem for t in terms(line)}:
            printed |= amounts.read(line, spoken)
    return amounts.read(said, case.language) <= printed


def _without_date(text: str, published: str | None) -> str:
    """Return the text without the day of publication, which a model was shown beside the passage."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published or "")
    if match is None:
        return text
    year, month, day = match.group(1), int(match.group(2)), int(match.group(3))
    for found in re.finditer(
        r"\b(?:(\d{1,2})(?:er)?\s+([^\W\d_]+)|([^\W\d_]+)\s+(\d{1,2})),?\s+(\d{4})\b", text
    ):
        said_day, said_month = found.group(1) or found.group(4), found.group(2) or found.group(3)
        if (int(said_day), found.group(5)) == (day, year) and f"month {month}" in amounts.read(
            said_month, "en"
        ):
            return text[: found.start()] + " " + text[found.end() :]
    return text


def _names_are_printed(case: Case) -> bool:
    return all(case.holds(name.word) for name in claims.names(claims.outside(case.sentence)))


def _is_anchored(case: Case) -> bool:
    """Across languages words cannot be compared, so enough must be shared that does not translate."""
    if not case.across:
        return True
    outside = claims.outside(case.sentence)
    anchors = len(claims.names(outside)) + len(amounts.read(outside, case.language))
    anchors += 2 * len(claims.quotations(case.sentence))
    return anchors + sum(case.holds(t.word) for t in claims.content(outside)) >= _ANCHORS


def _is_supported(case: Case) -> bool:
    if case.across:
        return True
    # Verbs of speech are the writer's glue: "indique" for a printed "a dit" adds nothing, and whether the act
    # is the recorded one is for a later check.
    glue = sense("saying") | {t.word for claim in case.claims for t in terms(claim.cue)}
    content = [t for t in claims.content(claims.outside(case.sentence)) if t.word not in glue]
    stems = {t.stem for t in content_terms(case.evidence)}
    return sum(t.stem in stems for t in content) >= _SUPPORT * len(content)


CHECKS: tuple[tuple[Reason, Callable[[Case], bool]], ...] = (
    ("citation", _is_cited),
    ("link", _has_no_link),
    ("leak", _leaks_nothing),
    ("script", _is_in_one_script),
    ("marks", _quotes_are_closed),
    ("quotation", quoting.all_printed),
    ("figure", _figures_are_printed),
    ("figure", assertion.figures_count_the_same),
    ("name", _names_are_printed),
    ("office", assertion.offices_are_printed),
    ("anchor", _is_anchored),
    ("support", _is_supported),
    ("speech", attribution.is_recorded),
    ("speaker", attribution.speaker_is_kept),
    ("polarity", attribution.polarity_is_kept),
    ("mood", attribution.mood_is_kept),
    ("act", attribution.act_is_kept),
    ("act", assertion.verbs_are_printed),
    ("mouth", attribution.loose_quotations_have_no_other_mouth),
    ("cut", attribution.nothing_is_cut_off),
    ("negation", assertion.negations_are_kept),
    ("unsure", assertion.doubts_are_kept),
    ("attribution", assertion.is_no_fact),
)
