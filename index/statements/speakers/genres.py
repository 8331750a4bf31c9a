"""Speech that needs no cue.

The author of an opinion piece, the turns of a transcript, the answers of an interview.

What stands without quotation marks is never given as a fragment: it is indirect, though it is the
speaker's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.statements.naming.entity import Entity, fold
from index.statements.speakers.speaker import Speaker
from index.statements.speakers.turns import Labels, Turn, Voice, is_somebody

if TYPE_CHECKING:
    from index.statements.reader import Reader

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_CLOSED = re.compile(r"[.!?…:;][\s»\"”)]*$")
# "(Applaudissements.)": nobody's words.
_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
_LONGEST_QUESTION = 400
_DASH = re.compile(r"^\s*[–—-]\s+")


class Genres:
    """The reader of speech by form over one article."""

    def __init__(self, reader: Reader):
        self.reader = reader
        self.text = reader.text

    def read(self) -> int:
        """Add what the form says who speaks; return where that begins, the text's end if nowhere."""
        turns = Labels(self.reader.lexicon, self.reader.names.entities).turns(self.text)
        if turns:
            self._turns(turns)
            return turns[0].at
        if self.reader.article.genre == "interview":
            return self._interview()
        return len(self.text)

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

    def _turns(self, turns: Sequence[Turn]) -> None:
        """Give each turn to its voice, paragraph by paragraph; questions are nobody's."""
        asked = self._interviewee(turns[0].at)
        asking = any(turn.voice.part == "asks" for turn in turns)
        many = any(len(self._paragraphs(turn, asking)) > 1 for turn in turns[:-1])
        for number, turn in enumerate(turns):
            voice = turn.voice
            if voice.part == "asks":
                continue
            answers = asked if voice.part == "answers" else None
            speaker = _speaker(answers, voice.label) if answers is not None else _labelled(voice)
            paragraphs = self._paragraphs(turn, asking)
            # Where turns are one paragraph long, what follows the last one is the article's again.
            last = number + 1 == len(turns) and not many
            for start, end in paragraphs[:1] if last else paragraphs:
                self._words(speaker, start, end, "turn")

    def _paragraphs(self, turn: Turn, asking: bool) -> list[tuple[int, int]]:
        """Return the paragraphs of a turn without stage directions, headings and credits.

        Where no label is of the one who asks, a question in a paragraph of its own ends the turn.
        """
        said: list[tuple[int, int]] = []
        for match in _LINE.finditer(self.text, turn.start, turn.end):
            line = match.group().strip()
            if match.start() > turn.start and (not _CLOSED.search(line) or _DIRECTION.fullmatch(line)):
                continue
            if said and not asking and _is_question(line):
                break
            said.append(match.span())
        return said

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

    def _interviewee(self, before: int) -> Entity | None:
        """Return who is asked, None on a tie: who opens the headline, else who is named most up to there."""
        title = self.reader.article.title or ""
        titled = {fold(w) for w in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", title)}
        author = self.reader.article.author or ""
        entities = {e.name: e for e in self.reader.names.entities if is_somebody(e) and not _same(e, author)}
        heading = [e for name, e in entities.items() if re.match(rf"{re.escape(name)}\s*[:«\"“]", title)]
        if heading:
            return heading[0]  # "Lise Varenne : « Le bac suffira »"
        opening = [n.entity for row in self.reader.names.by_start for n in row.values() if n.start < before]
        named = Counter(e.name for e in opening if e is not None and e.name in entities)
        named.update(name for name, e in entities.items() if fold(e.words[-1]) in titled)
        # What nothing tells for a person may be a place: asked only where no person is named.
        sure = Counter({name: n for name, n in named.items() if entities[name].type == "person"})
        ranked = (sure or named).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return entities[ranked[0][0]]

    def _interview(self) -> int:
        """Give the paragraphs that follow a question to the one who is asked; return where the first is."""
        lines = [(m.start(), m.end(), m.group().strip(" \u00a0")) for m in _LINE.finditer(self.text)]
        begin = next((start for start, _, line in lines if _is_question(line)), None)
        if begin is None:
            return 0
        labelled = Labels(self.reader.lexicon, self.reader.names.entities).named(self.text, begin)
        asked = self._interviewee(begin)
        speaker = _labelled(labelled[0]) if labelled else _speaker(asked, "") if asked is not None else None
        labels = dict(labelled[1]) if labelled else {}
        for start, end, line in lines:
            if start <= begin or speaker is None or _is_question(line) or not _CLOSED.search(line):
                continue
            if line.endswith(("...", "…")) and len(line) < _LONGEST_QUESTION:
                continue  # "Vous n'y croyez plus...": either may say so
            dash = _DASH.match(self.text[start:end])
            self._words(speaker, labels.get(start, start + (dash.end() if dash else 0)), end, "answer")
        return begin


def _is_question(line: str) -> bool:
    return (
        line.endswith("?") and (bool(_DASH.match(line)) or len(line) < _LONGEST_QUESTION) and line[0] != "«"
    )


def _labelled(voice: Voice) -> Speaker:
    """Return whom a label names, nobody where it names an office that nobody is known to hold."""
    if voice.entity is not None:
        return replace(_speaker(voice.entity, voice.label), name=voice.name)
    return Speaker(
        voice.name, "person" if voice.name else "unknown", voice.label, voice.role, "", False, "turn"
    )


def _speaker(entity: Entity, surface: str) -> Speaker:
    role = entity.roles[0].text if entity.roles else ""
    return Speaker(
        entity.name, "person", surface, role, entity.gender, False, "turn", entity.start, entity.end
    )


def _same(entity: Entity, name: str) -> bool:
    return [fold(w) for w in entity.words] == [fold(w) for w in name.split()]
