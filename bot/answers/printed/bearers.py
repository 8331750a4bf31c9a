"""Whether words given to somebody are surely that person's: two of one family name are told apart by gender.

"Mme Kerl" is not Anton Kerl, and "M. Kerl" is nobody for sure in an article about two of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from bot.answers.questions import mentions
from bot.answers.questions.words import sense
from index import analysis
from index.news import Statement
from index.statements.language import lexicon

Gender = Literal["f", "m", ""]
_HER = re.compile(r"(?:Mme|Mlle|Madame|elle|la|une|cette|celle-ci|l[’']ancienne|Mrs|Ms|she)\b", re.IGNORECASE)
# "le ministre" may be a woman: the masculine article tells nothing of who speaks, "M." and "il" do.
_HIM = re.compile(r"(?:M\.|MM\.|Monsieur\b|il\b|celui-ci\b|ce dernier\b|Mr\b|he\b)", re.IGNORECASE)
_FRAME = re.compile(r"\b(?P<article>[Ll]a|[Ll]e)\s+(?P<noun>[\w-]+)(?:\s+[\w’'-]+){0,9}?,?\s*$")
_TITLE = re.compile(r"\b(?P<title>Mme|Mlle|Madame|M\.|Monsieur)\s*$")
_BEFORE = 110  # characters before a name in which its office stands
_CLAUSE = re.compile(r"[.;:«»“”\"\n]|, (?=[A-ZÀ-Ý])")


def surely(statement: Statement, text: str, texts: Sequence[str]) -> bool:
    """Tell whether a statement is its speaker's beyond a mix-up of names.

    `text` is its article's; `texts` are others that may name the speaker, which tell the gender.
    """
    name, surface = statement.speaker, statement.speaker_surface
    mine = mentions.parts(name)
    beside = {t.word for t in analysis.terms(surface)}
    if len(mine) < 2 or statement.speaker_type != "person" or set(mine) <= beside:
        return True
    known, shown = gender(name, tuple(texts)), _of_surface(surface)
    if known and shown and known != shown:
        return False
    others = namesakes(name, text)
    if not others or not (shown or mine[-1] in beside):
        return True
    return bool(known) and known == shown and all(gender(o, tuple(texts)) not in ("", known) for o in others)


def namesakes(name: str, text: str) -> set[str]:
    """Return the full names of others of the same family name in a text."""
    words = name.split()
    found = re.findall(rf"\b([A-ZÀ-Ý][\w’-]+)\s+{re.escape(words[-1])}\b", text)
    strangers = {
        w for w in found if not any(mentions.alike(analysis.fold(w), p) for p in mentions.parts(name))
    }
    skipped = sense("titles") | analysis.stopwords()
    return {f"{w} {words[-1]}" for w in strangers if analysis.fold(w) not in skipped and w != "Mme"}


@lru_cache(maxsize=2048)
def gender(name: str, texts: tuple[str, ...]) -> Gender:
    """Return the gender that the titles and offices right before a full name show, "" where none does."""
    pattern = re.compile(r"\s+".join(map(re.escape, name.split())) + r"\b")
    votes = [
        _before(text[max(0, m.start() - _BEFORE) : m.start()])
        for text in texts
        for m in pattern.finditer(text)
    ]
    women, men = votes.count("f"), votes.count("m")
    return "f" if women > men else "m" if men > women else ""


def _before(text: str) -> Gender:
    title = _TITLE.search(text)
    if title:
        return "m" if title["title"] in ("M.", "Monsieur") else "f"
    clause = _CLAUSE.split(text)[-1]
    roles = _roles()
    for start in (m.start() for m in re.finditer(r"\b[Ll][ae]\s", clause)):
        frame = _FRAME.match(clause, start)
        if frame and frame["noun"].lower() in roles:
            return "f" if frame["article"].lower() == "la" else "m"
    return ""


@cache
def _roles() -> frozenset[str]:
    """Return the first words of the offices of the lexicon: "secrétaire" of "secrétaire général"."""
    return frozenset(role.split()[0] for role in lexicon.french().roles)


def _of_surface(surface: str) -> Gender:
    if _HER.match(surface):
        return "f"
    return "m" if _HIM.match(surface) else ""
