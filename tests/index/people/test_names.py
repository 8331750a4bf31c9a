"""Names to keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.people import names

ONE = [
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
    ("Volodymyr Zelensky", "Volodymyr Zelenski"),
    ("Vladimir Poutine", "Vladimir Putin"),
    ("Choe Son-hui", "Choe Son Hui"),
    ("Choe Son-hui", "Son-hui Choe"),
    ("Mouammar Kadhafi", "Muammar Gaddafi"),
    ("Sergueï Lavrov", "Sergey Lavrov"),
    ("Bachar al-Assad", "Bashar el-Assad"),
    ("Viktor Orbán", "Orbán Viktor"),
    ("M. Josep Borrell", "Josep Borrell"),
    ("Éléonore Tavrac", "ELEONORE TAVRAC"),
    ("Jean-Marc Osvelt", "Jean Marc Osvelt"),
    ("Mohamed Belkassi", "Mohammed Belkassi"),
    ("Donald Trump", "Donald J. Trump"),
]


@pytest.mark.parametrize(("one", "other"), ONE, ids=[f"{a}={b}" for a, b in ONE])
def test_spellings_of_one_person_share_a_key(one: str, other: str) -> None:
    """Transliteration, hyphens, accents, case, titles and order of Asian names make no other person."""
    assert names.person_key(one) == names.person_key(other)


TWO = [
    ("Jean Lauzac", "Jeanne Lauzac"),
    ("Daniel Tréval", "Danielle Tréval"),
    ("Valéry Tréval", "Valérie Tréval"),
    ("Simone Veil", "Simone Weil"),
    ("Pierre Mounot", "Pierre Munot"),
    ("Martin Jean", "Jean Martin"),
    ("George W. Bush", "George Bush"),
    ("Albert II", "Albert III"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Paul Orvain", "Paul Orvain Jr"),
    ("Louis Darcel", "Louise Darcel"),
    ("John Orvell", "John A. Orvell"),
    ("Michel Gérard", "Michel Guérard"),
    ("Hélène Meyer", "Hélène Meier"),
]


@pytest.mark.parametrize(("one", "other"), TWO, ids=[f"{a}!={b}" for a, b in TWO])
def test_two_people_of_like_names_stay_two(one: str, other: str) -> None:
    """A letter that makes another person in its language is kept."""
    assert names.person_key(one) != names.person_key(other)


@pytest.mark.parametrize(
    "name",
    [
        "Borrell",
        "M. Borrell",
        "J. Borrell",
        "Le Pen",
        "al-Assad",
        "von der Leyen",
        "Mme De Croo",
        "M. Tarvel-Osmont",
    ],
)
def test_a_name_without_first_name_is_partial(name: str) -> None:
    """Surnames, with title, initial or particle, wait for a bearer."""
    assert names.is_partial(name)


@pytest.mark.parametrize(
    "name", ["Josep Borrell", "Ursula von der Leyen", "Al Gore", "Kim Jong-un", "Xi Jinping"]
)
def test_a_full_name_is_not_partial(name: str) -> None:
    """A first name is seen beside particles and in names whose family name stands first."""
    assert not names.is_partial(name)


SHORT = [
    ("Ursula von der Leyen", "Mme von der Leyen"),
    ("Josep Borrell", "J. Borrell"),
    ("Xi Jinping", "M. Xi"),
    ("Bachar al-Assad", "Assad"),
    ("Marine Le Pen", "Le Pen"),
    ("Vladimir Poutine", "M. Putin"),
]


@pytest.mark.parametrize(("full", "short"), SHORT, ids=[b for _, b in SHORT])
def test_surnames_hold_every_shorter_form(full: str, short: str) -> None:
    """A full name lists the keys by which it may be shortened."""
    assert names.surname_key(short) in names.surnames(full)


@pytest.mark.parametrize("full", ["Élisabeth II", "Charles III"])
def test_a_number_is_no_surname(full: str) -> None:
    """Sovereigns are not called by their number."""
    assert names.surnames(full) == ()


BODIES = [
    ("OTAN", "l'Organisation du traité de l'Atlantique nord"),
    ("l’ONU", "Nations unies"),
    ("Le Kremlin", "Kremlin"),
]


@pytest.mark.parametrize(("one", "other"), BODIES, ids=[a for a, _ in BODIES])
def test_an_acronym_is_its_body(one: str, other: str) -> None:
    """Acronyms, full names and articles are one body."""
    assert names.body_key(one) == names.body_key(other)


def test_one_of_them_is_not_the_united_nations() -> None:
    """The article un is no acronym, UN is."""
    assert names.body_key("l'un") != names.body_key("UN") == names.body_key("ONU")


@given(st.text(max_size=60))
def test_any_text_has_a_key(text: str) -> None:
    """No name, however broken, raises; its key does not depend on case of its letters or space around it."""
    assert names.person_key(text) == names.person_key(f" {text} ")
    names.surnames(text)
    names.body_key(text)
    names.gender(text)


@given(st.sampled_from(ONE), st.sampled_from(["M. ", "Mme ", "", "Dr "]))
def test_a_title_changes_no_key(pair: tuple[str, str], title: str) -> None:
    """Titles stand outside the name."""
    assert names.person_key(title + pair[0].removeprefix("M. ")) == names.person_key(pair[0])
