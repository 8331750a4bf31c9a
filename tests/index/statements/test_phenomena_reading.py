"""Defects seen on real articles, each with several cases: who speaks, and how far the words reach."""

from __future__ import annotations

import pytest

from tests.index.statements.reading_of import find, statements

NOUNS = {
    "plural": "Les « cols bleus » préviennent la gendarmerie.",
    "compound": "Les « cols bleus » ont découvert des voyageurs dans le bac.",
    "after-conjunction": "Alors que les « cols bleus » montent la garde, un chauffeur arrive.",
    "participle": "Après une sortie des « cols bleus » émaillée de heurts, le port est calme.",
    "pour-behind-a-word": "C'est un « désastre » pour le gouvernement, qui recule.",
    "object-of-plural": "Les barques, vendues (170 euros), ont complété le fonds de la ville.",
}


@pytest.mark.parametrize("text", NOUNS.values(), ids=NOUNS.keys())
def test_a_name_between_marks_is_the_subject_of_its_verb(text: str) -> None:
    """Words between marks behind an article are no speech; a plural verb has no single subject behind it."""
    assert [s for s in statements(text) if s.speaker] == []


SPEAKERS = {
    "group-in-marks": ("Les « cols bleus » ont affirmé que le bac partirait.", "cols bleus"),
    "group-in-marks-selon": ("Selon des « sages », le bac partira au printemps.", "sages"),
    "one-of-them": ("« Le bac part », explique l'un d'entre eux, Paul Astier.", "Paul Astier"),
    "body-and-verb": (
        "Le BDN souhaite faire payer les riverains et plaide pour une « révision des tarifs ».",
        "BDN",
    ),
    "wall": ("Paul Astier a parlé. Sur le mur, on pouvait lire : « Le bac partira ».", ""),
    "banner": ("Paul Astier a parlé. Au port, toujours le même slogan : « Rendez-nous le bac ».", ""),
}


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_who_speaks_beside_marks(text: str, speaker: str) -> None:
    """Groups that go by a name speak; what is read off a wall goes on nobody's speech."""
    assert [s.speaker for s in statements(text)][-1:] == [speaker]


REACH = {
    "apposition": (
        "Selon Lise Varenne, directrice du port, le bac partira au printemps.",
        "le bac partira au printemps",
    ),
    "apposition-place": (
        "Selon Lise Varenne, directrice du port à Brunelle, en Valdorie, le bac partira.",
        "le bac partira",
    ),
    "apposition-relative": (
        "Selon le Courrier du Lac, qui cite la mairie, le bac partira.",
        "le bac partira",
    ),
    "demander-de": ("Paul Astier demande aux riverains de quitter la ville.", "quitter la ville"),
    "demander-de-lui": ("Paul Astier lui a demandé d'éviter le pont.", "éviter le pont"),
    "conseiller-de": (
        "Lise Varenne conseille aux habitants des zones basses d'éviter le pont.",
        "éviter le pont",
    ),
    "reprocher-de": ("Lise Varenne reproche au maire d'avoir vendu le bac.", "avoir vendu le bac"),
    "last-weeks": ("Lise Varenne a réclamé ces dernières semaines la fin du bac.", "la fin du bac"),
    "next-demand": (
        "Lise Varenne réclame une trêve et des élus valdoriens demandent un vote.",
        "une trêve",
    ),
    "participle-in-commas": (
        "Le port, accusé par Lise Varenne de mentir sur le bac, a fermé samedi.",
        "mentir sur le bac",
    ),
    "selon-within": (
        "Lise Varenne a dénoncé la caricature qui, selon lui, en a été faite.",
        "la caricature qui, selon lui, en a été faite",
    ),
    "no-space-after-stop": ("Lise Varenne dit que le bac part.Les marins attendent le vote.", "le bac part"),
}


@pytest.mark.parametrize(("text", "content"), REACH.values(), ids=REACH.keys())
def test_how_far_the_words_reach(text: str, content: str) -> None:
    """Content holds neither an apposition, nor the one addressed, nor a date, nor the next clause."""
    assert content in [s.content.text for s in statements(text)]


INHERITED = {
    "turned": (
        "Lise Varenne a accusé la maire de mentir, ce qu'a démenti M. Norval, en faisant valoir que "
        "le bac partirait.",
        "M. Norval",
    ),
    "selon": (
        "Lise Varenne a parlé. Tout ira bien, selon Paul Astier, ajoutant que le bac partirait.",
        "Paul Astier",
    ),
    "brackets": (
        "Dans le bruit (« Dehors ! », a lancé l'élue Lise Varenne), le président Paul Astier est "
        "intervenu, estimant que le bac partirait.",
        "Paul Astier",
    ),
    "addressee": (
        "Marc Brun est venu. Paul Astier était là. Il a dit à Paul Astier que le bac partirait.",
        "Marc Brun",
    ),
    "latter": (
        "Marc Brun a dit non. Il a reçu Paul Astier.\nÉmu, ce dernier a dit que le bac partirait.",
        "Paul Astier",
    ),
    "latter-woman": (
        "Lise Varenne a reçu Anne Morel. Cette dernière a dit que le bac partirait.",
        "Anne Morel",
    ),
    "body-above": (
        "Marc Brun est venu. Le Sénat a promis une loi. Il a dit que le bac partirait.",
        "Sénat",
    ),
    "newcomer": (
        "Le député Marc Brun a dit non. Le nouveau maire a dit que le bac partirait.",
        "",
    ),
}


@pytest.mark.parametrize(("text", "speaker"), INHERITED.values(), ids=INHERITED.keys())
def test_whose_words_go_on(text: str, speaker: str) -> None:
    """Participles follow the clause they hang on; a pronoun is never the one addressed."""
    assert find(statements(text), "le bac partirait").speaker == speaker


def test_a_noun_in_ant_is_no_participle() -> None:
    """An article before militant, manifestant or participant makes it a noun."""
    text = "Paul Astier est venu. Juste après, le militant a pénétré dans le port avec « Non au bac » au dos."

    assert [s.rule for s in statements(text) if s.rule.startswith("participle")] == []


CROSSHEADS = {
    "nearly": ("« Une folie pour nous tous »", "Paul Astier"),
    "exact": ("« pure folie pour nous »", "Paul Astier"),
    "another": ("« Une honte absolue »", ""),
}


@pytest.mark.parametrize(("line", "speaker"), CROSSHEADS.values(), ids=CROSSHEADS.keys())
def test_a_crosshead_is_not_the_last_speaker_s(line: str, speaker: str) -> None:
    """A quotation alone on its line, without an end, is whose words it repeats, else nobody's."""
    text = f"Lise Varenne a parlé.\n\n{line}\n\n« C'est une pure folie pour nous tous », a dit Paul Astier."

    assert find(statements(text), line.strip("« »")).speaker == speaker


def test_a_crosshead_stops_nobody() -> None:
    """A quotation alone in the paragraph after a crosshead is still the last speaker's."""
    text = "« Je pars », a dit Lise Varenne.\n\n« Une honte absolue »\n\n« Le bac a coulé, je l'ai vu. »"

    assert find(statements(text), "Le bac a coulé").speaker == "Lise Varenne"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "« Je pars », a dit Lise Varenne. Pour un vote, il faut « un cinquième des élus qui siègent ».",
            "un cinquième",
            "",
            id="fragment-in-a-telling",
        ),
        pytest.param(
            "« Je pars », a dit Lise Varenne. La police bouclait le quai. « Le bac a coulé, je l'ai vu. »",
            "Le bac a coulé",
            "",
            id="a-body-acted-between",
        ),
        pytest.param(
            "Lise Varenne a quitté la salle. Depuis le quai, sa mère, avertie la veille, soupire. "
            "« Le bac a coulé, je l'ai vu. »",
            "Le bac a coulé",
            "",
            id="somebody-unnamed-between",
        ),
        pytest.param(
            "« Je pars », a dit Lise Varenne. « Le bac a coulé, je l'ai vu. »",
            "Le bac a coulé",
            "Lise Varenne",
            id="nobody-between",
        ),
        pytest.param(
            "Le syndicat des marins proteste : « Nous partons. » « Le bac a coulé, nous l'avons vu. »",
            "Le bac a coulé",
            "syndicat des marins",
            id="a-body-that-spoke",
        ),
    ],
)
def test_words_go_on_only_with_who_was_just_there(text: str, words: str, speaker: str) -> None:
    """A quotation without a cue is the last speaker's where nothing stands between."""
    assert find(statements(text), words).speaker == speaker
