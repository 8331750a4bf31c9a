"""What a phrase says of an office: which one, whose, and whether it is held at all.

"le ministre estonien des Affaires étrangères", "ministre des Affaires étrangères de l'Estonie" and "le chef
de la diplomatie estonienne" are one office. It does not know who holds it (`offices.py`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from index.people.bodies import bodies, words
from index.people.tables import read, rows, several

Status = Literal["", "former", "future", "acting"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a phrase names it.

    Attributes:
        function: a code of `functions.tsv`, or the folded words of the phrase where no code fits.
        body: code of a country or body, "" where the phrase names none.
        status: "" when it is held; former, future and acting are nobody's office on a date.
        known: the function is a code of `functions.tsv`.
        proper: the phrase names something of its own ("maire de Lyon"): one office even without a body.
        sole: one person at a time holds it, as far as its first word tells.
    """

    function: str
    body: str = ""
    status: Status = ""
    known: bool = False
    proper: bool = False
    sole: bool = False

    @property
    def key(self) -> str:
        """The office as text, to compare and to store: `foreign_minister@EE`; its status is not in it."""
        return f"{self.function}@{self.body}"

    @property
    def dated(self) -> bool:
        """Tell whether a day may tell who holds it: it is held, by one person, and told from others."""
        return not self.status and (self.known or (self.sole and bool(self.body or self.proper)))


class _Words(NamedTuple):
    ties: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    plain: frozenset[str]
    sole: frozenset[str]
    common: frozenset[str]
    status: dict[str, Status]
    same: dict[str, str]


class _Functions(NamedTuple):
    anywhere: dict[tuple[str, ...], str]
    owned: dict[tuple[tuple[str, ...], str], tuple[str, str]]
    fixed: dict[tuple[str, ...], tuple[str, str]]


@cache
def _words() -> _Words:
    raw = tomllib.loads(read("phrase_words.toml"))
    sets = {key: frozenset(value.split()) for key, value in raw.items() if isinstance(value, str)}
    status: dict[str, Status] = {}
    status |= dict.fromkeys(sets["former"], "former")
    status |= dict.fromkeys(sets["future"], "future")
    status |= dict.fromkeys(sets["acting"], "acting")
    return _Words(
        sets["ties"],
        sets["definite"],
        sets["indefinite"],
        sets["plain"],
        sets["sole"],
        sets["common"],
        status,
        raw["same"],
    )


@cache
def _functions() -> _Functions:
    """Return the phrases of `functions.tsv` as bare words: any country's, a named body's, one body's only."""
    table = _Functions({}, {}, {})
    for function, owners, phrases in rows(read("functions.tsv")):
        for phrase in several(phrases):
            bare = _bare(words(phrase))
            for owner in several(owners):
                named, arrow, meant = owner.partition(">")
                if owner == "C":
                    table.anywhere[bare] = function
                elif arrow and not named:
                    table.fixed[bare] = (function, meant)
                else:
                    table.owned[bare, named] = (function, meant or named)
    return table


def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that carry meaning, in the masculine."""
    vocabulary = _words()
    kept = (vocabulary.same.get(token, token) for token in tokens if token not in vocabulary.ties)
    return tuple(word for token in kept for word in token.split())


def _strip(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], Status]:
    """Take the words that tell whether the office is held off a phrase."""
    vocabulary = _words()
    found: Status = ""
    kept: list[str] = []
    for token in tokens:
        status = vocabulary.status.get(token)
        if status:
            found = found or status
            # "par intérim": what tied the word goes with it
            if kept and kept[-1] == "par":
                kept.pop()
        elif token not in vocabulary.plain:
            kept.append(token)
    return tuple(kept), found


def _body(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Take the countries and bodies off a phrase: (the other words, their codes in order)."""
    known, ties = bodies(), _words().ties
    rest: list[str] = []
    codes: list[str] = []
    at = 0
    while at < len(tokens):
        for length in range(min(known.longest, len(tokens) - at), 0, -1):
            form = tokens[at : at + length]
            code = known.adjectives.get(form) or known.names.get(form)
            # "en Chine", "au Japon" tell where an office is, not whose
            tied = at == 0 or tokens[at - 1] in ties or form in known.adjectives or at + length == len(tokens)
            if code and tied and not (form in known.names and at and tokens[at - 1] in _PLACES):
                codes.append(code)
                at += length
                break
        else:
            rest.append(tokens[at])
            at += 1
    return tuple(rest), codes


_PLACES = frozenset(
    ["en", "au", "aux", "a", "in", "to", "pour", "for", "avec", "sur", "contre", "chez", "vers"]
)


@lru_cache(maxsize=20_000)
def parse(phrase: str) -> Office | None:
    """Return the office of `functions.tsv` that a phrase means, None for any other phrase.

    The whole phrase must be the office: "le porte-parole du ministre estonien" is not the minister. Several
    people ("les ministres") and an undetermined one ("un ministre") are nobody.
    """
    vocabulary = _words()
    tokens = words(phrase)
    if not tokens or len(tokens) > 16 or (tokens[0] in vocabulary.indefinite and len(tokens) > 1):
        return None
    tokens, status = _strip(tokens)
    functions = _functions()
    fixed = functions.fixed.get(_bare(tokens))
    if fixed:
        return Office(*fixed, status, known=True)
    rest, codes = _body(tokens)
    if len(set(codes)) != 1:
        return None
    bare, code = _bare(rest), codes[0]
    owned = functions.owned.get((bare, code))
    if owned:
        return Office(*owned, status, known=True)
    if code in bodies().countries and bare in functions.anywhere:
        return Office(functions.anywhere[bare], code, status, known=True)
    return None


@lru_cache(maxsize=50_000)
def normalise(role: str) -> Office | None:
    """Return any role as an office that compares: what `parse` knows, else its words and its body.

    None for an empty role, several people or one undetermined by more than its article.
    """
    known = parse(role)
    if known:
        return known
    tokens = words(role)
    if tokens and tokens[0] in ("un", "une", "a", "an"):
        tokens = tokens[1:]
        known = parse(" ".join(tokens))
        if known:
            return known
    if not tokens or tokens[0] in _words().indefinite:
        return None
    tokens, status = _strip(tokens)
    rest, codes = _body(tokens)
    bare = _bare(rest)
    if not bare:
        return None
    function = _functions().anywhere.get(bare)
    code = codes[-1] if codes else ""
    if function and code in bodies().countries:
        return Office(function, code, status, known=True)
    sole = bool({bare[0], "-".join(bare[:2])} & _words().sole) and not {"vice", "adjoint"} & set(bare)
    return Office(function or " ".join(bare), code, status, proper=_proper(role), sole=sole)


def _proper(role: str) -> bool:
    """Tell whether a role names something that is its alone: a capital that no institution word explains."""
    vocabulary = _words()
    printed = re.split(r"[\s'’-]+", role)[1:]
    named = (words(word) for word in printed if word[:1].isupper())
    return any(
        w and vocabulary.same.get(w[0], w[0]) not in vocabulary.common | vocabulary.ties for w in named
    )


@lru_cache(maxsize=20_000)
def feminine(phrase: str) -> bool:
    """Tell whether a phrase of an office speaks of a woman: la, une, or a form like présidente."""
    tokens = words(phrase)
    return bool(tokens) and (tokens[0] in ("la", "une") or any(t in _words().same for t in tokens[:2]))
