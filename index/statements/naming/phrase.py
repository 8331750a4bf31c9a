"""A noun phrase that may speak, and what tells a person from a body."""

from __future__ import annotations

from dataclasses import dataclass

from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import Name
from index.statements.naming.names import Names
from index.statements.naming.runs import first_name


@dataclass(slots=True)
class Phrase:
    """Tokens [first, last) of a sentence.

    `kinds` are the letters of roles.tsv for its head, `pronoun` alone if one.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    head: str = ""
    kinds: str = ""
    definite: bool = True
    determiner: str = ""
    words: frozenset[str] = frozenset()
    name: Name | None = None
    role: str = ""
    pronoun: str = ""
    second: Name | None = None  # "X et Y"


def is_person(name: Name | None) -> bool:
    """Tell whether a name is known to be a person's."""
    return name is not None and name.entity is not None and name.entity.type == "person"


def is_person_at(names: Names, sentence: int, index: int) -> bool:
    """Tell whether a person's name starts at a token."""
    name = names.at(sentence, index)
    return bool(name and is_person(name))


def is_plural(phrase: Phrase) -> bool:
    """Tell whether a phrase takes a plural verb."""
    if phrase.pronoun:
        return phrase.pronoun in ("ils", "elles", "eux", "ceux-ci", "celles-ci")
    if phrase.second is not None:
        return True
    if phrase.determiner in (
        "le",
        "la",
        "l'",
        "un",
        "une",
        "ce",
        "cet",
        "cette",
        "son",
        "sa",
        "chaque",
        "aucun",
        "aucune",
    ):
        return phrase.determiner == "une" and phrase.head in (
            "centaine",
            "dizaine",
            "vingtaine",
            "trentaine",
            "cinquantaine",
            "majorité",
        )
    if phrase.determiner:
        return phrase.determiner not in ("du", "au", "tout", "toute")
    return phrase.kinds == "g"


def looks_like_person(lexicon: Lexicon, name: Name) -> bool:
    """Tell whether an undecided run may be a person: two or three words, none a body's or all capitals."""
    entity = name.entity
    if entity is None or entity.type != "unknown":
        return False
    words = name.words
    return (
        2 <= len(words) <= 4
        and all(w[:1].isupper() for w in words[:1])
        and not any(w.isupper() and len(w) > 3 for w in words)
        and not any(first_name(lexicon, w) == "" and w.lower() in lexicon.organisations for w in words)
    )


def looks_or_is_person(lexicon: Lexicon, name: Name) -> bool:
    """Tell whether a name is a person's, or may be one."""
    return is_person(name) or looks_like_person(lexicon, name)
