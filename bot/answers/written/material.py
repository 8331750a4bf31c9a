"""Passages as a model is shown them: under opaque ids, within a seal, within a budget.

Ids and seal are made from the question and the texts themselves: the same request is the same prompt, and no
article can name an id or close its own seal, since writing one into it would change them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import prompts
from bot.answers.printed import sentences
from bot.answers.written import orders
from index import tokens
from index.news import Hit

# Tokens of the whole prompt: with the answer it stays below 4,096, a common default of local servers.
BUDGET = 3000
_QUESTION = 1000  # characters of a question that a model is shown
LANGUAGES = {"fr": "français", "en": "anglais"}
# Full-width twins: a model reads them alike, and no fence is made of them.
_MARKUP = str.maketrans({"<": "＜", ">": "＞"})


@dataclass(frozen=True, slots=True)
class Material:
    """One request: the rules and the sealed passages as prompts, and which hit each id stands for."""

    rules: str
    request: str
    seal: str
    hits: Mapping[str, Hit]


def gather(question: str, hits: Sequence[Hit], language: str, *, budget: int = BUDGET) -> Material:
    """Seal as many hits, best first, as fit into `budget` tokens with the rules and the question.

    A first hit too long for the budget is cut at a sentence (its Hit with it); later ones are left out.
    """
    seal = hashlib.sha256("\x1f".join([question, *(h.text for h in hits)]).encode()).hexdigest()[:12]
    asked = plain(question[:_QUESTION])
    example = _identifier(seal, "example")
    rules = prompts.prompt("answer", seal=seal, language=LANGUAGES[language], example=example)
    left = budget - tokens.count(rules + prompts.prompt("material", passages="", question=asked))
    shown: dict[str, str] = {}
    given: dict[str, Hit] = {}
    for found in hits:
        key = _identifier(seal, found.passage_id)
        hit = found if shown else _shortened(key, found, seal, left)
        block = _sealed(key, hit, seal)
        cost = tokens.count(block) + 2
        if cost <= left and key not in shown and hit.text:
            shown[key], given[key] = block, hit
            left -= cost
    request = prompts.prompt("material", passages="\n\n".join(shown.values()), question=asked)
    return Material(rules, request, seal, given)


def plain(text: str) -> str:
    """Return a text as it may stand in a prompt: no fence can be made of it, nothing in it is invisible."""
    visible = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})
    return "".join(visible).translate(_MARKUP)


def _identifier(seal: str, passage_id: str) -> str:
    return "p" + hashlib.sha256(f"{seal}|{passage_id}".encode()).hexdigest()[:4]


def _sealed(key: str, hit: Hit, seal: str) -> str:
    origin = [
        ("Titre", hit.title),
        ("Média", hit.outlet),
        ("Date", (hit.published or "")[:10]),
        ("Au début parle", hit.speaker),
    ]
    lines = [f"{name} : {plain(' '.join(orders.blank(value).split()))}" for name, value in origin if value]
    body = plain(orders.blank(hit.text)).strip()
    head = "".join(line + "\n" for line in lines)
    return f'<passage id="{key}" sceau="{seal}">\n{head}\n{body}\n</passage sceau="{seal}">'


def _shortened(key: str, hit: Hit, seal: str, budget: int) -> Hit:
    """Return the hit, cut after its last sentence that fits if need be; its text may be empty."""
    if tokens.count(_sealed(key, hit, seal)) + 2 <= budget:
        return hit
    cuts = [
        replace(hit, end=s.end, text=hit.text[: s.end - hit.start])
        for s in sentences.split(hit.text, hit.start)
    ]
    fitting = bisect_right(cuts, budget, key=lambda cut: tokens.count(_sealed(key, cut, seal)) + 2)
    return cuts[fitting - 1] if fitting else replace(hit, end=hit.start, text="")
