"""What every test may rely on, however the run was started."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Let Ctrl-C be tested in a run that a script started in the background, where it begins ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
