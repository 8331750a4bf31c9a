"""Whether printed sentences bear out what a question takes for granted that somebody did.

A form of the verb, or a noun made of it, must stand there of the name asked about: "X a démissionné", "la
démission de X", not "la démission de Y, a dit X".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.answers.printed.evidence import Sentence, Weighed, parts
from bot.answers.questions import mentions
from bot.answers.questions.predicate import Predicate
from index import analysis

_OFTEN = 3  # passages: who is named in fewer is named by chance, or by the one article on him
_PARTICIPLE = r"é|ée|és|ées"
_NOUN = (  # the last is "démission"
    r"ations?|ateurs?|atrices?|eurs?|euses?|rices?|ements?|ages?|ures?|ances?|eries?|s|x|at|ats|"
)
_ACTIVE = (
    r"e|es|ons|ez|ent|ais|ait|ions|iez|aient|ai|as|a|ames|âmes|ates|âtes|erent|èrent|er|erai|eras|era|erons"
    r"|erez|eront|erais|erait|erions|eriez|eraient|ant|asse|ât"
)
_SHORT = 5  # letters
_OF = re.compile(r"\s+(?:d[eu]s?\b|de la\b|d[’']|de l[’'])\s*(?P<rest>[^.,;:!?»”\"()]{0,90})")
_BY = re.compile(r"\s+(?:[\w-]+\s+){0,3}par\s+(?P<rest>[^.,;:!?»”\"()]{0,90})")
_DETERMINED = re.compile(
    r"(?:\b(?:la|le|les|une?|des|du|cette|cet?|ces|sa|son|ses|leurs?|au|aux)\s+|\b[ld][’'])$", re.I
)
_POSSESSIVE = re.compile(r"\b(?:sa|son|ses|leurs?)\s+(?:[\w-]+\s+)?$", re.I)
_CLITIC = re.compile(r"\b(?:l[’']|le |la |les |qu[’']|que )(?:\w+ ){0,2}$", re.I)
_NEAR = 80  # characters from a verb to the name of what is done
_NAMED = re.compile(r"(?<=[\s(«“\"’'])[A-ZÀ-Ý][\w-]+")


def told(predicate: Predicate, words: Sequence[Weighed], found: Sequence[Sentence]) -> bool:
    """Tell whether a sentence found bears a deed out, or an article on its bearer alone may say it otherwise.

    Such an article has the name in its headline or again and again, and few others have it at all.
    """
    named = [w for w in words if w.word in mentions.parts(predicate.name)]
    if not named or not found:
        return True
    alone = min(w.seen for w in named) < _OFTEN and _is_about({w.stem for w in named}, found[0])
    return alone or any(bears(predicate, sentence) for sentence in found)


def _is_about(name: set[str], sentence: Sentence) -> bool:
    """Tell whether a passage is about a name rather than names it in passing."""
    times = Counter(t.stem for _, terms, _ in parts(sentence.hit.text) for t in terms)
    return not name.isdisjoint(sentence.heading) or any(times[stem] > 1 for stem in name)


def bears(predicate: Predicate, sentence: Sentence) -> bool:
    """Tell whether a sentence says a deed of the name, or of nobody else after a sentence that names it."""
    text, hit = sentence.span.text, sentence.hit
    before = hit.text[max(0, sentence.span.start - hit.start - 400) : sentence.span.start - hit.start]
    around = f"{hit.title or ''}\n{before}"
    return any(_of(predicate, text, place, kind, around) for place, kind in _forms(predicate, text))


def _forms(predicate: Predicate, text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where forms of the verb stand, and whether each is a "participle", a "noun" or "active"."""
    for term in analysis.terms(text):
        # What is capitalised inside a sentence is a name: "Marie" is not "mariée".
        if not term.start or not text[term.start].isupper():
            ending = _ending(predicate.root, term.word, text[term.start : term.end].lower())
            kind = "" if ending is None else _kind(ending, predicate.root)
            if kind:
                yield (term.start, term.end), kind


def _ending(root: str, word: str, surface: str) -> str | None:
    """Return what follows the root in a word, accents kept, None where it has another root.

    A last consonant may double or not: "appel|le", "démission|" beside "démissionn|er".
    """
    if len(word) != len(surface):
        return None
    if word.startswith(root):
        rest = surface[len(root) :]
        return rest[1:] if rest[:1] == root[-1] else rest
    single = root[:-1] if root[-1:] == root[-2:-1] else ""
    return surface[len(single) :] if single and word.startswith(single) else None


def _kind(ending: str, root: str) -> str:
    if re.fullmatch(_PARTICIPLE, ending):
        return "participle"
    if re.fullmatch(_ACTIVE, ending):
        return "active"
    # A short root without an ending is another word: "fond", "fonds", "mari", "tu".
    return "noun" if re.fullmatch(_NOUN, ending) and (len(ending) > 2 or len(root) > _SHORT) else ""


def _of(predicate: Predicate, text: str, place: tuple[int, int], kind: str, around: str) -> bool:
    """Tell whether one form of the verb is said of the name."""
    name, before, after = predicate.name, text[: place[0]], text[place[1] :]
    if kind == "active" and _DETERMINED.search(before):
        kind = "noun"  # "l'épouse de", "une grève"
    if predicate.passive and kind == "active":
        return False
    own = bool(_POSSESSIVE.search(before))
    owner = _OF.match(after) if kind == "noun" and not own else _BY.match(after) if predicate.agent else None
    if owner and (kind == "noun" or _NAMED.search(f" {owner['rest'][:45]}")):
        return mentions.named(name, owner["rest"])
    if not predicate.agent and kind == "active" and not _CLITIC.search(before):
        return mentions.named(name, after[:_NEAR])
    if mentions.named(name, before) or ((own or not predicate.agent) and mentions.named(name, after[:_NEAR])):
        return True
    return not _NAMED.search(before) and mentions.named(name, around)
