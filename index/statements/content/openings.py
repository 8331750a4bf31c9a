"""How content opens after a cue: que, a colon, marks, an infinitive, de, à, comme, a noun phrase."""

from __future__ import annotations

from index.statements.content.clause import Opening
from index.statements.language.lexicon import Lexicon
from index.statements.speech.cue import Cue
from index.statements.speech.cues import Cues
from index.statements.text.words import Sentence, Token


class Openings:
    """The part of clause reading that finds where content starts."""

    def __init__(self, lexicon: Lexicon, cues: Cues, sentences: list[Sentence]):
        self.lexicon = lexicon
        self.cues = cues
        self.sentences = sentences

    def _opening(self, tokens: list[Token], cue: Cue) -> tuple[Opening, int]:  # noqa: PLR0911, PLR0912  # a ladder of forms
        """Return how the content opens after a cue, and at which token."""
        at = cue.after
        frames = cue.frames
        limit = min(len(tokens), at + 45)
        fresh = True  # nothing but adverbs and dates so far
        beside = True  # and nobody but the one addressed
        while at < limit:
            token = tokens[at]
            low = token.low
            if low in ("que", "qu'") and tokens[at - 1].low not in self.lexicon.words["no_complement"]:
                return ("que", at + 1) if "c" in frames or self._quote_ahead(tokens, at) else ("none", at)
            if token.text == ":":
                return "colon", at + 1
            if token.kind == "quote":
                return ("quote", at) if fresh or frames - frozenset("q") else ("none", at)
            if low == "si" or (low == "s'" and at + 1 < len(tokens) and tokens[at + 1].low in ("il", "ils")):
                return ("si", at) if "s" in frames else ("none", at)
            if low in ("que", "comment", "pourquoi", "combien") and "s" in frames:
                return "si", at
            if fresh and "i" in frames and self._is_infinitive(tokens, at):
                return "infinitive", at
            if low in ("de", "d'", "du", "des", "contre") and fresh and frames & frozenset("dk"):
                return "de", at + (1 if low in ("de", "d'") else 0)
            if beside and frames & frozenset("dt") and low in ("de", "d'") and self._asked(tokens, at):
                return "de", at + 1
            if "p" in frames and (
                low in ("pour", "contre")
                or (low == "en" and at + 1 < len(tokens) and tokens[at + 1].low == "faveur")
            ):
                return "de", at
            if (low == "à" and "a" in frames and fresh) or (low in ("au", "aux") and "a" in frames and fresh):
                return "à", at + (1 if low == "à" else 0)
            if low == "comme" and "k" in frames:
                return "comme", at + 1
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
            fresh = fresh and low in self.lexicon.words["adverbs"]
            beside = beside and not self._leaves(token)
            at += 1
        return "none", at

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
