"""Names to keys: two spellings of one person share a key, two people do not.

A key is made from the name alone, so that it never changes with what else is in the corpus. Accents, hyphens,
titles, the Arabic article and a family name that stands first never matter. Where the name comes from another
script (`transliterated.txt`, endings like -ov and -sky) its family name is compared by sound; elsewhere a
letter makes another person, and a middle initial may (father and son). `variants.tsv` and the spellings of
`offices.tsv` join the rest.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from index.people.bodies import bodies, words
from index.people.tables import fold, lines, read, rows, several
from index.statements.naming.runs import ending_gender

_TOKEN = re.compile(r"[^\W\d_][^\W\d_.']*(?:'[^\W\d_]+)*|\d+")
_ROMAN = re.compile(r"[ivx]+|ier")
_FOREIGN = re.compile(
    r"(?:[aeou]v|[eo]ff|[aeo]va|sk(?:a|aia|aya|i|y|ii|iy|yy)|enko|t?chouk|chuk|vitch|vich|t?chvili|shvili)$"
)
# In order; each is a way one foreign letter or sound is written in Latin ones.
_SOUNDS = [
    (re.compile(r"t?sch|tch|sh"), "ch"),
    (re.compile(r"kh"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"gu(?=[eiy])"), "g"),
    (re.compile(r"[iy]+"), "i"),
    (re.compile(r"([^aeiou])\1"), r"\1"),
    (re.compile(r"(?<=[^aeiou]{1})ine$"), "in"),
]
# First names: Mohamed and Mohammed, Henri and Henry; but Gabriel and Gabrielle, Jean and Jeanne stay two.
_FIRST_SOUNDS = [
    *_SOUNDS[:3],
    (re.compile(r"x"), "ks"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"gu(?=[eiy])"), "g"),
    (re.compile(r"[iy]+"), "i"),
    (re.compile(r"([^aeiou])\1(?!e$)"), r"\1"),
]


class _Words(NamedTuple):
    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    junior: frozenset[str]
    not_particles: frozenset[str]
    office: frozenset[str]
    beside_office: frozenset[str]


@cache
def _words() -> _Words:
    raw = tomllib.loads(read("name_words.toml"))
    whole = frozenset(name.strip() for name in raw.pop("not_particles").split(","))
    return _Words(not_particles=whole, **{kind: frozenset(text.split()) for kind, text in raw.items()})


def titles_of_office() -> frozenset[str]:
    """Return the folded titles of an office that stand before a surname."""
    return _words().office


def beside_titles() -> frozenset[str]:
    """Return the folded words that stand before such a title: "premier", "ancien"."""
    return _words().beside_office


def particles() -> frozenset[str]:
    """Return the folded words in lower case that a name may hold."""
    return _words().particles


@cache
def first_names() -> dict[str, str]:
    """Return folded first names with the gender they tell: m, f or x; the statements' own list."""
    found: dict[str, str] = {}
    text = (
        resources.files("index")
        .joinpath("statements", "language", "french", "first_names.tsv")
        .read_text(encoding="utf-8")
    )
    for gender, listed in rows(text):
        for name in listed.split():
            low = fold(name)
            found[low] = gender if found.get(low, gender) == gender else "x"
    return found


@cache
def _family_first() -> frozenset[str]:
    return frozenset(fold(line) for line in lines(read("family_first.txt")))


@cache
def _transliterated() -> frozenset[str]:
    return frozenset(name for line in lines(read("transliterated.txt")) for name in line.split())


@lru_cache(maxsize=100_000)
def tokens(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without titles, the family name where the person's own press puts it.

    Son-hui Choe -> choe son hui; Orbán Viktor -> viktor orban; M. Borrell -> borrell.
    """
    found = [token.replace("'", "") for token in _TOKEN.findall(fold(name).replace("-", " "))]
    while len(found) > 1 and found[0] in _words().titles:
        found.pop(0)
    if len(found) < 2:
        return tuple(found)
    first, last = found[0], found[-1]
    opens, closes = first in first_names(), last in first_names()
    if last in _family_first() and first not in _family_first() and not opens and len(found) < 4:
        return (last, *found[:-1])
    # Jean Martin is no Martin Jean: only a word that is no first name at all can be the family's
    if len(found) == 2 and closes and not opens and last not in _family_first():
        return (last, first) if first not in _words().particles and len(first) > 1 else tuple(found)
    return tuple(found)


def _foreign(found: tuple[str, ...]) -> bool:
    """Tell whether a name comes from another script, so that its spelling varies."""
    return found[0] in _transliterated() or bool(_FOREIGN.search(found[-1]))


def _spelt(token: str, sounds: list[tuple[re.Pattern[str], str]]) -> str:
    if len(token) > 1 and not _ROMAN.fullmatch(token):  # a second king of a name is not the third
        for pattern, letters in sounds:
            token = pattern.sub(letters, token)
    return token


@lru_cache(maxsize=100_000)
def skeleton(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, before `variants.tsv` is asked."""
    found = tokens(name)
    if len(found) < 2:
        return found
    kept = tuple(t for i, t in enumerate(found) if t not in _words().articles or (i == 0 and len(found) == 2))
    if len(kept) < 2:
        return kept
    family = kept[1:]
    if _foreign(kept):
        family = tuple(_spelt(t, _SOUNDS) for t in family)
    return (_spelt(kept[0], _FIRST_SOUNDS), *family)


@cache
def _variants() -> dict[tuple[str, ...], tuple[str, ...]]:
    pairs = [(row[0], row[1]) for row in rows(read("variants.tsv"))]
    pairs += [(row[2], row[3]) for row in rows(read("offices.tsv")) if row[3]]
    known = {skeleton(other): skeleton(name) for name, others in pairs for other in several(others)}
    return {other: name for other, name in known.items() if other != name}


@lru_cache(maxsize=100_000)
def person_key(name: str) -> str:
    """Return the key of a person's name: letters and spaces, the same for every spelling of one full name."""
    found = skeleton(name)
    return " ".join(_variants().get(found, found))


def _untitled(name: str) -> str:
    """Return a name of one word without its title, "" for a longer one: M. Tarvel-Osmont is a surname."""
    written = [w for w in fold(name).split() if w.rstrip(".") not in _words().titles]
    return written[0] if len(written) == 1 else ""


@lru_cache(maxsize=100_000)
def is_partial(name: str) -> bool:
    """Tell whether a name is short of a first name: Borrell, M. Borrell, J. Borrell, Le Pen, al-Assad."""
    found = tokens(name)
    if len(found) < 2 or "-" in _untitled(name):
        return True
    before = all(t in _words().particles or len(t) == 1 for t in found[:-1])
    return before and fold(name) not in _words().not_particles


def one_voice(name: str, other: str) -> bool:
    """Tell whether two names may be of one voice: "Dorval" and "Maëlle Dorval"; nobody may be anybody."""
    some, others = set(fold(name).split()), set(fold(other).split())
    return not some or (bool(some & others) and (some <= others or others <= some))


def _sounds_like(found: tuple[str, ...]) -> str:
    """Return a surname as surnames are compared: by sound, since only its bearer decides here."""
    return " ".join(_spelt(t, _SOUNDS) for t in found if len(t) > 1 and t not in _words().articles)


def surname_key(name: str) -> str:
    """Return the surname of a name without first name, as `surnames` writes it: J. Borrell -> borel."""
    return _sounds_like(tokens(name))


@lru_cache(maxsize=100_000)
def surnames(name: str) -> tuple[str, ...]:
    """Return the keys by which a full name may be shortened: its endings, or a family name that opens it."""
    found = tokens(name)
    if len(found) < 2 or is_partial(name):
        return ()
    endings = [found[at:] for at in range(1, len(found))]
    kept = [e for e in endings if e[0] not in _words().junior and not _ROMAN.fullmatch(e[0])]
    if found[0] in _family_first():
        kept.append(found[:1])
    return tuple(dict.fromkeys(filter(None, map(_sounds_like, kept))))


def looked_for(name: str) -> tuple[str, ...]:
    """Return the surnames under which the bearer of a name, full or not, is looked for."""
    return surnames(name) or (surname_key(name),)


@lru_cache(maxsize=100_000)
def gender(name: str) -> str:
    """Return m or f when the title or the first name of a person tells it, else ""."""
    opening, _, rest = fold(name).partition(" ")
    if rest and opening.rstrip(".") in _words().female:
        return "f"
    if rest and opening.rstrip(".") in _words().male:
        return "m"
    found = tokens(name)
    known = first_names().get(found[0]) if len(found) > 1 else ""
    if known is None:
        return "" if len(found[0]) < 3 else ending_gender(found[0])
    return known if known in ("m", "f") else ""


@lru_cache(maxsize=50_000)
def body_key(name: str) -> str:
    """Return the key of a body, place or group: folded words without article, acronyms spelt out."""
    found = words(name)
    if len(found) > 1 and found[0] in ("l", "le", "la", "les", "the"):
        found = found[1:]
    known = bodies()
    code = known.names.get(found)
    if code and code in known.full:
        return " ".join(words(known.full[code]))
    return " ".join(found)
