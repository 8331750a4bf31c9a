"""Which proposals of a model enter beside the statements of the grammar: those that the text bears out.

A proposal is refused unless the grammar itself shows each of its parts: the content is printed so, and
nothing has taken it; a cue that the lexicon knows governs these words and no others; the cue has the subject
that was proposed. Who that is, polarity, mood, day and fragments are then read as for any statement. So a
model can point at what the grammar passed over, and decide nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from index.news import PROPOSED, Article, Statement
from index.statements.content.clause import Clause
from index.statements.draft import Draft, Reading
from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import fold
from index.statements.naming.phrase import is_plural
from index.statements.proposal import Proposal, Reason, Verified
from index.statements.reader import Reader
from index.statements.speakers.speaker import Speaker
from index.statements.speech.cue import Cue
from index.statements.text.printed import Printed, squeezed
from index.statements.text.words import Token

_TRIM = frozenset(",;:.–—-()!?…")
_ASIDE = frozenset(",–—-()")
_OPENERS = frozenset(("que", "qu'"))
_REACH = 12  # tokens between a cue and the clause behind the one told
_UNNAMED = frozenset(("unknown-noun", "none"))
_Span = tuple[int, int]


class Verifier(Reader):
    """The verifier of one article: `read()` it first, then `verify` what was proposed."""

    def __init__(self, article: Article, lexicon: Lexicon):
        super().__init__(article, lexicon)
        self.printed = Printed(self.text)
        self._before: dict[int, _Span] = {}

    def _sentence(self, number: int) -> None:
        self._before[number] = len(self.reference.focus), len(self.reference.spoken)
        super()._sentence(number)

    def verify(
        self, reading: Reading, proposals: Sequence[Proposal], known: Sequence[Statement] | None = None
    ) -> Verified:
        """Return which proposals enter; `known` are the statements whose words are taken, if not all."""
        known = reading.statements if known is None else known
        taken = [(s.content.start, s.content.end) for s in known]
        taken += [(f.start, f.end) for s in known for f in s.fragments]
        taken += [(t.start, t.end) for t in reading.terms]
        entered: list[Statement] = []
        refused: list[tuple[Proposal, Reason]] = []
        for proposal in proposals:
            outcome = self._judge(proposal, taken)
            if isinstance(outcome, Statement):
                entered.append(outcome)
                taken.append((outcome.content.start, outcome.content.end))
            else:
                refused.append((proposal, outcome))
        return Verified(reading, tuple(entered), tuple(refused), open=bool(self._before))

    def _judge(self, proposal: Proposal, taken: Sequence[_Span]) -> Statement | Reason:
        place = self._place(proposal) if self._before else None
        if place is None:
            return "not_found" if self._before else "form"
        number, first, last = place
        if number not in self._before:
            return "form"
        tokens = self.sentences[number].tokens
        start, end = tokens[first].start, tokens[last - 1].end
        if any(start < stop and begin < end for begin, stop in taken):
            return "known"
        with self._as_of(number):
            reason: Reason = "cue"
            for cue, cues in self._cues(number, proposal, (start, end)):
                outcome = self._draft_of(proposal, cue, cues, (first, last))
                if isinstance(outcome, Draft):
                    if self._used(outcome, taken):
                        return "known"
                    return self._statement(outcome)
                reason = outcome
            return reason

    @contextmanager
    def _as_of(self, number: int) -> Iterator[None]:
        """Let pronouns look back from a sentence as they did when it was read."""
        focus, spoken = self.reference.focus, self.reference.spoken
        seen, said = self._before[number]
        self.reference.focus, self.reference.spoken = focus[:seen], spoken[:said]
        try:
            yield
        finally:
            self.reference.focus, self.reference.spoken = focus, spoken

    # Where the content stands.

    def _place(self, proposal: Proposal) -> tuple[int, int, int] | None:
        """Return sentence, first and last token of the content where it stands once, within one sentence."""
        start, end = self._paragraph(proposal.paragraph)
        found = self.printed.find(proposal.content, start, end)
        if len(found) != 1:
            return None
        begin, stop = found[0]
        for number, sentence in enumerate(self.sentences):
            if sentence.start < stop and begin < sentence.end:
                return self._whole(number, begin, stop)
        return None

    def _paragraph(self, number: int) -> _Span:
        """Return where a paragraph that holds anything stands, counted from 1; the whole text for 0."""
        at = count = 0
        for line in self.text.split("\n"):
            count += bool(line.strip())
            if line.strip() and count == number:
                return at, at + len(line)
            at += len(line) + 1
        return (0, len(self.text)) if number == 0 else (0, 0)

    def _whole(self, number: int, begin: int, stop: int) -> tuple[int, int, int] | None:
        tokens = self.sentences[number].tokens
        held = [i for i, t in enumerate(tokens) if t.start < stop and begin < t.end]
        first, last = self._trimmed(tokens, held[0], held[-1] + 1)
        if first >= last or stop > tokens[-1].end:
            return None
        for token in (tokens[first], tokens[last - 1]):
            inner = self.quotes[token.quote] if token.quote >= 0 else None
            edges = (inner.inner_start, inner.inner_end) if inner else (token.start, token.end)
            if begin > edges[0] or stop < edges[1]:
                return None  # a quotation is never cut
        return number, first, last

    def _trimmed(self, tokens: list[Token], first: int, last: int) -> _Span:
        """Return a range of tokens without marks at its edges and the "que" that opens it."""
        while first < last and (tokens[first].text in _TRIM or tokens[first].low in _OPENERS):
            first += 1
        while last > first and tokens[last - 1].text in _TRIM:
            last -= 1
        return first, last

    # The cue, and what it governs.

    def _cues(self, number: int, proposal: Proposal, content: _Span) -> Iterator[tuple[Cue, list[Cue]]]:
        """Yield the cues of a sentence that stand where one is proposed, nearest first, among all of them."""
        sentence = self.sentences[number]
        tokens = sentence.tokens
        places = self.printed.find(proposal.cue, sentence.start, sentence.end)
        apart = [(s, e) for s, e in places if e <= content[0] or content[1] <= s]
        found = self.cues.find(number)
        for start, end in sorted(apart, key=lambda p: max(p[0] - content[1], content[0] - p[1])):
            here = [c for c in found if tokens[c.first].start < end and start < tokens[c.last - 1].end]
            if here:
                yield from ((cue, found) for cue in here)
                continue
            made = self._made(number, (start, end), proposal)
            if made is not None:
                yield made, sorted([*found, made], key=lambda c: c.first)

    def _made(self, number: int, place: _Span, proposal: Proposal) -> Cue | None:
        """Return a cue of a verb of saying whose subject opens the sentence, an aside behind it."""
        tokens = self.sentences[number].tokens
        subject = self.phrases.read(number, 0)
        if (
            subject is None
            or subject.pronoun
            or not self._agrees(proposal.speaker, subject.start, subject.end)
        ):
            return None
        for index, token in enumerate(tokens):
            if not (place[0] <= token.start < place[1]) or token.low not in self.lexicon.forms:
                continue
            group = self.cues.groups.read(tokens, index)
            if (
                group is not None
                and (group.kind == "finite" or group.sense)
                and group.grade == "say"
                and group.plural == is_plural(subject)
                and subject.last < group.first - 1
                and tokens[subject.last].text in _ASIDE
                and tokens[group.first - 1].text in _ASIDE
            ):
                edges = (group.first, group.last, group.last)
                return Cue("subject", number, *edges, group, group.frames, group.grade, subject=subject)
        return None

    def _draft_of(self, proposal: Proposal, cue: Cue, cues: list[Cue], content: _Span) -> Draft | Reason:
        clause = self._governing(cue, cues, content)
        if clause is None:
            return "not_governed"
        speaker = self._speaking(proposal, clause)
        if speaker is None:
            return "speaker"
        tokens = self.sentences[cue.sentence].tokens
        quotes = [t.quote for t in tokens[content[0] : content[1]] if t.quote >= 0]
        if not quotes and not self._reports(clause, speaker):
            return "cue"
        start, end = tokens[content[0]].start, tokens[content[1] - 1].end
        return Draft(PROPOSED, speaker, start, end, quotes, cue, sentence=cue.sentence)

    def _governing(self, cue: Cue, cues: list[Cue], content: _Span) -> Clause | None:
        """Return the clause of a cue where it is the content, or the content and an aside behind it."""
        tokens = self.sentences[cue.sentence].tokens
        clauses = self.clauses.read(cue.sentence, cues, frozenset())
        clause = next((c for c in clauses if c.cue is cue), None)
        if clause is None:
            return self._told(cue, content)
        first, last = self._trimmed(tokens, clause.first, max(clause.last, clause.tail))
        if first != content[0] or last < content[1]:
            return None
        return clause if self._is_aside(clause, tokens[content[1] : last], content) else None

    def _is_aside(self, clause: Clause, rest: list[Token], content: _Span) -> bool:
        """Tell whether what is left of a clause is an aside behind all that matters, or nothing."""
        if not rest:
            return True
        behind = content[0] >= clause.cue.after and len(rest) < content[1] - content[0]
        turns = any(t.low in self.lexicon.words["turns"] or t.kind == "quote" for t in rest)
        return behind and rest[0].text in _ASIDE and not turns

    def _told(self, cue: Cue, content: _Span) -> Clause | None:
        """Return the clause behind the one told, to the end: "a reproché à l'Etat d'avoir tardé"."""
        tokens = self.sentences[cue.sentence].tokens
        first, last = content
        between = tokens[cue.after : first - 1]
        ends = all(t.text in _TRIM for t in tokens[last:])
        if cue.shape != "subject" or not ends or not self._only_told(between):
            return None
        opener, words = tokens[first - 1].low, self.lexicon.words
        if between and between[-1].low in words["no_complement"]:
            return None  # "a lancé un appel pour que"
        if opener in _OPENERS and "c" in cue.frames:
            return Clause(cue, "que", first, last)
        verb = next((t.low for t in tokens[first:last] if t.low not in words["before_infinitive"]), "")
        if (
            opener in ("de", "d'")
            and verb.endswith(("er", "ir", "re", "oir"))
            and cue.frames & frozenset("dt")
        ):
            return Clause(cue, "noun" if "t" in cue.frames else "de", first, last)
        return None

    def _only_told(self, between: list[Token]) -> bool:
        """Tell whether tokens name at most a day and the one spoken to: no mark, no verb, no other clause."""
        words = self.lexicon.words
        closed = words["have"] | words["be"] | words["pronouns"] | words["conjunctions"] | words["turns"]
        before = ""
        for token in between:
            verb = (
                token.low in self.lexicon.forms and before not in words["determiners"] | words["contracted"]
            )
            if token.kind not in ("word", "number") or token.low in closed or verb:
                return False
            before = token.low
        return 0 < len(between) <= _REACH

    def _used(self, draft: Draft, taken: Sequence[_Span]) -> bool:
        """Tell whether the cue governs words that are taken already."""
        assert draft.cue is not None
        return any(
            d.cue is not None
            and (d.cue.sentence, d.cue.first) == (draft.cue.sentence, draft.cue.first)
            and any(begin <= d.start and d.end <= stop for begin, stop in taken)
            for d in self.drafts
        )

    # Who speaks.

    def _speaking(self, proposal: Proposal, clause: Clause) -> Speaker | None:
        """Return who the cue's subject is, None where nobody can be made out or another one was proposed."""
        cue = clause.cue
        subject = self.carried.main_subject(cue.sentence)
        if subject is not None and subject.type == "person":
            self.reference.remember(cue.sentence, subject)
        above = [d for d in self.drafts if d.sentence == cue.sentence and d.cue and d.cue.first < cue.first]
        carried = [d.speaker for d in above if d.cue and d.cue.shape not in ("passive", "preposition")]
        speaker = self._speaker(clause, carried[-1] if carried else None, subject)
        if not speaker.name and speaker.how in _UNNAMED:
            return None
        return speaker if self._meant(proposal.speaker, cue, speaker) else None

    def _meant(self, proposed: str, cue: Cue, speaker: Speaker) -> bool:
        """Tell whether the words proposed for a speaker are the cue's own subject, or its name."""
        tokens = self.sentences[cue.sentence].tokens
        if cue.subject is not None and self._agrees(proposed, cue.subject.start, cue.subject.end):
            return True
        word = proposed.strip().lower()
        if word and (word == cue.clitic or (word == "qui" and tokens[cue.first - 1].low == "qui")):
            return True
        words, name = fold(proposed).split(), fold(speaker.name).split()
        return bool(words) and words == name[-len(words) :]

    def _agrees(self, speaker: str, start: int, end: int) -> bool:
        """Tell whether the words proposed for a speaker are those of a phrase, or within one another."""
        proposed, phrase = squeezed(speaker).lower(), squeezed(self.text[start:end]).lower()
        return bool(proposed) and (proposed in phrase or phrase in proposed)
