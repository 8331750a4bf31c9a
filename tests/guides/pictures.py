"""Draw the pictures of the guides: what a terminal and a chat really show, over the sample articles.

    python -m tests.guides.pictures [FOLDER]

runs the commands on a pseudo-terminal and the bot beside a Bot API server, and writes an SVG each. Ids that
are new each time are masked, so that a picture changes only where the product does.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bot.telegram.conftest import ALLOWED, environment_of
from tests.bot.telegram.forked import Forked
from tests.bot.telegram.scene import Person, Scene
from tests.guides import chat, screen
from tests.guides.pages import GUIDES, ROOT
from tests.telegram_api import BotApi

TOLL = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"
CLAIM = "Henrik Solvane a dit « Aucun pays ne peut fermer une route que tout le monde emprunte »"
SCREENS = {
    "ask": ["ask", TOLL],
    "said": ["said", "Henrik Solvane", "détroit", "--until", "2024-03-31"],
    "check": [
        "check",
        "Henrik Solvane a dit « Aucun pays ne peut fermer une route que tout le monde emprunte »",
    ],
}
READER = Person(ALLOWED[0], "Ana")
RUMOUR = (
    "« Nous lirons avant de signer », a déclaré Ingrid Halvaune. Selon Cyprien Lauzac, « tout est vendu »."
)
CHANNEL = {"type": "channel", "date": 1746230400, "chat": {"id": -5, "type": "channel", "title": "Rumeurs"}}


def draw(folder: Path) -> None:
    """Write every picture into a folder."""
    with _home() as home:
        for name, arguments in SCREENS.items():
            raw = screen.run(arguments, home)
            (folder / f"{name}.svg").write_text(screen.svg(name, arguments, raw), encoding="utf-8")
        for name, turns in _conversations(home):
            (folder / f"{name}.svg").write_text(chat.svg(turns), encoding="utf-8")


@contextmanager
def _home() -> Iterator[Path]:
    """Give a home with the sample articles."""
    folder = Path(tempfile.mkdtemp())
    try:
        screen.run(["add", str(ROOT / "tests/sample/articles")], folder / "home")
        yield folder / "home"
    finally:
        shutil.rmtree(folder)


def _conversations(home: Path) -> Iterator[tuple[str, list[chat.Turn]]]:
    """Yield each conversation by its name, from one bot."""
    with BotApi() as api:
        bot = Forked(environment_of(api, home), home.parent / "log")
        try:
            yield from _acted(Scene(api), api)
        finally:
            bot.terminate()
            bot.wait(30)


def _acted(scene: Scene, api: BotApi) -> Iterator[tuple[str, list[chat.Turn]]]:
    answer = scene.says(READER, TOLL, "14 personnes sont mortes")
    yield "telegram-ask", [chat.asked(TOLL), chat.told(api, answer)]
    lines = scene.says(READER, RUMOUR, "Une autre voix", forward_origin=CHANNEL)
    told = chat.told(api, lines)
    card = scene.presses(READER, lines, "🗂 1", "Une autre voix")
    yield "telegram-check", [chat.asked(RUMOUR, "Transféré de Rumeurs"), told, chat.told(api, card)]
    page = scene.says(READER, "/dit Ingrid Halvaune budget", "budget")
    yield "telegram-said", [chat.asked("/dit Ingrid Halvaune budget"), chat.told(api, page)]


if __name__ == "__main__":
    into = Path(sys.argv[1]) if sys.argv[1:] else GUIDES / "pictures"
    into.mkdir(parents=True, exist_ok=True)
    draw(into)
