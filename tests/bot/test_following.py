"""bot/following.py: an open desk finds what another process has taken in, within seconds."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from bot import composition
from bot.following import following
from bot.settings import Settings
from index import settings as news

ROOT = Path(__file__).parents[2]


def add(home: Path, name: str) -> str:
    """Take one article in by a process of its own; return its remarks."""
    source = home.parent / f"{name}.jsonl"
    source.write_text(json.dumps({"id": name, "text": f"Le phare de {name} est éteint."}), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "add", str(source), "--home", str(home)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stderr


def test_an_open_desk_follows_another_process(tmp_path: Path) -> None:
    """The other process says that somebody else owns the home; its article is in the indexes soon after."""
    settings = Settings(news.Settings(home=tmp_path / "home"), "fr")
    with composition.desk(settings, lasting=True, create=True) as desk, following(desk, interval=0.05):
        remark = add(tmp_path / "home", "Belcombe")
        until = time.monotonic() + 10
        while desk.lexicon.watermark != desk.archive.sequence() and time.monotonic() < until:
            time.sleep(0.05)
        assert [hit.article_id for hit in desk.searcher().search("phare Belcombe")] == ["Belcombe"]
        assert desk.vectors.nearest(desk.embedder.query("phare Belcombe").tolist(), 1)
    assert "suivront dans quelques secondes" in remark


def test_following_at_once_needs_no_waiting(tmp_path: Path) -> None:
    """Before a question the indexes can be brought up to date without waiting for the thread."""
    settings = Settings(news.Settings(home=tmp_path / "home"), "fr")
    with (
        composition.desk(settings, lasting=True, create=True) as desk,
        following(desk, interval=3600) as follow,
    ):
        add(tmp_path / "home", "Belcombe")
        assert desk.lexicon.watermark == 0
        follow()
        assert desk.lexicon.watermark == desk.archive.sequence() > 0
