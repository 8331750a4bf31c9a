"""index/ledger/voices: each role once, and statements counted as `said` counts them."""

from __future__ import annotations

import pytest

from index.archive import Archive
from index.ledger import Ledger
from index.news import Speaker
from tests.index.ledger.conftest import Printed, Say

WORDS = "« Les digues du fleuve ne tiendront pas un hiver de plus »"


def speaker(archive: Archive, name: str) -> Speaker:
    """Return one of the list."""
    with Ledger.open(archive.home) as ledger:
        return next(s for s in ledger.speakers() if s.name == name)


@pytest.mark.parametrize(
    "spelt",
    [
        pytest.param("la présidente du rassemblement maritime", id="case"),
        pytest.param("la presidente du Rassemblement maritime", id="accents"),
        pytest.param("la présidente des Rassemblements maritimes", id="endings"),
    ],
)
def test_a_role_is_listed_once(archive: Archive, printed: Printed, spelt: str) -> None:
    """Case, accents and endings make no other role; the spelling of most articles stays."""
    usual = "la présidente du Rassemblement maritime"
    for number, role in enumerate([usual, usual, spelt]):
        text = f"Le port a fermé. « Nous partons au {number} mai », a dit {role}, Odile Marsanne."
        printed(f"a{number}", text, published=f"2024-05-0{number + 1}")
    assert speaker(archive, "Odile Marsanne").roles == ("présidente du Rassemblement maritime",)


def test_other_roles_are_kept(archive: Archive, printed: Printed) -> None:
    """The latest role comes first, and one of other words stays."""
    printed("a", f"{WORDS}, a dit la maire de Lindrac, Odile Marsanne.", published="2023-05-01")
    printed("b", "« Je pars », a dit la préfète de Sorvane, Odile Marsanne.", published="2024-05-01")
    assert speaker(archive, "Odile Marsanne").roles == ("préfète de Sorvane", "maire de Lindrac")


def test_statements_are_counted_as_said_counts_them(archive: Archive, printed: Printed, say: Say) -> None:
    """The same words in two outlets are one statement in two articles."""
    for name in ("a", "b"):
        printed(name, f"{WORDS}, a averti Odile Marsanne.", published="2024-05-01", outlet=name)
    found = speaker(archive, "Odile Marsanne")
    assert (found.statements, found.articles) == (1, 2)
    assert found.statements == say("Odile Marsanne").count


def test_only_the_first_are_told_of_in_full(archive: Archive, printed: Printed) -> None:
    """A list that shows a few reads the roles of those alone; who they are, and in what order, stays."""
    printed("a", f"{WORDS}, a dit la maire de Lindrac, Odile Marsanne. « Je pars », a dit Mme Marsanne.")
    printed("b", "« Le bac partira », a dit le préfet de Sorvane, Marc Orval.")
    with Ledger.open(archive.home) as ledger:
        every, first, none = ledger.speakers(), ledger.speakers(1), ledger.speakers(0)
    assert [s.roles for s in every] == [("maire de Lindrac",), ("préfet de Sorvane",)]
    assert [s.roles for s in first] == [("maire de Lindrac",), ()]
    assert [(s.name, s.statements, s.roles) for s in none] == [(s.name, s.statements, ()) for s in every]
