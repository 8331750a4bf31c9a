"""More articles than there are: the real ones again, each time with some of their words changed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from tests.bench.rows import Row

_WORD = re.compile(r"\b[a-zà-ÿ]{4,}\b")
_CHANGED = 0.3  # of the long words, so that no round is taken for wire copies of another


def varied(articles: Sequence[Row], size: int) -> list[Row]:
    """Return so many articles; the first are the real ones, and equal calls return equal articles.

    A changed word is another word of the same corpus, so that the vocabulary does not grow out of nothing;
    names, figures and the words of saying mostly stay, so that statements are read in every round.
    """
    words = sorted({w for a in articles[:2000] for w in _WORD.findall(a["text"])})
    chance = random.Random(20_000)

    def other(found: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < _CHANGED else found.group()

    made = list(articles[:size])
    while len(made) < size:
        number = len(made)
        article = articles[number % len(articles)]
        text = _WORD.sub(other, article["text"])
        made.append(article | {"id": f"{article.get('id', 'a')}-{number}", "text": text, "url": None})
    return made
