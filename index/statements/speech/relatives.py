"""Whom "qui" stands for: the phrase before it, past a comma and an apposition."""

from __future__ import annotations

from index.statements.naming.phrase import Phrase, is_person, is_plural
from index.statements.naming.phrases import Phrases

# What "qui" follows to the pronoun it amounts to: lui qui, celle qui.
_STRESSED = {
    **{"lui": "il", "elle": "elle", "eux": "ils"},
    **{"celui": "il", "celle": "elle"},
}


class Relatives(Phrases):
    """The finder of what relative clauses hang on."""

    def _nearer(self, whole: Phrase, plural: bool) -> Phrase | None:
        """Return the end of a phrase that is of a number: "des propos du maire, qui"."""
        for start in range(whole.first + 1, whole.last):
            phrase = self._read_any(whole.sentence, start)
            if (
                phrase is not None
                and phrase.last >= whole.last
                and is_plural(phrase) == plural
                and phrase.kinds
            ):
                return phrase
        return None

    def _read_any(self, sentence: int, start: int) -> Phrase | None:
        """Return the phrase that starts at a token, be its article held by du, des, au, aux."""
        held = self.sentences[sentence].tokens[start].low in ("du", "des", "au", "aux")
        found = self.read(sentence, start)
        return found or (self.contracted(sentence, start) if held else None)

    def _antecedent(self, sentence: int, relative: int) -> Phrase | None:
        """Return what "qui" stands for: the phrase before it, past a comma and an apposition."""
        tokens = self.sentences[sentence].tokens
        at = relative
        if at > 0 and tokens[at - 1].low in ("et", "mais"):
            at -= 1
        if at > 0 and tokens[at - 1].text == ",":
            at -= 1
        if at == 0:
            return None
        if tokens[at - 1].low in _STRESSED:
            return self._make(sentence, at - 1, at, pronoun=_STRESSED[tokens[at - 1].low])
        phrase = self._adjacent_any(sentence, at)
        if (
            phrase is not None
            and phrase.name is None
            and phrase.first > 1
            and tokens[phrase.first - 1].text == ","
        ):
            named = self._adjacent_any(sentence, phrase.first - 1)
            if named is not None and named.name is not None:
                return named
        if phrase is not None and phrase.name is None and not phrase.kinds:
            return self._person_within(phrase) or phrase
        return (self._person_before(phrase) if phrase is not None else None) or phrase

    def _person_before(self, place: Phrase) -> Phrase | None:
        """Return the person right before where he speaks or is: "X dans la Marne, qui"."""
        tokens = self.sentences[place.sentence].tokens
        at = place.first - 1
        if place.name is None or is_person(place.name) or place.kinds not in ("", "o") or at < 1:
            return None
        if tokens[at].low not in ("dans", "en", "sur"):
            return None
        name = self.names.covering(place.sentence, at - 1)
        return self._named(place.sentence, name.first, name) if name is not None and is_person(name) else None

    def _person_within(self, thing: Phrase) -> Phrase | None:
        """Return the person at the end of what cannot speak: "le cas de X, qui"."""
        for start in range(thing.first + 1, thing.last):
            name = self.names.at(thing.sentence, start)
            if name is not None and is_person(name) and name.last >= thing.last:
                return self._named(thing.sentence, start, name)
        return None

    def _adjacent_any(self, sentence: int, at: int) -> Phrase | None:
        """Return the longest phrase ending at a token, within a prepositional phrase or not."""
        tokens = self.sentences[sentence].tokens
        best: Phrase | None = None
        for start in range(at - 1, max(-1, at - 25), -1):
            if tokens[start].kind == "mark" and tokens[start].text not in ("(", ")"):
                break
            if (
                self._is_determiner(tokens[start])
                or self.names.at(sentence, start)
                or tokens[start].low in ("du", "au", "aux")
            ):
                phrase = self._read_any(sentence, start)
                if phrase and phrase.last >= at:
                    if (
                        best is not None
                        and tokens[start].low in ("le", "la", "les", "l'")
                        and phrase.first < best.first - 8
                    ):
                        break
                    best = phrase
        return best
