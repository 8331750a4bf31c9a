"""Who a written sentence has speak, and what it has them say: its claims of speech, in French or English.

French is read by the grammar that reads articles; what the sentences before it name is known to its pronouns.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.written import claims, english
from bot.answers.written.english import Voiced
from index import statements
from index.news import Article, Mood, Polarity, Statement


@dataclass(frozen=True, slots=True)
class Claim:
    """One act of speech that a sentence claims.

    Attributes:
        name: the speaker's name as far as the sentences give it, "" where they name nobody.
        surface: the words beside the verb: a name, "la maire", "elle".
        content: what was said, in the writer's words, quotations included.
        fragments: the words between marks that are given to the speaker.
    """

    name: str
    surface: str
    role: str
    person: bool
    cue: str
    polarity: Polarity
    mood: Mood
    content: str
    fragments: tuple[str, ...]


def read(sentence: str, language: str | None, before: str = "") -> tuple[Claim, ...]:
    """Return the claims of a sentence; `before` is what was shown before it."""
    voiced = tuple(_of_voiced(v) for v in english.read(sentence, before))
    if language == "en":
        return voiced
    text = f"{before.rstrip()}\n\n{sentence}" if before else sentence
    own = len(text) - len(sentence)
    found = statements.read(Article("", text, ""))
    # A sentence in two languages is read for both.
    return tuple(_of_statement(s) for s in found if s.content.start >= own) or voiced


def _of_statement(s: Statement) -> Claim:
    person = s.speaker_type in ("person", "unknown")
    fragments = tuple(f.text for f in s.fragments)
    return Claim(
        s.speaker, s.speaker_surface, s.role, person, s.cue, s.polarity, s.mood, s.content.text, fragments
    )


def _of_voiced(v: Voiced) -> Claim:
    fragments = tuple(q.text for q in claims.quotations(v.content))
    return Claim(v.name, v.surface, v.surface, True, v.cue, v.polarity, v.mood, v.content, fragments)
