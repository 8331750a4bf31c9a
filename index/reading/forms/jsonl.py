"""JSON Lines, one article a line: `{"id"?, "title"?, "text", "published"?, "outlet"?, "author"?, "url"?}`.

Read line by line in bounded memory: a line that is too long is refused and skipped without being loaded.
A line with `"cleaned": true` is one that `export articles` wrote: its text is taken as it stands, with its
`author_role`, `genre` and `language`, so that it gives the same article again.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast, get_args

from index.errors import SourceError
from index.news import Article, Genre
from index.reading import files, printed
from index.reading.lines import bylines, dates
from index.reading.outcome import Reading, Refused
from index.reading.printed import cleaning, genre, language
from prompts import message

_FRENCH = "fr"
_FIELDS = ("id", "title", "text", "published", "outlet", "author", "url")
_DERIVED = ("author_role", "genre", "language")  # read from the text, unless the line was exported
_LONGEST_ID = 200
_LONGEST_FIELD = 2000
_MOST_REFUSED = 10_000  # lines: a reason is kept for each, and nobody reads more of them
# A packed file may unpack to this much: more is an attack, not a newspaper.
_LARGEST_UNPACKED = 8 << 30
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def read(path: Path) -> Iterator[Reading | Refused]:
    """Yield a Reading or a Refused (`path:line`) for each line that is not empty."""
    source = files.printable(path)
    try:
        files.check_regular(path)
        with _open(path) as file:
            yield from _outcomes(file, source)
    except SourceError as error:
        yield Refused(source, str(error))
    except (OSError, EOFError, zlib.error) as error:
        known = isinstance(error, OSError) and error.errno
        yield Refused(source, files.why(error) if known else message("lines.packing", _FRENCH))


def lines(raw: bytes, source: str) -> Iterator[Reading | Refused]:
    """Yield the same for the bytes of a file."""
    try:
        yield from _outcomes(io.BytesIO(raw), source)
    except SourceError as error:
        yield Refused(source, str(error))


def _outcomes(file: BinaryIO, source: str) -> Iterator[Reading | Refused]:
    found, refused = False, 0
    for number, line in _lines(file):
        found = True
        outcome = _outcome(line, f"{source}:{number}")
        refused += isinstance(outcome, Refused)
        yield outcome
        if refused == _MOST_REFUSED:
            raise SourceError(message("lines.refused", _FRENCH, most=_MOST_REFUSED))
    if not found:
        raise SourceError(message("files.empty", _FRENCH))


def count(path: Path) -> int:
    """Return about how many articles the file holds: its lines, for the progress bar; 1 for a packed one."""
    files.check_regular(path)
    if path.suffix.lower() == ".gz":
        return 1
    with path.open("rb") as file:
        return max(1, sum(block.count(b"\n") for block in iter(lambda: file.read(files.MEGABYTE), b"")))


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield line numbers and lines, None for one that is too long; empty lines are left out."""
    number = total = 0
    while line := file.readline(files.LARGEST_LINE + 1):
        if number == 0:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise SourceError(message("lines.utf16", _FRENCH))
            files.check_text(line[: files.MEGABYTE])
            line = line.removeprefix(b"\xef\xbb\xbf")
        number += 1
        total += len(line)
        if len(line) > files.LARGEST_LINE:
            yield number, None
            while not line.endswith(b"\n") and (line := file.readline(files.MEGABYTE)):
                total += len(line)
                _check_unpacked(total)
        elif line.strip():
            yield number, line.rstrip(b"\r\n")
        _check_unpacked(total)


def _check_unpacked(total: int) -> None:
    if total > _LARGEST_UNPACKED:
        raise SourceError(message("lines.boundless", _FRENCH))


def _outcome(line: bytes | None, source: str) -> Reading | Refused:
    if line is None:
        return Refused(source, message("lines.long", _FRENCH, most=files.LARGEST_LINE // files.MEGABYTE))
    try:
        return _reading(line, source)
    except SourceError as error:
        return Refused(source, str(error))


def _reading(line: bytes, source: str) -> Reading:
    whole = _object(line)
    given = _fields(whole, _FIELDS)
    if not given["text"] or not given["text"].strip():
        raise SourceError(message("lines.no_text", _FRENCH))
    printed.bounded(given["text"])
    if whole.get("cleaned") is True:
        article = _exported(given | _fields(whole, _DERIVED), source)
        return Reading(article, line, bool(article.id))
    cleaned = cleaning.lines_only(given["text"])
    if not any(c.isalnum() for c in cleaned.text):
        raise SourceError(message("reading.nothing_left", _FRENCH))
    author, title = _single_line(given["author"]), _single_line(given["title"])
    byline = bylines.read(f"Par {author}") if author else None
    opinion = cleaned.opinion or bool(byline and byline.opinion)
    article = Article(
        id=_identity(given["id"]),
        text=cleaned.text,
        source=source,
        title=title,
        outlet=_single_line(given["outlet"]),
        published=_published(given["published"]),
        url=_address(given["url"]),
        language=language.detect(cleaned.text),
        author=byline.author if byline else author,
        author_role=_role(byline, author, cleaned.text),
        genre=genre.of(cleaned.text, opinion=opinion),
    )
    return Reading(article, line, bool(article.id))


def _exported(given: dict[str, str | None], source: str) -> Article:
    text = cleaning.tidy(given["text"] or "")
    known = given["genre"] in get_args(Genre)
    spoken = given["language"] if _LANGUAGE.fullmatch(given["language"] or "") else None
    return Article(
        id=_identity(given["id"]),
        text=text,
        source=source,
        title=_single_line(given["title"]),
        outlet=_single_line(given["outlet"]),
        published=_published(given["published"]),
        url=_address(given["url"]),
        language=spoken or language.detect(text),
        author=_single_line(given["author"]),
        author_role=_single_line(given["author_role"]),
        genre=cast(Genre, given["genre"]) if known else genre.of(text, opinion=False),
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        given: Any = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise SourceError(message("lines.encoding", _FRENCH)) from None
    except json.JSONDecodeError as error:
        raise SourceError(message("lines.json_at", _FRENCH, at=error.pos)) from None
    except (RecursionError, ValueError):
        raise SourceError(message("lines.json", _FRENCH)) from None
    if not isinstance(given, dict):
        raise SourceError(message("lines.no_object", _FRENCH))
    return given


def _fields(given: dict[str, Any], names: Sequence[str]) -> dict[str, str | None]:
    values: dict[str, str | None] = {}
    for name in names:
        value = given.get(name)
        if value is not None and not isinstance(value, str):
            raise SourceError(message("lines.no_string", _FRENCH, name=name))
        if value is not None and name != "text" and len(value) > _LONGEST_FIELD:
            raise SourceError(message("lines.long_field", _FRENCH, name=name, most=_LONGEST_FIELD))
        if value is not None and re.search("[\ud800-\udfff]", value):
            raise SourceError(message("lines.surrogates", _FRENCH, name=name))
        values[name] = value
    return values


def _identity(given: str | None) -> str:
    if given is None:
        return ""
    if not given.strip() or len(given) > _LONGEST_ID or _CONTROL.search(given):
        raise SourceError(message("lines.id", _FRENCH, most=_LONGEST_ID))
    return given


def _published(given: str | None) -> str | None:
    if not given or not given.strip():
        return None
    value = dates.iso(given)
    if value is None:
        raise SourceError(message("lines.published", _FRENCH))
    return value


def _address(given: str | None) -> str | None:
    return given if given and _ADDRESS.fullmatch(given) else None


def _single_line(given: str | None) -> str | None:
    return " ".join(_CONTROL.sub(" ", given).split(" ")).strip() or None if given else None


def _role(byline: bylines.Byline | None, author: str | None, text: str) -> str | None:
    name = byline.author if byline else author
    office = bylines.office(text, name) if name else None
    return office or (byline.role if byline else None)
