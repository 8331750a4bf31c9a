"""Who said which words, by phenomenon: quotation marks, incises, carried-over speakers, headlines."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import find, spoken, statements, terms

CASES = {
    # 1 guillemets
    "guillemets-nbsp": (
        "«\u00a0Le port restera ouvert\u00a0», a déclaré Lise Varenne.",
        "Le port restera ouvert",
        "Lise Varenne",
    ),
    "guillemets-narrow": (
        "«\u202fLe port restera ouvert\u202f», a déclaré Lise Varenne.",
        "Le port restera ouvert",
        "Lise Varenne",
    ),
    "guillemets-tight": (
        "«Le port restera ouvert», a déclaré Lise Varenne.",
        "Le port restera ouvert",
        "Lise Varenne",
    ),
    "guillemets-ascii": (
        "<<Le port restera ouvert>>, a déclaré Lise Varenne.",
        "Le port restera ouvert",
        "Lise Varenne",
    ),
    # 2 other marks
    "curly": ("“Nous tiendrons la digue”, assure Marc Orval.", "Nous tiendrons la digue", "Marc Orval"),
    "straight": ('"Nous tiendrons la digue", assure Marc Orval.', "Nous tiendrons la digue", "Marc Orval"),
    "straight-spaces-inside": (
        '" Nous tiendrons la digue ", assure Marc Orval.',
        "Nous tiendrons la digue",
        "Marc Orval",
    ),
    "straight-elision": (
        'Marc Orval affirme qu\'"aucune digue ne cédera".',
        "aucune digue ne cédera",
        "Marc Orval",
    ),
    # 3 nesting
    "nested": (
        "« Il m'a dit : “jamais”, et je l'ai cru », raconte Lise Varenne.",
        "et je l'ai cru",
        "Lise Varenne",
    ),
    "nested-plus": (
        '"Le mot +trahison+ est juste, je le maintiens", a lancé Marc Orval.',
        "je le maintiens",
        "Marc Orval",
    ),
    "nested-apostrophes": (
        "\"Elle répète 'demain' depuis un an et rien ne vient\", soupire Marc Orval.",
        "rien ne vient",
        "Marc Orval",
    ),
    # 4 apostrophes
    "apostrophes": (
        "« L’essai n’était qu’un début, c’est promis », a dit Marc Orval.",
        "L’essai n’était qu’un début",
        "Marc Orval",
    ),
    "apostrophes-outside": (
        "L’adjointe d’Orval, Lise Varenne, a dit qu’« il n’y a rien d’étrange ».",
        "il n’y a rien d’étrange",
        "Lise Varenne",
    ),
    # 5 incise after
    "incise-participle": (
        'Lise Varenne est arrivée lundi. "Je suis prête", a-t-elle déclaré.',
        "Je suis prête",
        "Lise Varenne",
    ),
    "incise-present": (
        'Marc Orval est arrivé lundi. "Rien ne presse", répond-il.',
        "Rien ne presse",
        "Marc Orval",
    ),
    "incise-no-hyphen": (
        'Marc Orval est arrivé lundi. "Rien ne presse", a t-il glissé.',
        "Rien ne presse",
        "Marc Orval",
    ),
    "incise-name": (
        '"Rien ne presse", a répondu mardi soir à la radio Marc Orval.',
        "Rien ne presse",
        "Marc Orval",
    ),
    "incise-open-verb": ('"Rien ne presse", s\'amuse Marc Orval.', "Rien ne presse", "Marc Orval"),
    # 6 incise inside the marks
    "inside-clitic": (
        "Marc Orval hésite. « Nous sommes prêts, a-t-il ajouté, à négocier. »",
        "à négocier",
        "Marc Orval",
    ),
    "inside-name": ("« Nous sommes prêts, a déclaré Marc Orval, à négocier. »", "à négocier", "Marc Orval"),
    "inside-unclosed": (
        'Lise Varenne sourit. "Nous gardons le bac, déclare-t-elle devant la presse.',
        "Nous gardons le bac",
        "Lise Varenne",
    ),
    # 7 split by an incise
    "split": (
        '"La digue tiendra", a dit Marc Orval, "nous le prouverons".',
        "nous le prouverons",
        "Marc Orval",
    ),
    "split-clitic": (
        'Lise Varenne attend. "La digue tiendra", dit-elle, "si on l\'aide".',
        "si on l'aide",
        "Lise Varenne",
    ),
    # 22 carried over
    "carried": (
        '"Il pleut", a dit Lise Varenne. "Cela durera jusqu\'à dimanche."',
        "Cela durera",
        "Lise Varenne",
    ),
    "carried-back": (
        '"Il pleut beaucoup ici." "Cela durera", a dit Lise Varenne.',
        "Il pleut beaucoup",
        "Lise Varenne",
    ),
    "carried-paragraph": (
        '"Il pleut", a dit Lise Varenne.\n"Nous fermerons donc le pont dès demain matin."',
        "fermerons",
        "Lise Varenne",
    ),
    # 23 several paragraphs
    "paragraphs-open": (
        '"Nous irons au bout.\nLe pont sera refait", a promis Marc Orval.',
        "Le pont sera refait",
        "Marc Orval",
    ),
    "paragraphs-reopened": (
        '"Nous irons au bout.\n"Le pont sera refait", a promis Marc Orval.',
        "Le pont sera refait",
        "Marc Orval",
    ),
    # 26 colons
    "colon-name": ('Marc Orval : "Le pont sera refait".', "Le pont sera refait", "Marc Orval"),
    "colon-verb": (
        'Lise Varenne prévient : "Le bac ne suffira pas".',
        "Le bac ne suffira pas",
        "Lise Varenne",
    ),
    "colon-no-verb": (
        "Marc Orval n'a rien perdu de sa verve : \"Le pont sera refait avant l'hiver\".",
        "avant l'hiver",
        "Marc Orval",
    ),
    "colon-topic": (
        "Pont du Nord : Lise Varenne « n'exclut pas » une fermeture.",
        "n'exclut pas",
        "Lise Varenne",
    ),
    # 36 cuts and insertions
    "cut": (
        '"Le pont (...) sera refait [cet hiver]", a dit Marc Orval.',
        "Le pont (...) sera refait [cet hiver]",
        "Marc Orval",
    ),
    "insertion": (
        '"Elle (la digue, NDLR) tiendra", a dit Marc Orval.',
        "Elle (la digue, NDLR) tiendra",
        "Marc Orval",
    ),
}


TOLD = {
    "que": ("Paul Astier a averti les « bricoleurs » que le bac partirait sans eux.", "indirect", []),
    "a": ("Paul Astier appelle les « bricoleurs » à rester au port.", "indirect", []),
    "de": ("Paul Astier a accusé les « bricoleurs » d'être « des pirates ».", "mixed", ["des pirates"]),
    "colon": ("Paul Astier a averti les bricoleurs : « Le bac partira ».", "direct", ["Le bac partira"]),
    "colon-of": (
        "Paul Astier a prévenu les élus de Merrane : « Le bac partira ».",
        "direct",
        ["Le bac partira"],
    ),
    "relative": ("Paul Astier invite les pêcheurs qui ont un canot à rester au port.", "indirect", []),
    "his-word": (
        "C'est ce que Paul Astier appelle une « mer de bricoleurs ».",
        "mixed",
        ["mer de bricoleurs"],
    ),
}


@pytest.mark.parametrize(("text", "kind", "words"), TOLD.values(), ids=TOLD.keys())
def test_who_is_told_is_not_what_is_told(text: str, kind: str, words: list[str]) -> None:
    """Marks around the name of those addressed hold no words of the speaker; what he calls a thing is his."""
    (found,) = statements(text)
    assert (found.speaker, found.kind, [f.text for f in found.fragments]) == ("Paul Astier", kind, words)


@pytest.mark.parametrize(("text", "words", "speaker"), CASES.values(), ids=CASES.keys())
def test_quoted_words_go_to_who_said_them(text: str, words: str, speaker: str) -> None:
    """The words between the marks are found, and their speaker is named in full."""
    assert find(statements(text), words).speaker == speaker


INCISES = {
    "clitic": "Marc Orval hésite. « Nous sommes prêts, a-t-il ajouté, à négocier. »",
    "name": "« Nous sommes prêts, a déclaré Marc Orval, à négocier. »",
}


@pytest.mark.parametrize("text", INCISES.values(), ids=INCISES.keys())
def test_the_words_of_an_incise_are_nobody_s(text: str) -> None:
    """An incise inside the marks is cut out: two fragments, one statement, and the verb in neither."""
    found = find(statements(text), "à négocier")

    assert spoken(found) == "Nous sommes prêts […] à négocier."


ORPHANS = {
    "closing-alone": 'Le bac est plein". "Rien ne presse", a dit Marc Orval.',
    "opening-alone": 'Le bac est "plein à craquer. "Rien ne presse", a dit Marc Orval.',
    "other-paragraph": 'Le bac est "plein.\nLa digue aussi.\n"Rien ne presse", a dit Marc Orval.',
}


@pytest.mark.parametrize("text", ORPHANS.values(), ids=ORPHANS.keys())
def test_a_mark_without_its_pair_shifts_nothing(text: str) -> None:
    """Later quotations are found whole although a mark before them has no pair."""
    found = find(statements(text), "Rien ne presse")

    assert spoken(found) == "Rien ne presse" and found.speaker == "Marc Orval"


TERMS = {
    "title": ('Elle présente l\'émission "Les matins du fleuve" depuis un an.', "Les matins du fleuve"),
    "term": ("La « zone grise » du port s'étend.", "zone grise"),
    "nickname": ('Le boxeur surnommé "le Taureau de Merrane" est mort.', "le Taureau de Merrane"),
    "hashtag": ('Le mot-clé "#sauvonslebac" circule.', "#sauvonslebac"),
    "charge": ('Il est poursuivi pour "homicide involontaire".', "homicide involontaire"),
}


@pytest.mark.parametrize(("text", "words"), TERMS.values(), ids=TERMS.keys())
def test_titles_and_terms_are_kept_apart(text: str, words: str) -> None:
    """Phenomenon 13: quoted words that are nobody's statement are terms, not statements."""
    assert words in terms(text)
    assert not [s for s in statements(text) if s.speaker]


def test_a_crosshead_is_said_by_who_says_it_below() -> None:
    """Phenomenon 38: a quotation alone on its line that the body repeats has the body's speaker."""
    text = 'La grève dure.\n"Nous tiendrons"\n"Nous tiendrons jusqu\'au bout", a dit Lise Varenne.'

    assert {s.speaker for s in statements(text)} == {"Lise Varenne"}


def test_the_headline_is_marked() -> None:
    """Phenomenon 26: what stands in the first line that is the title is a headline's."""
    title = 'Marc Orval : "Le pont sera refait"'

    found = statements(f'{title}\n"Le pont sera refait avant mai", a dit Marc Orval.', title=title)

    assert [s.headline for s in found] == [True, False]
