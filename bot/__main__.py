"""The command `verbatim`, also `python -m bot`."""

from __future__ import annotations

import gc
import sys

# New objects between two looks for cycles. By default 700: nearly nothing of what imports and long lists make
# is garbage, and a command spent an eighth of its time looking for it (`speakers`: 0.84 s, now 0.74 s).
_OBJECTS = 200_000


def main() -> int:
    """Run the command line and return its exit status."""
    gc.set_threshold(_OBJECTS, 20, 100)
    try:
        from bot.terminal.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line was there to take it
        return 130


if __name__ == "__main__":
    sys.exit(main())
