"""Countries and bodies, and what phrases call them: names, adjectives, acronyms."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from index.people.tables import fold, read, rows, several

_WORD = re.compile(r"[^\W_]+")
_UN = re.compile(r"\bU\.?N\b\.?")


class Bodies(NamedTuple):
    """What stands for a body, as tuples of folded words.

    Attributes:
        names: names and acronyms; they need a preposition before them in French ("de l'Estonie").
        adjectives: they stand free ("estonien"); one that two countries share is left out.
        countries: the codes that are countries.
        full: code -> full French name, for bodies known by an acronym.
        longest: words in the longest of all.
    """

    names: dict[tuple[str, ...], str]
    adjectives: dict[tuple[str, ...], str]
    countries: frozenset[str]
    full: dict[str, str]
    longest: int


def words(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase: l'OTAN -> l, otan; U.S. -> us; UN is no article."""
    phrase = _UN.sub("united nations", phrase)
    folded = re.sub(r"\b((?:[a-z]\.){2,})", lambda m: m[1].replace(".", ""), fold(phrase))
    return tuple(_WORD.findall(folded))


@cache
def bodies() -> Bodies:
    """Return the bodies of `demonyms.tsv` and `bodies.tsv`."""
    names: dict[tuple[str, ...], str] = {}
    adjectives: dict[tuple[str, ...], str] = {}
    countries, full = set(), {}
    shared: set[tuple[str, ...]] = set()
    for row in rows(read("demonyms.tsv")):
        code, french, adjective, english, english_adjective = row[:5]
        countries.add(code)
        names |= {words(name): code for name in several(french) + several(english)}
        for form in several(adjective):
            for shape in {form, form if form.endswith(("s", "x")) else form + "s"}:
                if adjectives.setdefault(words(shape), code) != code:
                    shared.add(words(shape))
        for form in several(english_adjective):
            adjectives.setdefault(words(form), code)
    for row in rows(read("bodies.tsv")):
        code, name, others = row[:3]
        full[code] = name
        names |= {words(other): code for other in [name, *several(others), *several(row[3])]}
    adjectives = {form: code for form, code in adjectives.items() if form not in shared}
    longest = max(len(form) for form in [*names, *adjectives])
    return Bodies(names, adjectives, frozenset(countries), full, longest)
