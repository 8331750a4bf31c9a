"""Whose words, or who, a question is about: the name beside the verb of speech or after "qui est".

Works on the text as written and on its folded form of the same length (`question.flat`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.answers.questions.words import sense
from index.analysis import fold, stopwords


class Voice(NamedTuple):
    """The person whose words are asked for.

    `whole`: the words themselves are the answer ("Qu'a dit X ?"), not only their source ("selon X");
    `strict`: a verb of speech was used, not one of will ("que veut X ?") that a report may answer too.
    """

    name: str
    whole: bool
    strict: bool


_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_ASKS_WORDS = re.compile(
    r"^(?:et |alors |mais )?(?:qu'|que |quoi |what |comment |how "
    r"|quels? (?:sont les )?(?:propos|mots)|quelles (?:sont les )?(?:declarations|reactions)"
    r"|quelle (?:est |a ete |fut )?(?:la )?(?:reaction|reponse|declaration|position|opinion))"
)
# "X a-t-il vraiment parlé de ... ?", "Est-ce que X a dit ... ?", "Did X say ... ?"
_WHETHER = re.compile(
    r"^(?:et |mais |alors )?(?:(?P<who>.{2,60}?) (?:a|ont|avait|avaient)-(?:t-)?(?:il|elle|ils|elles)"
    r"|est-ce qu(?:e |')(?P<whom>.{2,60}?) (?:a|ont|avait|avaient)|(?:did|has|have) (?P<they>.{2,60}?))"
    r"(?: (?:pas|aussi|" + "|".join(sorted(sense("whether"))) + "))* "
    r"(?:" + "|".join(sorted(sense("saying") | sense("presumed"), key=len, reverse=True)) + r")\b"
)
_NOT_SPEECH = re.compile(
    r"^qu'est[- ]ce qui\b|\bveu(?:t|lent) dire\b|\bveut-(?:il|elle|on) dire\b|-t-on\b"
    r"|\bappel(?:le|lent|ait|e)\b(?! a)"
)
_SOURCE = re.compile(r"\b(?:selon|d'apres|according to|dixit|aux yeux de|de l'avis de)\s+")
_IDENTITY = (
    re.compile(
        r"^(?:mais |et )?(?:qui (?:est|etait|fut)|qui c'est|c'est qui|who(?: is| was|'s)) "
        r"(?P<who>.+?)[\s?.!]*$"
    ),
    re.compile(
        r"^(?:quel(?:le)? (?:est|etait|fut) |what (?:is|was) )(?:la |le |l'|the )?"
        r"(?:fonction|role|poste|metier|profession|titre|statut|activite|job|position|title|occupation)s? "
        r"(?:exacte? |actuel(?:le)? )?(?:de |d'|du |of )(?P<who>.+?)[\s?.!]*$"
    ),
    re.compile(r"^what (?:is|was) (?P<who>.+?)'s (?:job|role|position|title|occupation)[\s?.!]*$"),
    re.compile(r"^que fait (?P<who>.+?) dans la vie[\s?.!]*$"),
    re.compile(r"^quel metier (?:exerce|fait) (?P<who>.+?)[\s?.!]*$"),
)
_ARTICLES = frozenset({"le", "la", "les", "l", "un", "une", "the", "ce", "cette", "son", "sa"})
_ADDRESS = frozenset({"m", "mm", "mme", "mmes", "mlle", "me", "dr", "pr", "mgr", "mr", "mrs", "ms"})
_LATEST_WILL = 4  # words; further on a verb of will belongs to another clause than the question's
_ROLE = re.compile(
    r"(?:(?:le|la|les|un|une|the|ce|cette|son|sa)\s+|l['’]\s*)[\w-]+"
    r"(?:\s+(?!(?:de|du|des|sur|en|à|a|dans|pour|contre|avec|au|aux)\b)[\w-]+)?"
    r"(?:\s+(?:de la|de l['’]|du|des|de|d['’]|of the|of)\s*[\w-]+)?",
    re.I,
)
_JOINING = frozenset({"von", "van", "der", "den", "el", "al", "ben", "bin", "di", "dos", "da"})


def identity(text: str, plain: str) -> str | None:
    """Return the name of the person that a who-is question asks about, or None.

    "Qui est le maire de X ?" names an office, not a person, and is no who-is question.
    """
    for pattern in _IDENTITY:
        match = pattern.match(plain)
        if not match:
            continue
        who = text[match.start("who") : match.end("who")]
        words = [w.group() for w in _WORD.finditer(who)]
        while (
            len(words) > 1 and words[0].lower() in sense("titles") | {"le", "la", "l"} and _is_name(words[1:])
        ):
            words = words[1:]
        if _is_name(words):
            return who[who.index(words[0]) :]
        # In lower case only a bare name can be told from a description.
        if 1 < len(words) <= 4 and not {flat.lower() for flat in words} & (stopwords() | _ARTICLES):
            return who
    return None


def voice(text: str, plain: str) -> Voice | None:
    """Return whose words a question asks for, or None; see `Voice`."""
    text = _WORD.sub(_plain_title, text)
    source = _SOURCE.search(plain)
    if source:
        name = _name_at(text, plain, source.end())
        return Voice(name, whole=False, strict=False) if name and name[0].isupper() else None
    whether = _WHETHER.match(plain)
    if whether and (said := _whether(text, whether)):
        return said
    if not _ASKS_WORDS.match(plain) or _NOT_SPEECH.search(plain):
        return None
    manner = plain.startswith(("comment ", "how "))
    for place, word in enumerate(_WORD.finditer(plain)):
        verb = re.sub(r"-(?:t-)?(?:il|elle|ils|elles|on)$", "", word.group())
        strict = verb in sense("manner" if manner else "saying")
        if strict or (verb in sense("willing") and not manner and place < _LATEST_WILL):
            name = _beside(text, plain, word.span(), strict)
            return Voice(name, whole=True, strict=strict and _owned(name)) if name else None
    return _reaction(text, plain)


def _plain_title(word: re.Match[str]) -> str:
    """Return a word as it stands, a title in lower case: "le Premier ministre" is nobody called Premier."""
    folded = fold(word.group())
    return word.group().lower() if folded in sense("titles") and folded not in _ADDRESS else word.group()


def _whether(text: str, match: re.Match[str]) -> Voice | None:
    """Return whose words tell whether something was said; a name or an office is all that may stand there."""
    group = next(g for g in ("who", "whom", "they") if match[g])
    who = text[match.start(group) : match.end(group)]
    first, _, rest = who.partition(" ")
    if fold(first) in sense("opening"):
        return None
    name = _capitalised(rest if fold(first) in _ARTICLES else who)
    whole = name is not None and set(_folded(who.replace(name, ""))) <= sense("titles") | _ARTICLES
    if name and whole:
        return Voice(name, whole=True, strict=True)
    office = _ROLE.fullmatch(who)  # "Le ministre de la Santé a-t-il dit ... ?"
    titled = office and fold(_WORD.findall(who)[1]) in sense("titles")
    return Voice(f"{who[0].lower()}{who[1:]}", whole=True, strict=True) if titled else None


def _beside(text: str, plain: str, verb: tuple[int, int], strict: bool) -> str | None:
    """Return the name before the verb when it is written as one, else the one after it."""
    before = _name_before(text, verb[0], plain)
    if before and before[0].isupper():
        return before
    after = _name_at(text, plain, verb[1]) or before
    # "Que veut faire X": what follows a verb of will in lower case is an infinitive.
    written = after and (strict or after[0].isupper() or after.split()[0].lower() in _ARTICLES)
    return after if written else None


def _reaction(text: str, plain: str) -> Voice | None:
    match = re.search(
        r"\b(?:reactions?|reponses?|declarations?|position|opinion|propos|mots) (?:de |d'|du )", plain
    )
    name = _name_at(text, plain, match.end()) if match else None
    return Voice(name, whole=True, strict=_owned(name)) if name else None


def _folded(text: str) -> list[str]:
    return [fold(w.group()) for w in _WORD.finditer(text)]


def _owned(name: str) -> bool:
    """A person or an office has words of its own; "la loi", "les auteurs" may be told of by others."""
    words = [w.group() for w in _WORD.finditer(name)]
    return words[0].lower() not in _ARTICLES or any(w.lower() in sense("titles") for w in words)


def _is_name(words: list[str]) -> bool:
    """Capitals at both ends, and nothing but particles in lower case between."""
    lower = {w.lower() for w in words if not w[0].isupper()}
    return bool(words) and words[0][0].isupper() and words[-1][0].isupper() and lower <= sense("particles")


def _name_at(text: str, plain: str, place: int) -> str | None:
    """Return the name that begins at a place, titles before it left out."""
    rest = text[place:]
    stop = re.search(r"[?,;:!]", rest)
    rest = rest[: stop.start()] if stop else rest
    words = list(_WORD.finditer(rest))
    for i, word in enumerate(words):
        folded = plain[place + word.start() : place + word.end()]
        if word.group()[0].isupper() and folded not in _ADDRESS:
            name = _capitalised(rest[word.start() :])
            before = fold(words[i - 1].group()) if i else ""
            # One name alone is somebody's with its title: "le pape François", not any François.
            return f"{before} {name}" if before in sense("regnal") and name and " " not in name else name
        if (i > 0 and folded in sense("topic")) or (i == 0 and folded in sense("topic") - {"l", "le", "la"}):
            # An office may hold the topic words: "le ministre de la Santé".
            break
    return _lower_name(rest.strip())


def _lower_name(rest: str) -> str | None:
    first = _WORD.search(rest)
    if not first or first.group().lower() in sense("topic") | {"à"}:
        return None
    if first.group().lower() in _ARTICLES:
        match = _ROLE.match(rest)
        named = rest[match.end() :].strip() if match else ""
        if named[:1].isupper():  # "le ministre de l'Intérieur Paul Verrier" is called by his name
            return _capitalised(named)
        return match.group() if match else None
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(rest):
        if word.group().lower() in sense("topic") or len(words) == 4:
            break
        words.append(word)
    return rest[words[0].start() : words[-1].end()] if words else None


def _name_before(text: str, place: int, plain: str) -> str | None:
    """Return the name between the question word and the verb: "What did X say", "Qu'est-ce que X a dit"."""
    opening = re.match(
        r"(?:et |alors )?(?:qu'est[- ]ce qu(?:e |')|que |what (?:did|does|has|do|have|is|was) "
        r"|how (?:did|does|has) |comment )",
        plain,
    )
    if not opening or opening.end() >= place:
        return None
    between = re.sub(
        r"\s+(?:n')?(?:a|ont|avait|est|s'est)(?:-t-(?:il|elle))?(?: \w+)?\s*$",
        "",
        text[opening.end() : place],
    ).strip()
    name = _capitalised(between)
    if name and re.search(rf"\bthe {re.escape(name)} [a-z]", between):
        return None  # "the French minister": no name
    return name or _lower_name(between)


def _capitalised(text: str) -> str | None:
    """Return the first capitalised name of a text, particles inside it kept."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if not words and word.group().lower() in _ADDRESS:
            continue
        if word.group()[0].isupper() or (words and word.group() in _JOINING):
            words.append(word)
        elif words:
            break
        if words and "," in text[words[0].start() : word.end()]:
            break
    while words and not words[-1].group()[0].isupper():
        words.pop()
    return text[words[0].start() : words[-1].end()] if words else None
