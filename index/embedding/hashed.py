"""The offline default: words hashed into vectors.

`HashedEmbedder` needs no download, no network and no training: stems and character 3- and 4-grams of the
words that carry meaning, hashed with a sign into 512 numbers (Weinberger et al., "Feature hashing for large
scale multitask learning", 2009; subwords as in Bojanowski et al., "Enriching word vectors with subword
information", 2017). It knows nothing of meaning; it stands beside BM25 for what stems miss. Recall@1 on PIAF:
alone 0.475 (all-MiniLM-L6-v2 0.312); beside BM25 with a third of the question's words misspelt 0.616 against
0.607; as a piece of the evidence that the search weighs 0.746, and 0.741 with weights fitted without it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import starmap
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index import analysis

Matrix = NDArray[np.float32]

DIMENSIONS = 512  # 256 loses a quarter of the recall of the vectors alone, 1,024 doubles their place
_GRAMS = (3, 4)
_GRAMS_NORM = 1.2  # length of a word's gram vector, its stem being 1


class HashedEmbedder:
    """The offline default; equal on every machine."""

    name = f"hashed-fr-{DIMENSIONS}-1"
    dimensions = DIMENSIONS
    knows_meaning = False
    asks_nobody = True

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text; about 3,000 passages a second on one core."""
        return (
            np.stack([self.query(text) for text in texts]) if texts else np.zeros((0, DIMENSIONS), np.float32)
        )

    def query(self, text: str) -> Matrix:
        """Return the vector of one text; its words count 1 + log(times)."""
        counts = analysis.content_counts(text)
        if not counts:
            return np.zeros(DIMENSIONS, np.float32)
        places, weights = zip(*starmap(_hashed, counts), strict=True)
        weighted = [
            v if n == 1 else v * (1 + math.log(n)) for v, n in zip(weights, counts.values(), strict=True)
        ]
        summed = np.bincount(np.concatenate(places), np.concatenate(weighted), DIMENSIONS)
        length = float(np.linalg.norm(summed))
        return (summed / length if length else summed).astype(np.float32)


@lru_cache(maxsize=100_000)
def _hashed(stem: str, word: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the places of a word's features and their signed weights."""
    marked = f"<{word[:64]}>"
    # A figure is itself or another one: 2015 is not nearly 2016.
    grams = (
        [] if word[0].isdigit() else [marked[i : i + n] for n in _GRAMS for i in range(len(marked) - n + 1)]
    )
    hashes = np.array([crc32(f.encode()) for f in (stem, *(f"#{g}" for g in grams))], np.int64)
    weights = np.full(len(hashes), _GRAMS_NORM / math.sqrt(len(grams) or 1))
    weights[0] = 1.0
    return hashes % DIMENSIONS, np.where(hashes >> 31, weights, -weights)
