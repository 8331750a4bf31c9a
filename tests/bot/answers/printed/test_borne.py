"""bot/answers/printed/borne.py: a deed that a question takes for granted is told of that name, or not."""

from __future__ import annotations

import pytest

from bot.answers.printed import borne, evidence, judgement, refusal
from bot.answers.printed.findings import Findings, gather
from bot.answers.questions.question import read
from index.news import Hit, Scanned

RESIGNED = "Pourquoi Odile Tarvane a-t-elle démissionné ?"
FOUNDED = "Qui a fondé Brisane ?"
CONDEMNED = "Pourquoi Odile Tarvane a-t-elle été condamnée ?"
MARRIED = "Quand Odile Tarvane a-t-elle épousé Colin Estève ?"
TOLD = {
    "the verb": (RESIGNED, "Odile Tarvane a démissionné lundi.", True),
    "the noun": (RESIGNED, "Colin Estève a regretté la démission d'Odile Tarvane.", True),
    "her noun": (RESIGNED, "Odile Tarvane a remis sa démission lundi.", True),
    "a pronoun": (RESIGNED, "Odile Tarvane a écrit au préfet. Elle démissionne lundi.", True),
    "another's noun": (RESIGNED, "La démission de Colin Estève est prise, a dit Odile Tarvane.", False),
    "another's verb": (RESIGNED, "Colin Estève a démissionné, a annoncé lundi Odile Tarvane.", False),
    "nothing of it": (RESIGNED, "Odile Tarvane a visité le port.", False),
    "founder": (FOUNDED, "Ilan Desmar, fondateur de Brisane, est mort.", True),
    "founded": (FOUNDED, "Brisane a été fondée par Ilan Desmar.", True),
    "founded something else there": (
        FOUNDED,
        "Brisane attend. Ilan Desmar a fondé une école à Lindal.",
        False,
    ),
    "a word that begins alike": (FOUNDED, "Au fond, Brisane attend les fonds de la région.", False),
    "condemned": (CONDEMNED, "Odile Tarvane a été condamnée à une amende.", True),
    "condemns": (CONDEMNED, "Odile Tarvane condamne ces violences.", False),
    "the wife of another": (
        MARRIED,
        "Odile Tarvane a reçu l'épouse d'un pêcheur, Colin Estève a souri.",
        False,
    ),
    "a name that begins alike": (MARRIED, "Odile Tarvane et Colin Estève lisent Épousailles.", False),
}


def findings(question: str, text: str, seen: int, title: str | None = None) -> Findings:
    """Return what is found for a question in one passage, whose words stand in `seen` passages."""
    asked = read(question)
    words = evidence.weigh(asked, lambda _: seen, 1000)
    hit = Hit("p", "a", 0, len(text), text, 1.0, title)
    ranked = judgement.rank(evidence.sentences_of(asked, words, [hit]))
    return Findings(asked, tuple(words), (hit,), tuple(ranked), 1.0, passages=1000)


@pytest.mark.parametrize(("question", "text", "told"), TOLD.values(), ids=TOLD)
def test_a_deed_is_told_of_its_bearer_or_not(question: str, text: str, told: bool) -> None:
    """A form of the verb or its noun must be that of the name asked about, nobody else's."""
    found = findings(question, text, 40)
    deed = found.question.deed
    assert deed is not None

    assert any(borne.bears(deed, r.sentence) for r in found.ranked) is told
    assert refusal.reason(found) == (None if told else "not_told")


def test_an_article_on_a_name_alone_may_say_it_in_other_words() -> None:
    """Where next to nothing else names it, the words of one article on it are not held to the question's."""
    text = "Le village doit son nom à Ilan Desmar, qui le bâtit en 1431."

    assert refusal.reason(findings(FOUNDED, text, 2, "Brisane, village de pêcheurs")) is None
    assert refusal.reason(findings(FOUNDED, text, 40, "Brisane, village de pêcheurs")) == "not_told"
    assert refusal.reason(findings(FOUNDED, f"{text} Brisane est loin.", 2, "Un pont")) == "not_told"


class Shelf:
    """A corpus of given passages, all of them found."""

    passages = 1000

    def __init__(self, *texts: str) -> None:
        self.hits = [Hit(t[:12], t[:12], 0, len(t), t, 1.0 / n) for n, t in enumerate(texts, 1)]

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return the passages in their order."""
        return self.hits[:k]

    def frequency(self, stem: str) -> int:
        """Return the same for every stem."""
        return 40

    def article(self, article_id: str) -> None:
        """Return None: nothing is read whole here."""

    def scanned(self) -> Scanned:
        """Return how much is searched."""
        return Scanned(1000)


def test_what_tells_the_deed_comes_first() -> None:
    """Words alike that tell something else of the same person stand behind it, wherever they were found."""
    shelf = Shelf(
        "Le 3 juin, Odile Tarvane dansait avec le mari de Marie Estève, que Marie aimait.",
        "Une fête fut donnée à Lindal. Le mariage d'Odile Tarvane y avait réuni cent pêcheurs.",
    )

    found = gather(read("Quand Odile Tarvane s'est-elle mariée ?"), shelf, shelf)

    assert "mariage" in found.ranked[0].sentence.span.text
