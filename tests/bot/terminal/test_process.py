"""bot/__main__.py, bot/terminal/app.py: what only a process of its own shows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.bot.terminal.conftest import COMMAND

HEAVY = {"llama_index", "chromadb", "sqlalchemy", "numpy", "tantivy", "rich", "tiktoken", "asyncio"}


def imported_by(environment: dict[str, str], *arguments: str) -> set[str]:
    """Return the top-level modules that a command has loaded when it ends."""
    script = (
        "import sys; from bot.terminal.app import run; status = run(sys.argv[1:]);"
        "print('\\nLOADED', *sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.rpartition("LOADED ")[2].split())


def test_help_loads_nothing_that_costs_time(environment: dict[str, str]) -> None:
    """`--help` and the help of a command are answered before any store or model library is loaded."""
    assert imported_by(environment, "--help") & HEAVY == set()
    assert imported_by(environment, "ask", "--help") & HEAVY == set()


def test_one_question_does_without_llama_index_and_chroma(environment: dict[str, str], home: Path) -> None:
    """A single question is answered by the vendor-free core, which is 5 s faster to load."""
    loaded = imported_by(environment, "ask", "Combien de voix pour le budget ?", "--home", str(home))
    assert not loaded & {"llama_index", "chromadb"}


@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C locale", "ascii streams"],
)
def test_output_is_utf8_in_every_locale(
    environment: dict[str, str], home: Path, locale: dict[str, str]
) -> None:
    """Accents and guillemets reach stdout whole, whatever the locale claims."""
    done = subprocess.run(
        [*COMMAND, "show", "port", "--home", str(home)],
        env=environment | locale,
        capture_output=True,
        check=True,
    )
    assert "« Nous avons obtenu ce que nous demandions »" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_is_no_error(environment: dict[str, str], home: Path, tmp_path: Path) -> None:
    """`| head` ends the command without a word on stderr."""
    path = tmp_path / "lot.jsonl"
    path.write_text("\n".join(json.dumps({"id": n, "query": "grève"}) for n in range(3000)), encoding="utf-8")
    command = [*COMMAND, "search", "--queries", str(path), "--home", str(home)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode != 0


def wait_until_idle(pid: int) -> None:
    """Wait until a process has stopped working: it waits for its input."""
    before, same = "", 0
    while same < 5:
        time.sleep(0.1)
        # State, and the processor time spent in it and for it: fields 3, 14 and 15 of proc(5).
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        now = " ".join((fields[0], *fields[11:13]))
        same = same + 1 if now == before and fields[0] == "S" else 0
        before = now


def test_ctrl_c_ends_with_130_and_no_traceback(environment: dict[str, str], home: Path) -> None:
    """An interrupted command says nothing but its status."""
    command = [*COMMAND, "search", "--queries", "-", "--home", str(home)]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        wait_until_idle(process.pid)
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 130


def test_a_scripted_conversation_ends_with_its_input(environment: dict[str, str], home: Path) -> None:
    """With lines on stdin `chat` answers each, shows what was asked, and ends well."""
    typed = "Combien de voix pour le budget de Brévanie ?\n/preuve 1\n"
    done = subprocess.run(
        [*COMMAND, "chat", "--home", str(home)],
        env=environment, input=typed, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "› Combien de voix" in done.stdout
    assert "84 voix contre 61" in done.stdout
    assert "⟦" in done.stdout


@pytest.mark.parametrize(("level", "traceback"), [("INFO", False), ("DEBUG", True)])
def test_a_defect_of_ours_is_one_line(
    verbatim: Any, home: Path, level: str, traceback: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected error says what to do; its traceback is for LOG_LEVEL=DEBUG, and the status is 1."""
    monkeypatch.setenv("LOG_LEVEL", level)
    monkeypatch.setattr(os, "open", _broken)  # the lock of the home is opened by it
    (home / "owner.lock").unlink(missing_ok=True)
    done = verbatim("remove", "port", "--home", home)
    assert done.status == 1
    assert "LOG_LEVEL=DEBUG" in done.err
    assert ("Traceback" in done.err) is traceback


def _broken(*_: object, **__: object) -> int:
    raise ZeroDivisionError("a defect")
