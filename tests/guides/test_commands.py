"""The commands of the guides do what the pages say, run in their order in a fresh folder."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.terminal.conftest import SETTINGS, call
from tests.guides.pages import GUIDES, ROOT, Block, blocks

RECEIPT = r"\b[0-9a-z]{8}\b"


class Reader:
    """Somebody who pastes what a page says, and whose receipts have ids of their own.

    Args:
        folder: where they are; it holds the sample as the project does.
        monkeypatch: gives settings and what is typed.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._ids: dict[str, str] = {}  # of the page -> of this run

    def follow(self, block: Block) -> None:
        """Run the commands of a block and compare what they show."""
        shown = ""
        for number, command in enumerate(block.commands, 1):
            status, output = self._run(self._own(command), block.typed)
            assert status == (block.status if number == len(block.commands) else 0), f"{command}\n{output}"
            shown += output
        self._compare(block, " ".join(shown.split()))

    def _run(self, command: str, typed: str) -> tuple[int, str]:
        if command.startswith("export "):
            self._monkeypatch.setenv(*command.removeprefix("export ").split("=", 1))
            return 0, ""
        if not command.startswith("verbatim "):
            if command == ". .venv/bin/activate":
                return 0, ""
            done = subprocess.run(
                ["bash", "-c", command], cwd=self._folder, capture_output=True, text=True, check=False
            )
            return done.returncode, done.stdout + done.stderr
        words, _, file = command.partition(" > ")
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        result = call(*shlex.split(words)[1:])
        if file:
            Path(file.strip()).write_text(result.out, encoding="utf-8")
            return result.status, result.err
        return result.status, result.out + result.err

    def _compare(self, block: Block, shown: str) -> None:
        at = 0
        for line in block.shown:
            parts = [self._pattern(part) for part in " ".join(line.split()).split("…")]
            found = re.compile(".*?".join(parts)).search(shown, at)
            assert found, f"not shown: {line}\n{shown}"
            at = found.end()
            self._ids |= {name[1:]: seen for name, seen in found.groupdict().items()}

    def _pattern(self, part: str) -> str:
        """Return what matches a part of a line, with any id in the place of each that the page shows."""
        pieces = re.split(rf"((?<=receipt ){RECEIPT}|(?<=[Pp]reuve ){RECEIPT})", self._own(part))
        new = [i % 2 and piece not in self._ids.values() for i, piece in enumerate(pieces)]
        return "".join(
            f"(?P<i{p}>{RECEIPT})" if n else re.escape(p) for p, n in zip(pieces, new, strict=True)
        )

    def _own(self, text: str) -> str:
        for theirs, ours in self._ids.items():
            text = text.replace(theirs, ours)
        return text


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader in a folder with the sample, without settings of the machine."""
    shutil.copytree(ROOT / "tests/sample", tmp_path / "tests/sample")
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(SETTINGS):
            monkeypatch.delenv(name)
    return Reader(tmp_path, monkeypatch)


@pytest.mark.parametrize("page", sorted(GUIDES.glob("*.md")), ids=lambda p: p.name)
def test_a_guide_can_be_followed(reader: Reader, page: Path) -> None:
    """Each command ends as the page says, and shows what stands below it."""
    for block in blocks(page):
        if block.run:
            reader.follow(block)


@pytest.mark.parametrize("page", sorted(GUIDES.glob("*.md")), ids=lambda p: p.name)
def test_what_is_not_run_is_spelt_right(page: Path) -> None:
    """Commands and options that need a network or a person exist."""
    for block in blocks(page):
        for command in () if block.run else block.commands:
            words = shlex.split(command, comments=True)
            if words[:1] != ["verbatim"]:
                continue
            name = words[1:3] if words[1] in ("feeds", "export") else words[1:2]
            shown = call(*name, "--help")
            assert shown.status == 0, command
            options = {w.partition("=")[0] for w in words if w.startswith("-")}
            assert options <= set(re.findall(r"(?<!\S)--?[a-z-]+", shown.out)), command
