"""Whether printed sentences tell what a question asks of one thing: its capital, its price, its founder.

That a sentence names the thing is not enough: what tells it must stand there of that thing, "la capitale de
X", "X compte 3 000 habitants", and not of another, "Y, capitale de Z, près de X".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.answers.printed.evidence import Sentence, Weighed, parts
from bot.answers.questions import mentions
from bot.answers.questions.attribute import Attribute
from index import analysis
from index.analysis import Term
from index.news import Hit
from index.people import bodies

_ENOUGH = 0.75  # share of the weight of the thing's words that names it
_NEAR = 250  # characters before a sentence in which a title may stand that it goes on about
_AROUND = 500  # characters before a sentence that may name what it is about
_OF = re.compile(
    r"(?:\s+[a-zà-ÿ-]+(?:ale?|el(?:le)?|ive?|aire|ien(?:ne)?|oint|ique))?"
    r"\s+(?:d[eu]s?\b|de la\b|d[’']|de l[’'])\s*(?P<rest>[^.,;:!?»”\"()]{0,60})"
)
_ADJECTIVE = re.compile(r"\s+(?P<word>[a-zà-ÿ-]+)")
_WORD = re.compile(r"[^\W\d_]*")
_NAMED = re.compile(r"(?<=[\s(«“\"’'-])[A-ZÀ-Ý][\w-]+")
_POSSESSIVE = re.compile(r"\b(?:sa|son|ses|leurs?|il|elle|lui)\b[^.;]{0,40}$", re.I)
# What opens a sentence that goes on about a person.
_PERSON = re.compile(r"(?:Il|Elle|Née?|[ÂA]gée?|Cet|Cette|L[’']homme|La femme|Ce dernier|L[’']anci|Son|Sa)\b")
_BEFORE, _BEHIND = 70, 100  # characters around what tells it in which another name is looked for


def told(attribute: Attribute, words: Sequence[Weighed], found: Iterable[Sentence]) -> bool:
    """Tell whether any sentence tells it."""
    return any(tells(attribute, words, sentence) for sentence in found)


def tells(attribute: Attribute, words: Sequence[Weighed], sentence: Sentence) -> bool:
    """Tell whether a sentence tells it of the thing asked about, named there or just before."""
    text = sentence.span.text
    found = list(attribute.tells.finditer(text.lower().replace("’", "'")))
    thing = _thing(attribute, words)
    if attribute.beside and _has_title(thing, text) and _has_name(words, text):
        return True
    places = [(m.start(), _end(text, m.end())) for m in found]
    return any(
        _of(attribute, thing, sentence, (start, end))
        for start, end in places
        if not attribute.named or _has_name(words, text[max(0, start - _BEFORE) : end + _BEHIND])
    )


def _end(text: str, place: int) -> int:
    """Return where the word ends in which a place is."""
    rest = _WORD.match(text, place)
    return rest.end() if rest and text[place - 1].isalpha() else place


def _thing(attribute: Attribute, words: Sequence[Weighed]) -> list[Weighed]:
    """Return the words of the thing asked about: its names, where it has some."""
    stems = {t.stem for t in analysis.terms(attribute.of)}
    asked = [w for w in words if w.stem in stems]
    return [w for w in asked if w.name] or asked


def _has_name(words: Sequence[Weighed], text: str) -> bool:
    """Tell whether a text has a name that the question has not."""
    asked = {w.word for w in words} | analysis.stopwords()
    return any(text[t.start].isupper() and t.word not in asked for t in analysis.terms(text))


def _of(attribute: Attribute, thing: Sequence[Weighed], sentence: Sentence, place: tuple[int, int]) -> bool:
    """Tell whether what tells it, at a place of a sentence, is said of the thing."""
    text, hit = sentence.span.text, sentence.hit
    before, after = text[: place[0]], text[place[1] :]
    start = sentence.span.start - hit.start
    context = f"{hit.title or ''}\n{hit.text[max(0, start - _AROUND) : start]}"
    if attribute.beside and not _has_title(thing, context[-_NEAR:] + text):
        return False
    owner = _owner(after) if attribute.owned else ""
    if owner:
        return _names(thing, owner)
    if attribute.near:
        beside = _beside(attribute, before, after)
        if _names(thing, beside) or mentions.named(attribute.of, beside):
            return True
    elif _names(thing, text):
        return True
    return _goes_on(attribute, thing, sentence, before) and _names(thing, context + text)


def _owner(after: str) -> str:
    """Return the name whose it is by the words behind: "de X", "espagnole"; "" where they name nobody."""
    of = _OF.match(after)
    if of:
        return of["rest"] if _NAMED.search(f" {of['rest']}") else ""
    adjective = _ADJECTIVE.match(after)
    known = bodies.bodies().adjectives
    return adjective["word"] if adjective and bodies.words(adjective["word"]) in known else ""


def _goes_on(attribute: Attribute, thing: Sequence[Weighed], sentence: Sentence, before: str) -> bool:
    """Tell whether a sentence may speak of what was named before it."""
    if _POSSESSIVE.search(before):
        return True
    if attribute.near:
        return _PERSON.match(sentence.span.text) is not None
    return not _NAMED.search(before) or (not attribute.owned and _is_about(thing, sentence.hit))


def _beside(attribute: Attribute, before: str, after: str) -> str:
    """Return the words around what tells it; a name seldom stands far behind it."""
    return f"{before[-attribute.near :]} {after[: attribute.near // 2]}"


def _is_about(thing: Sequence[Weighed], hit: Hit) -> bool:
    """Tell whether a passage goes on about the thing, so that a sentence needs not name it."""
    times = Counter(t.stem for _, terms, _ in parts(hit.text) for t in terms)
    return _names(thing, hit.title or "") or all(times[w.stem] > 1 for w in thing)


def _names(thing: Sequence[Weighed], text: str) -> bool:
    """Tell whether a text has enough of the words of the thing."""
    terms = analysis.terms(text)
    total = sum(w.weight for w in thing)
    held = sum(w.weight for w in thing if any(_is(w, t, text) for t in terms))
    return held >= _ENOUGH * total


def _has_title(thing: Sequence[Weighed], text: str) -> bool:
    """Tell whether a text has every word of a title but for a letter, one at least with its capital."""
    terms = analysis.terms(text)
    held = [[t for t in terms if _alike(w, t)] for w in thing]
    return all(held) and any(text[t.start].isupper() for found in held for t in found)


def _is(word: Weighed, term: Term, text: str) -> bool:
    """Tell whether a word of a text is one of a name: itself, one letter off, or of its people ("norvégien").

    "le petit prince" is no title: but for the last of these a name has its capital.
    """
    if term.stem == word.stem or term.stem in word.others or _alike(word, term):
        return not word.name or text[term.start].isupper() or term.stem[:1].isdigit()
    known = bodies.bodies()
    country = known.names.get((word.word,))
    return country is not None and known.adjectives.get((term.word,)) == country


def _alike(word: Weighed, term: Term) -> bool:
    return abs(len(term.word) - len(word.word)) < 2 and mentions.alike(term.word, word.word)
