"""Where content ends, or starts when it stands before its cue."""

from __future__ import annotations

from index.statements.content.clause import Clause, Opening
from index.statements.content.openings import Openings
from index.statements.speech.cue import Cue
from index.statements.text.words import Token

_CLOSED_BY = frozenset(("quand", "tandis", "mais", "alors"))


_TRIM = frozenset(",;:.–—-()")


class Bounds(Openings):
    """The part of clause reading that finds the edges of content."""

    def _clause(
        self, tokens: list[Token], cue: Cue, opening: Opening, span: tuple[int, int], tail: int = 0
    ) -> Clause | None:
        """Return a clause of tokens [first, last) without the marks at its edges, None if nothing is left."""
        first, last = span
        while first < last and tokens[first].text in _TRIM:
            first += 1
        while last > first and tokens[last - 1].text in _TRIM:
            last -= 1
        while tail > cue.after and tokens[tail - 1].text in _TRIM:
            tail -= 1
        if first >= last and tail <= cue.after:
            return None
        return Clause(cue, opening, first, last, tail if tail > cue.after else 0)

    def _noun_end(self, tokens: list[Token], first: int, last: int) -> int:
        """Return where a noun phrase told of ends.

        Before the place or time it was told, if no quotation follows.
        """
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
            ) or (low == "lors" and after[:1] in (["de"], ["d'"], ["du"], ["des"])):
                return index
            closed = any(t.text == "," for t in tokens[index + 1 : last])
            if (
                tokens[index].text == ","
                and after
                and not (after[0] == "selon" and closed)  # l'image qui, selon lui, en reste
                and (
                    after[0] in self.lexicon.words["noun_enders"]
                    or after[0] in self.lexicon.words["weekdays"]
                )
            ):
                return index
        return last

    def _end(self, tokens: list[Token], first: int, cue: Cue, cues: list[Cue], order: int) -> int:
        """Return where content that starts at a token ends.

        The sentence, a bracket, or the next cue of its level.
        """
        last = len(tokens)
        for other in cues[order + 1 :]:
            if other.first > first:
                cut = self._cut(tokens, cue, other, first)
                if cut is not None:
                    last = min(last, cut)
                    break
        depth = 0
        conceded = self._conceded(tokens, cue)
        for index in range(first, last):
            text = tokens[index].text
            depth += (text == "(") - (text == ")")
            if depth < 0 or text == ";" or (conceded and depth == 0 and self._resumes(cue.sentence, index)):
                return index
        return last

    def _conceded(self, tokens: list[Token], cue: Cue) -> bool:
        """Tell whether a cue stands in a clause that opens its sentence: "Si le maire admet que ..., il"."""
        opener = next((i for i, t in enumerate(tokens[:3]) if t.low in self.lexicon.words["concessions"]), -1)
        if opener < 0 or any(t.text == "," for t in tokens[opener : cue.first]):
            return False
        que = tokens[opener + 1].low in ("que", "qu'")
        return que or tokens[opener].low not in ("alors", "tandis", "bien", "même")

    def _resumes(self, number: int, at: int) -> bool:
        """Tell whether a comma ends the clause before it: a subject and its verb follow."""
        tokens = self.sentences[number].tokens
        if tokens[at].text != "," or at + 1 >= len(tokens):
            return False
        if tokens[at + 1].low in self.lexicon.words["main_subjects"]:
            return True
        phrase = self.cues.phrases.read(number, at + 1)
        if phrase is None or phrase.pronoun or phrase.last >= len(tokens):
            return False
        verb = tokens[phrase.last].low
        words = self.lexicon.words
        return any(verb in words[k] for k in ("have", "be", "clitics")) or verb in self.lexicon.forms

    def _cut(self, tokens: list[Token], cue: Cue, other: Cue, first: int) -> int | None:  # noqa: PLR0911  # a ladder of forms
        """Return where a later cue of the same level ends the content before it, None if it is within it."""
        start = other.first
        before = tokens[start - 1] if start else None
        if before is None:
            return None
        if other.shape == "participle" and other.inherits:
            at = start
            while (at > first and tokens[at - 1].low in ("en", "tout", "et", "mais")) or (
                at > first and tokens[at - 1].text == ","
            ):
                at -= 1
            return at if at < start or before.kind == "quote" else None
        if other.shape == "infinitive" or other.coordinated:
            at = start
            while at > first and (
                tokens[at - 1].low in self.lexicon.words["linkers"] or tokens[at - 1].text == ","
            ):
                at -= 1
            told = tokens[first - 1].low in ("que", "qu'") if first else False
            return at if at < start and not (told and self.cues.verbless(tokens[first:at])) else None
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
            reported = any(t.low in ("que", "qu'") for t in tokens[max(0, first - 2) : first])
            if at > first and tokens[at - 1].low == "et" and not reported and other.group is not None:
                return at - 1  # réclame une trêve et les élus demandent
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

    def _left_edge(self, tokens: list[Token], cue: Cue, cues: list[Cue], order: int) -> int:
        """Return where content before a cue starts.

        The sentence, an opening bracket, or the last cue's content.
        """
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

    def _quoted_left(self, tokens: list[Token], cue: Cue) -> bool:
        return any(t.kind == "quote" for t in tokens[: cue.first])

    def _own_voice(self, tokens: list[Token], first: int, last: int) -> int:
        """Return where the one who reports speaks again: "elle dit que non, et je crois qu'elle a raison"."""
        for at in range(first + 1, last - 1):
            if tokens[at].low in ("et", "mais", "or", "donc") and tokens[at + 1].low in ("je", "j'"):
                return at
        return last
