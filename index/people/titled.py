"""The name behind a title: "le président Dorval", "la maire de Lindrac Odile Dorval".

It proposes; whether anybody bears such a name is for the archive to say. A name to which something is only
tied ("l'avocat d'Odile Marsanne") is not who is called so, and a body that bears one ("la fondation Odile
Marsanne") is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.people import names
from index.people.bodies import bodies
from index.people.tables import fold
from index.people.wording import feminine, normalise
from index.statements.language import lexicon

_WORD = re.compile(r"[^\W_]+")
_TIED = re.compile(
    r"(?:\b(?:de|du|des|of|à|au|aux|chez|son|sa|leur|et|and)(?:\s+la)?|\b[dl]['’])\s*$", re.IGNORECASE
)
_ARTICLES = frozenset({"l", "le", "la", "the"})


def within(query: str) -> Iterator[str]:
    """Yield the names that may be meant behind a title, the likeliest first; none for a bare name."""
    parts = [part.strip() for part in query.split(",")]
    for part in parts:
        if len(parts) > 1 and _written(part) and not names.is_partial(part):
            yield part
        for place in [m.end() for m in re.finditer(r"\s+", part)]:
            head, tail = part[:place].strip(), part[place:]
            if _called(head, tail) or _ends(head, tail):
                yield from _addressed(head, tail)


def _called(head: str, tail: str) -> bool:
    """Tell whether a name follows titles and no more than whose they are: "l'ancien président français"."""
    found = [fold(word) for word in _WORD.findall(head)]
    known, beside, adjectives = names.titles_of_office(), names.beside_titles(), bodies().adjectives
    if not found or found[-1] in _ARTICLES or not any(word in known for word in found):
        return False
    if not all(word in known | beside | _ARTICLES or (word,) in adjectives for word in found):
        return False
    words = [fold(word) for word in _WORD.findall(tail)] or [""]
    bare = tail.islower() and not {"de", "du", "des", "d", "of", "aux", "a"} & set(words)
    return words[0] not in known | beside and (bare or _written(tail))


def _ends(head: str, tail: str) -> bool:
    """Tell whether what a person is ends here, and the name begins."""
    if _TIED.search(head) or not _written(tail) or not _personal(head):
        return False
    opening = fold(re.split(r"[\s-]", tail)[0]) in names.first_names()
    run = _run(head)
    if not run:
        return not names.is_partial(tail)
    if {run[0], run[-1]} & set(names.first_names()):  # "l'avocat de Jean Odile Marsanne" is one name
        return False
    office = normalise(head)
    told = office is not None and (office.dated or "_" in office.function)  # a code of `functions.tsv`
    return told or (opening and not names.is_partial(tail))


def _written(tail: str) -> bool:
    """Tell whether some words are a name's by their capitals."""
    found = tail.split() or [""]
    inner = all(w[:1].isupper() or fold(w) in names.particles() for w in found)
    return inner and found[0][:1].isupper() and found[-1][:1].isupper()


def _personal(head: str) -> bool:
    """Tell whether some words open with what a person is: "la maire de", not "la fondation"."""
    roles = lexicon.french().roles
    kinds = (roles.get(word.lower(), "") for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", head))
    return bool({"m", "f"} & set(next(filter(None, kinds), "")))


def _run(head: str) -> list[str]:
    """Return the folded capitalised words that end what stands before a name, articles left out."""
    found: list[str] = []
    for word in reversed(_WORD.findall(head)):
        if not word[:1].isupper() or fold(word) in _ARTICLES:
            break
        found.insert(0, fold(word))
    return found


def _addressed(head: str, tail: str) -> Iterator[str]:
    """Yield a name as its title tells who bears it: "la ministre Dorval" is no M. Dorval."""
    if names.is_partial(tail) and feminine(head):
        yield f"Mme {tail}"
        return
    if names.is_partial(tail) and fold(head).startswith("le "):
        yield f"M. {tail}"  # "le ministre Dorval" may be a woman too
    yield tail
