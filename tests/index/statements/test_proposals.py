"""index/statements/verifier.py: of what a model proposes only what the text itself bears out enters."""

from __future__ import annotations

import pytest

from index.ledger.said.telling import FLOOR
from index.news import PROPOSED, Statement
from index.statements import Proposal, Verified, confidence, language, parse_article, verify
from index.statements.verifier import Verifier
from tests.index.statements.reading_of import article

OPENING = "Le conseil de Sulmère s’est réuni mercredi."
# What a grammar may pass over: a long aside, the one told before what is told.
ASIDE = "Odile Tarvane (dont le parti, fondé en 2019, compte trois élus) annonce que le port fermera."
TOLD = "La maire, Odile Tarvane, a demandé mercredi au gouvernement de rompre dès demain avec l’Arvène."
QUOTED = "« Le port restera ouvert », a promis Colin Estève."


def proposed(text: str, speaker: str, cue: str, content: str, paragraph: int = 2) -> Verified:
    """Return what becomes of one proposal about the second paragraph, as if no grammar had read its words.

    What is quoted stays read: so the tests hold whatever the grammar learns to read without marks.
    """
    lexicon = language.of("fr")
    assert lexicon is not None
    verifier = Verifier(article(f"{OPENING}\n{text}"), lexicon)
    reading = verifier.read()
    known = [s for s in reading.statements if s.fragments]
    return verifier.verify(reading, [Proposal(paragraph, speaker, cue, content)], known)


def entered(verified: Verified) -> Statement:
    """Return the one statement that entered."""
    (one,) = verified.entered
    return one


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        (ASIDE, "Odile Tarvane", "annonce", "le port fermera"),
        (TOLD, "La maire, Odile Tarvane", "a demandé", "rompre dès demain avec l’Arvène"),
        (TOLD, "Odile Tarvane", "a demandé", "rompre dès demain avec l’Arvène."),
        (
            "Odile Tarvane a demandé au gouvernement de ne jamais rompre avec l’Arvène.",
            "Odile Tarvane", "a demandé", "ne jamais rompre avec l'Arvène",
        ),
    ],
    ids=["behind an aside", "behind the one told", "by the name alone, with the stop", "negated words"],
)  # fmt: skip
def test_what_the_text_bears_out_enters(text: str, speaker: str, cue: str, content: str) -> None:
    """The grammar missed it, the text proves it: it enters as a slice of the text, marked by its rule."""
    verified = proposed(text, speaker, cue, content)
    statement = entered(verified)
    assert (statement.speaker, statement.rule) == ("Odile Tarvane", PROPOSED)
    printed = article(f"{OPENING}\n{text}").text
    assert printed[statement.content.start : statement.content.end] == statement.content.text
    assert statement.content.text == content.rstrip(".").replace("'", "’")


def test_shapes_of_marks_and_spaces_do_not_matter() -> None:
    """A model's straight apostrophes and plain spaces find the printed ones, which are what is kept."""
    text = TOLD.replace("rompre", "rompre\u00a0")
    statement = entered(
        proposed(text, "Odile Tarvane", "a demandé", "rompre dès demain avec l'Arvène", paragraph=0)
    )
    assert statement.content.text == "rompre\u00a0 dès demain avec l’Arvène"


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "reason"),
    [
        (ASIDE, "Odile Tarvane", "annonce", "le port fermera demain", "not_found"),
        (ASIDE, "Odile Tarvane", "annonce", "le port rouvrira", "not_found"),
        (ASIDE, "Odile Tarvane", "annonce", "le conseil de Sulmère s’est réuni mercredi", "not_found"),
        (ASIDE, "Colin Estève", "annonce", "le port fermera", "cue"),
        (ASIDE, "son parti", "annonce", "le port fermera", "cue"),
        (ASIDE, "", "annonce", "le port fermera", "cue"),
        (ASIDE, "Odile Tarvane", "compte", "le port fermera", "cue"),
        (ASIDE, "Odile Tarvane", "affirme", "le port fermera", "cue"),
        (ASIDE, "Odile Tarvane", "annonce", "compte trois élus", "not_governed"),
        (ASIDE, "Odile Tarvane", "annonce", "fermera", "not_governed"),
        (TOLD, "gouvernement", "a demandé", "rompre dès demain avec l’Arvène", "speaker"),
        (TOLD, "Odile Tarvane", "a demandé", "avec l’Arvène", "not_governed"),
        (TOLD, "Odile Tarvane", "a demandé", "rompre dès demain", "not_governed"),
        (QUOTED, "Odile Tarvane", "a promis", "Le port restera ouvert", "known"),
        (QUOTED, "Colin Estève", "a promis", "Le port restera ouvert", "known"),
        (QUOTED, "Colin Estève", "a promis", "restera ouvert", "not_found"),
        ("Le port de Sulmère a rouvert après la grève.", "Le port", "a rouvert", "après la grève", "cue"),
        (
            "La « trêve des dockers » a tenu, a dit le port.",
            "le port", "a dit", "trêve des dockers", "known",
        ),
        (
            "Odile Tarvane a convaincu que le port fermera.",
            "Odile Tarvane", "a convaincu", "le port fermera", "cue",
        ),
        (
            "Odile Tarvane a lancé un appel pour que le port rouvre.",
            "Odile Tarvane", "a lancé", "le port rouvre", "not_governed",
        ),
    ],
    ids=[
        "words added", "paraphrased", "of another paragraph", "another mouth", "a mouth within the aside",
        "nobody", "a verb that says nothing", "a cue that is not printed", "what the outlet tells",
        "cut short",
        "the one told", "cut at its front", "cut at its end", "against the grammar", "what the grammar has",
        "part of a quotation", "no speech", "a quoted term", "an unknown verb", "an aim",
    ],
)  # fmt: skip
def test_what_the_text_does_not_bear_out_is_refused(
    text: str, speaker: str, cue: str, content: str, reason: str
) -> None:
    """Each part of a proposal must be printed and stand together; else it says why it does not enter."""
    verified = proposed(text, speaker, cue, content)
    assert [why for _, why in verified.refused] == [reason]
    assert verified.entered == ()


@pytest.mark.parametrize(
    ("cue", "polarity", "mood"),
    [
        ("a demandé", "asserts", "indicative"),
        ("n’a pas demandé", "did_not_say", "indicative"),
        ("aurait demandé", "asserts", "conditional"),
    ],
)
def test_polarity_and_mood_are_the_verbs_own(cue: str, polarity: str, mood: str) -> None:
    """However a model calls the cue, negation and conditional are read in the text."""
    text = TOLD.replace("a demandé", cue)
    statement = entered(proposed(text, "Odile Tarvane", "demandé", "rompre dès demain avec l’Arvène"))
    assert (statement.cue, statement.polarity, statement.mood) == (cue, polarity, mood)


def test_a_pronoun_is_who_the_grammar_says() -> None:
    """A model may give the pronoun; whom it means is resolved by what stands before it, not after."""
    text = (
        "Colin Estève est arrivé jeudi. Il a demandé au syndicat de rompre dès demain. "
        "Bruno Marsal est reparti."
    )
    statement = entered(proposed(text, "Il", "a demandé", "rompre dès demain"))
    assert (statement.speaker, statement.speaker_surface) == ("Colin Estève", "Il")
    other = proposed(text, "Bruno Marsal", "a demandé", "rompre dès demain")
    assert [why for _, why in other.refused] == ["speaker"]


def test_the_grammar_reads_what_it_read_without_proposals() -> None:
    """Whatever is proposed, the statements of the grammar stay as they are."""
    whole = article(f"{OPENING}\n{QUOTED}\n{ASIDE}\n{TOLD}")
    noise = [Proposal(n, "Odile Tarvane", "annonce", "le port") for n in range(6)]
    assert verify(whole, noise).reading.statements == parse_article(whole).statements


def test_words_enter_once() -> None:
    """Proposed twice, or by two models in other words, a statement is there once."""
    whole = article(f"{OPENING}\n{ASIDE}")
    twice = [Proposal(n, "Odile Tarvane", "annonce", "que le port fermera") for n in (2, 0)]
    verified = verify(whole, twice)
    assert len(verified.entered) == 1
    assert [why for _, why in verified.refused] == ["known"]


@pytest.mark.parametrize(
    ("fields", "reason"), [({"language": "en"}, "language"), ({"genre": "interview"}, "form")]
)
def test_articles_that_no_cue_governs_take_nothing(fields: dict[str, str], reason: str) -> None:
    """A language that is not read, and an interview whose lines tell who speaks, are closed to proposals."""
    whole = article(f"{OPENING}\n{ASIDE}", **fields)
    verified = verify(whole, [Proposal(2, "Odile Tarvane", "annonce", "le port fermera")])
    assert ([why for _, why in verified.refused], verified.open) == ([reason], False)


def test_a_dialogue_below_an_article_takes_nothing() -> None:
    """Above the first turn a proposal may enter; what a turn holds is its speaker's already."""
    turns = "Paul Astier : Le bac part.\nLise Varenne : On annonce que le pont fermera.\nPaul Astier : Si."
    whole = article(f"{OPENING}\n{ASIDE}\n{turns}")
    asked = [
        Proposal(2, "Odile Tarvane", "annonce", "que le port fermera"),
        Proposal(4, "Odile Tarvane", "annonce", "que le pont fermera"),
    ]
    verified = verify(whole, asked)
    assert len(verified.entered) == 1
    assert [why for _, why in verified.refused] == ["form"]


@pytest.mark.parametrize("content", ["", " ", "«", "\ud800", "a" * 100_000, "\n", "."])
def test_no_proposal_raises(content: str) -> None:
    """Whatever a model writes, it is refused and nothing fails."""
    assert len(proposed(ASIDE, content, content, content, paragraph=len(content)).refused) == 1


def test_confidence_is_measured() -> None:
    """A statement that entered has the precision of the table, above what `said` asks for."""
    measured = confidence.of(PROPOSED)
    assert entered(proposed(ASIDE, "Odile Tarvane", "annonce", "le port fermera")).confidence == measured
    assert FLOOR < measured < 1
