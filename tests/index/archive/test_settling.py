"""Settling what has changed gives what settling everything gives, whatever was killed in between."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.derive import Entry, Told
from index.ledger.stored.connection import FACTS
from index.news import Article, Span, SpeakerType, Statement
from index.people.registry import Sighting
from tests.index.conftest import left_to_settle

NOWHERE = Span(0, 0, "")


@dataclass(frozen=True)
class Named:
    """Somebody named in an article, who speaks there or not."""

    name: str
    type: SpeakerType
    role: str = ""
    speaks: bool = False
    quoted: str = ""


@dataclass(frozen=True)
class Spoken:
    """Words whose speaker is an office, or nobody that can be told."""

    surface: str
    role: str = ""
    said_on: str | None = None


def entry(name: str, day: str | None, said: Sequence[Named | Spoken], text: str) -> Entry:
    """Return an article that says so, as a grammar would have read it."""
    text += "".join(f" {one.quoted}" for one in said if isinstance(one, Named) and one.quoted)
    people = [one for one in said if isinstance(one, Named)]
    words = [
        _statement(name, n, one, text) for n, one in enumerate(said) if isinstance(one, Spoken) or one.speaks
    ]
    seen = {Sighting(name, p.name, p.type, p.role, day) for p in people}
    told = Told(1, tuple(words), (), tuple(sorted(seen, key=repr)), ())
    return Entry(Article(name, text, f"/{name}", published=day), b"", (), (), told)


def _statement(article: str, number: int, one: Named | Spoken, text: str) -> Statement:
    speaker, kind = (one.name, one.type) if isinstance(one, Named) else ("", "unknown")
    surface = "" if isinstance(one, Named) else one.surface
    said_on = None if isinstance(one, Named) else one.said_on
    quoted = one.quoted if isinstance(one, Named) else ""
    start = text.find(quoted)
    fragments = (Span(start, start + len(quoted), quoted),) if quoted and start >= 0 else ()
    return Statement(
        f"{article}-{number}", article, speaker, kind, surface, one.role, "dit", "indirect", fragments,
        NOWHERE, said_on=said_on,
    )  # fmt: skip


PERSON: SpeakerType = "person"
MAYOR = "maire de Valmont"
LONG = "le port de Sarnec rouvrira dès cet hiver prochain sans aucune condition financière"
# What can depend on one another, so that a short sequence makes much of it happen.
WORLDS: dict[str, list[Named | Spoken]] = {
    "surnames": [
        Named("Héloïse Marlo", PERSON),
        Named("Heloïse Marlo", PERSON, MAYOR),
        Named("Octave Marlo", PERSON),
        Named("Octave Marlo Treskov", PERSON),
        Named("Volodymyr Zelensky", PERSON),
        Named("Volodymyr Zelenskyy", PERSON),
        *(
            Named(name, PERSON, "", True)
            for name in ("Marlo", "Mme Marlo", "O. Marlo", "Treskov", "Zelensky")
        ),
    ],
    "offices": [
        Named("Héloïse Marlo", PERSON, MAYOR),
        Named("M. Héloïse Marlo", PERSON),
        Named("Heloïse Marlo", PERSON),
        Named("Ilan Desmar", PERSON, "maire de Valmont Tarse"),
        Named("Marlo", PERSON, MAYOR),
        Named("les élus", "group", MAYOR),
        Spoken("le maire de Valmont"),
        Spoken("la maire de Valmont Tarse", said_on="2024-05-02"),
        Spoken("il", MAYOR),
    ],
    "facts": [
        Named("Jens Stoltenberg", PERSON, "secrétaire général de l'OTAN"),
        Named("Mme Jens Stoltenberg", PERSON),
        Named("Stoltenberg", PERSON, "", True),
        Named("Ilan Desmar", PERSON, "secrétaire général de l'OTAN"),
        Spoken("le secrétaire général de l'OTAN"),
        Spoken("la secrétaire générale de l'OTAN"),
        Spoken("il", "secrétaire général de l'OTAN", "2024"),
    ],
    "words": [
        Named("Héloïse Marlo", PERSON, "", True, LONG),
        Named("Héloïse Marlo", PERSON, "", True, "hiver prochain sans aucune condition financière"),
        Named("Héloïse Marlo", PERSON, "", True, f"Enfin {LONG}"),
        Named("Marlo", PERSON, "", True, LONG),
        Named("Octave Marlo", PERSON, "", True, LONG),
        Named("Ilan Desmar", PERSON, "", True),
    ],
    "bodies": [
        Named("OTAN", "org", "", True),
        Named("Organisation du traité de l'Atlantique nord", "org"),
        Named("Otan", "metonym"),
        Named("OTAN", "group"),
        Named("OTAN", PERSON),
        Named("Ligue d'Arvène", "unknown", MAYOR, True),
        Spoken("le maire de Valmont"),
    ],
}
OWN = "secretary_general\tNATO\tIlan Desmar\t\t2024-01-01\t\tinvented\n"
IDS = st.sampled_from("abcde")
Step = tuple[str, object]


def steps(said: list[Named | Spoken]) -> st.SearchStrategy[list[Step]]:
    """Return sequences of steps over articles that say some of a few things."""
    day = st.sampled_from(["2024-05-01", "2024-05-03", "2024-06-15", "2023-01-01", None])
    article = st.tuples(IDS, day, st.lists(st.sampled_from(said), min_size=1, max_size=3))
    one = st.one_of(
        st.tuples(st.just("store"), st.lists(article, min_size=1, max_size=3)),
        st.tuples(st.just("store"), st.lists(article, min_size=1, max_size=1)),
        st.tuples(st.just("tell"), st.lists(article, min_size=1, max_size=2)),
        st.tuples(st.just("remove"), st.lists(IDS, min_size=1, max_size=2)),
        st.tuples(st.just("facts"), st.booleans()),
    )
    return st.lists(one, min_size=2, max_size=12)


def take(archive: Archive, step: Step, number: int) -> None:
    """Do one step of a sequence."""
    what, of = step
    match what:
        case "store":
            entries = {name: entry(name, day, said, f"{name} {number}") for name, day, said in of}  # type: ignore[attr-defined]
            archive.store(list(entries.values()))
        case "tell":
            archive.tell({name: entry(name, day, said, "").told for name, day, said in of})  # type: ignore[attr-defined]
        case "remove":
            archive.remove(of)  # type: ignore[arg-type]
        case "facts":
            (archive.home / FACTS).write_text(OWN if of else "", encoding="utf-8")


@pytest.mark.parametrize("world", WORLDS.values(), ids=list(WORLDS))
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_settling_a_change_is_settling_everything(world: list[Named | Spoken], data: st.DataObject) -> None:
    """After any sequence of stores, readings, removals and new facts nothing is left to be settled."""
    with tempfile.TemporaryDirectory() as home, Archive.open(Path(home) / "home", create=True) as archive:
        archive.settle()
        for number, step in enumerate(data.draw(steps(world))):
            take(archive, step, number)
            if data.draw(st.booleans()):
                continue
            archive.settle()
            assert left_to_settle(archive) == []
        archive.settle()
        assert left_to_settle(archive) == []
