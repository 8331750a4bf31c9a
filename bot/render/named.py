"""Names as a French sentence carries them: "la police", "l’Élysée", "le pape François", "Ingrid Halvaune".

The ledger keeps a name without its article. Whether one belongs to it, and which, no rule of French tells:
the texts that name it do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.statements.language import lexicon

_ARTICLES = {
    **dict.fromkeys(("le", "du", "au"), "le "),
    **dict.fromkeys(("la", "de la", "à la"), "la "),
    **dict.fromkeys(("l’", "de l’", "à l’"), "l’"),
    **dict.fromkeys(("les", "des", "aux"), "les "),
}
_MOST = 500_000  # characters that are looked at


def within(name: str, texts: Iterable[str], language: str) -> str:
    """Return a name with the article that most of the texts give it, as it is where most give none.

    A name in lower case is a noun: it has one wherever any text gives it one. One that begins with an article
    or another determiner is whole.
    """
    first = re.split(r"[ '’]", name, maxsplit=1)[0].lower()
    if language != "fr" or not name or first in _determiners():
        return name
    found = _articles(name, texts)
    bare = found.pop("", 0)
    best, times = max(found.items(), key=lambda pair: pair[1], default=("", 0))
    return best + name if times and (times >= bare or name[0].islower()) else name


def _articles(name: str, texts: Iterable[str]) -> Counter[str]:
    """Count the articles right before a name; "" for none."""
    spelt = re.escape(name).replace("'", "’")
    wanted = re.compile(
        rf"(?<![\w’])(?P<article>(?:de l’|à l’|l’)|(?:de la|à la|le|la|les|du|des|au|aux) )?{spelt}(?!\w)",
        re.IGNORECASE,
    )
    found: Counter[str] = Counter()
    left = _MOST
    for text in texts:
        for match in wanted.finditer(text[:left].replace("'", "’")):
            found[_ARTICLES.get((match["article"] or "").strip().lower(), "")] += 1
        left -= len(text)
        if left <= 0:
            break
    return found


def _determiners() -> frozenset[str]:
    """Return how a name begins that takes no article: determiners, "de" where it was cut wrongly."""
    words = lexicon.french().words
    return frozenset(w.rstrip("'") for w in words["determiners"] | words["contracted"]) | {"de", "d"}
