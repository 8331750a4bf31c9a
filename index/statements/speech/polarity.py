"""How a cue stands to what it governs: said, denied, declined, not yet said, said to have been said."""

from __future__ import annotations

from index.news import Mood, Polarity
from index.statements.speech.cue import Cue
from index.statements.text.words import Token

_DENY = frozenset(
    (
        "démentir",
        "nier",
        "contester",
        "réfuter",
        "récuser",
        "se défendre",
        "s'inscrire en faux",
        "rejeter",
        "écarter",
        "exclure",
    )
)
_STRONG_DENY = frozenset(("démentir", "nier", "réfuter", "récuser", "contester"))
# What is declined: "n'a pas souhaité commenter", "refuse de parler de".
COMMENT = frozenset(
    (
        "commenter",
        "répondre",
        "réagir",
        "préciser",
        "confirmer",
        "s'exprimer",
        "détailler",
        "communiquer",
        "révéler",
        "dévoiler",
        "s'expliquer",
        "dire",
        "parler",
        "évoquer",
        "se",
        "prononcer",
        "témoigner",
        "admettre",
        "reconnaître",
        "condamner",
        "démentir",
        "infirmer",
    )
) | {"se prononcer", "s'exprimer", "s'expliquer"}
_LITOTES = frozenset(("exclure", "cacher"))


def polarity(cue: Cue, tokens: list[Token], quoted: bool) -> Polarity:  # noqa: PLR0911  # a ladder of forms
    """Return the polarity of one cue; `quoted` tells whether it governs words between marks."""
    group = cue.group
    if group is None:
        return "asserts"
    if group.sense == "declines":
        return "declines"
    if group.negated:
        if group.lemma in _STRONG_DENY or group.lemma == "s'inscrire en faux":
            return "not_denied"
        if group.lemma in _LITOTES or (group.lemma.startswith("se ") and group.lemma == "se défendre"):
            return "asserts"
        if "k" in cue.frames and cue.shape == "passive":
            return "denies"
        return (
            "did_not_say"
            if not quoted or group.lemma in ("dire", "préciser", "faire mention", "confirmer", "annoncer")
            else "denies"
        )
    if group.lemma in _STRONG_DENY:
        return "denies"
    if (
        group.lemma == "se défendre"
        and cue.shape != "incise"
        and cue.after < len(tokens)
        and tokens[cue.after].low in ("de", "d'")
    ):
        return "denies"
    return "asserts"


def mood(cue: Cue, quoted: bool) -> Mood:
    """Return the mood of the cue group itself; a conditional inside the content is the speaker's own."""
    group = cue.group
    if group is None:
        return "indicative"
    if group.sense == "announced":
        return "announced"
    if group.conditional:
        return "conditional"
    if group.tense == "future" and not quoted:
        return "announced"
    return "indicative"
