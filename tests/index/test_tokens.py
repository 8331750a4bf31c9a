"""Counting tokens needs no network and leaves the environment as it was."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from index import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("hello world", 2, id="published example of cl100k_base"),
        pytest.param("<|endoftext|>", 7, id="a special token is plain text"),
    ],
)
def test_tokens_are_counted(text: str, expected: int) -> None:
    """Counts are those of cl100k_base."""
    assert tokens.count(text) == expected


def test_llama_index_is_not_imported_and_the_environment_is_kept() -> None:
    """The tables are read from llama-index's folder without importing it, whatever the environment says."""
    code = (
        "import sys, os; from index import tokens; tokens.count('a');"
        "print('llama_index.core' in sys.modules, os.environ['TIKTOKEN_CACHE_DIR'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"TIKTOKEN_CACHE_DIR": "elsewhere", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["False", "elsewhere"]
