"""What a claim claims: who is said to have said what, in which words.

A claim is a reported statement ("X a averti d'« ... »") or a question about one ("X a-t-il vraiment dit
... ?"): once its question is undone, the reader of articles reads it. What the reader leaves open, the first
verb of speech decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.answers.check import english
from bot.answers.check.reported import Report
from bot.answers.check.words import patterns, phrases, sense
from bot.answers.questions.question import flat
from bot.answers.written import claims
from index import statements
from index.news import Article, Polarity, Statement
from index.retrieval import translation
from index.statements.language import lexicon
from index.statements.language.lexicon import plain

LONGEST = 2000  # characters of a claim that are read
_INVERTED = re.compile(r"(?<=\w)-t?-?(?:il|elle|ils|elles|on)\b")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*['’]?")
_NAME = re.compile(
    r"(?:M\. |Mme )?[A-ZÀ-Ý][\w’'-]*"
    r"(?: (?:(?:de|du|von|van|der|le|la|el|al|ben|bin) )?[A-ZÀ-Ý][\w’'-]*)*(?=[ ,:])"
)
_NAMES = re.compile(
    r"(?<![\w’'])(?:M\. |Mme )?[A-ZÀ-Ý][\w’'-]*"
    r"(?: (?:(?:de|du|von|van|der|le|la|el|al|ben|bin) |d['’])?[A-ZÀ-Ý][\w’'-]*)*"
)
# "n'a-t-il pas dit ... ?" asks whether he did
_RHETORICAL = re.compile(r"\b[Nn](?:['’]|e )(\w+)-(?:t-)?(?:il|elle|ils|elles|on) (?:pas|jamais)\b(?= )")
_IS_IT = re.compile(r"\b(?:est-ce|c['’]est|était-ce|was it|is it) (?:bien |really )?$", re.IGNORECASE)
_SOURCE = re.compile(r"(?:selon|d['’]apr[èe]s|pour) (?P<who>[^,«\"“]{2,80}), ?(?P<what>.+)$", re.IGNORECASE)
_BY = re.compile(r"\b(?:selon|d['’]apr[èe]s|pour|dixit)\s+", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:l[ea] |l['’])[^\W\d_][^,;:()«»\"“”]{3,80}", re.IGNORECASE)
_CLAUSE = re.compile(r"\w\W+(?:\w*qu['’])?(?:il|elle|on)s?(?: ne)?(?: se)?\s*$")
_SUBJECT = "Il"  # stands for the one who is asked for: a pronoun names nobody


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as read.

    Attributes:
        speaker: who is said to have spoken, as written; "" where the claim asks who did or names nobody.
        quotes: the words given between quotation marks, in order.
        content: all that is said to have been said, marks included.
        cue: the infinitive of the verb of speech, folded, "" where it is not known.
        polarity: "denies" and "did_not_say" where the claim is that he denied or never said it.
        itself: the speaker is said to speak of himself ("se dit « ... »").
        direct: nothing but quoted words is claimed to have been said.
        outside: all that is not quoted, without what asks.
    """

    text: str
    speaker: str
    quotes: tuple[str, ...]
    content: str
    cue: str = ""
    polarity: Polarity = "asserts"
    itself: bool = False
    direct: bool = False
    english: bool = False
    outside: str = ""

    @property
    def frame(self) -> str:
        """What is claimed beside the quoted words."""
        left = self.content
        for quote in self.quotes:
            left = left.replace(quote, " ")
        return left


def read(text: str) -> Claim:
    """Return what a claim claims; any text is one."""
    text = " ".join(text[:LONGEST].split())
    quotes = tuple(q.text for q in claims.quotations(text) if q.text)
    foreign = translation.english(_outside(text) or text)
    body, asked = _declared(text)
    if quotes and (guess := _guessed(body)):
        body, asked = f"{guess} : {_whole(body)}", False
    report = english.report(body, quotes) if foreign else _reported(body, asked)
    if foreign and not asked and not report.speaker:
        report = named_beside(body, report)
    found = Claim(
        text=text,
        speaker="" if asked else report.speaker,
        quotes=report.quotes or quotes,
        content=report.content or body,
        cue=report.cue,
        polarity=report.polarity,
        english=foreign,
        outside=_outside(body),
    )
    left = re.sub(r"[\W_]+", "", found.frame)
    direct = (
        bool(quotes) and len(left) <= 4 and not any(w in sense("denying") for w in flat(found.frame).split())
    )
    return replace(found, direct=direct, itself=found.cue in phrases("self"))


def _outside(text: str) -> str:
    """Return the words of a text that are not quoted."""
    kept, end = [], 0
    for quote in claims.quotations(text):
        kept.append(text[end : quote.start])
        end = quote.end
    return " ".join([*kept, text[end:]])


def _declared(text: str) -> tuple[str, bool]:
    """Return a claim as a sentence that states it, and whether it asks who spoke."""
    body = _opened(text, "opening")
    plain_body = _opened(body, "asking")
    asked = plain_body != body
    body = f"{_SUBJECT} {plain_body}" if asked and not plain_body.startswith(("«", '"', "“")) else plain_body
    quoted = [(q.start, q.end) for q in claims.quotations(body)]

    def outside(place: int) -> bool:
        return not any(start <= place < end for start, end in quoted)

    if text.rstrip().endswith("?"):
        body = _RHETORICAL.sub(lambda m: m[1] if outside(m.start()) else m[0], body)
        quoted = [(q.start, q.end) for q in claims.quotations(body)]
    cuts = [m.span() for m in _INVERTED.finditer(body) if outside(m.start()) and _asks(body, m.start())]
    cuts += [
        m.span()
        for m in re.finditer(r"[^\W_]+ ?", body)
        if outside(m.start()) and flat(m.group().strip()) in sense("really")
    ]
    for start, end in sorted(cuts, reverse=True):
        body = body[:start] + body[end:]
    return body.rstrip(" ?!.") or text, asked


def _asks(body: str, place: int) -> bool:
    """Tell whether an inverted verb asks: its subject stands before it, no quoted words do."""
    before = body[:place]
    return not re.search(r"[»”\"],?\s*[\w'’]*$", before)


def _opened(text: str, kind: str) -> str:
    """Return a text without what it begins with of a kind."""
    folded = flat(text)
    for pattern in patterns(kind):
        found = re.match(pattern, folded)
        if found and len(text) - found.end() > 1:
            return text[found.end() :]
    return text


def named_beside(body: str, report: Report) -> Report:
    """Return a report with the only name that stands outside quoted words: "« ... » (X)", "X : « ... »"."""
    quotes = claims.quotations(body)
    outside = _BY.sub(" ", _outside(body))
    names = [m for m in _NAMES.finditer(outside) if plain(m.group()) not in sense("nobody")]
    offices = list(_OFFICE.finditer(outside))
    # "le secrétaire général de la Ligue" is whom it names, not the Ligue
    own = [m for m in names if not any(o.start() < m.start() < o.end() for o in offices)]
    # beside a full name a lone capital opens a sentence: "Citation : « ... » Auteur : X Y"
    full = [m for m in own if " " in m.group()]
    found = [m.group() for m in (full or own or offices)]
    if len(found) != 1 or not quotes:
        return report
    return Report(found[0].strip(), _whole(body), report.cue, report.polarity)


def _whole(body: str) -> str:
    """Return the quoted words of a claim, cuts marked, in marks."""
    return " […] ".join(f"« {q.text} »" for q in claims.quotations(body))


def _guessed(body: str) -> str:
    """Return the name that a question proposes for quoted words: "Who said « ... »? Was it X?"."""
    outside = _outside(body)
    names = [m for m in _NAMES.finditer(outside) if _IS_IT.search(outside[: m.start()])]
    return names[0].group() if len(names) == 1 else ""


def _reported(body: str, asked: bool) -> Report:
    """Return the report that a French sentence makes."""
    found = [s for s in statements.read(Article("claim", f"{body}.", "")) if s.content.text]
    outer = [s for s in found if s.speaker_surface or s.fragments]
    if outer:
        best = max(outer, key=lambda s: (bool(s.speaker_surface), -s.content.start + len(s.content.text)))
        report = _of(best)
    else:
        report = _by_verb(body)
    # A name beside quoted words is whom they are given to, however it stands there; a pronoun is nobody.
    return report if report.speaker or asked else named_beside(body, report)


def _of(statement: Statement) -> Report:
    surface = _BY.sub("", statement.speaker_surface)
    named = plain(surface) not in sense("nobody")
    fragments = tuple(f.text for f in statement.fragments)
    # What the claim itself cuts by an incise is one quotation: "« Nous sommes prêts, a dit X, à partir »".
    cut = statement.kind == "direct" and len(fragments) > 1
    return Report(
        surface if named else "",
        " … ".join(fragments) if cut else statement.content.text,
        infinitive(statement.cue),
        statement.polarity,
        (" … ".join(fragments),) if cut else (),
    )


def infinitive(cue: str) -> str:
    """Return the folded infinitive of the last verb of speech among the words of a cue."""
    found = ""
    words = _WORD.findall(cue.replace("’", "'"))
    for word in words:
        base = re.sub(r"^(?:s|n|l|m|d|qu)'", "", plain(word))
        base = re.sub(r"-(?:t-)?(?:il|elle|on|ils|elles)$", "", base)
        for lemma in _verbs().get(base, ()):
            reflexive = lemma.startswith(("se ", "s'"))
            if reflexive == _reflexive(words):
                found = lemma
                break
        else:
            found = _verbs().get(base, (found,))[0] or found
    return found


def _reflexive(words: list[str]) -> bool:
    return any(plain(w) in ("se", "s'") or plain(w).startswith("s'") for w in words)


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    """Return the folded forms of the verbs that report words, with their folded infinitives."""
    found: dict[str, dict[str, None]] = {}
    for form, verbs in lexicon.french().forms.items():
        for verb, _ in verbs:
            found.setdefault(plain(form), {})[plain(verb.lemma)] = None
    return {form: tuple(lemmas) for form, lemmas in found.items()}


def reporting(word: str) -> bool:
    """Tell whether a folded word is a form of a verb that reports words."""
    return word in _verbs()


def _by_verb(body: str) -> Report:
    """Return the report of a sentence without capitals or with a verb that governs an opinion."""
    source = _SOURCE.match(body)
    if source:
        return Report(source["who"].strip(), source["what"])
    quoted = [(q.start, q.end) for q in claims.quotations(body)]
    words = [w for w in _WORD.finditer(body) if not any(a <= w.start() < b for a, b in quoted)]
    for at, word in enumerate(words):
        low = plain(word.group())
        auxiliary = low in ("a", "ont", "avait", "aurait", "est", "n'a", "n'ont", "n'avait", "s'est", "l'a")
        follows = plain(words[at + 1].group()) if at + 1 < len(words) else ""
        base = re.sub(r"^(?:s|n|l)'", "", low)
        if at == 0 or not (base in _verbs() or (auxiliary and follows in _verbs())):
            continue
        if plain(words[at - 1].group()) in ("le", "la", "les", "un", "une", "de", "du", "l'", "d'"):
            continue  # a noun like it: "le juge", "la note"
        if _CLAUSE.search(plain(body[: word.start()])):
            continue  # another clause than who speaks: "X est parti parce qu'il voulait ..."
        last = words[at + 1] if auxiliary else word
        subject = re.sub(r"\s+(?:ne|se|qui)\s*$", "", body[: word.start()]).strip(" ,:")
        rest = re.sub(r"^\W*(?:qu[e'’]|de|d['’]|pas que)\s*", "", body[last.end() :]).strip(" ,:")
        if subject and rest:
            negated = low.startswith("n'") or bool(re.search(r"\bne\s*$", body[: word.start()]))
            polarity: Polarity = "did_not_say" if negated else "asserts"
            named = plain(subject) not in sense("nobody")
            return Report(subject if named else "", rest, infinitive(last.group()), polarity)
    return _by_name(body)


def _by_name(body: str) -> Report:
    """Return the report of a sentence that begins with a name and goes on without a verb of speech."""
    name = _NAME.match(body)
    if name and not body.startswith(("Le ", "La ", "Les ", "Un ", "Une ", "Il ", "On ")):
        return Report(name.group(), body[name.end() :].strip(" ,:"))
    return Report("", body)
