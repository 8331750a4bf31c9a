"""The noun of a receipt, and the JSON document that it is to the outside.

The document is an object of our own format. Offsets count characters of the text of the article version named
beside them. Fields may be added within a `format_version`; none is renamed or taken away.

    format, format_version   "verbatim-receipt", 1
    id, kind                 the short id; "answer", "verdict" or "dossier"
    made_at                  UTC, ISO 8601, to the second
    program, grammar         version of verbatim, and of the grammar that read the statements
    language                 of the text: "fr" or "en"
    asked                    the question or the claim, as given; of a dossier its title
    outcome                  of an answer "answered" or why it abstained; of a verdict its word; "dossier"
    speaker, diff            of a verdict, else null; of a dossier its speaker
    text                     what was shown: the answer, or the explanation of the verdict
    mode, model              "extractive" or "llm"; the name of the model that wrote the text, else null
    notes                    remarks shown beside it: [text]
    archive                  {id, sequence, articles, from, to}: the corpus as it was
    citations                [{n, article, start, end, text, sha256}]; sha256 is of the text as UTF-8
    statements_in_all        how many there were; of very many, `statements` has those shown and the first;
                             of a dossier all
    statements               [Statement of the command-line contract, with `article` in place of article_id,
                             title, outlet, published and url; `evidence` is where the speaker's name stands]
    scanned                  as of the command-line contract
    article                  {id, version, title, outlet, published, url}; version is
                             `index.identity.version`, null where no version known then held the words

No address and no key of a model is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from bot.render import document
from index.ledger.versions.editions import Corpus
from index.news import Scanned, Span, Statement

FORMAT, FORMAT_VERSION = "verbatim-receipt", 1
KINDS = ("answer", "verdict", "dossier")
_ELSEWHERE = (
    "article_id",
    "title",
    "outlet",
    "published",
    "url",
)  # of a Statement: they stand in its article


@dataclass(frozen=True, slots=True)
class Printed:
    """The version of an article that words were taken from."""

    id: str
    version: str | None
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation; `sha256` is of its words."""

    n: int
    article: Printed
    words: Span
    sha256: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement on which an answer or verdict rests."""

    article: Printed
    statement: Statement


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked and shown; the fields of the document of these names."""

    asked: str
    outcome: str
    speaker: str | None
    diff: str | None
    text: str
    mode: Literal["extractive", "llm"]
    model: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """All of it; the module says what each field is."""

    id: str
    kind: str
    made_at: str
    program: str
    grammar: int
    language: str
    shown: Shown
    corpus: Corpus
    citations: tuple[Cited, ...]
    statements: tuple[Spoken, ...]
    statements_in_all: int
    scanned: Scanned


def fingerprint(text: str) -> str:
    """Return the SHA-256 of words, as 64 hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write(receipt: Receipt) -> dict[str, Any]:
    """Return the document of a receipt; `reading.read` gives the receipt back."""
    corpus, shown = receipt.corpus, receipt.shown
    span = document.scanned(corpus.scanned)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        **{
            name: getattr(receipt, name)
            for name in ("id", "kind", "made_at", "program", "grammar", "language")
        },
        **{name: getattr(shown, name) for name in Shown.__slots__ if name != "notes"},
        "notes": list(shown.notes),
        "archive": {
            "id": corpus.archive,
            "sequence": corpus.sequence,
            **{name: span[name] for name in ("articles", "from", "to")},
        },
        "citations": [_cited(c) for c in receipt.citations],
        "statements_in_all": receipt.statements_in_all,
        "statements": [_spoken(s) for s in receipt.statements],
        "scanned": document.scanned(receipt.scanned),
    }


def _cited(cited: Cited) -> dict[str, Any]:
    words = document.span(cited.words)
    return {"n": cited.n, "article": _printed(cited.article), **words, "sha256": cited.sha256}


def _spoken(spoken: Spoken) -> dict[str, Any]:
    said = document.statement(spoken.statement, None)
    kept = {name: value for name, value in said.items() if name not in _ELSEWHERE}
    return {"article": _printed(spoken.article), **kept}


def _printed(printed: Printed) -> dict[str, Any]:
    return {name: getattr(printed, name) for name in Printed.__slots__}
