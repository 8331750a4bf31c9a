"""What a question takes for granted that somebody did, or that was done: "Pourquoi X a-t-il démissionné ?".

Only verbs whose participle ends in -é are read: all their forms, and the nouns made of them, begin alike.
Pure; nothing is looked up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.questions.words import sense
from index.analysis import fold, stopwords
from index.retrieval import translation

_AUX = r"(?:a|ont|avait|avaient|(?P<be>est|sont|etait|etaient|fut|furent))"
_ADVERBS = (
    r"(?:(?:pas|jamais|vraiment|deja|bien|toujours|donc|aussi|egalement|recemment|finalement|reellement"
    r"|officiellement|d'abord) )*"
)
_DONE = rf"{_ADVERBS}(?P<passive>ete )?{_ADVERBS}(?P<verb>[a-z]{{2,}}e(?:e|s|es)?)\b(?![-'])"
_FRENCH = (
    re.compile(rf"(?P<who>.*?)\b(?:s')?{_AUX}[- ](?:t[- ])?(?:il|elle|ils|elles) {_DONE}"),
    re.compile(rf".*?\best-ce qu(?:e |')(?P<who>.+?) (?:s')?{_AUX} {_DONE}"),
    re.compile(rf"(?:et |mais |alors )?qui (?:a|ont|avait|avaient) {_DONE} (?P<whom>.+)"),
)
# Of the text as written: where nothing but the order of words tells a verb, a name has its capitals.
_ENGLISH = (
    re.compile(r".*?\b[Dd]id (?P<who>.+?) (?:really |ever |finally )?(?P<verb>[a-z]+)\b"),
    re.compile(r".*?\b(?P<passive>(?:[Ww]as|[Ww]ere)) (?P<who>.+?) (?P<verb>[a-z]+ed)\b"),
    re.compile(r"[Ww]ho (?P<verb>[a-z]+ed) (?P<whom>.+)"),
)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Ý][\w’'-]*(?: (?:(?:d[eu]s?|de la|von|van|der|el|al|ben|la|le) ){0,2}[A-ZÀ-ÖØ-Ý][\w’'-]*)*"
)
_SHARED = re.compile(
    r"(?:\b(?:de|du|des|of|et|and|ou|or|à|au|aux|avec|dans|par)(?: la| l[’'])?|\bd[’']|,)\s*$", re.IGNORECASE
)
_NEAR = 12  # characters between the verb and the name of what it is done to: "le ", "la société "
_SHORTEST = 2  # letters of a root


@dataclass(frozen=True, slots=True)
class Predicate:
    """A deed that a question takes for granted.

    Attributes:
        word: the verb as the question has it.
        root: its letters without the ending of the participle, folded.
        name: who did it, or to whom or what it was done.
        agent: `name` did it; else it was done to `name`.
        passive: asked as "a-t-il été ...": only a participle or a noun tells that.
    """

    word: str
    root: str
    name: str
    agent: bool
    passive: bool = False


def read(text: str, plain: str) -> Predicate | None:
    """Return the deed that a question takes for granted of a name, or None; `plain` is the text folded."""
    english = translation.english(text)
    for pattern in _ENGLISH if english else _FRENCH:
        match = pattern.match(text if english else plain)
        if match:
            return _read(text, match, english)
    return None


def _read(text: str, match: re.Match[str], english: bool) -> Predicate | None:
    found = match.groupdict()
    word = text[match.start("verb") : match.end("verb")]
    root = _translated(text, match.start("verb")) if english else re.sub(r"e(?:e|s|es)?$", "", found["verb"])
    agent, passive = "whom" not in found, bool(found.get("passive"))
    lists = ("frame", "light") if passive else ("saying", "willing", "presumed", "frame", "light")
    if len(root) < _SHORTEST or any({found["verb"], f"{root}e"} & sense(kind) for kind in lists):
        return None
    # Without its accent a participle is told from "une" and "proches" by what it stands behind.
    if not english and "é" not in word and (found.get("be") or found["verb"] in stopwords()):
        return None
    name = _before(text, match.span("who")) if agent else _after(text, match.span("whom"))
    return Predicate(word, root, name, agent and not passive, passive) if name else None


def _translated(text: str, place: int) -> str:
    """Return the root of the French verb that an English word stands for, "" where none is known."""
    words = (t.word for t in translation.french(text).get(place, ()))
    return next((w[: -2 if w.endswith("er") else -1] for w in words if re.search(r"[^i]er$|[^ei]e$", w)), "")


def _before(text: str, part: tuple[int, int]) -> str:
    """Return the last name of a part of the text, with which it ends."""
    found = list(_NAME.finditer(text, *part))
    if not found or text[found[-1].end() : part[1]].strip():
        return ""
    # "Le père de Françoise", "Alain et Christophe": not hers, not his alone.
    return "" if _SHARED.search(text, 0, found[-1].start()) else _bare(found[-1].group())


def _after(text: str, part: tuple[int, int]) -> str:
    """Return the name with which a part of the text begins."""
    found = _NAME.search(text, *part)
    return _bare(found.group()) if found and found.start() - part[0] <= _NEAR else ""


def _bare(name: str) -> str:
    """Return a name without the question word or elided article that it was read with."""
    first, _, rest = name.partition(" ")
    if fold(first) in sense("opening"):
        name = rest
    return re.sub(r"^(?:[LlDd]|[Qq]u)[’']", "", name).strip()
