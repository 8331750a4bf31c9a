"""The speaker of a statement that names only an office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.news import Article, Span, Statement
from index.people.offices import load
from index.people.reference import Directory, days, resolve
from index.people.registry import Registry, Rows, Sighting
from index.people.roles import Roles

ARTICLE = Article("a", "", "a.txt", published="2024-06-15T10:00:00+02:00")
EMPTY = Span(0, 0, "")


def said(surface: str, said_on: str | None = None) -> Statement:
    """Return a statement whose speaker is only an office."""
    return Statement("s", "a", "", "unknown", surface, "", "dit", "indirect", (), EMPTY, said_on=said_on)


def directory(*sightings: Sighting) -> Directory:
    """Return the facts with the roles of a corpus."""
    registry = Registry()
    for number, sighting in enumerate(sightings):
        registry.put(f"{number}", [replace(sighting, article_id=f"{number}")])
    rows: Rows = registry.rows()
    return Directory(load(), Roles(rows.roles), {row.key: row.name for row in rows.speakers})


def seen(name: str, role: str, day: str) -> Sighting:
    """Return a person seen in a role."""
    return Sighting("", name, "person", role, day)


def test_a_known_office_names_its_holder_by_date() -> None:
    """The holder on the day printed is the speaker, marked as found by date."""
    found = resolve(said("le secrétaire général de l'OTAN"), ARTICLE, directory())
    assert (found.speaker, found.speaker_type, found.by_date) == ("Jens Stoltenberg", "person", True)


def test_the_day_said_goes_before_the_day_printed() -> None:
    """Old words are those of the holder of then."""
    found = resolve(said("le secrétaire général de l'OTAN", "2013-05-01"), ARTICLE, directory())
    assert found.speaker == "Anders Fogh Rasmussen"


OPEN = [
    ("le secrétaire général de l'OTAN", "2024-10-02"),
    ("le secrétaire général de l'OTAN", "2014"),
    ("l'ancien secrétaire général de l'OTAN", None),
    ("le futur chancelier allemand", None),
    ("le porte-parole de l'OTAN", None),
    ("les ministres des Affaires étrangères allemands", None),
    ("il", None),
    ("le ministre", None),
    ("le maire de Valmont", None),
    ("la présidente américaine", None),
]


@pytest.mark.parametrize(("surface", "day"), OPEN, ids=[f"{s} {d}" for s, d in OPEN])
def test_what_is_not_sure_stays_open(surface: str, day: str | None) -> None:
    """Handover, a year of two holders, former, future, several, pronoun, unknown role: the same statement."""
    statement = said(surface, day)
    assert resolve(statement, ARTICLE, directory()) == statement


def test_a_year_of_one_holder_is_enough() -> None:
    """One secretary general held the office all through 2016."""
    found = resolve(said("le secrétaire général de l'OTAN", "2016"), ARTICLE, directory())
    assert found.speaker == "Jens Stoltenberg"


def test_a_named_speaker_is_never_changed() -> None:
    """The article goes before the table."""
    statement = replace(said("le secrétaire général de l'OTAN"), speaker="Jan Treskov", speaker_type="person")
    assert resolve(statement, ARTICLE, directory()) == statement


@pytest.mark.parametrize("kind", ["org", "metonym", "document", "group", "anonymous"])
def test_a_body_or_group_is_never_made_a_person(kind: str) -> None:
    """Only an open or personal speaker gains a name."""
    statement = replace(said("le secrétaire général de l'OTAN"), speaker_type=kind)  # type: ignore[arg-type]  # one of the literals
    assert resolve(statement, ARTICLE, directory()) == statement


def test_a_role_learned_from_articles_names_its_only_holder() -> None:
    """Who alone is called mayor of a town within ninety days is its mayor."""
    corpus = directory(seen("Héloïse Marlo", "maire de Valmont", "2024-04-20"))
    assert resolve(said("la maire de Valmont"), ARTICLE, corpus).speaker == "Héloïse Marlo"


LEARNED = {
    "two holders": [("Héloïse Marlo", "2024-04-20"), ("Jan Treskov", "2024-07-20")],
    "long before": [("Héloïse Marlo", "2023-04-20")],
}


@pytest.mark.parametrize("holders", LEARNED.values(), ids=list(LEARNED))
def test_a_learned_role_of_several_or_of_another_time_stays_open(holders: list[tuple[str, str]]) -> None:
    """Two holders in the reach, or none: nobody."""
    corpus = directory(*(seen(name, "maire de Valmont", day) for name, day in holders))
    assert resolve(said("la maire de Valmont"), ARTICLE, corpus).speaker == ""


@pytest.mark.parametrize(
    "role", ["députée de Valmont", "porte-parole de Valmont", "secrétaire d'État", "président du Sénat"]
)
def test_a_role_that_several_hold_names_nobody(role: str) -> None:
    """Deputies are many, and every country has its Senate: one sighting tells nothing of another mention."""
    corpus = directory(seen("Hélène Marlo", role, "2024-04-20"))
    assert resolve(said(f"la {role}"), ARTICLE, corpus).speaker == ""


def test_articles_that_contradict_the_table_leave_it_open() -> None:
    """Facts may be out of date: when the press of the day names another, nobody is named."""
    corpus = directory(seen("Jan Treskov", "secrétaire général de l'OTAN", "2024-06-10"))
    assert resolve(said("le secrétaire général de l'OTAN"), ARTICLE, corpus).speaker == ""


def test_the_name_is_shown_as_the_corpus_spells_it() -> None:
    """The table's spelling gives way to the press's."""
    corpus = directory(seen("Volodymyr Zelenskyy", "", "2024-06-10"))
    assert resolve(said("le président ukrainien"), ARTICLE, corpus).speaker == "Volodymyr Zelenskyy"


@pytest.mark.parametrize("on", [None, "", "hier", "2024-13-01", "20-24", "2024-02-30"])
def test_a_broken_day_is_no_day(on: str | None) -> None:
    """Only ISO days, months and years count."""
    assert days(on) is None


def test_a_pronoun_is_named_by_the_office_given_before() -> None:
    """A pronoun is whoever held the office that the article spoke of."""
    found = resolve(replace(said("il"), role="secrétaire général de l'OTAN"), ARTICLE, directory())
    assert (found.by_date, bool(found.speaker)) == (True, True)


def test_more_or_fewer_words_of_a_body_are_one_office() -> None:
    """A holder seen under the longer and the shorter name of a body held it all the time between."""
    corpus = directory(
        seen("Ode Tarvel", "secrétaire général de la Guilde", "2024-02-01"),
        seen("Ode Tarvel", "secrétaire général de la Guilde d'Ostrane", "2024-10-01"),
    )
    assert resolve(said("le secrétaire général de la Guilde"), ARTICLE, corpus).speaker == "Ode Tarvel"
