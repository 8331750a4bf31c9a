"""Speech that needs no cue.

The author of an opinion piece, the turns of a transcript, the answers of an interview.

What stands without quotation marks is never given as a fragment: it is indirect, though it is the
speaker's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.statements.entity import Entity, fold
from index.statements.speaker import Speaker

if TYPE_CHECKING:
    from index.statements.reader import Reader

# "Jean Dupont : ...", "Q: ...", "J. D. — ..." at the head of a line.
_TURN = re.compile(
    r"^(?P<who>[A-ZÀ-Ý][\w.’'-]*(?:[ \u00a0][\w.’'-]+){0,4}?)"
    r"[ \u00a0]?(?::|\.?[ \u00a0][–—])[ \u00a0]*(?=\S)",
    re.MULTILINE,
)
_QUESTION = frozenset(("q", "question", "le journaliste", "la journaliste", "journaliste"))
_ANSWER = frozenset(("r", "réponse", "reponse"))
_DASH = re.compile(r"^\s*[–—-]\s+")


class Genres:
    """The reader of speech by form over one article."""

    def __init__(self, reader: Reader):
        self.reader = reader
        self.text = reader.text

    def read(self) -> bool:
        """Add what the article's form says who speaks; return whether its lines are all turns."""
        article = self.reader.article
        if self._turns():
            return True
        if article.genre == "interview":
            self._interview()
            return True
        return False

    def opinion(self) -> None:
        """Give the author what the sentences that nobody else speaks in affirm.

        One record for each run of them.
        """
        article = self.reader.article
        if article.genre != "opinion" or not article.author:
            return
        entity = next((e for e in self.reader.names.persons() if _same(e, article.author)), None)
        found = (entity.start, entity.end) if entity is not None else (-1, -1)
        author = Speaker(article.author, "person", "", article.author_role or "", "", False, "author", *found)
        taken = [(d.start, d.end) for d in self.reader.drafts]
        run: list[int] = []
        for number, sentence in enumerate(self.reader.sentences):
            free = not any(start < sentence.end and sentence.start < end for start, end in taken)
            affirms = (
                free
                and not sentence.heading
                and self.text[sentence.end - 1] in ".!…"
                and sentence.end - sentence.start > 25
            )
            if run and (not affirms or sentence.paragraph != self.reader.sentences[run[-1]].paragraph):
                self._affirm(author, run)
                run = []
            if affirms:
                run.append(number)
        if run:
            self._affirm(author, run)

    def _affirm(self, author: Speaker, run: list[int]) -> None:
        sentences = self.reader.sentences
        self.reader.add(
            "opinion-author", author, (sentences[run[0]].start, sentences[run[-1]].end), run[0], []
        )

    # Turns

    def _turns(self) -> bool:
        """Read lines that start with a name: at least three, of two voices."""
        turns = [m for m in _TURN.finditer(self.text) if self._label(m.group("who"))]
        voices = {fold(m.group("who")) for m in turns}
        labelled = {"q", "r"} <= voices
        if len(turns) < 3 or len(voices) < 2 or (len(turns) < 1.5 * len(voices) and not labelled):
            return False
        for turn, after in zip(turns, [*turns[1:], None], strict=True):
            end = after.start() if after is not None else len(self.text)
            self._turn(turn.group("who"), turn.end(), end)
        return True

    def _label(self, who: str) -> bool:
        low = who.lower()
        return (
            low in _QUESTION
            or low in _ANSWER
            or who in self.reader.lexicon.media
            or self._voice(who) is not None
        )

    def _voice(self, who: str) -> Entity | None:
        """Return the person a label names: in full, by surname, or by initials."""
        words = [fold(w) for w in re.split(r"[ \u00a0]", who.replace(".", ". ").strip()) if w]
        letters = (
            "".join(w[0] for w in words) if words and all(len(w.rstrip(".")) == 1 for w in words) else ""
        )
        for entity in self.reader.names.persons():
            mine = [fold(w) for w in entity.words]
            if (
                mine[-len(words) :] == words
                or mine == words
                or (len(letters) > 1 and letters == "".join(w[0] for w in mine))
            ):
                return entity
        return None

    def _turn(self, who: str, start: int, end: int) -> None:
        if who.lower() in _QUESTION or who in self.reader.lexicon.media:
            return
        entity = self._interviewee() if who.lower() in _ANSWER else self._voice(who)
        if entity is None:
            return
        self._words(_speaker(entity, who), start, end, "turn")

    def _words(self, speaker: Speaker, start: int, end: int, rule: str) -> None:
        """Add a stretch of speech; words between marks that fill it are its fragment."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        if end - start < 3:
            return
        whole = [i for i, q in enumerate(self.reader.quotes) if q.start <= start + 1 and q.end >= end - 2]
        number = next((n for n, s in enumerate(self.reader.sentences) if s.end > start), 0)
        self.reader.add(rule, speaker, (start, end), number, whole)

    # Interviews

    def _interviewee(self) -> Entity | None:
        """Return who is asked: the person the headline names, else the first and most named."""
        title = self.reader.article.title or ""
        persons = self.reader.names.persons()
        named = [e for e in persons if fold(e.words[-1]) in fold(title)]
        pool = named or persons
        return max(pool, key=lambda e: (e.count, -e.start)) if pool else None

    def _interview(self) -> None:
        """Give the paragraphs that follow a question to the one who is asked."""
        entity = self._interviewee()
        if entity is None:
            return
        asked = False
        for match in re.finditer(r"[^\n]+", self.text):
            line = match.group().strip(" \u00a0")
            if line.endswith("?") and (_DASH.match(line) or len(line) < 400) and "«" not in line:
                asked = True
            elif asked and len(line) > 1:
                dash = _DASH.match(match.group())
                self._words(
                    _speaker(entity, ""), match.start() + (dash.end() if dash else 0), match.end(), "answer"
                )


def _speaker(entity: Entity, surface: str) -> Speaker:
    role = entity.roles[0].text if entity.roles else ""
    return Speaker(
        entity.name, "person", surface, role, entity.gender, False, "turn", entity.start, entity.end
    )


def _same(entity: Entity, name: str) -> bool:
    return [fold(w) for w in entity.words] == [fold(w) for w in name.split()]
