"""bot/render/telegram/lists: the outlets that are listed are those that are counted."""

from __future__ import annotations

import json
from pathlib import Path

from bot.render.telegram import lists
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from tests.bot.terminal.conftest import call

SAMPLE = Path(__file__).parents[2] / "sample" / "articles"


def test_the_count_and_the_list_agree(tmp_path: Path) -> None:
    """`stats` counts the outlets that /sources lists."""
    with Archive.open(tmp_path, create=True) as archive:
        ingest.add(archive, reading.read(str(SAMPLE)), HashedEmbedder())
        listed = lists.outlets(archive.summaries(), "fr")[0].plain
        assert archive.stats().outlets == 5
    assert "5" in listed.split("\n")[0]
    assert len(listed.strip().split("\n")) == 1 + 5


def test_an_outlet_is_named_once_beside_a_statement(tmp_path: Path) -> None:
    """Two articles of one outlet that report the same words are one name, however it is spelt."""
    words = "« Les digues du fleuve ne tiendront pas un hiver de plus », a averti Odile Marsanne"
    spelt = enumerate(["Le Phare", "L'Écho", "L’Écho"])
    articles = [
        {"text": f"{words} {number} fois.", "outlet": name, "published": "2031-05-01"}
        for number, name in spelt
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    assert call("add", source, "--home", tmp_path / "h").status == 0
    shown = call("said", "Odile Marsanne", "--home", tmp_path / "h").out
    assert shown.count("Écho") == 1
