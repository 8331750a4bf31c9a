"""Bodies, documents, groups and sources known by description: "la police", "l'ONG", "des témoins"."""

from __future__ import annotations

from index.news import SpeakerType
from index.statements.naming.entity import Name, fold
from index.statements.naming.names import Names
from index.statements.naming.phrase import Phrase, is_person
from index.statements.speakers.memory import Memory
from index.statements.speakers.speaker import Speaker, clean
from index.statements.text.words import Sentence


def spelt_out(text: str, sentences: list[Sentence], names: Names) -> dict[str, str]:
    """Return what acronyms stand for: "l'Inspection générale de la police nationale (IGPN)"."""
    found: dict[str, str] = {}
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        for index in range(1, len(tokens) - 1):
            inside = tokens[index + 1]
            if (
                tokens[index].text == "("
                and inside.text.isupper()
                and len(inside.text) > 1
                and index + 2 < len(tokens)
                and tokens[index + 2].text == ")"
            ):
                start = _initials(tokens, index, inside.text)
                if start is not None:
                    found.setdefault(inside.text, text[tokens[start].start : tokens[index - 1].end])
        for name in names.by_start[number].values():
            if len(name.words) > 1:
                found.setdefault("".join(w[0] for w in name.words if w[0].isupper()), " ".join(name.words))
                found.setdefault("".join(w[0] for w in name.words).upper(), " ".join(name.words))
    return found


def _initials(tokens: list, end: int, acronym: str) -> int | None:  # type: ignore[type-arg]  # tokens of a sentence
    """Return where the words that an acronym stands for start, from its first letter backwards."""
    for start in range(end - 1, max(-1, end - 14), -1):
        token = tokens[start]
        if token.kind == "mark":
            return None
        if (
            token.capital
            and fold(token.text)[0] == fold(acronym)[0]
            and end - start >= min(len(acronym), 3) - 1
        ):
            while (
                start > 0
                and tokens[start - 1].capital
                and tokens[start - 1].low not in _ARTICLES
                and not tokens[start - 1].low.endswith("'")
            ):
                start -= 1  # noqa: PLW2901  # a cursor that steps on
            return start
    return None


# Endings of adjectives that no verb has in the present.
_ADJECTIVES = ("ique", "ale", "elle", "enne", "aise", "oise", "aire", "ive", "aine", "ine", "ée", "ière")
_ARTICLES = frozenset(("le", "la", "les", "un", "une", "l'", "l’"))
# What stands before a name that is another's: "le groupe de X".
_BEFORE_ANOTHER = frozenset(("de", "du", "des", "d'", "la", "l'", "les", "le", "à", "et", "("))


class Descriptions(Memory):
    """The resolver of what is described rather than named."""

    def _named_body(self, phrase: Phrase, surface: str) -> Speaker:
        name = phrase.name
        assert name is not None and name.entity is not None
        entity = name.entity
        kind: SpeakerType = entity.type
        if kind == "unknown":
            kind = "org"
        if kind == "metonym" and phrase.last > name.last + 1 and phrase.determiner:
            kind = "org"
        end = phrase.last
        tokens = self.sentences[phrase.sentence].tokens
        while (end > name.last and tokens[end - 1].text in (")", "(")) or (
            end > name.last and any(t.text == "(" for t in tokens[name.last : end])
        ):
            end -= 1
        said = (
            self.text[name.start : tokens[end - 1].end] if entity.type in ("org", "unknown") else entity.name
        )
        if name.guess == "media":
            said = self._medium(phrase, entity.name)
        article = self._own_article(phrase.sentence, name.first)
        known = said in self.lexicon.media and article + said not in self.lexicon.media
        if article and not known and not said.startswith(article):
            said, kind = article + said, "org"
        said = self._expand(said)
        gender = "f" if phrase.determiner == "la" else "m" if phrase.determiner == "le" else ""
        return Speaker(
            said, kind, surface, "", gender, phrase.determiner == "les", "name", name.start, name.end
        )

    def _medium(self, phrase: Phrase, said: str) -> str:
        """Return a medium's name with its article: "les informations du Monde", "selon l'Express"."""
        article = {"le": "Le ", "la": "La ", "l'": "L'"}.get(phrase.determiner)
        return f"{article}{said}" if article and f"{article}{said}" in self.lexicon.media else said

    def _own_article(self, sentence: int, at: int) -> str:
        """Return the article that a name within a sentence starts with: "selon L'Alsace"."""
        tokens = self.sentences[sentence].tokens
        before = tokens[at - 1] if at > 1 else None
        if before is None or before.low not in _ARTICLES or tokens[at - 2].kind != "word":
            return ""
        both = before.capital and tokens[at].capital
        return self.text[before.start : tokens[at].start] if both else ""

    def _plain(self, phrase: Phrase, surface: str, kind: SpeakerType) -> Speaker:
        """A speaker known by description alone: the words are kept as printed."""
        article = phrase.determiner in ("le", "la", "les", "l'")
        said = (
            surface[len(self.sentences[phrase.sentence].tokens[phrase.first].text) :].strip()
            if article
            else surface
        )
        plural = kind == "group" or phrase.determiner in ("les", "des", "plusieurs", "certains", "deux")
        letters = set(phrase.kinds)
        gender = (
            "f"
            if phrase.determiner in ("une", "la")
            else "m"
            if phrase.determiner in ("un", "le")
            else "f"
            if letters == {"f"}
            else "m"
            if letters == {"m"}
            else ""
        )
        if phrase.head == "source":
            gender = "f"
        return Speaker(
            clean(said), kind, surface, phrase.role, gender, plural, "described", phrase.start, phrase.end
        )

    def _body(self, phrase: Phrase, surface: str) -> Speaker:
        tokens = self.sentences[phrase.sentence].tokens
        gender = (
            "f"
            if phrase.determiner in ("la", "une", "cette")
            else "m"
            if phrase.determiner in ("le", "un", "ce")
            else ""
        )
        own, article = self._own_name(phrase)
        named = own is not None and phrase.head in self.lexicon.words["named_bodies"]
        if own is not None and named and (own.guess != "metonym" or article):
            said = article + clean(self.text[own.start : tokens[phrase.last - 1].end])
            return Speaker(
                self._expand(said),
                "org",
                surface,
                phrase.role,
                gender,
                False,
                "name",
                own.start,
                tokens[phrase.last - 1].end,
            )
        said = (
            surface[len(tokens[phrase.first].text) :].strip()
            if phrase.determiner in self.lexicon.words["dropped_articles"]
            and not self._own_article(phrase.sentence, phrase.first + 1)
            else surface
        )
        said = self._medium(phrase, clean(said))
        plain = (
            not any(t.capital for t in tokens[phrase.first + 1 : phrase.last])
            and len(phrase.words) <= 2
            and phrase.head in self.lexicon.words["generic_bodies"]
        )
        if phrase.definite and (len(phrase.words) <= 1 or plain):
            return self._bare_body(phrase, surface, said, gender)
        return Speaker(
            self._expand(said), "org", surface, "", gender, False, "described", phrase.start, phrase.end
        )

    def _own_name(self, phrase: Phrase) -> tuple[Name | None, str]:
        """Return the name right behind a body's noun, and its article: "le journal L'Alsace"."""
        tokens = self.sentences[phrase.sentence].tokens
        for at in range(phrase.first + 2, phrase.last):
            name = self.names.at(phrase.sentence, at)
            if name is None:
                continue
            article = self._own_article(phrase.sentence, name.first)
            if article or tokens[name.first - 1].low not in _BEFORE_ANOTHER:
                return name, article
        return None, ""

    def _bare_body(self, phrase: Phrase, surface: str, said: str, gender: str) -> Speaker:
        """Find "le ministère", "la police" under the fuller words the article uses for it."""
        fuller = self._known_bodies().get(phrase.head, [])
        before = [row for row in fuller if row[0] < phrase.start]
        if before:
            chosen = before[-1]
            return Speaker(
                self._expand(clean(chosen[1])),
                "org",
                surface,
                "",
                gender,
                False,
                "body",
                chosen[2].start,
                chosen[2].end,
            )
        if phrase.head in self.lexicon.words["generic_bodies"]:
            recent = [
                s
                for s in self.spoken[-6:]
                if s.type == "org"
                and (
                    not s.gender
                    or not gender
                    or s.gender == gender
                    or phrase.determiner == "l'"
                    or s.how == "name"
                )
            ]
            local = phrase.head in self.lexicon.words["local_bodies"]
            if recent and not local and self._of_a_kind(phrase, recent[-1].name):
                found = recent[-1]
                return Speaker(
                    found.name,
                    "org",
                    surface,
                    phrase.role,
                    found.gender,
                    False,
                    "body",
                    found.start,
                    found.end,
                )
        return Speaker(
            self._expand(said), "org", surface, "", gender, False, "described", phrase.start, phrase.end
        )

    def _of_a_kind(self, phrase: Phrase, name: str) -> bool:
        """Tell whether a body may be of a noun: a daily has a name of its own, a union is no medium."""
        if phrase.head in self.lexicon.words["media_nouns"]:
            return not name[:1].islower() or name.split(maxsplit=1)[0] in self.lexicon.words["media_nouns"]
        return not any(f"{article}{name}" in self.lexicon.media for article in ("", "Le ", "La ", "L'"))

    def _known_bodies(self) -> dict[str, list[tuple[int, str, Phrase]]]:
        """Return, by head noun, the bodies the article names with a complement."""
        if self._bodies is None:
            self._bodies = {}
            for number, sentence in enumerate(self.sentences):
                for index, token in enumerate(sentence.tokens[:-1]):
                    after = sentence.tokens[index + 1]
                    if (
                        token.low in ("le", "la", "l'", "du", "au")
                        and after.kind == "word"
                        and "o" in self.lexicon.roles.get(after.low, "")
                    ):
                        phrase = (
                            self.phrases.contracted(number, index)
                            if token.low in ("du", "au")
                            else self.phrases.read(number, index)
                        )
                        if phrase is not None and self._named_so(number, index + 2, phrase):
                            said = self.text[after.start : phrase.end]
                            self._bodies.setdefault(after.low, []).append((phrase.start, said, phrase))
        return self._bodies

    def _named_so(self, number: int, at: int, phrase: Phrase) -> bool:
        """Tell whether words behind a body's noun name it: of what, a name, an adjective; no verb."""
        tokens = self.sentences[number].tokens
        if len(phrase.words) < 2 or is_person(phrase.name) or at >= len(tokens):
            return False
        first, after = tokens[at], tokens[at + 1].low if at + 1 < len(tokens) else ""
        words = self.lexicon.words
        acts = (
            first.low.endswith("e")
            and first.low != "de"
            and (
                after in words["determiners"]
                or after in words["adverbs"]
                or after in ("à", "au", "aux", "que", "qu'")
            )
        )
        return first.capital or not acts or first.low.endswith(_ADJECTIVES)

    def _expand(self, said: str) -> str:
        """Return the full form of an acronym that the article spells out in brackets or by its initials."""
        if not (said.isupper() and 2 <= len(said) <= 7):
            return said
        if self._acronyms is None:
            self._acronyms = spelt_out(self.text, self.sentences, self.names)
        return self._acronyms.get(said, said)
