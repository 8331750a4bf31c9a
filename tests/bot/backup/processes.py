"""Processes that write a home, back it up or restore it, until they are killed."""

from __future__ import annotations

from pathlib import Path

from index import ingest
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.news import Article
from index.reading.outcome import Reading

NAMES = ("Odile Tarvane", "Ingrid Velbrec", "Maëlle Dorval", "Colin Estève")


def reading(number: int) -> Reading:
    """Return the article of a number: who says what in it follows from the number."""
    who, day = NAMES[number % 4], f"2031-05-{1 + number % 28:02}"
    text = (
        f"Le port {number} de Brévanie a rouvert après {number + 3} jours de grève des dockers.\n\n"
        f"« Nous garderons les {number + 100} quais ouverts », a déclaré {who}."
    )
    article = Article(id=f"a{number}", text=text, source=f"s{number}", published=day, title=f"Port {number}")
    return Reading(article, text.encode(), given_id=True)


def write(home: Path, numbers: range, log: Path | None = None) -> None:
    """Take articles in one by one; each number is logged once its article is acknowledged."""
    embedder = HashedEmbedder()
    with Archive.open(home, create=True) as archive:
        for number in numbers:
            ingest.add(archive, [reading(number)], embedder)
            if log is not None:
                with log.open("a") as file:
                    file.write(f"{number}\n")


def back_up(home: Path, target: Path) -> None:
    """Back a home up."""
    from bot.backup import make

    make(home, target, "fr")


def put_back(file: Path, home: Path, force: bool) -> None:
    """Restore a home."""
    from bot.backup import restore

    restore(file, home, "fr", force=force)
