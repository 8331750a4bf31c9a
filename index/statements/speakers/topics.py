"""Who a sentence is about: the subject that opens it, or the one person it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.content.clause import Clause
from index.statements.naming.phrase import Phrase, is_person
from index.statements.naming.runs import first_name
from index.statements.speakers.speaker import NOBODY, Speaker, names, renamed, unnamed
from index.statements.speech.cue import Cue
from index.statements.text.words import Token

if TYPE_CHECKING:
    from index.statements.reader import Reader


class Topics:
    """The finder of what sentences are about over one article."""

    def __init__(self, reader: Reader):
        self.reader = reader

    def main_subject(self, number: int) -> Speaker | None:
        """Return who the sentence is about: the first phrase that opens a clause and can speak."""
        reader = self.reader
        tokens = reader.sentences[number].tokens
        starts = [0, *[i + 1 for i, t in enumerate(tokens[:40]) if t.text == ","][:4]]
        for order, at in enumerate(starts):
            at = self._opened(tokens, at)  # noqa: PLW2901  # a cursor that steps on
            if at >= len(tokens) or tokens[at].kind == "quote":
                continue
            phrase = reader.phrases.read(number, at)
            if phrase is None or phrase.pronoun in ("qui", "on", "lui", "eux"):
                continue
            if phrase.pronoun:
                return reader.reference.resolve(phrase)
            follows = tokens[phrase.last] if phrase.last < len(tokens) else None
            predicated = (
                follows is not None
                and follows.kind == "quote"
                and phrase.name is not None
                and reader.text[reader.quotes[follows.quote].inner_start].islower()
            )
            if self._introduced(tokens, phrase):
                return reader.reference.resolve(phrase)
            if (
                follows is None
                or (follows.kind != "word" and order and not predicated and not self._apposed(tokens, phrase))
                or follows.low in reader.lexicon.words["prepositions"]
                or follows.low in ("et", "ou")
            ):
                continue
            known = (
                phrase.name is not None
                and phrase.name.entity is not None
                and phrase.name.entity.type != "unknown"
            )
            if (
                is_person(phrase.name)
                or phrase.kinds
                or (known and phrase.name is not None and phrase.name.first == phrase.first)
            ):
                return reader.reference.resolve(phrase)
        return None

    def concede(self, number: int) -> None:
        """Remember whom a clause before the main one is about: "Bien que la maire X se taise, elle"."""
        tokens = self.reader.sentences[number].tokens
        words = self.reader.lexicon.words["concessions"]
        opener = next((i for i, t in enumerate(tokens[:2]) if t.low in words), -1)
        at = next((i for i in range(opener + 1, len(tokens)) if tokens[i].low not in ("que", "qu'")), 0)
        phrase = self.reader.phrases.read(number, at) if opener >= 0 else None
        if phrase is not None and is_person(phrase.name):
            self.reader.reference.remember(number, self.reader.reference.resolve(phrase))

    def _opened(self, tokens: list[Token], at: int) -> int:
        """Step over words that open a clause before its subject: "mais"."""
        words = self.reader.lexicon.words
        while at < len(tokens) and (tokens[at].low in words["clause_starters"] or tokens[at].text == ":"):
            at += 1
        return at

    def _introduced(self, tokens: list[Token], phrase: Phrase) -> bool:
        """Tell whether a first name is told who bears it: "Lise, une riveraine, reste"."""
        name, lexicon = phrase.name, self.reader.lexicon
        if name is None or phrase.determiner or len(name.words) > 1 or phrase.last + 1 >= len(tokens):
            return False
        after = tokens[phrase.last + 1]
        told = tokens[phrase.last].text == "," and (after.low in ("un", "une") or after.kind == "number")
        return told and bool(first_name(lexicon, name.words[0]))

    def _apposed(self, tokens: list[Token], phrase: Phrase) -> bool:
        """Tell whether a verb follows what stands between commas: "la maire, X Y, présente, est"."""
        if not is_person(phrase.name) or not phrase.determiner or tokens[phrase.last].text != ",":
            return False
        words = self.reader.lexicon.words
        closing = (i for i in range(phrase.last + 1, min(len(tokens) - 1, phrase.last + 25)))
        at = next((i for i in closing if tokens[i].text == ","), 0)
        verb = tokens[at + 1].low if at else ""
        return verb in words["have"] or verb in words["be"] or verb in ("ne", "n'", "se", "s'")

    def only_person(self, number: int) -> None:
        """Remember the one person a sentence names, if it tells of nobody else.

        "Une position partagée par X".
        """
        found = {
            n.entity.name: n
            for n in self.reader.names.by_start[number].values()
            if is_person(n) and n.entity is not None
        }
        if len(found) == 1:
            name = next(iter(found.values()))
            assert name.entity is not None
            entity = name.entity
            how = "mentioned" if self._of_something(number, name.first) else "named"
            speaker = Speaker(entity.name, "person", "", "", entity.gender, False, how, name.start, name.end)
            self.reader.reference.remember(number, speaker)

    def _of_something(self, number: int, at: int) -> bool:
        """Tell whether a name only tells whose a thing is: "dans l'entourage de X", not "l'avis de X"."""
        tokens = self.reader.sentences[number].tokens
        if at < 2 or tokens[at - 1].low not in ("de", "d'"):
            return False
        return tokens[at - 2].low not in self.reader.lexicon.words["told_by"]

    def tells_of(self, speaker: Speaker, clause: Clause) -> bool:
        """Tell whether quoted words name a person, who then does not say them: « X a gagné », dit-il."""
        reader = self.reader
        tokens = reader.sentences[clause.cue.sentence].tokens
        return speaker.type == "person" and any(names(tokens[i].text, speaker) for i in clause.quotes)

    def turned(self, clause: Clause, subject: Speaker | None, addressed: str) -> Speaker:
        """Return whom the pronoun of an inverted form stands for: "a-t-il dit"."""
        cue = clause.cue
        if cue.subject is not None:
            return renamed(NOBODY, cue.subject.pronoun, "pronoun")
        if cue.clitic == "on":
            return Speaker("", "anonymous", "on", "", "", False, "none")
        told = addressed or self.spoken_of(clause, subject)
        reference = self.reader.reference
        found = reference.pronoun(cue.clitic, cue.sentence, cue.clitic, told)
        if told or not self.tells_of(found, clause):
            return found
        return reference.pronoun(cue.clitic, cue.sentence, cue.clitic, found.name)

    def of_unnamed(self, cue: Cue, subject: Speaker | None) -> bool:
        """Tell whether a pronoun takes up its sentence's unnamed subject: "le juge a lu ce qu'il nomme"."""
        phrase = cue.subject
        if phrase is None or phrase.pronoun not in ("il", "elle") or not phrase.first or subject is None:
            return False
        gender = "m" if phrase.pronoun == "il" else "f"
        before = self.reader.sentences[cue.sentence].tokens[phrase.first - 1].low
        open_to = not subject.name and subject.how == "office-open" and subject.gender in ("", gender)
        return open_to and subject.start < phrase.start and before in ("que", "qu'", "dont", "où")

    def unless_told_of(self, found: Speaker, clause: Clause) -> Speaker:
        """Return who was found by a description, nobody known if the words tell of that person."""
        thin = found.how in ("recent", "ahead")
        told = thin and (self.tells_of(found, clause) or self._names_within(found, clause))
        return unnamed(found) if told else found

    def _names_within(self, speaker: Speaker, clause: Clause) -> bool:
        """Tell whether what is said names a person outside marks: "X n'est « plus » là", dit le maire."""
        if clause.cue.shape != "incise" or speaker.type != "person":
            return False
        named = self.reader.names.by_start[clause.cue.sentence].values()
        within = (n for n in named if clause.first <= n.first < clause.last)
        return any(n.entity is not None and n.entity.name == speaker.name for n in within)

    def spoken_of(self, clause: Clause, subject: Speaker | None) -> str:
        """Return whom another speaks of, who spoke just before: "X « se bat », a-t-il dit" after Y."""
        reader = self.reader
        last = reader.reference.spoken[-1] if reader.reference.spoken else NOBODY
        if subject is None or subject.how != "name" or clause.opening != "before" or not clause.quotes:
            return ""
        other = (
            last.type == "person" and last.name not in ("", subject.name) and last.gender == subject.gender
        )
        near = bool(reader.drafts) and reader.drafts[-1].sentence >= clause.cue.sentence - 1
        tokens = reader.sentences[clause.cue.sentence].tokens[clause.first : clause.quotes[0]]
        beside = bool(tokens) and sum(t.start >= subject.end for t in tokens) < 3
        return subject.name if other and near and beside and tokens[0].start <= subject.start else ""
