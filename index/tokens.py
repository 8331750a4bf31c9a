"""DOOR tiktoken: how many tokens a text costs, without any network.

The tables are those that llama-index-core ships; they are found without importing it (4 s), and
`TIKTOKEN_CACHE_DIR` points at them only while they are read.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

_ENCODING = "cl100k_base"
_lock = threading.Lock()


def count(text: str) -> int:
    """Return the number of cl100k_base tokens of a text; special tokens in it count as plain text."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    with _lock:
        before = os.environ.get("TIKTOKEN_CACHE_DIR")
        os.environ["TIKTOKEN_CACHE_DIR"] = str(_tables())
        try:
            return tiktoken.get_encoding(_ENCODING)
        finally:
            if before is None:
                del os.environ["TIKTOKEN_CACHE_DIR"]
            else:
                os.environ["TIKTOKEN_CACHE_DIR"] = before


def _tables() -> Path:
    # `llama_index` is a namespace package: finding it runs no code, finding `llama_index.core` would.
    spec = importlib.util.find_spec("llama_index")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        tables = Path(folder) / "core" / "_static" / "tiktoken_cache"
        if tables.is_dir():
            return tables
    raise RuntimeError("llama-index-core is installed without its tiktoken tables; install it again")
