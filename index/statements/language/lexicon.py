"""The words a language's grammar is written over, read once from data files beside the code.

Every file says in its first lines how an entry is added. Nothing here knows grammar.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.statements.language.conjugation import Form, conjugate

_FUNCTION_WORDS = (
    *("determiners", "contracted", "prepositions", "conjunctions", "pronouns"),
    *("clitics", "adverbs", "weekdays", "months", "times", "be"),
)
_NAMED = ("media", "metonyms", "bodies")


def plain(word: str) -> str:
    """Return a word in lower case without accents, its apostrophe straight, to compare spellings."""
    low = word.lower().replace("’", "'").replace("œ", "oe")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that may report words; frames and classes are explained in `verbs.tsv`."""

    lemma: str
    frames: frozenset[str]
    grade: str
    reflexive: bool
    tail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the French grammar looks words up in; all keys are lower case unless said otherwise."""

    forms: dict[str, list[tuple[Verb, Form]]]
    first_names: dict[str, str]
    roles: dict[str, str]
    media: frozenset[str]
    metonyms: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]
    catenatives: dict[str, tuple[str, str]]
    prepositional: dict[str, str]
    not_cues: tuple[str, ...]  # each with the space or apostrophe behind it
    holders: dict[str, list[tuple[str, str, str]]]
    title_nouns: frozenset[str]
    venues: frozenset[str]
    same_offices: dict[str, frozenset[int]]
    saying_nouns: dict[str, str]
    words: dict[str, frozenset[str]]
    openings: frozenset[str]  # what the names of media, metonyms and bodies may start with, as a token
    cue_words: frozenset[str]  # all that a cue may start with away from quoted words
    prepositional_starts: frozenset[str]  # every beginning of a prepositional cue, letter by letter

    def kinds(self, word: str) -> str:
        """Return the letters of roles.tsv for a word as printed or in lower case.

        Ex- and vice- stand aside.
        """
        if "-" not in word:  # nearly all, and asked of every word
            return self.roles.get(word) or self.roles.get(word.lower()) or ""
        for form in (word, word.lower()):
            known = self.roles.get(form) or self.roles.get(
                form.removeprefix("ex-").removeprefix("vice-").removeprefix("co-")
            )
            if known:
                return known
        return ""

    def is_(self, kind: str, word: str) -> bool:
        """Tell whether a lower-case word is in a closed class of `words.toml`."""
        return word in self.words[kind]


def _text(folder: str, name: str) -> str:
    return resources.files("index.statements.language").joinpath(folder, name).read_text(encoding="utf-8")


def _lines(folder: str, name: str) -> Iterator[str]:
    return (line for line in _text(folder, name).splitlines() if line.strip() and not line.startswith("#"))


def _rows(folder: str, name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(folder, name))


def _verbs(folder: str) -> dict[str, list[tuple[Verb, Form]]]:
    models = {row[0]: tuple(row[1:]) for row in _rows(folder, "conjugations.tsv")}
    forms: dict[str, list[tuple[Verb, Form]]] = defaultdict(list)
    for lemma, frames, grade in _rows(folder, "verbs.tsv"):
        words = lemma.split()
        reflexive = words[0] == "se" or lemma.startswith("s'")
        if words[0] == "se":
            words = words[1:]
        elif reflexive:
            words[0] = words[0][2:]
        if words[0] == "en":  # s'en prendre
            words = words[1:]
        verb = Verb(lemma, frozenset(frames), grade, reflexive, tuple(words[1:]))
        for form in conjugate(words[0], models):
            if (verb, form) not in forms[form.text]:
                forms[form.text].append((verb, form))
    return dict(forms)


def _catenatives(folder: str) -> dict[str, tuple[str, str]]:
    models = {row[0]: tuple(row[1:]) for row in _rows(folder, "conjugations.tsv")}
    found: dict[str, tuple[str, str]] = {}
    for lemma, sense in _rows(folder, "catenatives.tsv"):
        for form in conjugate(lemma, models):
            found.setdefault(form.text, (sense, form.tense))
    return found


def _holders(folder: str) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for words, name, since, until in _rows(folder, "offices.tsv"):
        for office in words.split("|"):
            found[plain(office)].append((name, since, until))
    return dict(found)


def _same_offices(folder: str) -> dict[str, frozenset[int]]:
    """Return, for each word for an office, the numbers of the sets of same_office.txt that hold it."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_lines(folder, "same_office.txt")):
        for word in line.split(","):
            found[plain(word.strip())].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _words(folder: str) -> dict[str, frozenset[str]]:
    """Return the classes of words.toml; "closed" holds all function words, "titles" all titles."""
    words = {
        key: frozenset(value.split()) for key, value in tomllib.loads(_text(folder, "words.toml")).items()
    }
    titles = words["titles_m"] | words["titles_f"] | words["titles_x"]
    closed = frozenset().union(*(words[kind] for kind in _FUNCTION_WORDS))
    return words | {"closed": closed, "titles": titles}


def _ends(words: str) -> tuple[str, ...]:
    """Return what may follow words of which no letter more belongs to them."""
    return ("",) if words.endswith("'") else (" ", "'")


def _openings(*names: frozenset[str]) -> frozenset[str]:
    """Return the first words of names, and the elisions these start with: "L'" of L'Équipe."""
    first = {name.split(" ")[0] for kind in names for name in kind}
    elided = {word[: n + 1] for word in first for n, letter in enumerate(word) if letter in "'’"}
    return frozenset(first | elided)


def _first_names(folder: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for gender, row in _rows(folder, "first_names.tsv"):
        for name in row.split():
            known = names.get(name.lower())
            names[name.lower()] = gender if known in (None, gender) else "x"
    return names


@cache
def french() -> Lexicon:
    """Return the French lexicon."""
    folder = "french"
    words = _words(folder)
    media, metonyms, bodies = (frozenset(_lines(folder, f"{kind}.txt")) for kind in _NAMED)
    forms = {form: senses for form, senses in _verbs(folder).items() if form not in words["homographs"]}
    prepositional = {row[0]: row[1] for row in _rows(folder, "prepositional.tsv")}
    saying_nouns = {row[0]: row[1] for row in _rows(folder, "nouns_of_saying.tsv")}
    return Lexicon(
        forms=forms,
        first_names=_first_names(folder),
        roles={row[0]: row[1] for row in _rows(folder, "roles.tsv")},
        media=media,
        metonyms=metonyms,
        bodies=bodies,
        organisations=frozenset(_lines(folder, "organisations.txt")),
        catenatives=_catenatives(folder),
        prepositional=prepositional,
        not_cues=tuple(stop + end for stop in _lines(folder, "not_cues.txt") for end in _ends(stop)),
        holders=_holders(folder),
        title_nouns=frozenset(_lines(folder, "title_nouns.txt")),
        venues=frozenset(_lines(folder, "venues.txt")),
        same_offices=_same_offices(folder),
        saying_nouns=saying_nouns,
        words=words,
        openings=_openings(media, metonyms, bodies),
        cue_words=frozenset((*forms, *saying_nouns, *words["preposition_openers"])),
        prepositional_starts=frozenset(cue[:n] for cue in prepositional for n in range(1, len(cue) + 1)),
    )
