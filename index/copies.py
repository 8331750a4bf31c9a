"""Which articles are wire copies of one dispatch: MinHash bands find candidates, exact resemblance decides.

Resemblance is Broder's ("On the resemblance and containment of documents", 1997): the share of common word
shingles. Signatures use one multiply-add hash a row (Broder et al., "Min-wise independent permutations",
2000) and are cut into bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): two
texts of resemblance s meet in at least one of 20 bands of 5 rows with probability 1 - (1 - s^5)^20: 0.9996 at
0.8, 0.47 at 0.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.8
_SHINGLE = 4  # words
_BANDS, _ROWS = 20, 5
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of every four consecutive words, without case and punctuation."""
    joined = " ".join(_WORD.findall(text.casefold())).encode("utf-8", "surrogatepass")
    if not joined:
        return frozenset()
    ends = list(accumulate(len(word) + 1 for word in joined.split(b" ")))  # each with the space behind it
    last = ends[_SHINGLE - 1 :] or ends[-1:]
    return frozenset(crc32(joined[a : b - 1]) for a, b in zip([0, *ends], last, strict=False))


def resemblance(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the share of shingles that two texts have in common, 0 to 1."""
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def bands(text: str) -> list[int]:
    """Return 20 numbers of 56 bits, of which near-identical texts share one; none without words."""
    import numpy as np  # 0.2 s, and only new articles come here

    found = shingles(text)
    if not found:
        return []
    factors = _factors()
    hashes = np.fromiter(found, dtype=np.int64, count=len(found)) % _PRIME
    rows = factors[0] * hashes + factors[1]
    rows -= rows // _PRIME * _PRIME  # the remainder, which numpy takes four times as long to give itself
    least = rows.min(axis=1).astype("<u4").reshape(_BANDS, _ROWS)
    return [_band(number, row.tobytes()) for number, row in enumerate(least)]


def earliest(members: Iterable[tuple[str | None, str]]) -> str:
    """Return the id of the original among (published, id): the first printed, then the smallest id."""
    return min(members, key=lambda m: (_moment(m[0]), m[1]))[1]


@cache
def _factors() -> NDArray[np.int64]:
    # Fixed seed: the bands stand in the archive and are compared across runs and machines.
    import numpy as np

    random = np.random.Generator(np.random.PCG64(1997))
    return random.integers(1, _PRIME, size=(2, _BANDS * _ROWS, 1), dtype=np.int64)


def _band(number: int, row: bytes) -> int:
    return int.from_bytes(blake2b(row, digest_size=7, salt=bytes([number])).digest())


def _moment(published: str | None) -> tuple[int, str]:
    """Order moments of print: dated before undated, in UTC where the source gave an offset."""
    if not published:
        return (1, "")
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return (0, published)
    return (0, (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S"))
