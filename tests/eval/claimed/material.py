"""Articles taken into a home -> quotations of which it is sure who said them, and what else is drawn from."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.archive import Archive
from tests.eval.claimed.words import MARKS, content, fold, shared, stands

ROOT = Path(__file__).resolve().parents[3]
SURE = 0.8  # confidence of a statement from which a true claim is made
ENOUGH = 4  # content words
_LIKE = 0.5  # of the content words of a quotation in one statement of B: B may have said it
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, and the row of the ledger that gives them to `speaker`."""

    text: str
    speaker: str
    article: str
    row: Row


@dataclass
class Material:
    """What claims are made from.

    Attributes:
        texts: by article id, as stored: every offset of a row counts in it.
        quotations: asserted words of at least four content words that one named person is sure to have said.
        short: the same with one to three content words.
        present: by article, the persons who surely speak in it.
        excluded: why other quoted words are not used, with how many.
    """

    rows: list[Row]
    texts: dict[str, str]
    aliases: dict[str, set[str]]
    people: list[str]
    quotations: list[Quotation] = field(default_factory=list)
    short: list[Quotation] = field(default_factory=list)
    present: dict[str, list[str]] = field(default_factory=dict)
    excluded: Counter[str] = field(default_factory=Counter)
    printed: str = ""
    _holding: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    _said: dict[str, list[tuple[str, set[str]]]] = field(default_factory=lambda: defaultdict(list))

    def same_person(self, one: str, other: str) -> bool:
        """Tell whether two names may be of one person: they share a word of three letters."""
        return bool(self._name_words(one) & self._name_words(other))

    def may_have_said(self, speaker: str, text: str) -> bool:
        """Tell whether any statement of a speaker, or of a namesake, holds the words or half of them."""
        piece, bare = set(content(text)), fold(text)
        names = [n for n in self._said if n == speaker or self.same_person(n, speaker)]
        return any(
            stands(bare, told) or shared(piece, held) >= _LIKE for n in names for told, held in self._said[n]
        )

    def is_printed(self, text: str) -> bool:
        """Tell whether the words stand, contiguous, in any article."""
        return stands(fold(text), self.printed)

    def said_by_others(self, text: str, speaker: str) -> bool:
        """Tell whether the same words are a statement of another speaker too, or of one who is not named."""
        bare, piece = fold(text), content(text)
        rarest = min((self._holding.get(word, []) for word in piece), key=len)
        return any(stands(bare, told) for name, told in rarest if name != speaker)

    def _name_words(self, name: str) -> set[str]:
        known = self.aliases.get(name, set()) | {name}
        return {w for n in known for w in fold(n).split() if len(w) > 2}

    def _unsure(self, row: Row) -> str:
        if not row["speaker"]:
            return "nobody is named"
        if row["speaker_type"] != "person" or " " not in row["speaker"]:
            return "not the full name of a person"
        if row["confidence"] < SURE or row["by_date"]:
            return "the speaker is not sure"
        if row["polarity"] != "asserts" or row["mood"] != "indicative":
            return "not asserted"
        return ""

    def gather(self) -> None:
        """Fill in what is made from the rows."""
        self.printed = " | ".join(fold(t) for t in self.texts.values())
        present: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            pieces = [row["content"]["text"], *(f["text"] for f in row["fragments"])]
            for told in pieces:
                bare, held = fold(told), set(content(told))
                self._said[row["speaker"]].append((bare, held))
                for word in held:
                    self._holding[word].append((row["speaker"], bare))
            if not self._unsure(row):
                present[row["article_id"]].add(row["speaker"])
        self.present = {article: sorted(names) for article, names in present.items()}
        seen: set[str] = set()
        for row in self.rows:
            for fragment in row["fragments"]:
                self._take(fragment["text"], row, seen)

    def _take(self, text: str, row: Row, seen: set[str]) -> None:
        many = len(set(content(text)))
        reason = self._unsure(row)
        if not reason and MARKS.search(text):
            reason = "marks, brackets or ellipses inside"
        if not reason and fold(text) in seen:
            reason = "printed again"
        if not reason and many >= ENOUGH and self.said_by_others(text, row["speaker"]):
            reason = "given to another speaker too"
        if reason:
            self.excluded[reason] += 1
            return
        seen.add(fold(text))
        quotation = Quotation(text.strip(" ,"), row["speaker"], row["article_id"], row)
        if many >= ENOUGH:
            self.quotations.append(quotation)
        elif many:
            self.short.append(quotation)
            self.excluded["under four content words"] += 1
        else:
            self.excluded["no content word"] += 1


def command(*given: str) -> list[str]:
    """Return the words that run a command of the program."""
    return [sys.executable, "-m", "bot", *given]


def run(*given: str) -> str:
    """Run a command of the program from the root of the project and return what it prints.

    Raises:
        SystemExit: it failed.
    """
    done = subprocess.run(command(*given), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(given[:1])}: exit status {done.returncode}\n{done.stderr[-3000:]}")
    return done.stdout


def take_in(sources: Sequence[Path], home: Path) -> None:
    """Take articles into a home."""
    run("add", *(str(s.resolve()) for s in sources), "--home", str(home), "--json")


def material(home: Path) -> Material:
    """Return what claims can be made from the articles of a home."""
    lines = run("statements", "--json", "--home", str(home)).splitlines()
    speakers = json.loads(run("speakers", "--json", "--home", str(home)))
    with Archive.open(home) as archive:
        texts = {article.id: article.text for article in archive.articles()}
        titles = [article.title or "" for article in archive.summaries()]
    aliases = {s["speaker"]: set(s["aliases"]) for s in speakers}
    people = [s["speaker"] for s in speakers if s["type"] == "person" and " " in s["speaker"]]
    found = Material([json.loads(line) for line in lines], texts, aliases, people)
    found.gather()
    found.printed += " | " + " | ".join(map(fold, titles))
    return found
