"""What a question asks: its kind, the words an answer must cover, and whose words it is about.

Pure and fast (microseconds), French and English, tolerant of missing accents and capitals. Nothing is looked
up here: whether a name exists is for the evidence to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from bot.answers.questions import attribute, predicate, speakers
from bot.answers.questions.attribute import Attribute
from bot.answers.questions.predicate import Predicate
from bot.answers.questions.words import sense
from index.analysis import Term, content_terms, terms
from index.retrieval import translation

Kind = Literal["who_is", "who", "when", "where", "how_many", "why", "said", "what", "yes_no"]

_LONGEST = 1000  # characters of a question that are read
BORN = "né"
_BORN_FORMS = frozenset({"né", "née", "nés", "nées", "naissance"})
_FRAME_WEIGHT = (
    0.3  # words like "année", "nom": wanted in the answer, seldom found; fitted on questions of PIAF
)
_SAYING_WEIGHT = 0.15


class Asked(NamedTuple):
    """One word that the answer should cover: weight 0 to 1, `name` when it is written like a name.

    `others` are stems that stand for it as well: the French of an English word.
    """

    stem: str
    word: str
    weight: float
    name: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read.

    Attributes:
        terms: the words to cover, each stem once, in order.
        names: what is written with capitals, whole ("Corée du Nord"), the speaker left in.
        speaker: whose words (kind "said", or "selon X") or who (kind "who_is") is asked about, as written.
        own_words: the answer must be words of `speaker`, nothing said by or of somebody else.
        since, until: the period named in the question, both days included.
        deed: what it takes for granted that somebody did.
        attribute: what it asks of one thing or person.
        english: asked with English question words, so that common words match less often.
    """

    text: str
    kind: Kind
    terms: tuple[Asked, ...]
    names: tuple[str, ...] = ()
    speaker: str | None = None
    own_words: bool = False
    since: date | None = None
    until: date | None = None
    english: bool = False
    deed: Predicate | None = None
    attribute: Attribute | None = None


_KINDS: tuple[tuple[Kind, str], ...] = (
    ("why", r"\bpourquoi\b|\bwhy\b|quelles? (?:est |etait |sont )?(?:la |les )?(?:raison|cause)s?\b"),
    (
        "how_many",
        r"\bcombien\b|\bhow (?:many|much|long|old|far|high|big)\b|\bquel age\b"
        r"|\bquel(?:le)?s? (?:est |etait |sont |fut |etaient )?(?:le |la |l'|les )?"
        r"(?:nombre|montant|taux|prix|pourcentage|part|population|superficie|distance|hauteur|longueur|largeur"
        r"|taille|poids|duree|age|cout|budget|score|temperature|vitesse|altitude|profondeur|surface|proportion"
        r"|quantite|effectif|chiffre|bilan|tarif|salaire|somme)s?\b",
    ),
    (
        "when",
        r"\bquand\b|\bwhen\b|\bquel(?:le)?s? (?:est |etait |fut )?(?:la |le |l')?"
        r"(?:annee|date|jour|mois|siecle|heure|epoque|periode|decennie|moment)s?\b"
        r"|\b(?:what|which) (?:year|date|day|month|time|century)\b",
    ),
    (
        "where",
        r"^(?:d'|par |jusqu'|vers )?ou\b|\bwhere\b|\bquel(?:le)?s? "
        r"(?:pays|ville|region|continent|lieu|endroit|village|departement|commune|etat|quartier|rue|ile"
        r"|capitale)s?\b|\b(?:what|which) (?:country|city|town|place|region)\b",
    ),
    (
        "who",
        r"^(?:\w+ )?qui\b(?! est-ce que)|\bwho(?:m|se)?\b|\b(?:a|par|de|avec|contre|pour|chez|sur) qui\b",
    ),
    (
        "yes_no",
        r"^est-ce qu|^(?:is|are|was|were|did|does|do|has|have|can|will)\b"
        r"|^(?!.*\b(?:qu(?:e|i|oi|el\w*)|comment)\b).*\w-(?:t-)?(?:il|elle|on|ils|elles)\b",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Ý][\w’'-]*"
    r"(?:(?: (?:d[eu]s?|de la|von|van|der|den|el|al|ben|la|le)\b){0,2} [A-ZÀ-ÖØ-Ý0-9][\w’'-]*| \d+\b)*"
)
_SCRIPTS = 0x3000  # characters of alphabets and the marks of texts in them, which are few enough to be kept
_YEARS = re.compile(r"\b(?:en|in|depuis|since|annee|year|avant|apres|de)\s+(?P<year>(?:1[89]|20)\d\d)\b")


def read(text: str) -> Question:
    """Return what a question asks; any text is a question, an empty one has no terms."""
    text = " ".join(text[:_LONGEST].split())
    plain = flat(text)
    kind, speaker, own = _purpose(text, plain)
    names = tuple(_names(text))
    since, until = _period(plain)
    return Question(
        text=text,
        kind=kind,
        terms=tuple(_asked(text, kind, [*names, *([speaker] if speaker else [])])),
        names=names,
        speaker=speaker,
        own_words=own,
        since=since,
        until=until,
        english=translation.english(text),
        deed=predicate.read(text, plain) if kind in ("why", "when", "where", "who", "yes_no") else None,
        attribute=attribute.read(text, plain) if kind not in ("said", "yes_no") else None,
    )


def born_in(text: str) -> bool:
    """Tell whether a text speaks of a birth, which the folded stems cannot tell from a negation."""
    return re.search(r"\b(?:née?s?|naissance|naît|naquit)\b", text, re.IGNORECASE) is not None


class _Flattened(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        found = "'" if code == ord("’") else unicodedata.normalize("NFD", chr(code))[0].lower()
        if code < _SCRIPTS:
            self[code] = found
        return found


_flattened = _Flattened()


def flat(text: str) -> str:
    """Return a text folded without changing its length, so that places in it stay true."""
    return text.lower() if text.isascii() else text.translate(_flattened)


def _purpose(text: str, plain: str) -> tuple[Kind, str | None, bool]:
    identity = speakers.identity(text, plain)
    if identity:
        return "who_is", identity, False
    voice = speakers.voice(text, plain)
    if voice and voice.whole:
        return "said", voice.name, voice.strict
    kind: Kind = next((kind for kind, pattern in _PATTERNS if pattern.search(plain)), "what")
    return kind, voice.name if voice else None, False


def _names(text: str) -> Iterable[str]:
    for match in _NAME.finditer(text):
        name = re.sub(r"^(?:[LlDd]|[Qq]u|[Jj]usqu|[Ll]orsqu)[’']", "", match.group())
        if match.start() == 0 or text[match.start() - 1] in "¿":
            # The first word of a question is capitalised for its place, not for its sense.
            first, _, rest = name.partition(" ")
            name = name if content_terms(first) and not _common(first) else rest
            name = re.sub(r"^(?:d[eu]s?|la|le)\s+", "", name)
        if name and name[0].isupper() and content_terms(name):
            yield name


def _common(word: str) -> bool:
    folded = flat(word)
    return any(folded in sense(s) for s in ("saying", "willing", "frame")) or "-t-" in folded


def _asked(text: str, kind: Kind, names: list[str]) -> Iterable[Asked]:
    named = {t.stem for name in names for t in content_terms(name)}
    french = translation.french(text) if translation.english(text) else {}
    seen: set[str] = set()
    for term in _meaning(text):
        if term.stem in seen:
            continue
        seen.add(term.stem)
        others = tuple(t.stem for t in french.get(term.start, ()))
        weight = _weight(term.word, term.stem in named, kind)
        yield Asked(term.stem, term.word, weight, term.stem in named, others)


def _meaning(text: str) -> Iterable[Term]:
    """Return the words that carry meaning; an acronym does, even one like a function word ("EU")."""
    acronyms = [t for t in terms(text) if t.end - t.start > 1 and text[t.start : t.end].isupper()]
    shouted = len(acronyms) > 2 and text.isupper()
    # Without its accent "né" would be the negation, which every text is full of.
    born = [
        t._replace(stem=BORN, word=BORN) for t in terms(text) if text[t.start : t.end].lower() in _BORN_FORMS
    ]
    kept = {t.start: t for t in [*content_terms(text), *([] if shouted else acronyms), *born]}
    if all(term.word in sense("courtesy") for term in kept.values()):
        return []  # "Bonjour !" asks nothing, though some article greets somebody too
    return [kept[start] for start in sorted(kept)]


def _weight(word: str, named: bool, kind: Kind) -> float:
    if named:
        return 1.0
    if word in sense("saying"):
        return _SAYING_WEIGHT if kind == "said" else 0.5
    if kind == "said" and word in sense("willing"):
        return _FRAME_WEIGHT
    return _FRAME_WEIGHT if word in sense("frame") or word in sense("titles") else 1.0


def _period(plain: str) -> tuple[date | None, date | None]:
    years = [int(m["year"]) for m in _YEARS.finditer(plain)]
    if not years:
        return None, None
    if re.search(r"\b(?:depuis|since)\s+\d{4}", plain):
        return date(min(years), 1, 1), None
    return date(min(years), 1, 1), date(max(years), 12, 31)
