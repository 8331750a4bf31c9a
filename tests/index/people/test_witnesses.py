"""The same words in several outlets."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.news import Article, Span, Statement
from index.people.registry import speaker_key
from index.people.witnesses import Report, Witnessed, group, same, words_of

WORDS = "La digue de Sarège tiendra tout l'hiver, nous le garantissons aux habitants"


def article(id: str, day: str = "2024-03-01", original: str | None = None) -> Article:
    """Return an article of a day."""
    return Article(id, "", f"{id}.txt", published=day, original=original)


def said(article_id: str, words: str = WORDS, speaker: str = "Héloïse Marlo") -> Statement:
    """Return a direct statement."""
    span = Span(0, len(words), words)
    return Statement(f"s-{article_id}", article_id, speaker, "person", "", "", "dit", "direct", (span,), span)


def sizes(found: list[Witnessed]) -> list[tuple[tuple[str, ...], int]]:
    """Return the articles and independent sources of every group."""
    return [(g.articles, g.sources) for g in found]


def corpus(*articles: Article) -> dict[str, Article]:
    """Return articles by id."""
    return {a.id: a for a in articles}


def test_the_same_words_in_two_outlets_are_one_statement() -> None:
    """Marks, case, accents and punctuation do not matter."""
    second = said("b", "la digue de sarège tiendra tout l’hiver ; nous le garantissons aux habitants !")
    found = group([said("a"), second], corpus(article("a"), article("b", "2024-03-02")))
    assert sizes(found) == [(("a", "b"), 2)]


def test_a_shorter_quotation_of_the_words_is_the_same() -> None:
    """An outlet may print a part of them."""
    found = group(
        [said("a"), said("b", "La digue de Sarège tiendra tout l'hiver")], corpus(article("a"), article("b"))
    )
    assert len(found) == 1


def test_a_copy_of_a_dispatch_is_no_second_source() -> None:
    """Copies count with their original, and two copies of one original once."""
    articles = corpus(article("a"), article("b", original="a"), article("c", original="a"), article("d"))
    assert sizes(group([said(i) for i in "abcd"], articles)) == [(("a", "b", "c", "d"), 2)]


def test_spellings_of_one_speaker_are_one() -> None:
    """The witness may spell the name another way."""
    found = group(
        [said("a", speaker="Volodymyr Zelensky"), said("b", speaker="Volodymyr Zelenskyy")],
        corpus(article("a"), article("b")),
    )
    assert len(found) == 1


def apart(one: Statement, other: Statement, day: str = "2024-03-01") -> bool:
    """Tell whether two statements are kept as two."""
    return len(group([one, other], corpus(article("a"), article("b", day)))) == 2


def test_what_is_not_the_same_stays_two() -> None:
    """Other speaker, nobody, another week, few words, other words, another polarity or mood."""
    assert apart(said("a"), said("b", speaker="Octave Marlo"))
    assert apart(said("a", speaker=""), said("b", speaker=""))
    assert apart(said("a"), said("b"), "2024-03-20")
    assert apart(said("a", "une grave erreur"), said("b", "une grave erreur"))
    assert apart(said("a"), said("b", WORDS.replace("tiendra", "cédera")))
    assert apart(said("a"), replace(said("b"), polarity="denies"))
    assert apart(said("a"), replace(said("b"), mood="conditional"))


STATEMENT = st.builds(
    said,
    article_id=st.sampled_from("abcdef"),
    words=st.sampled_from([WORDS, WORDS[:40], "Nous ne céderons jamais devant cette menace absurde", "non"]),
    speaker=st.sampled_from(["Héloïse Marlo", "Octave Marlo", ""]),
)


@given(st.lists(STATEMENT, max_size=12), st.randoms(use_true_random=False))
def test_grouping_loses_nothing_and_has_no_order(statements: list[Statement], chance: random.Random) -> None:
    """Every statement is in one group; shuffling the input changes nothing."""
    statements = [replace(s, id=f"{i}") for i, s in enumerate(statements)]
    articles = corpus(*(article(i, f"2024-03-0{n}") for n, i in enumerate("abcdef", 1)))
    found = group(statements, articles)
    assert sorted(s.id for g in found for s in g.statements) == sorted(s.id for s in statements)
    shuffled = chance.sample(statements, len(statements))
    assert group(shuffled, articles) == found


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 9), st.integers(0, 8), st.integers(4, 14))))
def test_reports_are_grouped_as_their_statements_are(drawn: list[tuple[str, int, int, int]]) -> None:
    """Reports and statements make the same number of groups, whatever the words, days and speakers."""
    found, articles = [], {}
    for at, (who, day, start, length) in enumerate(drawn):
        words = " ".join(WORDS.split()[start : start + length]) or WORDS
        found.append(said(str(at), words, f"Madame {who.upper()}"))
        articles[str(at)] = article(str(at), f"2024-03-0{day}")
    reports = [
        Report(
            speaker_key(s.speaker, s.speaker_type),
            s.polarity,
            s.mood,
            articles[s.article_id].published,
            words_of(s.content.text),
        )
        for s in found
    ]
    groups = same(reports)
    assert len(groups) == len(group(found, articles))
    assert sorted(at for places in groups for at in places) == list(range(len(reports)))
