"""What stands before a verb form: clitics, negation, auxiliaries."""

from __future__ import annotations

from typing import Any

from index.statements.language.conjugation import Form
from index.statements.language.lexicon import Lexicon, Verb
from index.statements.speech.group import Group, GroupKind
from index.statements.text.words import Token

_OBJECTS = frozenset(
    ("le", "la", "les", "l'", "lui", "leur", "y", "en", "nous", "vous", "me", "m'", "te", "t'")
)


class Auxiliaries:
    """The part of reading verb groups that goes left from the verb."""

    def __init__(self, lexicon: Lexicon):
        self.lexicon = lexicon

    def _make(self, first: int, last: int, kind: GroupKind, verb: tuple[Verb, Form], **parts: Any) -> Group:
        chosen, form = verb
        return Group(
            first, last, kind, chosen.lemma, chosen.frames, chosen.grade, form.tense, form.plural, **parts
        )

    def _choose(
        self, tokens: list[Token], index: int, *, reflexive: bool, tense: str
    ) -> tuple[Verb, Form] | None:
        """Return the verb a form belongs to.

        The locution whose words follow, the reflexive one beside "se".
        """
        best: tuple[int, Verb, Form] | None = None
        for verb, form in self.lexicon.forms[tokens[index].low]:
            fits = form.tense == tense or (
                tense == "finite" and form.tense not in ("participle", "gerund", "infinitive", "subjunctive")
            )
            if not fits or verb.reflexive != reflexive:
                continue
            if verb.tail and self._tail(tokens, index + 1, verb.tail) < 0:
                continue
            rank = len(verb.tail)
            if best is None or rank > best[0]:
                best = (rank, verb, form)
        return (best[1], best[2]) if best else None

    def _tail(self, tokens: list[Token], at: int, tail: tuple[str, ...]) -> int:
        """Return where a locution's other words end after its verb, -1 where they are not there."""
        index = at
        while (
            index < len(tokens)
            and index < at + 3
            and tokens[index].low in self.lexicon.words["adverbs"]
            and tokens[index].low != tail[0]
        ):
            index += 1
        if [t.low for t in tokens[index : index + len(tail)]] == list(tail):
            return index + len(tail)
        return -1

    def _last(self, tokens: list[Token], index: int, verb: tuple[Verb, Form]) -> int:
        end = self._tail(tokens, index + 1, verb[0].tail) if verb[0].tail else -1
        return end if end > 0 else index + 1

    def _clitics(self, tokens: list[Token], index: int) -> tuple[int, bool, bool, str]:
        """Step left over object pronouns, "se" and "ne": first token, ne there, se there, the object."""
        first, negated, reflexive, obj = index, False, False, ""
        while first > 0:
            low = tokens[first - 1].low
            if low in ("ne", "n'"):
                negated = True
            elif low in ("se", "s'"):
                reflexive = True
            elif (low in _OBJECTS and low not in ("le", "la", "les", "l'")) or (
                low in ("le", "la", "les", "l'") and first > 1 and not self._determines(tokens, first - 1)
            ):
                obj = low
            else:
                break
            first -= 1
        return first, negated, reflexive, obj

    def _determines(self, tokens: list[Token], index: int) -> bool:
        """Tell whether le, la, les, l' before a verb form is an article: no subject stands before it."""
        before = tokens[index - 1].low
        words = self.lexicon.words
        return (before in words["prepositions"] or before in words["determiners"]) and before not in (
            "ne",
            "n'",
        )

    def _negation(self, tokens: list[Token], first: int, last: int) -> bool:
        return any(
            t.low in self.lexicon.words["negations"] or t.low in ("aucun", "aucune", "ni")
            for t in tokens[first : last + 1]
        )

    def _compound(self, tokens: list[Token], index: int) -> Group | None:
        """Read auxiliary + participle: "a déclaré", "s'est dit", "n'avait pas été décrit"."""
        at, been = self._auxiliary(tokens, index)
        if at < 0 or tokens[at].low in ("ayant", "étant", "avoir", "être"):
            return self._after_infinitive(tokens, index, at, been)
        auxiliary = tokens[at].low
        first, negated, reflexive, obj = self._clitics(tokens, at)
        clitic = next((t.low for t in tokens[at + 1 : index] if t.kind == "clitic"), "")
        passive = been or (auxiliary in self.lexicon.words["be"] and not reflexive)
        verb = self._choose(tokens, index, reflexive=reflexive, tense="participle") or (
            None if not reflexive else self._choose(tokens, index, reflexive=False, tense="participle")
        )
        if verb is None:
            return None
        last = self._last(tokens, index, verb)
        negated = negated and self._negation(tokens, at, last)
        group = self._make(
            first, last, "passive" if passive else "finite", verb, negated=negated, clitic=clitic, object=obj
        )
        group.conditional = auxiliary in self.lexicon.words["conditional"]
        group.pluperfect = auxiliary in self.lexicon.words["pluperfect"] and not passive
        group.plural = auxiliary.endswith("ent") or auxiliary in ("ont", "sont", "auront", "seront")
        group.tense = "compound"
        return group

    def _auxiliary(self, tokens: list[Token], index: int) -> tuple[int, bool]:
        """Return where the auxiliary of a participle stands, -1 for none, and whether "été" is between."""
        at, been, crossed = index - 1, False, 0
        while at >= 0 and index - at < 9:
            low = tokens[at].low
            words = self.lexicon.words
            if low in words["have"] or low in words["be"]:
                return (-1 if crossed % 2 else at), been
            between = any(low in words[k] for k in ("adverbs", "negations", "between_auxiliary"))
            been = been or low == "été"
            crossed += tokens[at].text == ","
            if not (between or low in ("été", ",") or tokens[at].kind == "clitic" or low.endswith("ment")):
                return -1, been
            at -= 1
        return -1, been

    def _after_infinitive(self, tokens: list[Token], index: int, at: int, been: bool) -> Group | None:
        """Read "après avoir dit", "affirme avoir dit": an infinitive auxiliary."""
        if at >= 0 and tokens[at].low == "avoir" and not been:
            verb = self._choose(tokens, index, reflexive=False, tense="participle")
            if verb is not None:
                return self._make(at + 1, self._last(tokens, index, verb), "infinitive", verb)
        if at >= 0 and tokens[at].low == "ayant":
            verb = self._choose(tokens, index, reflexive=False, tense="participle")
            return self._make(at, self._last(tokens, index, verb), "gerund", verb) if verb else None
        return None
