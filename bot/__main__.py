"""The command `verbatim`, also `python -m bot`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    try:
        from bot.terminal.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line was there to take it
        return 130


if __name__ == "__main__":
    sys.exit(main())
