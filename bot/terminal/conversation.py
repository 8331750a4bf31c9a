"""The loop of `chat`: a line in, an answer or the result of a command out.

A line that begins with "/" is a command; anything else is a question, and the questions and answers before it
go with it, so that a follow-up can be understood.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from bot.answers.answer import Answer, Piece, read_id
from bot.answers.questions.history import Turn
from bot.render import lists, terminal
from bot.terminal import output, proving
from bot.terminal.batch import whole
from bot.terminal.streaming import written
from index.errors import VerbatimError
from prompts import message

if TYPE_CHECKING:
    from bot.answers.receipts.keeping import Keeper
    from index.news import Article

_REMEMBERED = 8  # turns given to the engine; more do not help to understand a follow-up


class Answering(Protocol):
    """The part of an engine that a conversation needs."""

    def stream(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = ()
    ) -> AsyncIterator[Answer | Piece]:
        """Yield pieces of text as they are written, then the answer."""


class Conversation:
    """One conversation; `run` lasts until /quit, the end of input or Ctrl-C at the prompt.

    Args:
        engine: what answers.
        article: gives an article by its id, or None.
        language: of commands, labels and remarks.
        before: called before each question, to let the indexes follow the archive.
        keeper: keeps a receipt of each answer; without one none is kept.
    """

    def __init__(
        self,
        engine: Answering,
        article: Callable[[str], Article | None],
        language: str,
        before: Callable[[], None] = lambda: None,
        keeper: Keeper | None = None,
    ) -> None:
        self._engine = engine
        self._article = article
        self._language = language
        self._before = before
        self._keeper = keeper
        self._turns: list[Turn] = []
        self._last: Answer | None = None
        self._commands: dict[str, Callable[[str], None]] = {
            **dict.fromkeys(("aide", "help", "?"), self._help),
            **dict.fromkeys(("sources", "source"), self._sources),
            **dict.fromkeys(("preuve", "proof"), self._proof),
        }

    def run(self, lines: Iterable[str]) -> None:
        """Answer line by line; Ctrl-C under an answer cancels that answer only."""
        with asyncio.Runner() as runner:
            for typed in lines:
                text = whole(typed).strip()
                if text.lower() in ("/quit", "/quitter", "/exit"):
                    return
                if text.startswith("/"):
                    self._command(text)
                elif text:
                    self._question(text, runner)

    def _question(self, text: str, runner: asyncio.Runner) -> None:
        try:
            self._before()
            pieces = self._engine.stream(text, history=tuple(self._turns))
            answer = runner.run(written(pieces, self._language, show=True))
        except KeyboardInterrupt:
            self._say("chat.cancelled")
        except VerbatimError as error:
            output.complain(str(error))
        except Exception as error:  # a defect under one question must not end the conversation
            output.complain_unexpected(error)
        else:
            self._last = answer
            self._turns = [*self._turns, Turn(text, answer.text)][-_REMEMBERED:]
            output.show(terminal.answer(answer, self._language))
            if self._keeper is not None:
                proving.keep(self._keeper, answer, self._language, hint="chat")
            print()

    def _command(self, text: str) -> None:
        name, _, rest = text[1:].partition(" ")
        known = self._commands.get(name.lower())
        if known is None:
            self._say("chat.unknown", command=text.split(maxsplit=1)[0])
        else:
            known(rest.strip())

    def _help(self, _: str) -> None:
        french = self._language == "fr"
        names = {
            "help_sources": "/sources",
            "help_proof": "/preuve N" if french else "/proof N",
            "help_receipt": "/preuve ID" if french else "/proof ID",
            "help_help": "/aide" if french else "/help",
            "help_quit": "/quit",
        }
        output.show(lists.table([(c, message(f"chat.{k}", self._language)) for k, c in names.items()]))
        self._say("chat.help_rest")

    def _sources(self, _: str) -> None:
        if self._last is None:
            self._say("chat.no_answer")
        elif not self._last.citations:
            self._say("chat.no_sources")
        else:
            output.show(terminal.sources(self._last.citations, self._language))

    def _proof(self, given: str) -> None:
        if self._keeper is not None and read_id(given) is not None:
            try:
                output.show(proving.shown(self._keeper, given, self._language))
            except VerbatimError as error:
                output.complain(str(error))
        else:
            self._passage(given)

    def _passage(self, number: str) -> None:
        if self._last is None or not self._last.citations:
            self._sources("")
            return
        cited = {str(c.n): c for c in self._last.citations}
        citation = cited.get(number.strip("[] ") or next(iter(cited)))
        if citation is None:
            self._say("chat.which", numbers=", ".join(cited))
            return
        article = self._article(citation.article_id)
        if article is None or article.text[citation.start : citation.end] != citation.text:
            self._say("chat.gone")
            return
        marks = output.console().color_system is None
        output.show(terminal.proof(article, citation, self._language, marks=marks))

    def _say(self, key: str, **values: object) -> None:
        output.show(lists.remark(message(key, self._language, **values)))
