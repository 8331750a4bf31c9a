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
_SURE = 0.75  # confidence of who speaks; below it the words are nobody's
_NAMED = ("person", "org", "metonym")  # who can be looked up; "un médecin" is another one in every article
_INFINITIVE = re.compile(
    r"(?:n(?:e pas |['’])|s['’]|se )?\w+(?:er|ir|re)\b|d(?:e |['’])(?=\w+(?:er|ir|re)\b)"
)
_THAT = re.compile(r"\bqu(?:e|['’]\w*) *$")
_BY = re.compile(r"(?:selon|d['’]après|pour|à en croire)\b", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyhàâéèêëîïôùû]", re.IGNORECASE)
_SAID = {"asserts": "a dit", "denies": "a démenti", "did_not_say": "n’a pas dit"}


def read(text: str) -> list[str]:
    """Return the claims of a text in reading order, each once; [] where it reports nobody's words."""
    text = text[:_LONGEST]
    reading = statements.parse_article(Article(id="", text=text, source=""))
    found = [(s.content.start, claim) for s in reading.statements for claim in _claims(s, text)]
    found += [(t.start, f"« {_flat(t.text)} »") for t in reading.terms if len(t.text.split()) >= _FEWEST]
    if claims.language(text) == "en":
        found = [(s.start, _flat(s.text)) for s in sentences.split(text) if _quoted(s.text)]
    elif not any(s.speaker for s in reading.statements):
        # "« ... » Nom": a sentence that is mostly quotation names its speaker beside it.
        mostly = [s for s in sentences.split(text) if 2 * _quoted(s.text) >= len(s.text)]
        found = [f for f in found if not any(s.start <= f[0] < s.end for s in mostly)]
        found += [(s.start, _flat(s.text)) for s in mostly]
    return list(dict.fromkeys(claim for _, claim in sorted(found)))[:MOST]


def _claims(statement: Statement, text: str) -> list[str]:
    """Return what a statement claims: with its speaker where that is surely a name, else its quoted words."""
    quoted = [_flat(f.text) for f in statement.fragments]
    named = statement.speaker[:1].isupper() and statement.speaker_type in _NAMED
    if not named or statement.confidence < _SURE:
        return [f"« {q} »" for q in quoted if len(q.split()) >= _FEWEST]
    said = _SAID.get(statement.polarity)
    if said is None:
        return []
    if statement.mood == "conditional":
        said = said.replace("a ", "aurait ", 1)
    if statement.kind != "direct" and (that := _that(statement, text)):
        return [f"{statement.speaker} {said} {that}"]
    joined = " […] ".join(f"« {q} »" for q in quoted)
    return [f"{statement.speaker} {said} : {joined}"] if joined else []


def _that(statement: Statement, text: str) -> str:
    """Return reported content as "que ..." or an infinitive; "" for neither ("les électeurs à voter")."""
    start, end, words = statement.content.start, statement.content.end, _flat(statement.content.text)
    if _INFINITIVE.match(words) and not _THAT.search(text[:start]):
        return words
    is_clause = _THAT.search(text[:start]) or _BY.match(statement.cue) or text[end : end + 1] == ","
    if not is_clause:
        return ""
    return f"qu’{words}" if _VOWEL.match(words) else f"que {words}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _quoted(sentence: str) -> int:
    """Return how many characters of a sentence stand in quotations of some words."""
    found = claims.quotations(sentence)
    return sum(len(q.text) for q in found if len(q.text.split()) >= _FEWEST)
