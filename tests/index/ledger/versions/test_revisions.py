"""index/ledger/versions: what a changed article changed of who said what."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from index.archive import Archive
from index.derive import entry
from index.ledger import Ledger
from index.ledger.asked import Said
from index.ledger.versions import corrections, revisions
from index.ledger.versions.past import Revision
from index.news import Article
from index.schema import VERSION
from index.statements import GRAMMAR, parse_article

Printed = Callable[..., Article]
Say = Callable[..., Said]
WAGES = "« Nous avons obtenu une hausse de {} », a déclaré Maëlle Dorval, secrétaire du syndicat."
NEVER = "« Le port ne fermera plus jamais », a assuré Maëlle Dorval."
TWO = "« Le port rouvre. Les quais attendront un an », a déclaré Maëlle Dorval."
ONE_BY_ONE = "« Le port rouvre », a déclaré Maëlle Dorval. « Les quais attendront un an », a-t-elle ajouté."
JOBS = "Le directeur, Colin Estève, a promis des embauches sur les quais."


def side(*paragraphs: str, grammar: int | None = GRAMMAR) -> revisions.Side:
    """Return one version of an article."""
    article = Article("p", "\n\n".join(paragraphs), "/p.txt")
    return revisions.Side(article.text, tuple(parse_article(article).statements), grammar)


def kinds(old: revisions.Side, new: revisions.Side) -> list[tuple[str, str | None]]:
    """Return kind and difference of each change."""
    return [(change.kind, change.diff) for change in revisions.compare(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param((JOBS, NEVER), (JOBS, NEVER), [], id="the same"),
        pytest.param((JOBS, NEVER), (NEVER, JOBS), [], id="other order"),
        pytest.param((JOBS,), (JOBS, NEVER), [("added", None)], id="added"),
        pytest.param((JOBS, NEVER), (JOBS,), [("removed", None)], id="removed"),
        pytest.param(
            (WAGES.format("12 %"), JOBS),
            (WAGES.format("2 %"), JOBS),
            [("altered", "Nous avons obtenu une hausse de [-12-] {+2+} %")],
            id="a figure",
        ),
        pytest.param(
            (NEVER,),
            (NEVER.replace("Maëlle Dorval", "Colin Estève"),),
            [("altered", None)],
            id="another voice",
        ),
        pytest.param((NEVER.replace(" », ", "\u00a0», "),), (NEVER,), [], id="typography alone"),
        pytest.param(
            ("Maëlle Dorval a promis une prime aux grutiers.",),
            ("Maëlle Dorval aurait promis une prime aux grutiers.",),
            [("altered", None)],
            id="another mood",
        ),
        pytest.param(
            (NEVER,),
            (JOBS,),
            [("added", None), ("removed", None)],
            id="other words of another",
        ),
        pytest.param(
            (NEVER,),
            (NEVER.replace("jamais »", "jamais, si la digue tient »"),),
            [("altered", "Le port ne fermera plus [-jamais-] {+jamais, si la digue tient+}")],
            id="a condition",
        ),
        pytest.param(
            (NEVER.replace("jamais »", "jamais, si la digue tient »"),),
            (NEVER,),
            [("altered", "Le port ne fermera plus [-jamais, si la digue tient-] {+jamais+}")],
            id="a condition taken out",
        ),
        pytest.param((TWO,), (ONE_BY_ONE,), [], id="one statement told as two"),
        pytest.param((ONE_BY_ONE,), (TWO,), [], id="two statements told as one"),
        pytest.param(
            (NEVER, NEVER.replace("Maëlle Dorval", "Colin Estève")),
            (NEVER,),
            [("removed", None)],
            id="the same words of another",
        ),
        pytest.param(
            ("« Non », a répondu Maëlle Dorval.",),
            ("Des canonniers défilent sur les quais.",),
            [("removed", None)],
            id="part of another word",
        ),
        pytest.param(
            ("« Le port fermera », a déclaré Maëlle Dorval.",),
            ("Maëlle Dorval a déclaré que le port fermera.",),
            [("altered", None)],
            id="quoted no longer",
        ),
    ],
)
def test_changes(old: tuple[str, ...], new: tuple[str, ...], expected: list[tuple[str, str | None]]) -> None:
    """What was added, taken out or worded otherwise is told, and nothing else."""
    assert kinds(side(*old), side(*new)) == expected


def test_another_grammar_alone_changes_nothing() -> None:
    """Where two grammars read two versions, only words that are no longer there have changed."""
    other = NEVER.replace("Maëlle Dorval", "Colin Estève")
    assert kinds(side(NEVER, grammar=1), side(other, grammar=2)) == []
    short, within = "« Non », a répondu Maëlle Dorval.", "Des canonniers défilent sur les quais."
    assert kinds(side(short, grammar=1), side(within, grammar=2)) == [("removed", None)]
    assert kinds(side(NEVER, grammar=1), side(JOBS, grammar=2)) == [("added", None), ("removed", None)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Rectificatif : une première version indiquait 12 %.", "correction", id="rectificatif"),
        pytest.param("ERRATUM – le prénom était faux.", "correction", id="erratum"),
        pytest.param("(Corrige le nom du maire au 3e paragraphe)", "correction", id="agency"),
        pytest.param("CORRIGÉ-Le port rouvre", "correction", id="agency title"),
        pytest.param("* Cet article a été corrigé le 3 mai.", "correction", id="was corrected"),
        pytest.param("Contrairement à ce que nous écrivions, le port reste fermé.", "correction", id="we"),
        pytest.param("Une version précédente de cet article citait M. Estève.", "correction", id="earlier"),
        pytest.param(
            "NDLR : la citation avait été attribuée par erreur à M. Estève.", "correction", id="ndlr"
        ),
        pytest.param("Mise à jour le 3 mai à 18h30", "update", id="mise à jour"),
        pytest.param("[Mise à jour à 19h30] Le port a rouvert.", "update", id="mise à jour in brackets"),
        pytest.param("(Actualisé avec la réaction du maire)", "update", id="actualisé"),
        pytest.param("Cet article a été mis à jour.", "update", id="was updated"),
        pytest.param("ANNULATION : dépêche parue par erreur.", "withdrawal", id="annulation"),
        pytest.param("Annule et remplace notre dépêche de 14h.", "withdrawal", id="annule"),
        pytest.param("Une correction des cours s’amorce à la Bourse.", None, id="a correction of prices"),
        pytest.param("La mise à jour du logiciel a bloqué les grues.", None, id="an update of software"),
        pytest.param("Mise à jour du cadastre : le maire s’explique.", None, id="an update as a subject"),
        pytest.param("Contrairement à ce qui était prévu, le port rouvre.", None, id="against plans"),
        pytest.param("Le rectificatif budgétaire est adopté.", None, id="a budget"),
        pytest.param("« Rectificatif : je n’ai rien dit », écrit-elle.", None, id="words of somebody"),
    ],
)
def test_notes_of_correction(text: str, kind: str | None) -> None:
    """A line that says that the article was changed is told from one about changes in the world."""
    found = corrections.find(f"Le port de Sulmère a rouvert.\n\n{text}")
    assert [(n.kind, n.text) for n in found] == ([(kind, text)] if kind else [])


def test_a_note_in_the_middle_is_not_the_articles_own() -> None:
    """Only the title, the top and the end of a text say what became of it."""
    middle = ["Le port rouvre."] * 8 + ["Rectificatif : rien."] + ["Les quais revivent."] * 8
    assert corrections.find("\n".join(middle)) == ()
    assert [n.kind for n in corrections.find("\n".join(middle), "ERRATUM : le port")] == ["correction"]


@pytest.fixture
def history(archive: Archive) -> Callable[[], list[Revision]]:
    """Return a function that gives the versions of the article."""

    def read() -> list[Revision]:
        with Ledger.open(archive.home) as ledger:
            return ledger.history("p")

    return read


def test_versions_are_counted_from_the_first(printed: Printed, history: Callable[[], list[Revision]]) -> None:
    """Each version has its number, when it came in, and what it changed of the one before."""
    for text, title in ((NEVER, "Un"), (NEVER, "Deux"), (JOBS, "Trois"), (NEVER, "Quatre")):
        printed("p", text, title=title)
    found = history()
    assert [(r.edition.number, r.edition.article.title, r.edition.current) for r in found] == [
        (1, "Un", False),
        (2, "Deux", False),
        (3, "Trois", False),
        (4, "Quatre", True),
    ]
    assert all(r.edition.taken_in.startswith("20") for r in found)
    assert [[c.kind for c in r.changes] for r in found] == [
        [],
        [],
        ["added", "removed"],
        ["added", "removed"],
    ]


def test_said_marks_what_a_correction_changed(printed: Printed, say: Say) -> None:
    """A statement that was worded otherwise says so with its old words; one that always stood does not."""
    printed("p", "\n\n".join((WAGES.format("12 %"), JOBS)))
    printed("p", "\n\n".join((WAGES.format("2 %"), JOBS)))
    (told,) = say("Dorval").told
    assert told.revised is not None
    assert (told.revised.kind, told.revised.number) == ("altered", 2)
    assert told.revised.before is not None
    assert told.revised.before.content.text.endswith("12 %")
    assert [t.revised for t in say("Estève").told] == [None]


def test_said_tells_apart_what_was_taken_out(printed: Printed, say: Say) -> None:
    """It is not among the statements, and not counted, but told; with its days as any other."""
    printed("p", "\n\n".join((WAGES.format("2 %"), NEVER)), published="2031-04-02", title="Un")
    printed("p", WAGES.format("2 %"), published="2031-04-02", title="Deux")
    found = say("Dorval")
    assert [t.statement.content.text for t in found.told] == ["Nous avons obtenu une hausse de 2 %"]
    (gone,) = found.withdrawn
    assert (gone.statement.content.text, gone.number) == ("Le port ne fermera plus jamais", 2)
    assert (gone.article.title, gone.after) == ("Un", None)
    assert say("Dorval", since="2031-05-01").withdrawn == ()


def test_what_was_taken_out_is_told_on_its_topic(printed: Printed, say: Say) -> None:
    """Who asks about one thing is not told, nor shown in the count of a dossier, what was on another."""
    printed("p", "\n\n".join((WAGES.format("2 %"), NEVER)))
    printed("p", JOBS)
    assert len(say("Maëlle Dorval").withdrawn) == 2
    (gone,) = say("Maëlle Dorval", "le port").withdrawn
    assert gone.statement.content.text == "Le port ne fermera plus jamais"


def test_what_came_back_has_not_gone(printed: Printed, say: Say) -> None:
    """Taken out by one version and put back by the next, it stands."""
    for text in (NEVER, JOBS, NEVER):
        printed("p", text)
    found = say("Dorval")
    assert len(found.told) == 1
    assert found.withdrawn == ()


def test_words_that_were_changed_back_have_not_gone(printed: Printed, say: Say) -> None:
    """What stands today has not gone, whatever a version between said; what that one said has."""
    for share in ("12 %", "2 %", "12 %"):
        printed("p", WAGES.format(share))
    found = say("Dorval")
    assert [t.statement.content.text[-4:] for t in found.told] == ["12 %"]
    assert [w.statement.content.text[-3:] for w in found.withdrawn] == ["2 %"]
    assert [w.number for w in found.withdrawn] == [3]


def test_words_given_to_another_and_back_have_not_gone(printed: Printed, say: Say) -> None:
    """A voice that has its words again has not lost them; the other one has."""
    for voice in ("Maëlle Dorval", "Colin Estève", "Maëlle Dorval"):
        printed("p", NEVER.replace("Maëlle Dorval", voice))
    assert say("Maëlle Dorval").withdrawn == ()
    assert [w.number for w in say("Colin Estève").withdrawn] == [3]


@pytest.mark.parametrize(
    "last",
    [
        pytest.param((JOBS,), id="taken out"),
        pytest.param((NEVER.replace("Maëlle Dorval", "Colin Estève"),), id="another voice"),
        pytest.param((NEVER.replace("a assuré Maëlle Dorval", "a-t-on assuré"),), id="nobody"),
    ],
)
def test_what_goes_is_told_of_the_version_without_it(
    printed: Printed, say: Say, last: tuple[str, ...]
) -> None:
    """Changed, changed back and then taken out; versions that come after it change nothing of that."""
    wages = WAGES.format("2 %")
    for paragraphs in (
        (NEVER, wages), (NEVER.replace("plus jamais", "pas"), wages), (NEVER, wages), (*last, wages),
        (*last, wages, "Les quais revivent."),
    ):  # fmt: skip
        printed("p", "\n\n".join(paragraphs))
    gone = {w.statement.content.text: w for w in say("Maëlle Dorval").withdrawn}
    assert gone["Le port ne fermera plus jamais"].number == 4
    assert gone["Le port ne fermera pas"].number == 3
    assert len(gone) == 2


def test_whom_a_correction_left_without_words_is_still_found(printed: Printed, say: Say) -> None:
    """Words given to another now are told of the one who had them, who says nothing any more."""
    printed("p", NEVER)
    printed("p", NEVER.replace("Maëlle Dorval", "Colin Estève"))
    assert say("Maëlle Dorval").told == ()
    assert [w.statement.speaker for w in say("Maëlle Dorval").withdrawn] == ["Maëlle Dorval"]
    (told,) = say("Colin Estève").told
    assert told.revised is not None
    assert told.revised.before is not None
    assert told.revised.before.speaker == "Maëlle Dorval"


def test_a_removed_article_takes_its_past_with_it(archive: Archive, printed: Printed, say: Say) -> None:
    """No statement of an earlier version outlives its article."""
    printed("p", NEVER)
    printed("p", JOBS)
    archive.remove(["p"])
    archive.settle()
    assert say("Maëlle Dorval").withdrawn == ()
    held = sqlite3.connect(archive.home / "archive.db")
    assert held.execute("SELECT count(*) FROM past_statements").fetchone() == (0,)


def test_an_archive_of_before_is_read_and_brought_up_to_date(
    archive: Archive, printed: Printed, say: Say, history: Callable[[], list[Revision]]
) -> None:
    """Without past statements everything else is told; then versions are read again where they were kept."""
    printed("p", NEVER)
    printed("p", JOBS)
    archive.close()
    older = sqlite3.connect(archive.home / "archive.db")
    older.executescript("DROP TABLE past_statements; PRAGMA user_version=3")
    older.close()
    assert len(say("Colin Estève").told) == 1
    assert say("Maëlle Dorval").withdrawn == ()
    assert [[c.kind for c in r.changes] for r in history()] == [[], ["added", "removed"]]

    Archive.open(archive.home).close()
    held = sqlite3.connect(archive.home / "archive.db")
    assert held.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert [[c.kind for c in r.changes] for r in history()] == [[], ["added", "removed"]]


def test_a_version_is_all_or_nothing(archive: Archive, printed: Printed) -> None:
    """A failure in the same transaction leaves an article, its statements and its past as they were."""
    printed("p", NEVER)
    changed = [entry(Article(i, JOBS, f"/{i}.txt"), b"") for i in ("p", "q")]
    changed[1] = replace(changed[1], article=replace(changed[1].article, title="\ud800"))
    with pytest.raises(UnicodeEncodeError):  # half a character, which no file holds
        archive.store(changed)
    held = sqlite3.connect(archive.home / "archive.db")
    assert held.execute("SELECT count(*) FROM past_statements").fetchone() == (0,)
    assert held.execute("SELECT count(*) FROM versions").fetchone() == (0,)
    with Ledger.open(archive.home) as ledger:
        assert [s.speaker for s, _ in ledger.statements("p")] == ["Maëlle Dorval"]
