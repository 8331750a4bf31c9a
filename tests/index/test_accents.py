"""Letters without their accents."""

from __future__ import annotations

import sys
import unicodedata

from index import accents


def test_every_character_loses_its_combining_marks_and_nothing_else() -> None:
    """The quick ways give what decomposing and leaving out every combining mark gives, for all of Unicode."""
    ligatures = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        whole = unicodedata.normalize("NFD", ligatures.get(character, character))
        assert accents.removed(character) == "".join(c for c in whole if not unicodedata.combining(c)), code


def test_a_text_keeps_what_is_no_accent() -> None:
    """Quotation marks, dashes and letters of other scripts stay beside letters that lose their accents."""
    assert accents.removed("« l’œuvre d’orbán » – привет") == "« l’oeuvre d’orban » – привет"
