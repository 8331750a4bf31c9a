"""What is seen on a terminal (a pseudo-terminal here): colours, progress, the prompt and its interruption."""

from __future__ import annotations

import codecs
import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bot.terminal.conftest import COMMAND
from tests.bot.terminal.test_process import wait_until_idle

TIMEOUT = 30  # seconds; generous, as tests may share the machine


class Terminal:
    """A command on a pseudo-terminal of 80 columns; `seen` is everything that it has shown."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        self.seen = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            env=environment | {"TERM": "xterm-256color", "COLUMNS": "80"},
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def read_until(self, text: str) -> None:
        """Read until a text has been shown; fail when it does not come."""
        until = time.monotonic() + TIMEOUT
        while text not in self.seen:
            assert time.monotonic() < until, self.seen
            if not self._read():
                assert text in self.seen, self.seen

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._ours, text.encode())

    def end(self) -> int:
        """Read to the end and return the exit status."""
        while self._read():
            pass
        return self.process.wait(TIMEOUT)

    def close(self) -> None:
        """End the command if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], TIMEOUT)
        with suppress(OSError):  # what Linux raises when the other side has gone
            if ready and (raw := os.read(self._ours, 65536)):
                self.seen += self._decode(raw)
                return True
        return False


Terminals = Callable[..., Terminal]


@pytest.fixture
def terminals(environment: dict[str, str]) -> Iterator[Terminals]:
    """Make terminals, with settings by keyword, that are closed whatever happens."""
    made: list[Terminal] = []

    def make(*arguments: str, **more: str) -> Terminal:
        made.append(Terminal(environment | more, *arguments))
        return made[-1]

    yield make
    for terminal in made:
        terminal.close()


def test_an_answer_has_colours_on_a_terminal(terminals: Terminals, home: Path) -> None:
    """Source numbers are coloured."""
    terminal = terminals("ask", "Combien de voix pour le budget ?", "--home", str(home))
    assert terminal.end() == 0
    assert "\x1b[1;36m[1]" in terminal.seen


def test_no_color_is_respected(terminals: Terminals, home: Path) -> None:
    """With NO_COLOR nothing is coloured; bold type may stay."""
    terminal = terminals("ask", "Combien de voix pour le budget ?", "--home", str(home), NO_COLOR="1")
    assert terminal.end() == 0
    assert "[1]" in terminal.seen
    assert "36m" not in terminal.seen


def test_taking_articles_in_shows_a_bar(terminals: Terminals, tmp_path: Path) -> None:
    """On a terminal `add` shows how far it is, and the report after it."""
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"Crue {number}\n\nLa Lente a débordé.", encoding="utf-8")
    terminal = terminals("add", str(tmp_path), "--home", str(tmp_path / "h"))
    assert terminal.end() == 0
    assert "30/30" in terminal.seen
    assert "Ajoutés\u00a0: 30" in terminal.seen


def test_a_conversation_ends_cleanly_at_its_prompt(terminals: Terminals, home: Path) -> None:
    """A question is answered at the prompt, with its proof in reverse type; Ctrl-C then ends with 0."""
    terminal = terminals("chat", "--home", str(home))
    terminal.read_until("› ")
    terminal.type("Combien de voix pour le budget de Brévanie ?\n")
    terminal.read_until("Source")
    terminal.type("/preuve 1\n")
    terminal.read_until("\x1b[1;7m")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.end() == 0
    assert "À bientôt." in terminal.seen
    assert "Traceback" not in terminal.seen


def test_the_end_of_input_ends_a_conversation(terminals: Terminals, home: Path) -> None:
    """Ctrl-D at the prompt ends with 0."""
    terminal = terminals("chat", "--home", str(home))
    terminal.read_until("› ")
    terminal.type("\x04")
    assert terminal.end() == 0
    assert "À bientôt." in terminal.seen


def test_a_killed_terminal_leaves_a_home_that_works(
    terminals: Terminals, home: Path, environment: dict[str, str]
) -> None:
    """After SIGKILL the lock is free and the next command answers."""
    terminal = terminals("chat", "--home", str(home))
    terminal.read_until("› ")
    terminal.process.send_signal(signal.SIGKILL)
    terminal.end()
    done = subprocess.run(
        [*COMMAND, "doctor", "--home", str(home)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "personne" in done.stdout


def test_a_remark_is_broken_between_words(terminals: Terminals, tmp_path: Path) -> None:
    """On a screen no word of an error is cut in two, and a path stays whole."""
    home = tmp_path / ("a" * 90)
    terminal = terminals("ask", "Qui ?", "--home", str(home))
    assert terminal.end() == 1
    lines = terminal.seen.split()
    assert str(home) in lines
    assert max(len(line) for line in terminal.seen.splitlines() if str(home) not in line) <= 80
    assert "«\u00a0verbatim add\u00a0»" in terminal.seen


def test_ctrl_c_is_told_to_a_person(terminals: Terminals, home: Path) -> None:
    """Whoever interrupts reads that nothing stored is lost."""
    terminal = terminals("search", "--queries", "-", "--home", str(home))
    wait_until_idle(terminal.process.pid)
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.end() == 130
    assert "Interrompu" in terminal.seen
