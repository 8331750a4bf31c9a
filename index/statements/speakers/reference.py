"""Who a phrase stands for.

A surname's full name, "il", "le ministre", "l'ONG", and who speaks when nobody is named.

Where the evidence is thin the name is "": a wrong speaker is worse than none.
"""

from __future__ import annotations

from index.statements.naming.entity import Entity
from index.statements.naming.phrase import Phrase, is_person, looks_like_person
from index.statements.naming.runs import first_name
from index.statements.speakers.holders import Holders
from index.statements.speakers.speaker import NOBODY, Speaker, holds_name, office_text, renamed, speaker_of
from index.statements.text.words import Token


class Reference(Holders):
    """The resolver over one article: it is told every speaker and subject in reading order."""

    def resolve(self, phrase: Phrase, *, beside: bool = False) -> Speaker:
        """Return who a phrase stands for.

        `beside` a quotation even a noun that roles.tsv lacks is somebody.
        """
        surface = self.text[phrase.start : phrase.end]
        if phrase.pronoun:
            latter = self._latter_named(phrase, surface)
            return latter or self.pronoun(phrase.pronoun, phrase.sentence, surface)
        if phrase.second is not None and phrase.name is not None:
            return self._pair(phrase, surface)
        name = phrase.name
        alone = (
            name is not None
            and name.entity is not None
            and name.entity.type == "unknown"
            and not phrase.determiner
        )
        if alone and beside:
            return self._person(phrase, surface)
        if name is not None and (
            is_person(name)
            or ((not phrase.kinds or set(phrase.kinds) & set("mf")) and self._may_be_person(phrase))
        ):
            return self._person(phrase, surface)
        if name is not None and (
            name.first == phrase.first
            or not phrase.kinds
            or (
                name.guess in ("media", "metonym", "org")
                and name.words[0].lower() == phrase.head
                and "o" not in self.lexicon.roles.get(name.words[0], "")
            )
        ):
            return self._named_body(phrase, surface)
        return self._described(phrase, surface, beside)

    def _may_be_person(self, phrase: Phrase) -> bool:
        name = phrase.name
        assert name is not None
        if name.guess in ("media", "metonym", "org"):
            return False
        if phrase.determiner and name.words[0].lower() == phrase.head:
            return False
        if len(name.words) == 1 and not phrase.determiner and first_name(self.lexicon, name.words[0]):
            return True
        if set(phrase.kinds) & set("mf") and phrase.first < name.first:
            return True
        return looks_like_person(self.lexicon, name) and not phrase.determiner

    def _person(self, phrase: Phrase, surface: str) -> Speaker:
        name = phrase.name
        assert name is not None
        entity = name.entity if is_person(name) else self.names.make_person(name)
        assert entity is not None
        if not entity.name:  # two of one name
            return Speaker("", "unknown", surface, phrase.role, entity.gender, False, "none")
        gender = entity.gender
        if phrase.role and not gender and phrase.determiner in ("le", "la", "un", "une"):
            gender = entity.gender = "f" if phrase.determiner in ("la", "une") else "m"
        return Speaker(
            entity.name,
            "person",
            surface,
            phrase.role or office_text(entity),
            gender,
            False,
            "name",
            name.start,
            name.end,
        )

    def _pair(self, phrase: Phrase, surface: str) -> Speaker:
        assert phrase.name is not None and phrase.second is not None
        both = [n.entity.name for n in (phrase.name, phrase.second) if n.entity is not None]
        return Speaker(
            " et ".join(both), "group", surface, "", "", True, "name", phrase.name.start, phrase.second.end
        )

    def _described(self, phrase: Phrase, surface: str, beside: bool) -> Speaker:  # noqa: PLR0911  # a ladder of forms
        kinds = set(phrase.kinds)
        plural = phrase.determiner in (
            "les",
            "des",
            "plusieurs",
            "certains",
            "certaines",
            "quelques",
            "tous",
            "ces",
            "ses",
            "leurs",
            "deux",
            "trois",
            "de",
        ) or kinds == {"g"}
        if kinds & set("mf") and not plural:
            if phrase.definite:
                return self._office(phrase, surface)
            return self._plain(phrase, surface, "anonymous")
        if "a" in kinds and "même" in phrase.words and self.spoken:
            return renamed(self.spoken[-1], surface, "body")  # selon la même source
        if "a" in kinds and phrase.determiner in ("cette", "ce", "cet"):
            said = self._same_source(phrase)
            if said is not None:
                return renamed(said, surface, "recent")
        if "a" in kinds:
            return self._plain(phrase, surface, "anonymous")
        if ("g" in kinds and (plural or "o" not in kinds)) or (plural and kinds & set("mf")):
            org = "g" in kinds and phrase.head in ("autorités", "services", "syndicats")
            return self._plain(phrase, surface, "org" if org else "group")
        if "o" in kinds:
            return self._body(phrase, surface)
        if "d" in kinds or phrase.head in self.lexicon.saying_nouns:
            owner = self._figures_of(phrase)
            if owner is not None:
                return owner
            if "d" not in kinds:
                return Speaker(
                    "", "unknown", surface, "", "", plural, "unknown-noun", phrase.start, phrase.end
                )
            return self._plain(phrase, surface, "document")
        if beside and not plural and phrase.definite and phrase.determiner in ("le", "la", "l'"):
            return self._fallback(phrase, surface, self._phrase_gender(phrase), "unknown-noun")
        return Speaker(
            "", "unknown", surface, phrase.role, "", plural, "unknown-noun", phrase.start, phrase.end
        )

    def _same_source(self, phrase: Phrase) -> Speaker | None:
        """Return the unnamed source that "cette source" takes up: the last one within three paragraphs."""
        here = self.sentences[phrase.sentence].paragraph
        for at, speaker in reversed(self.focus):
            if here - self.sentences[at].paragraph > 2:
                return None
            if speaker.type == "anonymous" and speaker.name and not speaker.plural:
                return speaker
        return None

    def _figures_of(self, phrase: Phrase) -> Speaker | None:
        """Return the body or person whose figures or words a phrase names."""
        if phrase.head not in self.lexicon.words["figures"] and phrase.head not in self.lexicon.saying_nouns:
            return None
        tokens = self.sentences[phrase.sentence].tokens
        for index in range(phrase.first + 1, phrase.last - 1):
            if tokens[index].low in ("du", "des"):
                inner = self.phrases.contracted(phrase.sentence, index) or self.phrases.read(
                    phrase.sentence, index + 1
                )
            elif tokens[index].low in ("de", "d'"):
                inner = self.phrases.read(phrase.sentence, index + 1)
            else:
                continue
            found = self.resolve(inner) if inner is not None else NOBODY
            return found if found.name else None
        return None

    def pronoun(self, word: str, sentence: int, surface: str, told: str = "") -> Speaker:
        """Return who il, elle, ils, elles, celui-ci stand for: the last subject of that gender and number.

        Never who is `told`: "il a dit à X".
        """
        if word in ("on", "ce", "qui"):
            return Speaker("", "anonymous", surface, "", "", False, "none")
        plural = word in ("ils", "elles", "eux", "ceux-ci", "celles-ci")
        gender = "f" if word in ("elle", "celle-ci", "elles") else "m"
        if plural:
            found = self.last(sentence, 2, "", plural=True)
        else:
            found = self.last(sentence, 3, gender, but=told)
            if not found.name and found.how == "none" and not told:  # else somebody unnamed spoke last
                found = self._nearest(sentence, gender)
            if self._passes_over(found, gender):
                found = NOBODY
        if not found.name:
            # an office held by somebody unnamed: whoever knows the day may know the holder
            return Speaker("", "unknown", surface, found.role, gender, plural, "pronoun")
        if not plural:
            self.learn(found, gender)
        return Speaker(
            found.name,
            found.type,
            surface,
            found.role,
            found.gender or gender,
            plural,
            "pronoun",
            found.start,
            found.end,
        )

    def _passes_over(self, found: Speaker, gender: str) -> bool:
        """Tell whether who was found cannot be the one who spoke last, known by an office alone.

        After "la directrice de la Régie": no body, no passer-by, nobody that the office itself names.
        """
        last = self.spoken[-1] if self.spoken else NOBODY
        if not found.name or last.name or last.how != "office-open" or last.gender not in ("", gender):
            return False
        if any(self.sentences[at].start > last.start and s.name == found.name for at, s in self.focus[-2:]):
            return False
        return found.type != "person" or holds_name(last.surface, found.name)

    def _latter_named(self, phrase: Phrase, surface: str) -> Speaker | None:
        """Return the last one named before "ce dernier" or "celle-ci", here or in the sentence above."""
        if not surface.lower().startswith(("ce ", "cette ", "celui-ci", "celle-ci")) or phrase.sentence < 1:
            return None
        gender = "f" if phrase.pronoun in ("elle", "celle-ci") else "m"
        for number, before in ((phrase.sentence, phrase.first), (phrase.sentence - 1, None)):
            tokens = self.sentences[number].tokens
            for at in range(len(tokens) if before is None else before, -1, -1):
                name = self.names.at(number, at)
                if is_person(name) and name is not None and name.entity is not None:
                    if name.entity.gender in ("", gender):
                        return speaker_of(name.entity, surface, "pronoun")
                elif 0 < at < len(tokens) and self._somebody(tokens, at, gender):
                    return None
        return None

    def _somebody(self, tokens: list[Token], at: int, gender: str) -> bool:
        """Tell whether a noun for somebody unnamed stands at a token: "un riverain", "la maire"."""
        articles = ("la", "une", "cette") if gender == "f" else ("le", "un", "ce", "au", "du")
        kinds = set(self.lexicon.kinds(tokens[at].text)) & set("mf")
        return bool(kinds) and not tokens[at].capital and tokens[at - 1].low in (*articles, "l'")

    def _nearest(self, sentence: int, gender: str) -> Speaker:
        """Return the only person of a gender named in the sentences just above, nobody if there are two."""
        found: list[Entity] = []
        for number in range(max(0, sentence - 4), sentence):
            for name in self.names.by_start[number].values():
                entity = name.entity
                if (
                    entity is not None
                    and entity.type == "person"
                    and entity.gender in (gender, "")
                    and entity not in found
                ):
                    found.append(entity)
        if len(found) == 1:
            return speaker_of(found[0], "", "recent")
        return NOBODY
