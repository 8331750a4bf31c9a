"""What speakers said with a topic first, from the lists that settling keeps.

Texts in which no word of the topic begins stay unread: of a president's thousand articles most.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.ledger.asked import Asked
from index.ledger.said import tellings, topics
from index.ledger.said.tellings import Listed
from index.ledger.said.topics import Topic
from index.ledger.speakers.meaning import Holding

_ARTICLES = "SELECT DISTINCT article FROM statements WHERE who IN ({})"
_TEXTS = "SELECT key, text, coalesce(title, '') FROM articles WHERE key IN ({})"
_SPANS = 'SELECT key, article, start, "end" FROM statements WHERE article IN ({}) AND who IN ({})'


def ranked(connection: sqlite3.Connection, holdings: Sequence[Holding], asked: Asked) -> Listed:
    """Return what is listed of speakers, what is on the topic first, each part the newest first."""
    topic = topics.read_topic(asked.topic or "")
    every = tellings.keys(connection, holdings, Asked(asked.speaker))
    leads = tellings.leads(connection, every)
    found = dict.fromkeys(every, (0.0,) * len(topic.concepts))
    for key, score in _scores(connection, list({h.key for h in holdings}), topic):
        if key in leads:
            found[leads[key]] = tuple(map(max, found[leads[key]], score))
    about = {key for key, on in zip(found, topics.on_topic(list(found.values())), strict=True) if on}
    kept = tellings.keys(connection, holdings, asked)
    first = [key for key in kept if key in about]
    rest = [key for key in kept if key not in about]
    shown = [*first, *rest[: asked.beside]][asked.first :][: asked.most]
    listed = tellings.listed(connection, holdings, replace(asked, most=0))
    return replace(listed, page=tuple(shown), on_topic=frozenset(first))


def _scores(
    connection: sqlite3.Connection, who: Sequence[str], topic: Topic
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield how well a topic stands in statements of speakers, by key; not those where it cannot stand."""
    speakers = ", ".join("?" * len(who))
    articles = [row[0] for row in connection.execute(_ARTICLES.format(speakers), who)]
    for chunk in tellings.chunks(articles):
        rows = connection.execute(_TEXTS.format(", ".join("?" * len(chunk))), chunk)
        texts = {key: (text, title) for key, text, title in rows if topic.may_stand(f"{title}\n{text}")}
        spans = _SPANS.format(", ".join("?" * len(texts)), speakers)
        for key, article, start, end in connection.execute(spans, (*texts, *who)):
            text, title = texts[article]
            begin, stop = topics.around(text, start, end)
            yield key, topic.found(text[begin:stop], (start - begin, end - begin), title)
