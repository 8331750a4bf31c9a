"""Runs of capitals to names: where one starts and ends, what its words say it is."""

from __future__ import annotations

from collections.abc import Iterator

from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import Name, joined
from index.statements.text.words import Token


def first_name(lexicon: Lexicon, word: str) -> str:
    """Return the gender letter of a first name, "" when the word is none; Jean-Luc follows Jean."""
    low = word.lower()
    known = lexicon.first_names.get(low)
    if known is None and low[:1] in "éè":
        known = lexicon.first_names.get("e" + low[1:])
    if known is None and "-" in low:
        known = lexicon.first_names.get(low.split("-")[0])
    return known or ""


# Endings of French first names, the first that fits decides. To add one: longer endings stand before shorter.
_ENDINGS: tuple[tuple[str, str], ...] = (
    *((ending, "") for ending in ("oine", "aine", "ddine")),
    *((ending, "f") for ending in ("ienne", "ette", "elle", "ine")),
    *((ending, "m") for ending in ("ien", "bert", "mond", "ard", "aud", "ric")),
)


def ending_gender(word: str) -> str:
    """Return the gender a first name in no list tells by its French ending, "" where it tells none."""
    return next((told for ending, told in _ENDINGS if word.lower().endswith(ending)), "")


def title_gender(lexicon: Lexicon, title: str) -> str:
    """Return m or f where a title tells it, else ""."""
    if lexicon.is_("titles_m", title):
        return "m"
    return "f" if lexicon.is_("titles_f", title) else ""


def is_common(lexicon: Lexicon, token: Token) -> bool:
    """Tell whether a capitalised word is a common one that merely opens a sentence."""
    low = token.low
    if low in lexicon.words["closed"] or low in lexicon.words["have"] or low in ("seul", "seule"):
        return True
    if low in lexicon.first_names:
        return False
    return (
        low in lexicon.forms
        or low in lexicon.catenatives
        or (low in lexicon.roles and "o" not in lexicon.roles[low])
    )


def runs_of(lexicon: Lexicon, tokens: list[Token], number: int) -> Iterator[Name]:
    """Yield the runs of capitals of a sentence."""
    index, titles = 0, lexicon.words["titles"]
    while index < len(tokens):
        titled = tokens[index].low in titles
        if not titled and not tokens[index].capital:
            index += 1
            continue
        # le procureur général d'Arvène: the second word of an office is no title
        office = index > 0 and lexicon.kinds(tokens[index - 1].text) and not tokens[index].capital
        title_at = index if titled and not office else -1
        first = index + 1 if title_at >= 0 else index
        last = _extent(lexicon, tokens, first)
        if (
            title_at >= 0
            and last <= first
            and first + 1 < len(tokens)
            and not first_name(lexicon, tokens[first + 1].text)  # un lieutenant de Paul Astier
            and tokens[first].low in ("de", "d'", "du", "von", "van", "el", "al", "ben", "la", "le")
            and (
                tokens[first + 1].capital
                or (tokens[first].low in ("von", "van") and tokens[first + 1].low in ("der", "den"))
            )
        ):
            last = _extent(lexicon, tokens, first + 1 if tokens[first + 1].capital else first + 2)
        if last <= first:
            index += 1
            continue
        yield from _cut(lexicon, tokens, number, (title_at, first, last))
        index = last


def _extent(lexicon: Lexicon, tokens: list[Token], first: int) -> int:
    """Return where the run that starts at a token ends; `first` where none starts."""
    if first >= len(tokens) or not tokens[first].capital or tokens[first].text.endswith(("'", "’")):
        return first
    if (first == 0 or tokens[first - 1].kind in ("mark", "quote")) and is_common(lexicon, tokens[first]):
        article = lexicon.is_("determiners", tokens[first].low) and _media(lexicon, tokens, first)
        return article or first
    article_end = _media(lexicon, tokens, first)
    if article_end:
        return article_end
    if (
        tokens[first].text.isupper()
        and tokens[first].text in lexicon.roles
        and tokens[first].text not in lexicon.organisations
    ):
        return first  # l'ONG, le PDG: common nouns
    if lexicon.is_("determiners", tokens[first].low) or lexicon.is_("contracted", tokens[first].low):
        return first
    last = first + 1
    while last < len(tokens) and last - first < 7:
        step = _joined_to(lexicon, tokens, first, last)
        if not step:
            break
        last += step
    return last


def _joined_to(lexicon: Lexicon, tokens: list[Token], first: int, last: int) -> int:
    """Return how many tokens go on with a run: a capital, a particle with one, a figure."""
    token = tokens[last]
    if token.capital:
        shouted = token.text.isupper() and len(token.text) > 1
        # a line in capitals: DUPONT DÉNONCE UNE ...
        return 0 if shouted and (token.low in lexicon.forms or is_common(lexicon, token)) else 1
    rest = tokens[last + 1 : last + 3]
    if token.low in lexicon.words["particles"] and rest and rest[0].capital:
        return 2 if _particle(lexicon, tokens, first, last) else 0
    if token.low in ("de", "von", "van") and len(rest) > 1 and rest[0].low in ("la", "der", "den", "l'"):
        return 3 if rest[1].capital and _particle(lexicon, tokens, first, last) else 0
    numbered = token.kind == "number" and token.text.isdigit() and len(token.text) <= 2
    return 1 if numbered and _text(tokens, first, last + 1) in lexicon.media else 0


def _particle(lexicon: Lexicon, tokens: list[Token], first: int, at: int) -> bool:
    """Tell whether a particle belongs to a person's name: after one word that is a first name."""
    foreign = tokens[at].low not in ("de", "du", "des", "d'", "la", "le", "y", "e")
    known = bool(first_name(lexicon, tokens[first].text))
    return (known and (at - first == 1 or foreign)) or (foreign and at - first == 1)


def _text(tokens: list[Token], first: int, last: int) -> str:
    return joined(tuple(t.text for t in tokens[first:last]))


def _media(lexicon: Lexicon, tokens: list[Token], first: int) -> int:
    """Return the end of the longest medium or place that starts at a token, 0 where none does."""
    if tokens[first].text not in lexicon.openings:
        return 0
    for last in range(min(len(tokens), first + 5), first, -1):
        text = _text(tokens, first, last)
        if last - first > 1 or not tokens[first].low.endswith("'"):
            if text in lexicon.media and (last - first > 1 or len(text) > 2):
                return 0 if last - first == 1 and _goes_on(lexicon, tokens, last) else last
            if last - first > 1 and (text in lexicon.metonyms or text in lexicon.bodies):
                return last
    return 0


def _goes_on(lexicon: Lexicon, tokens: list[Token], at: int) -> bool:
    """Tell whether a medium's name is the first of two words of another's: Capital Economics."""
    if at >= len(tokens) or not tokens[at].capital or tokens[at].text.isupper():
        return False
    told = at > 1 and tokens[at - 2].low in lexicon.words["prepositions"]  # "sur RTL Anne"
    after, known = tokens[at], first_name(lexicon, tokens[at].text) or lexicon.kinds(tokens[at].text)
    alone = at + 1 >= len(tokens) or not tokens[at + 1].capital
    return (
        alone
        and not told
        and not known
        and after.low not in lexicon.forms
        and after.low not in lexicon.words["titles"]
    )


def _cut(lexicon: Lexicon, tokens: list[Token], number: int, run: tuple[int, int, int]) -> Iterator[Name]:
    """Yield the names of one run: "Intérieur Jean Dupont" is an office's word and a person."""
    title_at, first, last = run
    title = tokens[title_at].low if title_at >= 0 else ""
    text = _text(tokens, first, last)
    if not title and text in lexicon.bodies:
        yield _name(tokens, number, (-1, first, last), "", "org")
        return
    if not title and (text in lexicon.media or text in lexicon.metonyms):
        yield _name(tokens, number, (-1, first, last), "", "media" if text in lexicon.media else "metonym")
        return
    noun = _reigning(lexicon, tokens, first, last)
    if not title and noun >= 0:
        title, first = tokens[noun].low, noun + 1
    if not title and first and tokens[first - 1].low in lexicon.words["articles_before_places"]:
        for at in range(last - 1, first, -1):
            if _text(tokens, first, at) in lexicon.metonyms or _text(tokens, first, at) in lexicon.media:
                yield from _cut(lexicon, tokens, number, (-1, first, at))
                yield from _cut(lexicon, tokens, number, (-1, at, last))
                return
    if not title and last - first > 2 and tokens[first].low in lexicon.words["domains"]:
        yield from _cut(lexicon, tokens, number, (-1, first, first + 1))
        yield from _cut(lexicon, tokens, number, (-1, first + 1, last))
        return
    if not title:
        for at in range(first + 1, last - 1):
            initial = tokens[at - 1].text.endswith(".") and len(tokens[at - 1].text) < 4
            if (
                first_name(lexicon, tokens[at].text)
                and not first_name(lexicon, tokens[first].text)
                and not initial
            ):
                yield from _cut(lexicon, tokens, number, (-1, first, at))
                yield _name(tokens, number, (-1, at, last), "", "person")
                return
    if title:
        yield _name(tokens, number, (title_at, first, last), title, "person")
        return
    yield _name(tokens, number, (-1, first, last), "", _guess(lexicon, tokens, first, last))


def _reigning(lexicon: Lexicon, tokens: list[Token], first: int, last: int) -> int:
    """Return where the noun stands that gives a first name to a run, "le pape X"; -1 where none does."""
    nouns = lexicon.words["reigning"]
    if first and tokens[first - 1].low in nouns:
        return first - 1
    printed = first and last - first > 1 and tokens[first].low in nouns  # le Pape X
    return first if printed and lexicon.is_("determiners", tokens[first - 1].low) else -1


def _guess(lexicon: Lexicon, tokens: list[Token], first: int, last: int) -> str:
    words = [t.low for t in tokens[first:last]]
    strong = words[-1] in lexicon.organisations and words[-1] not in ("royal", "royale", "e", "force")
    if last - first > 1 and first_name(lexicon, tokens[first].text) and not strong:
        return "person"
    if any(w in lexicon.organisations for w in words) or "o" in lexicon.roles.get(tokens[first].text, ""):
        return "org"
    if last - first == 1 and tokens[first].text.isupper() and 2 <= len(words[0]) <= 7 and "-" not in words[0]:
        return "org" if not first_name(lexicon, tokens[first].text) else ""
    return ""


def _name(tokens: list[Token], number: int, run: tuple[int, int, int], title: str, guess: str) -> Name:
    title_at, first, last = run
    words = tuple(t.text for t in tokens[first:last])
    start = title_at if title_at >= 0 else first
    return Name(number, start, last, tokens[start].start, tokens[last - 1].end, words, title, guess)
