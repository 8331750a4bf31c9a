"""What each part of the search brings: each is switched off in turn, and the questions are asked again.

    python -m tests.eval.ablation [SET...] [--hasty] [--limit N] [--subset FIELD]

A SET is ARTICLES,QUESTIONS: what `verbatim add` and `verbatim eval` take (a folder, JSON Lines ...), gzipped
JSON Lines too; or a folder with articles.jsonl.gz {"id", "title"?, "published"?, "text"} and
questions.jsonl.gz {"question", "gold": article id}. Without one it is the sample of this project. Questions
without an article are passed over; `--subset` leaves out those whose field of this name is false. `--hasty`
asks each set again as people type: small letters, no accents, a slip in every third long word.

Prints a Markdown table: recall at 1 and 10 and MRR@10 of articles, of the whole and without each part. "−"
marks a part whose absence is worse beyond chance (two standard errors of the paired reciprocal ranks), "+"
one whose absence is better. Weights are not fitted anew.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.evaluation import reading as questions
from bot.evaluation.items import Question
from index import analysis, lexicon, passages
from index import reading as articles
from index.changes import PassageRow
from index.embedding import HashedEmbedder
from index.news import Article
from index.reading.outcome import Reading
from index.retrieval import dates, evidence, question, spelling, translation
from index.retrieval.rehearsal import Rehearsal
from index.retrieval.searcher import Searcher

Array = NDArray[np.float64]
SAMPLE = Path(__file__).parents[1] / "sample"
_CANDIDATES, _FIRST = 60, 10


@dataclass(frozen=True)
class Part:
    """A part of the search: the evidence it has, what stands in for what, whether to index anew."""

    name: str
    evidence: tuple[str, ...] = ()
    instead: tuple[tuple[Any, str, Any], ...] = ()
    indexed: bool = False


def _unstemmed(word: str) -> str:
    return analysis.fold(word)


def _accented(word: str) -> str:
    return word.lower().replace("’", "'")


def _fields(left_out: str) -> tuple[tuple[Any, str, Any], ...]:
    return ((lexicon, "_FIELDS", tuple(f for f in lexicon._FIELDS if f[0] != left_out)),)


PARTS = (
    Part("stemming", instead=((analysis, "stem", _unstemmed),), indexed=True),
    Part("accents folded", instead=((analysis, "fold", _accented),), indexed=True),
    Part("field: headline", instead=_fields("title")),
    Part("field: whole article", instead=_fields("article")),
    Part("all evidence but the scores", tuple(n for n in evidence.WEIGHTS if n not in {"lexical", "vector"})),
    Part("rare words weigh more", instead=((question, "rarity", lambda frequency, passages: 1.0),)),
    Part("words of one family", ("family", "article_family")),
    Part("words of the whole article", ("article_cover",)),
    Part("names", ("article_names",)),
    Part("proximity", ("run",)),
    Part("lead and first passage", ("article_lead", "article_first")),
    Part("words of the headline", ("title",)),
    Part("kinds of answer", ("answer",)),
    Part("figures", ("figures",)),
    Part("short passages", ("short",)),
    Part("dates", instead=((dates, "window", lambda text: None),)),
    Part("spelling put right", instead=((spelling.Speller, "near", lambda self, term: ()),)),
    Part("English translated", instead=((translation, "english", lambda text: False),)),
    Part("embedded vectors as evidence", ("vector",)),
    Part("neighbours by spelling", instead=((Rehearsal, "nearest", lambda self, vector, k: []),)),
)


@dataclass(frozen=True)
class Asked:
    """A question and the ids of the articles that answer it."""

    text: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Corpus:
    """A set: its name, its passages, its questions."""

    name: str
    rows: tuple[PassageRow, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Weighed:
    """A question's candidates: their articles and ids, and their evidence, a row each."""

    articles: list[str]
    ids: list[str]
    rows: Array
    wanted: frozenset[str]


def load(name: str, subset: str | None = None, limit: int = 0) -> Corpus:
    """Return a set; of more than `limit` questions every n-th."""
    first, _, second = name.partition(",")
    folder = Path(first)
    of_articles = folder if second else folder / "articles.jsonl.gz"
    of_questions = Path(second) if second else folder / "questions.jsonl.gz"
    rows: list[PassageRow] = []
    names: dict[str, set[str]] = {}
    with _plain(of_articles) as plain:
        for read in articles.read(str(plain)):
            if isinstance(read, Reading):
                _take(read.article, rows, names)
    asked = [
        Asked(item.text, frozenset(i for a in item.articles for i in names.get(a, ())))
        for item in _items(of_questions, subset)
        if isinstance(item, Question) and item.articles
    ]
    asked = [one for one in asked if one.wanted]
    step = max(1, len(asked) // limit) if limit else 1
    return Corpus(of_questions.resolve().parent.name, tuple(rows), tuple(asked[::step][: limit or None]))


def _take(article: Article, rows: list[PassageRow], names: dict[str, set[str]]) -> None:
    """Add the passages of an article, and what it may be called."""
    own = article.id or article.source
    for name in (own, article.url, Path(re.sub(r":\d+$", "", article.source)).name):
        if name:
            names.setdefault(name, set()).add(own)
    rows += [
        PassageRow(p.id, own, article.title, article.outlet, article.published, p.text)
        for p in passages.split(article)
    ]


def _items(path: Path, subset: str | None) -> list[Any]:
    with _plain(path) as plain:
        if not subset:
            return list(questions.read(plain, "en"))
        rows = map(json.loads, filter(str.strip, plain.read_text(encoding="utf-8").split("\n")))
        return [questions.item(row) for row in rows if row.get(subset, True)]


@contextmanager
def _plain(path: Path) -> Iterator[Path]:
    """Give a file without its compression."""
    if path.suffix != ".gz":
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / path.stem
        plain.write_bytes(gzip.decompress(path.read_bytes()))
        yield plain


def hasty(corpus: Corpus) -> Corpus:
    """Return a set whose questions are typed in a hurry, always with the same slips."""
    asked = tuple(
        Asked(re.sub(r"[^\W\d_]{5,}", _slip, analysis.fold(a.text)), a.wanted) for a in corpus.asked
    )
    return Corpus(f"{corpus.name}, hasty", corpus.rows, asked)


def _slip(word: re.Match[str]) -> str:
    text = word.group()
    lot = crc32(text.encode())
    at = 1 + lot % (len(text) - 2)
    return text if lot % 3 else text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@contextmanager
def off(part: Part) -> Iterator[None]:
    """Switch a part off for a while."""
    with ExitStack() as stack:
        if part.indexed:  # what the analysis remembers of words is of another analysis
            _forget()
            stack.callback(_forget)
        for where, name, other in part.instead:
            stack.enter_context(patch.object(where, name, other))
        yield


def _forget() -> None:
    for remembers in (analysis.fold, analysis.stem, analysis.stopwords, translation._table):
        if clear := getattr(remembers, "cache_clear", None):
            clear()


@contextmanager
def rehearsing(corpus: Corpus) -> Iterator[tuple[Rehearsal, Searcher]]:
    """Give a set's passages, indexed, and the search over them."""
    embedder = HashedEmbedder()
    matrix = embedder.documents([row.text for row in corpus.rows])
    with tempfile.TemporaryDirectory() as folder, Rehearsal(corpus.rows, matrix, Path(folder)) as rehearsed:
        yield rehearsed, rehearsed.searcher(embedder)


def ask(rehearsed: Rehearsal, searcher: Searcher, asked: Sequence[Asked]) -> list[Weighed]:
    """Return the candidates of every question, as the search weighs them."""
    weighed = []
    for one in asked:
        read = searcher.read(one.text)
        ids, found = searcher.candidates(one.text, read, _CANDIDATES) if read.asked else ([], [])
        rows = evidence.weigh(read, found) if found else np.zeros((0, len(evidence.WEIGHTS)))
        weighed.append(Weighed([f.entry.article_id for f in found], ids, rows, one.wanted))
    return weighed


def ranks(weighed: Sequence[Weighed], left_out: Sequence[str] = ()) -> Array:
    """Return the reciprocal rank of the first right article of each question, 0 beyond the tenth."""
    weights = np.array([0.0 if n in left_out else w for n, w in evidence.WEIGHTS.items()])
    return np.array([_reciprocal(w, weights) for w in weighed])


def _reciprocal(weighed: Weighed, weights: Array) -> float:
    scores = weighed.rows @ weights
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], weighed.ids[i]))
    ranked = list(dict.fromkeys(weighed.articles[i] for i in order))[:_FIRST]
    return next((1 / place for place, a in enumerate(ranked, 1) if a in weighed.wanted), 0.0)


def ablate(corpus: Corpus) -> dict[str, Array]:
    """Return the reciprocal ranks of a set's questions, of the whole ("") and without each part."""
    with rehearsing(corpus) as (rehearsed, searcher):
        whole = ask(rehearsed, searcher, corpus.asked)
        found = {"": ranks(whole)}
        for part in PARTS:
            weighed = whole
            with off(part):
                if part.indexed:
                    with rehearsing(corpus) as (own, over):
                        weighed = ask(own, over, corpus.asked)
                elif part.instead:
                    weighed = ask(rehearsed, searcher, corpus.asked)
            found[part.name] = ranks(weighed, part.evidence)
            print(f"{corpus.name}: without {part.name}", file=sys.stderr)
    return found


def table(found: dict[str, dict[str, Array]]) -> Iterator[str]:
    """Yield the lines of the table, from the reciprocal ranks by set and part."""
    names = [f"{name} ({len(own[''])})" for name, own in found.items()]
    yield "| without | " + " | ".join(f"{name}: R@1, R@10, MRR" for name in names) + " |"
    yield "|---|" + "---|" * len(names)
    for part in ("", *(p.name for p in PARTS)):
        cells = [_cell(own[part], own[""]) for own in found.values()]
        yield f"| {part or '(the whole)'} | " + " | ".join(cells) + " |"


def _cell(without: Array, whole: Array) -> str:
    shown = f"{(without == 1).mean():.3f}, {(without > 0).mean():.3f}, {without.mean():.3f}"
    apart = without - whole
    surely = 2 * apart.std() / len(apart) ** 0.5
    return shown + (" −" if apart.mean() < -surely else " +" if apart.mean() > surely else "")


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask all sets and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "sets", nargs="*", metavar="SET", default=[f"{SAMPLE}/articles,{SAMPLE}/questions.json"]
    )
    parser.add_argument("--hasty", action="store_true", help="ask each set as people type too")
    parser.add_argument("--limit", type=int, default=0, help="at most so many questions of a set")
    parser.add_argument("--subset", metavar="FIELD", help="no questions whose field is false")
    args = parser.parse_args(arguments)
    corpora = [load(name, args.subset, args.limit) for name in args.sets]
    if args.hasty:
        corpora = [each for corpus in corpora for each in (corpus, hasty(corpus))]
    found = {corpus.name: ablate(corpus) for corpus in corpora}
    print(*table(found), sep="\n")


if __name__ == "__main__":
    main()
