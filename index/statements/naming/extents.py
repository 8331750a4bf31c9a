"""How far a noun phrase reaches: its words, its complements, what ends it."""

from __future__ import annotations

from index.statements.language.lexicon import Lexicon
from index.statements.naming.entity import Name
from index.statements.naming.names import Names
from index.statements.naming.phrase import is_person_at, looks_or_is_person
from index.statements.text.words import Sentence, Token

_LINKS = frozenset(("de", "du", "des", "d'"))
_ARTICLES = frozenset(("le", "la", "les", "l'"))


def _infinitive(lexicon: Lexicon, token: Token) -> bool:
    return any(form.tense == "infinitive" for _, form in lexicon.forms.get(token.low, []))


class Extents:
    """The word-by-word part of reading noun phrases."""

    def __init__(self, lexicon: Lexicon, names: Names, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.names = names
        self.sentences = sentences

    def bracketed(self, sentence: int, index: int) -> int:
        """Return where what stands in brackets at a token ends; the token itself where nothing does."""
        return self._skip_brackets(self.sentences[sentence].tokens, index)

    def linked(self, sentence: int, index: int) -> int:
        """Return the end of a complement that a link opens: "de la Justice"."""
        return self._linked(sentence, index)

    def _latter(self, tokens: list[Token], first: int) -> str:
        """Return the pronoun that "ce dernier", "cette dernière", "ces derniers" amount to, "" for others."""
        if first + 1 >= len(tokens) or tokens[first].low not in ("ce", "cette", "ces"):
            return ""
        after = tokens[first + 2] if first + 2 < len(tokens) else None
        if after is not None and after.kind == "word" and self._noun_like(after):
            return ""  # ce dernier point
        last = {"dernier": "il", "dernière": "elle", "derniers": "ils", "dernières": "elles"}
        return last.get(tokens[first + 1].low, "")

    def _is_determiner(self, token: Token) -> bool:
        return token.low in self.lexicon.words["determiners"] or token.low in ("des", "nombre", "ni")

    def _many_of(self, tokens: list[Token], index: int) -> bool:
        """Tell whether "de" is a determiner: "de nombreux témoins", "d'autres élus"."""
        after = tokens[index + 1].low if index + 1 < len(tokens) else ""
        many = ("nombreux", "nombreuses", "autres", "multiples", "rares")
        return tokens[index].low in ("de", "d'") and after in many

    def _skip_brackets(self, tokens: list[Token], index: int) -> int:
        """Step over "(LR)" or "(IGPN)"."""
        if index < len(tokens) and tokens[index].text == "(":
            for last in range(index + 1, min(len(tokens), index + 7)):
                if tokens[last].text == ")":
                    return last + 1
        return index

    def _stops(self, token: Token) -> bool:
        words = self.lexicon.words
        low = token.low
        return (
            (low in words["prepositions"] and low not in _LINKS)
            or low in words["conjunctions"]
            or low in words["pronouns"]
            or low in words["weekdays"]
            or low in words["adverbs"]
            or low in words["have"]
            or low in words["be"]
            or low in self.lexicon.words["phrase_enders"]
        )

    def _noun_like(self, token: Token, plural: bool = False) -> bool:
        """Tell whether a lower-case word can continue a noun phrase.

        No function word, no finite saying verb.
        """
        if token.kind != "word" or self._stops(token) or token.low in self.lexicon.words["determiners"]:
            return False
        if (
            token.low.endswith(("ait", "aient", "èrent", "irent", "urent"))
            and not token.capital
            and token.low not in self.lexicon.words["like_verbs"]
        ):
            return False
        if token.low.endswith("ent") and plural and not token.low.endswith("ement") and not token.capital:
            return False  # préparent: an adjective would end in -ents
        senses = self.lexicon.forms.get(token.low)
        if senses and not token.capital and not self.lexicon.kinds(token.text):
            finite = [
                f for v, f in senses if f.tense not in ("participle", "infinitive") and v.grade == "say"
            ]
            return not finite
        return True

    def _step(self, sentence: int, head: str, last: int, plural: bool = False) -> int:  # noqa: PLR0911  # a ladder of forms
        """Return the end of the phrase's next word or group, or `last` where the phrase ends."""
        tokens = self.sentences[sentence].tokens
        token = tokens[last]
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        name = self.names.at(sentence, last)
        if name:
            return name.last
        if token.text == "(":
            closed = self._skip_brackets(tokens, last)
            inside = last < closed < len(tokens)
            goes_on = inside and (self.names.at(sentence, closed) or tokens[closed].low in _LINKS)
            return closed if goes_on else last
        if token.capital and token.low in _ARTICLES and head in self.lexicon.words["named_bodies"]:
            own = self.names.at(sentence, last + 1)
            return own.last if own is not None else last  # le journal L'Alsace
        if token.low in _LINKS and after is not None:
            return self._linked(sentence, last)
        if token.low in ("à", "au", "aux", "chargé", "chargée", "en", "pour") and after is not None:
            takes = head.removeprefix("ex-") in self.lexicon.words["offices_with_to"]
            return self._domain(sentence, last) if takes else last
        if token.low == "et" and after is not None:
            return self._and(sentence, last)
        before = tokens[last - 1]
        if token.kind == "number":
            return last + 1 if before.capital and len(token.text) < 3 else last
        if token.kind == "quote":
            return last + 1 if before.low in _LINKS or before.low in ("la", "le", "l'") else last
        acts = self._conjugated(tokens, last) or self._governs(tokens, last)
        return last + 1 if self._noun_like(token, plural) and not acts else last

    def _governs(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a noun that is also a verb of saying is that here: "le maire juge que"."""
        if tokens[at].capital or at + 1 >= len(tokens) or not self.lexicon.kinds(tokens[at].text):
            return False
        senses = self.lexicon.forms.get(tokens[at].low, [])
        says = any(v.grade == "say" and f.tense == "present" for v, f in senses)
        after = tokens[at + 1]
        return says and (
            after.kind == "quote"
            or after.text == ":"
            or after.low in ("que", "qu'", "des")
            or after.low in self.lexicon.words["determiners"]
        )

    def _called(self, tokens: list[Token], first: int) -> bool:
        """Tell whether a group goes by a name between marks: les « cols bleus », des « sages »."""
        if first + 1 >= len(tokens) or tokens[first + 1].kind != "quote":
            return False
        words = tokens[first + 1].text.strip('«»“”"<> \u00a0\u202f')
        many = tokens[first].low in self.lexicon.words["plural_determiners"]
        return many and len(words.split()) <= 3 and words[:1].islower() and words[-1:] in "sx"

    def _owner(self, tokens: list[Token], head_at: int, name: Name) -> bool:
        """Tell whether somebody is named only as whose the head is: "la femme du prince X"."""
        return name.title in self.lexicon.words["reigning"] and any(
            t.low in _LINKS for t in tokens[head_at + 1 : name.first - 1]
        )

    def _beyond(self, sentence: int, kinds: str, last: int) -> Name | None:
        """Return who is named past the domain of an office: "l'expert en eau X", "la candidate à Y, X,"."""
        tokens = self.sentences[sentence].tokens
        words = self.lexicon.words
        opens = last < len(tokens) and tokens[last].low in words["domain_openers"]
        if not opens or not set(kinds) & set("mf"):
            return None
        barred = words["conjunctions"] | words["pronouns"] | words["have"] | words["be"]
        for at in range(last + 1, min(len(tokens), last + 9)):
            token, before = tokens[at], tokens[at - 1]
            name = self.names.at(sentence, at)
            if name is not None and looks_or_is_person(self.lexicon, name):
                linked = before.low in words["prepositions"] or before.low in words["contracted"]
                after = tokens[name.last] if name.last < len(tokens) else None
                ends = after is None or after.kind in ("mark", "quote")
                if not ends or linked or before.low in words["determiners"]:
                    return None
                self.names.make_person(name)
                return name
            if (token.kind != "word" and token.text != ",") or token.low in barred or before.text == ",":
                return None
        return None

    def _conjugated(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a word is a finite verb with its infinitive: "souhaite faire", "doit encore dire"."""
        known = self.lexicon.catenatives.get(tokens[at].low)
        if known is None or tokens[at].capital or known[1] in ("participle", "infinitive", "gerund"):
            return False
        after = [t for t in tokens[at + 1 : at + 4] if t.low not in self.lexicon.words["adverbs"]]
        skipped = self.lexicon.words["infinitive_links"]
        verb = next((t for t in after if t.low not in skipped), None)
        return verb is not None and verb.kind == "word" and verb.low.endswith(("er", "ir", "re"))

    def _domain(self, sentence: int, last: int) -> int:
        """Step over the domain of an office: "délégué aux Transports", "chargée de l'Égalité"."""
        tokens = self.sentences[sentence].tokens
        token, after = tokens[last], tokens[last + 1]
        if last + 2 >= len(tokens):
            return last
        articled = after.low in ("la", "l'")
        follows = self.names.at(sentence, last + 1) or (
            self.names.at(sentence, last + 2) if articled else None
        )
        domain = after.capital or (articled and tokens[last + 2].capital)
        domain = domain or token.low.startswith("charg") or after.low in _LINKS
        if (follows and follows.guess == "media") or not domain:
            return last
        return last + (3 if articled or after.low in ("de", "des", "du") else 2)

    def _and(self, sentence: int, last: int) -> int:
        """Step over "et" and what it joins: "de l'Économie et des Finances", "des Eaux et forêts"."""
        tokens = self.sentences[sentence].tokens
        before, after = tokens[last - 1], tokens[last + 1]
        if after.low in _LINKS:
            return self._linked(sentence, last + 1)
        if after.capital:
            named = self.names.at(sentence, last + 1)
            joined = before.capital and not is_person_at(self.names, sentence, last + 1)
            return last + 2 if not named or joined else last
        linked = tokens[last - 2].low in ("des", "de", "l'", "la", "du")
        noun = self._noun_like(after) and after.low not in self.lexicon.forms
        # A quotation is a token without letters of its own: des « ports » et docks.
        plural = before.low.endswith(("s", "x")) and after.low.endswith(("s", "x"))
        if tokens[last - 2].low == "des" and noun and plural:
            return last + 2  # la Fédération des ports et docks
        return last + 2 if before.capital and linked and noun else last

    def _linked(self, sentence: int, last: int) -> int:
        """Step over "de la Justice": the link, its article and its noun or name."""
        tokens = self.sentences[sentence].tokens
        at = last + 1
        while at < len(tokens) and tokens[at].low in self.lexicon.words["complement_articles"]:
            at += 1
        if at >= len(tokens):
            return last
        name = self.names.at(sentence, at) or (self.names.at(sentence, at - 1) if at - 1 > last else None)
        if name:
            return max(name.last, at)
        if tokens[at].kind in ("quote", "number"):
            return at + 1
        return (
            at + 1
            if self._noun_like(tokens[at])
            and (
                tokens[at].low not in self.lexicon.forms
                or self.lexicon.kinds(tokens[at].text)
                or tokens[at].low.endswith(("é", "és", "ée", "ées"))
                or at - last > 1
                or not _infinitive(self.lexicon, tokens[at])
            )
            else last
        )
