"""What somebody said: whom a name means, what is on the topic, how much was searched."""

from __future__ import annotations

import pytest

from index.archive import Archive
from tests.index.ledger.conftest import Printed, Say

PORT = (
    "Le port de Merrane rouvre.\n\n"
    "« Nous avons tenu notre parole », a déclaré Odile Tarvane, maire de Merrane."
)
GAS = "« Le gaz coûte beaucoup trop cher cet hiver », a affirmé Odile Tarvane, maire de Merrane."


@pytest.fixture
def corpus(printed: Printed) -> None:
    """Store two articles in which one person speaks, and one in which another of that name does."""
    printed("port", PORT, title="Port rouvert", published="2031-04-02", outlet="Le Phare")
    printed("gaz", GAS, published="2031-05-02", outlet="Le Courrier")
    printed("juge", "« Le dossier est clos », a indiqué Ilan Desmar, juge.", published="2031-06-01")


@pytest.mark.parametrize(
    "asked",
    ["Odile Tarvane", "odile tarvane", "Tarvane", "Mme Tarvane", "Tarvane Odile", "Odile Tarvanne"],
    ids=["name", "case", "surname", "title", "family first", "slip"],
)
def test_a_speaker_is_found_by(asked: str, corpus: None, say: Say) -> None:
    """Any usual form of a name gives everything, the newest first, and the canonical name."""
    found = say(asked)
    assert found.speaker == "Odile Tarvane"
    assert [t.article.id for t in found.told] == ["gaz", "port"]
    assert found.scanned.statements_by_speaker == 2


def test_a_speaker_is_found_by_office(corpus: None, say: Say) -> None:
    """An office that the articles give somebody means that person."""
    found = say("la maire de Merrane")
    assert found.speaker == "Odile Tarvane"
    assert len(found.told) == 2


def test_the_denominator_counts_who_is_named(corpus: None, printed: Printed, say: Say) -> None:
    """Articles that name the speaker count whether or not he speaks there."""
    printed("fête", "Odile Tarvane ouvrira la fête de Merrane samedi.", published="2031-07-01")
    scanned = say("Odile Tarvane").scanned
    assert (scanned.articles, scanned.articles_naming_speaker) == (4, 3)
    assert (str(scanned.since), str(scanned.until)) == ("2031-04-02", "2031-07-01")


def test_nobody_of_that_name(corpus: None, say: Say) -> None:
    """An unknown name says what was searched and offers the nearest; it never takes another's words."""
    found = say("Odilon Tarvier")
    assert found.told == ()
    assert found.speaker == "Odilon Tarvier"
    assert "Odile Tarvane" in [m.speaker.name for m in found.nearest]
    assert (found.scanned.articles, found.scanned.statements_by_speaker) == (3, 0)


def test_two_of_one_surname_are_asked_back(corpus: None, printed: Printed, say: Say) -> None:
    """A surname that two speakers have is ambiguous; the full name is not."""
    printed("autre", "« Je quitte la troupe », a confié Marcel Tarvane, acteur.", published="2031-05-05")
    found = say("Tarvane")
    assert found.told == ()
    assert {m.speaker.name for m in found.ambiguous} == {"Odile Tarvane", "Marcel Tarvane"}
    assert [t.article.id for t in say("Marcel Tarvane").told] == ["autre"]


def test_a_topic_ranks_and_hides_nothing(corpus: None, say: Say) -> None:
    """What is on the topic comes first, the rest after it."""
    found = say("Odile Tarvane", "le port")
    assert [(t.article.id, t.on_topic) for t in found.told] == [("port", True), ("gaz", False)]


@pytest.mark.parametrize(
    ("topic", "words", "about"),
    [
        ("l’Allemagne", "La chancelière allemande a tort depuis dix ans", True),
        ("Germany", "La chancelière allemande a tort depuis dix ans", True),
        ("les retraites", "Cette retraite sera versée dès lundi matin", True),
        ("l’Allemagne", "La présidente du club a tort depuis dix ans", False),
        ("la guerre du gaz en Estonie", "Cette retraite sera versée dès lundi matin", False),
    ],
    ids=["people of a country", "in English", "number", "another", "none of three"],
)
def test_a_topic_is_met_by(topic: str, words: str, about: bool, printed: Printed, say: Say) -> None:
    """Stems and the names of one country meet; other words do not."""
    printed("a", f"« {words} », a déclaré Odile Tarvane.")
    (told,) = say("Odile Tarvane", topic).told
    assert told.on_topic is about


def test_filters(corpus: None, say: Say) -> None:
    """Days are inclusive, a kind is one kind; the count of all stays."""
    assert [t.article.id for t in say("Odile Tarvane", since="2031-05-02").told] == ["gaz"]
    assert [t.article.id for t in say("Odile Tarvane", until="2031-04-02").told] == ["port"]
    assert say("Odile Tarvane", kind="indirect").told == ()
    assert say("Odile Tarvane", kind="indirect").scanned.statements_by_speaker == 2


def test_the_same_words_in_two_outlets_are_one(corpus: None, printed: Printed, say: Say) -> None:
    """One statement with its witnesses; a copy of one dispatch is no second source."""
    printed("copie", GAS, published="2031-05-02", outlet="La Dépêche de Brisane")
    other = "À Merrane, l’hiver fut rude pour tous les foyers de la vallée.\n\n" + GAS.replace(
        "affirmé", "lancé"
    )
    printed("autre", other, published="2031-05-03", outlet="L’Écho")
    told = say("Odile Tarvane").told[0]
    assert sorted(a.id for _, a in told.witnesses) == ["autre", "copie", "gaz"]
    assert told.sources == 2
    assert told.article.id in {"gaz", "copie"}


def test_a_holder_of_an_office_on_a_day(archive: Archive, printed: Printed, say: Say) -> None:
    """A team's file of offices names who speaks by office alone, marked as such."""
    line = "president\tEE\tMaarja Ostrelle\t\t2030-01-01\t2034-12-31\tjournal officiel"
    (archive.home / "offices.tsv").write_text(f"# as of: 2034-12-31\n{line}\n", encoding="utf-8")
    printed("a", "« Le budget est voté », a déclaré la présidente estonienne.", published="2031-05-03")
    found = say("la présidente de l’Estonie")
    assert [(t.statement.speaker, t.statement.by_date) for t in found.told] == [("Maarja Ostrelle", True)]
    assert [t.article.id for t in say("Maarja Ostrelle").told] == ["a"]


def test_an_office_of_many_by_one_article_each_is_nobodys(printed: Printed, say: Say) -> None:
    """Their words are not thrown together: who is meant is asked back."""
    for n, name in enumerate(("Odile Tarvane", "Marc Orval", "Lise Varenne")):
        printed(f"a{n}", f"« Le port {n} rouvre », a dit le gardien du phare de Sarnec, {name}.")

    found = say("gardien du phare de Sarnec")
    assert not found.told
    assert {match.speaker.name for match in found.ambiguous} == {
        "Odile Tarvane",
        "Marc Orval",
        "Lise Varenne",
    }


def test_a_group_is_found_beside_a_heading_of_its_word(printed: Printed, say: Say) -> None:
    """Neither capitals nor those who are called so in passing hide what the group said."""
    printed("a1", "« Le port rouvre », ont dit les pompiers. « Il est sûr », ont dit les pompiers.")
    printed("a2", "La crue monte à Sarnec. Les POMPIERS sont là depuis mardi matin.")
    printed("a3", "« La crue monte », a dit Odile Tarvane, l'une des pompiers de Sarnec.")

    for called in ("les pompiers", "pompiers", "Les Pompiers"):
        assert {t.statement.speaker for t in say(called).told} == {"pompiers"}


def test_the_name_of_a_paper_is_no_office(printed: Printed, say: Say) -> None:
    """Whoever stands right behind "selon le Phare," holds nothing of that name: it means the paper."""
    printed("a1", "Selon le Phare, Odile Tarvane refuse la réforme des ports.")

    assert "Odile Tarvane" not in {t.statement.speaker for t in say("Le Phare").told}


@pytest.mark.parametrize(
    "called", ["le président Verrier", "président verrier", "President Verrier", "le président Paul Verrier"]
)
def test_a_title_before_a_name_is_no_other_voice(printed: Printed, say: Say, called: str) -> None:
    """An article that names nobody else makes a voice of "le Président Verrier": he is no other."""
    printed("a", "« Le pont est sûr », a dit Paul Verrier, président de la région.", published="2024-05-01")
    printed("b", "Une lettre du Président Verrier est arrivée. Le Président Verrier a ri.")
    printed("c", "« Il pleut », répète un porte-parole du Président Verrier.")
    printed("d", "Verrier, village de mille âmes, proteste. Paul Verrier SA ferme.")
    assert [t.statement.speaker for t in say(called).told] == ["Paul Verrier"]


def test_who_may_hold_an_office_comes_as_articles_give_it(printed: Printed, say: Say) -> None:
    """One article that gives an office to somebody else is a slip; the holder of most comes first."""
    for day in range(1, 6):
        printed(f"a{day}", f"« {day} cas », a dit le maire, Paul Verrier.", published=f"2024-05-0{day}")
    for day in (1, 2):
        printed(f"b{day}", f"« {day} dons », a dit le maire, Ilan Desmar.", published=f"2024-06-0{day}")
    printed("c", "« Rien », a dit le maire, Odile Tarvane.", published="2024-07-01")
    assert [m.speaker.name for m in say("le maire").ambiguous] == ["Paul Verrier", "Ilan Desmar"]
