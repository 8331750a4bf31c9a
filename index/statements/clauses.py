"""What a cue governs: the reported clause, before it, after it, or on both sides.

Gives token ranges within the cue's sentence; which quotation belongs to which cue is settled over the whole
sentence, the innermost cue having the first right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from index.statements.cues import Cue, Cues
from index.statements.lexicon import Lexicon
from index.statements.words import Sentence, Token

Opening = Literal[
    "que",
    "colon",
    "quote",
    "si",
    "infinitive",
    "de",
    "à",
    "comme",
    "noun",
    "adjective", "declined", "before",
    "around",
    "none",
]
_CLOSED_BY = frozenset(("quand", "tandis", "mais", "alors"))
_TRIM = frozenset(",;:.–—-()")


@dataclass(slots=True)
class Clause:
    """What one cue governs: tokens [first, last) of its sentence, how it opens, and the quotations it owns."""

    cue: Cue
    opening: Opening
    first: int
    last: int
    tail: int = 0  # the content goes on after an incise, up to this token
    quotes: list[int] = field(default_factory=list)

    def holds(self, index: int) -> bool:
        """Tell whether a token is in the content."""
        return self.first <= index < self.last or self.cue.after <= index < self.tail


class Clauses:
    """The reader of governed clauses over one article."""

    def __init__(self, lexicon: Lexicon, cues: Cues, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.cues = cues
        self.sentences = sentences

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

    def _clause(
        self, tokens: list[Token], cue: Cue, opening: Opening, first: int, last: int, tail: int = 0
    ) -> Clause | None:
        while first < last and tokens[first].text in _TRIM:
            first += 1
        while last > first and tokens[last - 1].text in _TRIM:
            last -= 1
        while tail > cue.after and tokens[tail - 1].text in _TRIM:
            tail -= 1
        if first >= last and tail <= cue.after:
            return None
        return Clause(cue, opening, first, last, tail if tail > cue.after else 0)

    # After the cue

    def _right(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        group = cue.group
        if group is not None and group.sense == "declines":
            return self._clause(tokens, cue, "declined", group.last - 1, self._end(tokens, group.last, cue, cues, order))
        opening, first = self._opening(tokens, cue)
        if opening == "none":
            return None
        last = self._end(tokens, first, cue, cues, order)
        if opening in ("noun", "de", "à", "comme", "adjective"):
            last = self._noun_end(tokens, first, last)
        return self._clause(tokens, cue, opening, first, last)

    def _noun_end(self, tokens: list[Token], first: int, last: int) -> int:
        """Return where a noun phrase told of ends: before the place or time it was told, if no quotation follows."""
        for index in range(first + 1, last):
            low = tokens[index].low
            if any(t.kind == "quote" for t in tokens[index:last]):
                continue
            after = [t.low for t in tokens[index + 1 : index + 3]]
            if low in ("dans", "lors") and any(
                w in self.lexicon.venues for w in [*after, *(t.low for t in tokens[index + 3 : index + 5])]
            ):
                return index
            if (
                low in ("lors", "devant", "au")
                and after[:1] in (["micro"], ["cours"], ["terme"], ["lendemain"])
                or low == "lors"
                and after[:1] in (["de"], ["d'"], ["du"], ["des"])
            ):
                return index
            if (
                tokens[index].text == ","
                and after
                and (
                    after[0]
                    in (
                        "moins",
                        "plus",
                        "soit", "quelques", "lors", "avant", "après", "alors", "tandis", "sur", "selon",
                        "ce",
                        "depuis",
                        "mais",
                    )
                    or after[0] in self.lexicon.words["weekdays"]
                )
            ):
                return index
        return last

    def _opening(self, tokens: list[Token], cue: Cue) -> tuple[Opening, int]:
        """Return how the content opens after a cue, and at which token."""
        at = cue.after
        frames = cue.frames
        limit = min(len(tokens), at + 45)
        fresh = True  # nothing but adverbs and dates so far
        while at < limit:
            token = tokens[at]
            low = token.low
            if low in ("que", "qu'") and tokens[at - 1].low not in (
                "plus",
                "moins",
                "ainsi",
                "alors",
                "tandis",
                "pour",
                "avant",
                "après",
                "sans",
                "ce",
            ):
                return ("que", at + 1) if "c" in frames or self._quote_ahead(tokens, at) else ("none", at)
            if token.text == ":":
                return "colon", at + 1
            if token.kind == "quote":
                return ("quote", at) if fresh or frames - frozenset("q") else ("none", at)
            if low == "si" or low == "s'" and at + 1 < len(tokens) and tokens[at + 1].low in ("il", "ils"):
                return ("si", at) if "s" in frames else ("none", at)
            if low in ("que", "comment", "pourquoi", "combien") and "s" in frames:
                return "si", at
            if fresh and "i" in frames and self._is_infinitive(tokens, at):
                return "infinitive", at
            if low in ("de", "d'", "du", "des", "contre") and fresh and frames & frozenset("dk"):
                return "de", at + (1 if low in ("de", "d'") else 0)
            if "p" in frames and (low in ("pour", "contre") or low == "en" and at + 1 < len(tokens) and tokens[at + 1].low == "faveur"):
                return "de", at
            if low == "à" and "a" in frames and fresh or low in ("au", "aux") and "a" in frames and fresh:
                return "à", at + (1 if low == "à" else 0)
            if low == "comme" and "k" in frames:
                return "comme", at + 1
            if (
                fresh
                and "k" in frames
                and cue.group is not None
                and cue.group.lemma.startswith(("se ", "s'"))
                and token.kind == "word"
                and low not in self.lexicon.words["adverbs"]
                and low not in self.lexicon.words["prepositions"]
                and low not in self.lexicon.words["determiners"]
                and low not in self.lexicon.words["weekdays"]
            ):
                return "adjective", at
            step = self.cues._adjunct(cue.sentence, at)
            noun = self._noun_opens(tokens, at, cue)
            if noun and fresh and frames & frozenset("nkt") and step == at:
                return "noun", at
            if token.text in (";", "?", "!") or (token.text == "." and at == len(tokens) - 1):
                return "none", at
            if low in ("qui", "dont", "où", "afin", "lorsque", "quand", "tandis") and not self._que_ahead(
                tokens, at
            ):
                return "none", at
            if step > at:
                at = step
                continue
            fresh = fresh and low in self.lexicon.words["adverbs"]
            at += 1
        return "none", at

    def _que_ahead(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a comma and then que, a colon or a quotation follow soon: the clause stands between."""
        for index in range(at, min(len(tokens) - 1, at + 30)):
            if (
                tokens[index].text == ","
                and tokens[index + 1].low in ("que", "qu'")
                or tokens[index].text == ":"
            ):
                return True
        return False

    def _quote_ahead(self, tokens: list[Token], at: int) -> bool:
        return any(t.kind == "quote" for t in tokens[at : at + 3])

    def _noun_opens(self, tokens: list[Token], at: int, cue: Cue) -> bool:
        token = tokens[at]
        return (
            token.low in self.lexicon.words["determiners"]
            or token.low in ("des", "du")
            or token.capital
            or self.cues.phrases.names.at(cue.sentence, at) is not None
        )

    def _is_infinitive(self, tokens: list[Token], at: int) -> bool:
        while at < len(tokens) and tokens[at].low in (
            "ne",
            "n'",
            "pas",
            "se",
            "s'",
            "le",
            "la",
            "l'",
            "les",
            "y",
            "en",
            "lui",
            "leur",
            "jamais",
            "plus",
            "bien",
            "vouloir",
        ):
            if tokens[at].low == "vouloir":
                return True
            at += 1
        if at >= len(tokens) or tokens[at].kind != "word":
            return False
        low = tokens[at].low
        return low in ("avoir", "être") or (
            len(low) > 3
            and low.endswith(("er", "ir", "oir", "re"))
            and (
                low.endswith(("er", "ir"))
                or low in self.lexicon.forms
                or low in self.lexicon.catenatives
                or low.endswith(("dre", "tre", "ire", "ivre", "oire"))
            )
            and not tokens[at].capital
        )

    def _end(self, tokens: list[Token], first: int, cue: Cue, cues: list[Cue], order: int) -> int:
        """Return where content that starts at a token ends: the sentence, a bracket, or the next cue of its level."""
        last = len(tokens)
        for other in cues[order + 1 :]:
            if other.first > first:
                cut = self._cut(tokens, cue, other, first)
                if cut is not None:
                    last = min(last, cut)
                    break
        depth = 0
        for index in range(first, last):
            text = tokens[index].text
            depth += (text == "(") - (text == ")")
            if depth < 0 or text == ";":
                return index
        return last

    def _cut(self, tokens: list[Token], cue: Cue, other: Cue, first: int) -> int | None:
        """Return where a later cue of the same level ends the content before it, None if it is within it."""
        start = other.first
        before = tokens[start - 1] if start else None
        if before is None:
            return None
        if other.shape == "participle" and other.inherits:
            at = start
            while (
                at > first
                and tokens[at - 1].low in ("en", "tout", "et", "mais")
                or (at > first and tokens[at - 1].text == ",")
            ):
                at -= 1
            return at if at < start or before.kind == "quote" else None
        if other.shape == "infinitive" or other.coordinated:
            at = start
            while at > first and (
                tokens[at - 1].low in ("avant", "après", "de", "d'", "et", "puis", "avoir", "mais", "ou")
                or tokens[at - 1].text == ","
            ):
                at -= 1
            return at if at < start else None
        if other.shape == "preposition":
            closing = other.last >= len(tokens) or tokens[other.last].text in (".", ")", ";")
            return start - 1 if before.text == "," and closing else None
        if other.shape == "incise":
            named = other.clitic or (other.subject is not None and other.subject.name is not None)
            return start - 1 if before.text == "," and named else None
        if other.shape == "comme":
            return start - 2 if start > 1 and tokens[start - 2].text == "," else None
        if other.shape == "subject" and other.subject is not None:
            at = other.subject.first
            if cue.shape == "participle" and cue.first <= 1 and at > first and tokens[at - 1].text == ",":
                return at - 1
            conj = next(
                (
                    i
                    for i in range(at - 1, max(first, at - 4) - 1, -1)
                    if i > 0 and (tokens[i].low in _CLOSED_BY or tokens[i].text == ";")
                ),
                None,
            )
            if conj is not None and tokens[conj - 1].text == ",":
                return conj - 1
        return None

    # Before the cue

    def _left_edge(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> int:
        """Return where content before a cue starts: the sentence, an opening bracket, or the last cue's content."""
        edge = 0
        depth = 0
        for index in range(cue.first - 1, -1, -1):
            if tokens[index].text == ")":
                depth += 1
            if tokens[index].text == "(":
                depth -= 1
            if depth < 0 or (tokens[index].text == ";" and depth <= 0):
                edge = index + 1
                break
        for other in cues[:order]:
            if (
                other.shape in ("incise", "participle", "infinitive")
                and other.after > edge
                and not other.inherits
            ):
                edge = other.after
            elif other.inherits and other.first > edge:
                edge = other.first
        while (
            edge < cue.first
            and (tokens[edge].text in _TRIM or tokens[edge].low in ("et", "mais"))
            and tokens[edge].kind != "quote"
            and edge
        ):
            edge += 1
        return edge

    def _incise(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        after = cue.after
        if (
            after < len(tokens)
            and tokens[after].text == ":"
            or (cue.clitic and self._right_of_clitic(tokens, cue))
        ):
            opening, first = self._opening(tokens, cue)
            if opening != "none":
                return self._clause(tokens, cue, opening, first, self._end(tokens, first, cue, cues, order))
        first = self._left_edge(tokens, cue, cues, order)
        if first >= cue.first:
            return None
        beside = cue.first - 1 if tokens[cue.first - 1].kind == "quote" else cue.first - 2
        if beside > first and tokens[beside].kind == "quote" and tokens[beside - 1].text == ":":
            first = beside  # X in the thick of it: "...", a-t-il dit
        return self._clause(tokens, cue, "before", first, cue.first, self._tail(tokens, cue, cues, order))

    def _right_of_clitic(self, tokens: list[Token], cue: Cue) -> bool:
        """Tell whether an inverted form looks ahead: 'Aussi dit-il que ...', '..., et ajoute-t-il : "..."'."""
        before = tokens[cue.first - 1] if cue.first else None
        beside = before is not None and (
            before.kind == "quote" or before.text in (",", ")", "!", "?", "–", "-", "...", "…")
        )
        opening, _ = self._opening(tokens, cue)
        return (
            opening in ("colon", "que")
            and not beside
            or opening == "colon"
            and not self._quoted_left(tokens, cue)
        )

    def _quoted_left(self, tokens: list[Token], cue: Cue) -> bool:
        return any(t.kind == "quote" for t in tokens[: cue.first])

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
        while after < len(tokens) and tokens[after].text == "," and False:
            after += 1
        opens = (
            cue.first == 0
            or tokens[cue.first - 1].text in (";", ":", "(")
            or (
                cue.first < 3
                and tokens[0].low
                in (
                    "mais",
                    "et",
                    "car",
                    "or",
                    "toutefois",
                    "cependant",
                    "pourtant",
                    "enfin",
                    "ainsi",
                    "toujours",
                    "autre",
                    "donc",
                )
            )
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
            return self._clause(tokens, cue, "que", first, self._end(tokens, first, cue, cues, order))
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
            return self._clause(tokens, cue, "before", left, cue.first)
        last = self._end(tokens, after, cue, cues, order)
        return self._clause(tokens, cue, "around", left, cue.first, last)

    def _comme(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> Clause | None:
        lead = tokens[cue.first - 1].low
        if lead != "comme" and lead != "ainsi":
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
            return self._clause(tokens, cue, "que", first, self._end(tokens, first, cue, cues, order))
        colon = next(
            (i for i in range(cue.after, min(len(tokens), cue.after + 14)) if tokens[i].text == ":"), None
        )
        if colon is not None:
            return self._clause(tokens, cue, "colon", colon + 1, len(tokens))
        return self._clause(tokens, cue, "before", self._left_edge(tokens, cue, cues, order), cue.first - 1)

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
                return self._clause(tokens, cue, "comme", index + 1, last)
            if tokens[index].text in (";", ".") or index > cue.after + 6:
                break
        quotes = [i for i in range(max(0, group.first - 14), group.first) if tokens[i].kind == "quote"]
        if quotes and group.first - quotes[-1] < 8:
            return self._clause(tokens, cue, "before", quotes[-1], quotes[-1] + 1)
        return None


def _nested(clause: Clause, clauses: list[Clause]) -> bool:
    """Tell whether a cue with its own subject stands within what another is said to have said."""
    cue = clause.cue
    if cue.shape not in ("subject", "passive") or cue.inherits:
        return False
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
    """Return the clause a quotation belongs to: the innermost that holds it, an incise right beside it first."""
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
