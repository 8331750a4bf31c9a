"""What a cue governs: the reported clause, before it, after it, or on both sides.

Gives token ranges within the cue's sentence; which quotation belongs to which cue is settled over the whole
sentence, the innermost cue having the first right.
"""

from __future__ import annotations

from index.statements.content.bounds import Bounds
from index.statements.content.clause import Clause
from index.statements.naming.phrase import is_person
from index.statements.speech.cue import Cue
from index.statements.text.words import Token


def _nested(clause: Clause, clauses: list[Clause]) -> bool:
    """Tell whether a cue with its own subject stands within what another is said to have said."""
    cue = clause.cue
    if cue.shape not in ("subject", "passive") or cue.inherits:
        return False
    if (
        cue.subject is not None
        and cue.subject.pronoun in ("il", "elle")
        and any(
            o.cue.preposition == "pour"
            and o.cue.subject
            and is_person(o.cue.subject.name)
            and o.holds(cue.first)
            for o in clauses
        )
    ):
        return True  # pour X, il prévoyait: words of X
    return any(
        o is not clause
        and o.opening == "que"
        and o.cue.shape in ("subject", "participle", "infinitive", "incise")
        and o.cue.grade == "say"
        and "c" in o.cue.frames
        and o.first <= cue.first < o.last
        for o in clauses
    )


def _owner(clauses: list[Clause], index: int) -> Clause | None:
    """Return the clause a quotation belongs to.

    The innermost that holds it, an incise right beside it first.
    """
    best: tuple[int, Clause] | None = None
    for clause in clauses:
        if not clause.holds(index):
            continue
        cue = clause.cue
        before = index < cue.first
        distance = cue.first - index if before else index - cue.last
        wide = clause.opening in ("around", "before") and cue.shape == "preposition"
        rank = distance + (40 if wide else 0) + (20 if clause.opening == "before" and not before else 0)
        if cue.shape == "incise" and before and distance <= 2:
            rank = -1
        if best is None or rank < best[0]:
            best = (rank, clause)
    return best[1] if best else None


class Clauses(Bounds):
    """The reader of governed clauses over one article."""

    def read(self, number: int, cues: list[Cue], titles: frozenset[int]) -> list[Clause]:
        """Return the clauses of a sentence's cues, each quotation but titles given to one of them at most."""
        tokens = self.sentences[number].tokens
        found: list[Clause] = []
        for order, cue in enumerate(cues):
            clause = self._one(tokens, cue, cues, order)
            if clause is not None:
                found.append(clause)
        found = [c for c in found if not _nested(c, found)]
        for index, token in enumerate(tokens):
            if token.kind == "quote" and index not in titles:
                owner = _owner(found, index)
                if owner is not None:
                    owner.quotes.append(index)
        return found

    def _one(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        if cue.shape == "incise":
            return self._incise(tokens, cue, cues, order)
        if cue.shape == "preposition":
            return self._preposition(tokens, cue, cues, order)
        if cue.shape == "comme":
            return self._comme(tokens, cue, cues, order)
        if cue.shape == "passive":
            return self._passive(tokens, cue, cues, order)
        return self._right(tokens, cue, cues, order)

    def _right(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        group = cue.group
        if group is not None and group.sense == "declines":
            return self._clause(
                tokens, cue, "declined", (group.last - 1, self._end(tokens, group.last, cue, cues, order))
            )
        opening, first = self._opening(tokens, cue)
        if opening == "none":
            return None
        last = self._end(tokens, first, cue, cues, order)
        if opening == "que":
            last = self._own_voice(tokens, first, last)
        if opening in ("noun", "de", "à", "comme", "adjective"):
            last = self._noun_end(tokens, first, last)
        return self._clause(tokens, cue, opening, (first, last))

    def _incise(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        after = cue.after
        if (after < len(tokens) and tokens[after].text == ":") or (
            cue.clitic and self._right_of_clitic(tokens, cue)
        ):
            opening, first = self._opening(tokens, cue)
            if opening != "none":
                return self._clause(tokens, cue, opening, (first, self._end(tokens, first, cue, cues, order)))
        first = self._left_edge(tokens, cue, cues, order)
        if first >= cue.first:
            return None
        beside = cue.first - 1 if tokens[cue.first - 1].kind == "quote" else cue.first - 2
        if beside > first and tokens[beside].kind == "quote" and tokens[beside - 1].text == ":":
            first = beside  # X in the thick of it: "...", a-t-il dit
        return self._clause(tokens, cue, "before", (first, cue.first), self._tail(tokens, cue, cues, order))

    def _right_of_clitic(self, tokens: list[Token], cue: Cue) -> bool:
        """Tell whether an inverted form looks ahead.

        'Aussi dit-il que ...', '..., et ajoute-t-il : "..."'.
        """
        before = tokens[cue.first - 1] if cue.first else None
        beside = before is not None and (
            before.kind == "quote" or before.text in (",", ")", "!", "?", "–", "-", "...", "…")
        )
        opening, _ = self._opening(tokens, cue)
        return (opening in ("colon", "que") and not beside) or (
            opening == "colon" and not self._quoted_left(tokens, cue)
        )

    def _tail(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> int:
        """Return where content that goes on after an incise ends, 0 where it does not."""
        at = cue.after
        limit = self._end(tokens, at, cue, cues, order)
        following = next((i for i in range(at, limit) if tokens[i].kind == "quote"), None)
        if following is not None and not any(at <= c.first < following for c in cues):
            beside = following == at or tokens[following - 1].text in (",", ":", "-", "–")
            whole = tokens[following].end - tokens[following].start > 30
            if beside and (following - at < 3 or (whole and following - at < 25)):
                return following + 1
            if cue.clitic and following - at < 12 and tokens[at].text == ",":
                return limit
        short = (
            not self._quoted_left(tokens, cue)
            and cue.clitic
            and at < len(tokens)
            and tokens[at].text == ","
            and cue.first < 9
        )
        return limit if short else 0

    def _preposition(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        after = cue.after
        opens = (
            cue.first == 0
            or tokens[cue.first - 1].text in (";", ":", "(")
            or (cue.first < 3 and tokens[0].low in self.lexicon.words["lead_words"])
        )
        if opens and after < len(tokens):
            comma = next(
                (
                    i
                    for i in range(after, min(len(tokens), after + 16))
                    if tokens[i].text == "," or tokens[i].text == ":" or tokens[i].kind == "quote"
                ),
                None,
            )
            first = (comma if tokens[comma].kind == "quote" else comma + 1) if comma is not None else after
            if comma == after and tokens[comma].text == ",":
                first = self._past_apposition(tokens, cue, first)
            return self._clause(tokens, cue, "que", (first, self._end(tokens, first, cue, cues, order)))
        closes = (
            after >= len(tokens)
            or tokens[after].text in (".", ")", ";", "!", "?")
            or tokens[after].low in ("qui", "dans", "lors", "interrogé", "cité", "citée")
        )
        if not closes and tokens[after].text == ",":
            nxt = tokens[after + 1] if after + 1 < len(tokens) else None
            closes = (
                nxt is not None
                and (nxt.low in ("qui", "cité", "citée", "dont", "lors") or nxt.low in self.lexicon.roles)
                and tokens[cue.first - 1].text == ","
            )
        left = self._left_edge(tokens, cue, cues, order)
        if closes:
            return self._clause(tokens, cue, "before", (left, cue.first))
        last = self._end(tokens, after, cue, cues, order)
        return self._clause(tokens, cue, "around", (left, cue.first), last)

    def _past_apposition(self, tokens: list[Token], cue: Cue, first: int) -> int:
        """Return where content starts behind "selon X, directrice du port à Brunelle, au nord,"."""
        subject = cue.subject
        opener = tokens[first] if first < len(tokens) else None
        if subject is None or subject.name is None or opener is None or opener.kind != "word":
            return first
        apposed = opener.low in (
            "qui",
            "dont",
            "âgé",
            "âgée",
            "interrogé",
            "interrogée",
            "cité",
            "citée",
        ) or (bool(set(self.lexicon.kinds(opener.text)) & set("mf")))
        if not apposed:
            return first
        at = first
        while True:
            comma = next(
                (i for i in range(at, len(tokens)) if tokens[i].text == "," or tokens[i].kind == "quote"),
                None,
            )
            if comma is None or comma - at > 30:
                return first if at == first else at
            if tokens[comma].kind == "quote":
                return comma if tokens[comma - 1].text == "," else first if at == first else at
            at = comma + 1
            follows = tokens[at] if at < len(tokens) else None
            place = follows is not None and follows.low in ("en", "à", "au", "aux", "dans", "près", "et")
            short = any(t.text == "," for t in tokens[at : at + 6])
            if not (place and short):
                return at

    def _comme(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        lead = tokens[cue.first - 1].low
        if lead in {"que", "qu'"} and cue.after < len(tokens) and tokens[cue.after].text == ":":
            return self._clause(
                tokens, cue, "colon", (cue.after + 1, len(tokens))
            )  # ce que lui a dit X : "..."
        if lead not in {"comme", "ainsi"}:
            return None
        if cue.first <= 2:
            first = next(
                (
                    i + 1
                    for i in range(cue.after, len(tokens))
                    if tokens[i].text in (",", ":") or tokens[i].kind == "quote"
                ),
                None,
            )
            if first is None:
                return None
            if tokens[first - 1].kind == "quote":
                first -= 1
            return self._clause(tokens, cue, "que", (first, self._end(tokens, first, cue, cues, order)))
        colon = next(
            (i for i in range(cue.after, min(len(tokens), cue.after + 14)) if tokens[i].text == ":"), None
        )
        if colon is not None:
            return self._clause(tokens, cue, "colon", (colon + 1, len(tokens)))
        return self._clause(tokens, cue, "before", (self._left_edge(tokens, cue, cues, order), cue.first - 1))

    def _passive(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        group = cue.group
        assert group is not None
        for index in range(group.last, len(tokens)):
            if index > group.last and index < cue.after:
                continue
            if (
                tokens[index].low in ("comme", "de", "d'")
                and index + 1 < len(tokens)
                and tokens[index + 1].kind in ("quote", "word")
                and (index < cue.after or index <= cue.after + 6)
            ):
                if tokens[index].low != "comme" and not (
                    cue.frames & frozenset("kt") and (index in (group.last, cue.after))
                ):
                    continue
                last = self._end(tokens, index + 1, cue, cues, order)
                if index < cue.after and cue.subject is not None:
                    last = min(last, cue.subject.first - 1)
                elif group.kind == "participle" and group.first and tokens[group.first - 1].text == ",":
                    apposed = (i for i in range(index + 1, last) if tokens[i].text == ",")
                    last = next(apposed, last)  # X, accusé par Y de mentir, a
                return self._clause(tokens, cue, "comme", (index + 1, last))
            if tokens[index].text in (";", ".") or index > cue.after + 6:
                break
        quotes = [i for i in range(max(0, group.first - 14), group.first) if tokens[i].kind == "quote"]
        if group.lemma not in self.lexicon.words["uttered"]:
            return None  # le « grand débat » voulu par X: words of who writes
        if quotes and group.first - quotes[-1] < 8:
            return self._clause(tokens, cue, "before", (quotes[-1], quotes[-1] + 1))
        return None
