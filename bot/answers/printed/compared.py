"""What two voices say on one thing, side by side: each with its citations, or that nothing was found of it.

A voice is somebody in the ledger, or an outlet whose own articles on the topic are then shown. Nothing is
concluded from what stands there: whether two agree is for people to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import prompts
from bot.answers.answer import Citation, Line, Proposal
from bot.answers.printed import evidence, extractive, findings, judgement, refusal, voices
from bot.answers.printed.account import Telling, statements_of
from bot.answers.printed.evidence import FEATURES, forms
from bot.answers.printed.findings import Findings, Reading, Searching
from bot.answers.printed.slices import Slice
from bot.answers.questions import mentions, question
from bot.answers.questions.comparison import Comparison
from index import analysis, outlets
from index.ledger.asked import Said
from index.news import Hit, Scanned, Statement
from index.retrieval import translation

_EACH = 2  # sentences of a voice
_ARTICLES = ("le ", "la ", "les ", "l'", "the ")
_HITS = 60  # searched for articles of an outlet
_COVER, _ENOUGH = FEATURES.index("window"), 0.5  # of the topic that a sentence and its neighbours hold


@dataclass(frozen=True, slots=True)
class Side:
    """What one voice says: our line on it, the words shown, and its statements on the topic.

    `known`: somebody or an outlet is called so.
    """

    heading: str
    slices: tuple[Slice, ...] = ()
    statements: tuple[Statement, ...] = ()
    known: bool = True


class Corpus(NamedTuple):
    """What an answer is looked for in."""

    searcher: Searching
    archive: Reading
    telling: Telling


def compose(asked: Comparison, text: str, corpus: Corpus, language: str) -> Proposal | None:
    """Return the answer to a question that compares two voices, None where neither is known."""
    hits = corpus.searcher.search(asked.topic, _HITS)
    sides = []
    for voice in asked.voices:
        own = [h for h in hits if _is(h, voice)]
        if own:
            sides.append(_outlet(own, asked.topic, corpus.searcher, language))
        else:
            found = findings.gather(_question(voice, asked.topic, text), *corpus)
            sides.append(_speaker(voice, asked.topic, found, language))
    if not any(side.known for side in sides):
        return None
    return _proposal(text, sides, corpus.archive.scanned(), language)


def _proposal(text: str, sides: Sequence[Side], scanned: Scanned, language: str) -> Proposal:
    lines: list[Line] = []
    citations: list[Citation] = []
    for side in sides:
        lines.append(Line(side.heading))
        for one in side.slices:
            citations.append(one.citation(len(citations) + 1))
            lead = f"– {extractive.origin(citations[-1], language)}"
            lines.append(Line(lead, numbers=(citations[-1].n,)))
    told = tuple(s for side in sides for s in side.statements)
    whole = Proposal(text, language, tuple(lines), scanned, tuple(citations), told)
    if citations:
        return whole
    searched = Line(refusal.searched(scanned, language))
    return replace(whole, lines=(*lines, searched), reason="no_words")


def _question(voice: str, topic: str, text: str) -> question.Question:
    """Return the question on one of the voices, in the language of the whole."""
    if translation.english(text):
        return question.read(f"What did {voice} say about {topic}?")
    return question.read(f"Qu'a dit {voice} sur {topic} ?")


def _speaker(voice: str, topic: str, found: Findings, language: str) -> Side:
    account = found.account
    if account is None or not (account.namesakes or _is_meant(voice, account.said)):
        return Side(prompts.message("answer.compared_unknown", language, speaker=voice), known=False)
    if account.namesakes:
        people = ", ".join(account.namesakes)
        return Side(prompts.message("refusal.ambiguous_name", language, name=voice, people=people))
    name = account.said.speaker
    said = [w for w in account.words if w.told and w.told.on_topic]
    slices = _direct(voices.words_asked_for(found), topic, found) if said else []
    if not slices:
        counted = account.said.count
        return Side(prompts.message("answer.compared_nothing", language, speaker=name, statements=counted))
    heading = prompts.message("answer.compared", language, speaker=name, statements=len(said))
    return Side(heading, tuple(slices), statements_of(said))


def _is_meant(voice: str, said: Said) -> bool:
    """Tell whether whoever said something is called as asked, not only nearly so."""
    told = said.told[0].statement.speaker_type if said.told else ""
    wanted, known = mentions.parts(voice), mentions.parts(said.speaker)
    alike = any(mentions.alike(one, other) for one in wanted for other in known)
    return bool(told) and (told != "person" or said.office or alike)


def _direct(slices: Sequence[Slice], topic: str, found: Findings) -> list[Slice]:
    """Return the words that name the topic themselves, else the best."""
    stems = {t.stem for t in analysis.terms(topic)}
    words = [w for w in found.words if w.stem in stems]
    named = [s for s in slices if any(forms(w, {t.stem for t in analysis.terms(s.text)}) for w in words)]
    return named[:_EACH] or list(slices[:1])


def _outlet(hits: Sequence[Hit], topic: str, searcher: Searching, language: str) -> Side:
    """Return the best sentences on the topic of an outlet's own articles."""
    asked = question.read(topic)
    words = evidence.weigh(asked, searcher.frequency, searcher.passages)
    ranked = judgement.rank(evidence.sentences_of(asked, words, hits[:10]))
    near = [r.sentence for r in ranked if r.sentence.features[_COVER] >= _ENOUGH]
    shown: list[Slice] = []
    for sentence in near:
        one = Slice.of_hit(sentence.hit, sentence.span.start, sentence.span.end)
        if len(shown) < _EACH and not any(one.repeats(s) for s in shown):
            shown.append(one)
    name, count = hits[0].outlet or "", len({s.hit.article_id for s in near})
    if not shown:
        return Side(prompts.message("answer.compared_unknown", language, speaker=name))
    heading = prompts.message("answer.compared_outlet", language, outlet=name, articles=count)
    return Side(heading, tuple(shown))


def _is(hit: Hit, voice: str) -> bool:
    """Tell whether an article was printed by an outlet of that name, its article aside."""
    return bool(hit.outlet) and _bare(hit.outlet or "") == _bare(voice)


def _bare(name: str) -> str:
    key = outlets.key(name)
    return next((key.removeprefix(a) for a in _ARTICLES if key.startswith(a)), key)
