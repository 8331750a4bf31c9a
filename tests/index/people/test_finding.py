"""Whom a reader means."""

from __future__ import annotations

import pytest

from index.people.finding import Finder
from index.people.offices import load
from index.people.registry import Registry, Sighting


def finder() -> Finder:
    """Return a finder over a small invented corpus."""
    registry = Registry()
    corpus = {
        "a": [("Hélène Marlo", "person", "maire de Valmont"), ("Ligue d'Arvène", "org", "")],
        "b": [
            ("Octave Marlo", "person", ""),
            ("Jan Treskov", "person", "ministre estonien des Affaires étrangères"),
        ],
        "c": [("Volodymyr Zelensky", "person", ""), ("Lindal", "metonym", ""), ("OTAN", "org", "")],
        "d": [("Ivo Treskov", "person", "maire de Sarège"), ("Aurélien Castagnou", "person", "")],
        "e": [("Rosa Velmer", "person", "chef de la diplomatie estonienne")],
    }
    for number, (article, names) in enumerate(corpus.items(), 1):
        registry.put(article, [Sighting(article, n, t, r, f"2024-0{number}-01") for n, t, r in names])  # type: ignore[arg-type]  # a table of plain text
    return Finder(registry.rows())


CASES = [
    ("Hélène Marlo", "name", ["Hélène Marlo"]),
    ("helene marlo", "name", ["Hélène Marlo"]),
    ("Zelenskyy", "surname", ["Volodymyr Zelensky"]),
    ("Volodymyr Zelenskiy", "name", ["Volodymyr Zelensky"]),
    ("Marlo", "surname", ["Hélène Marlo", "Octave Marlo"]),
    ("M. Marlo", "surname", ["Octave Marlo"]),
    ("Castagnou", "surname", ["Aurélien Castagnou"]),
    ("Aurelien Castanou", "typo", ["Aurélien Castagnou"]),
    ("Castaniou", "typo", ["Aurélien Castagnou"]),
    ("ligue d’Arvène", "name", ["Ligue d'Arvène"]),
    ("Lindal", "name", ["Lindal"]),
    ("l'Organisation du traité de l'Atlantique nord", "name", ["OTAN"]),
    ("le maire de Valmont", "role", ["Hélène Marlo"]),
    ("la maire de Sarège", "role", ["Ivo Treskov"]),
]


@pytest.mark.parametrize(("query", "how", "found"), CASES, ids=[q for q, _, _ in CASES])
def test_a_query_finds_whom_it_means(query: str, how: str, found: list[str]) -> None:
    """Full name, spelling, surname, slip, body and role, with how it was found."""
    matches = finder().find(query)
    assert {m.how for m in matches} == {how}
    assert sorted(m.speaker.name for m in matches) == found


def test_a_role_finds_all_who_held_it_latest_first() -> None:
    """Several holders over time are all offered, with the days."""
    matches = finder().find("le ministre estonien des Affaires étrangères")
    assert [(m.speaker.name, m.last_seen) for m in matches] == [
        ("Rosa Velmer", "2024-05-01"),
        ("Jan Treskov", "2024-02-01"),
    ]


def test_a_fact_goes_before_what_articles_seem_to_say() -> None:
    """For an office of the table only its holders are offered."""
    registry = Registry()
    role = "président français"
    sightings = [
        Sighting("a", name, "person", role, "2018-01-01") for name in ("Emmanuel Macron", "Jan Treskov")
    ]
    registry.put("a", sightings)
    found = Finder(registry.rows(), load()).find("le président français")
    assert [m.speaker.name for m in found] == ["Emmanuel Macron"]


def test_an_unknown_name_offers_the_nearest() -> None:
    """Nothing like it: the nearest few, marked as such, never as found."""
    matches = finder().find("Treskeviciute")
    assert {m.how for m in matches} <= {"nearest"}
    assert len(matches) <= 5


def test_nothing_near_finds_nothing() -> None:
    """Letters that resemble no name give an empty list."""
    assert finder().find("xqz") == []
