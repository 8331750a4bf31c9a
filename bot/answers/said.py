"""The words of one person in some articles: sentences that quote or report that person, nobody else.

This is the seam for the statement ledger: `said` is all that the rest of the answers know of it. A sentence counts
when the person is the subject of a verb of speech ("M. X a déclaré", "... », a dit X", "selon X", "X : «"), when a
pronoun carries on right after such a sentence, or when the person signs the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers import sentences
from bot.answers.evidence import close
from bot.answers.words import sense
from index import analysis
from index.news import Article, Span
from index.statements import lexicon

_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*\.?|[,:;()«»“”\"]", re.UNICODE)
_TITLES = re.compile(r"(?:M|MM|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr|Mr|Mrs)\.?$")
_GOVERNING = frozenset(
    "à au aux avec par contre sur pour chez entre envers sans vers devant après avant".split()
)
_SOURCE = frozenset("selon d'après après pour".split())
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle)\b", re.IGNORECASE)
_CARRIED = re.compile(
    r"(?:[«\"“][^»\"”]*[»\"”],?\s*)?(?:Il|Elle|L[’']intéressée?|(?:Ce|Cette) derni(?:er|ère)|Celui-ci|Celle-ci)\b"
)
_NARRATED = re.compile(r"^Et (?:\S+ ){0,4}(?:de |d[’'])\w+er\b")


@dataclass(frozen=True, slots=True)
class Words:
    """A slice of an article that holds words of the person; `before` is where a sentence that it needs begins.

    `surely`: the person is named beside the verb of speech, not carried on by a pronoun or a signature.
    """

    span: Span
    article: Article
    surely: bool
    before: int


def said(speaker: str, articles: Sequence[Article]) -> list[Words]:
    """Return the sentences that hold words of `speaker` (a name as asked), in the order of articles and text."""
    names = [
        t.word
        for t in analysis.terms(speaker)
        if t.word not in sense("titles") and t.word not in analysis.stopwords()
    ]
    return [words for article in articles for words in _in_article(names, article)] if names else []


def names_in(speaker: str, text: str) -> bool:
    """Tell whether a text names a person: in full, or by the surname with no other first name."""
    names = [
        t.word
        for t in analysis.terms(speaker)
        if t.word not in sense("titles") and t.word not in analysis.stopwords()
    ]
    return bool(names) and any(True for _ in _mentions(names, text))


def _in_article(names: list[str], article: Article) -> Iterator[Words]:
    if not any(True for _ in _mentions(names, f"{article.text}\n{article.author or ''}")):
        return
    signed = bool(article.author) and any(True for _ in _mentions(names, article.author or ""))
    carrying: Span | None = None  # the last sentence of the person, while nobody else has spoken
    previous: Span | None = None
    for span in sentences.split(article.text):
        if _speaks(names, span.text):
            yield Words(span, article, True, span.start)
            carrying = span
        elif carrying and _carries_on(span.text, previous is carrying):
            start = (
                carrying.start if previous is carrying and span.end - carrying.start <= 700 else span.start
            )
            yield Words(span, article, False, start)
            carrying = span
        elif signed and len(span.text) > 40 and span.text[-1] in '.!?…»”"':
            yield Words(span, article, False, span.start)
        elif _somebody_speaks(span.text):
            carrying = None
        previous = span


def _carries_on(sentence: str, adjacent: bool) -> bool:
    """Tell whether a sentence without a name continues the speaker of the one before."""
    if not adjacent:
        return False
    if _CARRIED.match(sentence):
        return _cue(sentence) or "«" in sentence or '"' in sentence
    inverted = _INVERTED.search(sentence)
    if inverted and sentence[0] in '«"“' or inverted and _verb(sentence[: inverted.start()].split()[-1:]):
        return True
    if _NARRATED.match(sentence):
        return True
    return sentence[0] in '«"“' and not _somebody_speaks(sentence)


def _somebody_speaks(sentence: str) -> bool:
    return _cue(sentence) and bool(re.search(r"[a-zà-ÿ,»\"] (?:M\. |Mme )?[A-ZÀ-Ý]", sentence))


def _cue(sentence: str) -> bool:
    return _verb([t.group() for t in _TOKEN.finditer(sentence)])


def _verb(words: Sequence[str]) -> bool:
    forms = lexicon.french().forms
    return any(
        verb.grade != "weak" for word in words for verb, _ in forms.get(word.lower().split("-")[0], ())
    )


def _mentions(names: list[str], text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, full) of each mention of the person in a text.

    A run of words of the name that holds the surname; a capitalised stranger beside it makes it another person.
    """
    terms = analysis.terms(text)
    at = 0
    while at < len(terms):
        run = at
        while (
            run < len(terms)
            and any(_same(terms[run].word, n) for n in names)
            and text[terms[run].start].isupper()
        ):
            if run > at and text[terms[run - 1].end : terms[run].start] not in (" ", "-", "\u00a0", "’", "'"):
                break
            run += 1
        if run == at:
            at += 1
            continue
        held = [terms[i].word for i in range(at, run)]
        start, end = terms[at].start, terms[run - 1].end
        if _is_person(names, held, text[max(0, start - 5) : start]) and not _stranger(
            names, held, text, start, end
        ):
            yield start, end, len(held) >= len(names)
        at = run


def _same(word: str, name: str) -> bool:
    return word == name or (len(name) > 4 and close(name, word) and abs(len(name) - len(word)) <= 2)


def _is_person(names: list[str], held: list[str], before: str) -> bool:
    if len(held) >= len(names) or any(_same(w, names[-1]) for w in held):
        return True
    # "M. Kim" for Kim Jong-un: a family name may come first, with a title before it.
    return _same(held[0], names[0]) and bool(re.search(r"\b(?:M|Mme|Mlle)\.?[\s\u00a0]$", before))


def _stranger(names: list[str], held: list[str], text: str, start: int, end: int) -> bool:
    if len(held) >= len(names):
        return False
    before = re.search(r"([A-ZÀ-Ý][\w’-]*\.?)[\s\u00a0-]$", text[:start][-30:])
    after = re.match(r"[ -]([A-ZÀ-Ý][a-zà-ÿ]+)", text[end:])
    stranger = before and not _TITLES.match(before.group(1)) and not _opens(text, start - len(before.group()))
    return bool(stranger or after)


def _opens(text: str, place: int) -> bool:
    """Tell whether a place is the beginning of a sentence, where a capital says nothing."""
    return not text[:place].strip(' «"“\u00a0') or text[:place].rstrip(' «"“\u00a0')[-1:] in ".!?\n:"


def _speaks(names: list[str], sentence: str) -> bool:
    return any(_subject(sentence, start, end, names) for start, end, _ in _mentions(names, sentence))


def _subject(sentence: str, start: int, end: int, names: list[str]) -> bool:
    before = [t.group() for t in _TOKEN.finditer(sentence[:start])]
    after = sentence[end:]
    while before and _TITLES.match(before[-1]):
        before.pop()
    if re.match(r"[\s\u00a0]*:[\s\u00a0]*[«\"“]", after) or _source(before):
        return True
    if _governed(before):
        return False
    return _before_verb(after) or _after_verb(before)


def _source(before: list[str]) -> bool:
    """Tell whether "selon" or "d'après" opens the phrase that the name ends."""
    for i, word in enumerate(reversed(before[-12:])):
        low = word.lower()
        if low in {"selon", "dixit"} or (low == "après" and before[-i - 2 : -i - 1] in (["d"], ["D"])):
            return True
        if word in ';:()«»“”"' or _verb([word]) and low not in lexicon.french().roles:
            return False
    return False


def _governed(before: list[str]) -> bool:
    """Tell whether a preposition holds the phrase that the name ends: "avec le ministre X", "de M. X"."""
    words = before[:-1] if before[-1:] == [","] and len(before) > 1 and before[-2].islower() else before
    if (
        words
        and words[-1].lower() in _GOVERNING | {"de", "d", "du", "des", "et"}
        and words[-1].lower() != "et"
    ):
        return True
    for i in range(len(words) - 1, max(-1, len(words) - 10), -1):
        low = words[i].lower()
        if low in _GOVERNING:
            return True
        if low in {"le", "la", "l", "les", "un", "une"}:
            left = words[i - 1].lower() if i else ""
            if left in _GOVERNING:
                return True
            if left not in {"de", "d"}:
                return False
        if words[i] in ',;:()«»“”"' or (_verb([words[i]]) and low not in sense("titles")):
            return False
    return False


def _before_verb(after: str) -> bool:
    """Tell whether a verb of speech follows the name, over an aside between commas and a few small words."""
    rest = re.sub(r"^[\s\u00a0]*\([^)]*\)", "", after)
    aside = re.match(r"[\s\u00a0]*,[^,«»\"“”:;]{2,160},", rest)
    if aside and not re.search(r"\b(?:M\.|Mme) [A-ZÀ-Ý]", aside.group()):
        rest = rest[aside.end() :]
    for i, token in enumerate(_TOKEN.finditer(rest)):
        word = token.group()
        if _verb([word]):
            return True
        small = word.islower() and (len(word) <= 4 or word.endswith("ment") or word in _ADVERBS)
        if not small or i >= 7 or word in {"que", "qu"}:
            return False
    return False


_ADVERBS = frozenset(
    "avait avaient aurait ensuite encore aussi enfin ainsi lundi mardi mercredi jeudi vendredi samedi dimanche matin soir "
    "étaient était depuis toujours jamais plutôt même alors".split()
)


def _after_verb(before: list[str]) -> bool:
    """Tell whether the name is the inverted subject of a verb of speech: « ... », a déclaré le ministre X."""
    for i in range(len(before) - 1, max(-1, len(before) - 16), -1):
        word = before[i]
        if word in '«»“”"();:' or word.lower() in {"que", "qu", "si", "dont", "et"}:
            return False
        if _verb([word]) and word.lower() not in sense("titles"):
            return _incise(before[:i])
    return False


def _incise(before: list[str]) -> bool:
    """Tell whether nothing but auxiliaries stands between a quotation or comma (or nothing) and the verb."""
    for word in reversed(before):
        if word in ',»”"«“':
            return True
        if word.lower() not in {
            "a",
            "ont",
            "avait",
            "s",
            "est",
            "se",
            "l",
            "ainsi",
            "comme",
            "aussi",
            "encore",
            "également",
            "été",
        }:
            return False
    return True
