"""Cues that are no verbs: selon X, pour X, de source policière, la promesse de X."""

from __future__ import annotations

from index.statements.naming.phrase import Phrase, is_person
from index.statements.speech.adjuncts import Adjuncts
from index.statements.speech.cue import Cue


class Prepositions(Adjuncts):
    """The finder of prepositions and nouns of saying."""

    def _preposition(self, number: int, index: int) -> Cue | None:
        tokens = self.sentences[number].tokens
        if tokens[index].low not in self.lexicon.words["preposition_openers"]:
            return None
        words = [t.low for t in tokens[index : index + 6]]
        known = words[0] in self.lexicon.prepositional
        if not known and " ".join(words[:2]).replace("' ", "'") not in self.lexicon.prepositional_starts:
            return None
        for size in range(min(6, len(words)), 0, -1):
            phrase = " ".join(words[:size]).replace("' ", "'")
            follows = self.lexicon.prepositional.get(phrase)
            if follows:
                return self._governed(number, index, size, follows)
        return None

    def _governed(self, number: int, index: int, size: int, follows: str) -> Cue | None:
        tokens = self.sentences[number].tokens
        at = index + size
        rest = " ".join(t.low for t in tokens[at : at + 3]).replace("' ", "'")
        if at >= len(tokens) or (rest + " ").startswith(self.lexicon.not_cues):
            return None
        if tokens[at - 1].low in ("du", "des"):
            at -= 1
        subject = self._sources(number, index, at) if follows == "source" else self._object(number, at)
        said = subject is not None and subject.head in self.lexicon.saying_nouns
        if subject is None or not (said or self._may_speak(subject, strict=True)):
            return None
        if follows == "name" and not self._pour(number, index, subject):
            return None
        return Cue(
            "preposition",
            number,
            index,
            subject.last,
            subject.last,
            None,
            frozenset("q"),
            "say",
            subject,
            preposition=tokens[index].low,
        )

    def _sources(self, number: int, index: int, at: int) -> Phrase:
        """Return the source of "de source policière", kept anonymous."""
        tokens = self.sentences[number].tokens
        last = at
        while last < min(len(tokens), at + 6) and tokens[last].kind == "word" and tokens[last].low != "on":
            if tokens[last].low in ("que", "qu'"):
                break
            last += 1
        start, end = tokens[index + 1].start, tokens[last - 1].end
        return Phrase(number, index + 1, last, start, end, head="source", kinds="a", definite=False)

    def _noun(self, number: int, index: int) -> Cue | None:
        """Read "la promesse de X", "l'avertissement de X": words of X may follow."""
        tokens = self.sentences[number].tokens
        if (
            tokens[index].low not in self.lexicon.saying_nouns
            or index + 2 >= len(tokens)
            or tokens[index + 1].low not in ("de", "d'", "du", "des")
        ):
            return None
        subject = self._object(number, index + 1 if tokens[index + 1].low in ("du", "des") else index + 2)
        if (
            subject is None
            or subject.pronoun
            or not (is_person(subject.name) or set(subject.kinds) & set("mfo"))
        ):
            return None
        return Cue(
            "subject", number, index, subject.last, subject.last, None, frozenset("qdc"), "weak", subject
        )

    def _object(self, number: int, at: int) -> Phrase | None:
        tokens = self.sentences[number].tokens
        if tokens[at].low in ("lui", "elle", "eux", "elles"):
            pronoun = {"lui": "il", "eux": "ils"}.get(tokens[at].low, tokens[at].low)
            made = self.phrases.read(number, at)
            if made:
                made.pronoun = pronoun
            return made
        if tokens[at].low in ("du", "des") and at > 0:
            return self.phrases.contracted(number, at)
        return self.phrases.read(number, at)

    def _pour(self, number: int, index: int, subject: Phrase) -> bool:
        """Accept "Pour X," only at the head of a clause, for who can hold an opinion, and before a comma."""
        tokens = self.sentences[number].tokens
        quoted = bool(index) and tokens[index - 1].kind == "quote"
        if quoted and len(tokens[index - 1].text.split()) < 4:
            return False  # un « désastre » pour le port
        heads = quoted or (
            index == 0
            or tokens[index - 1].text in (",", ";", ":", "–", "-")
            or tokens[index - 1].low in ("mais", "et", "car", "or", "que")
        )
        closes = subject.last < len(tokens) and (
            tokens[subject.last].text == "," or tokens[subject.last].kind == "quote"
        )
        closes = closes or quoted
        if closes and subject.last + 1 < len(tokens):
            after = tokens[subject.last + 1]
            closes = not (after.low in ("qui", "dont", "et") or after.low == "comme")
        speaks = (
            (subject.name is not None and subject.name.guess != "media")
            or bool(set(subject.kinds) & set("mfgoa"))
            or subject.pronoun
        )
        pronoun = subject.pronoun in ("il", "elle", "ils", "elles")
        return bool(heads and closes and speaks and (index == 0 or not pronoun))

    def _source(self, number: int, at: int) -> Phrase | None:
        tokens = self.sentences[number].tokens
        if tokens[at].low == "de" and tokens[at + 1].low in ("source", "sources"):
            last = at + 2
            while last < len(tokens) and tokens[last].kind == "word" and last < at + 6:
                last += 1
            return Phrase(
                number,
                at + 1,
                last,
                tokens[at + 1].start,
                tokens[last - 1].end,
                head="source",
                kinds="a",
                definite=False,
            )
        if tokens[at].low == "auprès" or tokens[at].low in ("à", "au", "chez", "dans", "aux"):
            start = at + 1 if tokens[at].low != "auprès" else at + 2
            if tokens[at].low in ("au", "aux"):
                return self.phrases.contracted(number, at)
            if tokens[at].low == "auprès" and tokens[at + 1].low in ("du", "des"):
                return self.phrases.contracted(number, at + 1)
            return self.phrases.read(number, start) if start < len(tokens) else None
        return None
