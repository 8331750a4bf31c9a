"""bot/terminal/usage: a wrong call is explained in the reader's language, with how the command is used."""

from __future__ import annotations

import pytest

from bot.terminal.usage import worded
from tests.bot.terminal.conftest import call

WRONG = {
    "no such command": ("sai x", "La commande « sai » n’existe pas. Peut-être : said."),
    "no such command, nothing near": ("zzz", "La commande « zzz » n’existe pas."),
    "no such command of a group": ("export articls", "Peut-être : articles."),
    "no such option": ("said x --sinc 2", "L’option --sinc n’existe pas ici. Peut-être : "),
    "no such option, nothing near": ("chat --zz", "L’option --zz n’existe pas ici."),
    "no argument": ("said", "Il manque SPEAKER."),
    "no argument of a group's command": ("feeds add", "Il manque URL."),
    "no whole number": ("search a -k abc", "-k : « abc » n’est pas un nombre entier."),
    "no number": ("doctor --patience deux", "--patience : « deux » n’est pas un nombre."),
    "no value that is known": (
        "said x --kind foo",
        "--kind : « foo » n’est pas une valeur connue (connues : direct, mixed, indirect).",
    ),
    "too small": ("doctor --patience 0", "--patience : 0.0 est trop petit (1 au moins)."),
    "outside a range": ("search x -k 0", "-k : 0 n’est pas un nombre de 1 à 1000."),
    "an argument too many": ("stats foo bar", "De trop : foo bar."),
    "an option without its value": ("said x --since", "L’option --since attend une valeur."),
    "a value for an option without": ("stats --json=2", "L’option --json ne prend pas de valeur."),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_explained_in_french(arguments: str, told: str) -> None:
    """Status 2, nothing on stdout; stderr says how it is used, where help is, and what is wrong."""
    done = call(*arguments.split())
    err = done.err.replace("\u00a0", " ")
    assert (done.status, done.out) == (2, "")
    assert err.startswith("Utilisation : verbatim ")
    assert "Aide : verbatim" in err
    assert "--help\n" in err
    assert told in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("verbatim: ")


@pytest.mark.parametrize(
    ("arguments", "setting"),
    [
        pytest.param("said x --sinc 2 --language en", "fr", id="option"),
        pytest.param("said x --sinc 2 --language=en", "", id="option in one word"),
        pytest.param("said x --sinc 2", "en", id="setting"),
    ],
)
def test_it_is_explained_in_english(arguments: str, setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The language is that of the option, also behind what is wrong, else of the setting."""
    monkeypatch.setenv("VERBATIM_LANGUAGE", setting)
    err = call(*arguments.split()).err
    assert err.startswith("Usage: verbatim said ")
    assert "There is no option --sinc here." in err


def test_the_usage_is_that_of_the_command_called() -> None:
    """Of a group's command too, where the library does not say of which."""
    assert "verbatim export statements [OPTIONS]" in call("export", "statements", "--since").err


def test_a_group_alone_shows_its_commands() -> None:
    """It is a wrong call, answered with the help of the group on stderr."""
    done = call("export")
    assert (done.status, done.out) == (2, "")
    assert "statements" in done.err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("File 'l\\'été.txt' does not exist.", "l'été.txt n’existe pas.", id="path"),
        pytest.param("Missing option '--to'.", "Il manque l’option --to.", id="option"),
        pytest.param("Missing command.", "Il manque une commande.", id="command"),
        pytest.param(
            "Invalid value for '--output' / '-o': 9 is not in the range x<=5.",
            "--output / -o : 9 est trop grand (5 au plus).",
            id="two names",
        ),
        pytest.param('No such command "l\'été".', "La commande « l'été » n’existe pas.", id="apostrophe"),
        pytest.param("Something new is wrong.", "Something new is wrong.", id="unknown"),
    ],
)
def test_what_the_library_says_is_recognised(said: str, told: str) -> None:
    """What no command of ours can bring about now; an unknown text is shown as it is."""
    assert worded(said, "fr").replace("\u00a0", " ") == told
