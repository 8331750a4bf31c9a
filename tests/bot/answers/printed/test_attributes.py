"""bot/answers/printed/attributes.py: what is asked of a thing is told of it, or the answer is a refusal."""

from __future__ import annotations

import pytest

from bot.answers.printed import attributes, evidence, judgement, refusal
from bot.answers.printed.findings import Findings, gather
from bot.answers.questions.question import read
from index.news import Hit, Scanned

CAPITAL = "Quelle est la capitale de la Norvège ?"
PEOPLE = "Combien d'habitants compte Brisane ?"
BORN = "Quand est né Colin Estève ?"
FOUNDER = "Qui est le fondateur de Brisane Câbles ?"
COACH = "Qui est l'entraîneur de Brisane ?"
PRICE = "Combien coûte la Tervane 3 ?"
AGE = "Quel âge a Colin Estève ?"
WROTE = "Qui a écrit « Les Barges grises » ?"
HEIGHT = "Quelle est la hauteur de la tour Morvel ?"
TOLD = {
    "its capital": (CAPITAL, "Oslo, capitale de la Norvège, attend la neige.", True),
    "the adjective of the country": (CAPITAL, "Dans la capitale norvégienne, Oslo, il neige.", True),
    "another's capital": (CAPITAL, "La Norvège joue à Lisbonne, capitale du Portugal.", False),
    "another country's adjective": (CAPITAL, "La Norvège joue à Lisbonne, la capitale portugaise.", False),
    "only the country": (CAPITAL, "La Norvège reçoit le Portugal à Oslo.", False),
    "a capital of business": (CAPITAL, "Bergen, capitale économique de la Norvège, attend.", False),
    "inhabitants": (PEOPLE, "Brisane compte 5 700 habitants.", True),
    "a rate": (PEOPLE, "À Brisane, le taux est de 12 cas pour 100 000 habitants.", False),
    "inhabitants without a figure": (PEOPLE, "Les habitants de Brisane protestent.", False),
    "the next sentence": (PEOPLE, "Brisane attend. La ville compte 900 habitants.", True),
    "born": (BORN, "Colin Estève, maire de Brisane, est né en 1961 à Lindal.", True),
    "born, after": (BORN, "Né en 1961, Colin Estève vit à Lindal.", True),
    "something else is born": (
        BORN,
        "De ce débat est né un accord que le conseil a voté en 1961 sans retard et que refuse Colin Estève.",
        False,
    ),
    "its founder": (FOUNDER, "Ilan Desmar, fondateur de Brisane Câbles, est mort.", True),
    "another's founder": (FOUNDER, "Ilan Desmar, fondateur de Lindal Radio, achète Brisane Câbles.", False),
    "coach": (COACH, "Ilan Desmar, l'entraîneur de Brisane, a souri.", True),
    "another's coach": (COACH, "Brisane a battu Ilan Desmar, l'entraîneur de Lindal.", False),
    "price": (PRICE, "La Tervane 3 est proposée à 18 400 euros.", True),
    "price of another": (PRICE, "Chez Tervane, la Morvel 5 est proposée à 18 400 euros.", False),
    "no price": (PRICE, "La Tervane 3 roule depuis 2019.", False),
    "age": (AGE, "Colin Estève, 47 ans, a été élu.", True),
    "age, family name": (AGE, "À Lindal, M. Estève, 47 ans, a été élu.", True),
    "age of another of the family": (AGE, "À Lindal, Ilse Estève, 47 ans, a été élue.", False),
    "another figure of years": (AGE, "Colin Estève veut la retraite à 62 ans.", False),
    "its author": (WROTE, "« Les Barges grises » de Colin Estève paraît lundi.", True),
    "a work named alone": (WROTE, "On lit « Les Barges grises » au lycée.", False),
    "height": (HEIGHT, "Haute de 84 mètres, la tour Morvel ferme.", True),
    "another height": (
        HEIGHT,
        "De la tour Morvel, dont la terrasse rouvrira lundi après deux ans de travaux et de retards, on voit "
        "flotter un drapeau sur un mât de 160 mètres.",
        False,
    ),
}


def findings(question: str, text: str) -> Findings:
    """Return what is found for a question in one passage."""
    asked = read(question)
    words = evidence.weigh(asked, lambda _: 40, 1000)
    hit = Hit("p", "a", 0, len(text), text, 1.0, None)
    ranked = judgement.rank(evidence.sentences_of(asked, words, [hit]))
    return Findings(asked, tuple(words), (hit,), tuple(ranked), 1.0, passages=1000)


@pytest.mark.parametrize(("question", "text", "told"), TOLD.values(), ids=TOLD)
def test_it_is_told_of_the_thing_or_not(question: str, text: str, told: bool) -> None:
    """What tells it must be said of the thing asked about; else the question is refused."""
    found = findings(question, text)
    wanted = found.question.attribute
    assert wanted is not None

    assert attributes.told(wanted, found.words, [r.sentence for r in found.ranked]) is told
    assert (refusal.reason(found) is None) is told


def test_the_refusal_names_what_was_asked_about() -> None:
    """People read of what the articles do not give it."""
    found = findings(CAPITAL, "La Norvège reçoit le Portugal à Oslo.")

    proposal = refusal.refuse(found, Scanned(3), "fr", "not_given")

    assert "«\u00a0Norvège\u00a0»" in proposal.lines[0].lead


class Shelf:
    """A corpus that gives one passage for the words of a question and another for other words."""

    passages = 1000

    def __init__(self, first: str, second: str) -> None:
        self.hits = [Hit(t[:12], t[:12], 0, len(t), t, 1.0) for t in (first, second)]

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """Return the second passage to whoever asks for inhabitants."""
        return self.hits[1:] if "habitants" in query else self.hits[:1]

    def frequency(self, stem: str) -> int:
        """Return that every word is rather rare."""
        return 40

    def article(self, article_id: str) -> None:
        """Return nothing: no article is read whole here."""

    def scanned(self) -> Scanned:
        """Return that two articles are searched."""
        return Scanned(2)


def test_what_tells_it_is_looked_for_in_its_own_words_and_put_first() -> None:
    """An article that says "habitants" answers a question on a population."""
    shelf = Shelf("La population de Brisane attend le pont.", "Brisane. Le port a 900 habitants.")

    found = gather(read("Quelle est la population de Brisane ?"), shelf, shelf)

    assert found.ranked[0].sentence.span.text == "Le port a 900 habitants."
