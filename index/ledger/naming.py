"""Which capitalised words stand in a text: the index of who is named where.

It is exact on words and knows no grammar, so that "never said" has a denominator that misses nobody.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from index.people.tables import fold

# A word of a name: a capital, then anything that holds a name together but a space or a hyphen.
_CAPITALISED = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-ÞŁĐŠŽČĆŚŻİ][^\W_]*")


def words(text: str) -> set[int]:
    """Return the numbers of the capitalised words of a text, one a word whatever its accents and case."""
    return {number(word) for word in set(_CAPITALISED.findall(text))}


def of_name(name: str) -> set[int]:
    """Return the numbers of the capitalised words of a name; an article that names it has them all."""
    return words(name)


def number(word: str) -> int:
    """Return the number of a word: 48 bits, so that two words of a corpus never share one in practice."""
    return int.from_bytes(blake2b(fold(word).encode("utf-8", "replace"), digest_size=6).digest(), "big")
