"""The pages that people read: their blocks of commands with what these should show, and their links.

A comment above a block says what is unusual about it: `<!-- status 1 -->` how its last command ends,
`<!-- not run: why -->` that it needs what no test has, so that only its spelling is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "bot" / "guides"
PAGES = [ROOT / "README.md", ROOT / "bot/deployment/README.md", *sorted(GUIDES.glob("*.md"))]
_BLOCK = re.compile(
    r"(?:<!-- (?P<note>[^>]*) -->\n)?```sh\n(?P<commands>.*?)```\n(?:\n```text\n(?P<shown>.*?)```\n)?",
    re.DOTALL,
)
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Commands in their order, and what they show.

    Attributes:
        shown: lines that stand in the output in this order; `…` stands for anything.
        status: of the last command.
    """

    commands: tuple[str, ...]
    shown: tuple[str, ...]
    status: int
    run: bool

    @property
    def typed(self) -> str:
        """What is typed at the prompt of a conversation."""
        return "".join(f"{line[2:]}\n" for line in self.shown if line.startswith("› "))


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page."""
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        note = found["note"] or ""
        status = re.fullmatch(r"status (\d+)", note)
        yield Block(
            tuple(found["commands"].splitlines()),
            tuple(line.strip() for line in (found["shown"] or "").splitlines() if line.strip()),
            int(status[1]) if status else 0,
            not note.startswith("not run"),
        )


def links(page: Path) -> list[str]:
    """Return the targets of links and pictures, outside code."""
    return _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
