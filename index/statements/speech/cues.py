"""Finds the words that say somebody speaks, in the order of the sentence.

A cue knows its verb group and where its subject stands; what it governs is read by `clauses.py`, who its
subject is by `reference.py`.
"""

from __future__ import annotations

from index.statements.naming.phrase import Phrase
from index.statements.speech.cue import Cue
from index.statements.speech.group import Group
from index.statements.speech.inversions import Inversions
from index.statements.text.words import Token


class Cues(Inversions):
    """The finder of cues over one article."""

    def find(self, number: int) -> list[Cue]:
        """Return the cues of one sentence in order."""
        tokens = self.sentences[number].tokens
        # Soon behind quoted words, any verb may be one of saying.
        beside = {at for i, t in enumerate(tokens) if t.kind == "quote" for at in range(i + 1, i + 6)}
        found: list[Cue] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            cue = None
            if index in beside or token.kind == "clitic" or token.low in self.lexicon.cue_words:
                cue = (
                    self._preposition(number, index)
                    or self._noun(number, index)
                    or self._verb(number, index, found)
                )
            if cue is not None and (not found or cue.first >= found[-1].last or cue.shape == "preposition"):
                found.append(cue)
                index = max(index + 1, cue.last)
            else:
                index += 1
        return found

    def _verb(self, number: int, index: int, found: list[Cue]) -> Cue | None:  # noqa: PLR0911  # a ladder of forms
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
            return self._gerund(number, group, found)
        if group.kind == "infinitive":
            return self._infinitive(number, group)
        if group.kind == "passive":
            return self._passive(number, group)
        return self._participle(number, group, found)

    def _before_saying(self, tokens: list[Token], index: int) -> bool:
        """Tell whether an infinitive of saying follows, to which this verb then belongs.

        "n'a pas souhaité commenter".
        """
        for token in tokens[index + 1 : index + 5]:
            senses = self.lexicon.forms.get(token.low, [])
            if any(f.tense == "infinitive" and v.grade == "say" for v, f in senses):
                return True
            if (
                token.low not in self.lexicon.words["infinitive_links"]
                and token.low not in self.lexicon.words["adverbs"]
                and token.kind != "clitic"
            ):
                return False
        return False

    def _finite(self, number: int, group: Group, found: list[Cue]) -> Cue | None:
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1] if group.first else None
        if (before is not None and before.low in ("comme", "ainsi", "ce", "que", "qu'")) or (
            before is not None and before.kind == "mark" and before.text == "("
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
        coordinated = (before is not None and before.low in ("et", "mais", "puis", "ni")) or (
            before is not None and before.text == ","
        )
        if subject is None:
            if group.first == 0 or not coordinated:
                return None
            return self._cue("subject", number, group, inherits=True, coordinated=True)
        return self._cue("subject", number, group, subject=subject)

    def _gerund(self, number: int, group: Group, found: list[Cue]) -> Cue | None:
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1] if group.first else None
        if group.object in ("le", "la", "les", "l'") and self._is_noun(tokens, group.last - 1):
            return None
        above = found[-1] if found else None
        if (
            above is not None
            and above.shape in ("comme", "preposition")
            and above.subject is not None
            and before is not None
            and all(t.text == "," or t.low in ("en", "tout") for t in tokens[above.after : group.first])
            and tokens[above.after].text == ","
        ):
            # selon X, ajoutant que
            return self._cue("participle", number, group, subject=above.subject, inherits=True)
        if (
            before is None
            or before.text in (",", "–", "-", "(")
            or before.low in ("en", "et", "mais", "tout", "ou")
            or before.kind == "quote"
        ):
            if group.grade != "say" and not any(
                t.kind == "quote" for t in tokens[group.last : group.last + 12]
            ):
                return None
            return self._cue("participle", number, group, inherits=True)
        subject = self.phrases.subject_before(number, group.first)
        if subject is not None and self._may_speak(subject, strict=True):
            return self._cue("participle", number, group, subject=subject)
        return None

    def _is_noun(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a form in -ant behind an article is a noun: "le militant a", "la participante"."""
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        verbs = self.lexicon.words["have"] | self.lexicon.words["be"]
        return bool(self.lexicon.kinds(tokens[at].text)) or after in verbs

    def _infinitive(self, number: int, group: Group) -> Cue | None:  # a ladder of forms
        """Read "Et d'ajouter", "Et M. X de conclure", "avant d'ajouter", "après avoir dit"."""
        tokens = self.sentences[number].tokens
        if group.sense:
            return self._introduced(number, group)
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
        return self._narrative(number, group)

    def _introduced(self, number: int, group: Group) -> Cue | None:
        """Read "tient à souligner", "devrait annoncer", "n'a pas souhaité commenter"."""
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1] if group.first else None
        subject = self.phrases.subject_before(number, group.first) if group.first else None
        if group.clitic:
            return self._cue("incise", number, group, clitic=group.clitic)
        if subject is not None:
            return self._cue("subject", number, group, subject=subject)
        if before is None:
            return None
        turned = self._turned(number, group) if before.kind == "quote" or before.text == "," else None
        if turned is not None:
            return turned
        if before.low in ("et", "mais", "puis") or before.text == ",":
            return self._cue("subject", number, group, inherits=True, coordinated=True)
        return None

    def _narrative(self, number: int, group: Group) -> Cue | None:
        """Read "Et d'ajouter", "Et M. X de conclure"."""
        tokens = self.sentences[number].tokens
        link = group.first - 1
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
