"""Quotations -> claims of which the right verdicts are known: moved, invented, changed, negated, true."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rapidfuzz.fuzz import ratio

from index.analysis import stem, stopwords
from tests.eval.claimed import frames
from tests.eval.claimed.material import ENOUGH, Material, Quotation
from tests.eval.claimed.negation import negated, turns
from tests.eval.claimed.words import ELISION, Word, content, fold, shared, words

_VOWELS = "aeiouâàéèêëîïôûœ"
_LEAST = 5  # letters of a word that is changed
_POLAR = frozenset(fold("aucun aucune jamais rien personne guère seul seule seuls seules moins plus").split())


@dataclass(frozen=True, slots=True)
class Item:
    """A claim made on purpose; `right` are the verdicts that are right, `fatal` those that never may be.

    `kind` says how it was made, `printed` and `changed` which word was replaced by which.
    """

    claim: str
    speaker: str
    source: Quotation | None
    right: frozenset[str]
    fatal: frozenset[str]
    kind: str = ""
    printed: str = ""
    changed: str = ""


@dataclass
class Draw:
    """What all makers of claims share: chance, the material, and why candidates were passed over."""

    rng: random.Random
    stuff: Material
    passed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    women: frozenset[str] = frozenset()
    kin: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def woman(self, speaker: str) -> bool:
        """Tell whether the text speaks of her as of a woman."""
        if not self.women:
            surfaces = ((r["speaker"], r["speaker_surface"].lower()) for r in self.stuff.rows)
            female = (n for n, s in surfaces if s == "elle" or s.startswith(("mme", "la ", "une ", "cette ")))
            self.women = frozenset(female)
        return speaker in self.women

    def quote(self, speaker: str, said: str) -> str:
        """Return a claim that quotes."""
        on_a_line = re.sub(r"\s*\n\s*", " ", said)
        return frames.quoting(self.rng, speaker, on_a_line, woman=self.woman(speaker))

    def tell(self, speaker: str, said: str) -> str:
        """Return a claim that reports."""
        return frames.telling(self.rng, speaker, said, woman=self.woman(speaker))

    def shuffled(self, found: Iterable[Any]) -> list[Any]:
        """Return things in an order of chance."""
        drawn = list(found)
        self.rng.shuffle(drawn)
        return drawn

    def learn_kin(self) -> None:
        """Gather the lower-case content words of all articles by the word before and their ending."""
        for text in self.stuff.texts.values():
            told = words(text)
            for before, word in pairwise(told):
                if replaceable(word, text):
                    raw = text[word.start : word.end]
                    self.kin[before.form, word.form[-3:]].append(raw)
                    self.kin["", word.form[-2:]].append(raw)


def replaceable(word: Word, text: str) -> bool:
    """Tell whether a word is a lower-case content word, neither a figure nor one that turns the sense."""
    raw = text[word.start : word.end]
    lower = raw.islower() and raw.isalpha() and len(raw) >= _LEAST
    return lower and word.form not in stopwords() and word.form not in _POLAR


def another(draw: Draw, before: str, word: str, avoid: set[str]) -> str | None:
    """Return a content word of like kind that is no form of the same word, or None."""
    folded = fold(word)
    ending = folded[-3:] if before else folded[-2:]
    for candidate in draw.shuffled(sorted(set(draw.kin.get((before, ending), ())))):
        other = fold(candidate)
        near = other[:4] == folded[:4] or stem(candidate) == stem(word) or ratio(other, folded) > 70
        if not near and other not in avoid:
            return str(candidate)
    return None


def replaced(text: str, word: Word, new: str) -> str:
    """Return a text with one word replaced."""
    return text[: word.start] + new + text[word.end :]


def pieces(text: str) -> Iterator[str]:
    """Yield the whole text, then stretches of it that begin and end between words."""
    told = words(text)
    yield text
    for cut in range(3, len(told) - 2):
        yield text[: told[cut].end]
        yield text[told[cut].start :]
        yield text[told[cut].start : told[-3].end]


def stretch(draw: Draw, text: str) -> str:
    """Return a whole quotation or a stretch of it with at least four content words."""
    found = [p for p in pieces(text) if len(set(content(p))) >= ENOUGH and not ELISION.search(p)]
    found = [p for p in found if not any(map(turns, text.split(p, 1)))]
    return text if draw.rng.random() < 0.4 else str(draw.rng.choice(found or [text]))


def moved(draw: Draw) -> Iterator[Item]:
    """Yield quotations given to another speaker of the same article, who never said the like."""
    right = frozenset({"other_speaker", "about_speaker", "not_found", "denied", "conditional"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        others = [s for s in draw.stuff.present[quotation.article] if s != quotation.speaker]
        apart = [s for s in others if not draw.stuff.same_person(s, quotation.speaker)]
        innocent = [s for s in apart if not draw.stuff.may_have_said(s, quotation.text)]
        if not others:
            draw.passed["moved"]["one speaker in the article"] += 1
        elif not apart:
            draw.passed["moved"]["the others may be the same person"] += 1
        elif not innocent:
            draw.passed["moved"]["the others said the like"] += 1
        else:
            speaker, said = draw.rng.choice(innocent), stretch(draw, quotation.text)
            fatal = frozenset({"verbatim", "altered", "in_substance"})
            yield Item(draw.quote(speaker, said), speaker, quotation, right, fatal)


def invented(draw: Draw) -> Iterator[Item]:
    """Yield sentences that stand nowhere, put in the mouth of somebody who speaks."""
    speakers = sorted({q.speaker for q in draw.stuff.quotations})
    fatal = frozenset({"verbatim", "altered"})
    right = frozenset({"not_found", "denied"})
    for quotation in draw.shuffled(draw.stuff.quotations) * 3:
        speaker = draw.rng.choice([s for s in speakers if s != quotation.speaker] or [""])
        made, recipe = _reworded(draw, quotation), "reworded"
        if made is None or draw.rng.random() < 0.4:
            made, recipe = _spliced(draw, quotation), "spliced"
        if not speaker or made is None or len(content(made)) < ENOUGH:
            draw.passed["invented"]["no words of like kind"] += 1
        elif draw.stuff.is_printed(made) or draw.stuff.may_have_said(speaker, made):
            draw.passed["invented"]["the speaker said the like"] += 1
        else:
            yield Item(draw.quote(speaker, made), speaker, None, right, fatal, recipe)


def _reworded(draw: Draw, quotation: Quotation) -> str | None:
    """Return a sentence built like a quotation, every content word of which is another."""
    text, used = quotation.text, set(content(quotation.text))
    told = words(text)
    for before, word in reversed(list(zip([Word("", 0, 0), *told], told, strict=False))):
        if word.form in stopwords() or len(word.form) < 2:
            continue
        old = text[word.start : word.end]
        new = another(draw, before.form, old.lower(), used) or another(draw, "", old.lower(), used)
        if old.isdigit():
            new = str(int(old) + draw.rng.randint(1, 9))
        elided = ELISION.search(text[: word.start]) is not None
        if new is None or (elided and new[0] not in _VOWELS):
            return None
        used.add(fold(new))
        new = new.capitalize() if old[0].isupper() else new
        text = replaced(text, word, new)
    return text


def _spliced(draw: Draw, quotation: Quotation) -> str | None:
    """Return short runs of words of several articles, one after the other."""
    parts = []
    for text in draw.rng.sample(sorted(draw.stuff.texts.values()), min(4, len(draw.stuff.texts))):
        told = words(text)
        if len(told) < 20:
            return None
        start = draw.rng.randrange(len(told) - 5)
        parts.append(text[told[start].start : told[start + draw.rng.choice([1, 2, 3])].end])
        if ELISION.search(parts[-1]):
            return None
    made = " ".join(" ".join(parts).split())
    return None if re.search(r"[^\w\s,'’-]", made) else made


def changed(draw: Draw) -> Iterator[Item]:
    """Yield quotations of which one content word is another of like kind."""
    fatal = frozenset({"verbatim", "in_substance"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        said = stretch(draw, quotation.text)
        made = _one_changed(draw, said)
        if made is None:
            draw.passed["changed"]["no word of like kind"] += 1
        elif draw.stuff.is_printed(made[0]):
            draw.passed["changed"]["printed so elsewhere"] += 1
        elif _again(quotation.text, made):
            draw.passed["changed"]["as near to other words of the quotation"] += 1
        else:
            text, printed, new = made
            claim = draw.quote(quotation.speaker, text)
            right = frozenset({"altered"})
            yield Item(claim, quotation.speaker, quotation, right, fatal, "", fold(printed), fold(new))


def _one_changed(draw: Draw, text: str) -> tuple[str, str, str] | None:
    told = words(text)
    for before, word in draw.shuffled(pairwise(told)):
        if replaceable(word, text):
            old = text[word.start : word.end]
            used = set(content(text))
            new = another(draw, before.form, old, used) or another(draw, "", old, used)
            elided = ELISION.search(text[: word.start]) is not None
            if new is not None and (not elided or new[0] in _VOWELS):
                return replaced(text, word, new), old, new
    return None


def _again(text: str, made: tuple[str, str, str]) -> bool:
    """Tell whether the changed words differ by one word from two places of the quotation."""
    said, bare = fold(made[0]).split(), fold(text).split()
    near = range(len(bare) - len(said) + 1)
    return sum(sum(a != b for a, b in zip(said, bare[i:], strict=False)) <= 1 for i in near) > 1


def negations(draw: Draw) -> Iterator[Item]:
    """Yield quotations with the contrary sense: two of three quoted, the third reported without marks."""
    fatal = frozenset({"verbatim", "in_substance"})
    right = frozenset({"altered", "denied"})
    order = list(enumerate(draw.shuffled(draw.stuff.quotations)))
    both = [(q, n % 3 == 2) for n, q in order] + [(q, n % 3 != 2) for n, q in order]
    for quotation, reported in both:
        made = negated(quotation.text)
        if made is None:
            draw.passed["negated"]["no verb that is sure"] += 1
        elif reported and re.search(r"[.!?;]\s", made[0]):
            draw.passed["negated"]["several sentences cannot be reported"] += 1
        elif draw.stuff.is_printed(made[0]):
            draw.passed["negated"]["printed so elsewhere"] += 1
        else:
            framed = draw.tell if reported else draw.quote
            kind = f"{made[1]}, {'reported' if reported else 'quoted'}"
            claim = framed(quotation.speaker, made[0])
            # What is only reported need not be found at all.
            more = frozenset({"not_found"}) if reported else frozenset()
            yield Item(claim, quotation.speaker, quotation, right | more, fatal, kind)


def unlike(one: str, other: str) -> bool:
    """Tell whether two texts have hardly a content word in common."""
    return shared(set(content(one)), set(content(other))) < 0.3
