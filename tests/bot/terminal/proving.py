"""What the tests of receipts share: a question on the invented articles, and the file of its receipt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bot.terminal.conftest import ARTICLES

QUESTION = "Qu'a dit Maëlle Dorval sur la grève des dockers ?"
WORDS = "Nous avons obtenu ce que nous demandions"


def take_in(verbatim: Any, home: Path, *articles: dict[str, str]) -> None:
    """Add articles as JSON Lines."""
    source = home.parent / "presse.jsonl"
    source.write_text("\n".join(json.dumps(a) for a in articles), encoding="utf-8")
    done = verbatim("add", source, "--home", home)
    assert done.status == 0, done.err


def changed(text: Callable[[str], str], **fields: str) -> dict[str, str]:
    """Return the article of the port with another text."""
    return ARTICLES[0] | {"text": text(ARTICLES[0]["text"])} | fields


def exported(verbatim: Any, home: Path, question: str = QUESTION) -> Path:
    """Ask, and return the file of the answer's receipt."""
    answer = verbatim("ask", question, "--home", home, "--json").document
    assert not answer["abstained"]
    path = home.parent / "r.json"
    written = verbatim("receipt", answer["receipt"], "--home", home, "--json")
    path.write_text(written.out, encoding="utf-8")
    return path
