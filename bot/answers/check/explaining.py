"""A decision in one sentence for people, in French or English; every word of it is true of the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from bot.answers.check.claim import LONGEST, Claim
from bot.answers.check.decision import Decision
from bot.render import dates, named
from index.ledger.asked import Told
from index.ledger.hearing import Heard, Voice
from index.news import PROPOSED, Article, Scanned
from index.retrieval import translation
from prompts import message

_SURE = 0.8  # confidence below which a speaker is said to be uncertain
_MOST = 5  # names in a remark


@dataclass(frozen=True, slots=True)
class Explained:
    """What is said of one claim; `told`: its evidence, the best first; `cut`: not all of it was read.

    `surfaces`: how articles write whom the claim names.
    """

    claim: Claim
    voice: Voice | None
    decision: Decision
    told: tuple[Told, ...]
    scanned: Scanned
    language: str
    cut: bool = False
    surfaces: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return the explanation."""
        decision = self.decision
        if decision.word == "not_found":
            return self._nothing()
        best = decision.evidence[0]
        values = {"said": self._name(best), "source": self._source(best)}
        if decision.word in ("other_speaker", "about_speaker"):
            values["speaker"] = self._asked()
        key = f"{decision.word}_{decision.reason}"
        if decision.printed:
            values["words"] = decision.printed[0]
        if not self.claim.speaker and decision.reason == "words" and decision.word == "verbatim":
            return self._who(values)
        return self._message(key if self._known(key) else decision.word, values)

    def notes(self) -> tuple[str, ...]:
        """Return the remarks."""
        return tuple(self._notes())

    def _who(self, values: dict[str, str]) -> str:
        first = min(self.told, key=lambda t: t.day or "9999")
        said = self._named(first.statement.speaker, first.statement.speaker_surface)
        values |= {"said": said, "source": self._origin(first)}
        held = zip(self.decision.evidence, self.decision.printed, strict=False)
        printed = {h.statement.id: words for h, words in held}
        reports = [s.id for s, _ in first.witnesses if s.id in printed]
        values["words"] = printed[first.statement.id if first.statement.id in printed else reports[0]]
        speakers = dict.fromkeys(t.statement.speaker for t in self.told)
        if len(speakers) == 1 or not first.day:
            return self._message("who_one" if len(speakers) == 1 else "who_undated", values)
        return self._message("who_first", values)

    def _nothing(self) -> str:
        scanned, asked = self.scanned, self._asked()
        values: dict[str, object] = {"articles": scanned.articles, "period": self._period()}
        if not self.claim.speaker:
            return self._message("nobody_said", values)
        values |= {"speaker": asked, "naming": scanned.articles_naming_speaker or 0}
        if self.voice is None or not self.voice.holdings:
            return self._message("unknown", values)
        return self._message("not_found", values | {"statements": scanned.statements_by_speaker or 0})

    def _notes(self) -> Iterator[str]:
        decision, voice = self.decision, self.voice
        if self.cut:
            yield self._message("cut", {"most": str(LONGEST)})
        if self.claim.polarity == "did_not_say":
            yield self._message("claims_silence", {})
        if voice and voice.ambiguous:
            people = ", ".join(m.speaker.name for m in voice.ambiguous[:_MOST])
            yield self._message("ambiguous", {"name": self.claim.speaker, "people": people})
        elif voice and voice.guessed and voice.holdings:
            yield self._message("guessed", {"name": self.claim.speaker, "speaker": voice.name})
        elif voice and not voice.holdings and voice.nearest:
            people = ", ".join(m.speaker.name for m in voice.nearest[:_MOST])
            yield self._message("names", {"people": people})
        if voice and (others := [name for name in voice.others if name != voice.name]):
            yield self._message("others", {"others": ", ".join(others[:_MOST])})
        for note in decision.notes:
            yield self._message(
                note, {"source": self._source(decision.nearest[0])} if decision.nearest else {}
            )
        if decision.word in {"in_substance", "not_found"} and self._translated():
            yield self._message("translated", {})
        yield from self._of_evidence()

    def _translated(self) -> bool:
        quotes = self.claim.quotes
        return bool(quotes) and (self.claim.english or any(map(translation.english, quotes)))

    def _of_evidence(self) -> Iterator[str]:
        if not self.told:
            return
        best = self.told[0]
        if best.statement.by_date:
            yield self._message("by_date", {"said": best.statement.speaker, "source": self._origin(best)})
        elif best.statement.confidence < _SURE:
            yield self._message("unsure", {"said": best.statement.speaker})
        if best.statement.relay:
            yield self._message("relayed", {"relay": best.statement.relay})
        if best.statement.rule == PROPOSED:
            yield self._message("by_model", {})

    def _known(self, key: str) -> bool:
        from prompts import catalogue

        return key in catalogue(self.language)["check"]

    def _message(self, key: str, values: dict[str, object] | dict[str, str]) -> str:
        return message(f"check.{key}", self.language, **values)

    def _name(self, heard: Heard) -> str:
        statement = heard.statement
        known = self._named(statement.speaker, statement.speaker_surface, heard.text)
        return known or message("said.nobody", self.language)

    def _asked(self) -> str:
        name = self.voice.name if self.voice and not self.voice.office else self.claim.speaker
        return self._named(name, *self.surfaces)

    def _named(self, name: str, *texts: str) -> str:
        return named.within(name, (self.claim.text, *texts), self.language)

    def _source(self, heard: Heard) -> str:
        return self._place(heard.article)

    def _origin(self, told: Told) -> str:
        return self._place(told.article)

    def _place(self, article: Article) -> str:
        name = article.outlet or article.title or _address(article)
        parts = (name or self._message("untitled", {}), dates.words(article.published, self.language))
        return ", ".join(p for p in parts if p)

    def _period(self) -> str:
        since, until = self.scanned.since, self.scanned.until
        if since is None or until is None:
            return ""
        first, last = (dates.words(day.isoformat(), self.language) for day in (since, until))
        return self._message("period", {"since": first, "until": last})


def _address(article: Article) -> str:
    """Return the site of an article that has neither outlet nor title, or the name of its file."""
    source = article.url or article.source
    return urlsplit(source).netloc if "://" in source else PurePath(source).name
