"""Every answer and verdict that is shown passes here, and leaves its receipt in the archive.

    keeper.keep(answer)      the reason why no receipt could be kept, for people; None: it is kept
    keeper.find("4F0K 2M9X") the receipt of an id as somebody typed it

Keeping never fails what is shown: a read-only home, a full disk or a busy archive cost the receipt alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers.answer import Answer, read_id
from bot.answers.receipts import checking, making, reading, receipt
from bot.answers.receipts.checking import Checked
from bot.answers.receipts.receipt import Receipt
from index import receipts
from index.errors import ArchiveError
from index.ledger import Ledger
from index.receipts import Kept, Series
from prompts import message

if TYPE_CHECKING:
    from bot.answers.dossier.dossier import Dossier
    from bot.answers.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Proof:
    """A receipt held against the archive; `texts` has every version of its articles, by (id, version)."""

    receipt: Receipt
    checked: Checked
    texts: Mapping[tuple[str, str | None], str]


class Keeper:
    """The receipts of one home; safe to share between threads.

    Args:
        home: the folder of the archive.
        model: the name of the model that is configured, for the answers that it writes.
    """

    def __init__(self, home: Path, model: str | None = None) -> None:
        self._home = home
        self._model = model

    def keep(self, shown: Answer | Verdict) -> str | None:
        """Keep the receipt of what is shown, safe from any kill; return why it could not, or None."""
        return self.keep_all([shown])[0]

    def keep_all(self, shown: Sequence[Answer | Verdict]) -> list[str | None]:
        """Keep receipts as `keep` does, with one wait for the disk; return the same for each."""
        try:
            with Ledger.open(self._home) as ledger:
                made = [_kept(making.make(one, ledger, self._model)) for one in shown]
            receipts.keep(self._home, made)
        except ArchiveError as error:
            # One that cannot be kept costs the others nothing.
            return [str(error)] if len(shown) == 1 else [self.keep(one) for one in shown]
        return [None] * len(shown)

    def keep_dossier(self, dossier: Dossier, title: str, summary: str) -> str | None:
        """Keep the receipt of a dossier, as `keep` does; return why it could not, or None."""
        try:
            with Ledger.open(self._home) as ledger:
                made = making.of_dossier(dossier, title, summary, ledger)
            receipts.keep(self._home, [_kept(made)])
        except ArchiveError as error:
            return str(error)
        return None

    def find(self, given: str) -> Receipt | None:
        """Return the receipt of an id, or None.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        known = read_id(given)
        found = receipts.find(self._home, known) if known else None
        if found is None:
            return None
        try:
            return reading.read(found)
        except ValueError as error:
            raise ArchiveError(message("receipt.newer", "fr", path=known, found=error)) from error

    def check(self, found: Receipt) -> Proof:
        """Hold a receipt against the archive as it is now.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        kept = self.find(found.id)
        with Ledger.open(self._home) as ledger:
            checked = checking.check(found, kept, ledger)
            cited = {c.article.id for c in found.citations} | {s.article.id for s in found.statements}
            texts: dict[tuple[str, str | None], str] = {
                (i, e.version): e.article.text for i in cited for e in ledger.editions(i)
            }
        return Proof(found, checked, texts)

    def forget(self, given: str) -> bool:
        """Delete the receipt of an id for good; return whether it was there.

        Raises:
            ArchiveError: the archive cannot be written.
        """
        known = read_id(given)
        return known is not None and receipts.forget(self._home, known)


class Run:
    """Keeps the receipts of a file of questions or claims, as `index.receipts.Series` does; for one thread.

    The first reason why receipts cannot be kept is `failed`, and none is kept after it.
    """

    def __init__(self, home: Path, model: str | None = None) -> None:
        self.failed: str | None = None
        self._model = model
        self._series: Series | None = None
        self._ledger: Ledger | None = None
        try:
            self._ledger = Ledger.open(home)
            self._series = Series.open(home)
        except ArchiveError as error:
            self.failed = str(error)

    def keep(self, shown: Answer | Verdict) -> str | None:
        """Keep the receipt of what is shown, now or with the next; return its id, None where it cannot be."""
        if self.failed is not None or self._series is None or self._ledger is None:
            return None
        try:
            self._series.keep(_kept(making.make(shown, self._ledger, self._model)))
        except ArchiveError as error:
            self.failed = str(error)
            return None
        return shown.id

    def close(self) -> None:
        """Write what waits."""
        try:
            if self._series is not None:
                self._series.close()
        except ArchiveError as error:
            self.failed = self.failed or str(error)
        finally:
            if self._ledger is not None:
                self._ledger.close()


def _kept(made: Receipt) -> Kept:
    return Kept(made.id, made.kind, made.made_at, made.corpus.sequence, receipt.write(made))
