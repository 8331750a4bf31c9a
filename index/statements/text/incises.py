"""Cuts a saying verb out of the marks: « Nous sommes prêts, a dit Mme Durand, à parler » has two pieces.

The words of the incise are the outlet's and never the speaker's.
"""

from __future__ import annotations

import re

from index.statements.language.lexicon import Lexicon
from index.statements.text.marks import Quotation

_SUBJECT = r"(?:MM?\.|Mmes?\b|Mgr|Dr|Me\s|[A-ZÀ-Ý][\w’'-]+|l[ea]s?\s\w|l['’]\w|un[e]?\s\w)"
# Where it was said, between the verb and who says it: "explique dans La Gazette le maire".
_VENUE = (
    r"(?:(?:à|dans|sur|au|aux|devant)\s(?:l[ea]s?\s|l['’])?[A-ZÀ-Ý][\w’'-]*(?:\s[A-ZÀ-Ý][\w’'-]*){0,3}\s)?"
)
_INCISE = re.compile(
    rf"(?:,|\s?[!?…])\s(?:(?P<aux>(?:s['’]|l['’]|n['’])?(?:est|a|ont|avait|avaient|aurait|sont)(?:-t|\st)?[-\s](?:il|elle|ils|elles|on))\s(?:\w+\s){{0,2}}?(?P<participle>\w+(?:é|i|u|it|is|ée|és|ert))\b"
    rf"|(?P<simple>\w+)(?:-t)?-(?:il|elle|ils|elles)\b"
    rf"|(?:a|ont|avait|avaient)\s(?:\w+\s)?(?P<past>\w+(?:é|i|u|it|is))\s{_VENUE}(?={_SUBJECT})"
    rf"|(?:s['’])?(?P<present>\w{{3,}}[et])\s{_VENUE}(?={_SUBJECT}))"
)
# What a person in an incise is: ", directrice de la Régie".
_APPOSED = re.compile(r",\s(?:(?:l[ea]|une?)\s|l['’])?([a-zà-ÿ][\wà-ÿ-]+)\b")
_CLOSE = re.compile(r"[,.;:!?…]")
# A full stop after these closes nothing: M. Durand, Mme. Durand, J. Durand, St. Paul.
_SHORT = re.compile(r"\b(?:MM?|Mr|Mrs|Ms|Mmes?|Mlle|Mgr|Drs?|Pr|Prof|Mes?|Ste?|Gal|Col|Cdt|Lt|[A-ZÀ-Ý])$")


def split(text: str, quote: Quotation, lexicon: Lexicon) -> list[Quotation]:
    """Return the pieces of a quotation about an incise, or the quotation itself where there is none."""
    for match in _INCISE.finditer(text, quote.inner_start, quote.inner_end):
        named = match.group("past") or match.group("present")
        verb = match.group("participle") or match.group("simple") or named
        if not _says(lexicon, verb.lower(), named is not None) or match.start() - quote.inner_start < (
            3 if match.group("aux") else 5
        ):
            continue
        closing = _closing(text, match.end(), min(quote.inner_end, match.end() + 90))
        if closing is None and quote.inner_end - match.end() > 90:
            continue
        if (
            named is not None
            and (closing is None or closing.group() not in ",." or not quote.closed)
            and quote.closed
        ):
            continue
        if named is None and closing is None and quote.closed and quote.inner_end - match.end() > 40:
            continue
        resume = closing.start() if closing else quote.inner_end
        if named is not None and closing is not None and closing.group() == ",":
            resume = _past_apposition(text, resume, quote.inner_end, lexicon)
        return _pieces(text, quote, match.start(), resume)
    return [quote]


def _closing(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the mark that closes an incise, past the full stops of titles and initials."""
    for mark in _CLOSE.finditer(text, start, end):
        if mark.group() != "." or not _SHORT.search(text, max(start - 4, 0), mark.start()):
            return mark
    return None


def _past_apposition(text: str, comma: int, end: int, lexicon: Lexicon) -> int:
    """Return where an incise ends behind ", directrice du port": with its sentence, else at the comma."""
    apposed = _APPOSED.match(text, comma, end)
    if apposed is None or not lexicon.kinds(apposed.group(1)):
        return comma
    stop = _closing(text, apposed.end(), end)
    while stop is not None and stop.group() not in ".!?…":
        stop = _closing(text, stop.end(), end)
    return stop.start() if stop is not None else end


def _says(lexicon: Lexicon, word: str, strict: bool) -> bool:
    """Tell whether a word is a form of a verb that stands beside quotations.

    Strictly, a plain verb of saying.
    """
    for verb, form in lexicon.forms.get(word, []):
        if (
            "q" in verb.frames
            and form.tense != "infinitive"
            and not verb.tail
            and (not strict or ({"q", "c"} <= verb.frames and verb.grade == "say"))
        ):
            return True
    return False


def _pieces(text: str, quote: Quotation, cut: int, resume: int) -> list[Quotation]:
    first = Quotation(
        quote.start, cut, quote.inner_start, cut, closed=True, nested=[n for n in quote.nested if n[1] <= cut]
    )
    if not quote.closed:
        return [first]
    start = resume + 1
    while start < quote.inner_end and text[start].isspace():
        start += 1
    if quote.inner_end - start < 2:
        return [first]
    second = Quotation(
        start, quote.end, start, quote.inner_end, nested=[n for n in quote.nested if n[0] >= start]
    )
    return [first, second]
