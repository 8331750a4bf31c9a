"""The pages that people read lead where they say, and leave no command out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.telegram.features.table import TABLE
from index.reading import isolated
from prompts import LANGUAGES
from tests.bot.answers.gate import test_faithful, test_hostile
from tests.bot.answers.gate.conftest import lines
from tests.bot.backup import test_backup
from tests.bot.telegram import test_kills
from tests.bot.terminal.conftest import call
from tests.guides.pages import GUIDES, PAGES, ROOT, links
from tests.index.fetching import test_guard
from tests.index.reading.pages import layouts, test_layouts

TITLE = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return what a link may name of a page: its titles as GitHub writes them into addresses."""
    titles = [re.sub(r"[^\w\- ]", "", t.lower()) for t in TITLE.findall(page.read_text(encoding="utf-8"))]
    return {title.strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_pictures_are_there(page: Path) -> None:
    """Each relative link names a file of the repository, and a part that it has."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    there = {ROOT / name for name in tracked.stdout.splitlines()}
    for link in links(page):
        if link.startswith("http"):
            continue
        name, _, part = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_dir() or target in there, link
        assert not part or part in anchors(target), link


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda p: p.name)
def test_each_guide_is_found_from_the_front_page(guide: Path) -> None:
    """The README links every guide, or a guide that it links does."""
    front = links(ROOT / "README.md")
    beside = guide.name.replace(".en.md", ".md")
    assert f"bot/guides/{beside}" in front
    assert guide.name == beside or guide.name in links(GUIDES / beside)


def test_every_promise_names_its_tests() -> None:
    """Each paragraph that promises something links a test, and what it calls a test is one."""
    text = (GUIDES / "promises.md").read_text(encoding="utf-8")
    promises = re.split(r"\n\n(?=\*\*)", text)[1:]
    assert len(promises) > 15
    for promise in promises:
        assert re.search(r"\]\(\.\./\.\./tests/[\w/]+\.py\)", promise), promise[:80]


def test_every_command_is_told_of() -> None:
    """What `--help` lists stands in the README or a guide."""
    told = "\n".join(p.read_text(encoding="utf-8") for p in PAGES)
    for group in ((), ("feeds",), ("export",)):
        listed = call(*group, "--help").out.partition("Commands:")[2]
        names = re.findall(r"^  ([a-z]+)\b", listed, re.MULTILINE)
        assert names
        for name in names:
            assert re.search(rf"\b{' '.join(['verbatim', *group, name])}\b|`{name}\b", told), (group, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_of_the_bot_is_told_of(language: str) -> None:
    """The guide of a language names its commands, and none that the bot does not have."""
    page = GUIDES / ("telegram.md" if language == "fr" else "telegram.en.md")
    told = set(re.findall(r"`/([a-z]+)", page.read_text(encoding="utf-8"))) - {"setinline"}  # of @BotFather
    known = {f.commands[LANGUAGES.index(language)] for f in TABLE if f.commands}
    assert told == known


FIGURES = {
    "écrit 1\u00a0008 textes": lambda: test_hostile.COUNT == 1008,
    "110 phrases qui changent": lambda: len(lines("false.jsonl")) == 110,
    "de 107 phrases fidèles, au moins 85\u00a0%": lambda: (
        (len(lines("faithful.jsonl")), test_faithful.FLOOR) == (107, 0.85)
    ),
    "186 façons d’écrire": lambda: len(test_guard.SPELLINGS) == 186,
    "18 mises en page, F1 des mots d’au moins\n0,95": lambda: (
        (len(layouts.NAMES), test_layouts.LEAST) == (18, 0.95)
    ),
    "le bot est tué 20 fois": lambda: test_kills.KILLS == 20,
    "tuées 12 fois chacune": lambda: test_backup.KILLS == 12,
    "sous 512\u00a0Mo": lambda: isolated.MEMORY == 512 << 20,
}


@pytest.mark.parametrize("words", FIGURES)
def test_a_figure_of_the_promises_is_that_of_its_test(words: str) -> None:
    """The page counts what the tests do today."""
    assert words in (GUIDES / "promises.md").read_text(encoding="utf-8")
    assert FIGURES[words]()
