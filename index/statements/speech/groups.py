"""Verb groups: clitics, negation, auxiliary, adverbs and the verb itself, with tense, mood and voice.

A group is read from its saying verb to the left; what stands before an infinitive of saying ("tient à",
"devrait", "refuse de") belongs to it.
"""

from __future__ import annotations

from index.statements.speech.auxiliaries import Auxiliaries
from index.statements.speech.group import Group
from index.statements.text.words import Token


class Groups(Auxiliaries):
    """The reader of verb groups."""

    def read(self, tokens: list[Token], index: int) -> Group | None:
        """Return the group around the verb form at `index`, None where the word is no verb there."""
        senses = self.lexicon.forms[tokens[index].low]
        tenses = {form.tense for _, form in senses}
        if "participle" in tenses:
            group = self._compound(tokens, index)
            if group is not None:
                return group
        if "infinitive" in tenses:
            return self._infinitive(tokens, index)
        if tenses == {"participle"} or ("participle" in tenses and not self._finite_context(tokens, index)):
            verb = self._choose(tokens, index, reflexive=False, tense="participle")
            if verb is None:
                return None
            agrees = tokens[index].low.endswith(("e", "s")) and not tokens[index].low.endswith(("is", "us"))
            return self._make(index, self._last(tokens, index, verb), "participle", verb, agrees=agrees)
        if "gerund" in tenses:
            first, negated, reflexive, obj = self._clitics(tokens, index)
            verb = self._choose(tokens, index, reflexive=reflexive, tense="gerund")
            return (
                self._make(
                    first, self._last(tokens, index, verb), "gerund", verb, negated=negated, object=obj
                )
                if verb
                else None
            )
        return self._simple(tokens, index)

    def _infinitive(self, tokens: list[Token], index: int) -> Group | None:
        """Read an infinitive of saying with what stands before it.

        "tient à souligner", "devrait annoncer".
        """
        first, _negated, reflexive, obj = self._clitics(tokens, index)
        verb = self._choose(tokens, index, reflexive=reflexive, tense="infinitive")
        if verb is None:
            return None
        last = self._last(tokens, index, verb)
        group = self._make(first, last, "infinitive", verb, object=obj)
        at = first - 1
        link = at >= 0 and tokens[at].low in ("à", "de", "d'", "par")
        if link:
            at -= 1
        steps = 0
        while (
            at >= 0
            and steps < 4
            and (
                tokens[at].low in self.lexicon.words["adverbs"]
                or tokens[at].kind == "clitic"
                or tokens[at].low in self.lexicon.words["between_catenative"]
            )
        ):
            at -= 1
            steps += 1
        if at < 0 or tokens[at].low not in self.lexicon.catenatives:
            return group
        sense, tense = self.lexicon.catenatives[tokens[at].low]
        if sense == "no" or tense in ("infinitive", "gerund"):
            return None
        if (
            not link
            and sense == "said"
            and tokens[at].low not in ("ose", "osé", "osait", "vient", "préfère", "préféré", "préférait")
        ):
            return group
        return self._catenative(tokens, at, group, (sense, tense))

    def _catenative(self, tokens: list[Token], at: int, group: Group, told: tuple[str, str]) -> Group | None:
        sense, tense = told
        clitic = next((t.low for t in tokens[at : group.last] if t.kind == "clitic"), "")
        auxiliary = at
        if tense == "participle":
            auxiliary = next(
                (
                    i
                    for i in range(at - 1, max(-1, at - 5), -1)
                    if tokens[i].low in self.lexicon.words["have"]
                    or tokens[i].low in self.lexicon.words["be"]
                ),
                -1,
            )
            if auxiliary < 0:
                return group
            reflexive = auxiliary > 0 and tokens[auxiliary - 1].low in ("s'", "se")
            if (
                tokens[auxiliary].low in self.lexicon.words["be"]
                and not reflexive
                and tokens[at].low not in ("venu", "venue", "venus")
            ):
                return None  # est tenu de, est appelé à
        first, negated, _, _ = self._clitics(tokens, auxiliary)
        negated = negated and self._negation(tokens, auxiliary, group.last)
        past = tense == "participle" or tense in ("imperfect", "past")
        form = tokens[at].low
        if sense == "announced" and tense == "participle":
            sense = "said"  # a dû reconnaître, a pu dire
        if negated and form in self.lexicon.words["litotes"]:
            negated = False
        if sense == "wish":
            sense = "declines" if negated else ("said" if past else "announced")
            negated = False
        group.first, group.kind, group.sense, group.negated = first, "infinitive", sense, negated
        group.clitic, group.tense = clitic, "compound" if past else "present"
        group.conditional = tense == "conditional" and sense != "announced"
        return group

    def _finite_context(self, tokens: list[Token], index: int) -> bool:
        """Tell whether a form that is also a participle ("dit", "promis") is finite here.

        A subject or an incise.
        """
        if index == 0:
            return False
        before = tokens[index - 1]
        if index + 1 < len(tokens) and tokens[index + 1].low == "par":
            return False
        return (
            before.kind == "quote"
            or before.text in (",", ")")
            or before.low in self.lexicon.words["before_finite"]
            or (
                before.kind == "word"
                and before.low not in self.lexicon.words["determiners"]
                and before.low not in self.lexicon.words["prepositions"]
                and before.low not in ("et", "comme")
            )
        )

    def _simple(self, tokens: list[Token], index: int) -> Group | None:
        """Read a simple tense: "déclare", "n'exclut pas", "l'affirme"."""
        words = self.lexicon.words
        first, negated, reflexive, obj = self._clitics(tokens, index)
        if first > 0:
            before = tokens[first - 1].low
            if (
                before in words["determiners"]
                or before in words["contracted"]
                or (before in words["prepositions"] and before not in ("lors",))
            ):
                return None
        verb = self._choose(tokens, index, reflexive=reflexive, tense="finite")
        if verb is None and reflexive:
            verb = self._choose(tokens, index, reflexive=False, tense="finite")
        if verb is None:
            return None
        last = self._last(tokens, index, verb)
        group = self._make(first, last, "finite", verb, object=obj)
        group.negated = negated and self._negation(tokens, index, last + 1)
        group.conditional = group.tense == "conditional"
        return group

    def inverted(self, tokens: list[Token], index: int) -> Group | None:  # noqa: PLR0912  # a ladder of forms
        """Read a verb with its pronoun turned behind it; any verb will do beside a quotation."""
        at = index - 1
        if at < 0 or tokens[at].kind != "word":
            return None
        if tokens[at].low in self.lexicon.words["have"] or tokens[at].low in self.lexicon.words["be"]:
            for probe in range(index + 1, min(len(tokens), index + 6)):
                if tokens[probe].low in self.lexicon.forms:
                    group = self.read(tokens, probe)
                    if group is not None and group.first <= at:
                        group.clitic = tokens[index].low
                        return group
                if not (
                    tokens[probe].low in self.lexicon.words["adverbs"]
                    or tokens[probe].low.endswith("ment")
                    or tokens[probe].low in self.lexicon.words["between_clitic"]
                ):
                    break
            return self._any(tokens, at, index)
        if tokens[at].low in self.lexicon.forms and any(
            f.tense not in ("participle", "infinitive", "gerund")
            for _, f in self.lexicon.forms[tokens[at].low]
        ):
            group = self._simple(tokens, at)
            if group is not None:
                group.last = max(group.last, index + 1)
                while group.last < len(tokens) and tokens[group.last].low in self.lexicon.words["adverbs"]:
                    group.last += 1
                return group
        if tokens[at].low in self.lexicon.catenatives:
            for probe in range(index + 1, min(len(tokens), index + 6)):
                if tokens[probe].low in self.lexicon.forms:
                    group = (
                        self._infinitive(tokens, probe)
                        if any(f.tense == "infinitive" for _, f in self.lexicon.forms[tokens[probe].low])
                        else None
                    )
                    if group is not None and group.first <= at:
                        return group
        return self._any(tokens, at, index)

    def _any(self, tokens: list[Token], at: int, clitic: int) -> Group | None:
        """A verb the lexicon does not know, with its pronoun behind it."""
        first, negated, _, _ = self._clitics(tokens, at)
        last = clitic + 1
        if tokens[at].low in self.lexicon.words["have"] or tokens[at].low in self.lexicon.words["be"]:
            while (
                last < len(tokens)
                and last < clitic + 5
                and tokens[last].kind == "word"
                and not tokens[last].low.endswith(("é", "i", "u", "it", "is", "ée"))
            ):
                last += 1
            last = min(last + 1, len(tokens))
        return Group(first, last, "finite", tokens[at].low, frozenset(), "weak", "present", negated=negated)

    def unknown(self, tokens: list[Token], index: int) -> Group | None:
        """Return the group of a verb that is in no list, if the word may be one.

        Lower case, a verb's ending.
        """
        low = tokens[index].low
        words = self.lexicon.words
        if low in words["closed"] or low in self.lexicon.roles:
            return None
        first, negated, _, _ = self._clitics(tokens, index)
        weak = frozenset("q")
        if low in words["have"]:
            at = index + 1
            while at < min(len(tokens), index + 4) and (
                tokens[at].low in words["adverbs"] or tokens[at].low.endswith("ment")
            ):
                at += 1
            past = at < len(tokens) and tokens[at].low.endswith(("é", "i", "u", "it", "is"))
            if not past or tokens[at].low in self.lexicon.forms:
                return None
            return Group(first, at + 1, "finite", tokens[at].low, weak, "weak", "compound", negated=negated)
        if low.endswith(("ée", "ées", "és")):
            return None
        if len(low) > 3 and low.endswith(("e", "it", "ait", "d", "ent", "aient", "oit")):
            return Group(first, index + 1, "finite", low, weak, "weak", "present", negated=negated)
        return None
