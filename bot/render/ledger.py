"""Statements and speakers as rich renderables: the words as printed, how they were said, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.render import terminal
from bot.render.dates import between, words
from bot.render.layout import Paragraph, line, unbroken
from bot.render.terminal import FAINT, HEADING, NUMBER
from index import analysis, outlets
from index.ledger.asked import Asked, Said, Told, Withdrawn
from index.news import PROPOSED, Article, Scanned, Speaker, Statement
from index.people.finding import Match
from prompts import message

_WORDS = 400  # characters of a content that is shown on a screen
_ROLES = 2  # of a speaker in a list


def said(found: Said, asked: Asked, language: str, most: int | None) -> RenderableType:
    """Return what somebody said; whom the name may mean where it is not one.

    `most`: so many of what was withdrawn.
    """
    if found.ambiguous:
        return _possible("said.ambiguous", found.speaker, found.ambiguous, found.scanned, language)
    if found.nearest:
        near = _possible("said.nearest", found.speaker, found.nearest, found.scanned, language)
        return Group(near, *_withdrawn(found, language, most))
    parts: list[RenderableType] = [Paragraph(Text(heading(found, asked.topic, language), HEADING))]
    if limits := _limits(asked, language):
        parts.append(Paragraph(Text(message("said.asked", language, what=limits), FAINT)))
    parts.append(Paragraph(Text(searched(found.scanned, language), FAINT)))
    if found.others:
        others = ", ".join(line(name) for name in found.others)
        parts.append(Paragraph(Text(message("said.others", language, others=others), FAINT)))
    shown = found.told
    apart = asked.topic is not None
    for at, one in enumerate(shown):
        if apart and not one.on_topic and (at == 0 or shown[at - 1].on_topic):
            parts += [Text(), Paragraph(Text(message("said.rest", language), HEADING))]
        parts += [Text(), *told(one, language, name=found.office)]
    return Group(*parts, *_more(len(shown), found.count, language), *_withdrawn(found, language, most))


def _withdrawn(found: Said, language: str, most: int | None) -> Iterator[RenderableType]:
    """Yield what is no longer there or another's; what the same voice says otherwise is told beside that."""
    gone = left(found)
    if gone:
        yield from (Text(), Paragraph(Text(message("said.withdrawn", language), HEADING)))
    for one in gone[:most]:
        yield Text()
        yield from _statement(one.statement, one.article, language, name=found.office)
        yield Paragraph(Text(went(one, language), FAINT), indent=2)


def left(found: Said) -> list[Withdrawn]:
    """Return the statements that have gone, or are another's, and are not told beside what they became."""
    return [w for w in found.withdrawn if w.after is None or w.given_to is not None]


def went(one: Withdrawn, language: str) -> str:
    """Return in words which version took a statement out or gave it to another."""
    if one.given_to is None:
        return changed("removed", one.number, one.at, language)
    day, speaker = words(one.at, language), line(one.given_to)
    if not speaker:
        return message("said.version_unnamed", language, number=one.number, day=day)
    return message("said.version_given", language, number=one.number, day=day, speaker=speaker)


def changed(change: str, number: int, at: str, language: str) -> str:
    """Return in words which version of an article changed a statement, and when it was taken in."""
    return message(f"said.version_{change}", language, number=number, day=words(at, language))


def statements(shown: Sequence[tuple[Statement, Article]], count: int, language: str) -> RenderableType:
    """Return statements of anybody, in the order of their articles; `count` is how many there are."""
    parts: list[RenderableType] = []
    for statement, article in shown:
        parts += [*_statement(statement, article, language, name=True), Text()]
    if not shown:
        parts.append(Paragraph(Text(message("said.none", language))))
    return Group(*parts, *_more(len(shown), count, language))


def speakers(found: Sequence[Speaker], language: str, most: int | None) -> RenderableType:
    """Return who speaks: how many statements, name, latest roles."""
    parts: list[RenderableType] = []
    shown = found[:most]
    for speaker in shown:
        lead = Text(f"{speaker.statements:>6}  ", NUMBER)
        text = Text(line(speaker.name))
        if speaker.roles:
            text.append(" — " + ", ".join(line(role) for role in telling(speaker.roles)), FAINT)
        parts.append(Paragraph(text, lead))
    if not found:
        parts.append(Paragraph(Text(message("said.none", language))))
    return Group(*parts, *_more(len(shown), len(found), language))


def telling(roles: Sequence[str]) -> list[str]:
    """Return the first roles that tell something each: not "ministre" beside "ministre de la Mer"."""
    shown: list[str] = []
    for role in roles:
        if len(shown) == _ROLES:
            break
        if not any(_less(role, other) for other in shown):
            shown = [other for other in shown if not _less(other, role)] + [role]
    return shown


def _less(role: str, other: str) -> bool:
    return {t.stem for t in analysis.terms(role)} <= {t.stem for t in analysis.terms(other)}


def searched(scanned: Scanned, language: str) -> str:
    """Return the denominator in words: how many articles, how many name the speaker, from when to when."""
    text = _counted(scanned.articles, scanned.articles_naming_speaker, language)
    if scanned.since and scanned.until:
        days = [words(day.isoformat(), language) for day in (scanned.since, scanned.until)]
        text += message("said.period", language, since=days[0], until=days[1])
    return text


def _counted(articles: int, naming: int | None, language: str) -> str:
    """Return how many articles were searched, and how many name the speaker; None: nobody is asked about."""
    few = "" if naming is None else {0: "_none", 1: "_one"}.get(naming, "")
    if articles == 1:
        return message(f"said.single{few}", language)
    if naming is None:
        return message("said.searched_all", language, articles=articles)
    values = {} if few else {"naming": naming}
    return message(f"said.searched{few}", language, articles=articles, **values)


def badges(statement: Statement, language: str) -> list[str]:
    """Return what must be known beside the words: denied, conditional, reported, by whom passed on."""
    found = [message("said.indirect", language)] if statement.kind == "indirect" else []
    if statement.polarity != "asserts":
        found.append(message(f"said.{statement.polarity}", language))
    if statement.mood != "indicative":
        found.append(message(f"said.{statement.mood}", language))
    if statement.relay:
        found.append(message("said.relay", language, relay=line(statement.relay)))
    if statement.by_date:
        found.append(message("said.by_date", language))
    if statement.rule == PROPOSED:
        found.append(message("said.proposed", language))
    return found


def quoted(statement: Statement) -> str:
    """Return the words of a statement as printed: marks only around what stood in marks."""
    if statement.kind == "direct":
        return " […] ".join(f"«\u00a0{line(f.text)}\u00a0»" for f in statement.fragments)
    text = line(statement.content.text)
    return text if len(text) <= _WORDS else text[:_WORDS].rpartition(" ")[0] + " …"


def _limits(asked: Asked, language: str) -> str:
    """Return in words which days and which kind were asked for, so that no count seems to be of all."""
    kind = message(f"dossier.kind_{asked.kind}", language) if asked.kind else ""
    return ", ".join(part for part in (between(asked.since, asked.until, language), kind) if part)


def heading(found: Said, topic: str | None, language: str) -> str:
    """Return whose statements they are and how many, or that nobody of that name speaks."""
    count, name = found.count, line(found.speaker)
    if not count and not found.scanned.articles_naming_speaker and not found.withdrawn:
        return message("said.unheard", language, name=name)
    if topic is None:
        return message("said.heading", language, speaker=name, statements=count)
    return message(
        "said.heading_topic",
        language,
        speaker=name,
        statements=count,
        on_topic=found.on_topic,
        topic=line(topic),
    )


def _possible(
    key: str, asked: str, matches: Sequence[Match], scanned: Scanned, language: str
) -> RenderableType:
    lines = [
        Paragraph(
            Text(line(m.speaker.name)).append(
                "  " + message("said.articles", language, articles=m.speaker.articles), FAINT
            ),
            Text("- "),
        )
        for m in matches
    ]
    return Group(
        Paragraph(Text(message(key, language, name=line(asked)))),
        *lines,
        Paragraph(Text(searched(scanned, language), FAINT)),
    )


def told(told: Told, language: str, *, name: bool) -> Iterator[RenderableType]:
    """Yield the lines of one statement and who else reports it; `name`: with who said it."""
    yield from _statement(told.statement, told.article, language, name=name)
    if (change := told.revised) is not None and change.before is not None:
        text = changed("altered", change.number, change.at, language)
        before = message("said.before", language, words=_before(change.before, told.statement, language))
        yield Paragraph(Text(f"{text} {before}", FAINT), indent=2)
    names = [a.outlet or a.title for s, a in told.witnesses if a is not told.article]
    if others := [line(name) for name in outlets.usual(names).values()]:
        text = message("said.witnesses", language, sources=told.sources, others=", ".join(others))
        yield Paragraph(Text(text, FAINT), indent=2)


def _before(before: Statement, now: Statement, language: str) -> str:
    """Return a statement as it was: its words, and its voice and sense where these are others now."""
    voice = line(before.speaker) or message("said.nobody", language)
    marks = [voice] if before.speaker != now.speaker else []
    marks += [badge for badge in badges(before, language) if badge not in badges(now, language)]
    return f"{quoted(before)} ({', '.join(marks)})" if marks else quoted(before)


def _statement(
    statement: Statement, article: Article, language: str, *, name: bool
) -> Iterator[RenderableType]:
    day = statement.said_on or (article.published or "")[:10]
    lead = Text(words(day, language) or message("shown.undated", language), NUMBER)
    if name:
        lead.append(f"  {line(statement.speaker) or message('said.nobody', language)}", HEADING)
    for badge in badges(statement, language):
        lead.append(f"  [{badge}]", FAINT)
    yield Paragraph(lead)
    yield Paragraph(Text(quoted(statement)), indent=2)
    yield Paragraph(terminal.origin(article, language), indent=2)
    if article.url:
        yield unbroken(article.url, indent=2, style=FAINT)


def _more(shown: int, count: int, language: str) -> list[RenderableType]:
    if shown >= count:
        return []
    return [Text(), Paragraph(Text(message("said.more", language, shown=shown, count=count), FAINT))]
