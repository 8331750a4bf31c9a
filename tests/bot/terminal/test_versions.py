"""Corrected articles on the command line: `show --versions`, `said`, `check`, `verify` tell what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WAGES = "« Nous avons obtenu une hausse de {} », a déclaré Maëlle Dorval, secrétaire du syndicat."
NEVER = "« Le port ne fermera plus jamais », a assuré Maëlle Dorval."
NOTE = "Rectificatif : une première version de cet article indiquait une hausse de 12 %."
CLAIM = "Maëlle Dorval a déclaré : « Nous avons obtenu une hausse de {} »"
Take = Callable[..., Path]


@pytest.fixture
def take(verbatim: Any, tmp_path: Path) -> Take:
    """Return a function that takes one article in, again and again, and gives its home."""

    def taken(*paragraphs: str) -> Path:
        article = {"id": "p", "title": "Le port rouvre", "outlet": "Le Phare", "published": "2031-04-02"}
        source = tmp_path / "a.jsonl"
        source.write_text(json.dumps(article | {"text": "\n\n".join(paragraphs)}), encoding="utf-8")
        done = verbatim("add", source, "--home", tmp_path / "h")
        assert done.status == 0, done.err
        return tmp_path / "h"

    return taken


@pytest.fixture
def corrected(take: Take) -> Path:
    """A home whose article was corrected: one figure is another, one statement has gone."""
    take(WAGES.format("12 %"), NEVER)
    return take(WAGES.format("2 %"), NOTE)


def test_the_versions_of_an_article_are_shown(verbatim: Any, corrected: Path) -> None:
    """Each with its number and day, what it says of itself, and the statements it changed."""
    shown = " ".join(verbatim("show", "p", "--versions", "--home", corrected).out.split())
    assert "Version 1, reçue le" in shown
    assert "Version 2, reçue le" in shown
    assert f"L’article se corrige : {NOTE}" in shown
    assert "modifié Maëlle Dorval Nous avons obtenu une hausse de [-12-] {+2+} %" in shown
    assert "retiré Maëlle Dorval « Le port ne fermera plus jamais »" in shown


def test_versions_are_a_document(verbatim: Any, corrected: Path) -> None:
    """Every span of a change slices the text of its own version."""
    found = verbatim("show", "p", "--versions", "--home", corrected, "--json").document["versions"]
    assert [(v["number"], v["current"]) for v in found] == [(1, False), (2, True)]
    assert found[1]["notes"] == [{"kind": "correction", "text": NOTE}]
    assert [c["change"] for c in found[1]["changes"]] == ["altered", "removed"]
    for name, version in (("before", found[0]), ("after", found[1])):
        for change in found[1]["changes"]:
            if (told := change[name]) is not None:
                span = told["content"]
                assert version["text"][span["start"] : span["end"]] == span["text"]
    assert verbatim("show", "nobody", "--versions", "--home", corrected).status == 1


def test_said_marks_a_corrected_statement(verbatim: Any, corrected: Path) -> None:
    """With its old words beside it, and what was taken out apart and not counted."""
    shown = " ".join(verbatim("said", "Dorval", "--home", corrected).out.split())
    assert "Maëlle Dorval — déclarations : 1" in shown
    assert "Modifié par la version 2 de l’article" in shown
    assert "hausse de 12 % »" in shown
    assert "Ne figurent plus dans leur article" in shown
    document = verbatim("said", "Dorval", "--home", corrected, "--json").document
    (told,) = document["statements"]
    assert told["revision"]["change"] == "altered"
    assert told["revision"]["before"] == "Nous avons obtenu une hausse de 12 %"
    assert [w["content"]["text"] for w in document["withdrawn"] if w["replaced_by"] is None] == [
        "Le port ne fermera plus jamais"
    ]


def test_words_that_a_correction_gave_to_another_name_who_had_them(verbatim: Any, take: Take) -> None:
    """The words are the same; what changed is whose they are."""
    take(NEVER)
    home = take(NEVER.replace("Maëlle Dorval", "Colin Estève"))
    shown = " ".join(verbatim("said", "Colin Estève", "--home", home).out.split())
    assert "Avant : « Le port ne fermera plus jamais » (Maëlle Dorval)" in shown
    (told,) = verbatim("said", "Colin Estève", "--home", home, "--json").document["statements"]
    assert (told["revision"]["before_speaker"], told["revision"]["diff"]) == ("Maëlle Dorval", None)


def test_words_given_to_another_are_told_of_the_one_who_had_them(verbatim: Any, take: Take) -> None:
    """`said` says who has them now, and `check` does not claim that the words have gone."""
    take(NEVER, WAGES.format("2 %"))
    home = take(NEVER.replace("Maëlle Dorval", "Colin Estève"), WAGES.format("2 %"))
    shown = " ".join(verbatim("said", "Maëlle Dorval", "--home", home).out.split())
    assert "Maëlle Dorval — déclarations : 1" in shown
    assert "plus sous ce nom depuis la version 2 de l’article" in shown
    assert "il les donne à Colin Estève" in shown
    claim = "Maëlle Dorval a assuré : « Le port ne fermera plus jamais »"
    found = verbatim("check", claim, "--home", home, "--json").document
    (note,) = (n for n in found["notes"] if "version" in n and "faisait" not in n and "preuve" not in n)
    assert found["verdict"] == "other_speaker"
    assert "donnait ces mots à Maëlle Dorval" in note


def test_a_surname_finds_whom_no_article_names_any_more(verbatim: Any, take: Take) -> None:
    """As her full name does."""
    take(NEVER)
    home = take("Le port rouvre lundi.")
    for asked in ("Maëlle Dorval", "Dorval"):
        document = verbatim("said", asked, "--home", home, "--json").document
        assert [w["speaker"] for w in document["withdrawn"]] == ["Maëlle Dorval"]
        claim = f"{asked} a assuré : « Le port ne fermera plus jamais »"
        notes = verbatim("check", claim, "--home", home, "--json").document["notes"]
        assert any("étaient dans une version antérieure" in note for note in notes)


def test_said_of_an_article_that_never_changed_marks_nothing(verbatim: Any, home: Path) -> None:
    """Fields are there, and empty."""
    document = verbatim("said", "Dorval", "--home", home, "--json").document
    assert document["withdrawn"] == []
    assert [s["revision"] for s in document["statements"]] == [None]


@pytest.mark.parametrize(
    ("claim", "verdict", "notes"),
    [
        pytest.param(CLAIM.format("2 %"), "verbatim", ("a modifié la déclaration",), id="new words"),
        pytest.param(
            CLAIM.format("12 %"),
            "altered",
            ("a modifié la déclaration", "étaient dans une version antérieure"),
            id="old words",
        ),
        pytest.param(
            "Maëlle Dorval a assuré : « Le port ne fermera plus jamais »",
            "not_found",
            ("étaient dans une version antérieure",),
            id="gone words",
        ),
        pytest.param(
            "« Le port ne fermera plus jamais »",
            "not_found",
            ("étaient dans une version antérieure",),
            id="gone words without a name",
        ),
        pytest.param(
            "Maëlle Dorval a assuré que le port ne fermerait plus jamais",
            "not_found",
            ("le disait en substance",),
            id="gone words in other words",
        ),
        pytest.param("Maëlle Dorval a dit : « Les grues sont bleues »", "not_found", (), id="never said"),
        pytest.param("« Les grues sont bleues »", "not_found", (), id="said by nobody"),
        pytest.param(
            "Maëlle Dorval a assuré que les grues étaient bleues", "not_found", (), id="nor in other words"
        ),
    ],
)
def test_check_tells_of_corrections(
    verbatim: Any, corrected: Path, claim: str, verdict: str, notes: tuple[str, ...]
) -> None:
    """The verdict is by today's words; that a correction changed or took them out is said beside it."""
    found = verbatim("check", claim, "--home", corrected, "--json").document
    told = [n for n in found["notes"] if "version" in n]
    assert found["verdict"] == verdict
    assert len(told) == len(notes)
    assert all(wanted in note for wanted, note in zip(notes, told, strict=True))


def test_a_receipt_tells_what_a_correction_made_of_it(verbatim: Any, take: Take, tmp_path: Path) -> None:
    """Which version, when, the words as they are now, and how the article says it."""
    home = take(WAGES.format("12 %"))
    made = verbatim("check", CLAIM.format("12 %"), "--home", home, "--json").document
    receipt = tmp_path / "r.json"
    receipt.write_text(verbatim("receipt", made["receipt"], "--json", "--home", home).out, encoding="utf-8")
    assert verbatim("verify", receipt, "--home", home).status == 0

    take(WAGES.format("2 %"), NOTE)
    done = verbatim("verify", receipt, "--home", home, "--json")
    assert done.status == 1
    problems = [p for item in done.document["items"] for p in item["problems"]]
    changed = next(p for p in problems if p["problem"] == "article_changed")
    assert (changed["words"], changed["number"], changed["notes"]) == ("gone", 2, [NOTE])
    assert changed["diff"] == "Nous avons obtenu une hausse de [-12-] {+2+} %"
    shown = " ".join(verbatim("receipt", made["receipt"], "--home", home).out.split())
    assert "l’article a changé (version 2, reçue le" in shown
    assert "hausse de [-12-] {+2+} %" in shown


def test_a_dossier_marks_and_counts_corrections(verbatim: Any, corrected: Path) -> None:
    """What a correction changed says so; what it took out is counted among what is left out."""
    out = verbatim("export", "dossier", "Dorval", "--home", corrected).out
    assert "Modifié par la version 2 de l’article" in out
    assert "retirées ou modifiées par une version plus récente de leur article\u00a0: 2" in out
