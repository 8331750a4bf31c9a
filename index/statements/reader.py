"""An article to its statements: marks, words, names, cues, clauses and reference put together.

Reads any language whose lexicon it is given; see `language.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.news import Article, Span
from index.statements.content.clause import Clause
from index.statements.content.clauses import Clauses
from index.statements.dates import published_on
from index.statements.draft import Draft, Reading
from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import fold
from index.statements.naming.names import Names
from index.statements.naming.phrase import is_person
from index.statements.speakers import offices
from index.statements.speakers.carried import Carried
from index.statements.speakers.genres import Genres
from index.statements.speakers.reference import Reference
from index.statements.speakers.speaker import NOBODY, Speaker, renamed
from index.statements.speech.cue import Cue
from index.statements.speech.cues import Cues
from index.statements.speech.subjects import Subjects
from index.statements.text import incises, terms
from index.statements.text.marks import Quotation, quotations
from index.statements.text.words import Token, sentences
from index.statements.writing import Writing


def parse(article: Article, lexicon: Lexicon) -> Reading:
    """Read one article with one language's lexicon."""
    return Reader(article, lexicon).read()


class Reader(Writing):
    """The reader of one article; `read()` does everything."""

    def __init__(self, article: Article, lexicon: Lexicon):
        self.article = article
        self.text = article.text
        self.lexicon = lexicon
        self.quotes = [p for q in quotations(self.text) for p in incises.split(self.text, q, lexicon)]
        self.sentences = sentences(self.text, self.quotes)
        extra = sentences(article.title, quotations(article.title)) if article.title else []
        self.names = Names(lexicon, self.sentences, extra)
        self.phrases = Subjects(lexicon, self.names, self.sentences)
        offices.learn(lexicon, self.names, self.phrases, self.sentences)
        self.names.resettle()
        self.cues = Cues(lexicon, self.phrases, self.sentences)
        self.clauses = Clauses(lexicon, self.cues, self.sentences)
        self.reference = Reference(lexicon, self.names, self.phrases, self.text, article.published)
        self.published = published_on(article.published)
        self.drafts: list[Draft] = []
        self.terms: list[Quotation] = []
        self.crossheads: list[tuple[int, int]] = []
        self._read: dict[int, list[Clause]] = {}

    @property
    def carried(self) -> Carried:
        """What gives orphan quotations to speakers; kept, it and the reader would never be freed at once."""
        return Carried(self)

    def add(
        self,
        rule: str,
        speaker: Speaker,
        span: tuple[int, int],
        sentence: int,
        quotes: list[int],
    ) -> None:
        """Keep a statement that no cue of its own gives."""
        self.drafts.append(Draft(rule, speaker, *span, quotes, sentence=sentence))

    def governed(self, number: int) -> list[Clause]:
        """Return the clauses of a sentence, read once."""
        if number not in self._read:
            tokens = self.sentences[number].tokens
            titles = frozenset(
                i
                for i, t in enumerate(tokens)
                if t.kind == "quote"
                and terms.is_title(self.text, tokens, i, self.quotes[t.quote], self.lexicon)
            )
            cues = self.cues.find(number)
            judged = {
                i
                for c in cues
                for i in titles
                if "k" in c.frames and c.last <= i < c.last + 8 and self._attribute(tokens[i].quote)
            }
            self._read[number] = self.clauses.read(number, cues, titles - judged)
        return self._read[number]

    def _attribute(self, quote: int) -> bool:
        """Tell whether quoted words may be what somebody finds a thing to be: "juge le texte « tardif »"."""
        return self.text[self.quotes[quote].inner_start].islower()

    def read(self) -> Reading:
        """Read every sentence in order."""
        genres = Genres(self)
        begin = genres.read()
        for number, sentence in enumerate(self.sentences):
            if sentence.end <= begin:
                self._sentence(number)
        if begin == len(self.text):
            self._repeat()
            genres.opinion()
        return Reading(
            self._statements(),
            [Span(q.inner_start, q.inner_end, self.text[q.inner_start : q.inner_end]) for q in self.terms],
            self.names.entities,
        )

    def _sentence(self, number: int) -> None:
        sentence = self.sentences[number]
        clauses = self.governed(number)
        self.carried.concede(number)
        subject = self.carried.main_subject(number)
        before = len(self.drafts)
        previous: Speaker | None = None
        relay = self._quoted_by(number)
        taken: set[int] = set()
        if subject is not None and subject.type == "person":
            self.reference.remember(number, subject)
        for clause in clauses:
            speaker = self._speaker(clause, previous, subject)
            passed = self._relay(clause, clauses)
            if passed and not clause.quotes:
                relay = passed
                continue
            draft = self._draft(clause, speaker)
            if draft is not None:
                self.drafts.append(draft)
                taken.update(clause.quotes)
                self.reference.spoken.append(speaker)
                # "selon la police", "comme le note le site": no "il" of the next sentence
                if not speaker.name and not clause.quotes:
                    pass
                elif clause.cue.shape not in ("comme", "passive", "preposition") or speaker.type in (
                    "person",
                    "anonymous",
                    "group",
                ):
                    self.reference.remember(number, speaker)
            if clause.cue.shape not in ("passive", "preposition") and not self._bracketed(clause, clauses):
                previous = speaker
        for draft in self.drafts[before:]:
            if relay and draft.speaker.name != relay:
                draft.relay = relay
        orphans = [i for i, t in enumerate(sentence.tokens) if t.kind == "quote" and i not in taken]
        if orphans:
            self.carried.attribute(number, orphans, subject)
        spoke = len(self.drafts) > before
        told_of = spoke and self._told_of(clauses, subject)
        guessed = told_of or (spoke and subject is not None and subject.how == "recent")
        if subject is not None and subject.name and not guessed and (not spoke or subject.type == "person"):
            self.reference.remember(number, subject)
        elif not spoke and not sentence.heading and (subject is None or subject.how != "office-open"):
            self.carried.only_person(number)

    def _told_of(self, clauses: list[Clause], subject: Speaker | None) -> bool:
        """Tell whether who opens a sentence is spoken of by who speaks behind: "X « se bat », a dit Y"."""
        last = clauses[-1].cue if clauses else None
        if last is None or last.shape != "incise" or not clauses[-1].quotes:
            return False
        other = subject is not None and self.drafts[-1].speaker.name not in ("", subject.name)
        return bool(last.subject) or other

    def _repeat(self) -> None:
        """Give a crosshead that repeats quoted words, or nearly, the speaker of those words."""
        for number, quoted in self.crossheads:
            own = self.quotes[quoted]
            alone = all(t.kind in ("quote", "mark") for t in self.sentences[number].tokens)
            said = next((d for d in self.drafts if self._repeats(own, d)), None)
            if said is not None or alone:
                speaker = said.speaker if said is not None else NOBODY
                self.drafts.append(
                    Draft(
                        "crosshead",
                        speaker,
                        own.start,
                        own.end,
                        [quoted],
                        sentence=number,
                        headline=not alone,
                    )
                )

    def _repeats(self, own: Quotation, draft: Draft) -> bool:
        """Tell whether a draft's quoted words hold those of a crosshead, four in five of four or more."""
        words = self.text[own.inner_start : own.inner_end].strip(" .!?…")
        for said in (self.quotes[q] for q in draft.quotes):
            whole = self.text[said.inner_start : said.inner_end]
            if words in whole or (len(words) >= 12 and words[1:] in whole):
                return True
            wanted, found = set(fold(words).split()), set(fold(whole).split())
            if len(wanted) > 3 and len(wanted & found) >= 0.8 * len(wanted):
                return True
        return False

    def _speaker(self, clause: Clause, previous: Speaker | None, subject: Speaker | None) -> Speaker:
        cue = clause.cue
        if cue.clitic or self.carried.of_unnamed(cue, subject):
            return self.carried.turned(clause, subject, self._addressed(cue))
        if cue.subject is not None:
            beside = cue.shape == "incise" and bool(clause.quotes)
            pronoun = cue.subject.pronoun
            above = previous if cue.shape == "preposition" else None
            if above and above.type == "person" and {"m": "il", "f": "elle"}.get(above.gender) == pronoun:
                return renamed(above, self.text[cue.subject.start : cue.subject.end], "pronoun")
            if pronoun in ("il", "elle") and cue.shape == "subject":
                surface = self.text[cue.subject.start : cue.subject.end]
                if surface.lower() == pronoun:
                    return self.reference.pronoun(pronoun, cue.sentence, surface, self._addressed(cue))
            return self.carried.unless_told_of(self.reference.resolve(cue.subject, beside=beside), clause)
        found = previous if previous is not None and previous.how != "none" else subject
        if (found is None or not found.name) and previous is None and cue.shape == "infinitive":
            found = self.reference.last(cue.sentence, 0)
            if not found.name and found.how == "none":
                found = self.reference.last(cue.sentence, 0, plural=True)
        if found is None or not (found.name or found.role):
            return NOBODY
        return renamed(found, "", "inherited")

    def _bracketed(self, clause: Clause, clauses: list[Clause]) -> bool:
        """Tell whether a cue stands in brackets that close before the last cue."""
        tokens = self.sentences[clause.cue.sentence].tokens
        depth = sum((t.text == "(") - (t.text == ")") for t in tokens[: clause.cue.first])
        last = max(c.cue.first for c in clauses)
        return depth > 0 and any(t.text == ")" for t in tokens[clause.cue.last : last])

    def _addressed(self, cue: Cue) -> str:
        """Return the person right behind a cue, whom its pronoun is not: "il a dit à X", "elle accuse X"."""
        tokens = self.sentences[cue.sentence].tokens
        for at in range(cue.last, min(len(tokens), cue.last + 5)):
            if tokens[at].kind in ("quote", "mark") or tokens[at].low in ("que", "qu'", "de", "d'"):
                return ""
            name = self.names.at(cue.sentence, at)
            if is_person(name) and name is not None and name.entity is not None:
                return name.entity.name
        return ""

    def _draft(self, clause: Clause, speaker: Speaker) -> Draft | None:
        tokens = self.sentences[clause.cue.sentence].tokens
        if clause.quotes and speaker.how == "unknown-noun" and not speaker.name:
            named = [i for i in clause.quotes if terms.is_term(self.text, self.quotes[tokens[i].quote])]
            clause.quotes = [i for i in clause.quotes if i not in named]
            if not clause.quotes:
                return None  # left to be a term
        told = self._told_between_marks(clause, tokens)
        clause.quotes = [i for i in clause.quotes if i not in told]
        if clause.quotes:
            return self._quoted(clause, speaker, tokens)
        return self._indirect(clause, speaker, tokens, told)

    def _quoted(self, clause: Clause, speaker: Speaker, tokens: list[Token]) -> Draft:
        start = tokens[clause.first].start if clause.first < clause.last else tokens[clause.quotes[0]].start
        end = tokens[clause.last - 1].end if clause.last > clause.first else tokens[clause.quotes[-1]].end
        if clause.tail:
            end = tokens[clause.tail - 1].end
        pattern = f"{clause.cue.shape}-{clause.opening}" if clause.opening != "before" else clause.cue.shape
        return Draft(
            f"{pattern}/{speaker.how}",
            speaker,
            start,
            end,
            [tokens[i].quote for i in clause.quotes],
            clause.cue,
            sentence=clause.cue.sentence,
        )

    def _indirect(
        self, clause: Clause, speaker: Speaker, tokens: list[Token], told: Sequence[int] = ()
    ) -> Draft | None:
        cue = clause.cue
        if not self._reports(clause, speaker) or clause.last <= clause.first:
            return None
        within = (i for i in range(clause.first, clause.last) if tokens[i].kind == "quote" and i not in told)
        if clause.opening not in ("que", "before", "around") and any(True for _ in within):
            return None
        end = tokens[max(clause.tail, clause.last) - 1].end
        pattern = f"{cue.shape}-{clause.opening}" if clause.opening != "before" else f"{cue.shape}-clause"
        return Draft(
            f"{pattern}/{speaker.how}",
            speaker,
            tokens[clause.first].start,
            end,
            [],
            cue,
            sentence=cue.sentence,
        )
