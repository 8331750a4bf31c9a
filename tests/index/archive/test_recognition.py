"""An article is recognised by its given id, its address, its text or its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.news import Article

Write = Callable[..., Article]
Store = Callable[..., list[str]]
TEXT = "La Valdorie ferme ses ports.\n\n«\u00a0C’est provisoire\u00a0», assure la ministre Odile Tarvane."


PAGE = {"url": "https://merrane.example/a"}
LINE = {"source": "/x.jsonl:1"}
AGAIN = [
    pytest.param({"id": "a"}, {"id": "a", "text": "Autre."}, id="given id"),
    pytest.param(PAGE, {"url": "http://www.merrane.example/a?utm_source=x", "text": "Autre."}, id="address"),
    pytest.param(PAGE, {"url": "https://www.merrane.example/une/b"}, id="text, on another page of the site"),
    pytest.param(PAGE | {"source": "/x"}, {"source": "/y"}, id="text, one of them with an address"),
    pytest.param({"source": "/x"}, {"source": "/x", "text": "Autre."}, id="file"),
    pytest.param({"source": "/x"}, {"source": "/y"}, id="text"),
    pytest.param({"source": "/x"}, PAGE | {"source": "/x"}, id="address found later"),
    pytest.param(LINE | {"title": "Ports"}, LINE | {"title": "Ports", "text": "Autre."}, id="line and title"),
    pytest.param(LINE, LINE | {"text": TEXT + " Et ses gares."}, id="line and most of the text"),
    pytest.param(LINE, {"source": "/x.jsonl:9"}, id="line that moved"),
]
ANOTHER = [
    pytest.param({"id": "a"}, {"id": "b"}, id="given ids"),
    pytest.param(PAGE, {"url": "https://ostrelle.example/a"}, id="addresses"),
    pytest.param(
        PAGE | {"source": "/x"},
        {"url": "https://merrane.example/b", "source": "/x", "text": "Autre."},
        id="pages",
    ),
    pytest.param(PAGE, {"url": "https://merrane.example.pirate.example/a"}, id="another site"),
    pytest.param({"source": "/x"}, {"source": "/y", "text": "Autre."}, id="places and texts"),
    pytest.param(LINE, LINE | {"text": "Autre."}, id="line with a new story"),
]


def ids_of(archive: Archive, store: Store, articles: list[Article]) -> list[str]:
    """Return the ids of articles recognised and stored one after the other."""
    found = []
    for article in articles:
        (recognised,) = archive.recognise([(article, bool(article.id))])
        store(archive, recognised.article)
        found.append(recognised.article.id)
    return found


@pytest.mark.parametrize(("first", "second"), AGAIN)
def test_an_article_is_recognised(
    archive: Archive, store: Store, write: Write, first: dict[str, str], second: dict[str, str]
) -> None:
    """By its given id, else its address, else its text, else the place it came from."""
    one, two = ids_of(archive, store, [write(**({"text": TEXT} | fields)) for fields in (first, second)])

    assert one == two


@pytest.mark.parametrize(("first", "second"), ANOTHER)
def test_another_article_is_not_taken_for_it(
    archive: Archive, store: Store, write: Write, first: dict[str, str], second: dict[str, str]
) -> None:
    """An id, an address or a place of its own makes another article."""
    one, two = ids_of(archive, store, [write(**({"text": TEXT} | fields)) for fields in (first, second)])

    assert one != two
    assert archive.scanned().articles == 2


def test_only_the_frame_differs(store: Store, archive: Archive, write: Write) -> None:
    """A corrected title in the same place is a new version; the same text from elsewhere is not."""
    (one,) = archive.recognise([(write(TEXT, source="/x", title="Prots"), False)])
    store(archive, one.article)

    (here, there) = archive.recognise(
        [(write(TEXT, source="/x", title="Ports"), False), (write(TEXT, source="/y", title="Ports"), False)]
    )
    assert (here.known, there.known) == (False, True)


def test_a_line_put_in_above_moves_no_identity(store: Store, archive: Archive, write: Write) -> None:
    """Lines keep their articles when one is put in before them, even under one recurring headline."""

    def lines(*texts: str) -> list[tuple[Article, bool]]:
        return [(write(t, source=f"/x.jsonl:{n}", title="En bref"), False) for n, t in enumerate(texts, 1)]

    olds = ("Le port rouvre.", "Le pont ferme.", "La gare brûle.")
    before = archive.recognise(lines(*olds))
    store(archive, *(r.article for r in before))

    new, *moved = archive.recognise(lines("Le phare est repeint.", *olds))
    assert [r.article.id for r in moved] == [r.article.id for r in before]
    assert all(r.known for r in moved)
    assert not new.known
    assert new.article.id not in {r.article.id for r in before}


def test_an_id_made_from_a_text_is_never_given_twice(store: Store, archive: Archive, write: Write) -> None:
    """When an article has changed, its first text may come again from elsewhere, as another article."""
    (one,) = archive.recognise([(write(TEXT, source="/x"), False)])
    store(archive, one.article, write("Les ports rouvrent.", source="/x", id=one.article.id))

    (again,) = archive.recognise([(write(TEXT, source="/y"), False)])
    assert again.article.id != one.article.id
    assert not again.known
