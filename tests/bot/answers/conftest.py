"""A real home of invented articles (SQLite, tantivy, exact vectors) and the engine over it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator

import pytest

from bot.answers.answer import Answer
from bot.answers.engine import Engine
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.lexicon import Lexicon
from index.retrieval import Searcher
from index.vectors import ExactVectors

ARTICLES = [
    {
        "id": "barrage",
        "title": "Le barrage d’Orvane cède",
        "outlet": "La Gazette d’Orvane",
        "published": "2031-03-04T09:00:00+01:00",
        "text": "Le barrage d’Orvane a cédé dans la nuit de dimanche à lundi 3 mars, au nord de la "
        "Telmarie.\n\n"
        "Selon la préfecture, la rupture a fait 27 morts et 140 blessés dans la vallée.\n\n"
        "« Nous avons alerté les autorités trois fois », a déclaré Sabine Harcourt, maire d’Orvane. "
        "Elle a ajouté : « Personne n’a répondu. »\n\n"
        "M. Delmas a assuré que les contrôles avaient été faits. « Rien ne laissait prévoir ce drame », "
        "a affirmé Victor Delmas, directeur de la société Hydrelec.",
    },
    {
        "id": "barrage-copie",
        "title": "Telmarie : un barrage cède",
        "outlet": "Agence Vireo",
        "published": "2031-03-05T10:00:00+01:00",
        "text": "La rupture du barrage d’Orvane a fait 31 morts, selon un nouveau bilan des secours.\n\n"
        "Le ministre telmarien de l’Énergie, Aurèle Quint, a promis une enquête publique avant l’été.",
    },
    {
        "id": "musee",
        "title": "Le musée de Brumes a un nouveau toit",
        "outlet": "La Gazette d’Orvane",
        "published": "2031-06-12",
        "text": "Le musée de Brumes a rouvert samedi après deux ans de travaux.\n\n"
        "Le nouveau toit, dessiné par l’architecte Ilse Varenne, a coûté 8,4 millions de tals.\n\n"
        "Ilse Varenne est née à Sorrin. « Un toit, c’est une promesse », a-t-elle confié.",
    },
]
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The archive of the invented articles, closed at the end."""
    folder = tmp_path_factory.mktemp("home")
    source = folder / "articles.jsonl"
    source.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in ARTICLES), encoding="utf-8")
    with Archive.open(folder / "home", create=True) as opened:
        ingest.add(opened, reading.read(str(source)), HashedEmbedder())
        yield opened


@pytest.fixture(scope="session")
def searcher(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The search over them."""
    embedder = HashedEmbedder()
    with Lexicon.open(tmp_path_factory.mktemp("lexicon"), write=True) as lexicon:
        ingest.catch_up(archive, [lexicon])
        yield Searcher(archive, lexicon, ExactVectors(archive, embedder.name), embedder)


@pytest.fixture(scope="session")
def engine(searcher: Searcher, archive: Archive) -> Engine:
    """The engine without a model, answering in French."""
    return Engine(searcher, archive)


@pytest.fixture(scope="session")
def ask(engine: Engine) -> Ask:
    """Ask it one question."""

    def asked(question: str, language: str | None = None) -> Answer:
        return asyncio.run(engine.ask(question, language=language))

    return asked
