"""Finds the words that say somebody speaks: verbs in all their forms, "selon", narrative infinitives, passives.

A cue knows its verb group and where its subject stands; what it governs is read by `clauses.py`, who its
subject is by `reference.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.statements.groups import Group, Groups
from index.statements.lexicon import Lexicon
from index.statements.phrases import Phrase, Phrases, is_person, looks_like_person
from index.statements.words import Sentence, Token

Shape = Literal["subject", "incise", "comme", "participle", "infinitive", "passive", "preposition"]


@dataclass(slots=True)
class Cue:
    """One cue: tokens [first, last) of its sentence; content is looked for from `after` on, or before `first`.

    `clitic` is the pronoun of an inverted form; `inherits` says that the subject is that of the clause above.
    """

    shape: Shape
    sentence: int
    first: int
    last: int
    after: int
    group: Group | None
    frames: frozenset[str]
    grade: str
    subject: Phrase | None = None
    clitic: str = ""
    inherits: bool = False
    preposition: str = ""
    coordinated: bool = False


class Cues:
    """The finder of cues over one article."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.phrases = phrases
        self.sentences = sentences
        self.groups = Groups(lexicon)

    def find(self, number: int) -> list[Cue]:
        """Return the cues of one sentence in order."""
        tokens = self.sentences[number].tokens
        found: list[Cue] = []
        index = 0
        while index < len(tokens):
            cue = self._preposition(number, index) or self._noun(number, index) or self._verb(number, index, found)
            if cue is not None and (not found or cue.first >= found[-1].last or cue.shape == "preposition"):
                found.append(cue)
                index = max(index + 1, cue.last)
            else:
                index += 1
        return found

    # Prepositions

    def _preposition(self, number: int, index: int) -> Cue | None:
        tokens = self.sentences[number].tokens
        token = tokens[index]
        if token.low not in ("selon", "d'", "à", "de", "au", "aux", "dixit", "si", "pour", "du", "dans"):
            return None
        words = [t.low for t in tokens[index : index + 6]]
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
        if at >= len(tokens) or any(
            rest == stop
            or rest.startswith((stop + " ", stop + "'"))
            or (stop.endswith("'") and rest.startswith(stop))
            for stop in self.lexicon.not_cues
        ):
            return None
        if tokens[at - 1].low in ("du", "des"):
            at -= 1
        if follows == "source":
            last = at
            while (
                last < len(tokens)
                and last < at + 6
                and tokens[last].kind == "word"
                and tokens[last].low not in ("que", "qu'", "on")
            ):
                last += 1
            subject: Phrase | None = Phrase(
                number,
                index + 1,
                last,
                tokens[index + 1].start,
                tokens[last - 1].end,
                head="source",
                kinds="a",
                definite=False,
            )
        else:
            subject = self._object(number, at)
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

    def _noun(self, number: int, index: int) -> Cue | None:
        """Read "la promesse de X", "l'avertissement de X": words of X may follow."""
        tokens = self.sentences[number].tokens
        if tokens[index].low not in self.lexicon.saying_nouns or index + 2 >= len(tokens) or tokens[index + 1].low not in ("de", "d'", "du", "des"):
            return None
        subject = self._object(number, index + 1 if tokens[index + 1].low in ("du", "des") else index + 2)
        if subject is None or subject.pronoun or not (is_person(subject.name) or set(subject.kinds) & set("mfo")):
            return None
        return Cue("subject", number, index, subject.last, subject.last, None, frozenset("qdc"), "weak", subject)

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
        heads = tokens[index - 1].kind == "quote" or (
            index == 0
            or tokens[index - 1].text in (",", ";", ":", "–", "-")
            or tokens[index - 1].low in ("mais", "et", "car", "or", "que")
        )
        closes = subject.last < len(tokens) and (
            tokens[subject.last].text == "," or tokens[subject.last].kind == "quote"
        )
        closes = closes or bool(index and tokens[index - 1].kind == "quote")
        if closes and subject.last + 1 < len(tokens):
            after = tokens[subject.last + 1]
            closes = not (after.low in ("qui", "dont", "et") or after.low == "comme")
        speaks = (
            subject.name is not None
            and subject.name.guess != "media"
            or bool(set(subject.kinds) & set("mfgoa"))
            or subject.pronoun
        )
        pronoun = subject.pronoun in ("il", "elle", "ils", "elles")
        return bool(heads and closes and speaks and (index == 0 or not pronoun))

    # Verbs

    def _verb(self, number: int, index: int, found: list[Cue]) -> Cue | None:
        tokens = self.sentences[number].tokens
        token = tokens[index]
        if token.kind == "clitic":
            return self._inverted(number, index)
        if token.kind != "word" or token.low not in self.lexicon.forms:
            return self._open_incise(number, index)
        if token.capital and index and not token.text.isupper():
            return None
        if index + 1 < len(tokens) and tokens[index + 1].kind == "clitic":
            return None
        if token.low in self.lexicon.catenatives and self._before_saying(tokens, index):
            return None
        group = self.groups.read(tokens, index)
        if group is None:
            return self._open_incise(number, index)
        if group.kind == "finite":
            return self._finite(number, group, found)
        if group.kind == "gerund":
            return self._gerund(number, group)
        if group.kind == "infinitive":
            return self._infinitive(number, group)
        if group.kind == "passive":
            return self._passive(number, group)
        return self._participle(number, group, found)

    def _before_saying(self, tokens: list[Token], index: int) -> bool:
        """Tell whether an infinitive of saying follows, to which this verb then belongs: "n'a pas souhaité commenter"."""
        for token in tokens[index + 1 : index + 5]:
            senses = self.lexicon.forms.get(token.low, [])
            if any(f.tense == "infinitive" and v.grade == "say" for v, f in senses):
                return True
            if token.low not in ("à", "de", "d'", "par", "pas", "s'", "se", "le", "l'", "en", "y", "lui") and token.low not in self.lexicon.words["adverbs"] and token.kind != "clitic":
                return False
        return False

    def _cue(self, shape: Shape, number: int, group: Group, **parts: object) -> Cue:
        return Cue(
            shape, number, group.first, group.last, group.last, group, group.frames, group.grade, **parts
        )  # type: ignore[arg-type]  # parts are Cue's own fields

    def _inverted(self, number: int, index: int) -> Cue | None:
        """Read "a-t-il dit", "dit-elle", "s'est-il dit"."""
        tokens = self.sentences[number].tokens
        group = self.groups.inverted(tokens, index)
        if group is None:
            return None
        before = tokens[group.first - 1] if group.first else None
        beside = before is not None and (
            before.kind == "quote" or before.text in (",", ")", "–", "-", "!", "?") or (before.text == ",")
        )
        quoted = before is not None and (
            before.kind == "quote"
            or (group.first > 1 and before.text == "," and tokens[group.first - 2].kind == "quote")
        )
        if "q" not in group.frames and "c" not in group.frames and not quoted:
            return None
        if tokens[-1].text == "?" and not quoted:
            return None
        if tokens[index].low == "on":
            return self._on(number, group)
        follows = group.last < len(tokens) and (
            tokens[group.last].text == ":"
            or tokens[group.last].kind == "quote"
            or tokens[group.last].low in ("que", "qu'")
        )
        if not beside and not follows and group.first > 0:
            relative = before is not None and before.low not in ("que", "qu'")
            at_end = group.last >= len(tokens) - 6
            if not (relative and at_end):
                return None
        return self._cue("incise", number, group, clitic=tokens[index].low)

    def _on(self, number: int, group: Group) -> Cue | None:
        """Read "dit-on au ministère", "a-t-on appris auprès de X": the source stands after it."""
        tokens = self.sentences[number].tokens
        at = group.last
        while at < len(tokens) and tokens[at].text not in (",", ".", ";") and tokens[at].kind != "quote":
            if tokens[at].low in ("de", "auprès", "chez", "à", "au", "dans", "aux") and at + 1 < len(tokens):
                phrase = self._source(number, at)
                if phrase is not None:
                    return Cue("incise", number, group.first, phrase.last, phrase.last, group, group.frames | {"c"}, "say", phrase)
            at += 1
        return Cue(
            "incise",
            number,
            group.first,
            group.last,
            group.last,
            group,
            group.frames,
            "say",
            None,
            clitic="on",
        )

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

    def _finite(self, number: int, group: Group, found: list[Cue]) -> Cue | None:
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1] if group.first else None
        if (
            before is not None
            and before.low in ("comme", "ainsi", "ce", "que", "qu'")
            or (before is not None and before.kind == "mark" and before.text == "(")
        ):
            inverted = self._comme(number, group)
            if inverted is not None or before.low == "comme":
                return inverted
        turned = self._turned(number, group)
        if turned is not None:
            return turned
        subject = self.phrases.subject_before(number, group.first, group.plural) if group.first else None
        if subject is not None and subject.last > group.first:
            subject = None
        coordinated = (
            before is not None
            and before.low in ("et", "mais", "puis", "ou", "ni", "puis")
            or (before is not None and before.text == ",")
        )
        if subject is None:
            if group.first == 0 or not coordinated:
                return None
            return self._cue("subject", number, group, inherits=True, coordinated=True)
        return self._cue("subject", number, group, subject=subject)

    def _comme(self, number: int, group: Group) -> Cue | None:
        """Read "comme l'a dit X", "ce qu'indique X": a turned subject after comme or que."""
        tokens = self.sentences[number].tokens
        phrase = self._subject_after(number, group.last)
        if phrase is None or not self._may_speak(phrase, strict=True):
            return None
        before = tokens[group.first - 1].low
        if before in ("que", "qu'") and not (group.first > 1 and tokens[group.first - 2].low == "ce"):
            return None
        cue = self._cue("comme", number, group, subject=phrase)
        cue.after = phrase.last
        return cue

    def _turned(self, number: int, group: Group) -> Cue | None:
        """Read ", a déclaré X": the subject after the verb, the words before it."""
        tokens = self.sentences[number].tokens
        if group.first == 0:
            return None
        before = tokens[group.first - 1]
        if not (
            before.kind == "quote"
            or before.text in (",", ")", "–", "-", "...", "!", "?", "…")
            or self._ends_clause(number, group)
        ):
            return None
        if not (group.frames & frozenset("qc")):
            return None
        if group.lemma == "apprendre":
            return self._learnt(number, group)
        after = tokens[group.last] if group.last < len(tokens) else None
        if after is None or after.low in ("que", "qu'", ":", "si", "par") or after.kind == "quote":
            return None
        if after.low in ("de", "d'") and (group.last + 1 >= len(tokens) or tokens[group.last + 1].low not in ("son", "leur", "même", "nouveau", "concert", "façon", "manière")):
            return None
        phrase = self._subject_after(number, group.last)
        quoted = self._quoted_before(tokens, group.first)
        if phrase is None or not self._may_speak(phrase, strict=not quoted) or not (quoted or "c" in group.frames or group.sense):
            return None
        if before.kind != "quote" and "n" in group.frames and phrase.name is None and not phrase.kinds:
            return None
        if (
            before.text == ","
            and not self._quoted_before(tokens, group.first)
            and not self._ends_after(tokens, phrase.last)
        ):
            return None
        cue = self._cue("incise", number, group, subject=phrase)
        cue.after = phrase.last
        return cue

    def _ends_clause(self, number: int, group: Group) -> bool:
        """Tell whether the verb follows a whole clause without a comma: '... se présente assure le journal.'"""
        tokens = self.sentences[number].tokens
        if group.grade != "say" or "c" not in group.frames or group.first < 4 or group.plural:
            return False
        phrase = self._subject_after(number, group.last)
        if phrase is None or phrase.name is None or phrase.pronoun or (phrase.last < len(tokens) and tokens[phrase.last].text != "."):
            return False
        return self.phrases.subject_before(number, group.first) is None

    def _learnt(self, number: int, group: Group) -> Cue | None:
        """Read ", a appris l'AFP auprès de X": the one it was learnt from speaks."""
        tokens = self.sentences[number].tokens
        for at in range(group.last, min(len(tokens) - 1, group.last + 12)):
            if tokens[at].low in ("auprès", "source", "sources"):
                phrase = self._source(number, at if tokens[at].low == "auprès" else at - 1)
                if phrase is not None:
                    return Cue("incise", number, group.first, phrase.last, phrase.last, group, frozenset("qc"), "say", phrase)
        return None

    def _ends_after(self, tokens: list[Token], index: int) -> bool:
        return (
            index >= len(tokens)
            or tokens[index].kind in ("mark", "quote")
            or tokens[index].low in self.lexicon.words["prepositions"]
            or tokens[index].low in self.lexicon.words["weekdays"]
            or tokens[index].low
            in (
                "qui",
                "au",
                "aux",
                "du",
                "ce",
                "cette",
                "alors",
                "dont",
                "interrogé",
                "citant",
                "cité",
                "citée",
                "et",
                "dans",
            )
        )

    def _quoted_before(self, tokens: list[Token], index: int) -> bool:
        return index > 0 and (
            tokens[index - 1].kind == "quote"
            or (index > 1 and tokens[index - 1].kind == "mark" and tokens[index - 2].kind == "quote")
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
            step = self._adjunct(number, at)
            if step > at:
                at = step
                continue
            phrase = self.phrases.read(number, at)
            if phrase is not None and not phrase.pronoun.startswith("qui"):
                return phrase
            return None
        return None

    def _adjunct(self, number: int, at: int) -> int:
        """Step over a date, an adverb or a prepositional phrase; return `at` where none stands."""
        tokens = self.sentences[number].tokens
        words = self.lexicon.words
        low = tokens[at].low
        if (
            low in words["adverbs"]
            and low not in ("quant",)
            or low in words["weekdays"]
            or low in words["months"]
            or low in words["times"]
            or tokens[at].kind == "number"
            or (low.endswith("ment") and len(low) > 6 and not tokens[at].capital)
        ):
            return at + 1
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if low in ("ce", "cette", "cet", "le", "la", "l'") and (
            after in words["weekdays"]
            or after in words["times"]
            or (at + 1 < len(tokens) and tokens[at + 1].kind == "number")
        ):
            return at + 2
        if low in (
            "à",
            "de",
            "d'",
            "en",
            "dans",
            "sur",
            "par",
            "pour",
            "avec",
            "chez",
            "devant",
            "auprès",
            "lors",
            "au",
            "aux",
            "depuis",
            "pendant",
            "après",
            "avant",
            "face",
            "sous",
            "via",
            "quant", "entre", "dès", "malgré", "durant", "outre", "suite", "jusqu'", "vers", "envers", "parmi", "grâce"):
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
            return self.phrases.bracketed(number, name.last)
        index += 1
        while index < len(tokens) and index - at < 14:
            token = tokens[index]
            inner = self.phrases.names.at(number, index)
            if token.kind in ("mark", "quote") or is_person(inner):
                break
            if token.low in ("de", "d'", "du", "des") and any(t.kind == "quote" for t in tokens[index + 1 : index + 3]):
                break  # d'une "...": the quotation is no part of the adjunct
            if token.low in ("de", "du", "des", "d'", "à", "au", "aux") and index + 1 < len(tokens):
                index = max(self.phrases.linked(number, index), index + 1)
                continue
            if (
                token.low in self.lexicon.words["determiners"]
                or token.low in self.lexicon.words["prepositions"]
                or token.low in self.lexicon.words["weekdays"]
                or token.low in self.lexicon.words["adverbs"]
            ):
                break
            if token.low in ("m.", "mme", "que", "qu'", "qui", "et"):
                break
            index = inner.last if inner else index + 1
        return index if contracted or index > at + 1 else at

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

    def _open_incise(self, number: int, index: int) -> Cue | None:
        """Read any verb between the end of a quotation and a person: '"...", sourit Jean Dupont'."""
        tokens = self.sentences[number].tokens
        token = tokens[index]
        if token.kind != "word" or token.capital or index < 1:
            return None
        group = self.groups.unknown(tokens, index)
        if (
            group is None
            or not self._quoted_before(tokens, group.first)
            or len(tokens[group.first - 1].text) == 1
            and tokens[group.first - 1].text not in (",", "!", "?")
        ):
            return None
        phrase = self._subject_after(number, group.last)
        if phrase is None or phrase.pronoun or not (is_person(phrase.name) or set(phrase.kinds) & set("mfo")):
            return None
        if not self._ends_after(tokens, phrase.last):
            return None
        cue = self._cue("incise", number, group, subject=phrase)
        cue.after = phrase.last
        return cue

    def _gerund(self, number: int, group: Group) -> Cue | None:
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1] if group.first else None
        if (
            before is None
            or before.text in (",", "–", "-", "(")
            or before.low in ("en", "et", "mais", "tout", "ou")
            or before.kind == "quote"
        ):
            if group.grade != "say" and not any(t.kind == "quote" for t in tokens[group.last : group.last + 12]):
                return None
            return self._cue("participle", number, group, inherits=True)
        subject = self.phrases.subject_before(number, group.first)
        if subject is not None and self._may_speak(subject, strict=True):
            return self._cue("participle", number, group, subject=subject)
        return None

    def _infinitive(self, number: int, group: Group) -> Cue | None:
        """Read "Et d'ajouter", "Et M. X de conclure", "avant d'ajouter", "après avoir dit"."""
        tokens = self.sentences[number].tokens
        if group.sense:  # tient à souligner
            before = tokens[group.first - 1] if group.first else None
            subject = self.phrases.subject_before(number, group.first) if group.first else None
            if group.clitic:
                return self._cue("incise", number, group, clitic=group.clitic)
            if subject is None and before is not None and (before.kind == "quote" or before.text == ","):
                turned = self._turned(number, group)
                if turned is not None:
                    return turned
            coordinated = before is not None and (before.low in ("et", "mais", "puis") or before.text == ",")
            if subject is None and not coordinated:
                return None
            return self._cue(
                "subject",
                number,
                group,
                subject=subject,
                inherits=subject is None,
                coordinated=subject is None,
            )
        link = group.first - 1
        if link < 0 or tokens[link].low not in ("de", "d'", "avoir"):
            return None
        if tokens[link].low == "avoir":
            if link and tokens[link - 1].low in ("après", "pour"):
                return self._cue("infinitive", number, group, inherits=True)
            return None
        if link and tokens[link - 1].low in ("avant", "manière", "façon"):
            return (
                self._cue("infinitive", number, group, inherits=True)
                if tokens[link - 1].low == "avant"
                else None
            )
        opening = next(
            (
                i
                for i in range(link - 1, max(-1, link - 16), -1)
                if tokens[i].low in ("et", "puis")
                and (i == 0 or tokens[i - 1].text in (",", ";") or tokens[i - 1].kind == "quote")
            ),
            None,
        )
        if opening is None:
            return None
        subject = self.phrases.read(number, opening + 1)
        if (
            subject is not None
            and not subject.pronoun
            and subject.last >= link - 1
            and (subject.last == link or tokens[subject.last].text == ",")
            and self._may_speak(subject, strict=True)
        ):
            return self._cue("infinitive", number, group, subject=subject)
        if (
            opening == link - 1
            or (opening == link - 2 and tokens[link - 1].low in self.lexicon.words["adverbs"])
            or tokens[link - 1].text == ","
        ):
            return self._cue("infinitive", number, group, inherits=True, coordinated=opening > 0)
        return None

    def _passive(self, number: int, group: Group) -> Cue | None:
        """Read "a été présenté par X comme", "est accusé par X de": the agent speaks."""
        if not group.frames & frozenset("kntcq"):
            return None
        agent = self._agent(number, group.last)
        if agent is None:
            return None
        cue = self._cue("passive", number, group, subject=agent)
        cue.after = agent.last
        return cue

    def _agent(self, number: int, at: int) -> Phrase | None:
        tokens = self.sentences[number].tokens
        for index in range(at, min(len(tokens), at + 10)):
            if tokens[index].text in (".", ";", ":"):
                return None
            if tokens[index].low == "par" and index + 1 < len(tokens):
                phrase = self.phrases.read(number, index + 1)
                if phrase is not None and not phrase.pronoun and self._may_speak(phrase, strict=True):
                    return phrase
                return None
        return None

    def _participle(self, number: int, group: Group, found: list[Cue]) -> Cue | None:
        """Read a participle alone: "décrite par X", or "et dénoncé" after another compound verb."""
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1] if group.first else None
        if group.last < len(tokens) and group.frames & frozenset("knt"):
            agent = self._agent(number, group.last) if not group.feminine_cited else None
            if agent is not None:
                cue = self._cue("passive", number, group, subject=agent)
                cue.after = agent.last
                return cue
        if (
            before is not None
            and before.low in ("et", "puis", "mais", "ou")
            and self._compound_before(tokens, group.first)
            and not group.agrees
        ):
            return self._cue("subject", number, group, inherits=True, coordinated=True)
        return None

    def _compound_before(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a compound verb with avoir stands earlier in the sentence."""
        for index in range(at - 2, 0, -1):
            if tokens[index].low in self.lexicon.words["have"] and tokens[index + 1].kind in (
                "word",
                "mark",
                "clitic",
            ):
                return True
            if tokens[index].text == ";":
                return False
        return tokens[0].low in self.lexicon.words["have"]
