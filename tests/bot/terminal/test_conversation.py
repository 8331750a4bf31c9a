"""bot/terminal/conversation.py: questions with the turns before them, commands, interruptions."""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.answers.answer import Answer, Citation, fresh_id
from bot.answers.questions.history import Turn
from bot.answers.receipts.keeping import Keeper
from bot.terminal.conversation import Conversation
from index.errors import ModelError
from index.news import Article, Scanned

ARTICLE = Article("a1", "Avant. Le port rouvre lundi. Après.", "/presse/port.txt", "Port")
CITED = Citation(1, "a1", 7, 28, "Le port rouvre lundi.", "Port", "Le Phare")


def answer(question: str, *, citations: tuple[Citation, ...] = (CITED,)) -> Answer:
    """Return an answer to a question, which cites the port."""
    text = f"Réponse à {question} [1]"
    return Answer(
        fresh_id(), question, "fr", text, not citations, None, citations, (), "extractive", Scanned(1)
    )


class Scripted:
    """An engine that answers everything, or does what a question names."""

    def __init__(self) -> None:
        self.histories: list[tuple[Turn, ...]] = []
        self.closed = 0

    async def stream(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = ()
    ) -> AsyncIterator[Answer | str]:
        """Yield a piece and an answer."""
        self.histories.append(tuple(history))
        try:
            yield "Rép"
            if question == "interromps":
                signal.raise_signal(signal.SIGINT)
            if question == "échoue":
                raise ModelError("le modèle a échoué")
            if question == "casse":
                raise ZeroDivisionError
            yield answer(question, citations=() if question == "rien" else (CITED,))
        finally:
            self.closed += 1


def talk(
    *lines: str,
    articles: dict[str, Article] | None = None,
    language: str = "fr",
    keeper: Keeper | None = None,
) -> Scripted:
    """Hold a conversation of the given lines; return its engine."""
    engine = Scripted()
    known = {"a1": ARTICLE} if articles is None else articles
    Conversation(engine, known.get, language, keeper=keeper).run(lines)
    return engine


def test_a_question_takes_the_turns_before_it_along() -> None:
    """The engine is given each question typed before with the answer that was shown, commands left out."""
    engine = talk("Quand rouvre le port ?", "/sources", "", "et lundi ?", "encore ?")
    assert [[t.question for t in h] for h in engine.histories] == [
        [],
        ["Quand rouvre le port ?"],
        ["Quand rouvre le port ?", "et lundi ?"],
    ]
    assert engine.histories[1][0].answer == "Réponse à Quand rouvre le port ? [1]"


def test_a_long_conversation_gives_its_last_turns() -> None:
    """The engine never gets more than eight turns."""
    engine = talk(*(f"question {n}" for n in range(12)))
    assert len(engine.histories[-1]) == 8
    assert engine.histories[-1][-1].question == "question 10"


def test_an_answer_can_be_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C under an answer ends that answer, closes its stream, and the next question is answered."""
    engine = talk("interromps", "Quand ?")
    out = capsys.readouterr().out
    assert "Réponse interrompue." in out
    assert "Réponse à Quand ?" in out
    assert engine.histories == [(), ()]
    assert engine.closed == 2


@pytest.mark.parametrize("question", ["échoue", "casse"])
def test_a_failed_answer_does_not_end_the_conversation(
    question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The failure is one line on stderr, and the next question is answered."""
    engine = talk(question, "Quand ?")
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) == 1
    assert "Réponse à Quand ?" in shown.out
    assert engine.histories[-1] == ()


def test_quit_ends_at_once() -> None:
    """Nothing after /quit is asked."""
    assert talk("/QUIT", "Quand ?").histories == []


def test_the_proof_shows_the_words_in_their_article(capsys: pytest.CaptureFixture[str]) -> None:
    """/preuve N marks the cited words within the article's text; without N the first."""
    talk("Quand ?", "/preuve 1", "/proof [1]", "/preuve")
    assert capsys.readouterr().out.count("Avant. ⟦Le port rouvre lundi.⟧ Après.") == 3


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        pytest.param(["/sources"], "Posez d’abord une question.", id="sources before any answer"),
        pytest.param(["/preuve 1"], "Posez d’abord une question.", id="proof before any answer"),
        pytest.param(["rien", "/sources"], "ne cite rien", id="sources of a refusal"),
        pytest.param(["rien", "/preuve 1"], "ne cite rien", id="proof of a refusal"),
        pytest.param(["Quand ?", "/preuve 4"], "numéros\u00a0: 1", id="no such number"),
        pytest.param(["Quand ?", "/preuve deux"], "numéros\u00a0: 1", id="no number"),
        pytest.param(["/danse"], "«\u00a0/danse\u00a0»", id="unknown command"),
        pytest.param(["/"], "Commande inconnue", id="a lone slash"),
        pytest.param(["/aide"], "/preuve N", id="help"),
        pytest.param(["Quand ?", "/sources"], "[1] Le Phare — Port", id="sources"),
    ],
)
def test_commands_answer_for_themselves(
    lines: list[str], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command shows what it is asked, or what to do instead."""
    talk(*lines)
    assert shown in capsys.readouterr().out


def test_an_article_that_has_changed_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the stored text no longer holds the cited words at their place, none are shown."""
    changed = Article("a1", "Un tout autre texte, plus long que l’ancien.", "/presse/port.txt")
    talk("Quand ?", "/preuve 1", articles={"a1": changed})
    assert "n’est plus dans l’archive" in capsys.readouterr().out


def test_help_speaks_english(capsys: pytest.CaptureFixture[str]) -> None:
    """Commands and remarks follow the language of the conversation."""
    talk("/help", language="en")
    assert "/proof N" in capsys.readouterr().out


def test_an_answer_leaves_its_receipt(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under the answer stands how to prove it, and /preuve with that id shows the whole receipt."""
    keeper = Keeper(home)
    talk("Quand ?", keeper=keeper)
    (given,) = re.findall(r"^Preuve\u00a0: /preuve (\w{8})$", capsys.readouterr().out, re.MULTILINE)
    talk(f"/preuve {given.upper()}", "/preuve 1", keeper=keeper)
    shown = capsys.readouterr().out
    assert "› Quand ?" in shown
    assert "[1] Le Phare — Port" in shown
    assert "Posez d’abord une question." in shown


def test_an_unknown_receipt_does_not_end_the_conversation(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The id is said to be unknown, and the next question is answered."""
    talk("/preuve 00000000", "Quand ?", keeper=Keeper(home))
    done = capsys.readouterr()
    assert "00000000" in done.err
    assert "Réponse à Quand ?" in done.out


def test_a_conversation_goes_on_where_nothing_can_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer is shown, with a note that no receipt was kept."""
    talk("Quand ?", keeper=Keeper(tmp_path))
    done = capsys.readouterr()
    assert "Réponse à Quand ?" in done.out
    assert "/preuve" not in done.out
    assert "Aucune preuve" in done.err
