"""One speaker a person, whatever the order of the articles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.people.finding import Finder
from index.people.registry import Registry, Rows, Sighting, SpeakerRow, speaker_key

MARLO = "Héloïse Marlo"


def registry(*sightings: Sighting) -> Registry:
    """Return a registry of sightings, each article with all of its own."""
    found = Registry()
    for article in dict.fromkeys(s.article_id for s in sightings):
        found.put(article, [s for s in sightings if s.article_id == article])
    return found


def person(article: str, name: str, day: str | None = "2024-05-01", role: str = "") -> Sighting:
    """Return a sighting of a person."""
    return Sighting(article, name, "person", role, day)


def test_a_surname_joins_the_full_name_of_its_article() -> None:
    """M. Marlo beside Héloïse Marlo is her, title aside, when nobody else there bears the name."""
    found = registry(person("a", MARLO), person("a", "Marlo"))
    assert found.key_of(person("a", "Marlo")) == speaker_key(MARLO, "person")


def test_two_bearers_in_one_article_leave_a_surname_alone() -> None:
    """A surname that two people of the article bear is nobody's."""
    found = registry(person("a", MARLO), person("a", "Octave Marlo"), person("a", "Marlo"))
    assert found.key_of(person("a", "Marlo")) == "p:marlo"


def test_the_title_chooses_between_two_bearers() -> None:
    """Mme Marlo is the woman of the two."""
    found = registry(person("a", "Hélène Marlo"), person("a", "Octave Marlo"), person("a", "Mme Marlo"))
    assert found.key_of(person("a", "Mme Marlo")) == speaker_key("Hélène Marlo", "person")


def test_a_surname_joins_the_only_bearer_of_its_time() -> None:
    """Two articles within sixty days that name one bearer in full tell whose a lone surname is."""
    found = registry(
        person("a", MARLO), person("b", MARLO, "2024-06-01"), person("c", "Mme Marlo", "2024-05-20")
    )
    assert found.key_of(person("c", "Mme Marlo", "2024-05-20")) == speaker_key(MARLO, "person")


ALONE = {
    "one article": [person("a", MARLO)],
    "long ago": [person("a", MARLO, "2021-01-01"), person("b", MARLO, "2021-02-01")],
    "two bearers": [person("a", MARLO), person("b", MARLO), person("d", "Paul Marlo")],
    "no day": [person("a", MARLO, None), person("b", MARLO, None)],
}


@pytest.mark.parametrize("others", ALONE.values(), ids=list(ALONE))
def test_a_lone_surname_stays_alone(others: list[Sighting]) -> None:
    """Too few articles, another time, two bearers or no day: nobody is guessed."""
    lone = person("c", "Marlo", "2024-05-20")
    assert registry(*others, lone).key_of(lone) == "p:marlo"


def test_an_initial_must_agree() -> None:
    """O. Marlo is not Héloïse."""
    lone = person("c", "O. Marlo")
    assert registry(person("a", MARLO), person("b", MARLO), lone).key_of(lone) == "p:o marlo"


def test_unjoined_surnames_of_man_and_woman_are_two() -> None:
    """M. Marlo and Mme Marlo of two articles are not one."""
    assert speaker_key("M. Marlo", "person") != speaker_key("Mme Marlo", "person")


def test_a_body_is_never_a_person() -> None:
    """A metonym and a person of the same letters are two speakers."""
    found = registry(Sighting("a", "Lindal", "metonym"), person("b", "Lindal"))
    assert {row.type for row in found.rows().speakers} == {"metonym", "person"}


def test_an_acronym_and_its_body_are_one_speaker() -> None:
    """OTAN and its full name share a speaker, shown as printed most often."""
    full = "Organisation du traité de l'Atlantique nord"
    rows = registry(*(Sighting(a, n, "org") for a, n in [("a", "OTAN"), ("b", "OTAN"), ("c", full)])).rows()
    assert rows.speakers == (SpeakerRow("b:organisation du traite de l atlantique nord", "OTAN", "org", 3),)


def test_the_name_shown_is_the_full_form_seen_most() -> None:
    """Display follows the press, never a surname alone."""
    rows = registry(
        person("a", "Volodymyr Zelensky"),
        person("b", "Volodymyr Zelensky"),
        person("c", "Volodymyr Zelenskyy"),
        person("c", "Zelensky"),
    ).rows()
    assert [row.name for row in rows.speakers] == ["Volodymyr Zelensky"]


def test_roles_carry_the_days_they_were_seen() -> None:
    """One office under several phrases is one role, first and last day kept; a former one is none."""
    rows = registry(
        person("a", MARLO, "2024-01-05", "ministre des Affaires étrangères de l'Estonie"),
        person("b", MARLO, "2024-03-05", "cheffe de la diplomatie estonienne"),
        person("c", MARLO, "2024-09-05", "ancienne ministre estonienne des Affaires étrangères"),
    ).rows()
    assert [(r.office, r.first_seen, r.last_seen, r.articles) for r in rows.roles] == [
        ("foreign_minister@EE", "2024-01-05", "2024-03-05", 2)
    ]


NAMES = [
    "Héloïse Marlo",
    "Heloïse Marlo",
    "Marlo",
    "Mme Marlo",
    "Octave Marlo",
    "O. Marlo",
    "Ligue d'Arvène",
    "Jan Treskov",
]
SIGHTING = st.builds(
    Sighting,
    article_id=st.sampled_from("abcdef"),
    name=st.sampled_from(NAMES),
    type=st.sampled_from(["person", "org"]),
    role=st.sampled_from(["", "maire de Valmont", "le président français"]),
    day=st.sampled_from([None, "2024-05-01", "2024-06-15", "2023-01-01"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SIGHTING, max_size=15), st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(sightings: list[Sighting], chance: random.Random) -> None:
    """The same articles in any order, some twice, some taken out and put back, give the same rows."""
    other = Registry()
    ids = sorted({s.article_id for s in sightings})
    again = ids + chance.sample(ids, len(ids) // 2)
    chance.shuffle(again)
    for article in again:
        if chance.random() < 0.3:
            other.put(article, [Sighting(article, "Paul Marlo", "person")])
        other.put(article, [s for s in sightings if s.article_id == article])
    assert other.rows() == registry(*sightings).rows()


@settings(max_examples=60, deadline=None)
@given(st.lists(SIGHTING, max_size=15))
def test_every_sighting_finds_its_speaker(sightings: list[Sighting]) -> None:
    """Each name printed is an alias of the speaker it was given to, and is found by it."""
    found = registry(*sightings)
    rows = found.rows()
    for sighting in sightings:
        key = found.key_of(sighting)
        assert (sighting.name, key) in rows.aliases
        assert key in {m.speaker.key for m in Finder(rows).find(sighting.name)}


def test_nothing_leaves_no_rows() -> None:
    """A forgotten article leaves no trace."""
    found = registry(person("a", MARLO))
    found.forget("a")
    assert found.rows() == Rows()


def test_a_woman_kept_apart_is_not_a_namesake_of_unknown_gender() -> None:
    """Mme Marlo beside a full name that tells no woman is somebody else."""
    found = registry(person("a", "Zimrel Marlo"), person("a", "Mme Marlo"))
    assert found.key_of(person("a", "Mme Marlo")) != speaker_key("Zimrel Marlo", "person")
