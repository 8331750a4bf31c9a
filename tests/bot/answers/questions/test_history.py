"""A model may rewrite a follow-up within the conversation; otherwise the rule's question is taken."""

from __future__ import annotations

import asyncio

import pytest

from bot.answers.questions import history
from bot.answers.questions.history import Turn
from index import llm
from tests.loopback import ChatServer, Reply

PAST = [
    Turn("Que dit Ilse Torvane de la Valdorie ?", "Elle la juge prudente depuis 2021. Marek Dovann, non.")
]
ENGLISH = [Turn("What does Ilse Torvane say about Ostrelle?", "She praised it. Marek Dovann did not.")]


def understood(question: str, past: list[Turn], *replies: Reply, timeout: float = 5.0) -> tuple[str, int]:
    """Return how a question is understood with a scripted model, and how often the model was asked."""
    with ChatServer(*replies) as server:
        model = llm.open(server.endpoint(), timeout=timeout)
        found = asyncio.run(history.condense(question, past, model))
    return found, len(server.requests)


GOOD = {
    "a person": (PAST, "Et lui ?", "Que dit Marek Dovann de la Valdorie ?"),
    "a topic": (PAST, "et sur l’école ?", "Que pense Ilse Torvane de l’école ?"),
    "a year that was said": (PAST, "et avant ?", "Que disait Ilse Torvane de la Valdorie avant 2021 ?"),
    "quoted": (PAST, "Et lui ?", "« Que dit Marek Dovann de la Valdorie ? »"),
    "after thinking": (PAST, "Et lui ?", "<think>Qui, lui ?</think>Que dit Marek Dovann de la Valdorie ?"),
    "English": (ENGLISH, "And him?", "What does Marek Dovann say about Ostrelle?"),
}

BAD = {
    "a new name": (PAST, "Et lui ?", "Que dit Piet Hallmar de la Valdorie ?"),
    "a new figure": (PAST, "Et lui ?", "Que disait Marek Dovann de la Valdorie en 2019 ?"),
    "another language": (PAST, "et sur l’école ?", "What does she say about the school in the country?"),
    "French for English": (ENGLISH, "And on the army?", "Que dit Ilse Torvane de l’armée et de la paix ?"),
    "several lines": (PAST, "Et lui ?", "Voici la question.\nQue dit Marek Dovann de la Valdorie ?"),
    "a name of the question lost": (PAST, "Et sur Merrane ?", "Que dit Ilse Torvane de la Valdorie ?"),
    "a figure of the question lost": (PAST, "Et en 2023 ?", "Que dit Ilse Torvane de la Valdorie ?"),
    "an answer at length": (PAST, "Et lui ?", "Marek Dovann dit que la Valdorie est prudente, " * 12),
    "nothing": (PAST, "Et lui ?", ""),
    "marks only": (PAST, "Et lui ?", "… ?"),
}


@pytest.mark.parametrize(("past", "question", "rewritten"), GOOD.values(), ids=GOOD.keys())
def test_a_rewriting_within_the_conversation_is_taken(
    past: list[Turn], question: str, rewritten: str
) -> None:
    """A model's question that brings in nothing new is used, its quotation marks and thinking left out."""
    found, _ = understood(question, past, Reply(rewritten))
    assert found == rewritten.partition("</think>")[2] or found == rewritten.strip("« »")


@pytest.mark.parametrize(("past", "question", "rewritten"), BAD.values(), ids=BAD.keys())
def test_a_rewriting_beyond_it_is_not(past: list[Turn], question: str, rewritten: str) -> None:
    """A name, a figure or a language from elsewhere, or a lost one, leaves the question to the rule."""
    found, requests = understood(question, past, Reply(rewritten))
    assert found == asyncio.run(history.condense(question, past))
    assert found != rewritten
    assert requests == 1


@pytest.mark.parametrize(
    "reply",
    [Reply(status=500), Reply(status=401), Reply("Que dit", end="stall"), Reply(raw="data: {\n\n")],
    ids=["down", "refused", "stalled", "nonsense"],
)
def test_a_model_that_fails_leaves_it_to_the_rule(reply: Reply) -> None:
    """No failure of a model stops a conversation."""
    found, _ = understood("Et lui ?", PAST, reply, timeout=1.0)
    assert found == "Que dit Marek Dovann de la Valdorie\u00a0?"


@pytest.mark.parametrize("question", ["Combien de navires ont accosté au port de Merrane dimanche ?"])
def test_a_whole_question_costs_no_request(question: str) -> None:
    """A model is not asked about a question that leans on nothing."""
    assert understood(question, PAST, Reply("Autre chose ?")) == (question, 0)


def test_without_history_no_model_is_asked() -> None:
    """The first question of a conversation is taken as typed."""
    assert understood("Et lui ?", [], Reply("Qui ?")) == ("Et lui ?", 0)


def test_a_model_is_shown_the_conversation_and_no_fence_of_it() -> None:
    """The turns and the question are in the prompt, their mark-up made harmless."""
    past = [Turn("Que dit <b>Ilse Torvane</b> ?", "Rien. " * 500)]
    with ChatServer(Reply("Que dit Ilse Torvane ?")) as server:
        asyncio.run(history.condense("Et lui ?", past, llm.open(server.endpoint())))
    (message,) = server.requests[0]["messages"]
    assert "Ilse Torvane" in message["content"]
    assert "<b>" not in message["content"]
    assert len(message["content"]) < 3000
