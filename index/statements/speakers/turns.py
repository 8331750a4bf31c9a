"""The turns of a transcript: lines that start with a label, and whom each label names.

"M. DUPONT : ...", "LE PRÉSIDENT. – ...", "Mme Lise Varenne, ministre. ...", "Q: ...". A label that names two
people, or nobody, makes a turn of nobody's: it still ends the turn before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.news import Statement
from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import Entity, fold

RULES = ("turn", "answer")
"""The rules of what a dialogue gives to a voice, of one that is labelled and of one that is asked."""

Part = Literal["asks", "answers", ""]
_SPACE = r"[ \u00a0\u202f]"
_WORD = r"[\w’'.-]*[\w’'.]"
_PLAIN = r"(?:[\w’'-]*[\w’']|[A-ZÀ-Ý]\.)"
_TITLE = r"(?:MM?\.|Mmes?|Mlle|Me|Dr|Pr|Mgr|Monsieur|Madame|MONSIEUR|MADAME)"
_ROLE = rf"(?:{_SPACE}?\([^()\n]{{2,60}}\)|,{_SPACE}[^:.;!?\n–—]{{2,90}})?"
# A title and a full stop, as parliaments print it, or any capital word and a colon or dash.
_LABEL = re.compile(
    rf"^[*_]*(?:(?P<who>(?:{_TITLE}{_SPACE})?[A-ZÀ-Ý]{_WORD}?(?:{_SPACE}{_WORD}){{0,5}}?|[QR]){_ROLE}"
    rf"(?:{_SPACE}?:|\.?{_SPACE}?[–—]|\.{_SPACE}?-|{_SPACE}-(?={_SPACE}))"
    rf"|(?P<titled>{_TITLE}(?:{_SPACE}{_PLAIN}){{1,6}}?){_ROLE}\.(?={_SPACE}[A-ZÀ-ÝÇ«“\"]))"
    rf"[*_]*{_SPACE}*\n{{0,2}}(?=\S)",
    re.MULTILINE,
)
_PARTICLES = frozenset(["de", "du", "des", "da", "di", "von", "van", "der", "den", "el", "al", "ben", "bin"])
_ARTICLES = frozenset(["le", "la", "l'", "les"])
_TITLED = re.compile(rf"{_TITLE}{_SPACE}+")
_CLOSED = re.compile(r"[.!?…:;][\s»\"”)*_]*$")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a label names.

    Attributes:
        label: as printed.
        name: "" where it names nobody for certain; `entity` where the article names him elsewhere too.
        role: the office that the label is, "" for a name.
        part: "asks" and "answers" where the label says no more than that.
    """

    label: str
    name: str = ""
    entity: Entity | None = None
    role: str = ""
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says at a stretch: [start, end) without the label, which starts at `at`."""

    voice: Voice
    at: int
    start: int
    end: int


def speaking(statements: Sequence[Statement], at: int) -> str:
    """Return whose turn a place of the text stands in, as named or as the label is printed, else ""."""
    turns = (s for s in statements if s.rule in RULES and s.content.start <= at < s.content.end)
    return next((s.speaker or s.speaker_surface for s in turns), "")


def _labels(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the labels of a text in order; looked for at its lines, a search would try every character."""
    at = start
    while True:
        label = _LABEL.match(text, at)
        if label is not None:
            yield label
            at = label.end() - 1  # it may have taken the line end that the next one stands behind
        at = text.find("\n", at) + 1
        if not at:
            return


class Labels:
    """The labels of one text, read with those whom the article names."""

    def __init__(self, lexicon: Lexicon, entities: Sequence[Entity]):
        self.lexicon = lexicon
        self.people = [e for e in entities if is_somebody(e)]

    def turns(self, text: str) -> list[Turn]:
        """Return the turns of a text; none unless it is a dialogue throughout."""
        matches = [(m, m["who"] or m["titled"]) for m in _labels(text)]
        often = Counter(fold(label) for m, label in matches if _says(text, m.end()))
        begin = matches[0][0].start() if matches else 0
        voices = [(m, self._voice(label, begin, recurs=often[fold(label)] > 1)) for m, label in matches]
        known = [(m, v) for m, v in voices if v is not None]
        ends = [m.start() for m, _ in known[1:]] + [len(text)]
        turns = [Turn(v, m.start(), m.end(), e) for (m, v), e in zip(known, ends, strict=False)]
        turns = _asked(turns, text)
        return turns if _is_dialogue(turns) else []

    def named(self, text: str, start: int) -> tuple[Voice, list[tuple[int, int]]] | None:
        """Return the one voice that labels name from a place on, and those labels: who answers throughout."""
        found = [(m, self._voice(m["who"] or m["titled"], start, recurs=True)) for m in _labels(text, start)]
        voices = {v.name: v for _, v in found if v is not None and v.name and not v.role}
        if len(voices) != 1:
            return None
        ((name, voice),) = voices.items()
        return voice, [m.span() for m, v in found if v is not None and v.name == name]

    def _voice(self, label: str, begin: int, *, recurs: bool) -> Voice | None:
        """Return whom a label names, None where it is no label of a voice."""
        words = [w for w in re.split(r"[ \u00a0\u202f]+", _TITLED.sub("", label)) if w]
        low = [fold(w).strip(".") for w in words]
        bare = [w for w in low if w not in _ARTICLES]
        part = self._part(label.strip(" ."), bare)
        if part:
            return Voice(label, part=part)
        if low and (low[0] in _ARTICLES or low[0].startswith(("l'", "l’"))):
            return self._office(label, bare, begin) if recurs else None
        found = self._bearers(low)
        if len(found) == 1 and (recurs or found[0].type == "person"):
            return Voice(label, " ".join(map(_cased, found[0].name.split())), found[0])
        titled = bool(_TITLED.match(label))
        if not (titled or recurs) or not _is_name(words):
            return None
        # A first name or a title makes a name; a lone word in capitals, or a name of two, is nobody's.
        return Voice(label, " ".join(map(_cased, words)) if (len(words) > 1 or titled) and not found else "")

    def _part(self, label: str, bare: list[str]) -> Part:
        """Return the part that a label names without naming anybody: "Journaliste", "Le Figaro", "R"."""
        if label in self.lexicon.media or label.title() in self.lexicon.media:
            return "asks"
        if bare and len(bare) < 4 and bare[0] in self._folded("asking"):
            return "asks"
        return "answers" if len(bare) == 1 and bare[0] in self._folded("answering") else ""

    def _bearers(self, low: list[str]) -> list[Entity]:
        """Return those whom a label may name: in full, by surname, or by initials."""
        found = {e.name: e for e in self.people if _names(low, [fold(w).strip(".") for w in e.words])}
        whole = [e for e in found.values() if [fold(w) for w in e.words] == low]
        full = [e for e in found.values() if len(e.words[0].strip(".")) > 1]
        return whole or full or list(found.values())

    def _office(self, label: str, bare: list[str], begin: int) -> Voice | None:
        """Return the one person whom the opening gives the label's office, else nobody of that office."""
        role = " ".join(label.rstrip(" .").split())
        role = role.lower() if role.isupper() else role
        kinds = self.lexicon.kinds(" ".join(bare[:2])) + (self.lexicon.kinds(bare[0]) if bare else "")
        accented = re.split(r"[ \u00a0\u202f]+", role)
        kinds += "".join(self.lexicon.kinds(w) for w in accented if fold(w) in bare[:1])
        if not set(kinds) & set("mf"):
            return Voice(label)  # "La ligne": a voice only if it asks
        bearers = {
            e.name: e
            for e in self.people
            if e.start < begin and any(_is_office(bare, r.text) for r in e.roles)
        }
        if len(bearers) == 1:
            ((name, entity),) = bearers.items()
            return Voice(label, name, entity, role)
        return Voice(label, role=role)

    def _folded(self, kind: str) -> frozenset[str]:
        return frozenset(map(fold, self.lexicon.words[kind]))


def is_somebody(entity: Entity) -> bool:
    """Tell whether an entity is a person, or may be one: a name of two words that nothing else tells."""
    return entity.type == "person" or (entity.type == "unknown" and len(entity.words) > 1)


def _names(low: list[str], mine: list[str]) -> bool:
    """Tell whether a label's words name somebody: "Valdoire", "H. Valdoire" and "H. V." Henri Valdoire."""
    if not low or not all(low) or not all(mine):
        return False
    letters = low[0].replace(".", "") if len(low) == 1 and "." in low[0] else "".join(low)
    if mine[-len(low) :] == low or (len(letters) > 1 and letters == "".join(w[0] for w in mine)):
        return True
    return len(low) > 1 and low[0] == mine[0][0] and mine[1:][-len(low) + 1 :] == low[1:]


def _says(text: str, start: int) -> bool:
    """Tell whether the line from a place on ends like speech, and not like an entry of a list."""
    return bool(_CLOSED.search(text[start:].partition("\n")[0].rstrip()))


def _is_office(label: list[str], office: str) -> bool:
    """Tell whether a label's words open an office: "ministre" that of a "ministre de la Mer"."""
    words = [fold(w) for w in office.split() if fold(w) not in _ARTICLES]
    return words[: len(label)] == label


def _is_name(words: list[str]) -> bool:
    return all(w[:1].isupper() or w.lower() in _PARTICLES for w in words) and any(
        len(w.strip(".")) > 1 for w in words
    )


def _cased(word: str) -> str:
    """Return a name in capitals as it is written elsewhere: "DUPONT-MARTIN" is Dupont-Martin."""
    if not word.isupper() or len(word) < 2:
        return word
    if word.lower() in _PARTICLES:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)


def _asked(turns: list[Turn], text: str) -> list[Turn]:
    """Return the turns; a voice without a name that does nothing but ask is the one who asks."""
    states = {
        turn.voice.label
        for turn in turns
        if turn.voice.name or turn.voice.part or not text[turn.start : turn.end].rstrip().endswith("?")
    }
    return [
        turn if turn.voice.label in states else replace(turn, voice=replace(turn.voice, part="asks"))
        for turn in turns
    ]


def _is_dialogue(turns: Sequence[Turn]) -> bool:
    """Tell whether at least three turns of two voices follow each other, and voices come back."""
    heard = [turn.voice for turn in turns]
    sure = [v for v in heard if v.name or v.role or v.part or _TITLED.match(v.label)]
    voices = {fold(voice.label) for voice in sure}
    if len(sure) < 3 or len(voices) < 2:
        return False
    return len(sure) >= 1.5 * len(voices) or {"asks", "answers"} <= {voice.part for voice in sure}
