"""A model's opinion whether statements say what a claim says: yes or no for each, among those it is given.

It only ever proposes. Ids that were not given, an answer in another form, or none at all count as no; what it
names must still pass what no paraphrase may break (`substance.admits`). Nothing it writes is shown.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

import prompts
from bot.answers.written.generated import visible
from bot.answers.written.material import plain
from index.errors import ModelError, ModelTimeout
from index.ledger.hearing import Heard
from index.llm import Message, Model

_CLAIM, _STATEMENT = 600, 800  # characters that are shown
_ANSWER = 4000  # characters of an answer that are read
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """The ids of the statements that say the same; `error`, for people, where the model failed."""

    same: frozenset[str] = frozenset()
    error: str = ""


async def judge(claim: str, candidates: Sequence[Heard], model: Model) -> Judged:
    """Return which of some statements say what a claim says, as far as a model is to be trusted."""
    texts = [h.statement.content.text for h in candidates]
    seal = hashlib.sha256("\x1f".join([claim, *texts]).encode("utf-8", "replace")).hexdigest()[:12]
    given = {_identifier(seal, h.statement.id): h for h in candidates}
    shown = "\n\n".join(_sealed(key, h, seal) for key, h in given.items())
    messages = [
        Message("system", prompts.prompt("compare", seal=seal)),
        Message("user", prompts.prompt("compared", statements=shown, claim=plain(claim[:_CLAIM]))),
    ]
    answer = ""
    try:
        async with aclosing(model.stream(messages)) as pieces:
            async for piece in pieces:
                answer += piece
                if len(answer) > _ANSWER:
                    break
    except (ModelError, ModelTimeout) as error:
        return Judged(error=str(error))
    named = _read(visible(answer))
    return Judged(frozenset(given[key].statement.id for key in named if key in given))


def _read(answer: str) -> list[str]:
    """Return the ids that an answer names; one that is not as it was asked for names none."""
    found = re.search(r"\{[^{}]*\}", answer)
    try:
        document = json.loads(found.group()) if found else None
    except ValueError:
        document = None
    same = document.get("same") if isinstance(document, dict) else None
    if not isinstance(same, list) or not all(isinstance(key, str) for key in same):
        _logger.debug("an answer was not as it was asked for")
        return []
    return same


def _identifier(seal: str, statement_id: str) -> str:
    return "p" + hashlib.sha256(f"{seal}|{statement_id}".encode()).hexdigest()[:4]


def _sealed(key: str, heard: Heard, seal: str) -> str:
    statement = heard.statement
    said = f"{statement.speaker} {statement.cue}".strip()
    body = plain(f"{said} : {statement.content.text[:_STATEMENT]}")
    return f'<passage id="{key}" sceau="{seal}">\n{body}\n</passage sceau="{seal}">'
