"""What stands between a verb and its subject: dates, places, the one spoken to; and who can speak at all."""

from __future__ import annotations

from typing import Any

from index.statements.language.lexicon import Lexicon
from index.statements.naming.phrase import Phrase, is_person, looks_like_person
from index.statements.speech.cue import Cue, Shape
from index.statements.speech.group import Group
from index.statements.speech.groups import Groups
from index.statements.speech.subjects import Subjects
from index.statements.text.words import Sentence, Token

_INFINITIVES = ("er", "ir", "faire", "dire", "lire", "uire", "ndre", "mettre", "vivre", "être", "avoir")


class Adjuncts:
    """The part of cue finding that steps over adjuncts."""

    def __init__(self, lexicon: Lexicon, phrases: Subjects, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.phrases = phrases
        self.sentences = sentences
        self.groups = Groups(lexicon)

    def _cue(self, shape: Shape, number: int, group: Group, **parts: Any) -> Cue:
        return Cue(
            shape, number, group.first, group.last, group.last, group, group.frames, group.grade, **parts
        )

    def _subject_after(self, number: int, at: int) -> Phrase | None:
        """Return the first phrase after a verb that no preposition governs."""
        tokens = self.sentences[number].tokens
        limit = min(len(tokens), at + 30)
        while at < limit:
            token = tokens[at]
            if (
                token.text in (".", ";", ":", "?", "!")
                or token.kind == "quote"
                or token.low in ("que", "qu'", "qui", "si")
            ):
                return None
            if token.text == ",":
                at += 1
                continue
            step = self.adjunct(number, at)
            if step > at:
                at = step
                continue
            phrase = self.phrases.read(number, at)
            if phrase is not None and not phrase.pronoun.startswith("qui"):
                return phrase
            return None
        return None

    def adjunct(self, number: int, at: int) -> int:
        """Step over a date, an adverb or a prepositional phrase; return `at` where none stands."""
        tokens = self.sentences[number].tokens
        words = self.lexicon.words
        low = tokens[at].low
        if (
            (low in words["adverbs"] and low not in ("quant",))
            or low in words["weekdays"]
            or low in words["months"]
            or low in words["times"]
            or tokens[at].kind == "number"
            or (low.endswith("ment") and len(low) > 6 and not tokens[at].capital)
        ):
            return at + 1
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        latter = low in ("ce", "cette") and after in ("dernier", "dernière")
        if (
            not latter
            and low in ("ce", "cette", "cet", "le", "la", "l'")
            and (
                after in words["weekdays"]
                or after in words["times"]
                or (at + 1 < len(tokens) and tokens[at + 1].kind == "number")
            )
        ):
            return at + 2
        if low == "ces" and after in ("derniers", "dernières"):
            counted = at + 2 < len(tokens) and tokens[at + 2].low in words["spans_of_time"]
            return at + 3 if counted else at
        if low in self.lexicon.words["adjunct_openers"]:
            return self._prepositional(number, at)
        return at

    def _prepositional(self, number: int, at: int) -> int:
        """Return the end of the prepositional phrase that starts at a token."""
        tokens = self.sentences[number].tokens
        index = at + 1
        contracted = tokens[at].low in ("au", "aux", "du", "des")
        if tokens[at].low in ("auprès", "lors", "face", "quant") and index < len(tokens):
            contracted = tokens[index].low in ("du", "des", "au", "aux")
            index += 1
        if index >= len(tokens):
            return at
        first = index
        while (
            index < len(tokens)
            and (
                tokens[index].low in self.lexicon.words["determiners"]
                and not self.phrases.names.at(number, index)
            )
            and index - first < 2
        ):
            index += 1
        name = self.phrases.names.at(number, index)
        if name:
            index = name.last
            while (
                index + 1 < len(tokens)
                and tokens[index].low in ("de", "du", "des", "d'")
                and tokens[index + 1].capital
            ):
                index = max(self.phrases.linked(number, index), index + 1)
            return self.phrases.bracketed(number, index)
        index = self._through(number, index + 1, at + 14)
        return index if contracted or index > at + 1 else at

    def _through(self, number: int, index: int, limit: int) -> int:
        """Return where the rest of a prepositional phrase ends, its first noun behind."""
        tokens = self.sentences[number].tokens
        stops = ("determiners", "prepositions", "weekdays", "adverbs")
        while index < min(len(tokens), limit):
            token = tokens[index]
            inner = self.phrases.names.at(number, index)
            if token.kind in ("mark", "quote") or is_person(inner):
                break
            quoted = any(t.kind == "quote" for t in tokens[index + 1 : index + 3])
            if token.low in ("de", "d'", "du", "des") and quoted:
                break  # d'une "...": the quotation is no part of the adjunct
            if token.low in ("de", "d'") and self._to_act(tokens, index + 1):
                break  # aux habitants d'éviter: what they are told
            if token.low in ("de", "du", "des", "d'", "à", "au", "aux") and index + 1 < len(tokens):
                index = max(self.phrases.linked(number, index), index + 1)
                continue
            if any(token.low in self.lexicon.words[kind] for kind in stops):
                break
            if token.low in ("m.", "mme", "que", "qu'", "qui", "et"):
                break
            index = inner.last if inner else index + 1
        return index

    def _to_act(self, tokens: list[Token], at: int) -> bool:
        """Tell whether an infinitive stands at a token, past "ne pas" and object pronouns."""
        while at < len(tokens) and tokens[at].low in self.lexicon.words["before_infinitive"]:
            at += 1
        if at >= len(tokens) or tokens[at].kind != "word" or tokens[at].capital:
            return False
        low = tokens[at].low
        if low in self.lexicon.words["not_infinitives"] or self.lexicon.kinds(low):
            return False
        return len(low) > 3 and low.endswith(_INFINITIVES)

    def _may_speak(self, phrase: Phrase, *, strict: bool) -> bool:
        """Tell whether a phrase can name a speaker; strictly, an unknown noun cannot."""
        if phrase.pronoun:
            return phrase.pronoun != "qui"
        if phrase.name is not None:
            entity = phrase.name.entity
            if (
                entity is not None
                and entity.type == "unknown"
                and looks_like_person(self.lexicon, phrase.name)
            ):
                return True
            return entity is not None and (
                entity.type != "unknown"
                or not strict
                or phrase.first != phrase.name.first
                or phrase.kinds != ""
            )
        return bool(phrase.kinds) or not strict

    def verbless(self, clause: list[Token]) -> bool:
        """Tell whether words are no clause yet: "que le port et la ville, ensemble"."""
        words = self.lexicon.words
        return not any(
            t.low in words["have"]
            or t.low in words["be"]
            or t.low in words["clitics"] - words["determiners"]
            or t.low in self.lexicon.forms
            or t.low in self.lexicon.catenatives
            or t.low.endswith(("ait", "aient", "era", "ont", "ra", "ent"))
            for t in clause
            if not t.capital
        )

    def _quoted_before(self, tokens: list[Token], index: int) -> bool:
        return index > 0 and (
            tokens[index - 1].kind == "quote"
            or (index > 1 and tokens[index - 1].kind == "mark" and tokens[index - 2].kind == "quote")
        )

    def _ends_after(self, tokens: list[Token], index: int) -> bool:
        return (
            index >= len(tokens)
            or tokens[index].kind in ("mark", "quote")
            or tokens[index].low in self.lexicon.words["prepositions"]
            or tokens[index].low in self.lexicon.words["weekdays"]
            or tokens[index].low in self.lexicon.words["after_subjects"]
            or (tokens[index].low == "le" and tokens[min(index + 1, len(tokens) - 1)].kind == "number")
        )
