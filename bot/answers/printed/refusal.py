"""When nothing is answered, and what is said then: why, what was searched, what came nearest."""

from __future__ import annotations

import prompts
from bot.answers.answer import Line, Proposal
from bot.answers.printed import attributes, borne, identity, judgement, leaders, said
from bot.answers.printed.account import Account
from bot.answers.printed.evidence import FEATURES, close, forms
from bot.answers.printed.findings import Findings, nearest
from bot.answers.questions import mentions
from bot.answers.questions.question import BORN, born_in
from bot.answers.questions.words import sense
from bot.render import dates, named
from index import analysis
from index.news import Scanned

_BEST = 5  # sentences, as many as are ever shown
_FEW = 30  # passages: the articles of a day or two of one subject
_LIKELY, _SURELY = 0.5, 0.7  # probability of one word alone, and where another stands in other articles
_KIND = FEATURES.index("kind")


def reason(findings: Findings) -> str | None:
    """Return why nothing may be answered, or None.

    "empty": no word to search; "ambiguous_name": several persons are called so;
    "unknown_name": the person asked about is named nowhere in what was found;
    "no_words": somebody's words are to be counted, and the ledger has none on the subject;
    "not_told": what the question takes for granted is told of nobody, or of somebody else;
    "not_given": what is asked of a thing or a person is told of neither;
    "nothing_found": what was found does not answer.
    """
    question = findings.question
    if not question.terms:
        return "empty"
    if findings.account and (told := _by_ledger(findings.account)):
        return told
    if findings.hits and question.speaker and not _named(question.speaker, findings):
        return "unknown_name"
    if findings.hits and question.kind == "said" and findings.spoken:
        return None
    if (
        not findings.hits
        or _stranger(findings)
        or _beside_the_question(findings)
        or _by_chance(findings)
        or findings.probability < judgement.weights().threshold
    ):
        return "nothing_found"
    return _untold(findings)


def _untold(findings: Findings) -> str | None:
    """Return why what was found does not tell what is asked of somebody or something, or None."""
    question, words = findings.question, findings.words
    sentences = [r.sentence for r in findings.ranked]
    if question.deed is not None:
        return None if borne.told(question.deed, words, sentences) else "not_told"
    wanted = question.attribute
    return None if wanted is None or attributes.told(wanted, words, sentences) else "not_given"


def _by_ledger(account: Account) -> str | None:
    """Return why the ledger alone tells that there is no answer, or None."""
    if account.namesakes:
        return "ambiguous_name"
    return "no_words" if account.form == "times" and not account.on_topic else None


def refuse(findings: Findings, scanned: Scanned, language: str, reason: str) -> Proposal:
    """Return the refusal for a reason, with what was searched and what came nearest."""
    name = findings.question.speaker or (findings.account.said.speaker if findings.account else "")
    values = {"name": _within(name, findings, language)} if reason in {"unknown_name", "no_words"} else {}
    if findings.question.deed and reason == "not_told":
        deed = findings.question.deed
        values = {"name": _within(deed.name, findings, language), "word": deed.word}
    if findings.question.attribute and reason == "not_given":
        values = {"name": findings.question.attribute.of}
    if findings.account and reason == "ambiguous_name":
        values = {"name": findings.account.said.speaker, "people": ", ".join(findings.account.namesakes)}
    why = prompts.message(f"refusal.{reason}", language, **values)
    return Proposal(
        findings.question.text,
        language,
        (Line(f"{why} {searched(scanned, language)}"),),
        scanned,
        reason=reason,
        nearest=nearest(findings),
    )


def _within(name: str, findings: Findings, language: str) -> str:
    """Return a name as a sentence carries it: the question and the passages found tell with which article."""
    found = (f"{hit.title or ''}\n{hit.text}" for hit in findings.hits)
    return named.within(name, (findings.question.text, *found), language)


def searched(scanned: Scanned, language: str) -> str:
    """Return what was searched, in words: how many articles, from which day to which."""
    if not scanned.articles:
        return prompts.message("refusal.no_articles", language)
    key = "one" if scanned.articles == 1 else "many"
    if not (scanned.since and scanned.until):
        values = {} if key == "one" else {"articles": scanned.articles}
        return prompts.message(f"refusal.searched_{key}", language, **values)
    since, until = (dates.words(day.isoformat(), language) for day in (scanned.since, scanned.until))
    if scanned.articles == 1:
        return prompts.message("refusal.searched_one_dated", language, day=since)
    return prompts.message(
        "refusal.searched_dated", language, articles=scanned.articles, since=since, until=until
    )


def _named(name: str, findings: Findings) -> bool:
    """Tell whether the person asked about is named in a passage found or its headline; offices always are."""
    if findings.spoken or said.office(name):
        return True
    return any(mentions.named(name, f"{hit.title or ''}\n{hit.text}") for hit in findings.hits)


def _beside_the_question(findings: Findings) -> bool:
    """Tell whether no good sentence can hold the answer: by its figure, birth, office or body."""
    best = [r.sentence for r in findings.ranked[:_BEST]]
    if findings.question.kind == "how_many" and not any(s.features[_KIND] >= 0.5 for s in best):
        return True
    name = findings.question.speaker or ""
    if findings.question.kind == "who_is" and not any(
        identity.strength(name, s.span.text) >= 0.5 for s in best
    ):
        return True
    body = leaders.body(findings.question)
    if body and leaders.elsewhere(body, best[0].span.text) and not leaders.chosen(body, findings.ranked):
        return True
    asked = any(a.stem == BORN for a in findings.question.terms)
    return asked and not any(born_in(s.span.text) for s in best)


def _by_chance(findings: Findings) -> bool:
    """Tell whether one common word of a question is all that is found in a few articles, by chance.

    It is where the corpus has another word of it, but elsewhere, and little else speaks for an answer; what
    stands nowhere may have been said in other words, and the evidence decides. Words that only say what kind
    of answer is wanted ("le nom", "en quelle année") seldom stand where it is given: they do not count.
    On corpora of ten articles of PIAF, of documents that nothing was chosen by, 8.1 in a hundred answerable
    questions are refused, 9.0 if those words counted and no answer were likely enough; of questions on
    anything else 93.1 and 93.8.
    """
    asking = sense("frame") | sense("saying")
    words = [w for w in findings.words if w.word not in asking]
    if findings.passages >= _FEW or len(words) < 2 or any(w.name for w in findings.words):
        return False
    best = findings.ranked[0].sentence
    stems = best.heading | {t.stem for t in analysis.terms(best.hit.text)}
    absent = [w for w in words if stems.isdisjoint((w.stem, *w.others))]
    if len(words) - len(absent) > 1 or any(w.stem in best.heading for w in words):
        return False
    elsewhere = any(w.rarity < 1 and not any(close(w.stem, s) for s in stems) for w in absent)
    return findings.probability < (_SURELY if elsewhere else _LIKELY)


def _stranger(findings: Findings) -> bool:
    """Tell whether something named in two words or more is missing beside the best sentence."""
    best = findings.ranked[0].sentence.hit
    stems = {t.stem for t in analysis.terms(f"{best.title or ''}\n{best.text}")}
    words = {w.stem: w for w in findings.words}
    for name in findings.question.names:
        parts = [
            words[t.stem] for t in analysis.content_terms(name) if t.stem in words and not t.word.isdigit()
        ]
        if len(parts) > 1 and not any(forms(part, stems) for part in parts):
            return True
    return False
