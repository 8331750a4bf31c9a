"""index/outlets: one outlet, however its name is spelt, for whatever counts or lists."""

from __future__ import annotations

import pytest

from index import outlets


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("L'Écho du Détroit", "L’Écho du Détroit", True, id="apostrophe"),
        pytest.param("L'ECHO DU DETROIT", "L’Écho du Détroit", True, id="capitals and accents"),
        pytest.param("Le  Courrier ", "Le Courrier", True, id="spaces"),
        pytest.param("Le Courrier", "La Gazette", False, id="two outlets"),
    ],
)
def test_spellings_of_one_outlet_are_one(one: str, other: str, same: bool) -> None:
    """Case, accents, spaces and apostrophes make no other outlet; words do."""
    assert outlets.count([one, other]) == (1 if same else 2)


def test_no_name_is_no_outlet() -> None:
    """Articles without an outlet count for none, and the spelling used most is shown."""
    assert outlets.count([None, "", " "]) == 0
    assert list(outlets.usual(["L'Écho", None, "L’Écho", "L’Écho"]).values()) == ["L’Écho"]
