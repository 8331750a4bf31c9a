"""Subjects to the left of a verb: beside it, across an apposition, behind "qui"."""

from __future__ import annotations

from index.statements.language.lexicon import Lexicon
from index.statements.naming.phrase import Phrase, is_person, is_plural, looks_like_person
from index.statements.speech.relatives import Relatives
from index.statements.text.words import Token


def _is_determined(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    return index > 0 and tokens[index - 1].low in lexicon.words["determiners"]


class Subjects(Relatives):
    """The finder of subjects before a verb."""

    def subject_before(self, sentence: int, verb: int, plural: bool | None = None) -> Phrase | None:
        """Return the phrase that ends right before a verb group, or before what stands between commas there.

        `plural` is the verb's number where known: a phrase of the other number is no subject.
        """
        found = self._before(sentence, verb)
        if found is None or plural is None:
            return found
        if (
            plural
            and found.name is not None
            and found.second is None
            and not is_plural(found)
            and found.first > 1
        ):
            return self._coordinated(sentence, found)
        if plural != is_plural(found) and found.name is None and found.pronoun != "qui":
            tokens = self.sentences[sentence].tokens
            relative = "qui" in (tokens[found.last].low, tokens[verb - 1].low)
            return self._nearer(found, plural) if relative else self._opening(sentence, verb, plural)
        return found

    def _coordinated(self, sentence: int, last: Phrase) -> Phrase | None:
        """Return "X et Y" from its last name, or the plural phrase that opens the clause.

        "les élus, dont X et Y".
        """
        tokens = self.sentences[sentence].tokens
        if tokens[last.first - 1].low == "et":
            left = self._adjacent(sentence, last.first - 1)
            if (
                left is not None
                and is_person(left.name)
                and is_person(last.name)
                and tokens[left.first - 1 if left.first else 0].text != ","
            ):
                left.second, left.last, left.end = last.name, last.last, last.end
                return left
        return self._opening(sentence, last.first, True)

    def _opening(self, sentence: int, verb: int, plural: bool) -> Phrase | None:
        """Return the phrase of a number that opens the sentence or a clause of it before a verb."""
        tokens = self.sentences[sentence].tokens
        for at in range(verb - 1, -1, -1):
            if (
                at
                and tokens[at - 1].text not in (",", ";", ":")
                and tokens[at - 1].low not in ("mais", "et", "que", "qu'", "car")
            ):
                continue
            if not self._starts(sentence, at):
                continue
            phrase = self.read(sentence, at)
            if (
                phrase is not None
                and is_plural(phrase) == plural
                and (phrase.kinds or phrase.name is not None)
                and phrase.last <= verb
            ):
                return phrase
        return None

    def _before(self, sentence: int, verb: int) -> Phrase | None:
        tokens = self.sentences[sentence].tokens
        at = verb
        while at > 0 and (tokens[at - 1].low in self.lexicon.words["adverbs"] or tokens[at - 1].text == ")"):
            if tokens[at - 1].text == ")":
                opened = next((i for i in range(at - 2, max(-1, at - 12), -1) if tokens[i].text == "("), None)
                if opened is None:
                    break
                at = opened
            else:
                at -= 1
        if at == 0:
            return None
        before = tokens[at - 1]
        if before.low in self.lexicon.words["speaking_pronouns"]:
            if before.low == "qui":
                return self._antecedent(sentence, at - 1)
            return self._make(sentence, at - 1, at, pronoun=before.low)
        if (
            before.low in ("dernier", "dernière", "derniers")
            and at > 1
            and tokens[at - 2].low in ("ce", "cette", "ces")
        ):
            return self._make(
                sentence,
                at - 2,
                at,
                pronoun="il" if before.low == "dernier" else "elle" if before.low == "dernière" else "ils",
            )
        if before.text in (",", "–", "—", "-"):
            return self._across(sentence, at - 1)
        return self._adjacent(sentence, at) or self._stretched(sentence, at)

    def _stretched(self, sentence: int, at: int) -> Phrase | None:
        """Return a phrase that opens its clause and runs on to the verb.

        "un homme assis au fond de la salle".
        """
        tokens = self.sentences[sentence].tokens
        start = at - 1
        while start >= 0 and at - start < 25:
            token = tokens[start]
            if (
                token.kind in ("mark", "clitic", "quote")
                or token.low in self.lexicon.words["have"]
                or token.low in self.lexicon.words["be"]
                or token.low in self.lexicon.words["stretch_barriers"]
            ):
                return None
            opens = (
                start == 0
                or tokens[start - 1].kind in ("mark", "quote")
                or tokens[start - 1].low in ("mais", "et", "que", "qu'", "car", "alors")
            )
            if opens:
                if not self._starts(sentence, start):
                    return None
                phrase = self.read(sentence, start)
                if phrase is None or phrase.pronoun or not (phrase.kinds or phrase.name) or phrase.last > at:
                    return None
                if phrase.name is None and "d" not in phrase.kinds:
                    phrase.last, phrase.end = at, tokens[at - 1].end
                return phrase
            start -= 1
        return None

    def _adjacent(self, sentence: int, at: int) -> Phrase | None:
        """Return the longest phrase that ends at a token."""
        tokens = self.sentences[sentence].tokens
        best: Phrase | None = None
        start = at - 1
        while start >= 0 and at - start < 30:
            token = tokens[start]
            if token.kind in ("mark", "clitic") and token.text not in ("(", ")", "-"):
                break
            if token.low in self.lexicon.words["subject_barriers"]:
                break
            if self._starts(sentence, start):
                phrase = self.read(sentence, start)
                if phrase and phrase.last >= at:
                    best = phrase
                    if phrase.name is None or not self.lexicon.kinds(tokens[start - 1 if start else 0].text):
                        break
                elif phrase and best is None and phrase.last < at - 6:
                    break
            start -= 1
        return best

    def _starts(self, sentence: int, index: int) -> bool:  # noqa: PLR0911  # a ladder of forms
        """Tell whether a subject can start here: not within a prepositional phrase."""
        tokens = self.sentences[sentence].tokens
        token = tokens[index]
        name = self.names.at(sentence, index)
        if not name and self.names.covering(sentence, index):
            return False
        if self._many_of(tokens, index):
            return index == 0 or tokens[index - 1].kind in ("mark", "quote")
        if (
            not name
            and not self._is_determiner(token)
            and not (self.lexicon.kinds(token.text) and index == 0)
        ):
            return False
        if index == 0:
            return True
        before = tokens[index - 1]
        if before.low.endswith("ant") and len(before.low) > 5 and not self.lexicon.kinds(before.text):
            return False  # une source connaissant le dossier
        if name and (before.low in self.lexicon.words["determiners"] or self.lexicon.kinds(before.text)):
            return bool(self.lexicon.kinds(before.text)) and not _is_determined(
                tokens, index - 1, self.lexicon
            )
        if name and self.names.covering(sentence, index - 1):
            return False
        return not (
            before.low in self.lexicon.words["prepositions"]
            or before.low in self.lexicon.words["contracted"]
            or before.low in self.lexicon.words["determiners"]
        )

    def _across(self, sentence: int, comma: int) -> Phrase | None:
        """Return the phrase before what stands between two commas: an apposition, a relative clause."""
        tokens = self.sentences[sentence].tokens
        for opening in range(comma - 1, max(0, comma - 60), -1):
            if tokens[opening].text not in (",", "–", "—", "-", "("):
                continue
            inner = self.names.at(sentence, opening + 1)
            if (
                inner is not None
                and inner.last == comma
                and (is_person(inner) or looks_like_person(self.lexicon, inner))
            ):
                return self._named(sentence, opening + 1, inner)
            whole = self.read(sentence, opening + 1) if tokens[opening + 1].kind == "word" else None
            if whole is not None and whole.last == comma and is_person(whole.name):
                return whole
            phrase = self._ending(sentence, opening)
            if phrase is None:
                continue
            if phrase.name is None and opening > 1:  # X, le maire, a dit
                left = next((i for i in range(phrase.first - 1, -1, -1) if tokens[i].text == ","), None)
                if left == phrase.first - 1 and left > 0:
                    named = self._ending(sentence, left)
                    if named is not None and named.name is not None and is_person(named.name):
                        return named
            return phrase
        return self._ending(sentence, comma) if self._clause_initial(sentence, comma) else None

    def _clause_initial(self, sentence: int, comma: int) -> bool:
        tokens = self.sentences[sentence].tokens
        return not any(t.text == "," for t in tokens[:comma])

    def _ending(self, sentence: int, at: int) -> Phrase | None:
        """Return the phrase that ends at a token and starts its clause."""
        phrase = self._adjacent(sentence, at)
        if phrase is None or phrase.last < at:
            return None
        if phrase.first == 0:
            return phrase
        before = self.sentences[sentence].tokens[phrase.first - 1]
        opens = (
            before.text in (",", ":", ";", "-", "–", "—", "(")
            or before.kind == "quote"
            or before.low in self.lexicon.words["clause_openers"]
            or before.low in self.lexicon.words["adverbs"]
            or before.low in self.lexicon.words["weekdays"]
        )
        return phrase if opens else None
