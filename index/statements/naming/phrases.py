"""Noun phrases from their first word: head, complements, name, office."""

from __future__ import annotations

from typing import Any

from index.statements.naming.entity import Name
from index.statements.naming.extents import _LINKS, Extents
from index.statements.naming.phrase import Phrase, is_person, looks_like_person, looks_or_is_person
from index.statements.text.words import Token

_DEFINITE = frozenset(
    ("", "le", "la", "les", "l'", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs")
)


class Phrases(Extents):
    """The reader of noun phrases over one article."""

    def read(self, sentence: int, first: int) -> Phrase | None:  # noqa: PLR0911  # a ladder of forms
        """Return the phrase that starts at a token, or None."""
        tokens = self.sentences[sentence].tokens
        if first >= len(tokens) or tokens[first].kind not in ("word", "number"):
            return None
        token = tokens[first]
        if token.low in self.lexicon.words["speaking_pronouns"]:
            return self._make(sentence, first, first + 1, pronoun=token.low)
        latter = self._latter(tokens, first)
        if latter:
            return self._make(sentence, first, first + 2, pronoun=latter)
        if token.low in ("celui", "celle") and first + 1 < len(tokens) and tokens[first + 1].low == "qui":
            return self._make(sentence, first, first + 1, pronoun="il" if token.low == "celui" else "elle")
        if token.low in ("l'un", "l'une") or (
            token.low == "l'" and first + 1 < len(tokens) and tokens[first + 1].low in ("un", "une")
        ):
            return self._one_of(sentence, first)
        name = self.names.at(sentence, first)
        if name and (not self._is_determiner(token) or (token.capital and len(name.words) > 1)):
            return self._named(sentence, first, name)
        if self._is_determiner(token) or self._many_of(tokens, first):
            return self._noun(sentence, first)
        if self.lexicon.kinds(token.text) and not token.capital:
            return self._noun(sentence, first, bare=True)
        return None

    def contracted(self, sentence: int, first: int) -> Phrase | None:
        """Return the phrase behind du, des, au or aux, which hold its article."""
        phrase = self._noun(sentence, first)
        if phrase is not None:
            many = self.sentences[sentence].tokens[first].low in ("des", "aux")
            phrase.definite, phrase.determiner = True, "les" if many else "le"
        return phrase

    def _make(self, sentence: int, first: int, last: int, **parts: Any) -> Phrase:
        tokens = self.sentences[sentence].tokens
        return Phrase(sentence, first, last, tokens[first].start, tokens[last - 1].end, **parts)

    def _one_of(self, sentence: int, first: int) -> Phrase:
        tokens = self.sentences[sentence].tokens
        last = first + 2 if tokens[first].low == "l'" else first + 1
        while (
            last < len(tokens)
            and last - first < 9
            and (
                tokens[last].low in _LINKS
                or tokens[last].low in ("eux", "elles", "entre", "ses", "ces", "les", "leurs")
                or (tokens[last - 1].low in _LINKS and tokens[last].low in ("la", "l'", "le", "cette", "ce"))
                or self._noun_like(tokens[last])
            )
        ):
            last += 1
        named = self.names.at(sentence, last + 1) if last < len(tokens) and tokens[last].text == "," else None
        if named is not None and self._closes(tokens, named.last) and looks_or_is_person(self.lexicon, named):
            self.names.make_person(named)
            return self._named(sentence, last + 1, named)
        return self._make(sentence, first, last, head="un", kinds="a", definite=False, determiner="un")

    def _named(self, sentence: int, first: int, name: Name) -> Phrase:
        """A phrase that starts with a name: X, or X et Y."""
        tokens = self.sentences[sentence].tokens
        last = self._skip_brackets(tokens, name.last)
        second = None
        if last + 1 < len(tokens) and tokens[last].low == "et":
            other = self.names.at(sentence, last + 1)
            if other and is_person(name) and is_person(other):
                second, last = other, other.last
        undecided = name.entity is not None and name.entity.type == "unknown"
        kinds = "" if is_person(name) or undecided else "o"
        if not is_person(name) and name.entity is not None and name.entity.type == "org":
            last = self._complement(sentence, last)
        return self._make(
            sentence, first, last, head=tokens[first].low, kinds=kinds, name=name, second=second
        )

    def _complement(self, sentence: int, last: int) -> int:
        """Return where a body's name ends with its complements: Association kurde, Amis de la Terre."""
        tokens = self.sentences[sentence].tokens
        while last < len(tokens) and last < len(tokens):
            token = tokens[last]
            name = self.names.at(sentence, last)
            if token.kind != "word" or self._stops(token) or self._conjugated(tokens, last):
                break
            if (
                token.low in _LINKS
                and last + 1 < len(tokens)
                and tokens[last + 1].kind == "word"
                and tokens[last + 1].low not in self.lexicon.forms
            ):
                last += 2
            elif name and is_person(name):
                break
            elif name or self._noun_like(token):
                last += 1
            else:
                break
        return last

    def _noun(self, sentence: int, first: int, bare: bool = False) -> Phrase | None:
        """A phrase that starts with a determiner (or a bare office in an apposition)."""
        tokens = self.sentences[sentence].tokens
        index = first if bare else first + 1
        while (
            not bare
            and index < len(tokens)
            and (self._is_determiner(tokens[index]) or tokens[index].kind == "number")
        ):
            index += 1
        head_at = self._head(sentence, index, tokens[first].low in self.lexicon.words["plural_determiners"])
        if head_at < 0 and index == first + 1 and self._called(tokens, first):
            return self._make(sentence, first, first + 2, kinds="g", determiner=tokens[first].low)
        if head_at < 0:
            if index >= len(tokens) or tokens[index].kind != "word" or self._stops(tokens[index]):
                return None
            head_at = index
            adjective = tokens[index].low in self.lexicon.words["before_nouns"]
            if adjective and index + 1 < len(tokens) and self._noun_like(tokens[index + 1]):
                head_at = index + 1
        return self._extend(sentence, first, head_at)

    def _head(self, sentence: int, index: int, many: bool) -> int:
        """Return where the noun that can speak stands, at most four words on; -1 where none does."""
        tokens = self.sentences[sentence].tokens
        for at in range(index, min(len(tokens), index + 4)):
            token = tokens[at]
            after = tokens[at + 1].low if at + 1 < len(tokens) else ""
            if token.low in ("premier", "première") and after == "ministre":
                return at + 1
            if self.lexicon.kinds(token.text) and token.kind == "word":
                return at
            name = self.names.at(sentence, at)
            if name and is_person(name):
                return at
            ends = token.kind != "word" or self._stops(token) or token.low in _LINKS
            if token.low not in self.lexicon.words["before_nouns"] and (
                ends or not self._noun_like(token, many)
            ):
                return -1
        return -1

    def _extend(self, sentence: int, first: int, head_at: int) -> Phrase:
        """Follow a noun phrase from its head to its end."""
        tokens = self.sentences[sentence].tokens
        head = tokens[head_at]
        name = self.names.at(sentence, head_at)
        many = (tokens[first].low in self.lexicon.words["plural_determiners"]) or tokens[
            first
        ].kind == "number"
        last = head_at + 1
        found: Name | None = None
        if name:
            last = name.last
            found = name
        while last < len(tokens) and (found is None or not is_person(found)):
            if name is not None and tokens[last].low.endswith("ant") and not tokens[last].capital:
                break  # la Valdorie exploitant son avantage
            step = self._step(sentence, head.low, last, many)
            if step <= last:
                break
            inner = self.names.at(sentence, last)
            if inner and (
                tokens[last - 1].low in self.lexicon.words["named"]
                or self._titled(tokens, head_at, last, inner)
            ):
                self.names.make_person(inner)
            of_family = (
                tokens[last - 1].low in self.lexicon.words["families"] and tokens[last - 2].low != "de"
            )
            if inner and is_person(inner) and not of_family and not self._owner(tokens, head_at, inner):
                found = inner
            last = step
        role_last = last
        if found is not None and is_person(found) and found is not name:
            role_last = found.first
        last = self._skip_brackets(tokens, last)
        if (found is None or not is_person(found)) and last < len(tokens) and tokens[last].text == ",":
            apposed = self._apposed(sentence, (first, head_at, last), many)
            if apposed is not None:
                found, last = apposed, apposed.last
        if (found is None or not is_person(found)) and not many:
            beyond = self._beyond(sentence, self._kinds(head, head), last)
            if beyond is not None:
                found, last = beyond, beyond.last
        return self._phrase(sentence, (first, head_at, last, role_last), found)

    def _apposed(self, sentence: int, where: tuple[int, int, int], many: bool) -> Name | None:
        """Return the person between commas behind an office: "le chef, X Y," "le chef, l'amiral X Y,"."""
        first, head_at, comma = where
        tokens = self.sentences[sentence].tokens
        kinds = self._kinds(tokens[head_at], tokens[head_at])
        office = bool(set(kinds) & set("mf")) and not many
        after = self.names.at(sentence, comma + 1)
        if after is None:
            second = self._second_office(sentence, comma, tokens[first].low) if office else None
            return second.name if second is not None else None
        told = after.last < len(tokens) and tokens[after.last].low in self.lexicon.words["told_in"]
        if not (self._closes(tokens, after.last) or (office and told)) or "d" in kinds:
            return None
        if office and looks_like_person(self.lexicon, after):
            self.names.make_person(after)
        return after if is_person(after) else None

    def _second_office(self, sentence: int, comma: int, determiner: str) -> Phrase | None:
        """Return ", l'amiral X Y" behind "le commandant de la force": one person by two offices."""
        tokens = self.sentences[sentence].tokens
        if tokens[comma].text != "," or comma + 1 >= len(tokens):
            return None
        if tokens[comma + 1].low not in ("l'", determiner) or determiner not in ("le", "la", "l'"):
            return None
        phrase = self._noun(sentence, comma + 1)
        if phrase is None or phrase.name is None or not is_person(phrase.name):
            return None
        alone = phrase.name.last == phrase.last and phrase.name.first > phrase.first
        return phrase if alone and self._closes(tokens, phrase.last) else None

    def _titled(self, tokens: list[Token], head_at: int, at: int, name: Name) -> bool:
        """Tell whether an undecided run right after an office is who holds it: "la réalisatrice X Y"."""
        if not set(self._kinds(tokens[head_at], tokens[head_at])) & set("mf") or not looks_like_person(
            self.lexicon, name
        ):
            return False
        before = tokens[at - 1].low
        return (
            before not in _LINKS
            and before not in self.lexicon.words["determiners"]
            and before not in self.lexicon.words["prepositions"]
        )

    def _closes(self, tokens: list[Token], index: int) -> bool:
        index = self._skip_brackets(tokens, index)
        return (
            index >= len(tokens)
            or tokens[index].text in (",", ".", ")", ":", ";", "!", "?")
            or tokens[index].kind == "quote"
            or tokens[index].low in self.lexicon.forms
            or tokens[index].low in ("a", "ont", "avait", "s'", "n'", "ne", "est", "aurait")
        )

    def _kinds(self, head: Token, token: Token) -> str:
        exact = self.lexicon.roles.get(token.text)
        if exact is not None:
            return exact
        letters = self.lexicon.kinds(token.text)
        # "les Amis du Lac" is a body's name; "le Président" is still the president
        return "" if token.capital and "g" in letters else letters

    def _phrase(self, sentence: int, where: tuple[int, int, int, int], found: Name | None) -> Phrase:
        """Return the phrase of tokens [first, last), its head at `head_at`, its office before `role_last`."""
        first, head_at, last, role_last = where
        tokens = self.sentences[sentence].tokens
        head = tokens[head_at]
        determiner = tokens[first].low if first < head_at or self._is_determiner(tokens[first]) else ""
        start = first + 1 if determiner else first
        role = " ".join(t.text for t in tokens[start:role_last]).replace("' ", "'").replace("’ ", "’")
        words = frozenset(t.low for t in tokens[start:role_last] if len(t.low) > 2 or t.text.isupper())
        kinds = self._kinds(head, head)
        if found is not None and found.first == head_at and not is_person(found):
            kinds = kinds or "o"
        if found is not None and not is_person(found) and found.first != head_at:
            found = None
        if (
            found is not None
            and not is_person(found)
            and kinds in ("m", "f", "fm", "mf", "g")
            and found.guess != "media"
        ):
            found = None
        definite = determiner in _DEFINITE
        return self._make(
            sentence,
            first,
            last,
            head=head.low,
            kinds=kinds,
            definite=definite,
            determiner=determiner,
            words=words,
            name=found,
            role=role if found is None or found.first != head_at else "",
        )
