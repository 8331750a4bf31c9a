"""French verbs to their third-person forms: the press reports others, so I, you and we are left out.

Regular verbs by their endings, irregular ones by `french/conjugations.tsv`. A form knows its tense and
number.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Tense = Literal[
    "present",
    "imperfect",
    "past",
    "future",
    "conditional",
    "subjunctive",
    "gerund",
    "participle",
    "infinitive",
]
_VOWELS = frozenset("aeiouyéèêâîôûh")


class Form(NamedTuple):
    """One form of a verb: `plural` is meant for finite forms and participles alone."""

    text: str
    tense: Tense
    plural: bool = False


def _finite(pattern: tuple[str, ...]) -> list[Form]:
    """Return the finite forms.

    The gerund and the participles of eight principal parts ("" where one lacks).
    """
    singular, plural, imperfect, past_singular, past_plural, future, subjunctive, participle = pattern
    forms = [Form(singular, "present"), Form(plural, "present", True)]
    if imperfect:
        forms += [Form(imperfect + "ait", "imperfect"), Form(imperfect + "aient", "imperfect", True)]
        forms.append(Form(imperfect + "ant", "gerund"))
    if past_singular:
        forms += [Form(past_singular, "past"), Form(past_plural, "past", True)]
    if future:
        forms += [Form(future + "a", "future"), Form(future + "ont", "future", True)]
        forms += [Form(future + "ait", "conditional"), Form(future + "aient", "conditional", True)]
    if subjunctive:
        forms += [Form(subjunctive, "subjunctive"), Form(subjunctive + "nt", "subjunctive", True)]
    if participle:
        forms += _participles(participle)
    return forms


def _participles(masculine: str) -> list[Form]:
    plural = masculine if masculine.endswith("s") else masculine + "s"
    return [
        Form(masculine, "participle"),
        Form(masculine + "e", "participle"),
        Form(plural, "participle", True),
        Form(masculine + "es", "participle", True),
    ]


def _first_group(infinitive: str) -> list[Form]:
    stem = infinitive[:-2]
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1:], stem)
    strong, future = stem, infinitive
    both: list[Form] = []
    if stem.endswith("ay"):  # balaie and balaye
        both = [Form(stem[:-1] + "ie", "present"), Form(stem[:-1] + "ient", "present", True)]
    elif stem[-2:] in {"oy", "uy"}:
        strong = stem[:-1] + "i"
        future = strong + "er"
    elif len(stem) > 2 and stem[-2] == "é" and stem[-1] not in _VOWELS:
        strong = stem[:-2] + "è" + stem[-1]
    elif len(stem) > 3 and stem[-3] == "é" and stem[-1] not in _VOWELS and stem[-2] not in _VOWELS:
        strong = stem[:-3] + "è" + stem[-2:]
    elif len(stem) > 2 and stem[-2] == "e" and stem[-3] not in _VOWELS and stem[-1] not in _VOWELS:
        double = stem.endswith(("pel", "jet"))
        strong = stem + stem[-1] if double else stem[:-2] + "è" + stem[-1]
        future = strong + "er"
    parts = (strong + "e", strong + "ent", soft, soft + "a", stem + "èrent", future, strong + "e", stem + "é")
    return _finite(parts) + both


def _second_group(infinitive: str) -> list[Form]:
    stem = infinitive[:-1]
    parts = (
        stem + "t",
        stem + "ssent",
        stem + "ss",
        stem + "t",
        stem + "rent",
        infinitive,
        stem + "sse",
        stem,
    )
    return _finite(parts)


def _third_group(infinitive: str, models: dict[str, tuple[str, ...]]) -> list[Form] | None:
    for size in range(len(infinitive), 2, -1):
        model = models.get(infinitive[-size:])
        if model:
            stem = infinitive[:-size]
            return _finite(tuple("" if part == "-" else stem + part for part in model))
    return None


def conjugate(infinitive: str, models: dict[str, tuple[str, ...]]) -> list[Form]:
    """Return the infinitive, participles and third-person forms of one verb.

    `models` maps endings to parts.
    """
    forms = _third_group(infinitive, models)
    if forms is None:
        forms = _first_group(infinitive) if infinitive.endswith("er") else _second_group(infinitive)
    return [Form(infinitive, "infinitive"), *forms]
