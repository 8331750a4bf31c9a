"""The wording: prompts for models (a Markdown file each), messages for people (a catalogue a language).

    prompts.prompt("answer", question=..., passages=...)     prompts/answer.md
    prompts.message("refusal.nothing", "fr", articles=12)    prompts/messages.fr.toml, [refusal], key nothing
    prompts.reworded(str(error), "en")    the same message in the language of whoever reads it

Both are `string.Template` texts with `$names`; a name that is missing or not used is a defect of the
caller and raises `WordingError`. A value is never read as a template. A French message writes "de $speaker"
and "à $office" plainly: before the value they become what French wants, d’Ingrid, du ministre, aux ministres.
What follows a count is written "$articles {article|articles}": the first for 1, and in French for 0. So is
what a voice does that may be several: "$said l’{a|ont} dit".
This package imports nothing of `bot` or `index`.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib import resources
from string import Template

LANGUAGES = ("fr", "en")
# "de", "que" or "à" before a placeholder. An h or y stays as it is: only a dictionary knows.
_JOINT = re.compile(r"\b(?P<word>de|que|à) (?P<gap>\$\{?(?P<name>\w+)\}?)", re.IGNORECASE)
_NUMBERED = re.compile(r"\$\{?(?P<name>\w+)\}?|\{(?P<one>[^{}|$]*)\|(?P<many>[^{}|$]*)\}")
_PLURAL = re.compile(
    r"(?:les|des|ces|ses|leurs|plusieurs|certaine?s|quelques|d[’']autres|deux|trois|quatre|cinq|six|sept|huit"
    r"|neuf|dix) ",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:les?|la|une?|des) |l[’']")
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_MERGED = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"}


class WordingError(KeyError):
    """A prompt or message is unknown, or was called with missing or unused names."""


def prompt(name: str, **values: object) -> str:
    """Return the prompt `prompts/{name}.md` with its `$names` filled."""
    return _fill(f"{name}.md", _file(f"{name}.md"), values)


class Message(str):
    """A message as it reads in one language, that knows by which key and values to say it in another.

    It goes through errors and reports as the text that it is; `reworded` says it to whoever reads it.
    """

    key: str
    values: dict[str, object]

    def __new__(cls, text: str, key: str = "", values: dict[str, object] | None = None) -> Message:
        """Return the text with its key and values."""
        made = super().__new__(cls, text)
        made.key, made.values = key, values or {}
        return made

    def __str__(self) -> str:
        # str(error) of an error that was raised with a message is that message.
        return self


def message(key: str, language: str, **values: object) -> str:
    """Return the message `table.key` of a language's catalogue ("fr" or "en") with its `$names` filled.

    A value that is a message itself, or an error that was raised with one, is said in that language too.
    """
    table, _, name = key.partition(".")
    try:
        text = catalogue(language)[table][name]
    except KeyError:
        raise WordingError(f"no message {key!r} in language {language!r}") from None
    said = {name: str(v) if isinstance(v, Exception) else v for name, v in values.items()}
    shown = {name: reworded(v, language) if isinstance(v, Message) else v for name, v in said.items()}
    chosen = _numbered(text, shown, language)
    if language != "fr":
        return Message(_fill(key, chosen, shown), key, said)
    return Message(_begun(_fill(key, _joined(chosen, shown), shown), text), key, said)


def reworded(text: str, language: str) -> str:
    """Return a message as another language says it; any other text, or one unknown by now, as it is."""
    if not isinstance(text, Message) or not text.key:
        return text
    try:
        return message(text.key, language, **text.values)
    except WordingError:
        return text


def packed(text: str) -> str:
    """Return a message as a line of JSON that `unpacked` reads; any other text as it is."""
    if not isinstance(text, Message) or not text.key:
        return text
    return json.dumps(
        {
            "message": text.key,
            "text": str.__str__(text),
            "values": {k: packed(str(v)) for k, v in text.values.items()},
        }
    )


def unpacked(line: str) -> str:
    """Return what was packed, as a message where it was one."""
    try:
        found = json.loads(line) if line.startswith('{"message"') else None
        values = {str(name): unpacked(str(value)) for name, value in found["values"].items()} if found else {}
        return Message(str(found["text"]), str(found["message"]), dict(values)) if found else line
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return line


@cache
def catalogue(language: str) -> dict[str, dict[str, str]]:
    """Return all messages of one language, by table and key."""
    if language not in LANGUAGES:
        raise WordingError(f"no catalogue for language {language!r}")
    return tomllib.loads(_file(f"messages.{language}.toml"))


@cache
def _file(name: str) -> str:
    try:
        return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WordingError(f"no file prompts/{name}") from None


def _numbered(text: str, values: dict[str, object], language: str) -> str:
    """Return a template with one of each "{article|articles}": as the value of the name before it wants.

    One that stands before every name goes by the first.
    """
    name = next((found["name"] for found in _NUMBERED.finditer(text) if found["name"]), "")

    def chosen(found: re.Match[str]) -> str:
        nonlocal name
        if found["name"]:
            name = found["name"]
            return found.group()
        return found["many" if _several(str(values.get(name, "")), language) else "one"]

    return _NUMBERED.sub(chosen, text)


def _several(value: str, language: str) -> bool:
    """Tell whether a count or a name is plural; 0 is not in French: "0 article", "0 articles"."""
    if value[:1].isdigit():
        return value != "1" and not (value == "0" and language == "fr")
    return language == "fr" and _PLURAL.match(value) is not None


def _begun(text: str, template: str) -> str:
    """Return a French message with a capital where it begins with the article of a voice."""
    opens = template.startswith(("$said", "$speaker")) and _ARTICLE.match(text)
    return text[:1].upper() + text[1:] if opens else text


def _joined(text: str, values: dict[str, object]) -> str:
    """Return a French template whose small words fit the values behind them; the values keep their letters.

    An article that merges ("de le ministre") is taken off the value in `values`.
    """

    def fitted(found: re.Match[str]) -> str:
        word, value = found["word"], str(values.get(found["name"], ""))
        article, _, rest = value.partition(" ")
        merged = _MERGED.get(f"{word} {article}".lower())
        if merged and rest and text.count(f"${found['name']}") == 1:
            values[found["name"]] = rest
            return f"{merged} {found['gap']}"
        if word.lower() != "à" and _VOWEL.match(value):
            return f"{word[:-1]}’{found['gap']}"
        return found.group()

    return _JOINT.sub(fitted, text)


def _fill(name: str, text: str, values: dict[str, object]) -> str:
    template = Template(text)
    known = set(template.get_identifiers())
    if not template.is_valid() or known != set(values):
        raise WordingError(f"{name} takes {sorted(known)}, was given {sorted(values)}")
    return template.substitute({k: str(v) for k, v in values.items()})
