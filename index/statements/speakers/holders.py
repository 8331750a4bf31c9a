"""Offices to their holders: by apposition in the article, by who held it on the day, by who spoke last."""

from __future__ import annotations

import re

from index.statements.naming.entity import Entity, fold
from index.statements.naming.phrase import Phrase, is_person
from index.statements.speakers.descriptions import Descriptions
from index.statements.speakers.speaker import Speaker, holds_name, renamed, speaker_of

_NEW = re.compile(r"^(?:nouveau|nouvelle|nouvel|actuel|actuelle|bouillant|jeune|futur|future) ")


_PAST_RANK = re.compile(r"^(?:(?:ancien|ancienne|ex)[ -])+")


_NEWCOMER = frozenset(("nouveau", "nouvelle", "nouvel", "futur", "future"))


# What stands before a noun that tells what somebody named is.
_TOLD_BY = frozenset(("est", "était", "comme", "être", "devenu", "devenue", "devient", "fut", "reste", "par"))


_RANK = frozenset(
    ("ancien", "ancienne", "ex", "futur", "future", "actuel", "actuelle", "nouveau", "nouvelle", "nouvel")
)


def same_person(entity: Entity, name: str) -> bool:
    """Tell whether an entity is the person of a name: in full, by first and last word, or by surname."""
    mine, other = [fold(w) for w in entity.words], [fold(w) for w in name.split()]
    return (
        mine == other
        or (len(mine) > 1 and mine[-1] == other[-1] and mine[0] == other[0])
        or mine[-len(other) :] == other
        or (len(mine) == 1 and mine[0] == other[-1])
    )


class Holders(Descriptions):
    """The resolver of offices."""

    def _office(self, phrase: Phrase, surface: str) -> Speaker:
        """Return who holds the office a definite phrase names.

        By apposition in the article, else the last speaker.
        """
        gender = self._phrase_gender(phrase)
        held = self._held(phrase, surface, gender)
        if held is not None:
            return held
        scored = [(self._fit(phrase, entity, gender), entity) for entity in self.names.persons()]
        scored = [(s, e) for s, e in scored if s > 0 and phrase.head not in self.lexicon.words["of_either"]]
        if scored:
            top = max(s for s, _ in scored)
            best = [e for s, e in scored if s == top]
            if len(best) == 1 and self._comes_later(phrase, best[0], top):
                return self._fallback(phrase, surface, gender)
            if len(best) == 1:
                return speaker_of(best[0], surface, "office", phrase)
            recent = self.last(phrase.sentence, 4, gender)
            if any(e.name == recent.name for e in best):
                return renamed(recent, surface, "office")
        return self._fallback(phrase, surface, gender)

    def _held(self, phrase: Phrase, surface: str, gender: str) -> Speaker | None:
        """Return who held an office on the day of publication, if the article names that person."""
        party = [t for t in phrase.role.split() if not (t.isupper() and 1 < len(t) < 6)]
        words = re.sub(r"\(.*?\)|les republicains ", "", fold(" ".join(party))).replace("  ", " ")
        past = bool(_PAST_RANK.match(words))
        words = _PAST_RANK.sub("", words)
        words = _NEW.sub("", words)
        rest = words.split(" ")
        openings = (" ".join(rest[:n]) for n in range(len(rest), 0, -1))
        office = next((o for o in openings if o in self.lexicon.holders), None)
        if office is None:
            return None
        holders = self.lexicon.holders[office]
        named = []
        for name, since, until in holders:
            entity = next((e for e in self.names.persons() if same_person(e, name)), None)
            if entity is None or (gender and entity.gender and gender != entity.gender):
                continue
            current = not self.published or (
                since <= self.published and (not until or self.published < until)
            )
            if current != past or not self.published:
                named.append((until, entity))
        if past and named:
            return speaker_of(max(named, key=lambda n: n[0])[1], surface, "held", phrase)
        if len({e.name for _, e in named}) == 1:
            return speaker_of(named[0][1], surface, "held", phrase)
        return None

    def _fallback(self, phrase: Phrase, surface: str, gender: str, how: str = "office-open") -> Speaker:
        """Give a description that fits nobody to the last speaker.

        Unless it names a place or body of its own.
        """
        role = self._fuller(phrase.role)
        unknown = Speaker("", "unknown", surface, role, gender, False, how, phrase.start, phrase.end)
        if phrase.determiner in ("son", "sa", "leur"):
            return Speaker(
                surface,
                "anonymous",
                surface,
                phrase.role,
                gender,
                False,
                "described",
                phrase.start,
                phrase.end,
            )
        if how == "office-open":
            ahead = self._named_ahead(phrase, gender)
            if ahead is not None and not holds_name(surface, ahead.name):
                return speaker_of(ahead, surface, "ahead", phrase)
        recent = self.last(phrase.sentence, 2, gender)
        newcomer = how == "office-open" and self._newcomer(phrase, recent)
        unnamed = recent.type == "anonymous" and not self._may_be(phrase, recent)
        other = (
            unnamed
            or self._unnamed(phrase, recent)
            or self._named_since(phrase, recent, gender)
            or self._of_another(phrase)
            or (recent.type == "person" and holds_name(surface, recent.name))
        )
        if newcomer or other or not recent.name or recent.type not in ("person", "anonymous"):
            return unknown
        holder = next((e for e in self.names.persons() if e.name == recent.name), None)
        if phrase.head in self.lexicon.words["held_alone"] and holder is not None:
            own = self._own_words(phrase)
            fits = any(own & o.words for o in holder.roles)
            if (
                holder.roles
                and not fits
                and not any(self._related(phrase.role, o.text) for o in holder.roles)
            ):
                return unknown
            if own and not fits and len(self.names.persons()) > 1:
                return unknown
        self.learn(recent, gender)
        return renamed(recent, surface, "recent")

    def _of_another(self, phrase: Phrase) -> bool:
        """Tell whether a description is told by what was not told of yet: "le directeur d'un laboratoire"."""
        words = [t.low for t in self.sentences[phrase.sentence].tokens[phrase.first : phrase.last]]
        at = words.index(phrase.head) + 1 if phrase.head in words else len(words)
        pointed = phrase.determiner in ("ce", "cette", "cet")
        return not pointed and words[at : at + 2] in (["d'", "un"], ["d'", "une"], ["d'", "autres"])

    def _comes_later(self, phrase: Phrase, entity: Entity, score: float) -> bool:
        """Tell whether a bare "le président" cannot be somebody named only below it, others being above."""
        bare = score <= 2.0 and len(phrase.words) < 2
        if not bare or entity.start < phrase.start:
            return False
        named = {
            n.entity.name: n.start for row in reversed(self.names.by_start) for n in row.values() if n.entity
        }
        return named.get(entity.name, 0) > phrase.start and any(
            0 <= named.get(e.name, -1) < phrase.start for e in self.names.persons()
        )

    def _may_be(self, phrase: Phrase, unnamed: Speaker) -> bool:
        """Tell whether a description may be of somebody unnamed: the same noun, or one that fits anybody."""
        noun = phrase.head.removeprefix("ex-")
        said = fold(unnamed.surface).split()
        return (
            fold(noun) in said
            or noun in self.lexicon.words["anybody"]
            or any(self._related(phrase.role, " ".join(said[at:])) for at in range(len(said)))
        )

    def _newcomer(self, phrase: Phrase, recent: Speaker) -> bool:
        """Tell whether "le nouveau maire" is somebody else than who spoke last, whose office is another."""
        if phrase.role.lower().partition(" ")[0] not in _NEWCOMER:
            return False
        known = next((e for e in self.names.persons() if e.name == recent.name), None)
        offices = known.roles if known is not None else []
        return bool(offices) and not any(self._related(phrase.role, o.text) for o in offices)

    def _named_since(self, phrase: Phrase, recent: Speaker, gender: str) -> bool:
        """Tell whether another person is named in a later sentence than who was spoken of last."""
        if phrase.head in self.lexicon.words["anybody"]:
            return False
        told = next((at for at, s in reversed(self.focus) if s.name == recent.name), phrase.sentence)
        for number in range(told + 1, phrase.sentence + 1):
            tokens = self.sentences[number].tokens
            for name in self.names.by_start[number].values():
                entity = name.entity
                if entity is None or not is_person(name) or name.start >= phrase.start:
                    continue
                whose = bool(name.first) and tokens[name.first - 1].low in ("de", "d'")
                if not whose and entity.name != recent.name and (not gender or entity.gender in ("", gender)):
                    return True
        return False

    def _unnamed(self, phrase: Phrase, recent: Speaker) -> bool:
        """Tell whether a noun was first told of somebody unnamed: "une hôtesse", then "l'hôtesse", not X."""
        if phrase.head in self.lexicon.words["anybody"] or recent.type != "person":
            return False
        for sentence in self.sentences[max(0, phrase.sentence - 12) : phrase.sentence]:
            tokens = sentence.tokens
            for at in range(1, len(tokens) - 1):
                if tokens[at].low == phrase.head and tokens[at - 1].low in ("un", "une"):
                    before = tokens[at - 2] if at > 1 else None
                    told = before is not None and (before.text == "," or before.low in _TOLD_BY)
                    if not told and tokens[at + 1].text != "," and not tokens[at + 1].capital:
                        return True
        return False

    def _fuller(self, role: str) -> str:
        """Return an office as an unnamed speaker was given it before, when these are its first words."""
        said = (s.role for _, s in reversed(self.focus) if not s.name)
        return next((r for r in said if role and r.startswith(role + " ")), role)

    def _named_ahead(self, phrase: Phrase, gender: str) -> Entity | None:
        """Return the person a lead describes before naming.

        Nobody is named before it, one person soon after.
        """
        persons = [e for e in self.names.persons() if e.start >= 0]
        if any(e.start < phrase.start for e in persons):
            return None
        here = self.sentences[phrase.sentence].paragraph
        for number in range(phrase.sentence + 1, min(phrase.sentence + 8, len(self.sentences))):
            if self.sentences[number].paragraph > here + 2:
                return None
            subjects = [n for f, n in sorted(self.names.by_start[number].items()) if is_person(n)]
            if subjects:
                entity = subjects[0].entity
                assert entity is not None
                fits = entity.gender in ("", gender) or not gender
                return entity if fits and len({n.words[-1] for n in subjects}) == 1 else None
        return None

    def _own_words(self, phrase: Phrase) -> set[str]:
        """Return the capitalised words of a description, folded: the place or body that sets it apart."""
        tokens = self.sentences[phrase.sentence].tokens[phrase.first + 1 : phrase.last]
        return {fold(t.text) for t in tokens if t.capital and len(t.text) > 1}

    def _phrase_gender(self, phrase: Phrase) -> str:
        if phrase.head in self.lexicon.words["of_either"]:
            return ""
        if phrase.determiner in ("le", "ce", "un"):
            return "m"
        if phrase.determiner in ("la", "cette", "une"):
            return "f"
        kinds = set(phrase.kinds) & set("mf")
        return kinds.pop() if len(kinds) == 1 else ""

    def _fit(self, phrase: Phrase, entity: Entity, gender: str) -> float:
        """Score how well an office known of a person fits a phrase; 0 when it does not."""
        if gender and entity.gender and entity.gender != gender:
            return 0.0
        best = 0.0
        words = {fold(w) for w in phrase.words}
        for office in entity.roles:
            same = office.head == phrase.head
            if not same and not self._related(phrase.role, office.text):
                continue
            known = set(office.words)
            ranked = (words & _RANK) != (known & _RANK)
            extra = words - {fold(phrase.head)} - _RANK
            hit = len(extra & known)
            missing = len({w for w in extra - known if w[:1]})
            if missing and not hit and len(known - _RANK) > 1:
                continue
            score = (
                (2.0 if same else 1.0)
                + 1.5 * hit
                - (0.8 if same else 1.2) * missing
                - (1.0 if ranked else 0.0)
            )
            best = max(best, score)
        return best

    def _related(self, one: str, other: str) -> bool:
        """Tell whether two offices are of one kind by same_office.txt.

        Élu and maire, chef de l'État and président.
        """
        return bool(self._sets(one) & self._sets(other))

    def _sets(self, office: str) -> frozenset[int]:
        words = _NEW.sub("", _PAST_RANK.sub("", fold(office))).split()
        for size in range(min(5, len(words)), 0, -1):
            found = self._same.get(" ".join(words[:size]))
            if found:
                return found
        return frozenset()
