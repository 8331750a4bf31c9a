"""Which capitalised words stand in a text: the index of who is named where.

It is exact on words and knows no grammar, so that "never said" has a denominator that misses nobody.
"""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from hashlib import blake2b

from index.people.tables import fold

# A word of a name: a capital, then anything that holds a name together but a space or a hyphen.
_CAPITALISED = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-ÞŁĐŠŽČĆŚŻİ][^\W_]*")

_COUNT = "SELECT count(*) FROM naming WHERE word = ?"
_HOLDING = "SELECT n.article FROM naming n WHERE n.word = ?"
_TOO = " AND EXISTS (SELECT 1 FROM naming o WHERE o.word = ? AND o.article = n.article)"
_SMALL = 3  # letters of a word that a name may go without: de, la, du, von


def words(text: str) -> set[int]:
    """Return the numbers of the capitalised words of a text, one a word whatever its accents and case."""
    return {number(word) for word in set(_CAPITALISED.findall(text))}


def of_name(name: str) -> set[int]:
    """Return the numbers of the capitalised words of a name; an article that names it has them all."""
    return words(name)


@lru_cache(maxsize=1 << 16)  # the same names come again
def number(word: str) -> int:
    """Return the number of a word: 48 bits, so that two words of a corpus never share one in practice."""
    return int.from_bytes(blake2b(fold(word).encode("utf-8", "replace"), digest_size=6).digest(), "big")


def holders(connection: sqlite3.Connection, name: str) -> set[int]:
    """Return the keys of the articles that name somebody or some body so, whatever the case and accents."""
    wanted = of_name(name)
    if not wanted:
        return set()
    # The rarest word first: of "Le Pen", "Le" stands nearly everywhere.
    rarest = sorted(wanted, key=lambda word: connection.execute(_COUNT, (word,)).fetchone()[0])
    sql = _HOLDING + _TOO * (len(rarest) - 1)
    found = {row[0] for row in connection.execute(sql, rarest)}
    low = [word for word in name.split() if word[:1].islower() and len(word) > _SMALL]
    # Its other words are in no index: "Banque centrale" is looked for in the texts that have "Banque".
    return {key for key in found if _stands(connection, key, name)} if low else found


def _stands(connection: sqlite3.Connection, key: int, name: str) -> bool:
    row = connection.execute("SELECT text FROM articles WHERE key = ?", (key,)).fetchone()
    return row is not None and name.lower().replace("’", "'") in row[0].lower().replace("’", "'")
