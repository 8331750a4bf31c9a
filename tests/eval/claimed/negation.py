"""A French sentence -> the same sentence negated, or its negation taken away, where that is sure grammar."""

from __future__ import annotations

import re

_CLITICS = r"(?:(?:me|te|se|nous|vous|le|la|les|lui|leur|y|en|m'|t'|s'|l'|m’|t’|s’|l’)\s?)*"
# Finite forms of the commonest verbs and endings that only finite forms have after these pronouns.
_COMMON = (
    "suis|es|est|sommes|êtes|sont|étais|était|étaient|serai|sera|seront|serait|seraient|fut|"
    "ai|as|a|avons|avez|ont|avais|avait|avaient|aurai|aura|auront|aurait|auraient|"
    "vais|va|allons|allez|vont|fais|fait|faisons|font|dois|doit|devons|devez|doivent|"
    "peux|peut|pouvons|pouvez|peuvent|veux|veut|voulons|voulez|veulent|sais|sait|savons|savent|"
    "faut|faudra|faudrait|vaut|vient|viennent|tient|tiennent|dit|disent|prend|prennent|met|mettent|"
    "crois|croit|croient|vois|voit|voient|pense|pensent|espère|demande|demandent|souhaite|souhaitent|"
    "veille|reste|restent|compte|parle|parlent|commence|existe|permet|permettent"
)
_FINITE = rf"(?:{_COMMON}|\w{{2,}}(?:ait|aient|era|eront|ira|iront|rons|rez|rait|raient))"
_SUBJECT = r"(?:je|j'|j’|tu|il|ils|on|cela|ça|ce|c'|c’|nous(?=\s\w+ons\b)|vous(?=\s\w+ez\b))"
_AFFIRMED = re.compile(
    rf"(?i)(?<![\w'’-])({_SUBJECT})(\s?)({_CLITICS})({_FINITE}|(?<=nous )\w+ons|(?<=vous )\w+ez)(?![\w'’-])"
)
_SOMMES = re.compile(r"(?i)(?<![\w'’-])(nous)(\s)()(sommes)(?![\w'’-])")
# After a noun only a form that can be nothing else: an auxiliary with its participle, a future.
_BEHIND_NOUN = re.compile(
    r"(?<![\w'’-])(?!(?:je|tu|nous|vous|on|ils?|elles?|se|me|te|le|la|les|lui|leur|y|en|ne|pas|et|ou|que)\s)"
    r"(\w{2,})\s((?:a|ont|est|sont|avait|avaient|était|étaient|sera|seront)(?=\s\w+(?:é|ée|és|ées|i|is|it|u|us)\b)"
    r"|\w{2,}(?:era|eront|ira|iront|dra|dront|vra|vront))(?![\w'’-])"
)
_DENIED = re.compile(
    rf"(?i)(?<![\w'’-])(\w+)\s(ne\s|n['’])({_CLITICS})(\w+)\s(pas)(?!\s(?:\w+\s)?(?:de|d['’]|du|des|que|plus|encore|seulement|un|une))"
)
_NEGATIVE = re.compile(
    r"(?i)(?<!\w)(?:ne\s|n['’]|(?:sans|ni|pas|jamais|aucune?|rien|plus|guère|personne)(?!\w))"
)
_WHOLE = re.compile(r"(?i)(?<!\w)n(?:e\s|['’])[^.;:!?]*(?<!\w)pas(?!\w)")
_STOPS = re.compile(r"[.;:!?]")
_VOWEL = re.compile(r"(?i)^[aeiouyàâéèêëîïôûœ]")


def turns(lost: str) -> bool:
    """Tell whether words that were cut out next to others take a negation away from them.

    Only what stands in the same sentence as the others counts: a sentence cut out whole turns nothing.
    """
    parts = _STOPS.split(lost)
    return any(_NEGATIVE.search(part) for part in (parts[0], parts[-1]))


def negates(lost: str) -> bool:
    """Tell whether words cut out of a sentence are all of its negation, ne and pas."""
    return _WHOLE.search(lost) is not None and not _STOPS.search(lost)


def negated(text: str) -> tuple[str, str] | None:
    """Return the text with the contrary meaning and "inserted" or "removed", or None where it is unsure."""
    taken = _removed(text)
    if taken:
        return taken, "removed"
    made = _inserted(text) or _inserted_behind_noun(text)
    return (made, "inserted") if made else None


def _inserted(text: str) -> str | None:
    for match in sorted([*_AFFIRMED.finditer(text), *_SOMMES.finditer(text)], key=lambda m: m.start()):
        subject, _, clitics, verb = match.groups()
        sentence = _sentence(text, match.start())
        if _NEGATIVE.search(sentence) or text[match.end() : match.end() + 1] == "-":
            continue
        bare = subject.rstrip("'’").lower()
        if bare in {"il", "on"} and re.search(r"(?i)-\s?$", text[: match.start()]):
            continue
        if bare in {"ce"} and verb.lower() not in {"sont", "sera", "serait", "fut", "était", "seront"}:
            continue
        whole = {"j": "je", "c": "ce"}.get(bare, bare)
        whole = whole.capitalize() if subject[0].isupper() else whole
        rest = f"{clitics}{verb}"
        no = "n'" if _VOWEL.match(rest) else "ne "
        return f"{text[: match.start()]}{whole} {no}{rest} pas{text[match.end() :]}"
    return None


def _inserted_behind_noun(text: str) -> str | None:
    for match in _BEHIND_NOUN.finditer(text):
        noun, verb = match.groups()
        if not _NEGATIVE.search(_sentence(text, match.start())):
            no = "n'" if _VOWEL.match(verb) else "ne "
            return f"{text[: match.start()]}{noun} {no}{verb} pas{text[match.end() :]}"
    return None


def _removed(text: str) -> str | None:
    for match in _DENIED.finditer(text):
        before, _, clitics, verb, _ = match.groups()
        rest = f"{clitics}{verb}"
        short = {"je": "j'", "ce": "c'", "que": "qu'"}.get(before.lower()) if _VOWEL.match(rest) else None
        if len(_NEGATIVE.findall(_sentence(text, match.start()))) > 2:
            continue
        head = (short.capitalize() if before[0].isupper() else short) if short else f"{before} "
        return f"{text[: match.start()]}{head}{rest}{text[match.end() :]}"
    return None


def _sentence(text: str, place: int) -> str:
    start = max((m.end() for m in _STOPS.finditer(text, 0, place)), default=0)
    end = _STOPS.search(text, place)
    return text[start : end.start() if end else len(text)]
