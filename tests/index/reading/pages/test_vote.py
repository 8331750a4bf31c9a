"""Two readers of one page: whose paragraphs stay."""

from __future__ import annotations

import pytest

from index.reading.pages import vote

LEAD = "Le conseil de Vaubrune a voté lundi soir la réouverture du pont des Tanneurs, fermé depuis trois ans."
BODY = [
    f"Le chantier numéro {n} a commencé en mars et doit finir en juin, selon la maire de la ville."
    for n in range(5)
]
SCRAP = "Nos offres"
SIGNED = "Par Margot Lenoir, envoyée spéciale à Vaubrune"
END = "Retrouvez chaque matin toutes les informations de votre commune dans notre journal numérique."


def page(*paragraphs: str) -> str:
    """Return a page that holds these paragraphs as its article."""
    inner = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<html><body><article>{inner}</article></body></html>"


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (BODY, BODY, BODY),
        ([LEAD, *BODY], BODY, [LEAD, *BODY]),
        ([SCRAP, *BODY[:2], SCRAP, *BODY[2:], SCRAP, END], BODY, BODY),
        ([SIGNED, *BODY, SIGNED], BODY, [SIGNED, *BODY]),
        (BODY[:3], BODY, BODY[:3]),
        ([SCRAP, END], BODY, BODY),
        ([LEAD], [SCRAP], [LEAD]),
        ([], BODY, BODY),
    ],
    ids=["agreed", "lead", "scraps", "signature", "less", "elsewhere", "little", "nothing"],
)
def test_what_only_one_reader_has_is_judged(ours: list[str], theirs: list[str], kept: list[str]) -> None:
    """A sentence before the article is its lead; scraps, and what comes after it, are the page's."""
    assert vote.settled("\n\n".join(ours), page(*theirs)).split("\n\n") == kept
