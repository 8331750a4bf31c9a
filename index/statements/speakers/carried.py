"""Quotations that no cue of their sentence governs: who goes on speaking, and what is nobody's words.

A sentence that is nothing but a quotation goes on with the speaker of the paragraph; words before a colon
name theirs; short quoted words without a verb are terms.
"""

from __future__ import annotations

from index.statements.naming.phrase import is_person
from index.statements.speakers.speaker import NOBODY, Speaker, names, speaker_of
from index.statements.speakers.topics import Topics
from index.statements.text import terms
from index.statements.text.words import Token

_DASHES = ("-", "–", "—")


def _said_again(text: str, words: str) -> int:
    """Return how often a text has the words of a line, whatever case they start in and mark they end on."""
    kept = words.strip(" .!?…\u00a0\u202f")
    return text.count(kept[1:]) if len(kept) >= 12 else text.count(kept)


class Carried(Topics):
    """The attribution of orphan quotations over one article."""

    def attribute(self, number: int, orphans: list[int], subject: Speaker | None) -> None:
        """Give the orphan quotations of a sentence to a speaker, to nobody, or to the terms."""
        tokens = self.reader.sentences[number].tokens
        outside = [t for t in tokens if t.kind not in ("quote", "mark")]
        if outside and self.reader.sentences[number].heading and self._crosshead(number, orphans):
            return
        if not outside:
            self._alone(number, orphans)
            return
        for index in orphans:
            token = tokens[index]
            if index and tokens[index - 1].text == ":":
                self._after_colon(number, index, subject)
            elif self._predicate(number, index):
                continue
            elif self._is_term(tokens, index):
                self.reader.terms.append(self.reader.quotes[token.quote])
            else:
                self._within(number, index, subject)

    def _add(self, rule: str, number: int, speaker: Speaker, indexes: list[int]) -> None:
        from index.statements.draft import Draft

        tokens = self.reader.sentences[number].tokens
        told = speaker.type == "person" and any(names(tokens[i].text, speaker) for i in indexes)
        how = NOBODY if told or not speaker.name else speaker
        quotes = [tokens[i].quote for i in indexes]
        draft = Draft(rule, how, tokens[indexes[0]].start, tokens[indexes[-1]].end, quotes, sentence=number)
        self.reader.drafts.append(draft)
        if how.name:
            self.reader.reference.remember(number, how)

    def _alone(self, number: int, orphans: list[int]) -> None:
        """A sentence that is only quotations."""
        if self._crosshead(number, orphans):
            return
        begun = self._begun(number, orphans)
        if begun is not None:
            self._add("carried", number, begun, orphans)
            return
        ahead = self._ahead(number, goes_on=self._reopened(number, orphans[-1]))
        if ahead is not None and ahead.name:
            self._add("carried-back", number, ahead, orphans)
            return
        sentence = self.reader.sentences[number]
        within = 0 if not sentence.opens_paragraph else 1
        if within and number and number - 1 in {n for n, _ in self.reader.crossheads}:
            within = 2  # a crosshead stops nobody
        last = self._goes_on(number, within)
        if not last.name and number == 0:
            last = self._first_named(number)
        self._add("carried" if not within else "carried-paragraph", number, last, orphans)

    def _begun(self, number: int, orphans: list[int]) -> Speaker | None:
        """Return who says a quotation whose first words an incise cut off: « A, dit X. B »."""
        first = self.reader.sentences[number].tokens[orphans[0]].quote
        own, drafts = self.reader.quotes[first], self.reader.drafts
        cut = own.start == own.inner_start and first > 0
        return next((d.speaker for d in reversed(drafts) if cut and first - 1 in d.quotes), None)

    def _crosshead(self, number: int, orphans: list[int]) -> bool:
        """Tell whether a short quotation alone on its line repeats words of the article.

        A crosshead, said once.
        """
        reader = self.reader
        sentence = reader.sentences[number]
        quote = reader.quotes[sentence.tokens[orphans[0]].quote]
        words = reader.text[quote.inner_start : quote.inner_end]
        if len(words) > 120 or not sentence.opens_paragraph or len(orphans) > 1:
            return False
        if len(sentence.tokens) > 1 and terms.names_many(words):
            return False  # LIRE AUSSI : les « vestes vertes » sont de retour
        between = sentence.tokens[0].text in _DASHES and sentence.tokens[-1].text in _DASHES
        if not between and _said_again(reader.text, words) < 2 and not self._cut_short(number, words):
            return False
        reader.crossheads.append((number, sentence.tokens[orphans[0]].quote))
        return True

    def _cut_short(self, number: int, words: str) -> bool:
        """Tell whether a line is a quotation without an end: a crosshead in its own words."""
        sentences = self.reader.sentences
        alone = len(sentences[number].tokens) == 1
        follows = number + 1 < len(sentences) and sentences[number + 1].opens_paragraph
        return alone and follows and len(words) < 80 and words[-1:] not in ".!?…,;:" and number > 0

    def _goes_on(self, number: int, within: int) -> Speaker:
        """Return who goes on speaking: a person who was just there, a body that just spoke.

        A sentence about nobody known stands between: whose the words after it are is not told.
        """
        reader, last = self.reader, self._last(number, within)
        if not last.name or last.how == "mentioned":
            return NOBODY
        between = {at for at, _ in reader.crossheads}
        above = range(number - 1, -1, -1)
        before = next((n for n in above if n not in between and not reader.sentences[n].heading), 0)
        spoke = any(d.sentence >= before and d.speaker.name == last.name for d in reader.drafts[-2:])
        if last.type not in ("person", "anonymous") and not spoke:
            return NOBODY
        return last if reader.reference.focus[-1][0] >= before else NOBODY

    def _last(self, number: int, within: int) -> Speaker:
        reference = self.reader.reference
        here = self.reader.sentences[number].paragraph
        for at, speaker in reversed(reference.focus):
            above = here - self.reader.sentences[at].paragraph
            if above > within:
                return NOBODY
            # a body or a group does not go on speaking in the next paragraph
            if above and speaker.type not in ("person", "anonymous"):
                return NOBODY
            return speaker
        return NOBODY

    def _first_named(self, number: int) -> Speaker:
        """An article that opens with a quotation alone: the subject of what follows speaks."""
        for ahead in range(number + 1, min(number + 3, len(self.reader.sentences))):
            found = self.main_subject(ahead)
            if found is not None and found.name and found.type == "person":
                return found
            named = sorted(self.reader.names.by_start[ahead].items())
            for _, name in named:
                if is_person(name) and name.entity is not None:
                    entity = name.entity
                    return Speaker(
                        entity.name, "person", "", "", entity.gender, False, "ahead", name.start, name.end
                    )
        return NOBODY

    def _reopened(self, number: int, index: int) -> bool:
        """Tell whether a quotation ends its paragraph open and the next paragraph opens with marks again."""
        sentences = self.reader.sentences
        quote = self.reader.quotes[sentences[number].tokens[index].quote]
        return (
            not quote.closed
            and number + 1 < len(sentences)
            and sentences[number + 1].opens_paragraph
            and sentences[number + 1].tokens[0].kind == "quote"
        )

    def _ahead(self, number: int, *, goes_on: bool = False) -> Speaker | None:
        """Return who says the quotation that follows in the same paragraph, or in the next if it `goes_on`.

        If it opens its sentence with a cue.
        """
        reader = self.reader
        here = reader.sentences[number].paragraph
        for ahead in range(number + 1, min(number + 4, len(reader.sentences))):
            sentence = reader.sentences[ahead]
            if sentence.paragraph > here + goes_on:
                return None
            if all(t.kind in ("quote", "mark") for t in sentence.tokens):
                continue
            if sentence.tokens[0].kind != "quote":
                return None
            for clause in reader.governed(ahead):
                if 0 in clause.quotes and clause.cue.subject is not None:
                    return reader.reference.resolve(clause.cue.subject)
            return None
        return None

    def _predicate(self, number: int, index: int) -> bool:
        """Give words right behind a name to that person: 'Lise Varenne « n'exclut pas » de partir'."""
        reader = self.reader
        name = reader.names.covering(number, index - 1) if index else None
        quote = reader.quotes[reader.sentences[number].tokens[index].quote]
        if (
            name is None
            or not is_person(name)
            or name.entity is None
            or not reader.text[quote.inner_start].islower()
        ):
            return False
        if (
            name.first
            and reader.sentences[number].tokens[name.first - 1].low in reader.lexicon.words["prepositions"]
        ):
            return False
        self._add(
            "predicate", number, speaker_of(name.entity, reader.text[name.start : name.end], "name"), [index]
        )
        return True

    def _after_colon(self, number: int, index: int, subject: Speaker | None) -> None:
        tokens = self.reader.sentences[number].tokens
        if index > 1 and tokens[index - 2].low in self.reader.lexicon.title_nouns:
            self.reader.terms.append(self.reader.quotes[tokens[index].quote])
            return  # une liste nommée : « Ensemble »
        if subject is not None and subject.name:
            self._add(f"colon/{subject.how}", number, subject, [index])
            return
        written = any(t.low in self.reader.lexicon.words["written_up"] for t in tokens[:index])
        self._add("colon-carried", number, NOBODY if written else self._goes_on(number, 0), [index])

    def _is_term(self, tokens: list[Token], index: int) -> bool:
        """Tell whether quoted words are a title, a name or a term.

        Short, without verb, after an article or a noun.
        """
        quote = self.reader.quotes[tokens[index].quote]
        text = self.reader.text
        return terms.is_title(text, tokens, index, quote, self.reader.lexicon) or terms.is_term(text, quote)

    def _within(self, number: int, index: int, subject: Speaker | None) -> None:
        """A fragment in a sentence without a cue is nobody's: a third were the last speaker's."""
        self._add("fragment", number, NOBODY, [index])
