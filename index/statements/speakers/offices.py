"""Offices the article gives its people: "le ministre X", "X, ministre de", "X est le ministre"."""

from __future__ import annotations

from index.statements.language.lexicon import Lexicon
from index.statements.naming.names import Names
from index.statements.naming.phrase import Phrase, is_person, looks_like_person
from index.statements.naming.phrases import Phrases
from index.statements.speakers.speaker import office_of
from index.statements.text.words import Sentence

_IS = frozenset(("est", "était", "devient", "devenu", "devenue", "fut", "reste"))


def learn(lexicon: Lexicon, names: Names, phrases: Phrases, sentences: list[Sentence]) -> None:
    """Give every person of the article the offices that stand beside the name."""
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        latest = max(names.by_start[number], default=-1)  # an office behind it has nobody to go to
        for index, token in enumerate(tokens[: min(latest + 1, len(tokens) - 1)]):
            if token.low in lexicon.words["determiners"] or token.low in ("du", "au", "aux"):
                _before_name(lexicon, names, phrases, number, index)
        for name in list(names.by_start[number].values()):
            _after_name(lexicon, names, phrases, (number, name.first, name.last))


def _add(names: Names, phrase: Phrase, name_phrase: Phrase | None = None) -> None:
    owner = (name_phrase or phrase).name
    if owner is None or owner.entity is None or not phrase.role:
        return
    if not is_person(owner):
        names.make_person(owner)
    entity = owner.entity
    gender = {"le": "m", "un": "m", "la": "f", "une": "f"}.get(phrase.determiner, "")
    letters = set(phrase.kinds) & set("mf")
    if not gender and len(letters) == 1:
        gender = letters.pop()
    if gender and not entity.gender:
        entity.gender = gender
    office = office_of(
        phrase.role.replace("'", "' ").replace("’", "’ ").split(), phrase.role, phrase.head, gender
    )
    if office not in entity.roles:
        entity.roles.append(office)


def _before_name(lexicon: Lexicon, names: Names, phrases: Phrases, number: int, index: int) -> None:
    """Learn from "le ministre de la Justice Jean Dupont" and "le directeur, Jean Dupont,"."""
    tokens = phrases.sentences[number].tokens
    if not any(lexicon.kinds(t.text) for t in tokens[index + 1 : index + 4]):
        return
    phrase = (
        phrases.contracted(number, index)
        if tokens[index].low in ("du", "au", "aux")
        else phrases.read(number, index)
    )
    if phrase is None or phrase.name is None or not set(phrase.kinds) & set("mf"):
        return
    if is_person(phrase.name) or (
        phrase.name.guess == "" and phrase.name.first > index and looks_like_person(lexicon, phrase.name)
    ):
        _add(names, phrase)


def _after_name(lexicon: Lexicon, names: Names, phrases: Phrases, where: tuple[int, int, int]) -> None:
    """Learn from "Jean Dupont, ministre de la Justice" and "Jean Dupont est le ministre"."""
    number, first, last = where
    tokens = phrases.sentences[number].tokens
    name = names.at(number, first)
    last = phrases.bracketed(number, last)
    if name is None or last + 1 >= len(tokens):
        return
    if tokens[last].text in (",", "(") or tokens[last].low in _IS:
        at = last + 1
        while (
            at < len(tokens)
            and tokens[at].low
            in (
                "aussi",
                "également",
                "par",
                "ailleurs",
                "lui-même",
                "alors",
                "actuel",
                "actuelle",
                "ancien",
                "ancienne",
                "ex",
            )
            and tokens[at].low not in ("ancien", "ancienne")
        ):
            at += 1
        verb = at + 1 < len(tokens) and tokens[at].low in lexicon.forms
        if verb and tokens[at + 1].low in lexicon.words["determiners"]:
            return  # X, juge le projet: a verb
        phrase = phrases.read(number, at) if at < len(tokens) else None
        if (
            phrase is None
            or (phrase.name is not None and phrase.role == "")
            or not set(phrase.kinds) & set("mf")
        ):
            return
        if phrase.name is not None and phrase.name.first < phrase.last and is_person(phrase.name):
            return
        if is_person(name) or (
            looks_like_person(lexicon, name) and phrase.determiner in ("", "le", "la", "l'", "un", "une")
        ):
            owner = Phrase(number, first, last, name.start, name.end, name=name)
            _add(names, phrase, owner)
