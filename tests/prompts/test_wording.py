"""The wording: every text loads, takes the names it needs and no others, and values are never templates."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

import pytest

import prompts
from prompts import WordingError

FOLDER = Path(prompts.__file__).parent
PROMPTS = sorted(path.stem for path in FOLDER.glob("*.md"))
MESSAGES = [(table, key) for table, keys in prompts.catalogue("fr").items() for key in keys]


def names(text: str) -> set[str]:
    """Return the placeholders of a text."""
    return set(Template(text).get_identifiers())


@pytest.mark.parametrize("name", PROMPTS)
def test_every_prompt_loads(name: str) -> None:
    """A prompt file is a valid template, and what is put in stands in what comes out."""
    wanted = names((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    filled = prompts.prompt(name, **{key: f"<{key}>" for key in wanted})
    assert all(f"<{key}>" in filled for key in wanted)
    assert not names(filled)


@pytest.mark.parametrize("name", PROMPTS)
def test_a_missing_name_is_refused(name: str) -> None:
    """A prompt with a gap is never sent."""
    wanted = sorted(names((FOLDER / f"{name}.md").read_text(encoding="utf-8")))
    with pytest.raises(WordingError):
        prompts.prompt(name, **dict.fromkeys(wanted[1:], "x"))


@pytest.mark.parametrize("name", PROMPTS)
def test_an_unused_name_is_refused(name: str) -> None:
    """A value that a prompt does not show is a mistake of the caller."""
    wanted = names((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    with pytest.raises(WordingError):
        prompts.prompt(name, **dict.fromkeys([*wanted, "surplus"], "x"))


@pytest.mark.parametrize("value", ["$question", "${question}", "$$", "$", "100 $", "\\1", "{question}", "%s"])
def test_a_value_is_not_a_template(value: str) -> None:
    """What an article or a user wrote is put in as it stands."""
    assert value in prompts.prompt("material", passages=value, question="Q")
    assert "Q" in prompts.prompt("material", passages=value, question="Q")


@pytest.mark.parametrize("name", ["nothing", "../index/stopwords.txt", "messages.fr.toml"])
def test_an_unknown_prompt_is_an_error_of_ours(name: str) -> None:
    """No name of a prompt reaches another file."""
    with pytest.raises(WordingError):
        prompts.prompt(name)


@pytest.mark.parametrize(
    ("key", "language"),
    [
        ("refusal.none_such", "fr"),
        ("none.nothing", "fr"),
        ("refusal", "fr"),
        ("refusal.nothing", "de"),
        ("", "fr"),
    ],
)
def test_an_unknown_message_is_an_error_of_ours(key: str, language: str) -> None:
    """A key or language that is not there is said so."""
    with pytest.raises(WordingError):
        prompts.message(key, language)


def test_a_message_takes_exactly_its_names() -> None:
    """A message refuses a missing and an unused name."""
    assert "loopback" in prompts.message("model.cut", "fr", model="loopback")
    with pytest.raises(WordingError):
        prompts.message("model.cut", "fr")
    with pytest.raises(WordingError):
        prompts.message("model.cut", "fr", model="m", surplus="x")


def test_both_catalogues_have_the_same_keys() -> None:
    """Whatever is said in French is said in English."""
    french, english = prompts.catalogue("fr"), prompts.catalogue("en")
    assert {t: set(keys) for t, keys in french.items()} == {t: set(keys) for t, keys in english.items()}


@pytest.mark.parametrize(("table", "key"), MESSAGES, ids=[f"{t}.{k}" for t, k in MESSAGES])
def test_both_languages_take_the_same_names(table: str, key: str) -> None:
    """A message has the same placeholders in both languages, and both are valid templates."""
    texts = [prompts.catalogue(language)[table][key] for language in prompts.LANGUAGES]
    assert all(Template(text).is_valid() and text.strip() for text in texts)
    assert names(texts[0]) == names(texts[1])


@pytest.mark.parametrize(("table", "key"), MESSAGES, ids=[f"{t}.{k}" for t, k in MESSAGES])
def test_french_marks_keep_their_space(table: str, key: str) -> None:
    """High marks and guillemets have a no-break space, so that no line begins with one."""
    text = prompts.catalogue("fr")[table][key]
    for place, mark in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        # A colon of "http://" or of an option, and a mark at the very beginning, are no French punctuation.
        if mark in ";!?»" and place:
            assert before in "\u00a0\u202f?!", text
        if mark == ":" and after.isspace():
            assert before in "\u00a0\u202f", text
        if mark == "«":
            assert after in "\u00a0\u202f", text


@pytest.mark.parametrize(
    ("speaker", "wanted"),
    [
        pytest.param("Ingrid Halvaune", "propos d’Ingrid Halvaune", id="vowel"),
        pytest.param("Éloïse Marchadier", "propos d’Éloïse Marchadier", id="accented-vowel"),
        pytest.param("Tomas Brelin", "propos de Tomas Brelin", id="consonant"),
        pytest.param("le ministre de la Mer", "propos du ministre de la Mer", id="masculine-article"),
        pytest.param("Les Échos", "propos des Échos", id="plural-article"),
        pytest.param("la présidente", "propos de la présidente", id="feminine-article"),
        pytest.param("Le", "propos de Le", id="article-alone-is-a-name"),
        pytest.param("$speaker d'Ostrelle", "propos de $speaker d'Ostrelle", id="never-a-template"),
    ],
)
def test_french_joins_small_words_to_values(speaker: str, wanted: str) -> None:
    """Before a value "de" becomes what French wants, and the value keeps its letters."""
    assert wanted in prompts.message("refusal.no_words", "fr", name=speaker)


def test_a_message_is_said_again_in_another_language() -> None:
    """It goes through an error, another message and a line of JSON, and is a text all the while."""
    inner = ValueError(prompts.message("fetching.status", "fr", status=404))
    whole = prompts.message("feeds.state_failed", "fr", reason=inner, at="12:00")
    expected = prompts.message(
        "feeds.state_failed", "en", reason=prompts.message("fetching.status", "en", status=404), at="12:00"
    )
    assert "404" in whole
    assert whole != expected
    for carried in (whole, str(RuntimeError(whole)), prompts.unpacked(prompts.packed(whole))):
        assert prompts.reworded(carried, "en") == expected
        assert prompts.reworded(carried, "fr") == whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "une phrase",
        "{",
        '{"message"',
        '{"message": 1}',
        '{"message": "no.such", "text": "t", "values": {}}',
    ],
)
def test_a_text_that_is_no_message_stays_as_it_is(text: str) -> None:
    """Of a message that this program does not know, the text that came with it is shown."""
    assert prompts.reworded(prompts.unpacked(prompts.packed(text)), "en") in (text, "t")


@pytest.mark.parametrize(
    ("language", "count", "wanted"),
    [
        pytest.param("fr", 0, "dans 0 article.", id="none-in-French"),
        pytest.param("fr", 1, "dans 1 article.", id="one-in-French"),
        pytest.param("fr", "2", "dans 2 articles.", id="two-in-French"),
        pytest.param("en", 0, "in 0 articles.", id="none-in-English"),
        pytest.param("en", "1", "in 1 article.", id="one-in-English"),
        pytest.param("en", "1,000", "in 1,000 articles.", id="many-in-English"),
    ],
)
def test_what_follows_a_count_has_its_number(language: str, count: object, wanted: str) -> None:
    """1 takes the singular, in French 0 too; every other count the plural."""
    assert wanted in prompts.message("check.nobody_said", language, articles=count, period="")


def test_each_choice_follows_the_count_before_it() -> None:
    """Of two counts each has its own forms; a value that looks like a choice is put in as it is."""
    values = {"path": "{a|b}", "files": "f", "made": "m"}
    text = prompts.message("backup.made", "fr", articles=1, statements=3, **values)
    assert "dans {a|b}\u00a0: 1 article, 3 déclarations (" in text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        pytest.param("Ingrid Halvaune", "Ingrid Halvaune l’a dit en", id="person"),
        pytest.param("le pape François", "Le pape François l’a dit en", id="article"),
        pytest.param("l’Élysée", "L’Élysée l’a dit en", id="elision"),
        pytest.param("les pompiers", "Les pompiers l’ont dit en", id="several"),
        pytest.param("neuf pays", "neuf pays l’ont dit en", id="several-counted"),
    ],
)
def test_a_sentence_agrees_with_the_voice_it_begins_with(said: str, wanted: str) -> None:
    """An article that opens a sentence is a capital, and several have the plural."""
    assert prompts.message("check.in_substance", "fr", said=said, source="S").startswith(wanted)


_COUNTED = re.compile(
    r"\$\{?(?:articles|statements|passages|waiting|unread|held|items|questions|seconds)\}? [^\W\d_]+s\b"
)
_ONE_APART = ("refusal.searched_", "said.searched")  # these have a message of their own for one


@pytest.mark.parametrize("language", prompts.LANGUAGES)
def test_no_count_has_a_fixed_plural(language: str) -> None:
    """A noun behind a count is written in both numbers."""
    found = {
        f"{table}.{key}": text
        for table, keys in prompts.catalogue(language).items()
        for key, text in keys.items()
        if _COUNTED.search(text) and not f"{table}.{key}".startswith(_ONE_APART)
    }
    assert not found
