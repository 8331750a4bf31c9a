"""bot/answers/gate/dossiers.py: no statement stands in a dossier that archive and ledger do not bear out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.dossier.dossier import Draft, Wanted
from bot.answers.gate import dossiers
from index import statements
from index.ledger.asked import Covered, Told
from index.ledger.versions.editions import Corpus
from index.news import Article, Scanned, Span, Statement

ARTICLE = Article("a", "« Nous partons demain matin », a déclaré Maëlle Dorval.", "/a.txt", outlet="Le Phare")
READ = statements.parse_article(ARTICLE).statements[0]
SCANNED = Scanned(1)


def draft(statement: Statement, article: Article = ARTICLE) -> Draft:
    """Return a draft of one statement."""
    told = Told(statement, article, True, ((statement, article),), 1)
    wanted = Wanted("Dorval", None, None, None, "fr")
    return Draft(wanted, "Maëlle Dorval", (told,), SCANNED, {"unsure": 2}, Corpus("x", 1, SCANNED))


def passed(given: Draft) -> tuple[int, int]:
    """Return how many statements the gate lets through, and how many it counts as not printed."""
    found = dossiers.assemble(
        given, {"a": ARTICLE}.get, lambda *_: Covered(tuple(statements.parse_article(ARTICLE).statements))
    )
    assert found.left_out["unsure"] == 2
    return len(found.entries), found.left_out.get("not_printed", 0)


def test_what_is_recorded_passes() -> None:
    """A statement as the ledger has it, in an article as it is stored."""
    assert passed(draft(READ)) == (1, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"speaker": "Colin Estève"}, id="another speaker"),
        pytest.param({"polarity": "denies"}, id="another polarity"),
        pytest.param({"mood": "conditional"}, id="another mood"),
        pytest.param({"fragments": (Span(2, 28, "Nous partons demain soirée"),)}, id="other words"),
        pytest.param({"content": Span(3, 29, "Nous partons demain matin")}, id="another place"),
        pytest.param({"article_id": "gone"}, id="an article that is not there"),
        pytest.param({"id": "0" * 16}, id="a statement that is not recorded"),
    ],
)
def test_what_is_not_borne_out_is_counted(wrong: dict[str, object]) -> None:
    """It is left out, and its number stands in the dossier."""
    assert passed(draft(replace(READ, **wrong))) == (0, 1)  # type: ignore[arg-type]  # fields of Statement


def test_the_origin_shown_is_the_stored_one() -> None:
    """Title and outlet come from the archive, whatever the draft says."""
    found = dossiers.assemble(
        draft(READ, replace(ARTICLE, outlet="Ailleurs")), {"a": ARTICLE}.get, lambda *_: Covered((READ,))
    )
    assert [article.outlet for _, article in found.entries[0].reports] == ["Le Phare"]
