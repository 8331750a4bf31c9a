"""English reports of speech: who, by which verb, what. What it cannot read proves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.written import claims
from bot.answers.written.lexicon import words
from index.analysis import fold
from index.news import Mood, Polarity

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_QUOTED = "\ue000"  # stands for each character between marks while the sentence around them is read
_CLAUSE = re.compile(
    r"[;:—–]|, (?:and|but|while|as|who|which) |\b(?:that|and|but|while|because|when|after)\b"
)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|M|Mme)\.?\s+)?[A-ZÀ-Ý][\w’'-]*(?:\s+(?:(?:de|von|van|el|al)\s+)?[A-ZÀ-Ý][\w’'-]*)*"
)
_PLACED = re.compile(
    r"\b(?:of|in|at|from|by|to|with|on|about|against|for|near)\s+(?:the\s+)?$", re.IGNORECASE
)
_ROLE = re.compile(r"\b(?:the|a|an|his|her|its)\s+(?:[\w’'-]+\s*){1,8}$", re.IGNORECASE)
_APPOSITION = re.compile(r",[^,]*,\s*$")
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,.;]+)", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they)\b\s*(?:\w+\s+){0,3}$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never)\b|n[’']t\b", re.IGNORECASE)
_HELPERS = re.compile(
    r"(?:\b(?:has|have|had|did|does|do|would|will|is|are|was|were|been|to|also|not|never|may|might|could|due|set"
    r"|expected|reportedly|allegedly|then|later|already|said|reported|going|plans|intends|scheduled)\b|\w+n[’']t\b|\s)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Voiced:
    """A report: the speaker's name ("" where only a role or pronoun stands there) and the content."""

    name: str
    surface: str
    cue: str
    polarity: Polarity
    mood: Mood
    content: str


def read(sentence: str, before: str = "") -> list[Voiced]:
    """Return the reports of a sentence; a pronoun means whoever spoke last, else was named last, before."""
    covered = sentence
    for quotation in claims.quotations(sentence):
        covered = (
            covered[: quotation.start]
            + _QUOTED * (quotation.end - quotation.start)
            + covered[quotation.end :]
        )
    found = [*_according(sentence, covered), *_by_verbs(sentence, covered)]
    return [_resolved(v, found[:i], before) for i, v in enumerate(found)]


def _according(sentence: str, covered: str) -> Iterator[Voiced]:
    for match in _ACCORDING.finditer(covered):
        rest = f"{sentence[: match.start()].rstrip(' ,')} {sentence[match.end() :].lstrip(' ,')}".strip()
        name = _NAME.search(match["who"])
        yield Voiced(
            name.group() if name else "", match["who"], "according to", "asserts", "indicative", rest
        )


def _by_verbs(sentence: str, covered: str) -> Iterator[Voiced]:
    place = 0
    for word in _WORD.finditer(covered):
        if word.start() < place or fold(word.group()) not in words("english") or not word.group().islower():
            continue
        after = _after(covered, word.end())
        stretch = covered[place : word.start()]
        if after and (_QUOTED in stretch or stretch.rstrip().endswith(("”", '"', "»", ","))):
            name, surface, content = after[0], after[1], sentence[place : word.start()].rstrip(" ,")
            stretch = ""
        else:
            subject = _before(stretch)
            if subject is None:
                continue
            name, surface = subject
            content = sentence[word.end() :]
            if not re.search(r"\w", content):  # “...”, Ilse Torvane said.
                content = sentence[place : word.start()]
        polarity = _polarity(fold(word.group()), stretch, covered[word.end() :])
        content = re.sub(r"^\s*(?:that\b|:|,)?\s*", "", content)
        yield Voiced(name, surface, word.group(), polarity, _mood(stretch), content)
        place = word.end()


def _after(covered: str, end: int) -> tuple[str, str] | None:
    """Return who follows a verb of speech directly: "said Ilse Torvane", "said the minister"."""
    rest = covered[end:].lstrip()
    name = _NAME.match(rest)
    if name:
        return name.group(), re.split(r"[,.;]", rest)[0]
    role = re.match(r"(?:the|a|an)\s+[^,.;“\"«]+", rest)
    return ("", role.group()) if role else None


def _before(stretch: str) -> tuple[str, str] | None:
    """Return (name, surface) of who stands before a verb of speech."""
    clause = stretch[max((m.end() for m in _CLAUSE.finditer(stretch)), default=0) :]
    clause = _HELPERS.sub("", re.split(rf"[{_QUOTED}“”\"«»]", clause)[-1].lstrip(" ,"))
    surface = clause
    clause = _APPOSITION.sub("", clause.rstrip() + (" " if clause.endswith(" ") else ""))
    if _PRONOUN.search(clause):
        return "", clause.split()[-1]
    named = [m for m in _NAME.finditer(clause) if not _PLACED.search(clause[: m.start()])]
    named = [m for m in named if fold(m.group()) not in words("pronouns") and not _is_opening(m.group())]
    if named:
        return named[-1].group(), surface.strip(" ,")
    role = _ROLE.search(clause.strip(" ,"))
    return ("", role.group()) if role else None


def _is_opening(word: str) -> bool:
    return fold(word) in {"the", "a", "an", "in", "on", "at", "his", "her", "its", "but", "and", "asked"}


def _polarity(verb: str, stretch: str, rest: str) -> Polarity:
    negated = _NOT.search(stretch[-30:]) is not None
    if verb in words("declining"):
        spoken = re.match(r"\s*to\s+(\w+)", rest)
        return "declines" if spoken and fold(spoken.group(1)) in words("speaking") else "asserts"
    if verb in words("denying"):
        return "not_denied" if negated else "denies"
    return "did_not_say" if negated else "asserts"


def _mood(stretch: str) -> Mood:
    near = {fold(w) for w in _WORD.findall(stretch[-60:])}
    if near & words("unsure") or re.search(r"\b(?:is|are) (?:said|reported) to\b", stretch):
        return "conditional"
    return "announced" if near & words("coming") or re.search(r"\bis to $", stretch) else "indicative"


def _resolved(voiced: Voiced, earlier: list[Voiced], before: str) -> Voiced:
    """Name the speaker behind a pronoun: who spoke last in this sentence, then in those before it."""
    if voiced.name or fold(voiced.surface.strip()) not in words("pronouns"):
        return voiced
    spoke = [v.name for v in earlier if v.name]
    if not spoke and before:
        spoke = [v.name for v in read(before) if v.name]
    if not spoke:
        spoke = [n.group() for n in _NAME.finditer(before) if not _is_opening(n.group())][-1:]
    name = spoke[-1] if spoke else ""
    return Voiced(name, voiced.surface, voiced.cue, voiced.polarity, voiced.mood, voiced.content)
