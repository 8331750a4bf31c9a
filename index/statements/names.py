"""The people, bodies and places an article names, each under its fullest form.

A run of capitals is a person when a first name, a title or an office says so, a body when one of its words or
its article says so. Surnames, names after a title and capitals of headlines find their full form here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from index.news import SpeakerType
from index.statements.lexicon import Lexicon
from index.statements.words import Sentence, Token


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return a word without case, accents and apostrophe shapes, to compare names."""
    low = word.lower().replace("’", "'").replace("œ", "oe")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


_PLACE_BEFORE = frozenset("le la l' les du au à en dans des aux via chez sur un une ce cette".split())
_ACTS = frozenset("s' n' se ne qui lui".split())


@dataclass(slots=True)
class Entity:
    """Somebody or some body named in the article; `gender` is m, f or "" where nothing tells it."""

    name: str
    type: SpeakerType
    words: tuple[str, ...]
    gender: str = ""
    start: int = -1
    end: int = -1
    roles: list[Office] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class Office:
    """An office or description the article gives an entity: head noun, the other folded words, as written."""

    head: str
    words: frozenset[str]
    text: str
    gender: str = ""


@dataclass(slots=True)
class Name:
    """One naming in the text: tokens [first, last) of a sentence, title included."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    title: str = ""
    guess: str = ""  # person, org, metonym, media, or "" where the run alone does not tell
    entity: Entity | None = None


class Names:
    """Every naming of an article, by where it stands, and the entities behind them."""

    def __init__(self, lexicon: Lexicon, sentences: list[Sentence], extra: list[Sentence]):
        self.lexicon = lexicon
        self.sentences = sentences
        self.entities: list[Entity] = []
        self.by_start: list[dict[int, Name]] = []
        self._surnames: dict[str, list[Entity]] = {}
        self._bodies: dict[str, Entity] = {}
        self._inner = frozenset(
            t.low
            for s in sentences + extra
            for i, t in enumerate(s.tokens)
            if i and t.capital and s.tokens[i - 1].kind not in ("mark", "quote")
        )
        runs: list[Name] = []
        for number, sentence in enumerate(sentences):
            found = [n for n in _runs(lexicon, sentence.tokens, number) if self._real(sentence, n)]
            self.by_start.append({n.first: n for n in found})
            runs += found
        outside = [n for s in extra for n in _runs(lexicon, s.tokens, -1)]
        self._settle(runs, outside)

    def _real(self, sentence: Sentence, name: Name) -> bool:
        """Tell whether a lone capital is a name: a word that opens a sentence must be one elsewhere too."""
        if len(name.words) > 1 or name.guess or name.title:
            return True
        opens = name.first == 0 or sentence.tokens[name.first - 1].kind in ("mark", "quote")
        low = name.words[0].lower()
        return (
            not opens or low in self._inner or bool(first_name(self.lexicon, low)) or name.words[0].isupper()
        )

    def at(self, sentence: int, token: int) -> Name | None:
        """Return the name that starts at a token, None where none does."""
        return self.by_start[sentence].get(token)

    def covering(self, sentence: int, token: int) -> Name | None:
        """Return the name that holds a token."""
        for back in range(9):
            name = self.by_start[sentence].get(token - back)
            if name is not None:
                return name if token < name.last else None
        return None

    def persons(self) -> list[Entity]:
        """Return the persons in order of first naming."""
        return [e for e in self.entities if e.type == "person"]

    def _settle(self, runs: list[Name], outside: list[Name]) -> None:
        """Give every run its entity: full names first, then what shortens them."""
        everything = runs + outside
        for name in sorted(everything, key=lambda n: (n.guess != "person", -len(n.words))):
            if name.guess == "person" and sum(w[:1].isupper() for w in name.words) > 1:
                self._person(name)
        for name in everything:
            if name.entity is None:
                self._shorter(name)
        self._promote(runs)

    def _promote(self, runs: list[Name]) -> None:
        """Turn undecided runs of two or three words into persons where they stand as persons do, never as places."""
        places: set[str] = set()
        acting: dict[str, list[Name]] = {}
        for name in runs:
            if name.guess or name.title or not 2 <= len(name.words) <= 4:
                continue
            key = fold(" ".join(name.words))
            tokens = self.sentences[name.sentence].tokens
            before = tokens[name.first - 1].low if name.first else ""
            if before in _PLACE_BEFORE or any(w.isupper() and len(w) > 2 for w in name.words):
                places.add(key)
            after = tokens[name.last].low if name.last < len(tokens) else ""
            if after in _ACTS or after in self.lexicon.words["have"] or after in self.lexicon.words["be"] or after in self.lexicon.forms or before == "par":
                acting.setdefault(key, []).append(name)
        for key, found in acting.items():
            if key not in places:
                self.make_person(found[0])

    def _person(self, name: Name) -> None:
        known = [e for e in self._surnames.get(fold(name.words[-1]), []) if _within(name.words, e.words)]
        entity = known[0] if known else Entity(" ".join(name.words), "person", name.words)
        if not known:
            entity.name = _joined(name.words)
            self.entities.append(entity)
            for word in {fold(name.words[-1]), fold(name.words[0])}:
                self._surnames.setdefault(word, []).append(entity)
        self._bind(name, entity)

    def _bind(self, name: Name, entity: Entity) -> None:
        name.entity = entity
        entity.count += 1
        gender = _gender(self.lexicon, name) if entity.type == "person" else ""
        if gender and (not entity.gender or name.title):
            entity.gender = gender
        if name.sentence >= 0 and (entity.start < 0 or name.start < entity.start):
            fuller = entity.start < 0 or len(name.words) >= len(entity.words)
            if fuller:
                entity.start, entity.end = name.start, name.end

    def _candidates(self, name: Name) -> list[Entity]:
        last = fold(name.words[-1])
        found = [e for e in self._surnames.get(last, []) if _shortens(name, e)]
        title = _title_gender(self.lexicon, name.title)
        if title:
            found = [e for e in found if e.gender in ("", title)] or []
        return found

    def _shorter(self, name: Name) -> None:
        found = self._candidates(name)
        capitals = name.guess == "org" and name.words[0].isupper() and len(name.words[0]) > 3
        if found and (name.guess in ("", "person") or name.title or capitals):
            nearest = [e for e in found if 0 <= e.start <= name.start] or found
            self._bind(name, max(nearest, key=lambda e: (e.count, e.start)))
        elif name.title or name.guess == "person":
            self._person(name)
        else:
            self._body(name)

    def _body(self, name: Name) -> None:
        key = fold(" ".join(name.words))
        entity = self._bodies.get(key)
        if entity is None:
            kind: SpeakerType = {"metonym": "metonym", "org": "org", "media": "org"}.get(
                name.guess, "unknown"
            )  # type: ignore[assignment]  # all values are types
            entity = self._bodies[key] = Entity(_joined(name.words), kind, name.words)
            self.entities.append(entity)
        self._bind(name, entity)

    def make_person(self, name: Name) -> Entity:
        """Turn an undecided run into a person: an office or a saying verb beside it says so."""
        entity = name.entity
        if entity is None or entity.type == "unknown":
            if entity is None:
                self._body(name)
                entity = name.entity
            assert entity is not None
            entity.type = "person"
            entity.gender = entity.gender or _gender(self.lexicon, name)
            self._surnames.setdefault(fold(name.words[-1]), []).append(entity)
            for other in (n for row in self.by_start for n in row.values()):
                if (
                    len(other.words) == 1
                    and other.entity is not entity
                    and fold(other.words[0]) == fold(name.words[-1])
                    and (other.entity is None or other.entity.type == "unknown" or other.title)
                ):
                    self._bind(other, entity)
        return entity


def _joined(words: tuple[str, ...]) -> str:
    return re.sub(r"(['’]) ", r"\1", " ".join(words))


def _within(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Tell whether a full name is another's, short of middle names: same first and last word."""
    a, b = [fold(w) for w in shorter], [fold(w) for w in longer]
    return a == b or (
        len(a) > 1 and len(a) <= len(b) and a[-1] == b[-1] and a[0] == b[0] and set(a) <= set(b)
    )


def _shortens(name: Name, entity: Entity) -> bool:
    if entity.type != "person":
        return False
    a, b = [fold(w) for w in name.words], [fold(w) for w in entity.words]
    if a == b[-len(a) :]:
        return True
    # Kim Jong Un is M. Kim; a first name alone is no title's
    return len(a) == 1 and a[0] == b[0] and (bool(name.title) or len(b) > 1)


def _title_gender(lexicon: Lexicon, title: str) -> str:
    if lexicon.is_("titles_m", title):
        return "m"
    return "f" if lexicon.is_("titles_f", title) else ""


def _gender(lexicon: Lexicon, name: Name) -> str:
    told = _title_gender(lexicon, name.title)
    if told or len(name.words) < 1:
        return told
    known = first_name(lexicon, name.words[0])
    return known if known in ("m", "f") else ""


def first_name(lexicon: Lexicon, word: str) -> str:
    """Return the gender letter of a first name, "" when the word is none; Jean-Luc follows Jean."""
    low = word.lower()
    known = lexicon.first_names.get(low)
    if known is None and "-" in low:
        known = lexicon.first_names.get(low.split("-")[0])
    return known or ""


def _is_title(lexicon: Lexicon, token: Token) -> bool:
    return any(lexicon.is_(kind, token.low) for kind in ("titles_m", "titles_f", "titles_x"))


def _common(lexicon: Lexicon, token: Token) -> bool:
    """Tell whether a capitalised word is a common one that merely opens a sentence."""
    low = token.low
    closed = (
        "determiners",
        "contracted",
        "prepositions",
        "conjunctions",
        "pronouns",
        "clitics",
        "adverbs",
        "weekdays",
        "months",
        "times",
        "have",
        "be",
    )
    if any(low in lexicon.words[kind] for kind in closed):
        return True
    if low in lexicon.first_names:
        return False
    return (
        low in lexicon.forms
        or low in lexicon.catenatives
        or (low in lexicon.roles and "o" not in lexicon.roles[low])
    )


def _runs(lexicon: Lexicon, tokens: list[Token], number: int):  # type: ignore[no-untyped-def]  # noqa: ANN
    """Yield the runs of capitals of a sentence."""
    index = 0
    while index < len(tokens):
        title_at = index if _is_title(lexicon, tokens[index]) else -1
        first = index + 1 if title_at >= 0 else index
        last = _extent(lexicon, tokens, first)
        if (
            title_at >= 0
            and last <= first
            and first + 1 < len(tokens)
            and tokens[first].low in ("de", "d'", "du", "von", "van", "el", "al", "ben", "la", "le")
            and tokens[first + 1].capital
        ):
            last = _extent(lexicon, tokens, first + 1)
        if last <= first:
            index += 1
            continue
        yield from _cut(lexicon, tokens, number, (title_at, first, last))
        index = last


def _extent(lexicon: Lexicon, tokens: list[Token], first: int) -> int:
    """Return where the run that starts at a token ends; `first` where none starts."""
    if first >= len(tokens) or not tokens[first].capital or tokens[first].text.endswith(("'", "’")):
        return first
    if (first == 0 or tokens[first - 1].kind in ("mark", "quote")) and _common(lexicon, tokens[first]):
        article = lexicon.is_("determiners", tokens[first].low) and _media(lexicon, tokens, first)
        return article or first
    article_end = _media(lexicon, tokens, first)
    if article_end:
        return article_end
    if tokens[first].text.isupper() and tokens[first].text in lexicon.roles and tokens[first].text not in lexicon.organisations:
        return first  # l'ONG, le PDG: common nouns
    if lexicon.is_("determiners", tokens[first].low) or lexicon.is_("contracted", tokens[first].low):
        return first
    last = first + 1
    while last < len(tokens) and last - first < 7:
        token = tokens[last]
        if token.capital and token.text.isupper() and len(token.text) > 1 and (token.low in lexicon.forms or _common(lexicon, token)):
            break  # a line in capitals: JUPPÉ DÉNONCE UNE ...
        if token.capital:
            last += 1
        elif (
            token.low in lexicon.words["particles"]
            and last + 1 < len(tokens)
            and tokens[last + 1].capital
            and _particle(lexicon, tokens, first, last)
        ):
            last += 2
        elif (
            token.low in ("de", "von", "van")
            and last + 2 < len(tokens)
            and tokens[last + 1].low in ("la", "der", "den", "l'")
            and tokens[last + 2].capital
            and _particle(lexicon, tokens, first, last)
        ):
            last += 3
        elif (
            token.kind == "number"
            and token.text.isdigit()
            and len(token.text) <= 2
            and (_text(tokens, first, last + 1) in lexicon.media)
        ):
            last += 1
        else:
            break
    return last


def _particle(lexicon: Lexicon, tokens: list[Token], first: int, at: int) -> bool:
    """Tell whether a particle belongs to a person's name: after one word that is a first name."""
    foreign = tokens[at].low not in ("de", "du", "des", "d'", "la", "le", "y", "e")
    known = bool(first_name(lexicon, tokens[first].text))
    return known and (at - first == 1 or foreign) or (foreign and at - first == 1)


def _text(tokens: list[Token], first: int, last: int) -> str:
    return _joined(tuple(t.text for t in tokens[first:last]))


def _media(lexicon: Lexicon, tokens: list[Token], first: int) -> int:
    """Return the end of the longest medium or place that starts at a token, 0 where none does."""
    for last in range(min(len(tokens), first + 5), first, -1):
        text = _text(tokens, first, last)
        if last - first > 1 or not tokens[first].low.endswith("'"):
            if text in lexicon.media and (last - first > 1 or len(text) > 2):
                return last
            if last - first > 1 and (text in lexicon.metonyms or text in lexicon.bodies):
                return last
    return 0


def _cut(lexicon: Lexicon, tokens: list[Token], number: int, run: tuple[int, int, int]):  # type: ignore[no-untyped-def]  # noqa: ANN
    """Yield the names of one run: "Intérieur Jean Dupont" is an office's word and a person."""
    title_at, first, last = run
    title = tokens[title_at].low if title_at >= 0 else ""
    text = _text(tokens, first, last)
    if not title and text in lexicon.bodies:
        yield _name(tokens, number, first, last, "", "org")
        return
    if not title and (text in lexicon.media or text in lexicon.metonyms):
        yield _name(tokens, number, first, last, "", "media" if text in lexicon.media else "metonym")
        return
    if (
        not title
        and first
        and tokens[first - 1].low in ("du", "au", "en", "la", "le", "l'", "de", "des", "aux")
    ):
        for at in range(last - 1, first, -1):
            if _text(tokens, first, at) in lexicon.metonyms or _text(tokens, first, at) in lexicon.media:
                yield from _cut(lexicon, tokens, number, (-1, first, at))
                yield from _cut(lexicon, tokens, number, (-1, at, last))
                return
    if not title:
        for at in range(first + 1, last - 1):
            initial = tokens[at - 1].text.endswith(".") and len(tokens[at - 1].text) < 4
            if first_name(lexicon, tokens[at].text) and not first_name(lexicon, tokens[first].text) and not initial:
                yield from _cut(lexicon, tokens, number, (-1, first, at))
                yield _name(tokens, number, at, last, "", "person")
                return
    if title:
        yield _name(tokens, number, first, last, title, "person", title_at)
        return
    yield _name(tokens, number, first, last, "", _guess(lexicon, tokens, first, last))


def _guess(lexicon: Lexicon, tokens: list[Token], first: int, last: int) -> str:
    words = [t.low for t in tokens[first:last]]
    strong = words[-1] in lexicon.organisations and words[-1] not in ("royal", "royale", "e", "force")
    if last - first > 1 and first_name(lexicon, tokens[first].text) and not strong:
        return "person"
    if any(w in lexicon.organisations for w in words) or "o" in lexicon.roles.get(tokens[first].text, ""):
        return "org"
    if last - first == 1 and tokens[first].text.isupper() and 2 <= len(words[0]) <= 7 and "-" not in words[0]:
        return "org" if not first_name(lexicon, tokens[first].text) else ""
    return ""


def _name(
    tokens: list[Token], number: int, first: int, last: int, title: str, guess: str, title_at: int = -1
) -> Name:
    words = tuple(t.text for t in tokens[first:last])
    start = title_at if title_at >= 0 else first
    return Name(number, start, last, tokens[start].start, tokens[last - 1].end, words, title, guess)
