"""Who a phrase stands for: a surname's full name, "il", "le ministre", "l'ONG", and who speaks when nobody is named.

Where the evidence is thin the name is "": a wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.news import SpeakerType
from index.statements.lexicon import Lexicon
from index.statements.names import Entity, Names, Office, first_name, fold
from index.statements.phrases import Phrase, Phrases, is_person, looks_like_person
from index.statements.words import Sentence

_GENERIC_BODIES = frozenset(
    "ong géant groupe association compagnie entreprise société constructeur agence organisation syndicat parti club chaîne quotidien journal "
    "hebdomadaire magazine site firme avionneur fondation institut fédération organisme institution autorité banque équipementier opérateur marque "
    "enseigne ministère parquet police préfecture mairie gendarmerie commission conseil régime collectif mouvement start-up multinationale".split()
)
# Bodies whose own name follows the noun: "l'association X" is X, "l'hôpital X" is not.
_NAMED_BODIES = frozenset(
    "association compagnie groupe société entreprise journal quotidien hebdomadaire magazine mensuel site chaîne radio agence ong collectif syndicat "
    "organisation constructeur fondation parti opérateur firme marque enseigne plateforme start-up mouvement cabinet institut banque avionneur "
    "fédération revue média tabloïd géant club".split()
)
# Heads that only pass on what a body says: "selon les chiffres de X" is X.
_FIGURES = frozenset(
    "informations information chiffres données propos mots termes déclarations dires calculs estimations prévisions statistiques confidences indiscrétions".split()
)
# Offices one holds alone: such a phrase that fits nobody known is not the last speaker.
_EXCLUSIVE = frozenset(
    "président présidente ministre maire procureur procureure préfet préfète directeur directrice chef cheffe patron patronne secrétaire porte-parole avocat avocate "
    "roi reine pape chancelier chancelière gouverneur gouverneure ambassadeur ambassadrice commissaire député députée sénateur sénatrice général vice-président "
    "vice-présidente premier première juge entraîneur sélectionneur capitaine archevêque évêque père mère frère sœur fils fille femme mari compagne compagnon".split()
)
_NEW = re.compile(r"^(?:nouveau|nouvelle|nouvel|actuel|actuelle|bouillant|jeune|futur|future) ")
_PAST_RANK = re.compile(r"^(?:(?:ancien|ancienne|ex)[ -])+")
_RANK = frozenset(("ancien", "ancienne", "ex", "futur", "future", "actuel", "actuelle", "nouveau", "nouvelle", "nouvel")
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: the fullest name, "" where nobody can be named, and what told it.

    `how` names the way it was found (name, pronoun, office, recent...); `sure` is False for the thin ways.
    """

    name: str
    type: SpeakerType
    surface: str
    role: str
    gender: str
    plural: bool
    how: str
    start: int = -1
    end: int = -1


NOBODY = Speaker("", "unknown", "", "", "", False, "none")


class Reference:
    """The resolver over one article: it is told every speaker and subject in reading order and remembers them."""

    def __init__(self, lexicon: Lexicon, names: Names, phrases: Phrases, text: str, published: str | None):
        self.lexicon = lexicon
        self.names = names
        self.phrases = phrases
        self.sentences = phrases.sentences
        self.published = published[:10] if published else ""
        self.text = text
        self.focus: list[tuple[int, Speaker]] = []
        self.spoken: list[Speaker] = []
        self._same = _same_offices(lexicon)
        self._bodies: dict[str, list[tuple[int, str, Phrase]]] | None = None
        self._acronyms: dict[str, str] | None = None

    def remember(self, sentence: int, speaker: Speaker) -> None:
        """Keep a speaker or a subject as what the next pronoun may stand for."""
        if speaker.name and speaker.type != "unknown":
            self.focus.append((sentence, speaker))

    def last(self, sentence: int, within: int, gender: str = "", plural: bool = False) -> Speaker:
        """Return the last one spoken of, at most `within` paragraphs above, of a gender if one is given."""
        here = self.sentences[sentence].paragraph
        body: Speaker | None = None
        for at, speaker in reversed(self.focus):
            if here - self.sentences[at].paragraph > within or (body is not None and self.sentences[at].paragraph != here):
                break
            if plural != speaker.plural:
                continue
            if gender and speaker.gender and speaker.gender != gender:
                continue
            # "il" is a body only where its article told the gender
            if gender and speaker.type in ("org", "metonym", "document") and (not speaker.gender or self.sentences[at].paragraph != here):
                continue
            if gender and speaker.type != "person" and speaker.type != "anonymous":
                body = body or speaker  # a person of the same paragraph goes before it
                continue
            return speaker
        return body or NOBODY

    def resolve(self, phrase: Phrase, *, beside: bool = False) -> Speaker:
        """Return who a phrase stands for; `beside` a quotation even a noun that roles.tsv lacks is somebody."""
        surface = self.text[phrase.start : phrase.end]
        if phrase.pronoun:
            return self.pronoun(phrase.pronoun, phrase.sentence, surface)
        if phrase.second is not None and phrase.name is not None:
            return self._pair(phrase, surface)
        name = phrase.name
        if name is not None and (
            is_person(name)
            or (not phrase.kinds or set(phrase.kinds) & set("mf"))
            and self._may_be_person(phrase)
        ):
            return self._person(phrase, surface)
        if name is not None and (name.first == phrase.first or not phrase.kinds or (name.guess in ("media", "metonym", "org") and name.words[0].lower() == phrase.head and "o" not in phrase.kinds)):
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
        gender = entity.gender
        if phrase.role and not gender and phrase.determiner in ("le", "la", "un", "une"):
            gender = entity.gender = "f" if phrase.determiner in ("la", "une") else "m"
        return Speaker(
            entity.name,
            "person",
            surface,
            phrase.role or _office_text(entity),
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

    def _named_body(self, phrase: Phrase, surface: str) -> Speaker:
        name = phrase.name
        assert name is not None and name.entity is not None
        entity = name.entity
        kind: SpeakerType = entity.type
        if kind == "unknown":
            kind = "org" if phrase.determiner or len(name.words) > 1 else "org"
        if kind == "metonym" and phrase.last > name.last + 1 and phrase.determiner:
            kind = "org"
        end = phrase.last
        tokens = self.sentences[phrase.sentence].tokens
        while (
            end > name.last
            and tokens[end - 1].text in (")", "(")
            or (end > name.last and any(t.text == "(" for t in tokens[name.last : end]))
        ):
            end -= 1
        said = (
            self.text[name.start : tokens[end - 1].end] if entity.type in ("org", "unknown") else entity.name
        )
        if name.guess == "media":
            said = entity.name
        said = self._expand(said)
        gender = "f" if phrase.determiner == "la" else "m" if phrase.determiner == "le" else ""
        return Speaker(
            said, kind, surface, "", gender, phrase.determiner == "les", "name", name.start, name.end
        )

    def _described(self, phrase: Phrase, surface: str, beside: bool) -> Speaker:
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
                return Speaker("", "unknown", surface, "", "", plural, "unknown-noun", phrase.start, phrase.end)
            return self._plain(phrase, surface, "document")
        if beside and not plural and phrase.definite and phrase.determiner in ("le", "la", "l'"):
            return self._fallback(phrase, surface, self._phrase_gender(phrase), "unknown-noun")
        return Speaker("", "unknown", surface, phrase.role, "", plural, "unknown-noun", phrase.start, phrase.end)

    def _figures_of(self, phrase: Phrase) -> Speaker | None:
        """Return the body or person whose figures or words a phrase names."""
        if phrase.head not in _FIGURES and phrase.head not in self.lexicon.saying_nouns:
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
            _clean(said), kind, surface, phrase.role, gender, plural, "described", phrase.start, phrase.end
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
        own = next(
            (
                n
                for n in (self.names.at(phrase.sentence, i) for i in range(phrase.first + 2, phrase.last))
                if n is not None
                and tokens[n.first - 1].low
                not in ("de", "du", "des", "d'", "la", "l'", "les", "le", "à", "et", "(")), None)
        if own is not None and phrase.head in _NAMED_BODIES and own.guess != "metonym":
            said = _clean(self.text[own.start : tokens[phrase.last - 1].end])
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
            if phrase.determiner in ("le", "la", "les", "l'", "un", "une", "cette", "ce", "cet", "son", "sa")
            else surface
        )
        said = _clean(said)
        plain = not any(t.capital for t in tokens[phrase.first + 1 : phrase.last]) and len(phrase.words) <= 2 and phrase.head in _GENERIC_BODIES
        if phrase.definite and (len(phrase.words) <= 1 or plain):
            return self._bare_body(phrase, surface, said, gender)
        return Speaker(
            self._expand(said), "org", surface, "", gender, False, "described", phrase.start, phrase.end
        )

    def _bare_body(self, phrase: Phrase, surface: str, said: str, gender: str) -> Speaker:
        """Find "le ministère", "la police" under the fuller words the article uses for it."""
        fuller = self._known_bodies().get(phrase.head, [])
        before = [row for row in fuller if row[0] < phrase.start]
        if before:
            chosen = before[-1]
            return Speaker(
                self._expand(_clean(chosen[1])),
                "org",
                surface,
                "",
                gender,
                False,
                "body",
                chosen[2].start,
                chosen[2].end,
            )
        if phrase.head in _GENERIC_BODIES:
            recent = [s for s in self.spoken[-6:] if s.type == "org"
                and (
                    not s.gender
                    or not gender
                    or s.gender == gender
                    or phrase.determiner == "l'"
                    or s.how == "name"
                )
            ]
            if recent and phrase.head not in (
                "police",
                "parquet",
                "ministère",
                "gendarmerie",
                "mairie",
                "préfecture",
                "commission",
                "conseil",
                "régime",
            ):
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
                        if phrase is not None and len(phrase.words) > 1 and not is_person(phrase.name):
                            said = self.text[after.start : phrase.end]
                            self._bodies.setdefault(after.low, []).append((phrase.start, said, phrase))
        return self._bodies

    def _expand(self, said: str) -> str:
        """Return the full form of an acronym that the article spells out in brackets or by its initials."""
        if not (said.isupper() and 2 <= len(said) <= 7):
            return said
        if self._acronyms is None:
            self._acronyms = _spelt_out(self.text, self.sentences, self.names)
        return self._acronyms.get(said, said)

    # Pronouns and offices

    def pronoun(self, word: str, sentence: int, surface: str) -> Speaker:
        """Return who il, elle, ils, elles, celui-ci stand for: the last subject of that gender and number."""
        if word in ("on", "ce", "qui"):
            return Speaker("", "anonymous", surface, "", "", False, "none")
        plural = word in ("ils", "elles", "eux", "ceux-ci", "celles-ci")
        gender = "f" if word in ("elle", "celle-ci", "elles") else "m"
        if plural:
            found = self.last(sentence, 2, "", plural=True)
        else:
            found = self.last(sentence, 3, gender)
            if not found.name:
                found = self._nearest(sentence, gender)
        if not found.name:
            return Speaker("", "unknown", surface, "", gender, plural, "pronoun")
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
            return _speaker_of(found[0], "", "recent")
        return NOBODY

    def _office(self, phrase: Phrase, surface: str) -> Speaker:
        """Return who holds the office a definite phrase names: by apposition in the article, else the last speaker."""
        gender = self._phrase_gender(phrase)
        held = self._held(phrase, surface, gender)
        if held is not None:
            return held
        scored = [(self._fit(phrase, entity, gender), entity) for entity in self.names.persons()]
        scored = [(s, e) for s, e in scored if s > 0]
        if scored:
            top = max(s for s, _ in scored)
            best = [e for s, e in scored if s == top]
            if len(best) == 1:
                return _speaker_of(best[0], surface, "office", phrase)
            recent = self.last(phrase.sentence, 4, gender)
            if any(e.name == recent.name for e in best):
                return _renamed(recent, surface, "office")
        return self._fallback(phrase, surface, gender)

    def _held(self, phrase: Phrase, surface: str, gender: str) -> Speaker | None:
        """Return who held an office on the day of publication, if the article names that person."""
        party = [t for t in phrase.role.split() if not (t.isupper() and 1 < len(t) < 6)]
        words = re.sub(r"\(.*?\)|les républicains ", "", " ".join(party).lower().replace("’", "'")).replace("  ", " ")
        past = bool(_PAST_RANK.match(words))
        words = _PAST_RANK.sub("", words)
        words = _NEW.sub("", words)
        office = max((o for o in self.lexicon.holders if words == o or words.startswith(o + " ")), key=len, default=None)
        if office is None:
            return None
        holders = self.lexicon.holders[office]
        named = []
        for name, since, until in holders:
            entity = next((e for e in self.names.persons() if _same_person(e, name)), None)
            if entity is None or (gender and entity.gender and gender != entity.gender):
                continue
            current = not self.published or (since <= self.published and (not until or self.published < until))
            if current != past or not self.published:
                named.append((until, entity))
        if past and named:
            return _speaker_of(max(named, key=lambda n: n[0])[1], surface, "held", phrase)
        if len({e.name for _, e in named}) == 1:
            return _speaker_of(named[0][1], surface, "held", phrase)
        return None

    def _fallback(self, phrase: Phrase, surface: str, gender: str, how: str = "office-open") -> Speaker:
        """Give a description that fits nobody to the last speaker, unless it names a place or body of its own."""
        unknown = Speaker("", "unknown", surface, phrase.role, gender, False, how, phrase.start, phrase.end)
        if phrase.determiner in ("son", "sa", "leur"):
            said = Speaker(
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
            return said
        if how == "office-open":
            ahead = self._named_ahead(phrase, gender)
            if ahead is not None:
                return _speaker_of(ahead, surface, "ahead", phrase)
        recent = self.last(phrase.sentence, 2, gender)
        if not recent.name or recent.type not in ("person", "anonymous"):
            return unknown
        holder = next((e for e in self.names.persons() if e.name == recent.name), None)
        if phrase.head in _EXCLUSIVE and holder is not None:
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
        return _renamed(recent, surface, "recent")

    def _named_ahead(self, phrase: Phrase, gender: str) -> Entity | None:
        """Return the person a lead describes before naming: nobody is named before it, one person soon after."""
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
        tokens = self.sentences[phrase.sentence].tokens[phrase.first : phrase.last]
        return {fold(t.text) for t in tokens if t.capital and len(t.text) > 1}

    def _phrase_gender(self, phrase: Phrase) -> str:
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
        """Tell whether two offices are of one kind by same_office.txt: élu and maire, chef de l'État and président."""
        return bool(self._sets(one) & self._sets(other))

    def _sets(self, office: str) -> frozenset[int]:
        words = _NEW.sub("", _PAST_RANK.sub("", office.lower().replace("’", "'"))).split()
        for size in range(min(5, len(words)), 0, -1):
            found = self._same.get(" ".join(words[:size]))
            if found:
                return found
        return frozenset()


def _same_offices(lexicon: Lexicon) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lexicon.same_offices):
        for word in line:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _same_person(entity: Entity, name: str) -> bool:
    mine, other = [fold(w) for w in entity.words], [fold(w) for w in name.split()]
    return mine == other or (len(mine) > 1 and mine[-1] == other[-1] and mine[0] == other[0]) or mine[-len(other) :] == other or (len(mine) == 1 and mine[0] == other[-1])


def _office_text(entity: Entity) -> str:
    return entity.roles[0].text if entity.roles else ""


def _speaker_of(entity: Entity, surface: str, how: str, phrase: Phrase | None = None) -> Speaker:
    role = phrase.role if phrase is not None else _office_text(entity)
    return Speaker(
        entity.name, entity.type, surface, role, entity.gender, False, how, entity.start, entity.end
    )


def _renamed(speaker: Speaker, surface: str, how: str) -> Speaker:
    return Speaker(
        speaker.name,
        speaker.type,
        surface,
        speaker.role,
        speaker.gender,
        speaker.plural,
        how,
        speaker.start,
        speaker.end,
    )


def _clean(said: str) -> str:
    """Return a description without brackets, on one line."""
    cut = said.find(" (")
    return " ".join((said[:cut] if cut > 0 else said).split())


def _spelt_out(text: str, sentences: list[Sentence], names: Names) -> dict[str, str]:
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
            while start > 0 and tokens[start - 1].capital and not tokens[start - 1].low.endswith("'"):
                start -= 1
            return start
    return None


def office_of(words: list[str], text: str, head: str, gender: str = "") -> Office:
    """Return an office from its words: folded, without short function words."""
    kept = frozenset(
        fold(w) for w in words if len(w) > 2 and w.lower() not in ("les", "des", "aux", "une", "par", "sur")
    )
    return Office(head, kept, text, gender)


def known_first_name(lexicon: Lexicon, word: str) -> str:
    """Return the gender letter of a first name, "" for none."""
    return first_name(lexicon, word)
