"""Who was spoken of and who spoke, in reading order: what "il" and "l'ONG" look back on."""

from __future__ import annotations

from index.statements.language.lexicon import Lexicon
from index.statements.naming.names import Names
from index.statements.naming.phrase import Phrase, is_person
from index.statements.naming.phrases import Phrases
from index.statements.speakers.speaker import NOBODY, Speaker


class Memory:
    """What resolving remembers over one article."""

    def __init__(self, lexicon: Lexicon, names: Names, phrases: Phrases, text: str, published: str | None):
        self.lexicon = lexicon
        self.names = names
        self.phrases = phrases
        self.sentences = phrases.sentences
        self.published = published[:10] if published else ""
        self.text = text
        self.focus: list[tuple[int, Speaker]] = []
        self.spoken: list[Speaker] = []
        self._genders: dict[str, str] = {}
        self._same = lexicon.same_offices
        self._bodies: dict[str, list[tuple[int, str, Phrase]]] | None = None
        self._acronyms: dict[str, str] | None = None

    def remember(self, sentence: int, speaker: Speaker) -> None:
        """Keep a speaker or a subject as what the next pronoun may stand for."""
        if (speaker.name and speaker.type != "unknown") or (
            speaker.how in ("office-open", "unknown-noun")
            and (self._first_told(speaker) or speaker.surface.lower().startswith(("cet ", "cette ", "ce ")))
        ):
            self.focus.append((sentence, speaker))

    def learn(self, speaker: Speaker, gender: str) -> None:
        """Keep the gender by which somebody was spoken of whose name tells none: "X ... l'ancien élève"."""
        if speaker.type == "person" and speaker.name and not speaker.gender and gender:
            self._genders.setdefault(speaker.name, gender)

    def _first_told(self, speaker: Speaker) -> bool:
        """Tell whether an office of its own is spoken of before any person of its gender is named."""
        proper = any(word[0].isupper() for word in speaker.role.split())
        known = (e for e in self.names.persons() if 0 <= e.start < speaker.start)
        return proper and not any(e.gender in ("", speaker.gender) for e in known)

    def _names(self, sentence: int) -> bool:
        """Tell whether a sentence names a person."""
        return any(is_person(name) for name in self.names.by_start[sentence].values())

    def last(
        self, sentence: int, within: int, gender: str = "", plural: bool = False, but: str = ""
    ) -> Speaker:
        """Return the last one spoken of, at most `within` paragraphs above.

        Of a gender if one is given, never the one named `but`.
        """
        here = self.sentences[sentence].paragraph
        body: Speaker | None = None
        for at, speaker in reversed(self.focus):
            if here - self.sentences[at].paragraph > within or (
                body is not None and self.sentences[at].paragraph != here
            ):
                break
            if plural != speaker.plural or (but and speaker.name == but):
                continue
            if gender and (speaker.gender or self._genders.get(speaker.name, gender)) != gender:
                continue
            # "il" is a body only where its article told the gender
            if (
                gender
                and speaker.type in ("org", "metonym", "document")
                and (not speaker.gender or self.sentences[at].paragraph != here)
            ):
                continue
            if gender and speaker.type not in {"person", "anonymous"}:
                told = speaker.how in ("name", "described", "body") and speaker.name not in self.lexicon.media
                if at == sentence - 1 and told and not self._names(at):
                    return speaker
                body = body or speaker  # a person of the same paragraph goes before it
                continue
            return speaker
        return body or NOBODY
