"""bot/render/telegram/lists: the outlets that are listed are those that are counted."""

from __future__ import annotations

from pathlib import Path

from bot.render.telegram import lists
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder

SAMPLE = Path(__file__).parents[2] / "sample" / "articles"


def test_the_count_and_the_list_agree(tmp_path: Path) -> None:
    """`stats` counts the outlets that /sources lists."""
    with Archive.open(tmp_path, create=True) as archive:
        ingest.add(archive, reading.read(str(SAMPLE)), HashedEmbedder())
        listed = lists.outlets(archive.summaries(), "fr")[0].plain
        assert archive.stats().outlets == 5
    assert "5" in listed.split("\n")[0]
    assert len(listed.strip().split("\n")) == 1 + 5
