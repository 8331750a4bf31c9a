"""Wire copies are linked to one original."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.news import Article

Write = Callable[..., Article]
Store = Callable[..., list[str]]
TEXT = "La Valdorie ferme ses ports.\n\n«\u00a0C’est provisoire\u00a0», assure la ministre Odile Tarvane."


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]])
def test_wire_copies_point_to_the_first_printed(
    store: Store, archive: Archive, write: Write, dispatches: Callable[[int], str], order: list[int]
) -> None:
    """In whatever order they come in, all copies have one original, and other articles none."""
    text = dispatches(1)
    printed = [
        write(text, id="first", published="2031-05-01"),
        write("Merrane. " + text, id="second", published="2031-05-02"),
        write(text + " Avec l’agence.", id="third"),
    ]
    store(archive, write(dispatches(2), id="other", published="2030-01-01"))
    for at in order:
        store(archive, printed[at])

    originals = {a.id: a.original for a in archive.summaries()}
    assert originals == {"first": None, "second": "first", "third": "first", "other": None}


def test_copies_find_another_original_when_theirs_leaves(
    store: Store, archive: Archive, write: Write, dispatches: Callable[[int], str]
) -> None:
    """Removed or rewritten, an original is followed by the next one printed."""
    texts = {name: f"{name} {dispatches(1)}" for name in ("un", "deux", "trois")}
    for day, (name, text) in enumerate(texts.items(), 1):
        store(archive, write(text, id=name, published=f"2031-05-0{day}"))

    archive.remove(["un"])
    assert {a.id: a.original for a in archive.summaries()} == {"deux": None, "trois": "deux"}
    store(archive, write(dispatches(5), id="deux"))
    assert {a.id: a.original for a in archive.summaries()} == {"deux": None, "trois": None}
