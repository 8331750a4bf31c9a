"""The people, bodies and places an article names, each under its fullest form.

A run of capitals is a person when a first name, a title or an office says so, a body when one of its words or
its article says so. Surnames, names after a title and capitals of headlines find their full form here.
"""

from __future__ import annotations

from index.news import SpeakerType
from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import Entity, Name, fold, joined
from index.statements.naming.runs import ending_gender, first_name, runs_of, title_gender
from index.statements.text.words import Sentence

_TITLED = {"m.": "M. ", "mme": "Mme ", "mlle": "Mme ", "monsieur": "M. ", "madame": "Mme "}


def is_within(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Tell whether a full name is another's, short of middle names: same first and last word."""
    a, b = [fold(w) for w in shorter], [fold(w) for w in longer]
    return a == b or (
        len(a) > 1 and len(a) <= len(b) and a[-1] == b[-1] and a[0] == b[0] and set(a) <= set(b)
    )


def shortens(name: Name, entity: Entity) -> bool:
    """Tell whether a name may be short for an entity's: its surname, or a family name put first."""
    if entity.type != "person":
        return False
    a, b = [fold(w) for w in name.words], [fold(w) for w in entity.words]
    if a == b[-len(a) :]:
        return True
    # Kim Jong Un is M. Kim; a first name alone is no title's
    return len(a) == 1 and a[0] == b[0] and (bool(name.title) or len(b) > 1)


def _numbered(first: str, entity: Entity) -> bool:
    """Tell whether a person goes by a first name alone, or with a numeral: Benoît XVI."""
    words = entity.words
    rest = all(len(w) < 6 and set(w) <= set("IVX") for w in words[1:])
    return entity.type == "person" and fold(words[0]) == fold(first) and rest


def gender_of(lexicon: Lexicon, name: Name) -> str:
    """Return the gender a title or a first name tells, "" for none."""
    told = title_gender(lexicon, name.title)
    if told or len(name.words) < 1:
        return told
    known = first_name(lexicon, name.words[0])
    if not known and len(name.words) > 1:
        return ending_gender(name.words[0])
    return known if known in ("m", "f") else ""


class Names:
    """Every naming of an article, by where it stands, and the entities behind them."""

    def __init__(self, lexicon: Lexicon, sentences: list[Sentence], extra: list[Sentence]):
        self.lexicon = lexicon
        self.sentences = sentences
        self.entities: list[Entity] = []
        self.by_start: list[dict[int, Name]] = []
        self._surnames: dict[str, list[Entity]] = {}
        self._bodies: dict[str, Entity] = {}
        self._settled = False
        self._inner = frozenset(
            t.low
            for s in sentences + extra
            for i, t in enumerate(s.tokens)
            if i and t.capital and s.tokens[i - 1].kind not in ("mark", "quote")
        )
        runs: list[Name] = []
        for number, sentence in enumerate(sentences):
            found = [n for n in runs_of(lexicon, sentence.tokens, number) if self._real(sentence, n)]
            self.by_start.append({n.first: n for n in found})
            runs += found
        outside = [n for s in extra for n in runs_of(lexicon, s.tokens, -1)]
        self._settle(runs, outside)

    def _real(self, sentence: Sentence, name: Name) -> bool:
        """Tell whether a lone capital is a name: a word that opens a sentence must be one elsewhere too."""
        if len(name.words) > 1 or name.guess or name.title:
            return True
        after = sentence.tokens[name.last].low if name.last < len(sentence.tokens) else ""
        says = any(v.grade == "say" and "c" in v.frames for v, _ in self.lexicon.forms.get(after, []))
        if name.last + 1 < len(sentence.tokens) and after in ("n'", "s'"):
            after = sentence.tokens[name.last + 1].low
        acts = after in self.lexicon.words["have"] or (says and not after.endswith(("é", "er")))
        if name.first == 0 and acts:
            return True
        opens = name.first == 0 or sentence.tokens[name.first - 1].kind in ("mark", "quote")
        low = name.words[0].lower()
        return (
            not opens or low in self._inner or bool(first_name(self.lexicon, low)) or name.words[0].isupper()
        )

    def at(self, sentence: int, token: int) -> Name | None:
        """Return the name that starts at a token, None where none does."""
        return self.by_start[sentence].get(token)

    def covering(self, sentence: int, token: int) -> Name | None:
        """Return the name that holds a token."""
        for back in range(9):
            name = self.by_start[sentence].get(token - back)
            if name is not None:
                return name if token < name.last else None
        return None

    def persons(self) -> list[Entity]:
        """Return the persons in order of first naming."""
        return [e for e in self.entities if e.type == "person"]

    def _settle(self, runs: list[Name], outside: list[Name]) -> None:
        """Give every run its entity: full names first, then what shortens them."""
        everything = runs + outside
        for name in sorted(everything, key=lambda n: (n.guess != "person", -len(n.words))):
            if name.guess == "person" and sum(w[:1].isupper() for w in name.words) > 1:
                self._person(name)
        for name in everything:
            if name.entity is None:
                self._shorter(name)
        self._promote(runs)

    def _promote(self, runs: list[Name]) -> None:
        """Turn undecided runs of two or three words into persons where they stand as persons do.

        Never as places.
        """
        places: set[str] = set()
        acting: dict[str, list[Name]] = {}
        for name in runs:
            if name.guess or name.title or not 2 <= len(name.words) <= 4:
                continue
            key = fold(" ".join(name.words))
            tokens = self.sentences[name.sentence].tokens
            before = tokens[name.first - 1].low if name.first else ""
            if before in self.lexicon.words["before_places"] or any(
                w.isupper() and len(w) > 2 for w in name.words
            ):
                places.add(key)
            if name.first and "o" in self.lexicon.kinds(tokens[name.first - 1].text):
                places.add(key)  # l'association X: a body's name
            after = tokens[name.last].low if name.last < len(tokens) else ""
            if (
                after in self.lexicon.words["after_persons"]
                or after in self.lexicon.words["have"]
                or after in self.lexicon.words["be"]
                or after in self.lexicon.forms
                or before == "par"
            ):
                acting.setdefault(key, []).append(name)
        for key, found in acting.items():
            if key not in places:
                self.make_person(found[0])

    def _person(self, name: Name) -> None:
        told = gender_of(self.lexicon, name)
        known = [
            e
            for e in self._surnames.get(fold(name.words[-1]), [])
            if is_within(name.words, e.words) and (not told or e.gender in ("", told))
        ]
        entity = known[0] if known else Entity(" ".join(name.words), "person", name.words)
        if not known:
            entity.name = joined(name.words)
            self.entities.append(entity)
            for word in {fold(name.words[-1]), fold(name.words[0])}:
                self._surnames.setdefault(word, []).append(entity)
        self._bind(name, entity)

    def _bind(self, name: Name, entity: Entity) -> None:
        name.entity = entity
        entity.count += 1
        gender = gender_of(self.lexicon, name) if entity.type == "person" else ""
        # a bare surname's title tells no gender before offices have told theirs: see `resettle`
        bare = bool(name.title) and len(name.words) == 1 < len(entity.words) and not self._settled
        if gender and not bare and (not entity.gender or name.title):
            entity.gender = gender
        if name.sentence >= 0 and (entity.start < 0 or name.start < entity.start):
            fuller = entity.start < 0 or len(name.words) >= len(entity.words)
            if fuller:
                entity.start, entity.end = name.start, name.end

    def _candidates(self, name: Name) -> list[Entity]:
        if name.title in self.lexicon.words["reigning"] and len(name.words) == 1:
            return [e for e in self._surnames.get(fold(name.words[0]), []) if _numbered(name.words[0], e)]
        last = fold(name.words[-1])
        found = [e for e in self._surnames.get(last, []) if shortens(name, e)]
        title = title_gender(self.lexicon, name.title)
        if title:
            found = [e for e in found if e.gender in ("", title)] or []
        return found

    def _shorter(self, name: Name) -> None:
        found = self._candidates(name)
        capitals = name.guess == "org" and name.words[0].isupper() and len(name.words[0]) > 3
        if found and (name.guess in ("", "person") or name.title or capitals):
            if self._namesakes(name, found):
                name.entity = Entity("", "person", name.words, found[0].gender)
                return
            nearest = [e for e in found if 0 <= e.start <= name.start] or found
            self._bind(name, max(nearest, key=lambda e: (e.count, e.start)))
        elif name.title or name.guess == "person":
            self._person(name)
        else:
            self._body(name)

    def _namesakes(self, name: Name, found: list[Entity]) -> bool:
        """Tell whether a surname has several bearers that nothing tells apart.

        Gender does, or who alone is named in full in the paragraph, or who is named far more often; `found`
        is then left with that one.
        """
        full = [e for e in found if len(e.words) > 1]
        if len(full) < 2 or len({e.gender for e in full}) > 1 or len(name.words) > 1 or name.sentence < 0:
            return False
        here = self.sentences[name.sentence].paragraph
        near = {
            id(n.entity)
            for number in range(name.sentence + 1)
            if self.sentences[number].paragraph == here
            for n in self.by_start[number].values()
            if n.start < name.start and len(n.words) > 1
        }
        close = [e for e in full if id(e) in near]
        often = sorted(full, key=lambda e: -e.count)
        leads = often[0].count >= 3 * often[1].count or often[0].count > 1 == often[1].count
        if len(close) == 1 or leads:
            found[:] = close if len(close) == 1 else often[:1]
            return False
        return True

    def _body(self, name: Name) -> None:
        key = fold(" ".join(name.words))
        entity = self._bodies.get(key)
        if entity is None:
            kind: SpeakerType = {"metonym": "metonym", "org": "org", "media": "org"}.get(
                name.guess, "unknown"
            )  # type: ignore[assignment]  # all values are types
            entity = self._bodies[key] = Entity(joined(name.words), kind, name.words)
            self.entities.append(entity)
        self._bind(name, entity)

    def make_person(self, name: Name) -> Entity:
        """Turn an undecided run into a person: an office or a saying verb beside it says so."""
        entity = name.entity
        if entity is None or entity.type == "unknown":
            if entity is None:
                self._body(name)
                entity = name.entity
            assert entity is not None
            entity.type = "person"
            entity.gender = entity.gender or gender_of(self.lexicon, name)
            self._surnames.setdefault(fold(name.words[-1]), []).append(entity)
            for other in (n for row in self.by_start for n in row.values()):
                if (
                    len(other.words) == 1
                    and other.entity is not entity
                    and fold(other.words[0]) == fold(name.words[-1])
                    and (other.entity is None or other.entity.type == "unknown" or other.title)
                    and title_gender(self.lexicon, other.title) in ("", entity.gender)
                ):
                    self._bind(other, entity)
        return entity

    def resettle(self) -> None:
        """Give surnames their bearers again, now that offices tell who is a man and who is a woman.

        A title of the other gender is never a person's; of two bearers it takes the one of its own gender.
        """
        self._settled = True
        namings = [n for row in self.by_start for n in row.values()]
        for name in namings:
            told = title_gender(self.lexicon, name.title)
            if not told or name.entity is None:
                continue
            found = [e for e in self._candidates(name) if e.words != name.words]
            sure = [e for e in found if e.gender == told] or found
            if not name.entity.name and len(sure) > 1:
                continue  # still nobody's
            if sure and name.entity not in sure:
                before = [e for e in sure if 0 <= e.start <= name.start] or sure
                self._bind(name, max(before, key=lambda e: e.start))
            elif sure:
                name.entity.gender = name.entity.gender or told
            elif name.entity.gender not in ("", told):
                self._person(name)
        for name in namings:
            entity = name.entity
            lone = entity is not None and entity.type == "person" and len(entity.words) == 1
            # no first name: the title alone tells a woman from her namesake
            if entity is not None and lone and entity.name and name.title in _TITLED:
                entity.name = _TITLED[name.title] + entity.words[0]
            elif entity is not None and lone and entity.name and name.title in self.lexicon.words["reigning"]:
                entity.name = f"{name.title} {entity.words[0]}"
        held = {id(n.entity) for n in namings}
        self.entities = [e for e in self.entities if id(e) in held or len(e.words) > 1 or e.start < 0]
