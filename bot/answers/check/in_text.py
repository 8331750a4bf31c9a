"""The claims of a whole text: every quotation and every named speaker in it, each as a claim of its own.

The reader of articles reads the text; where it finds nothing (another language, quoted words alone), each
sentence with quotation marks is a claim.
"""

from __future__ import annotations

import re

from bot.answers.printed import sentences
from bot.answers.written import claims
from index import statements
from index.news import Article, Statement

MOST = 8  # claims of one text
_LONGEST = 20_000  # characters that are read
_FEWEST = 3  # words of a quotation that is nobody's; fewer are a term or a title
_INFINITIVE = re.compile(r"(?:n(?:e pas |['’])|s['’]|se )?\w+(?:er|ir|re)\b")
_SAID = {"asserts": "a dit", "denies": "a démenti", "did_not_say": "n’a pas dit"}


def read(text: str) -> list[str]:
    """Return the claims of a text in reading order, each once; [] where it reports nobody's words."""
    text = text[:_LONGEST]
    reading = statements.parse_article(Article(id="", text=text, source=""))
    found = [(s.content.start, claim) for s in reading.statements if (claim := _claim(s))]
    found += [(t.start, f"« {t.text} »") for t in reading.terms if len(t.text.split()) >= _FEWEST]
    if claims.language(text) == "en" or not any(s.speaker for s in reading.statements):
        found = [(s.start, " ".join(s.text.split())) for s in sentences.split(text) if _quotes(s.text)]
    return list(dict.fromkeys(claim for _, claim in sorted(found)))[:MOST]


def _claim(statement: Statement) -> str:
    """Return a statement as a claim; "" for one that reports no words, or none that can be anybody's."""
    words = " ".join(statement.content.text.split())
    if not statement.speaker:
        quoted = [f for f in statement.fragments if len(f.text.split()) >= _FEWEST]
        return " […] ".join(f"« {' '.join(f.text.split())} »" for f in quoted)
    said = _SAID.get(statement.polarity)
    if said is None:
        return ""
    if statement.mood == "conditional":
        said = said.replace("a ", "aurait ", 1)
    if statement.kind == "direct":
        return f"{statement.speaker} {said} : « {words} »"
    return f"{statement.speaker} {said} {_that(words)}"


def _that(words: str) -> str:
    joined = words.startswith(("que ", "qu’", "qu'", "de ", "d’", "d'")) or _INFINITIVE.match(words)
    return words if joined else f"que {words}"


def _quotes(sentence: str) -> bool:
    return any(len(q.text.split()) >= _FEWEST for q in claims.quotations(sentence))
