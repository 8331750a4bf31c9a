"""What a changed article changed of who said what: statements that came, went, or have other words now.

The words decide, not the reading alone: a statement has gone only where its words no longer stand in the
text, or where one grammar reads both versions and gives the words to nobody or to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from index.news import Statement
from index.people import names
from index.people.tables import fold

Kind = Literal["added", "removed", "altered"]
_ALIKE = 0.5  # of the words of two statements, for one to be what the other became
_MARKS = re.compile(r"[«»“”„\"‹›]")
_SENSE = ("polarity", "mood")


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its text, its statements, and which grammar read them (None: not known)."""

    text: str
    statements: Sequence[Statement]
    grammar: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """How one statement changed.

    Attributes:
        before, after: as it stood and as it stands; None where it was added or removed.
        diff: where its words are others, "une [-menace-] {+attaque+}"; else None.
    """

    kind: Kind
    before: Statement | None
    after: Statement | None
    diff: str | None = None


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Return what changed from one version to the next, in the order of the new text, what went last."""
    if old.text == new.text:
        return ()
    same_reader = old.grammar is not None and old.grammar == new.grammar
    gone, kept = _apart(old.statements, new.text)
    fresh, stood = _apart(new.statements, old.text)
    # Told in more or in fewer pieces, words are what they were.
    gone = [s for s in gone if not _made_of(s, new.statements)]
    whole = [s for s in fresh if _made_of(s, old.statements)]
    fresh = [s for s in fresh if s not in whole]
    others = [s for s in stood if not any(_same(before, s) for before in kept)]
    changes = []
    if same_reader:
        for before in kept:
            if not before.speaker or any(_same(before, s) for s in (*stood, *whole)):
                continue
            after = next((s for s in others if _overlap(before, s)), None)
            if after is None:
                gone.append(before)
            else:
                changes.append(Change("altered", before, after))
    told = {change.after.id for change in changes if change.after}
    changes += _pairs(gone, fresh, [s for s in others if s.id not in told])
    return tuple(sorted(changes, key=_place))


def _place(change: Change) -> tuple[bool, int]:
    statement = change.after or change.before
    assert statement is not None
    return change.after is None, statement.content.start


def words(text: str) -> str:
    """Return a text as it is compared: without case, accents, quotation marks and runs of white space."""
    return " ".join(_MARKS.sub(" ", fold(text)).split())


def difference(before: str, after: str) -> str:
    """Return two wordings as one: "une [-menace-] {+attaque+}"; words are as printed."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, [words(w) for w in old], [words(w) for w in new], autojunk=False)
    parts = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(" ".join(new[c:d]))
            continue
        parts += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
        parts += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return " ".join(parts)


def became(printed: str, text: str) -> str | None:
    """Return printed words beside those of another version, in one paragraph, that are most like them."""
    own = printed.split()
    keys = [words(w) for w in own]
    best, shown = _ALIKE, None
    for paragraph in text.split("\n"):
        there = paragraph.split()
        matcher = SequenceMatcher(None, keys, [words(w) for w in there], autojunk=False)
        blocks = [b for b in matcher.get_matching_blocks() if b.size]
        share = sum(b.size for b in blocks) / len(keys) if blocks else 0.0
        if share > best:
            first, last = blocks[0], blocks[-1]
            begin = max(0, first.b - first.a)
            stop = last.b + len(keys) - last.a
            best, shown = share, difference(printed, " ".join(there[begin:stop]))
    return shown


def _apart(found: Sequence[Statement], text: str) -> tuple[list[Statement], list[Statement]]:
    """Return the statements whose words do not stand in another text, and those whose words do."""
    there = words(text)
    stands = [_within(words(s.content.text), there) for s in found]
    absent = [s for s, held in zip(found, stands, strict=True) if not held]
    return absent, [s for s, held in zip(found, stands, strict=True) if held]


def _within(some: str, there: str) -> bool:
    """Tell whether words stand in a text as words: "non" does not in "canonniers"."""
    return re.search(rf"(?<!\w){re.escape(some)}(?!\w)", there) is not None


def _made_of(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Tell whether shorter statements of the same voice and sense have all the words of a longer one."""
    rest = words(whole.content.text)
    for part in parts:
        own = words(part.content.text)
        if _one_voice(whole, part) and _one_sense(whole, part) and _within(own, rest):
            rest = rest.replace(own, " ", 1)
    return not re.search(r"\w", rest)


def _pairs(
    gone: Sequence[Statement], fresh: Sequence[Statement], others: Sequence[Statement]
) -> Iterator[Change]:
    """Yield what became of each, the likest first; statements of two voices are never one.

    `others` are statements whose words are not new: one may be what is left of a longer one.
    """
    now = [*fresh, *others]
    rated = [
        (ratio, at, to)
        for at, before in enumerate(gone)
        for to, after in enumerate(now)
        if _one_voice(before, after) and (ratio := _likeness(before, after)) >= _ALIKE
    ]
    lost, won = set(range(len(gone))), set(range(len(now)))
    for _, at, to in sorted(rated, key=lambda r: (-r[0], r[1], r[2])):
        if at in lost and to in won:
            lost.discard(at)
            won.discard(to)
            diff = difference(gone[at].content.text, now[to].content.text)
            yield Change("altered", gone[at], now[to], diff)
    yield from (Change("removed", gone[at], None) for at in sorted(lost))
    yield from (Change("added", None, now[to]) for to in sorted(won) if to < len(fresh))


def _same(before: Statement, after: Statement) -> bool:
    return _overlap(before, after) and _one_voice(before, after) and _one_sense(before, after)


def _overlap(before: Statement, after: Statement) -> bool:
    one, other = words(before.content.text), words(after.content.text)
    return _within(one, other) or _within(other, one)


def _one_voice(before: Statement, after: Statement) -> bool:
    return names.one_voice(before.speaker, after.speaker)


def _one_sense(before: Statement, after: Statement) -> bool:
    # Words that lose their quotation marks are no longer given as the very words.
    quoted = bool(before.fragments) == bool(after.fragments)
    return quoted and all(getattr(before, name) == getattr(after, name) for name in _SENSE)


def _likeness(before: Statement, after: Statement) -> float:
    if _overlap(before, after):
        return 1.0
    one, other = (words(s.content.text).split() for s in (before, after))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
