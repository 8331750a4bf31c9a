"""Lines that are no article go, sentences stay, margins fill the fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.lines import bylines, dates, shapes
from index.reading.printed import cleaning, genre

BODY = (
    "Le gouvernement de Valdorie a fermé lundi les trois ports du pays, après la grève des pilotes.\n\n" * 4
)
LEAD = BODY.partition("\n")[0]


@pytest.mark.parametrize(
    "line",
    [
        "FILE - The port of Sarn, Valdorie, on June 1, 2024. (Jo Lark, Pool Photo via AXP, File)",
        "DOSSIER – Le port de Sarn le 1er juin. (Photo : Jo Lark via AXP)",
        "Le port de Sarn, lundi. (Photo : Jo Lark / AXP)",
        "(Crédit photo : Jo Lark)",
        "Photo : le port de Sarn",
        "© 2024 AXP",
        "Partager sur Facebook",
        "Partager",
        "Facebook | Twitter | WhatsApp",
        "Lire aussi : Les pilotes de Sarn en grève",
        "» LIRE AUSSI - Les pilotes de Sarn en grève",
        "À lire aussi",
        "Inscrivez-vous à notre newsletter pour ne rien manquer",
        "Ce site utilise des cookies pour mesurer son audience.",
        "Tout accepter",
        "Publicité",
        "La suite après cette publicité",
        "Temps de lecture : 3 min",
        "Catégories : International, Ports",
        "Accueil > Monde > Valdorie",
        "12 commentaires",
        "abr/jlk",
    ],
)
def test_boilerplate_lines_go(line: str) -> None:
    """They are told by their whole shape, wherever they stand."""
    assert cleaning.lines_only(f"{BODY}{line}\n\n{LEAD}").text == f"{BODY}{LEAD}"


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, la Valdorie a fermé ses ports.",
        "Partager les ports ne suffira pas, a prévenu la ministre.",
        "Photographe à Sarn, Jo Lark a vu les pilotes partir.",
        "Lire aussi vite est un don, a plaisanté la ministre.",
        "« Ils sont restés au port » (photo), a-t-elle ajouté.",
        "Le dossier des ports sera rouvert.",
        "DOSSIER - Les ports : ce qui change en juin",
        "Les cookies de Sarn sont un biscuit célèbre.",
        "Voir ses ports fermés est un crève-cœur, confie une pilote.",
        "La publicité a été retirée.",
        "Opinion publique et gouvernement s'opposent.",
        "Commentaire de la ministre : « Nous rouvrirons. »",
        "Un avantage immédiat pour la Valdorie",
        "Le 12 mars 2024, la Valdorie a fermé ses ports.",
        "1. Rouvrir les ports, sans condition.",
        "• Accès à des ports plus profonds.",
    ],
)
def test_sentences_and_headings_stay(line: str) -> None:
    """In doubt a line is kept, in the margins as in the middle."""
    for text in (f"{BODY}{line}\n\n{LEAD}", f"{line}\n\n{BODY}{LEAD}", f"{BODY}{line}"):
        assert cleaning.whole(text).text == text.strip()


def test_a_comment_form_ends_the_article_but_not_a_page_without_one() -> None:
    """What follows a form is the readers', unless nothing stands before it."""
    assert cleaning.lines_only(f"{BODY}Laisser un commentaire\n\nMerci !").text == BODY.strip()
    assert cleaning.lines_only(f"Laisser un commentaire\n\n{LEAD}").text == LEAD


@pytest.mark.parametrize(
    ("margin", "fields"),
    [
        ("Par Margot Lenoir", {"author": "Margot Lenoir"}),
        ("Par Margot Lenoir avec AXP", {"author": "Margot Lenoir"}),
        ("Par Margot Lenoir et Jo Lark", {"author": "Margot Lenoir et Jo Lark"}),
        ("Par Margot d’Ostal-Brun, ministre des Pêches",
         {"author": "Margot d’Ostal-Brun", "author_role": "ministre des Pêches"}),
        ("By Margot Lenoir", {"author": "Margot Lenoir"}),
        ("Propos recueillis par Margot Lenoir", {"author": "Margot Lenoir"}),
        ("De notre correspondante à Sarn, Margot Lenoir", {"author": "Margot Lenoir"}),
        ("De notre envoyé spécial Jo Lark", {"author": "Jo Lark"}),
        ("Le 19/11/2024 à 06h53", {"published": "2024-11-19T06:53"}),
        ("publié le jeudi 30 juin 2016 à 08h00", {"published": "2016-06-30T08:00"}),
        ("Publié le 3 mars 2024", {"published": "2024-03-03"}),
        ("Mis à jour le 4 mars 2024 à 10h12, publié le 3 mars 2024", {"published": "2024-03-03"}),
        ("Le 03/03/2024 à 8h, mis à jour à 21h05", {"published": "2024-03-03T08:00"}),
        ("Mis à jour le 4 mars 2024", {"published": "2024-03-04"}),
        ("2024-03-03T08:00:00Z", {"published": "2024-03-03T08:00+00:00"}),
        ("Published on March 3, 2024", {"published": "2024-03-03"}),
        ("1er févr. 2024", {"published": "2024-02-01"}),
        ("Source : La Gazette de Sarn", {"outlet": "La Gazette de Sarn"}),
        ("La Gazette de Sarn, publié le 3 mars 2024",
         {"outlet": "La Gazette de Sarn", "published": "2024-03-03"}),
        ("Par Jo Lark | La Gazette de Sarn | 3 mars 2024",
         {"author": "Jo Lark", "outlet": "La Gazette de Sarn", "published": "2024-03-03"}),
        ("AXP - le 3 mars 2024 à 12:05", {"outlet": "AXP", "published": "2024-03-03T12:05"}),
        ("La Gazette de Sarn\nPar Jo Lark", {"outlet": "La Gazette de Sarn", "author": "Jo Lark"}),
        ("https://gazette.example/ports?id=3", {"url": "https://gazette.example/ports?id=3"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["header", "footer"])
def test_margins_fill_the_fields_and_go(margin: str, fields: dict[str, str], place: str) -> None:
    """Header and footer are read alike, but a medium's name alone is trusted under the headline only."""
    if "\n" in margin and place == "footer":
        pytest.skip("a medium's name alone is read in the header only")
    text = (
        f"Ports fermés\n\n{margin}\n\n{BODY}" if place == "header" else f"Ports fermés\n\n{BODY * 3}{margin}"
    )
    cleaned = cleaning.whole(text)
    assert margin not in cleaned.text
    assert cleaned.text.startswith("Ports fermés\n\nLe gouvernement")
    named = ("author", "author_role", "outlet", "published", "url")
    assert {n: v for n in named if (v := getattr(cleaned.said, n)) is not None} == fields


def test_a_dateline_is_read_and_stays() -> None:
    """Agency copy says where, when and who in its first sentence."""
    text = f"Ports fermés\n\nPORT-SARN (Valdorie), 3 mars 2024 (AXP) - {LEAD}"
    cleaned = cleaning.whole(text)
    assert cleaned.text == text
    assert (cleaned.said.outlet, cleaned.said.published) == ("AXP", "2024-03-03")


def test_a_place_and_a_date_are_no_medium() -> None:
    """The line "Sarn, lundi 4 mars 2024" dates the text, and the place stays in it."""
    cleaned = cleaning.whole(f"Discours\n\nSarn, lundi 4 mars 2024\n\n{BODY}")
    assert (cleaned.said.outlet, cleaned.said.published) == (None, "2024-03-04")
    assert "Sarn, lundi 4 mars 2024" in cleaned.text


@pytest.mark.parametrize("host", ["x.com", "twitter.com", "www.youtube.com"], ids=["x", "twitter", "youtube"])
def test_an_embedded_post_is_not_the_source(host: str) -> None:
    """The address of a film or post under an article is not the article's own."""
    assert cleaning.whole(f"{BODY}https://{host}/a/1").said.url is None


@pytest.mark.parametrize("line", ["le 31/02/2024", "12 mars", "3 mars 2024 en Valdorie", "3 2024", "2024"])
def test_no_date_is_made_up(line: str) -> None:
    """A line that is no full date, or says more, gives none."""
    assert dates.read_line(line) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("2024-03-03", "2024-03-03"), (" 2024-03-03T08:00Z ", "2024-03-03T08:00Z"), ("20240303", "2024-03-03"),
     ("3 mars 2024", None), ("2024-03", None), ("", None)],
)  # fmt: skip
def test_iso_dates(text: str, value: str | None) -> None:
    """An ISO date stays as precise as it was given."""
    assert dates.iso(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BODY, "news"),
        ("Où est le port ?\n\nÀ Sarn.\n\nQui l'a fermé ?\n\nLa ministre.\n\nEt après ?\n\nRien.", "news"),
        ("Où étiez-vous ?\n\nÀ Sarn.\n\nQui vous a vue ?\n\nJo.\n\nEt votre port ?\n\nFermé.", "interview"),
        (f"{BODY}Propos recueillis par Jo Lark", "interview"),
        ("Ada Brun : Bonjour.\nJo Lark : Bonjour.\nAda Brun : Le port ?\nJo Lark : Fermé.", "transcript"),
        ("Ports : la Valdorie ferme\nGrève : les pilotes partent\n" + BODY, "news"),
    ],
    ids=["news", "explainer", "interview", "collected words", "transcript", "headings"],
)
def test_genre_is_told_only_when_clear(text: str, kind: str) -> None:
    """What is not clearly something else is news."""
    assert genre.of(text.strip(), opinion=False) == kind


@pytest.mark.parametrize(
    "line",
    ["Par chance, elle est là", "Par Avion part le courrier du soir", "By the way", "Par", "Par l'État"],
)
def test_a_sentence_is_no_byline(line: str) -> None:
    """A byline holds capitalised names and nothing else."""
    assert bylines.read(line) is None


@given(st.text(alphabet=st.sampled_from("aéÀ ’'«»\u00a0\u202f\t\r\n.?!:|-–(12/h"), max_size=300))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """Gentle cleaning is idempotent, and every line it keeps stood in the text."""
    once = cleaning.lines_only(text).text
    assert cleaning.lines_only(once).text == once
    stood = {line.strip() for line in text.replace("\r", "\n").split("\n")}
    assert {line.strip() for line in once.split("\n")} <= stood | {""}


def test_the_shapes_compile_and_match_whole_lines_only() -> None:
    """Every entry of the data file is a working expression that a sentence around it escapes."""
    assert shapes.shape("Publicité") == "drop"
    assert shapes.shape("Publicité mensongère à Sarn : la ministre s'explique") is None
