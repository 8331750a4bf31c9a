"""Verbs whose subject stands behind them: a-t-il dit, a déclaré X, dit-on au ministère, comme le note X."""

from __future__ import annotations

from index.statements.naming.phrase import Phrase, is_person, is_plural
from index.statements.speech.cue import Cue
from index.statements.speech.group import Group
from index.statements.speech.prepositions import Prepositions
from index.statements.text.words import Token


class Inversions(Prepositions):
    """The finder of inverted cues."""

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
                if phrase is not None and (phrase.name is not None or phrase.kinds or phrase.pronoun):
                    return Cue(
                        "incise",
                        number,
                        group.first,
                        phrase.last,
                        phrase.last,
                        group,
                        group.frames | {"c"},
                        "say",
                        phrase,
                    )
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

    def _turned(self, number: int, group: Group) -> Cue | None:  # noqa: PLR0911  # a ladder of forms
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
        if self._noun_in_marks(number, group):
            return None
        if not (group.frames & frozenset("qc")):
            return self._acted(number, group)
        if group.lemma == "apprendre":
            return self._learnt(number, group)
        after = tokens[group.last] if group.last < len(tokens) else None
        if after is None or after.low in ("que", "qu'", ":", "si", "par") or after.kind == "quote":
            return None
        if after.low in ("de", "d'") and (
            group.last + 1 >= len(tokens)
            or tokens[group.last + 1].low
            not in ("son", "leur", "même", "nouveau", "concert", "façon", "manière")
        ):
            return None
        phrase = self._subject_after(number, group.last)
        if phrase is None or not self._fits_behind(number, group, phrase):
            return None
        cue = self._cue("incise", number, group, subject=phrase)
        cue.after = phrase.last
        return cue

    def _fits_behind(self, number: int, group: Group, phrase: Phrase) -> bool:
        """Tell whether a phrase behind a verb is its subject: near marks nearly always, else by its kind."""
        tokens = self.sentences[number].tokens
        before = tokens[group.first - 1]
        quoted = self._quoted_before(tokens, group.first)
        if not self._may_speak(phrase, strict=not quoted) or self._disagrees(tokens, group, phrase):
            return False
        above = any(t.kind == "quote" for t in tokens[: group.first])
        if not (quoted or "c" in group.frames or group.sense or above):
            return False
        bare = phrase.name is None and not phrase.kinds and not phrase.pronoun
        if before.kind != "quote" and "n" in group.frames and bare:
            return False
        if before.text == "," and not quoted and not self._ends_after(tokens, phrase.last):
            return False
        medium = phrase.name is not None and phrase.name.guess == "media"
        thing = phrase.name is None and set(phrase.kinds) <= {"d"}
        thing = thing or (not medium and not above and self.verbless(tokens[: group.first]))
        if (
            not quoted
            and thing
            and self._acts(number, group)
            and not self._within_clause(tokens, phrase.last)
        ):
            return False
        return quoted or "t" not in group.frames or not self._told(tokens, phrase.last)

    def _noun_in_marks(self, number: int, group: Group) -> bool:
        """Tell whether quoted words right before a verb are its subject: "les « verts » préviennent"."""
        tokens = self.sentences[number].tokens
        at = group.first - 1
        before = tokens[at - 1].low if at else ""
        words = tokens[at].text.strip('«»“”"<> \u00a0\u202f')
        articled = before in self.lexicon.words["determiners"] or before in ("de", "d'", "du", "des")
        if tokens[at].kind != "quote" or not articled or len(words.split()) > 5:
            return False
        if words[-1:] in ".!?…" or not words[:1].islower():
            return False
        many = any(
            t.low.endswith("ent") or t.low in ("ont", "sont") for t in tokens[group.first : group.last]
        )
        if many or before not in self.lexicon.words["plural_determiners"]:
            return True
        # de « bonnes raisons » témoigne l'association: the verb is not of their number
        phrase = self._subject_after(number, group.last)
        return phrase is None or (phrase.last < len(tokens) and tokens[phrase.last].text != ".")

    def _disagrees(self, tokens: list[Token], group: Group, phrase: Phrase) -> bool:
        """Tell whether a verb in the plural has a single one behind it, who is then its object."""
        after = tokens[phrase.last].low if phrase.last < len(tokens) else ""
        one = (
            not is_plural(phrase)
            and "g" not in phrase.kinds
            and (phrase.name is not None or phrase.determiner)
        )
        return bool(group.plural and one and after not in ("et", ",", "ou", "(", "ainsi", "comme", "puis"))

    def _within_clause(self, tokens: list[Token], at: int) -> bool:
        """Tell whether the verb of the clause follows an incise: "Le bac, a dit la maire, est parti"."""
        verb = tokens[at + 1].low if at + 1 < len(tokens) and tokens[at].text == "," else ""
        words = self.lexicon.words
        return verb in words["have"] or verb in words["be"] or verb in ("ne", "n'", "se", "s'")

    def _acts(self, number: int, group: Group) -> bool:
        """Tell whether a subject with its apposition fills the clause before the verb: what follows is done.

        "Mme X, qui dirige le port, a réclamé une enquête", not "Le port est fermé, indique un communiqué".
        """
        tokens = self.sentences[number].tokens
        left = self.phrases.subject_before(number, group.first, group.plural)
        if left is None or left.pronoun or not (left.name is not None or set(left.kinds) & set("mfgoa")):
            return False
        opens = left.first == 0 or tokens[left.first - 1].text in (",", ";")
        beside = left.last == group.first and tokens[left.last - 1].text == ")"
        return opens and left.last < len(tokens) and (beside or tokens[left.last].text == ",")

    def _told(self, tokens: list[Token], at: int) -> bool:
        """Tell whether what follows makes the phrase the one told: "avertit le maire d'un risque"."""
        return at < len(tokens) and tokens[at].low in ("de", "d'", "du", "des", "que", "qu'", "à")

    def _ends_clause(self, number: int, group: Group) -> bool:
        """Tell whether the verb follows a whole clause without a comma.

        As in "il se présente assure le journal".
        """
        tokens = self.sentences[number].tokens
        if group.grade != "say" or "c" not in group.frames or group.first < 4 or group.plural:
            return False
        if tokens[group.first - 1].low in self.lexicon.words["conjunctions"]:
            return False  # "estime que X et avertit Y": one subject, two verbs
        phrase = self._subject_after(number, group.last)
        if (
            phrase is None
            or phrase.name is None
            or phrase.pronoun
            or (phrase.last < len(tokens) and tokens[phrase.last].text != ".")
        ):
            return False
        return self.phrases.subject_before(number, group.first) is None

    def _learnt(self, number: int, group: Group) -> Cue | None:
        """Read ", a appris l'AFP auprès de X": the one it was learnt from speaks."""
        tokens = self.sentences[number].tokens
        for at in range(group.last, min(len(tokens) - 1, group.last + 12)):
            if tokens[at].low in ("auprès", "source", "sources"):
                phrase = self._source(number, at if tokens[at].low == "auprès" else at - 1)
                if phrase is not None:
                    return Cue(
                        "incise",
                        number,
                        group.first,
                        phrase.last,
                        phrase.last,
                        group,
                        frozenset("qc"),
                        "say",
                        phrase,
                    )
        return None

    def _open_incise(self, number: int, index: int) -> Cue | None:
        """Read any verb between the end of a quotation and a person: '"...", sourit Jean Dupont'."""
        tokens = self.sentences[number].tokens
        token = tokens[index]
        if token.kind != "word" or token.capital or index < 1:
            return None
        if not any(t.kind == "quote" for t in tokens[max(0, index - 5) : index]):
            return None
        group = self.groups.unknown(tokens, index)
        if (
            group is None
            or not self._quoted_before(tokens, group.first)
            or (
                len(tokens[group.first - 1].text) == 1 and tokens[group.first - 1].text not in (",", "!", "?")
            )
        ):
            return None
        return self._acted(number, group)

    def _acted(self, number: int, group: Group) -> Cue | None:
        """Read any act beside the marks that somebody does: '"...", a justifié le gouverneur, X Y'."""
        tokens = self.sentences[number].tokens
        if not self._quoted_before(tokens, group.first):
            return None
        phrase = self._subject_after(number, group.last)
        if phrase is None or phrase.pronoun or not (is_person(phrase.name) or set(phrase.kinds) & set("mfo")):
            return None
        if self._noun_in_marks(number, group) or self._disagrees(tokens, group, phrase):
            return None
        if not self._ends_after(tokens, phrase.last):
            return None
        cue = self._cue("incise", number, group, subject=phrase)
        cue.after = phrase.last
        return cue
