"""A real Chroma server on loopback, that can be stopped, emptied and started again.

    with ChromaServer(folder) as server:
        ChromaVectors(archive, model, url=server.url)

It is the `chroma run` that comes with chromadb; to listen takes it 1 to 8 seconds.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

_PATIENCE = 60.0  # seconds


class ChromaServer:
    """Runs while it is entered, always at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ChromaServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, unless it runs, and return when it answers."""
        if self._process is not None:
            return
        command = [Path(sys.executable).parent / "chroma", "run", "--path", self._folder]
        self._process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
        )
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            assert time.monotonic() < until, "chroma run does not answer"
            time.sleep(0.1)

    def stop(self) -> None:
        """Let it go without a warning, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def empty(self) -> None:
        """Stop it, throw away all that it holds, and start it again."""
        self.stop()
        shutil.rmtree(self._folder)
        self.start()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False
