"""Everything somebody said: who is meant, which statements, how many articles were searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.ledger.asked import Asked, Said, Told, Withdrawn
from index.ledger.said import ranking, tellings, topics
from index.ledger.said.tellings import Listed
from index.ledger.speakers import denominator, finding, meaning
from index.ledger.speakers.meaning import Holding, Meant
from index.ledger.stored.gathering import Found, gather
from index.ledger.versions import past
from index.news import Article, Statement
from index.people import offices, witnesses
from index.people.finding import Match
from index.people.witnesses import Witnessed
from index.people.wording import normalise

# A statement whose rule is oftener wrong than right is given to nobody.
FLOOR = 0.5
SURELY = "s.who = ? AND s.confidence >= ? AND s.speaker_type != 'anonymous'"
_BY_ANYBODY = "s.who != '' AND s.confidence >= ? AND s.speaker_type != 'anonymous' AND a.id IN ({})"
_COUNT = f"SELECT count(*) FROM statements s WHERE {SURELY}"  # noqa: S608  # as above


def said(connection: sqlite3.Connection, asked: Asked, facts: Path | None = None) -> Said:
    """Return what somebody said; `facts` is a file of offices beside ours."""
    matches = finding.find(connection, asked.speaker)
    found = meant(connection, asked.speaker, matches, facts)
    if not found.holdings:
        nearest = () if found.ambiguous else tuple(matches)
        scanned = denominator.unknown(connection, asked.speaker)
        keys = [] if found.ambiguous else past.keys_of(connection, asked.speaker)
        gone = _withdrawn(connection, asked, keys)
        return Said(asked.speaker, (), scanned, found.ambiguous, nearest, withdrawn=gone)
    return _said(connection, asked, found)


def meant(
    connection: sqlite3.Connection, speaker: str, matches: Sequence[Match], facts: Path | None = None
) -> Meant:
    """Return whom a name or an office means among its matches; `facts` as in `said`."""
    certain = [m for m in matches if m.how != "nearest"]
    office = normalise(speaker)
    learned = finding.of_office(connection, office.key) if office else []
    table = offices.load(facts)
    named = bool(certain) and certain[0].how == "name"
    if office and not named and (learned or (office.known and table.terms(office))):
        return meaning.of_office(office, learned, table, matches)
    counts = {m.speaker.key: count(connection, m.speaker.key) for m in certain}
    return meaning.of_name(certain, counts)


def about(connection: sqlite3.Connection, topic: str, article_ids: Sequence[str]) -> list[Told]:
    """Return what anybody who can be named said on a topic in some articles, the newest first."""
    marks = ", ".join("?" * len(article_ids))
    source = "statements s JOIN articles a ON a.key = s.article"
    values = (FLOOR, *article_ids)
    found = list(gather(connection, _BY_ANYBODY.format(marks), values, source=source))
    told = [t for t in grouped(found, topic) if t.on_topic]
    return sorted(told, key=lambda t: (t.day, t.statement.id), reverse=True)


def _said(connection: sqlite3.Connection, asked: Asked, meant: Meant) -> Said:
    keys = list(dict.fromkeys(h.key for h in meant.holdings))
    listed, told = (_listed if tellings.ready(connection) else _read)(connection, asked, meant.holdings)
    return Said(
        _called(connection, keys, listed, asked) if meant.office else name(connection, keys[0]),
        tuple(past.marked(connection, told)),
        denominator.searched(connection, keys, listed.every),
        others=meant.others,
        office=meant.office,
        withdrawn=_withdrawn(connection, asked, keys),
        count=listed.count,
        on_topic=listed.count if listed.on_topic is None else len(listed.on_topic),
        kinds=listed.kinds,
        years=listed.years,
    )


def _called(connection: sqlite3.Connection, keys: Sequence[str], listed: Listed, asked: Asked) -> str:
    """Return the name of who holds an office; the office as asked for where several speak."""
    if len(keys) == 1:
        return name(connection, keys[0])
    return next(iter(listed.speakers)) if len(listed.speakers) == 1 else asked.speaker


def _read(
    connection: sqlite3.Connection, asked: Asked, holdings: Sequence[Holding]
) -> tuple[Listed, list[Told]]:
    """Return what is asked for from the statements themselves, where there is no list of them."""
    whole = grouped([one for holding in holdings for one in _of(connection, holding)], asked.topic)
    kept = [one for one in whole if _wanted(one, asked)]
    kept.sort(key=lambda one: (one.day, one.statement.id), reverse=True)
    first = [one for one in kept if one.on_topic]
    rest = [one for one in kept if not one.on_topic]
    listed = Listed(
        len(whole),
        len(kept),
        frozenset(one.statement.speaker for one in whole),
        frozenset(one.statement.kind for one in whole),
        tuple(sorted({one.day[:4] for one in whole if one.day}, reverse=True)),
        on_topic=frozenset(range(len(first))),
    )
    return listed, [*first, *rest[: asked.beside]][asked.first :][: asked.most]


def _withdrawn(connection: sqlite3.Connection, asked: Asked, keys: Sequence[str]) -> tuple[Withdrawn, ...]:
    found = past.withdrawn(connection, keys, FLOOR)
    kept = [w for w in found if asked.kind in (None, w.statement.kind)]
    kept = [w for w in kept if between(w.day, asked.since, asked.until)]
    if asked.topic is not None:
        topic = topics.read_topic(asked.topic)
        each = [
            _standing(topic, [w.statement], {w.article.id: w.text}, {w.article.id: w.article}) for w in kept
        ]
        kept = [w for w, on in zip(kept, topics.on_topic(each), strict=True) if on]
    return tuple(sorted(kept, key=lambda w: (w.day, w.statement.id), reverse=True))


def _of(connection: sqlite3.Connection, holding: Holding) -> Iterable[Found]:
    """Yield the statements of a speaker, while an office was held where one was asked for."""
    for statement, article, text in gather(connection, SURELY, (holding.key, FLOOR)):
        if between(day_of(statement, article), holding.since, holding.until):
            yield statement, article, text


def grouped(found: Sequence[Found], topic: str | None = None) -> list[Told]:
    """Return the statements with their witnesses, each once."""
    articles = {article.id: article for _, article, _ in found}
    groups = witnesses.group((statement for statement, _, _ in found), articles)
    about = [True] * len(groups)
    if topic is not None:
        texts = {article.id: text for _, article, text in found}
        asked = topics.read_topic(topic)
        about = topics.on_topic([_standing(asked, g.statements, texts, articles) for g in groups])
    return [_told(g, articles, on_topic) for g, on_topic in zip(groups, about, strict=True)]


def _told(group: Witnessed, articles: dict[str, Article], on_topic: bool) -> Told:
    reports = tuple((s, articles[s.article_id]) for s in group.statements)
    return Told(*reports[0], on_topic, reports, group.sources)


def _listed(
    connection: sqlite3.Connection, asked: Asked, holdings: Sequence[Holding]
) -> tuple[Listed, list[Told]]:
    """Return what is asked for from the lists, of which only a page is read."""
    make = tellings.listed if asked.topic is None else ranking.ranked
    listed, found = make(connection, holdings, asked), []
    for key, group in zip(listed.page, tellings.read(connection, listed.page), strict=True):
        articles = {article.id: article for _, article, _ in group}
        ordered = witnesses.in_order((statement for statement, _, _ in group), articles)
        on_topic = listed.on_topic is None or key in listed.on_topic
        found.append(_told(witnesses.witnessed(ordered, articles), articles, on_topic))
    return listed, found


def _standing(
    topic: topics.Topic,
    statements: Sequence[Statement],
    texts: dict[str, str],
    articles: dict[str, Article],
) -> tuple[float, ...]:
    """Return how well a topic stands in the words as any witness prints them."""
    each = []
    for s in statements:
        text, content = texts[s.article_id], s.content
        begin, stop = topics.around(text, content.start, content.end)
        own = (content.start - begin, content.end - begin)
        each.append(topic.found(text[begin:stop], own, articles[s.article_id].title or ""))
    return tuple(max(column) for column in zip(*each, strict=True))


def _wanted(told: Told, asked: Asked) -> bool:
    if asked.kind is not None and told.statement.kind != asked.kind:
        return False
    return between(told.day, asked.since, asked.until)


def between(day: str, since: str | None, until: str | None) -> bool:
    """Tell whether a day (or year, or month) is in a span; an unknown day is in none."""
    if since is None and until is None:
        return True
    return bool(day) and (since is None or f"{day}-12-31"[:10] >= since) and (until is None or day <= until)


def day_of(statement: Statement, article: Article) -> str:
    """Return the day something was said, else printed; "" where neither is known."""
    return statement.said_on or (article.published or "")[:10]


def count(connection: sqlite3.Connection, key: str) -> int:
    """Return how many statements a speaker has, each report of the same words counted."""
    return int(connection.execute(_COUNT, (key, FLOOR)).fetchone()[0])


def name(connection: sqlite3.Connection, key: str) -> str:
    """Return the canonical name of a speaker."""
    row = connection.execute("SELECT name FROM speakers WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""
