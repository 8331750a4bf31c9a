"""A text to tokens and sentences, a quotation being one token: what the grammar rules walk over.

Elisions (l', qu') and inverted pronouns (-t-il) are tokens of their own; abbreviations keep their full
stop, so
that "M." ends no sentence. Offsets count in the article's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from index.statements.text.marks import Quotation

TokenKind = Literal["word", "number", "mark", "quote", "clitic", "break"]

_ABBREVIATIONS = (
    "MM|Mme|Mmes|Mlle|Mgr|Dr|Pr|St|Ste|Me|Mr|Mrs|Jr|Sr|Cie|cf|etc|art|av|bd|Lt|Col|Gal|Cdt|Prof"
    "|vol|env|apr|No|no"
)
# Most tokens are plain words and marks: found first, with the space behind them but that of " t-il".
_TOKEN = re.compile(
    rf"""(?-i:(?P<plain>[^\W\d_]+))(?:[ ](?!t)|(?=[ ,]))
      |(?P<clitic>(?:-t['’]?)?-(?:il|elle|on|ils|elles)\b|(?<=[\wà-ÿ])[ -]t[- ](?:il|elle|on|ils|elles)\b)
      |(?P<mark>\.\.\.|\(\.\.\.\)|[.,;:!?…()\[\]–—/\-])[ ]?
      |(?P<abbr>\bM\.(?=[\s\u00a0]?[A-ZÀ-Ýd])|\b(?:{_ABBREVIATIONS})\.(?=\s)|\b(?:[A-Z]\.-?){{2,}}|\b[A-ZÀ-Ý][a-z]?\.(?=[\s\u00a0]?[A-ZÀ-Ý][a-zà-ÿ]))
      |(?P<elision>\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)['’](?=[\w«"“(\[#@]))
      |(?P<number>\d+(?:[.,:\u00a0\u202f ]\d+)*(?:er|e|ème|h\d*|%|ers)?\b)
      |(?P<word>aujourd['’]hui|[#@]?[^\W\d_]+(?:['’\-‑](?!(?:t-)?(?:il|elle|on|ils|elles)\b)[^\W_]+|[&_]?\d+|_[^\W_]+|[&+](?=[\s,.])|(?-i:\.[a-z]{{2,3}}\b))*)""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = frozenset(("plain", "word", "abbr", "elision"))
# Words that open a sentence when they stand with a capital after a quotation without a full stop.
_OPENERS = frozenset(
    (
        "Il",
        "Elle",
        "Ils",
        "Elles",
        "Le",
        "La",
        "Les",
        "L'",
        "L’",
        "Un",
        "Une",
        "Des",
        "Ce",
        "Cette",
        "Ces",
        "Et",
        "Mais",
        "Pour",
        "Selon",
        "Dans",
        "En",
        "Au",
        "Aux",
        "Interrogé",
        "Interrogée",
        "Avant",
        "Après",
        "De",
        "Du",
        "Ainsi",
    )
)
# A longer sentence is cut: no rule looks as far, and time grows no faster than the text.
_LONGEST = 300
_ENDS = frozenset((".", "!", "?", "…", "..."))


@dataclass(slots=True)
class Token:
    """One word, mark or quotation.

    `low` is lower case with straight apostrophes, `quote` numbers a quotation, `capital` is a word's that
    starts with one.
    """

    text: str
    low: str
    start: int
    end: int
    kind: TokenKind
    quote: int = -1
    capital: bool = False


@dataclass(slots=True)
class Sentence:
    """Tokens [first, last) of one sentence, and the number of its paragraph.

    `heading` for a line without an end.
    """

    tokens: list[Token]
    paragraph: int
    opens_paragraph: bool
    heading: bool = False
    incise: bool = False
    quotes: list[int] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the sentence starts in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the sentence ends in the text."""
        return self.tokens[-1].end


def _plain(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch that holds no quotation; line ends become `break` tokens."""
    found: list[Token] = []
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        stop = end if line_end < 0 else line_end
        for match in _TOKEN.finditer(text, at, stop):
            kind = match.lastgroup or "mark"
            first, last = match.span(kind)
            word = text[first:last]
            low = word.lower().replace("’", "'")
            if kind in _WORDS:
                found.append(Token(word, low, first, last, "word", capital=word[0].isupper()))
                continue
            if kind == "clitic":
                low = low.replace("'", "-").split("-")[-1].split()[-1]
            found.append(Token(word, low, first, last, kind))  # type: ignore[arg-type]  # group names are kinds
        if line_end < 0:
            break
        found.append(Token("\n", "\n", line_end, line_end + 1, "break"))
        at = line_end + 1
    return found


def tokens(text: str, quotes: list[Quotation]) -> list[Token]:
    """Return the tokens of a text in order, each quotation as one token."""
    found: list[Token] = []
    at = 0
    for number, quote in enumerate(quotes):
        found += _plain(text, at, quote.start)
        found.append(Token(text[quote.start : quote.end], "", quote.start, quote.end, "quote", number))
        at = quote.end
    return found + _plain(text, at, len(text))


def _ends_sentence(text: str, run: list[Token], index: int, quotes: list[Quotation]) -> bool:
    """Tell whether the sentence ends after token `index`."""
    token = run[index]
    after = run[index + 1] if index + 1 < len(run) else None
    if after is None:
        return True
    upper = after.text[:1].isupper() or after.kind in ("quote", "number") or after.low in "-–—"
    if token.low in _ENDS:
        return upper
    if token.kind != "quote" or not upper:
        return False
    if after.text in _OPENERS and token.end - token.start > 40 and (index == 0 or run[index - 1].text == ":"):
        return True
    inner = text[quotes[token.quote].inner_start : quotes[token.quote].inner_end]
    return inner[-1:] in ".!?…" or (after.kind == "quote" and len(inner) > 60 and inner[:1].isupper())


def sentences(text: str, quotes: list[Quotation]) -> list[Sentence]:
    """Return the sentences in order; a line end outside quotations always ends one."""
    found: list[Sentence] = []
    run: list[Token] = []
    paragraph = 0
    for token in [*tokens(text, quotes), Token("\n", "\n", len(text), len(text), "break")]:
        if token.kind != "break":
            run.append(token)
            continue
        if run:
            found += _paragraph(text, run, quotes, paragraph)
            paragraph += 1
            run = []
    return found


def _paragraph(text: str, run: list[Token], quotes: list[Quotation], paragraph: int) -> list[Sentence]:
    found: list[Sentence] = []
    first = 0
    last_text = run[-1].text
    heading = (
        run[-1].end - run[0].start < 160 and last_text[-1:] not in '.!?…:;»"”' and run[-1].kind != "quote"
    )
    for index, token in enumerate(run):
        within = token.kind not in ("mark", "quote") and index + 1 < len(run)  # a mark or a quotation ends
        if within and index - first < _LONGEST:
            continue
        if _ends_sentence(text, run, index, quotes) or index - first >= _LONGEST:
            part = run[first : index + 1]
            found.append(
                Sentence(part, paragraph, first == 0, quotes=[t.quote for t in part if t.quote >= 0])
            )
            first = index + 1
    if heading and len(found) == 1:
        found[0].heading = True
    return found
