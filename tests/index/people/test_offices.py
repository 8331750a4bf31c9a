"""Offices: phrases, facts and days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UsageError
from index.people import offices
from index.people.bodies import bodies
from index.people.tables import read, rows, several
from index.people.wording import normalise

TABLE = offices.load()
TERMS = TABLE.terms()

PHRASES = [
    ("le secrétaire général de l'OTAN", "secretary_general@NATO"),
    ("le patron de l’Alliance atlantique", "secretary_general@NATO"),
    ("le chef de la diplomatie américaine", "foreign_minister@US"),
    ("le secrétaire d'État américain", "foreign_minister@US"),
    ("US secretary of state", "foreign_minister@US"),
    ("the U.S. Secretary of State", "foreign_minister@US"),
    ("le ministre estonien des Affaires étrangères", "foreign_minister@EE"),
    ("ministre des Affaires étrangères de l'Estonie", "foreign_minister@EE"),
    ("le chef de la diplomatie estonienne", "foreign_minister@EE"),
    ("Estonia's foreign minister", "foreign_minister@EE"),
    ("le Premier ministre britannique", "head_of_government@GB"),
    ("la Première ministre danoise", "head_of_government@DK"),
    ("la chancelière allemande", "head_of_government@DE"),
    ("le président français", "president@FR"),
    ("le chef de l'État français", "president@FR"),
    ("le chef de l'État espagnol", "monarch@ES"),
    ("l'actuel président sud-coréen", "president@KR"),
    ("le locataire de l'Élysée", "president@FR"),
    ("le chef de la diplomatie européenne", "foreign_minister@EU"),
    ("la présidente de la Commission européenne", "president@ECOM"),
    ("la patronne du FMI", "director_general@IMF"),
    ("le pape", "pope@VA"),
    ("the UN secretary general", "secretary_general@UN"),
    ("U.N. secretary general", "secretary_general@UN"),
    ("the NATO secretary general", "secretary_general@NATO"),
    ("le haut-commissaire de l'ONU aux droits de l'homme", "human_rights_commissioner@UN"),
]


@pytest.mark.parametrize(("phrase", "key"), PHRASES, ids=[p for p, _ in PHRASES])
def test_phrases_of_one_office_are_one(phrase: str, key: str) -> None:
    """Adjective or country, French or English, paraphrase or title: one office."""
    office = offices.parse(phrase)
    assert office is not None
    assert (office.key, office.status) == (key, "")


@pytest.mark.parametrize(
    "phrase",
    [
        "le porte-parole du ministre estonien des Affaires étrangères",
        "l'ambassadeur américain en Chine",
        "le président de la République",
        "les ministres des Affaires étrangères allemand et français",
        "un ministre britannique",
        "le vice-ministre russe des Affaires étrangères",
        "le président du Conseil général",
        "la femme du président français",
        "le conseiller du président américain",
        "le ministre",
        "il",
        "",
        "le président congolais",
        "le ministre congolais des Affaires étrangères",
    ],
)
def test_other_phrases_are_no_office(phrase: str) -> None:
    """Somebody beside the holder, several people, no country or a shared adjective: nothing is read."""
    assert offices.parse(phrase) is None


STATUS = [
    ("l'ancien président américain", "former"),
    ("l'ex-Premier ministre italien", "former"),
    ("le futur chancelier allemand", "future"),
    ("le nouveau président ukrainien", "future"),
    ("le président élu américain", "future"),
    ("le Premier ministre libanais désigné", "future"),
    ("le président malien par intérim", "acting"),
    ("former US secretary of state", "former"),
    ("le Premier ministre britannique de l'époque", "former"),
]


@pytest.mark.parametrize(("phrase", "status"), STATUS, ids=[p for p, _ in STATUS])
def test_an_office_not_held_is_left_open(phrase: str, status: str) -> None:
    """Former, future and acting holders are nobody by date."""
    office = offices.parse(phrase)
    assert office is not None
    assert office.status == status
    assert offices.holder(office, date(2019, 6, 1)) == offices.Resolution(None, "status")


HELD = [
    ("le secrétaire général de l'OTAN", "2024-06-15", "Jens Stoltenberg"),
    ("le secrétaire général de l'OTAN", "2025-02-01", "Mark Rutte"),
    ("le chef de la diplomatie européenne", "2019-05-01", "Federica Mogherini"),
    ("le chef de la diplomatie européenne", "2023-05-01", "Josep Borrell"),
    ("le président américain", "2020-12-20", "Donald Trump"),
    ("le président américain", "2021-02-20", "Joe Biden"),
    ("le Premier ministre britannique", "2016-07-01", "David Cameron"),
    ("la Première ministre britannique", "2016-08-01", "Theresa May"),
    ("le Premier ministre français", "2020-07-10", "Jean Castex"),
    ("la chancelière allemande", "2015-01-01", "Angela Merkel"),
    ("le président de la BCE", "2015-01-01", "Mario Draghi"),
    ("le ministre russe des Affaires étrangères", "2012-01-01", "Sergueï Lavrov"),
]


@pytest.mark.parametrize(("phrase", "day", "name"), HELD, ids=[f"{p} {d}" for p, d, _ in HELD])
def test_the_holder_is_who_held_it_that_day(phrase: str, day: str, name: str) -> None:
    """Known handovers, before and after."""
    office = offices.parse(phrase)
    assert office is not None
    assert offices.holder(office, date.fromisoformat(day)).name == name


@pytest.mark.parametrize("shift", [-3, -2, -1, 0, 1, 2, 3])
def test_a_handover_is_left_open(shift: int) -> None:
    """Within three days of a handover nobody is named, and the reason is said."""
    office = offices.parse("le secrétaire général de l'OTAN")
    assert office is not None
    found = offices.holder(office, date(2024, 10, 1) + timedelta(days=shift))
    assert found == offices.Resolution(None, "handover")


def test_the_facts_end_on_their_day() -> None:
    """An open term names nobody after the day the table speaks of."""
    office = offices.parse("le président français")
    assert office is not None
    assert offices.holder(office, date(2099, 1, 1)).reason == "table_ends"


def test_a_span_of_days_needs_one_holder() -> None:
    """A year in which an office changed hands names nobody; a year of one holder does."""
    office = offices.parse("le président américain")
    assert office is not None
    assert TABLE.holder(office, date(2017, 1, 1), date(2017, 12, 31)).name is None
    assert TABLE.holder(office, date(2018, 1, 1), date(2018, 12, 31)).name == "Donald Trump"


def test_terms_of_one_office_do_not_overlap() -> None:
    """At most the day of a handover stands in two terms."""
    groups: dict[tuple[str, str], list[offices.Term]] = {}
    for term in TERMS:
        groups.setdefault((term.function, term.body), []).append(term)
    for group in groups.values():
        ordered = sorted(group, key=lambda t: t.since)
        for one, following in pairwise(ordered):
            assert one.until is not None, one
            assert one.until <= following.since, (one, following)


def test_every_term_is_whole() -> None:
    """Names, sources and days in order; offices and bodies are those of the other tables."""
    functions = {row[0] for row in rows(read("functions.tsv"))}
    codes = set(bodies().countries) | set(bodies().full)
    for term in TERMS:
        assert term.holder and term.source, term
        assert term.until is None or term.since < term.until, term
        assert term.function in functions and term.body in codes, term


def test_codes_are_of_one_body() -> None:
    """No code stands for a country and for a body, and no name for two bodies."""
    codes = [row[0] for name in ("demonyms.tsv", "bodies.tsv") for row in rows(read(name))]
    assert len(codes) == len(set(codes))
    assert all(len(row) >= 3 for row in rows(read("functions.tsv")))
    owners = {o for row in rows(read("functions.tsv")) for o in several(row[1])}
    assert {part for o in owners for part in o.split(">") if part and part != "C"} <= set(codes)


def test_a_team_adds_its_own_offices(tmp_path: Path) -> None:
    """Lines of another file are read after ours and end an open term of the same office."""
    path = tmp_path / "offices.tsv"
    path.write_text(
        "# as of: 2031-01-01\npresident\tFR\tOdile Marchand\t\t2030-05-14\t\tjournal\n", encoding="utf-8"
    )
    office = offices.parse("la présidente française")
    assert office is not None
    table = offices.load(path)
    assert table.holder(office, date(2030, 9, 1)).name == "Odile Marchand"
    assert table.holder(office, date(2030, 5, 15)).reason == "handover"


def test_a_broken_line_of_a_team_says_which(tmp_path: Path) -> None:
    """A date that is none is a wrong call, with the line in the message."""
    path = tmp_path / "offices.tsv"
    path.write_text("president\tFR\tOdile Marchand\t\tmai 2030\t\tjournal\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Odile Marchand"):
        offices.load(path)


def test_roles_outside_the_table_compare_too() -> None:
    """Any role is normalised: gender, country and order of words do not make another role."""
    one, other = (
        normalise("porte-parole de l'armée israélienne"),
        normalise("la porte-parole de l’armée d'Israël"),
    )
    assert one is not None and other is not None
    assert one.key == other.key


@given(st.text(max_size=80))
def test_any_phrase_is_read_or_not(text: str) -> None:
    """No phrase raises."""
    offices.parse(text)
    normalise(text)


@given(st.sampled_from(TERMS), st.integers(0, 20_000))
def test_nobody_is_named_outside_a_term(term: offices.Term, shift: int) -> None:
    """Whoever is named held the office on that day, more than two days from its ends."""
    day = term.since + timedelta(days=shift)
    office = offices.Office(term.function, term.body, known=True)
    found = TABLE.holder(office, day)
    if found.name is not None:
        held = [t for t in TABLE.terms(office) if t.covers(day)]
        assert found.name in {t.holder for t in held}
