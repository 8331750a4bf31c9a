"""What an administrator adds is searched soon after, by the bot that owns the home."""

from __future__ import annotations

import time

from tests.bot.telegram.conftest import ADMIN, ALLOWED, Start
from tests.bot.telegram.test_conversation import said, settled
from tests.telegram_api import BotApi


def test_a_document_is_answered_from_within_five_seconds(api: BotApi, start: Start) -> None:
    """The bot as people start it follows the archive while documents come in, and tells who follows."""
    start(api, whole=True)
    said(api, ALLOWED[3], "/start")
    assert "Ingrid Halvaune" in said(api, ALLOWED[3], "/suivre Ingrid Halvaune").text
    before = len(api.shown(ADMIN))
    api.send_document(
        "L’aqueduc de Brisane mesure 812 mètres. « Il sera restauré », a déclaré Ingrid Halvaune.".encode(),
        "aqueduc.txt",
        ADMIN,
    )
    assert "Passages" in settled(api, ADMIN, before).text
    until = time.monotonic() + 5
    while "812 mètres" not in (found := said(api, ALLOWED[3], "Combien mesure l'aqueduc de Brisane ?")).text:
        assert time.monotonic() < until, found.text
        time.sleep(0.3)
    api.wait_for(lambda: any("Il sera restauré" in m.text for m in api.shown(ALLOWED[3])), 15)
