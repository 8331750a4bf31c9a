"""A process that takes articles in, changes and removes them until it is killed; `test_crash.py` starts it.

Everything it is about to do and has done goes to a log, one JSON line each, written in one system call: what
a line says done was acknowledged before the kill.
"""

from __future__ import annotations

import json
import os
import random
from contextlib import ExitStack
from pathlib import Path

from index import ingest, reread
from index.archive import Archive
from index.changes import Projection
from index.lexicon import Lexicon
from index.news import Article
from index.reading.outcome import Reading
from tests.index.conftest import LetterEmbedder

_LETTERS = str.maketrans("0123456789", "bcdfghjklm")


def word(name: str, version: int) -> str:
    """Return a word that stands in one version of one article only."""
    return f"kw{name}z{version}".translate(_LETTERS)


def text(name: str, version: int) -> str:
    """Return the text of one version of one article."""
    said = f"« Le port {name} restera ouvert {version} jours », a déclaré Odile Tarvane, maire de Merrane."
    return f"La ville de Merrane vote {word(name, version)} dans le calme.\n\n{said}"


def words(text: str) -> str:
    """Return the words that are quoted in a text."""
    return text[text.index("«") + 1 : text.index("»")].strip()


def opened(stack: ExitStack, archive: Archive, *, chroma: bool) -> tuple[Lexicon, list[Projection]]:
    """Open the projections of a home as its owner."""
    lexicon = stack.enter_context(Lexicon.open(archive.home / "lexicon", write=True))
    projections: list[Projection] = [lexicon]
    if chroma:
        from index.vectors import ChromaVectors

        projections.append(stack.enter_context(ChromaVectors(archive, LetterEmbedder().name)))
    return lexicon, projections


def run(home: Path, log: Path, seed: int, chroma: bool) -> None:
    """Work until killed."""
    chance = random.Random(seed)
    descriptor = os.open(log, os.O_APPEND | os.O_CREAT | os.O_WRONLY)

    def say(**line: object) -> None:
        os.write(descriptor, json.dumps(line).encode() + b"\n")

    say(phase="open")
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(home, create=True))
        _, projections = opened(stack, archive, chroma=chroma)
        ingest.catch_up(archive, projections)
        mine: dict[str, int] = {}
        while True:
            changed = {name: mine[name] + 1 for name in chance.sample(sorted(mine), min(len(mine), 2))}
            new = {f"{seed}{len(mine) + n:03}": 1 for n in range(chance.randint(1, 8))}
            wanted = changed | new
            say(phase="commit", meant=wanted)
            readings = [Reading(Article(n, text(n, v), f"/{n}"), b"raw", True) for n, v in wanted.items()]
            ingest.add(archive, readings, LetterEmbedder())
            say(done=wanted)
            mine |= wanted
            if chance.random() < 0.6:
                gone = chance.choice(sorted(mine))
                say(phase="remove", meant={gone: None})
                archive.remove([gone])
                say(done={gone: None})
                del mine[gone]
            for projection in projections:
                say(phase=type(projection).__name__)
                ingest.catch_up(archive, [projection])


def read_again(home: Path, log: Path) -> None:
    """Read an archive again, and say how far it is."""
    descriptor = os.open(log, os.O_APPEND | os.O_CREAT | os.O_WRONLY)

    def say(phase: str, done: int) -> None:
        os.write(descriptor, f"{done}\n".encode())

    say("open", 0)
    with Archive.open(home) as archive:
        reread.reread(archive, progress=say)
