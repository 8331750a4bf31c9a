"""The sentences around the quoted words of a claim, many, so that no `check` is fitted to one."""

from __future__ import annotations

import random
import re

# {s} the speaker, {q} the quoted words; marks as they stand. "t-il" becomes "t-elle" where the text tells.
QUOTING = (
    "{s} a déclaré : « {q} »",
    '{s} a affirmé: "{q}"',
    "« {q} », a assuré {s}",
    '"{q}", a lancé {s}',
    "“{q}”, explique {s}.",
    "« {q} », selon {s}",
    "Selon {s}, « {q} »",
    'D\'après {s}, "{q}".',
    "{s} : « {q} »",
    "{s} a-t-il dit « {q} » ?",
    '{s} a-t-il vraiment déclaré "{q}" ?',
    "Est-ce que {s} a dit « {q} » ?",
    "Est-il vrai que {s} a affirmé : « {q} » ?",
    "Pour {s}, « {q} »",
    "{s} a prévenu que « {q} »",
    "{s} estime que « {q} »",
    "C'est {s} qui a dit « {q} »",
    "{s} a martelé, devant la presse : « {q} »",
    "« {q} » ({s})",
    "« {q} » — {s}",
    "J'ai lu que {s} avait dit « {q} »",
    "{s} l'a dit : « {q} ».",
    "À en croire {s}, « {q} »",
    'Did {s} say "{q}"?',
    '{s} said: "{q}"',
    "“{q},” {s} said.",
    'According to {s}, "{q}"',
    "Is it true that {s} said “{q}”?",
    # As people also put it; a check that understands only the frames above must fail here.
    "Dans une interview, {s} déclare : « {q} »",
    "{s} n'a-t-il pas déclaré « {q} » ?",
    "Est-ce bien {s} qui a déclaré « {q} » ?",
    "« {q} » : est-ce {s} qui a dit ça ?",
    "« {q} », dixit {s}",
    "{s}, mardi : « {q} »",
    "« {q} », écrit {s} dans un tweet",
    "Pourquoi {s} a-t-il dit « {q} » ?",
    "Quand {s} a-t-il dit « {q} » ?",
    "Citation : « {q} » Auteur : {s}",
    "« {q} », c'est de {s} ?",
    "D'où vient « {q} », attribué à {s} ?",
    "“{q}” - {s}, 2024",
    'Who said "{q}"? Was it {s}?',
    '{s} once claimed that "{q}"',
    'As {s} put it, "{q}"',
    '"{q}" – is this really a quote by {s}?',
)
TELLING = (
    "{s} a dit que {q}",
    "{s} a affirmé que {q}.",
    "{s} assure que {q}",
    "Selon {s}, {q}",
    "D'après {s}, {q}.",
    "Est-ce que {s} a déclaré que {q} ?",
    "{s} a-t-il dit que {q} ?",
)
_VOWEL = re.compile(r"(?i)^[aeiouâàéèêëîïôûœ]")


def fill(frame: str, speaker: str, said: str, *, woman: bool = False) -> str:
    """Return a claim: que and de are elided, the pronoun agrees."""
    if woman:
        frame = frame.replace("-t-il ", "-t-elle ")
    for word in ("que", "de"):
        for slot, value in (("{q}", said), ("{s}", speaker)):
            if _VOWEL.match(value):
                frame = frame.replace(f" {word} {slot}", f" {word[:-1]}'{slot}")
    return frame.replace("{s}", speaker).replace("{q}", said)


def quoting(rng: random.Random, speaker: str, said: str, *, woman: bool = False) -> str:
    """Return a claim that quotes, in a frame drawn at random."""
    return fill(rng.choice(QUOTING), speaker, said, woman=woman)


def telling(rng: random.Random, speaker: str, said: str, *, woman: bool = False) -> str:
    """Return a claim that reports without quoting, in a frame drawn at random."""
    return fill(rng.choice(TELLING), speaker, said[:1].lower() + said[1:].rstrip(" ."), woman=woman)
