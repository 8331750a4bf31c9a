"""Claims without a threshold: what a reader may ask that no figure of the floors holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.eval.claimed.corrupt import Draw, Item, unlike
from tests.eval.claimed.fragments import elided
from tests.eval.claimed.material import SURE, Quotation, Row
from tests.eval.claimed.words import MARKS, content, fold, words

_SUPPORTED = frozenset({"verbatim", "altered", "in_substance"})
_NAMED = {"person", "org", "metonym"}
_NOBODY = "Zébulon Tarquefort"
_INFINITIVE = re.compile(r"(?i)^(?:ne pas |se |s['’])?\w+(?:er|ir|re|oir)\b")
_PERFECT = re.compile(r"(?:a|avait|s['’]est)\s\w+(?:é|i|it|is|u|t)e?\b")
_CLAUSE = re.compile(r"(?i)(?:\bque|\bqu['’])\s*$")


def _named(draw: Draw, *, polarity: str = "asserts", mood: str = "indicative") -> list[Row]:
    rows = [r for r in draw.stuff.rows if r["speaker"] and r["speaker_type"] in _NAMED]
    rows = [r for r in rows if r["polarity"] == polarity and r["mood"] == mood and not r["by_date"]]
    rows = [r for r in rows if r["kind"] != "direct" and r["speaker"][0].isupper()]
    return draw.shuffled(r for r in rows if r["confidence"] >= SURE and not r["headline"])


def _clauses(draw: Draw, **how: str) -> Iterator[tuple[Row, str]]:
    """Yield statements whose content follows que, without marks, with at least three content words."""
    for row in _named(draw, **how):
        said, text = row["content"], draw.stuff.texts[row["article_id"]]
        if MARKS.search(said["text"]) or len(content(said["text"])) < 3 or not said["text"][:1].islower():
            continue
        if _CLAUSE.search(text[: said["start"]]):
            yield row, said["text"].rstrip(" .,")


def _source(row: Row) -> Quotation:
    return Quotation(row["content"]["text"], row["speaker"], row["article_id"], row)


def indirect_true(draw: Draw) -> Iterator[Item]:
    """Yield reported clauses given to their speaker: supported."""
    for row, said in _clauses(draw):
        fatal = frozenset({"not_found", "other_speaker", "denied"})
        yield Item(draw.tell(row["speaker"], said), row["speaker"], _source(row), _SUPPORTED, fatal)


def indirect_moved(draw: Draw) -> Iterator[Item]:
    """Yield reported clauses given to another speaker of the article: not supported."""
    right = frozenset({"other_speaker", "about_speaker", "not_found", "denied", "conditional"})
    for row, said in _clauses(draw):
        others = [s for s in draw.stuff.present.get(row["article_id"], []) if s != row["speaker"]]
        for speaker in draw.shuffled(others)[:1]:
            if not draw.stuff.may_have_said(speaker, said) and not draw.stuff.same_person(
                speaker, row["speaker"]
            ):
                yield Item(draw.tell(speaker, said), speaker, _source(row), right, _SUPPORTED)


def conditional_as_fact(draw: Draw) -> Iterator[Item]:
    """Yield what is only reported in the conditional, claimed as said: conditional."""
    for row in _named(draw, mood="conditional"):
        said = row["content"]["text"].strip(' "«».,')
        if len(content(said)) >= 2:
            right, fatal = frozenset({"conditional"}), _SUPPORTED
            yield Item(_plain(draw, row, said), row["speaker"], _source(row), right, fatal)


def denied_as_said(draw: Draw) -> Iterator[Item]:
    """Yield what a speaker denies, claimed as said: denied."""
    for row in _named(draw, polarity="denies"):
        said = row["content"]["text"].strip(' "«».,')
        if len(content(said)) >= 2:
            right, fatal = frozenset({"denied"}), _SUPPORTED
            yield Item(_plain(draw, row, said), row["speaker"], _source(row), right, fatal)


def _plain(draw: Draw, row: Row, said: str) -> str:
    """Return a claim without marks, built as the content is: a clause, an infinitive or a noun."""
    said = re.sub(r"[«»\"“”]", "", said)
    text = draw.stuff.texts[row["article_id"]]
    if _CLAUSE.search(text[: row["content"]["start"]]):
        return draw.tell(row["speaker"], said)
    if _INFINITIVE.match(said):
        return f"{row['speaker']} a reconnu {said}"
    return f"{row['speaker']} a confirmé {said}"


def said_about(draw: Draw) -> Iterator[Item]:
    """Yield what is said about somebody, given to that person: about_speaker, or whoever spoke."""
    right = frozenset({"about_speaker", "other_speaker", "denied"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        about = [p for p in draw.stuff.people if p in quotation.row["content"]["text"]]
        for speaker in about[:1]:
            if draw.stuff.same_person(speaker, quotation.speaker):
                continue
            if not draw.stuff.may_have_said(speaker, quotation.text):
                claim = draw.quote(speaker, quotation.text)
                yield Item(claim, speaker, quotation, right, _SUPPORTED)


def short_right_frame(draw: Draw) -> Iterator[Item]:
    """Yield quotations of few words in the sentence that holds them: verbatim."""
    for quotation in draw.shuffled(draw.stuff.short):
        row, text = quotation.row, draw.stuff.texts[quotation.article]
        start = row["content"]["start"]
        cue = text.rfind(row["cue"], max(0, start - 60), start)
        sentence = text[cue : row["content"]["end"]]
        alone = len(row["fragments"]) == 1 and not re.search(r"[.!?\n]", sentence)
        if row["kind"] == "mixed" and cue >= 0 and alone and _PERFECT.match(sentence):
            claim = f"{quotation.speaker} {sentence}"
            right = frozenset({"verbatim", "in_substance"})
            yield Item(claim, quotation.speaker, quotation, right, frozenset({"other_speaker", "denied"}))


def short_wrong_frame(draw: Draw) -> Iterator[Item]:
    """Yield quotations of few words about what the speaker was not speaking of: not verbatim."""
    right = frozenset({"not_found", "altered", "denied", "in_substance"})
    for quotation in draw.shuffled(draw.stuff.short):
        topic = draw.rng.choice(draw.stuff.people)
        if quotation.row["kind"] == "mixed" and topic not in draw.stuff.texts[quotation.article]:
            claim = f"{quotation.speaker} a parlé, à propos de {topic}, de « {quotation.text} »"
            yield Item(claim, quotation.speaker, quotation, right, frozenset({"verbatim"}))


def negation_cut(draw: Draw) -> Iterator[Item]:
    """Yield quotations of which an ellipsis takes the negation out: never verbatim."""
    right, fatal = frozenset({"denied", "altered", "not_found"}), frozenset({"verbatim", "in_substance"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        said = elided(draw.rng, quotation.text, turning=True)
        if said is not None:
            yield Item(draw.quote(quotation.speaker, said), quotation.speaker, quotation, right, fatal)


def stitched(draw: Draw) -> Iterator[Item]:
    """Yield two stretches of one speaker's statements as if said at one go: not verbatim."""
    right = frozenset({"altered", "not_found", "other_speaker", "in_substance"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        others = [q for q in draw.stuff.quotations if q.speaker == quotation.speaker]
        for other in draw.shuffled(q for q in others if q.row["id"] != quotation.row["id"])[:1]:
            told, more = words(quotation.text), words(other.text)
            left = quotation.text[: told[min(5, len(told) - 1)].end]
            end = other.text[more[max(0, len(more) - 6)].start :]
            joint = draw.rng.choice([" ", " [...] "])
            made = f"{left.rstrip('.')}{joint}{end}"
            if not draw.stuff.is_printed(made) and unlike(left, end):
                where = "one article" if other.article == quotation.article else "two articles"
                kind = f"{'cut' if '[' in joint else 'plain'}, {where}"
                claim = draw.quote(quotation.speaker, made)
                yield Item(claim, quotation.speaker, quotation, right, frozenset({"verbatim"}), kind)


def stitched_people(draw: Draw) -> Iterator[Item]:
    """Yield the words of one with the words of another after them, given to the first: not verbatim."""
    right = frozenset({"altered", "not_found", "other_speaker"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        near = [q for q in draw.stuff.quotations if q.article == quotation.article]
        for other in draw.shuffled(q for q in near if q.speaker != quotation.speaker)[:1]:
            joint = draw.rng.choice([" ", " [...] "])
            made = f"{quotation.text.rstrip('.')}{joint}{other.text}"
            if not draw.stuff.may_have_said(quotation.speaker, other.text):
                claim = draw.quote(quotation.speaker, made)
                yield Item(claim, quotation.speaker, quotation, right, frozenset({"verbatim"}))


def by_surname(draw: Draw) -> Iterator[Item]:
    """Yield what was said by one who is named by a surname that nobody else bears: verbatim."""
    bearers = [fold(n.split()[-1]) for n in draw.stuff.aliases]
    everything = "\n".join(draw.stuff.texts.values())
    for quotation in draw.shuffled(draw.stuff.quotations):
        surname = quotation.speaker.split()[-1]
        firsts = set(re.findall(rf"([A-ZÉÈ][\w-]+) {re.escape(surname)}\b", everything)) - {"Mme", "Me"}
        plain = len(quotation.speaker.split()) == 2  # "Le Maire" is not "Maire"
        if plain and bearers.count(fold(surname)) == 1 and len(firsts) == 1:
            title = "Mme " if draw.woman(quotation.speaker) else ""
            claim = draw.quote(f"{title}{surname}", quotation.text)
            fatal = frozenset({"other_speaker", "denied"})
            yield Item(claim, quotation.speaker, quotation, frozenset({"verbatim"}), fatal)


def nobody_named(draw: Draw) -> Iterator[Item]:
    """Yield true quotations without a speaker: verbatim, and the evidence says who."""
    for quotation in draw.shuffled(draw.stuff.quotations):
        claim = draw.rng.choice(["« {q} »", "Qui a dit « {q} » ?", 'Quelqu\'un a dit : "{q}"'])
        claim = claim.replace("{q}", quotation.text)
        yield Item(claim, quotation.speaker, quotation, frozenset({"verbatim"}), frozenset({"not_found"}))


def unknown_speaker(draw: Draw) -> Iterator[Item]:
    """Yield true quotations given to a person of whom no article speaks: never his."""
    right = frozenset({"other_speaker", "not_found"})
    for quotation in draw.shuffled(draw.stuff.quotations):
        yield Item(draw.quote(_NOBODY, quotation.text), _NOBODY, quotation, right, _SUPPORTED)


def incise_within(draw: Draw) -> Iterator[Item]:
    """Yield true quotations with the incise inside the marks, or between two pairs of them: verbatim."""
    for quotation in draw.shuffled(draw.stuff.quotations):
        made = elided(draw.rng, quotation.text)
        told = words(quotation.text)
        if made is None:
            continue
        cut = told[len(told) // 2]
        left, end = quotation.text[: cut.start].rstrip(" ,"), quotation.text[cut.start :]
        form = draw.rng.choice(["« {l}, a déclaré {s}, {r} »", "« {l} », a déclaré {s}, « {r} »"])
        claim = form.replace("{l}", left).replace("{r}", end).replace("{s}", quotation.speaker)
        fatal = frozenset({"other_speaker", "not_found"})
        kind = "inside" if "», a" not in form else "between"
        yield Item(claim, quotation.speaker, quotation, frozenset({"verbatim"}), fatal, kind)


DIAGNOSTICS: dict[str, Callable[[Draw], Iterator[Item]]] = {
    f.__name__: f
    for f in (
        indirect_true,
        indirect_moved,
        conditional_as_fact,
        denied_as_said,
        said_about,
        short_right_frame,
        short_wrong_frame,
        negation_cut,
        stitched,
        stitched_people,
        by_surname,
        nobody_named,
        unknown_speaker,
        incise_within,
    )
}
