"""bot/answers/check: claims of every kind against the sample corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.check.checker import Checker
from bot.render.ledger import searched
from index import ingest, reading
from index.archive import Archive
from index.embedding import HashedEmbedder
from index.ledger import Ledger
from tests.bot.answers.check.conftest import Check

SOLVANE = "Aucun pays ne peut s'approprier une route que tout le monde emprunte"

DIKES = "« Les digues ne tiendront pas un hiver de plus », a averti Odile Marsanne."
POOL = "« La piscine rouvrira avant la fin du mois », a promis Paul Verrier."

VERDICTS = {
    # the words, however they are written
    "other marks, case and accents": (f'henrik solvane a dit : "{SOLVANE.upper()}"', "verbatim"),
    "a part": ("Henrik Solvane a déclaré : « une route que tout le monde emprunte »", "verbatim"),
    "an ellipsis, in order": (
        "Henrik Solvane a déclaré : « Aucun pays […] une route que tout le monde emprunte »",
        "verbatim",
    ),
    "an ellipsis, out of order": (
        "Henrik Solvane a déclaré : « une route que tout le monde emprunte […] aucun pays »",
        "altered|not_found",
    ),
    "an insertion between brackets": (
        "Gaspard Thévelin a lancé : « Nous reprendrons le travail [sur les quais] quand on nous respectera »",
        "verbatim",
    ),
    "an incise within the marks": (
        "Henrik Solvane a dit : « Nous sommes prêts à envoyer douze patrouilleurs d'ici à l'été »",
        "verbatim",
    ),
    "nested marks": (
        "Jeanne Lormeau raconte : « Mon père répétait toujours : “La rivière rend ce qu'on lui a pris” »",
        "verbatim",
    ),
    "two quotations": (
        "Ingrid Halvaune juge « indécent » de donner des leçons « avec une ardoise de deux ans »",
        "verbatim",
    ),
    "two quotations, one of another": (
        "Ingrid Halvaune dit « Nous ne paierons pas pour les autres » "
        "et « Personne ne sera à court d'encre ni de carburant »",
        "other_speaker",
    ),
    # whoever is called with a title
    "a title before a surname": (
        "La présidente Halvaune a averti : « Escorter, oui. Provoquer, non »",
        "verbatim",
    ),
    "an office before a name": (
        "La présidente de l'Ostrelle Ingrid Halvaune a averti : « Escorter, oui. Provoquer, non »",
        "verbatim",
    ),
    # nearly the words
    "a figure changed": (
        "Ingrid Halvaune a martelé : « L'Ostrelle verse 410 millions d'écus par an »",
        "altered",
    ),
    "a word put in": (
        "Cyprien Lauzac a dit : « Nous lirons attentivement avant de signer »",
        "altered",
    ),
    "stitched over an incise outside the marks": (
        "Tomas Brelin a dit : « Je ne suis pas venu pour garder des archives La Ligue doit redevenir "
        "l'endroit »",
        "altered|in_substance|not_found",
    ),
    "a denial taken out": ("Ingrid Halvaune a répliqué : « J'ai changé d'avis »", "denied|altered"),
    "a denial put in": (
        "Gaspard Thévelin a lancé : « Nous ne reprendrons pas le travail quand on nous respectera »",
        "denied|altered",
    ),
    "a denial cut off": ("Éloïse Marchadier a qualifié l'accord de « décisif »", "denied|altered"),
    "a denial left out by an ellipsis": (
        "Ingrid Halvaune a prévenu : « Nous […] paierons […] pour les autres »",
        "denied|altered",
    ),
    # other voices
    "of somebody who cannot be named": (
        "Henrik Solvane a raconté : « On a frôlé la rupture vers trois heures du matin »",
        "other_speaker",
    ),
    "another's words, without quotation marks": (
        "Tomas Brelin a-t-il vraiment parlé d'une boulangerie vide ?",
        "other_speaker",
    ),
    "another's words, their order changed": (
        "Tomas Brelin a-t-il parlé d'un emprunt de cette route ?",
        "not_found",
    ),
    "without quotation marks": (
        "Hadrien Kerval a réclamé une enquête indépendante sur l'alerte de Pont-Lavenel",
        "other_speaker|not_found",
    ),
    "nearly, of another": (
        "Tomas Brelin a dit : « Aucun pays ne peut s'approprier une route que tous empruntent »",
        "other_speaker",
    ),
    # names
    "a slip in the name": ("Ingrid Halvone a averti : « Escorter, oui. Provoquer, non »", "verbatim"),
    "a surname": ("Halvaune a averti : « Escorter, oui. Provoquer, non »", "verbatim"),
    "an office, first holder": (
        f"Le secrétaire général de la Ligue a déclaré : « {SOLVANE} »",
        "verbatim",
    ),
    "an office, second holder": (
        "Le secrétaire général de la Ligue a dit : « Je ne suis pas venu pour garder des archives »",
        "verbatim",
    ),
    "an office that another holds": (
        f"La présidente d'Ostrelle a déclaré : « {SOLVANE} »",
        "other_speaker",
    ),
    "an office named by date": (
        "Henrik Solvane a déclaré : « Un port fermé, c'est une boulangerie vide à Valmont ou à Lindal »",
        "verbatim",
    ),
    "an unknown name": (f"Barnabé Querrien a déclaré : « {SOLVANE} »", "other_speaker"),
    "nobody's words": (
        "Henrik Solvane a déclaré : « Les marées n'obéissent à aucun amiral de la Couronne »",
        "not_found",
    ),
    # questions and English
    "a question": ("Cyprien Lauzac a-t-il vraiment dit « Nous lirons avant de signer » ?", "verbatim"),
    "a question with est-ce que": (
        "Est-ce que Mme Halvaune a dit « J'ai seulement changé de patience » ?",
        "verbatim",
    ),
    "who said": ("Qui a dit « Nous lirons avant de signer » ?", "verbatim"),
    "no frame at all": ("« Nous lirons avant de signer »", "verbatim"),
    "English frame": ('Did Cyprien Lauzac say "Nous lirons avant de signer"?', "verbatim"),
    "English frame, wrong mouth": ('"Nous lirons avant de signer", said Henrik Solvane', "other_speaker"),
    "English, no such words": ("Henrik Solvane said that the League will buy forty submarines", "not_found"),
    "English frame, as somebody put it": ('As Mr Lauzac put it, "Nous lirons avant de signer"', "verbatim"),
    # mood and polarity
    "unconfirmed": (
        "Ingrid Halvaune a soumis une trêve de six mois par écrit le 11 février",
        "conditional|not_found",
    ),
    "denied, and claimed to be": (
        "Osric Deval a nié avoir reçu un ordre de retrait",
        "in_substance",
    ),
    "not denied is not confirmed": ("Henrik Solvane a confirmé la rencontre", "not_found"),
    "not said": ("Rémi Castagnol a dit qu'il croyait à la rencontre", "not_found"),
    # One article has him refuse; in the transcript of a later day he says which figure is right.
    "refused to say": ("Hadrien Kerval a commenté les chiffres de la préfecture", "in_substance|not_found"),
    "another figure": (
        "Hadrien Kerval a annoncé que la crue avait fait au moins 41 morts",
        "denied|not_found",
    ),
    "a denial taken out of reported words": (
        "Ingrid Halvaune a assuré que nous paierons pour les « autres »",
        "denied|not_found",
    ),
    "two sentences, as printed": (
        "Gaspard Thévelin a dit que nous reprendrons le travail quand on nous respectera",
        "in_substance",
    ),
    # short words
    "one word, right frame": (
        "Tomas Brelin s'est dit favorable à un dialogue « sans préalable »",
        "verbatim",
    ),
    "one word, another subject": (
        "Florian Estrade a jugé la grève des pilotes « courageuse »",
        "not_found|in_substance",
    ),
}


@pytest.mark.parametrize(("claim", "verdicts"), VERDICTS.values(), ids=VERDICTS)
def test_a_claim_gets_its_verdict(claim: str, verdicts: str, check: Check) -> None:
    """Each way to claim something gets the verdict that is due (with bars, any of them is right)."""
    verdict = check(claim)

    assert verdict.verdict in verdicts.split("|"), verdict.explanation
    assert bool(verdict.evidence) == (verdict.verdict != "not_found")


@pytest.mark.parametrize(("claim", "verdicts"), VERDICTS.values(), ids=VERDICTS)
def test_what_stands_between_marks_is_printed(claim: str, verdicts: str, check: Check) -> None:
    """An explanation quotes nothing but words of a fragment of its evidence."""
    verdict = check(claim)

    quoted = verdict.explanation.partition("«\u00a0")[2].rpartition("\u00a0»")[0]
    printed = [f.text for t in verdict.evidence for s, _ in t.witnesses for f in s.fragments]
    contents = [s.content.text for t in verdict.evidence for s, _ in t.witnesses]
    if quoted and verdict.verdict != "not_found":
        assert any(quoted in text for text in [*printed, *contents])


def test_a_difference_marks_the_word_that_was_changed(check: Check) -> None:
    """What is printed and what is claimed stand side by side, the rest as it is printed."""
    diff = check("Mattis Everdal a dit que « la diplomatie travaille mieux dans le bruit »").diff

    assert diff == "La diplomatie travaille mieux dans le [-silence-] {+bruit+}"


def test_not_found_says_what_was_searched(check: Check) -> None:
    """The denominator stands in the explanation, the nearest statement beside it, and neither is evidence."""
    verdict = check("Joris Lambrecq a dit que le projet coûterait des milliards aux pêcheurs")

    assert verdict.verdict == "not_found"
    assert "0 sur 2" in verdict.explanation
    assert "sur 18, du 5 décembre 2023 au 10 avril 2025" in verdict.explanation
    assert verdict.evidence == ()
    assert [t.statement.speaker for t in verdict.nearest] == ["Joris Lambrecq"]


def test_an_unknown_speaker_is_said_to_be_unknown(check: Check) -> None:
    """Nothing is given to somebody else for want of a name; near names are offered as such."""
    verdict = check("Éloïse Marchandeau a promis de réduire les impôts")
    unknown = check("Barnabé Querrien a promis de réduire les impôts")

    assert verdict.verdict == unknown.verdict == "not_found"
    assert "Barnabé Querrien" in unknown.explanation
    assert unknown.scanned.statements_by_speaker == 0


def test_an_ambiguous_name_is_said_to_be(check: Check) -> None:
    """Two of one surname are both looked at and named; the words are given to the one who said them."""
    verdict = check("Kerval a déclaré : « Nous reconstruirons, mais pas au même endroit »")

    assert [t.statement.speaker for t in verdict.evidence] == ["Mathilde Kerval"]
    assert any("Mathilde Kerval" in note and "Hadrien Kerval" in note for note in verdict.notes)


def test_who_said_it_first_is_told_by_date(check: Check) -> None:
    """Without a speaker, every witness is shown and the earliest is named."""
    verdict = check("Qui a dit « Escorter, oui. Provoquer, non » ?")

    assert verdict.speaker == "Ingrid Halvaune"
    assert "AXP, 12 mars 2024" in verdict.explanation
    assert (
        len(
            {a.id for t in verdict.evidence for _, a in t.witnesses}
            | {t.article.id for t in verdict.evidence}
        )
        == 2
    )


def test_who_said_it_names_nobody_in_what_was_searched(check: Check) -> None:
    """Without a speaker no articles can name him."""
    verdict = check("Qui a dit « Escorter, oui. Provoquer, non » ?")

    assert verdict.scanned.articles_naming_speaker is None
    assert searched(verdict.scanned, "fr").startswith("Recherche faite dans")
    assert "nomment" not in searched(verdict.scanned, "fr")


def test_a_claim_that_is_cut_says_so(check: Check) -> None:
    """What stands behind the characters that are read is not said to be checked."""
    claim = f"Cyprien Lauzac a dit « Nous lirons avant de signer » {'et encore ' * 200}« Nous fuirons »"

    assert any("2000 premiers" in note for note in check(claim).notes)
    assert not any("2000 premiers" in note for note in check(claim[:200]).notes)


def test_a_source_without_outlet_and_title_is_named_by_its_file_or_site(tmp_path: Path) -> None:
    """An explanation says where the words stand, whatever the article lacks."""
    source = tmp_path / "depot"
    source.mkdir()
    (source / "digues.txt").write_text(DIKES, encoding="utf-8")
    (source / "piscine.txt").write_text(f"{POOL}\n\nhttps://journal.example/piscine\n", encoding="utf-8")
    with Archive.open(tmp_path, create=True) as archive:
        ingest.add(archive, reading.read(str(source)), HashedEmbedder())
    checker = Checker(lambda: Ledger.open(tmp_path))

    first = checker.check("Odile Marsanne a dit « Les digues ne tiendront pas un hiver de plus »")
    second = checker.check("Paul Verrier a dit « La piscine rouvrira avant la fin du mois »")
    assert "(digues.txt)" in first.explanation
    assert "(journal.example)" in second.explanation


def test_a_claim_that_nobody_said_it_is_told_apart(check: Check) -> None:
    """A claim of silence ("X n'a jamais dit « ... »") is checked as the saying, and says so."""
    verdict = check("Cyprien Lauzac n'a jamais dit « Nous lirons avant de signer »")

    assert verdict.verdict == "verbatim"
    assert any("n’ont pas été tenus" in note for note in verdict.notes)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_explanations_are_in_the_language_asked_for(language: str, check: Check) -> None:
    """The sentence is in the user's language, the printed words in theirs."""
    explanation = check("Cyprien Lauzac a dit « Nous lirons avant de signer »", language).explanation

    assert ("said it word for word" in explanation) == (language == "en")
    assert "Nous lirons avant de signer" in explanation


def test_nothing_is_lost_without_the_index(home: Path, tmp_path: Path) -> None:
    """Without the lexical index, or with one that is behind, the texts are read: the verdict is the same."""
    from index.lexicon import Lexicon

    claim = "Tomas Brelin a plaisanté : « Elle ouvre une porte, pas les esprits »"
    for index in (None, Lexicon(tmp_path / "empty", write=False)):
        verdict = Checker(lambda: Ledger.open(home), index).check(claim)
        assert (verdict.verdict, verdict.evidence[0].statement.speaker) == ("other_speaker", "Henrik Solvane")


@pytest.mark.parametrize(
    "claim",
    [
        "",
        " ",
        "?",
        "«»",
        "« »",
        "«",
        "\x00",
        "a" * 5000,
        "« " * 500,
        "😀 a dit « 😀 »",
        "[[[",
        "X a dit « […] »",
    ],
)
def test_any_text_is_a_claim(claim: str, check: Check) -> None:
    """Nothing raises, and nothing is found where nothing is claimed."""
    assert check(claim).verdict == "not_found"


def test_a_difference_marks_where_the_printed_sentence_goes_on(check: Check) -> None:
    """What is compared may stop inside a sentence: that is told, so that nobody takes it for all of it."""
    verdict = check("Henrik Solvane a dit « une route que tous empruntent »")

    assert verdict.diff == "[…] une route que [-tout-] {+tous empruntent+} […]"
    assert f"«\u00a0{SOLVANE}\u00a0»" in verdict.explanation


def test_an_office_gives_its_holder_only_the_words_of_those_days(tmp_path: Path) -> None:
    """What somebody said long before or after holding an office is not the office's, whoever may be meant."""
    source = tmp_path / "depot"
    source.mkdir()
    for name, day, text in (
        ("a", "2 mai 2024", "« Le quai est sec », a dit le ministre, Paul Verrier."),
        ("b", "3 mai 2024", "« Le pont est sûr », a dit le ministre, Ilan Desmar."),
        ("c", "4 mai 2016", "« Les digues ne tiendront pas un hiver de plus », a averti Paul Verrier."),
    ):
        (source / f"{name}.txt").write_text(f"Nouvelles\n\nPublié le {day}\n\n{text}\n", encoding="utf-8")
    with Archive.open(tmp_path, create=True) as archive:
        ingest.add(archive, reading.read(str(source)), HashedEmbedder())
    check = Checker(lambda: Ledger.open(tmp_path)).check

    assert check("Le ministre a dit « Le quai est sec »").verdict == "verbatim"
    assert check("Le ministre a dit « Les digues ne tiendront pas un hiver de plus »").verdict != "verbatim"
