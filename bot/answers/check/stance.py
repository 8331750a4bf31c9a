"""The stand that a claim takes on a thing: "X soutient la grève" is not said by whoever speaks of the grève.

Where a verb of approval, blame, wish or avowal governs a bare thing, nearly all that is claimed stands in the
verb; a statement must take a stand of that kind in its cue or its sentence. What follows
"que" is told whole, and says itself what it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.answers.check.claim import Claim, infinitive
from bot.answers.check.comparing import Word
from bot.answers.check.words import groups, phrases
from index.analysis import family, stem

_FEW = 3  # words that carry meaning: what has more of them in common is seldom chance
_THAT = re.compile(r"\b(?:que|qu['’]|that) ?$", re.IGNORECASE)


def of_claim(claim: Claim) -> frozenset[str]:
    """Return the words of which a statement must have one to take a claim's stand; empty: any will do."""
    before = claim.text[: max(0, claim.text.find(claim.content))]
    if claim.quotes or _THAT.search(before):
        return frozenset()
    return next((group for group in _stands() if _verb(claim.cue) in group), frozenset())


def taken(wanted: frozenset[str], plain: int, cue: str, said: Sequence[Word]) -> bool:
    """Tell whether a sentence that a cue reports takes a stand that is wanted, or by its cue the contrary.

    `plain`: how many of the claim's words it has, names left out.
    """
    if not wanted or plain > _FEW:
        return True
    verb = _verb(infinitive(cue))
    approving, blaming, *_ = _stands()
    contrary = approving | blaming if wanted in (approving, blaming) else frozenset[str]()
    if verb in wanted | contrary | phrases("refusing"):
        return True
    kinds = {family(stem(word)) for word in wanted}
    return any(_verb(infinitive(w.key)) in wanted or family(stem(w.key)) in kinds for w in said)


def reports(wanted: frozenset[str], cue: str) -> bool:
    """Tell whether a cue is itself one of the verbs that are wanted."""
    return _verb(infinitive(cue)) in wanted


def _verb(known: str) -> str:
    """Return the verb of an entry of the verbs that report words: "vouloir croire" is a form of vouloir."""
    return known if known.startswith(("se ", "s'")) else known.partition(" ")[0]


@cache
def _stands() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in groups("stands"))
