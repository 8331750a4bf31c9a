"""Who speaks: the result of resolving a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.news import SpeakerType
from index.statements.naming.entity import Entity, Office, fold
from index.statements.naming.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: the fullest name, "" where nobody can be named, and what told it.

    `how` names the way it was found (name, pronoun, office, recent...); `sure` is False for the thin ways.
    """

    name: str
    type: SpeakerType
    surface: str
    role: str
    gender: str
    plural: bool
    how: str
    start: int = -1
    end: int = -1


_TITLES = {"M.": "m", "Monsieur": "m", "Mme": "f", "Madame": "f"}
_WORD = re.compile(r"[\w-]+")
NOBODY = Speaker("", "unknown", "", "", "", False, "none")


def office_text(entity: Entity) -> str:
    """Return the first office the article gives an entity."""
    return entity.roles[0].text if entity.roles else ""


def speaker_of(entity: Entity, surface: str, how: str, phrase: Phrase | None = None) -> Speaker:
    """Return an entity as a speaker found in a given way."""
    role = phrase.role if phrase is not None else office_text(entity)
    return Speaker(
        entity.name, entity.type, surface, role, entity.gender, False, how, entity.start, entity.end
    )


def renamed(speaker: Speaker, surface: str, how: str) -> Speaker:
    """Return a known speaker under another surface."""
    return Speaker(
        speaker.name,
        speaker.type,
        surface,
        speaker.role,
        speaker.gender,
        speaker.plural,
        how,
        speaker.start,
        speaker.end,
    )


def unnamed(speaker: Speaker) -> Speaker:
    """Return a speaker as nobody known: the words beside the cue are kept."""
    return Speaker(
        "", "unknown", speaker.surface, speaker.role, speaker.gender, speaker.plural, "office-open"
    )


def names(words: str, speaker: Speaker) -> bool:
    """Tell whether words name somebody as another does: by surname, not a namesake."""
    own = speaker.name.split()
    if not own or own[-1] not in words:
        return False  # most often, and no pattern is made
    for found in re.finditer(rf"(?:([\w.-]+)[ \u00a0\u202f])?\b{re.escape(own[-1])}\b", words):
        before = found[1] or ""
        titled = _TITLES.get(before, "")
        if titled and speaker.gender not in ("", titled):
            continue
        if titled or before in own or not before[:1].isupper() or len(own) == 1:
            return True
    return False


def holds_name(description: str, name: str) -> bool:
    """Tell whether a description holds a name, and not a relative's: "l'avocat de Jean Dupont"."""
    words, said = fold(name).split(), _WORD.findall(fold(description))
    at = said.index(words[-1]) if words and words[-1] in said else 0
    return at > 0 and (said[at - 1] in (*words, "m", "mme", "me", "d", "de"))


def clean(said: str) -> str:
    """Return a description without brackets, on one line."""
    cut = said.find(" (")
    kept = " ".join((said[:cut] if cut > 0 else said).split())
    bare = kept.strip('«»“”" \u00a0\u202f')
    # les « sages » are sages; un groupe de « sages » keeps its marks
    return bare if kept[:1] in '«“"' and not set(bare) & set('«»“”"') else kept


def office_of(words: list[str], text: str, head: str, gender: str = "") -> Office:
    """Return an office from its words: folded, without short function words."""
    kept = frozenset(
        fold(w) for w in words if len(w) > 2 and w.lower() not in ("les", "des", "aux", "une", "par", "sur")
    )
    return Office(head, kept, text, gender)
