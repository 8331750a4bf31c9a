"""The child process of a probe; see `index.apart`."""

from __future__ import annotations

from typing import Any

from index import apart


def look(given: dict[str, Any]) -> dict[str, Any]:
    """Look at the projection that is asked for."""
    if given["projection"] == "lexicon":
        from index.probing import lexical

        return lexical.look(given)
    from index.vectors import compare

    return compare.look(given)


if __name__ == "__main__":
    apart.serve(look)
