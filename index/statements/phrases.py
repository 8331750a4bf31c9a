"""Noun phrases that can speak: where one starts and ends, its head, its name, its office.

A phrase is read from its first word (`read`), or found to the left of a verb (`subject_before`).
"""

from __future__ import annotations

from dataclasses import dataclass

from index.statements.lexicon import Lexicon
from index.statements.names import Name, Names, first_name
from index.statements.words import Sentence, Token

# Heads that take "à" or "aux" and a domain: ministre délégué aux Transports.
_TAKES_TO = frozenset(
    "ministre secrétaire ambassadeur ambassadrice adjoint adjointe délégué déléguée conseiller conseillère candidat candidate "
    "commissaire haut-commissaire professeur professeure envoyé envoyée chercheur chercheuse maître enseignant enseignante "
    "directeur directrice favori représentant représentante médecin avocat avocate numéro".split()
)
_LINKS = frozenset(("de", "du", "des", "d'"))
_BEFORE_NOUN = frozenset(
    "ancien ancienne anciens anciennes ex futur future nouveau nouvelle nouvel nouveaux nouvelles jeune jeunes vieux vieille petit petite "
    "grand grande grands grandes haut haute hauts hautes premier première même autre autres seul seule actuel actuelle célèbre "
    "très simple puissant puissante principal principale principaux principales sulfureux bouillant bouillante richissime "
    "double triple quintuple meilleur meilleure vice éphémère Premier Première".split()
)
# Nouns and adjectives that end like a finite verb.
_LIKE_VERBS = frozenset("lait trait portrait parfait attrait extrait retrait souhait bienfait forfait méfait abstrait distrait satisfait imparfait stupéfait fait".split())
_MANY = frozenset(
    "les des ces ses leurs nos vos plusieurs certains certaines quelques tous toutes deux trois quatre cinq six sept huit neuf dix onze douze treize "
    "quatorze quinze seize vingt trente quarante cinquante soixante cent mille divers diverses différents différentes".split()
)
_NAMED = frozenset("nommé nommée prénommé prénommée dénommé dénommée appelé appelée certain certaine".split())
_PRONOUNS = frozenset("il elle ils elles on qui celui-ci celle-ci ceux-ci celles-ci lui eux".split())


@dataclass(slots=True)
class Phrase:
    """Tokens [first, last) of a sentence; `kinds` are the letters of roles.tsv for its head, `pronoun` alone if one."""

    sentence: int
    first: int
    last: int
    start: int
    end: int
    head: str = ""
    kinds: str = ""
    definite: bool = True
    determiner: str = ""
    words: frozenset[str] = frozenset()
    name: Name | None = None
    role: str = ""
    pronoun: str = ""
    second: Name | None = None  # "X et Y"


class Phrases:
    """The reader of noun phrases over one article."""

    def __init__(self, lexicon: Lexicon, names: Names, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.names = names
        self.sentences = sentences

    def read(self, sentence: int, first: int) -> Phrase | None:
        """Return the phrase that starts at a token, or None."""
        tokens = self.sentences[sentence].tokens
        if first >= len(tokens) or tokens[first].kind not in ("word", "number"):
            return None
        token = tokens[first]
        if token.low in _PRONOUNS:
            return self._make(sentence, first, first + 1, pronoun=token.low)
        if token.low in ("l'un", "l'une") or (
            token.low == "l'" and first + 1 < len(tokens) and tokens[first + 1].low in ("un", "une")
        ):
            return self._one_of(sentence, first)
        name = self.names.at(sentence, first)
        if name and (not self._is_determiner(token) or (token.capital and len(name.words) > 1)):
            return self._named(sentence, first, name)
        if self._is_determiner(token):
            return self._noun(sentence, first)
        if self.lexicon.kinds(token.text) and not token.capital:
            return self._noun(sentence, first, bare=True)
        return None

    def contracted(self, sentence: int, first: int) -> Phrase | None:
        """Return the phrase behind du, des, au or aux, which hold its article."""
        phrase = self._noun(sentence, first)
        if phrase is not None:
            phrase.definite, phrase.determiner = True, "le"
        return phrase

    def bracketed(self, sentence: int, index: int) -> int:
        """Return where what stands in brackets at a token ends; the token itself where nothing does."""
        return self._skip_brackets(self.sentences[sentence].tokens, index)

    def linked(self, sentence: int, index: int) -> int:
        """Return the end of a complement that a link opens: "de la Justice"."""
        return self._linked(sentence, index)

    def _make(self, sentence: int, first: int, last: int, **parts: object) -> Phrase:
        tokens = self.sentences[sentence].tokens
        return Phrase(sentence, first, last, tokens[first].start, tokens[last - 1].end, **parts)  # type: ignore[arg-type]  # parts are Phrase's own fields

    def _is_determiner(self, token: Token) -> bool:
        return token.low in self.lexicon.words["determiners"] or token.low in ("des", "nombre", "ni")

    def _one_of(self, sentence: int, first: int) -> Phrase:
        tokens = self.sentences[sentence].tokens
        last = first + 2 if tokens[first].low == "l'" else first + 1
        while (
            last < len(tokens)
            and last - first < 9
            and (
                tokens[last].low in _LINKS
                or tokens[last].low in ("eux", "elles", "entre", "ses", "ces", "les", "leurs")
                or self._noun_like(tokens[last])
            )
        ):
            last += 1
        return self._make(sentence, first, last, head="un", kinds="a", definite=False, determiner="un")

    def _named(self, sentence: int, first: int, name: Name) -> Phrase:
        """A phrase that starts with a name: X, or X et Y."""
        tokens = self.sentences[sentence].tokens
        last = self._skip_brackets(tokens, name.last)
        second = None
        if last + 1 < len(tokens) and tokens[last].low == "et":
            other = self.names.at(sentence, last + 1)
            if other and _is_person(name) and _is_person(other):
                second, last = other, other.last
        kinds = "" if _is_person(name) else "o"
        if not _is_person(name) and name.entity is not None and name.entity.type == "org":
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
            if token.kind != "word" or self._stops(token):
                break
            if (
                token.low in _LINKS
                and last + 1 < len(tokens)
                and tokens[last + 1].kind == "word"
                and tokens[last + 1].low not in self.lexicon.forms
            ):
                last += 2
            elif name and _is_person(name):
                break
            elif name or self._noun_like(token):
                last += 1
            else:
                break
        return last

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
            low in words["prepositions"]
            and low not in _LINKS
            or low in words["conjunctions"]
            or low in words["pronouns"]
            or low in words["weekdays"]
            or low in words["adverbs"]
            or low in words["have"]
            or low in words["be"]
            or low
            in (
                "au",
                "aux",
                "ne",
                "n'",
                "se",
                "s'",
                "y",
                "a",
                "citant",
                "cité",
                "citée",
                "cités",
                "citées",
                "interrogé",
                "interrogée",
                "interrogés",
                "contacté",
                "contactée",
                "ce",
            )
        )

    def _noun_like(self, token: Token, plural: bool = False) -> bool:
        """Tell whether a lower-case word can continue a noun phrase: no function word, no finite saying verb."""
        if token.kind != "word" or self._stops(token) or token.low in self.lexicon.words["determiners"]:
            return False
        if token.low.endswith(("ait", "aient", "èrent", "irent", "urent")) and not token.capital and token.low not in _LIKE_VERBS:
            return False
        if token.low.endswith("ent") and plural and not token.low.endswith("ement") and not token.capital:
            return False  # préparent: an adjective would end in -ents
        senses = self.lexicon.forms.get(token.low)
        if senses and not token.capital and not self.lexicon.kinds(token.text):
            finite = [f for v, f in senses if f.tense not in ("participle", "infinitive") and v.grade == "say"]
            return not finite
        return True

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
        head_at = -1
        many = is_many(tokens[first].low)
        probe = index
        while probe < len(tokens) and probe < index + 4 and tokens[probe].kind in ("word", "quote"):
            token = tokens[probe]
            name = self.names.at(sentence, probe)
            if (
                token.low in ("premier", "première")
                and probe + 1 < len(tokens)
                and tokens[probe + 1].low == "ministre"
            ):
                head_at = probe + 1
                break
            if self.lexicon.kinds(token.text):
                head_at = probe
                break
            if name and _is_person(name):
                head_at = probe
                break
            if self._stops(token) or token.low in _LINKS or token.kind == "quote" or not self._noun_like(token, many):
                break
            probe += 1
        if head_at < 0:
            if index >= len(tokens) or tokens[index].kind != "word" or self._stops(tokens[index]):
                return None
            head_at = index
            if (
                tokens[index].low in _BEFORE_NOUN
                and index + 1 < len(tokens)
                and self._noun_like(tokens[index + 1])
            ):
                head_at = index + 1
        return self._extend(sentence, first, head_at)

    def _extend(self, sentence: int, first: int, head_at: int) -> Phrase:
        """Follow a noun phrase from its head to its end."""
        tokens = self.sentences[sentence].tokens
        head = tokens[head_at]
        name = self.names.at(sentence, head_at)
        many = is_many(tokens[first].low) or tokens[first].kind == "number"
        last = head_at + 1
        found: Name | None = None
        if name:
            last = name.last
            found = name
        while last < len(tokens) and (found is None or not _is_person(found)):
            if name is not None and tokens[last].low.endswith("ant") and not tokens[last].capital:
                break  # la Russie exploitant son avantage
            step = self._step(sentence, head.low, last, many)
            if step <= last:
                break
            inner = self.names.at(sentence, last)
            if inner and (tokens[last - 1].low in _NAMED or self._titled(tokens, head_at, last, inner)):
                self.names.make_person(inner)
            if inner and _is_person(inner):
                found = inner
            last = step
        role_last = last
        if found is not None and _is_person(found) and found is not name:
            role_last = found.first
        last = self._skip_brackets(tokens, last)
        if found is None or not _is_person(found):
            after = (
                self.names.at(sentence, last + 1) if last < len(tokens) and tokens[last].text == "," else None
            )
            if (
                after
                and _is_person(after)
                and self._closes(tokens, after.last)
                and "d" not in self._kinds(head, tokens[head_at])
            ):
                found, last = after, after.last
        return self._phrase(sentence, first, head_at, last, role_last, found)

    def _titled(self, tokens: list[Token], head_at: int, at: int, name: Name) -> bool:
        """Tell whether an undecided run right after an office is who holds it: "la réalisatrice X Y"."""
        if not set(self._kinds(tokens[head_at], tokens[head_at])) & set("mf") or not looks_like_person(self.lexicon, name):
            return False
        before = tokens[at - 1].low
        return before not in _LINKS and before not in self.lexicon.words["determiners"] and before not in self.lexicon.words["prepositions"]

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
        # "les Amis de la Terre" is a body's name; "le Président" is still the president
        return "" if token.capital and "g" in letters else letters

    def _phrase(
        self, sentence: int, first: int, head_at: int, last: int, role_last: int, found: Name | None
    ) -> Phrase:
        tokens = self.sentences[sentence].tokens
        head = tokens[head_at]
        determiner = tokens[first].low if first < head_at or self._is_determiner(tokens[first]) else ""
        start = first + 1 if determiner else first
        role = " ".join(t.text for t in tokens[start:role_last]).replace("' ", "'").replace("’ ", "’")
        words = frozenset(t.low for t in tokens[start:role_last] if len(t.low) > 2 or t.text.isupper())
        kinds = self._kinds(head, head)
        if found is not None and found.first == head_at and not _is_person(found):
            kinds = kinds or "o"
        if found is not None and not _is_person(found) and found.first != head_at:
            found = None
        if found is not None and not _is_person(found) and kinds in ("m", "f", "fm", "mf", "g") and found.guess != "media":
            found = None
        definite = determiner in (
            "le",
            "la",
            "les",
            "l'",
            "ce",
            "cet",
            "cette",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "",
        )
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

    def _step(self, sentence: int, head: str, last: int, plural: bool = False) -> int:
        """Return the end of the phrase's next word or group, or `last` where the phrase ends."""
        tokens = self.sentences[sentence].tokens
        token = tokens[last]
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        name = self.names.at(sentence, last)
        if name:
            return name.last
        if token.text == "(":
            closed = self._skip_brackets(tokens, last)
            return (
                closed
                if closed > last
                and closed < len(tokens)
                and (self.names.at(sentence, closed) or tokens[closed].low in _LINKS)
                else last
            )
        if token.low in _LINKS and after is not None:
            return self._linked(sentence, last)
        if (
            token.low in ("à", "au", "aux", "chargé", "chargée", "en", "pour")
            and head in _TAKES_TO
            and after is not None
        ):
            follows = self.names.at(sentence, last + 1) or (
                self.names.at(sentence, last + 2) if after.low in ("la", "l'") else None
            )
            domain = (
                after.capital
                or after.low in ("la", "l'")
                and last + 2 < len(tokens)
                and tokens[last + 2].capital
                or token.low.startswith("charg")
                or after.low in _LINKS
            )
            if follows and follows.guess == "media" or not domain:
                return last
            return (
                last + (3 if after.low in ("la", "l'", "de", "des", "du") else 2)
                if last + 2 < len(tokens)
                else last
            )
        if (
            token.low == "et"
            and after is not None
            and tokens[last - 1].capital
            and tokens[last - 2].low in ("des", "de", "l'", "la", "du")
            and not after.capital
            and self._noun_like(after)
            and after.low not in self.lexicon.forms
        ):
            return last + 2  # des Eaux et forêts
        if (
            token.low == "et"
            and after is not None
            and (
                after.low in _LINKS
                or (after.capital and not self.names.at(sentence, last + 1))
                or (
                    after.capital
                    and tokens[last - 1].capital
                    and not _is_person_at(self.names, sentence, last + 1)
                )
            )
        ):
            return self._linked(sentence, last + 1) if after.low in _LINKS else last + 2
        if token.kind == "number":
            return (
                last + 1
                if tokens[last - 1].kind == "word"
                and tokens[last - 1].text[:1].isupper()
                and len(token.text) < 3
                else last
            )
        if token.kind == "quote":
            return (
                last + 1
                if tokens[last - 1].low in _LINKS or tokens[last - 1].low in ("la", "le", "l'")
                else last
            )
        return last + 1 if self._noun_like(token, plural) else last

    def _linked(self, sentence: int, last: int) -> int:
        """Step over "de la Justice": the link, its article and its noun or name."""
        tokens = self.sentences[sentence].tokens
        at = last + 1
        while at < len(tokens) and tokens[at].low in (
            "la",
            "le",
            "les",
            "l'",
            "ce",
            "cet",
            "cette",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "une",
            "un",
        ):
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

    def subject_before(self, sentence: int, verb: int, plural: bool | None = None) -> Phrase | None:
        """Return the phrase that ends right before a verb group, or before what stands between commas there.

        `plural` is the verb's number where known: a phrase of the other number is no subject.
        """
        found = self._before(sentence, verb)
        if found is None or plural is None:
            return found
        if (
            plural
            and found.name is not None
            and found.second is None
            and not is_plural(found)
            and found.first > 1
        ):
            return self._coordinated(sentence, found)
        if plural != is_plural(found) and found.name is None and found.pronoun != "qui":
            return self._opening(sentence, verb, plural)
        return found

    def _coordinated(self, sentence: int, last: Phrase) -> Phrase | None:
        """Return "X et Y" from its last name, or the plural phrase that opens the clause: "les élus, dont X et Y"."""
        tokens = self.sentences[sentence].tokens
        if tokens[last.first - 1].low == "et":
            left = self._adjacent(sentence, last.first - 1)
            if (
                left is not None
                and is_person(left.name)
                and is_person(last.name)
                and tokens[left.first - 1 if left.first else 0].text != ","
            ):
                left.second, left.last, left.end = last.name, last.last, last.end
                return left
        return self._opening(sentence, last.first, True)

    def _opening(self, sentence: int, verb: int, plural: bool) -> Phrase | None:
        """Return the phrase of a number that opens the sentence or a clause of it before a verb."""
        tokens = self.sentences[sentence].tokens
        for at in range(verb - 1, -1, -1):
            if (
                at
                and tokens[at - 1].text not in (",", ";", ":")
                and tokens[at - 1].low not in ("mais", "et", "que", "qu'", "car")
            ):
                continue
            if not self._starts(sentence, at):
                continue
            phrase = self.read(sentence, at)
            if (
                phrase is not None
                and is_plural(phrase) == plural
                and (phrase.kinds or phrase.name is not None)
                and phrase.last <= verb
            ):
                return phrase
        return None

    def _before(self, sentence: int, verb: int) -> Phrase | None:
        tokens = self.sentences[sentence].tokens
        at = verb
        while at > 0 and (tokens[at - 1].low in self.lexicon.words["adverbs"] or tokens[at - 1].text == ")"):
            if tokens[at - 1].text == ")":
                opened = next((i for i in range(at - 2, max(-1, at - 12), -1) if tokens[i].text == "("), None)
                if opened is None:
                    break
                at = opened
            else:
                at -= 1
        if at == 0:
            return None
        before = tokens[at - 1]
        if before.low in _PRONOUNS:
            if before.low == "qui":
                return self._antecedent(sentence, at - 1)
            return self._make(sentence, at - 1, at, pronoun=before.low)
        if (
            before.low in ("dernier", "dernière", "derniers")
            and at > 1
            and tokens[at - 2].low in ("ce", "cette", "ces")
        ):
            return self._make(
                sentence,
                at - 2,
                at,
                pronoun="il" if before.low == "dernier" else "elle" if before.low == "dernière" else "ils",
            )
        if before.text in (",", "–", "—", "-"):
            return self._across(sentence, at - 1)
        return self._adjacent(sentence, at) or self._stretched(sentence, at)

    def _stretched(self, sentence: int, at: int) -> Phrase | None:
        """Return a phrase that opens its clause and runs on to the verb: "un homme installé au troisième étage"."""
        tokens = self.sentences[sentence].tokens
        start = at - 1
        while start >= 0 and at - start < 25:
            token = tokens[start]
            if (
                token.kind in ("mark", "clitic", "quote")
                or token.low in self.lexicon.words["have"]
                or token.low in self.lexicon.words["be"]
                or token.low in ("que", "qu'", "qui", "dont", "où", "ne", "n'", "se", "s'", "il", "elle")
            ):
                return None
            opens = (
                start == 0
                or tokens[start - 1].kind in ("mark", "quote")
                or tokens[start - 1].low in ("mais", "et", "que", "qu'", "car", "alors")
            )
            if opens:
                if not self._starts(sentence, start):
                    return None
                phrase = self.read(sentence, start)
                if phrase is None or phrase.pronoun or not (phrase.kinds or phrase.name) or phrase.last > at:
                    return None
                if phrase.name is None and "d" not in phrase.kinds:
                    phrase.last, phrase.end = at, tokens[at - 1].end
                return phrase
            start -= 1
        return None

    def _adjacent(self, sentence: int, at: int) -> Phrase | None:
        """Return the longest phrase that ends at a token."""
        tokens = self.sentences[sentence].tokens
        best: Phrase | None = None
        start = at - 1
        while start >= 0 and at - start < 30:
            token = tokens[start]
            if token.kind in ("mark", "clitic") and token.text not in ("(", ")", "-"):
                break
            if token.low in (
                "que",
                "qu'",
                "qui",
                "dont",
                "où",
                "mais",
                "car",
                "donc",
                "lorsque",
                "quand",
                "si",
                "comme",
                "alors",
            ):
                break
            if self._starts(sentence, start):
                phrase = self.read(sentence, start)
                if phrase and phrase.last >= at:
                    best = phrase
                    if phrase.name is None or not self.lexicon.kinds(tokens[start - 1 if start else 0].text):
                        break
                elif phrase and best is None and phrase.last < at - 6:
                    break
            start -= 1
        return best

    def _starts(self, sentence: int, index: int) -> bool:
        """Tell whether a subject can start here: not within a prepositional phrase."""
        tokens = self.sentences[sentence].tokens
        token = tokens[index]
        name = self.names.at(sentence, index)
        if not name and self.names.covering(sentence, index):
            return False
        if (
            not name
            and not self._is_determiner(token)
            and not (self.lexicon.kinds(token.text) and index == 0)
        ):
            return False
        if index == 0:
            return True
        before = tokens[index - 1]
        if before.low.endswith("ant") and len(before.low) > 5 and not self.lexicon.kinds(before.text):
            return False  # une source connaissant le tueur
        if name and (before.low in self.lexicon.words["determiners"] or self.lexicon.kinds(before.text)):
            return self.lexicon.kinds(before.text) and not _is_determined(tokens, index - 1, self.lexicon)
        if name and self.names.covering(sentence, index - 1):
            return False
        return not (
            before.low in self.lexicon.words["prepositions"]
            or before.low in self.lexicon.words["contracted"]
            or before.low in self.lexicon.words["determiners"]
        )

    def _across(self, sentence: int, comma: int) -> Phrase | None:
        """Return the phrase before what stands between two commas: an apposition, a relative clause."""
        tokens = self.sentences[sentence].tokens
        for opening in range(comma - 1, max(0, comma - 60), -1):
            if tokens[opening].text not in (",", "–", "—", "-", "("):
                continue
            inner = self.names.at(sentence, opening + 1)
            if inner is not None and inner.last == comma and (_is_person(inner) or looks_like_person(self.lexicon, inner)):
                return self._named(sentence, opening + 1, inner)
            whole = self.read(sentence, opening + 1) if tokens[opening + 1].kind == "word" else None
            if whole is not None and whole.last == comma and is_person(whole.name):
                return whole
            phrase = self._ending(sentence, opening)
            if phrase is None:
                continue
            if phrase.name is None and opening > 1:  # X, le maire, a dit
                left = next((i for i in range(phrase.first - 1, -1, -1) if tokens[i].text == ","), None)
                if left == phrase.first - 1 and left > 0:
                    named = self._ending(sentence, left)
                    if named is not None and named.name is not None and _is_person(named.name):
                        return named
            return phrase
        return self._ending(sentence, comma) if self._clause_initial(sentence, comma) else None

    def _clause_initial(self, sentence: int, comma: int) -> bool:
        tokens = self.sentences[sentence].tokens
        return not any(t.text == "," for t in tokens[:comma])

    def _ending(self, sentence: int, at: int) -> Phrase | None:
        """Return the phrase that ends at a token and starts its clause."""
        phrase = self._adjacent(sentence, at)
        if phrase is None or phrase.last < at:
            return None
        if phrase.first == 0:
            return phrase
        before = self.sentences[sentence].tokens[phrase.first - 1]
        opens = (
            before.text in (",", ":", ";", "-", "–", "—", "(")
            or before.kind == "quote"
            or before.low
            in (
                "et",
                "mais",
                "que",
                "qu'",
                "car",
                "or",
                "quand",
                "tandis",
                "alors",
                "lorsque",
                "où",
                "puis",
                "si",
                "comme",
            )
            or before.low in self.lexicon.words["adverbs"]
            or before.low in self.lexicon.words["weekdays"]
        )
        return phrase if opens else None

    def _antecedent(self, sentence: int, relative: int) -> Phrase | None:
        """Return what "qui" stands for: the phrase before it, past a comma and an apposition."""
        tokens = self.sentences[sentence].tokens
        at = relative
        if at > 0 and tokens[at - 1].low in ("et", "mais"):
            at -= 1
        if at > 0 and tokens[at - 1].text == ",":
            at -= 1
        if at == 0:
            return None
        if tokens[at - 1].low in ("lui", "elle", "eux"):
            return self._make(
                sentence, at - 1, at, pronoun={"lui": "il", "eux": "ils"}.get(tokens[at - 1].low, "elle")
            )
        phrase = self._adjacent_any(sentence, at)
        if (
            phrase is not None
            and phrase.name is None
            and phrase.first > 1
            and tokens[phrase.first - 1].text == ","
        ):
            named = self._adjacent_any(sentence, phrase.first - 1)
            if named is not None and named.name is not None:
                return named
        return phrase

    def _adjacent_any(self, sentence: int, at: int) -> Phrase | None:
        """Return the longest phrase ending at a token, within a prepositional phrase or not."""
        tokens = self.sentences[sentence].tokens
        best: Phrase | None = None
        for start in range(at - 1, max(-1, at - 25), -1):
            if tokens[start].kind == "mark" and tokens[start].text not in ("(", ")"):
                break
            if (
                self._is_determiner(tokens[start])
                or self.names.at(sentence, start)
                or tokens[start].low in ("du", "au", "aux")
            ):
                phrase = self.read(sentence, start) or (
                    self._noun(sentence, start) if tokens[start].low in ("du", "au", "aux") else None
                )
                if phrase and phrase.last >= at:
                    if (
                        best is not None
                        and tokens[start].low in ("le", "la", "les", "l'")
                        and phrase.first < best.first - 8
                    ):
                        break
                    best = phrase
        return best


def _is_person(name: Name) -> bool:
    return name.entity is not None and name.entity.type == "person"


def _is_person_at(names: Names, sentence: int, index: int) -> bool:
    name = names.at(sentence, index)
    return bool(name and _is_person(name))


def _is_determined(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    return index > 0 and tokens[index - 1].low in lexicon.words["determiners"]


def _infinitive(lexicon: Lexicon, token: Token) -> bool:
    return any(form.tense == "infinitive" for _, form in lexicon.forms.get(token.low, []))


def is_many(determiner: str) -> bool:
    """Tell whether a determiner is plural."""
    return determiner in _MANY


def is_plural(phrase: Phrase) -> bool:
    """Tell whether a phrase takes a plural verb."""
    if phrase.pronoun:
        return phrase.pronoun in ("ils", "elles", "eux", "ceux-ci", "celles-ci")
    if phrase.second is not None:
        return True
    if phrase.determiner in (
        "le",
        "la",
        "l'",
        "un",
        "une",
        "ce",
        "cet",
        "cette",
        "son",
        "sa",
        "chaque",
        "aucun",
        "aucune",
    ):
        return phrase.determiner == "une" and phrase.head in (
            "centaine",
            "dizaine",
            "vingtaine",
            "trentaine",
            "cinquantaine",
            "majorité",
        )
    if phrase.determiner:
        return phrase.determiner not in ("du", "au", "tout", "toute")
    return phrase.kinds == "g"


def is_person(name: Name | None) -> bool:
    """Tell whether a name is known to be a person's."""
    return name is not None and _is_person(name)


def looks_like_person(lexicon: Lexicon, name: Name) -> bool:
    """Tell whether an undecided run may be a person: two or three words, none a body's or all capitals."""
    entity = name.entity
    if entity is None or entity.type != "unknown":
        return False
    words = name.words
    return (
        2 <= len(words) <= 4
        and all(w[:1].isupper() for w in words[:1])
        and not any(w.isupper() and len(w) > 3 for w in words)
        and not any(first_name(lexicon, w) == "" and w.lower() in lexicon.organisations for w in words)
    )
