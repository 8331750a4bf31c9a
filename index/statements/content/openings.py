"""How content opens after a cue: que, a colon, marks, an infinitive, de, à, comme, a noun phrase."""

from __future__ import annotations

from index.statements.content.clause import Opening
from index.statements.language.lexicon import Lexicon
from index.statements.speech.cue import Cue
from index.statements.speech.cues import Cues
from index.statements.text import terms
from index.statements.text.words import Sentence, Token

_LINKS = frozenset(("de", "d'", "du", "des", "sur", "contre", "pour", "en", "à", "au", "aux", "comme"))
_MARKS = '«“”"<> \u00a0\u202f'
_ABOUT, _TOLD, _BESIDE = frozenset("dk"), frozenset("dt"), frozenset("q")


def _part_of(acted: int, tokens: list[Token], at: int) -> bool:
    """Tell whether marks stand within an object: "a narré la vie des « anciens »"."""
    return 0 < acted < at - 1 and tokens[at - 1].kind == "word"


class Openings:
    """The part of clause reading that finds where content starts."""

    def __init__(self, lexicon: Lexicon, cues: Cues, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.cues = cues
        self.sentences = sentences

    def _opening(self, tokens: list[Token], cue: Cue) -> tuple[Opening, int]:  # noqa: PLR0911, PLR0912  # a ladder of forms
        """Return how the content opens after a cue, and at which token."""
        at, frames = cue.after, cue.frames
        limit = min(len(tokens), at + 45)
        fresh = beside = True  # nothing but adverbs and dates so far; and nobody but the one addressed
        acted = 0  # where an object stands that a verb cannot report
        while at < limit:
            token = tokens[at]
            low = token.low
            if low in ("que", "qu'") and tokens[at - 1].low not in self.lexicon.words["no_complement"]:
                return ("que", at + 1) if "c" in frames or self._quote_ahead(tokens, at) else ("none", at)
            if token.text == ":":
                return "colon", at + 1
            if token.kind == "quote":
                if at > cue.after and self._names_many(tokens, at):
                    at += 1
                    continue
                apart = fresh or frames != _BESIDE
                return ("quote", at) if apart and not _part_of(acted, tokens, at) else ("none", at)
            if low == "si" or (low == "s'" and at + 1 < len(tokens) and tokens[at + 1].low in ("il", "ils")):
                return ("si", at) if "s" in frames else ("none", at)
            if "s" in frames and low in ("que", "comment", "pourquoi", "combien"):
                return "si", at
            if "i" in frames and self._is_infinitive(tokens, at) and (fresh or self._past(tokens, at)):
                return "infinitive", at
            if low in _LINKS:
                skipped = self._skipped(tokens, at)
                if skipped:
                    at += skipped
                    continue
                linked = self._linked(tokens, at, cue, fresh=fresh, beside=beside)
                if linked is not None:
                    return linked
            if fresh and self._adjective_opens(token, cue):
                return "adjective", at
            step = self.cues.adjunct(cue.sentence, at)
            noun = self._noun_opens(tokens, at, cue)
            if noun and fresh and frames & frozenset("nkt") and step == at:
                return self._object(tokens, at, cue)
            if self._closed(tokens, at):
                return "none", at
            if step > at:
                at = step
                continue
            if noun and fresh and not token.capital and not frames & frozenset("ad"):
                acted = at
            fresh = fresh and low in self.lexicon.words["adverbs"]
            beside = beside and not self._leaves(token)
            at += 1
        return "none", at

    def _linked(
        self, tokens: list[Token], at: int, cue: Cue, *, fresh: bool, beside: bool
    ) -> tuple[Opening, int] | None:
        """Return how content opens with a preposition or "comme", None where it does not."""
        low, frames = tokens[at].low, cue.frames
        bare = low in ("de", "d'")
        if fresh and frames & _ABOUT and low in ("de", "d'", "du", "des", "contre"):
            judged = bare or "d" in frames or low == "du"  # qualifie de, but: présente des lacunes
            return ("de", at + bare) if judged else None
        if beside and bare and frames & _TOLD and self._asked(tokens, at):
            return "de", at + 1
        favour = low == "en" and at + 1 < len(tokens) and tokens[at + 1].low == "faveur"
        if "p" in frames and (favour or low in ("pour", "contre")):
            return "de", at
        if fresh and "a" in frames and low in ("à", "au", "aux"):
            return "à", at + (low == "à")
        return ("comme", at + 1) if low == "comme" and "k" in frames else None

    def _past(self, tokens: list[Token], at: int) -> bool:
        """Tell whether an infinitive of the past follows an aside: "affirme, par ailleurs, avoir vu"."""
        return tokens[at].low in ("avoir", "être") and tokens[at - 1].text == ","

    def _skipped(self, tokens: list[Token], at: int) -> int:
        """Return how many tokens open no content: d'ailleurs, d'abord, de nouveau, sur before marks."""
        low = tokens[at].low
        if low in ("de", "d'"):
            after = tokens[at + 1].low if at + 1 < len(tokens) else ""
            return 2 if after in self.lexicon.words["adverbs_with_de"] else 0
        return 1 if low == "sur" and self._in_small(tokens, at + 1) else 0

    def _in_small(self, tokens: list[Token], at: int) -> bool:
        """Tell whether quoted words that start small stand at a token: no name of a medium."""
        return (
            at < len(tokens) and tokens[at].kind == "quote" and tokens[at].text.lstrip(_MARKS)[:1].islower()
        )

    def _names_many(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a quotation is what several go by: "répond aux demandes des « anciens docks »"."""
        before = tokens[at - 1].low
        many = before in self.lexicon.words["plural_determiners"] or before in ("aux", "de")
        return many and terms.names_many(tokens[at].text)

    def _asked(self, tokens: list[Token], at: int) -> bool:
        """Tell whether an infinitive follows "de": demander aux élus de partir."""
        return self._is_infinitive(tokens, at + 1)

    def _closed(self, tokens: list[Token], at: int) -> bool:
        """Tell whether nothing more can open content from a token on."""
        token = tokens[at]
        if token.text in (";", "?", "!") or (token.text == "." and at == len(tokens) - 1):
            return True
        apart = ("qui", "dont", "où", "afin", "lorsque", "quand", "tandis")
        return token.low in apart and not self._que_ahead(tokens, at)

    def _leaves(self, token: Token) -> bool:
        """Tell whether a word opens another clause: "il a refusé car il était en train de"."""
        words = self.lexicon.words
        low = token.low
        verb = any(f.tense not in ("participle", "infinitive") for _, f in self.lexicon.forms.get(low, []))
        acts = low in self.lexicon.catenatives and self.lexicon.catenatives[low][1] not in (
            "participle",
            "infinitive",
        )
        barrier = any(low in words[k] for k in ("subject_barriers", "pronouns", "have", "be"))
        return barrier or low in ("pour", "ne", "n'") or ((verb or acts) and not token.capital)

    def _adjective_opens(self, token: Token, cue: Cue) -> bool:
        """Tell whether a word after "se dit" is what somebody calls himself: "se dit prêt à"."""
        group = cue.group
        if "k" not in cue.frames or group is None or not group.lemma.startswith(("se ", "s'")):
            return False
        closed = ("adverbs", "prepositions", "determiners", "weekdays")
        return token.kind == "word" and not any(token.low in self.lexicon.words[k] for k in closed)

    def _object(self, tokens: list[Token], at: int, cue: Cue) -> tuple[Opening, int]:
        """Return how the content opens where an object stands: with it, or behind it and a colon."""
        lemma = cue.group.lemma if cue.group is not None else ""
        if lemma in self.lexicon.words["shows"] and all(t.low != "comme" for t in tokens[at : at + 15]):
            return "none", at
        colon = 0 if "n" in cue.frames else self._colon_ahead(tokens, at)
        return ("colon", colon + 1) if colon else ("noun", at)

    def _colon_ahead(self, tokens: list[Token], at: int) -> int:
        """Return where a colon and a quotation follow whom somebody tells: "a averti l’élu : «"; else 0."""
        for index in range(at, min(len(tokens) - 1, at + 12)):
            token = tokens[index]
            if token.text == ":" and tokens[index + 1].kind == "quote":
                return index
            if token.kind in ("quote", "mark") or token.low in ("que", "qu'", "à"):
                return 0
            if token.low in ("de", "d'") and self._asked(tokens, index):
                return 0
        return 0

    def _que_ahead(self, tokens: list[Token], at: int) -> bool:
        """Tell whether a comma and then que, a colon or a quotation follow soon.

        The clause stands between.
        """
        for index in range(at, min(len(tokens) - 1, at + 30)):
            if (tokens[index].text == "," and tokens[index + 1].low in ("que", "qu'")) or tokens[
                index
            ].text == ":":
                return True
        return False

    def _quote_ahead(self, tokens: list[Token], at: int) -> bool:
        return any(t.kind == "quote" for t in tokens[at : at + 3])

    def _noun_opens(self, tokens: list[Token], at: int, cue: Cue) -> bool:
        token = tokens[at]
        return (
            token.low in self.lexicon.words["determiners"]
            or token.low in ("des", "du")
            or token.capital
            or self.cues.phrases.names.at(cue.sentence, at) is not None
        )

    def _is_infinitive(self, tokens: list[Token], at: int) -> bool:
        while at < len(tokens) and tokens[at].low in self.lexicon.words["before_infinitive"]:
            if tokens[at].low == "vouloir":
                return True
            at += 1
        if at >= len(tokens) or tokens[at].kind != "word":
            return False
        low = tokens[at].low
        if low in self.lexicon.words["not_infinitives"]:
            return False
        return low in ("avoir", "être") or (
            len(low) > 3
            and low.endswith(("er", "ir", "oir", "re"))
            and (
                low.endswith(("er", "ir"))
                or low in self.lexicon.forms
                or low in self.lexicon.catenatives
                or low.endswith(("dre", "tre", "ire", "ivre", "oire"))
            )
            and not tokens[at].capital
        )
