"""Which clauses without quotation marks are reported speech, and who passes speech on."""

from __future__ import annotations

from itertools import pairwise

from index.statements.content.clause import Clause
from index.statements.language.lexicon import Lexicon
from index.statements.naming.phrase import is_person
from index.statements.speakers.reference import Reference
from index.statements.speakers.speaker import Speaker
from index.statements.speech import polarity
from index.statements.speech.cue import Cue
from index.statements.speech.subjects import Subjects
from index.statements.text import terms
from index.statements.text.marks import Quotation
from index.statements.text.words import Sentence, Token

_ACTS = ("de", "d'", "à", "que", "qu'", "contre")  # what somebody is told opens so
_RELATIVE = ("qui", "dont", "où")


def _medium(cue: Cue) -> bool:
    name = cue.subject.name if cue.subject is not None else None
    return name is not None and name.guess == "media"


class Reports:
    """The part of the reader that judges reported clauses."""

    text: str
    lexicon: Lexicon
    quotes: list[Quotation]
    sentences: list[Sentence]
    phrases: Subjects
    reference: Reference

    def _relay(self, clause: Clause, clauses: list[Clause]) -> str | None:
        """Return the relay's name if a "selon" only passes on what another cue of the sentence governs."""
        cue = clause.cue
        if cue.subject is None or (
            cue.shape != "preposition" and not (cue.shape == "incise" and _medium(cue))
        ):
            return None
        for other in clauses:
            if (
                other is not clause
                and other.cue.shape in ("subject", "incise")
                and clause.holds(other.cue.first)
                and other.cue.subject is not None
                and other.cue.subject.first <= clause.first + 1
                and (other.opening in ("que", "colon", "quote") or other.quotes)
            ):
                return self.reference.resolve(cue.subject).name
        return None

    def _quoted_by(self, number: int) -> str | None:
        """Return the medium of "cité par X", "propos rapportés par X"."""
        tokens = self.sentences[number].tokens
        for index in range(len(tokens) - 2):
            if tokens[index].low in self.lexicon.words["cited"] and tokens[index + 1].low == "par":
                phrase = self.phrases.read(number, index + 2)
                if phrase is not None and not phrase.pronoun:
                    found = self.reference.resolve(phrase)
                    return found.name if found.type == "org" else None
        return None

    def _reports(self, clause: Clause, speaker: Speaker) -> bool:  # noqa: PLR0911, PLR0912  # a ladder of forms
        """Tell whether a clause without quotation marks is reported speech.

        A saying verb and who can speak.
        """
        cue = clause.cue
        if not speaker.name and speaker.how in ("unknown-noun", "none"):
            return False
        if cue.grade == "mental" and not self._opines(cue, speaker):
            return False
        if clause.last - clause.first < 1 and not clause.tail:
            return False
        if cue.shape == "preposition":
            return clause.last - clause.first > 2 and cue.preposition != "pour"
        if cue.grade == "weak":
            return False
        opening = clause.opening
        if opening == "que":
            return "c" in cue.frames
        if cue.grade == "mental":
            return False
        if opening in ("before", "around"):
            return "c" in cue.frames and clause.last - clause.first > 2
        if opening == "noun":
            if cue.shape == "participle" and cue.subject is not None:
                return False
            if self._done(clause, speaker):
                return False
            if "n" not in cue.frames and not self._target_then_act(clause):
                return False
            return bool(cue.frames & frozenset("nt")) and cue.shape != "passive"
        if opening == "de":
            return bool(cue.frames & frozenset("d"))
        if opening == "infinitive":
            return "i" in cue.frames
        if opening == "adjective":
            lemma = cue.group.lemma if cue.group is not None else ""
            return lemma.replace(" ", "_") in self.lexicon.words["self_saying"]
        if opening == "declined":
            return cue.group is not None and cue.group.lemma in polarity.COMMENT
        return opening in ("à", "si") or (opening == "comme" and cue.shape == "passive")

    def _opines(self, cue: Cue, speaker: Speaker) -> bool:
        """Tell whether a state of mind is told as somebody's own.

        A person as its subject, now, not merely wanting.
        """
        group = cue.group
        assert group is not None
        return (
            speaker.type == "person"
            and cue.subject is not None
            and group.tense != "imperfect"
            and group.lemma != "vouloir"
        )

    def _done(self, clause: Clause, speaker: Speaker) -> bool:
        """Tell whether a verb of more senses tells of a deed: a shop offers, a court condemns somebody."""
        cue = clause.cue
        lemma = cue.group.lemma if cue.group is not None else ""
        before = self.sentences[cue.sentence].tokens[cue.first - 1].low if cue.first else ""
        if cue.shape == "infinitive" and before == "avoir":
            return True  # après avoir salué les élus
        words = self.lexicon.words
        told = speaker.type in ("person", "group", "metonym") or (
            cue.group is not None and cue.group.tense in ("compound", "imperfect")
        )
        if lemma in words["offers"] and not told:
            return True
        if lemma not in words["deeds"] or ("t" in cue.frames and self._target_then_act(clause)):
            return False
        whom = self.phrases.read(cue.sentence, clause.first)
        return whom is not None and (is_person(whom.name) or bool(set(whom.kinds) & set("mfg")))

    def _target_then_act(self, clause: Clause) -> bool:
        """Tell whether a person told is followed by what.

        "a exhorté les élus à agir", not "a alerté la police".
        """
        tokens = self.sentences[clause.cue.sentence].tokens[clause.first : clause.last]
        for before, token in pairwise(tokens):
            if token.low in _ACTS:
                return True
            # ", qui lancent une opération de blocage" tells who they are, not what they are told.
            if before.text == "," and token.low in _RELATIVE:
                return False
        return False

    def _told_between_marks(self, clause: Clause, tokens: list[Token]) -> list[int]:
        """Return the quotation marks around those who are told, no words of the speaker's.

        "a averti les « gilets jaunes » que".
        """
        frames = clause.cue.frames
        if clause.cue.shape in ("preposition", "incise"):
            return self._named_on_the_way(clause, tokens)
        if clause.opening != "noun" or "t" not in frames or "n" in frames:
            return []
        # Without "à", "ce qu'il appelle des « états généraux »" is his word.
        acts = ("à", "aux") if "a" in frames else _ACTS
        act = next((i for i in range(clause.first, clause.last) if tokens[i].low in acts), clause.last)
        if "a" in frames and act == clause.last:
            return []
        return [
            i
            for i in clause.quotes
            if i < act
            and tokens[i - 1].low in self.lexicon.words["determiners"]
            and terms.is_term(self.text, self.quotes[tokens[i].quote])
        ]

    def _named_on_the_way(self, clause: Clause, tokens: list[Token]) -> list[int]:
        """Return marks around what a whole told clause calls by a name: "4.000 « verts », selon la ville"."""
        words = self.lexicon.words["plural_determiners"]
        told = [
            i
            for i in clause.quotes
            if i
            and (tokens[i - 1].low in words or tokens[i - 1].low == "de" or tokens[i - 1].kind == "number")
            and terms.is_plural_name(self.text, self.quotes[tokens[i].quote])
            and abs(clause.cue.first - i) > 2
        ]
        return told if len(told) == len(clause.quotes) else []
