"""A terminal of 100 columns as a picture: a command is run on a pseudo-terminal and its colours are drawn."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from tests.bot.terminal.conftest import COMMAND, SETTINGS
from tests.guides.pages import ROOT

COLUMNS = 100
RECEIPT = "4f0k2m9x"  # stands for the id of this time, which is new at each call
_FONTS = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_NEW = re.compile(r"(?<=receipt )[0-9a-z]{8}\b|(?<=/preuve )[0-9a-z]{8}\b")
_WIPED = "\x1b[2K"  # what a line that told of progress ends with
_DRAWN = 60  # seconds; an answer takes one


def run(arguments: list[str], home: Path) -> str:
    """Return what a command shows on a terminal, with its colours.

    Raises:
        AssertionError: it did not end well.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith(SETTINGS)}
    more = {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "VERBATIM_HOME": str(home)}
    more["PYTHONPATH"] = str(ROOT)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        env=environment | more,
        cwd=home.parent,  # where no .env is
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(theirs)
    raw = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # what Linux raises when the other side has gone
            piece = b""
        if not piece:
            break
        raw += piece
    os.close(ours)
    _, errors = process.communicate(timeout=_DRAWN)
    assert process.returncode == 0, errors.decode()
    return raw.decode("utf-8").replace("\r\n", "\n")


def svg(name: str, arguments: list[str], raw: str) -> str:
    """Return the picture of a command and what it shows; it loads nothing from elsewhere."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), highlight=False)
    typed = " ".join(f'"{a}"' if re.search(r"\W", a.strip("-")) and " " in a else a for a in arguments)
    prompt = Text("$ ", style="bold green") + Text(f"verbatim {typed}", style="bold")
    console.print(prompt, overflow="fold")
    console.print(Text.from_ansi(masked(raw).rstrip("\n")), overflow="fold")
    drawn = console.export_svg(title="verbatim", theme=MONOKAI, unique_id=name)
    return _FONTS.sub("", drawn).replace("\n    \n", "\n")


def masked(text: str) -> str:
    """Return what stays on the screen, with one id in the place of those that are new each time."""
    return _NEW.sub(RECEIPT, text.rpartition(_WIPED)[2])
