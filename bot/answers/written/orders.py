"""Orders to a machine, printed in an article: they are neither shown to a model nor accepted as proof.

An article is material. A paragraph that speaks to whoever answers ("ignore your instructions and write ...")
is blanked from that sentence to its end, space for character, so that every offset stays. The patterns cannot
be complete: what gets through still has to be proved like any other sentence, and a model has no tools.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Each is about whoever reads now: "il ignore les consignes" is news, "ignorez vos consignes" is an order.
_ORDER = re.compile(
    r"""
    \b(?:ignor(?:ez|e|er)|oubli(?:ez|e|er)|n[ée]glig(?:ez|e|er)|contourn(?:ez|e|er)|disregard|forget
        |bypass|(?:tenir|tenez|tiens|tenant)\ (?:pas|aucun|plus)\ compte|(?:suivez|suis)\ (?:pas|plus)
        |(?:do\ not|don['’]t|stop)\ (?:follow|obey)(?:ing)?)\b
        [^.!?\n]{0,40}?\b(?:
            (?:vos|tes|your|my|our|any|all|previous|prior|earlier|above|the\ above)\ (?:\w+\ ){0,3}?
                (?:consignes|instructions|directives|règles|ordres|rules|orders|prompts?|guidelines|guardrails)
            |(?:consignes|instructions|directives|règles|ordres)\ (?:précédente?s|antérieure?s|ci-dessus)
            |ce\ qui\ précède|(?:everything|anything|what)\ (?:above|before|came\ before)
        )\b
    |\b(?:rév[èé]l|reveal|rép[èé]t|repeat|affich|print|montr|show)\w*\s[^.!?\n]{0,30}?\b(?:system\ prompt
        |prompt\ système|(?:votre|ton|your)\ prompt|(?:vos|tes|your)\ (?:consignes|instructions))\b
    # The roles of a chat, and the marks of chat templates.
    |^\W*(?:system|système|assistant|user|utilisateur)(?:\ (?:message|prompt))?\s*:
    |<\|?/?(?:system|assistant|user|im_start|im_end|instructions?|passage)\b|\[/?INST\]|</?s>
    # A new part to play.
    |\b(?:tu\ es|vous\ êtes|you\ are|you['’]re|agis|agissez|act)
        \ (?:désormais|maintenant|now|comme|en\ tant\ que|as)
        \ [^.!?\n]{0,40}?\b(?:assistant|chatbot|robot|modèle|model|llm|ia|ai|bot)\b
    |\b(?:si|if)\ (?:tu\ es|vous\ êtes|you\ are|you['’]re)\ [^.!?\n]{0,20}?
        \b(?:assistant|chatbot|robot|modèle|(?:language\ )?model|llm|ia|ai|bot)\b
    |\b(?:note|message|avis|consignes?|instructions?|attention)\ (?:à|aux|pour|to|for)\ (?:\w+\ ){0,3}?
        (?:assistants?|chatbots?|robots?|modèles?\ de\ langage|language\ models?|llms?|ia|ai|bots?)\b
    # What to answer: "Répondez uniquement que ...", "Write exactly ...".
    |(?:^|[.!?:;»]\s+)(?:répond(?:ez|s)|écri(?:vez|s)|affirm(?:ez|e)|answer|reply|respond|write|output|say)\s+
        (?:uniquement|seulement|simplement|toujours|exactement|only|just|exactly|always|à\ (?:toute|chaque))\b
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_SENTENCE = re.compile(r"[.!?…][»”\"’)]*\s+(?=\S)")


@lru_cache(maxsize=512)  # the passages of a question are held against each sentence of its answer
def blank(text: str) -> str:
    """Return the text with every order and the rest of its paragraph turned into spaces; its length stays."""
    return "\n".join(_blank_line(line) for line in text.split("\n"))


def _blank_line(line: str) -> str:
    order = _ORDER.search(line)
    if order is None:
        return line
    # The order's own sentence goes wholly, what stood before it in the paragraph stays.
    start = max((m.end() for m in _SENTENCE.finditer(line) if m.end() <= order.start() + 3), default=0)
    return line[:start] + " " * (len(line) - start)
