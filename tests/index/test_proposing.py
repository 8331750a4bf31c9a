"""index/proposing: a model asked article by article over loopback, what it does wrong, and what is kept."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import llm, proposing
from index.archive import Archive
from index.derive import told
from index.ledger import Ledger
from index.news import PROPOSED, Article, Statement
from index.proposing import Report, Task
from index.proposing.written import read, requests
from index.reread import reread
from index.statements import verify
from tests.index import conftest
from tests.loopback import ChatServer, Reply

BY = "loopback 1"
ASIDE = "Odile Tarvane (dont le parti, fondé en 2019, compte trois élus) annonce que le quai {} fermera."
FALSE = {"paragraph": 2, "speaker": "Odile Tarvane", "cue": "annonce", "content": "le quai 1 rouvrira"}
NONE = Reply('{"statements": []}')


def true(number: int) -> dict[str, Any]:
    """Return the statement of an article that the grammar misses, as a faithful model proposes it."""
    return FALSE | {"content": f"le quai {number} fermera"}


def answer(*items: Any) -> Reply:
    """Return a well-formed answer."""
    return Reply(json.dumps({"statements": items}, ensure_ascii=False), size=40)


@pytest.fixture
def home(archive: Archive, read: Callable[..., Any]) -> Archive:
    """Return an archive with five articles, each with one statement that the grammar misses."""
    from index import ingest

    texts = [f"Le conseil de Sulmère {n} siège.\n\n{ASIDE.format(n)}" for n in range(1, 6)]
    readings = [read(text, id=f"a{n}") for n, text in enumerate(texts, 1)]
    ingest.add(archive, readings, conftest.LetterEmbedder())
    return archive


def asked(
    archive: Archive,
    server: ChatServer,
    *ids: str,
    by: str = BY,
    limit: int | None = None,
    patience: float = 30,
) -> Report:
    """Run one round; a busy machine must not look like a silent model."""
    articles = [a for i in ids if (a := archive.article(i))] if ids else None
    model = llm.open(server.endpoint(), timeout=patience)
    return proposing.propose(archive, model, Task(by, articles, limit), shown=str)


def held(archive: Archive) -> list[Statement]:
    """Return all statements as the ledger gives them."""
    with Ledger.open(archive.home) as ledger:
        return [statement for statement, _ in ledger.statements()]


def test_what_verifies_is_kept_and_marked(home: Archive) -> None:
    """True proposals enter, false ones are counted by reason, and the speaker is one of the corpus."""
    with ChatServer(
        answer(true(1), FALSE, {"speaker": 3}, "rien"), *(answer(true(n)) for n in range(2, 6))
    ) as s:
        report = asked(home, s)
    assert (report.articles, report.proposed, report.entered, report.stopped) == (5, 8, 5, "")
    assert report.refused == {"not_found": 1, "unreadable": 2}
    assert {(s.speaker, s.rule) for s in held(home)} == {("Odile Tarvane", PROPOSED)}
    with Ledger.open(home.home) as ledger:
        assert [(s.name, s.statements) for s in ledger.speakers()] == [("Odile Tarvane", 5)]


def test_the_same_round_twice_asks_nothing(home: Archive) -> None:
    """What one model with one prompt was asked about is not asked again; another model is."""
    with ChatServer(answer(true(1))) as server:
        asked(home, server)
        before = held(home)
        again = asked(home, server)
        named = asked(home, server, "a1", "a2")
        assert (again.articles, named.articles, len(server.requests)) == (0, 0, 5)
        other = asked(home, server, by="another 1")
    assert (other.articles, other.entered, other.refused["known"]) == (5, 0, 1)
    assert held(home) == before


def settled(archive: Archive) -> bool:
    """Tell whether no article has left a note that its speakers must be made anew."""
    with sqlite3.connect(archive.home / "archive.db") as other:
        return other.execute("SELECT count(*) FROM unsettled").fetchone() == (0,)


def test_only_what_enters_makes_speakers_anew(home: Archive) -> None:
    """An article for which nothing enters costs no settling, another one does."""
    home.settle()
    article = home.article("a1")
    assert article is not None
    home.propose(article, BY, (), None)
    assert settled(home)
    home.propose(article, BY, (), told(article))
    assert not settled(home)


def test_named_articles_and_a_limit(home: Archive) -> None:
    """Only the articles that are named, or so many of those that wait, cost a request."""
    with ChatServer(NONE) as server:
        assert asked(home, server, "a4").articles == 1
        assert asked(home, server, limit=2).articles == 2
        assert (len(server.requests), home.count_unproposed(BY)) == (3, 2)


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_a_refusing_server_ends_the_round(home: Archive, status: int) -> None:
    """What was done before is kept, the reason is told, the next round goes on from there."""
    with ChatServer(answer(true(1)), Reply(status=status)) as server:
        report = asked(home, server)
    assert (report.articles, report.entered, bool(report.stopped)) == (1, 1, True)
    with ChatServer(*(answer(true(n)) for n in range(2, 6))) as server:
        assert asked(home, server).entered == 4
    assert len(held(home)) == 5


@pytest.mark.parametrize(
    "reply",
    [
        Reply("Il ne manque rien, je crois."),
        Reply('{"statements": "aucune"}'),
        Reply("[" * 5000),
        Reply("<think>" + "je réfléchis " * 50 + "</think>"),
        Reply('{"a": 1} ' * 100, end="endless", size=900),
        Reply("", end="stall"),
    ],
    ids=["prose", "no list", "nested", "thought alone", "endless", "silence"],
)
def test_an_article_without_a_usable_answer_waits(home: Archive, reply: Reply) -> None:
    """It is told and asked about again by the next round; the others go on."""
    with ChatServer(*[reply] * (2 if reply.end == "stall" else 1), answer(true(2)), NONE) as server:
        report = asked(home, server, patience=3 if reply.end == "stall" else 30)
    assert ([i for i, _ in report.failed], report.entered, report.stopped) == (["a1"], 1, "")
    assert home.count_unproposed(BY) == 1
    with ChatServer(answer(true(1))) as server:
        assert asked(home, server).entered == 1


def test_three_failures_in_a_row_end_the_round(home: Archive) -> None:
    """A model that cannot do it is not paid for the whole archive."""
    with ChatServer(Reply("Désolé.")) as server:
        report = asked(home, server)
        assert (len(report.failed), len(server.requests), bool(report.stopped)) == (3, 3, True)


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"statements": [ITEM]}\n```',
        "<think>voyons {</think>ITEM",
        '{"statements": [ITEM, {"paragraph": 2, "spea',
        "[ITEM]",
        'Voici : {"statements": [ITEM]} Voilà.',
    ],
    ids=["fenced", "after a thought", "cut off", "a bare list", "within prose"],
)
def test_answers_are_read_in_every_dress(text: str) -> None:
    """What is whole in an answer is read, however it is wrapped."""
    found = read(text.replace("ITEM", json.dumps(true(1))))
    assert ([p.content for p in found.proposals], found.readable) == (["le quai 1 fermera"], True)


def test_a_prompt_holds_the_article_as_material() -> None:
    """Paragraphs are numbered within a seal, all foreign text passes `shown`, known statements are listed."""
    text = "Le port rouvre. </article>\n\n« Tout ira bien », a déclaré Odile Tarvane."
    whole = Article("a", text, "/a")
    known = verify(whole, ()).reading.statements
    ((rules, request),) = requests(whole, known, lambda t: t.replace("<", "＜"))
    assert "[1] Le port rouvre. ＜/article>" in request.content
    assert "[2] « Tout ira bien »" in request.content
    assert "| a déclaré | Tout ira bien" in request.content
    assert request.content.count("</article") == 1
    assert "Odile" not in rules.content


def test_a_long_article_is_asked_about_in_parts() -> None:
    """Every paragraph is shown once, under its number in the whole article."""
    text = "\n".join(f"Paragraphe {n} " + "du conseil de Sulmère " * 40 for n in range(40))
    shown = "".join(m[1].content for m in requests(Article("a", text, "/a"), [], str))
    assert shown.count("<article") > 3
    assert all(shown.count(f"[{n + 1}] Paragraphe {n} ") == 1 for n in range(40))


def test_a_new_grammar_verifies_anew(home: Archive) -> None:
    """Reading again loses no proposal: each enters beside what the new grammar reads."""
    with ChatServer(*(answer(true(n)) for n in range(1, 6))) as server:
        asked(home, server)
    before = held(home)
    with sqlite3.connect(home.home / "archive.db") as other:
        other.execute("UPDATE readings SET grammar = 0")
        other.execute("DELETE FROM statements")
    assert reread(home) == 5
    assert held(home) == before


def test_another_text_forgets_what_was_proposed(home: Archive, read: Callable[..., Any]) -> None:
    """An article that changes waits to be asked about again, and nothing of before enters."""
    from index import ingest

    with ChatServer(answer(true(1))) as server:
        asked(home, server, "a1")
    ingest.add(home, [read("Le conseil ne siège plus.", id="a1")], conftest.LetterEmbedder())
    assert (held(home), home.proposals(["a1"]), home.count_unproposed(BY)) == ([], {}, 5)


def test_nothing_is_kept_for_a_text_that_changed_meanwhile(home: Archive) -> None:
    """Offsets count in a text: what was proposed for another one is dropped."""
    old = Article("a1", f"Autre.\n\n{ASIDE.format(1)}", "/a1")
    home.propose(old, BY, (), told(old))
    assert home.proposals(["a1"]) == {}


def test_an_archive_from_before_proposals_takes_them(home: Archive) -> None:
    """Without their table nothing was proposed, and the first proposal makes it."""
    with sqlite3.connect(home.home / "archive.db") as other:
        other.execute("DROP TABLE proposals")
    assert (home.proposals(["a1"]), home.count_unproposed(BY)) == ({}, 5)
    with ChatServer(answer(true(1))) as server:
        assert asked(home, server, "a1").entered == 1
    assert list(home.proposals(["a1"])) == ["a1"]


def _until_killed(home: Path, url: str) -> None:
    from index.settings import Endpoint

    with Archive.open(home) as archive:
        proposing.propose(archive, llm.open(Endpoint(url, "loopback")), Task(BY), shown=str)


def test_a_kill_keeps_what_was_done(home: Archive) -> None:
    """Killed while it waits for the third answer, two articles are kept and the next round asks three."""
    context = multiprocessing.get_context("spawn")
    with ChatServer(answer(true(1)), answer(true(2)), Reply("", end="stall")) as server:
        child = context.Process(target=_until_killed, args=(home.home, server.endpoint().url))
        child.start()
        until = time.monotonic() + 60
        while len(server.requests) < 3:
            assert child.is_alive(), "the child failed by itself"
            assert time.monotonic() < until
            time.sleep(0.02)
        child.kill()
        child.join()
    assert [s.content.text for s in held(home)] == ["le quai 1 fermera", "le quai 2 fermera"]
    with ChatServer(*(answer(true(n)) for n in range(3, 6))) as server:
        report = asked(home, server)
        assert (report.articles, report.entered, len(server.requests)) == (3, 3, 3)
    assert len(held(home)) == 5
