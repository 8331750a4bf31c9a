"""Whatever a model writes, what reaches the user is printed, rightly given, cited, without foreign links."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.answers.answer import Answer
from bot.answers.engine import Engine
from index import ingest, llm, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.lexicon import Lexicon
from index.retrieval import Searcher
from index.vectors import ExactVectors
from tests.bot.answers.gate import hostile, oracle
from tests.bot.answers.gate.conftest import Opened
from tests.loopback import ChatServer, Reply

COUNT = 1008
SEED = 20261121


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sample corpus and two hostile articles."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "hostile.jsonl"
    source.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in hostile.HOSTILE), encoding="utf-8")
    with Archive.open(folder / "home", create=True) as opened:
        for path in (hostile.SAMPLE / "articles", source):
            ingest.add(opened, reading.read(str(path)), HashedEmbedder())
        yield opened


@pytest.fixture(scope="module")
def searcher(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The search over them."""
    embedder = HashedEmbedder()
    with Lexicon.open(tmp_path_factory.mktemp("lexicon"), write=True) as lexicon:
        ingest.catch_up(archive, [lexicon])
        yield Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)


Shown = tuple[hostile.Output, str, Answer]


@pytest.fixture(scope="module")
def shown(archive: Archive, searcher: Searcher) -> list[Shown]:
    """What a user is shown for each of a thousand hostile outputs, sent by a server on loopback."""
    outputs = list(hostile.outputs(SEED, COUNT))

    async def converse(server: ChatServer) -> list[Shown]:
        model = llm.open(server.endpoint(), timeout=30.0)
        engine = Engine(searcher, archive, model=model, telling=Opened(archive.home))
        found = []
        for output in outputs:
            asked = len(server.requests)
            server.replies = (*server.replies[:asked], Reply(output.text, size=400))
            *pieces, answer = [p async for p in engine.stream(output.question)]
            assert isinstance(answer, Answer)
            found.append((output, "".join(map(str, pieces)), answer))
        assert len(server.requests) >= 0.9 * COUNT  # the others were refused before a model was asked
        return found

    with ChatServer(Reply("RIEN")) as server:
        return asyncio.run(converse(server))


def test_nothing_unproved_reaches_the_user(shown: list[Shown], archive: Archive) -> None:
    """No quotation that is not printed or not the speaker's, no foreign link, no number without citation."""
    texts = {a.id: whole.text for a in archive.articles() if (whole := archive.article(a.id))}
    told = hostile.statements()

    wrong = [
        (output.kind, output.text, answer.text, fault)
        for output, streamed, answer in shown
        for fault in oracle.faults(answer, streamed, texts, told)
    ]

    assert not wrong, wrong[:5]


def test_what_is_false_is_not_shown(shown: list[Shown]) -> None:
    """Sentences that are false by construction are refused as such, reports without marks too."""
    passed = Counter(
        o.kind
        for o, _, answer in shown
        if o.kind in hostile.FALSE and answer.mode == "llm" and not answer.abstained
    )
    false = sum(o.kind in hostile.FALSE for o, _, _ in shown)

    assert sum(passed.values()) <= 0.01 * false, passed


def test_every_kind_is_tried(shown: list[Shown]) -> None:
    """The generator makes at least a thousand outputs, some of every kind."""
    assert len(shown) >= 1000
    assert {o.kind for o, _, _ in shown} == set(hostile.KINDS)
