"""One long conversation by every feature: private, group and topic, French and English.

    TRANSCRIPT=transcript.md python -m pytest tests/bot/telegram/test_transcript.py

writes it as people would see it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.evaluation import reading
from bot.evaluation.items import Judged
from bot.telegram import memory
from bot.telegram.store import Store
from tests.bot.telegram.conftest import ADMIN, ALLOWED, Start
from tests.bot.telegram.scene import Person, Scene
from tests.telegram_api import ME, NAME, BotApi

ANA = Person(ALLOWED[0], "Ana")
BOB = Person(ALLOWED[1], "Bob", "en")
CHIEF = Person(ADMIN, "Chef")
STRANGER = Person(6660, "Inconnu")
INVITED = Person(6661, "Invitée")
DEAD = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"
RUMOUR = (
    "« Nous lirons avant de signer », a déclaré Ingrid Halvaune. Selon Cyprien Lauzac, « tout est vendu »."
)
ARTICLE = (
    "Le phare de Belcombe sera rallumé\n\nPort-Sarège, 3 mai 2025\n\n« Le phare de Belcombe éclairera de "
    "nouveau la passe », a annoncé Ingrid Halvaune. Le phare mesure 42 mètres et fut éteint il y a dix ans."
)


@pytest.fixture(scope="module")
def scene(api: BotApi, start: Start) -> Scene:
    """Run the bot for the conversation."""
    start(api)
    return Scene(api)


def test_a_long_conversation_by_every_feature(scene: Scene, home: Path) -> None:
    """Every command and kind of button is used, in both languages, and each turn brings what it should."""
    _asking(scene)
    _checking(scene)
    _in_english(scene)
    _in_a_group(scene)
    _following_and_adding(scene)
    _at_the_door(scene)
    assert scene.turns >= 40
    assert not scene.unused()
    assert [item.good for item in _judged(home)] == [False]  # the last word on the one answer
    if path := os.environ.get("TRANSCRIPT"):
        Path(path).write_text("\n".join(["# Une conversation", *scene.lines]), encoding="utf-8")


def _judged(home: Path) -> list[Judged]:
    """Return what people thought of answers, as `verbatim eval` reads it."""
    with Store.open(home) as store:
        items = [reading.item(row) for row in memory.judged(store.connection)]
    assert all(isinstance(item, Judged) for item in items)
    return [item for item in items if isinstance(item, Judged)]


def _asking(scene: Scene) -> None:
    scene.titled("En privé, en français")
    first = scene.says(ANA, "/start", "Posez-moi une question")
    scene.presses(ANA, first, "Lauzac", "Lauzac")
    scene.says(ANA, "/aide", "/suivre — ")
    answer = scene.says(ANA, DEAD, "14 personnes sont mortes")
    scene.presses(ANA, answer, "📄 2", "17 morts")
    scene.presses(ANA, answer, "👍", "noté", "toast")
    why = scene.presses(ANA, answer, "👎", "n’allait pas")
    scene.presses(ANA, why, "Il manque", "noté", "toast")
    scene.presses(ANA, answer, "🔎", "14 personnes")
    words = scene.says(ANA, "Qu'a dit Ingrid Halvaune ?", "Halvaune")
    scene.presses(ANA, words, "🗣", "déclarations : ")
    scene.says(ANA, "Et Cyprien Lauzac ?", "Lauzac")
    page = scene.says(ANA, "/dit Ingrid Halvaune budget", "budget")
    scene.presses(ANA, page, "▶", "5.", "same")
    people = scene.says(ANA, "/officiels", "Voix dans les articles")
    scene.presses(ANA, people, "▶", "Voix dans les articles", "same")
    newest = scene.says(ANA, "/articles", "Articles, du plus récent")
    scene.presses(ANA, newest, "▶", "Articles, du plus récent", "same")
    scene.says(ANA, "/sources", "Médias")
    scene.says(ANA, "/preuve", "Preuve")
    scene.says(ANA, "Quel temps fera-t-il sur Mars ?", "articles")


def _checking(scene: Scene) -> None:
    scene.titled("Vérifier")
    scene.says(ANA, "/verif Cyprien Lauzac a dit « Nous lirons avant de signer »", "Mot pour mot")
    origin = {
        "type": "channel",
        "date": 1746230400,
        "chat": {"id": -5, "type": "channel", "title": "Rumeurs"},
    }
    lines = scene.says(ANA, RUMOUR, "Une autre voix", forward_origin=origin)
    scene.presses(ANA, lines, "🗂 1", "Une autre voix")
    scene.asks_inline(ANA, "Ingrid Halvaune budget", "Ingrid Halvaune")


def _in_english(scene: Scene) -> None:
    scene.titled("In private, in English")
    scene.says(BOB, "/start", "Ask me")
    scene.says(BOB, "/help", "/follow — ")
    scene.says(BOB, "/said Ingrid Halvaune", "Ingrid Halvaune")
    scene.says(BOB, "What did Ingrid Halvaune say?", "Halvaune")
    scene.says(BOB, "/check Cyprien Lauzac said “Nous lirons avant de signer”", "Lauzac")
    scene.says(BOB, "/proof", "Proof")
    scene.says(BOB, "/officials", "Voices")
    scene.says(BOB, "/articles", "Articles")
    scene.says(BOB, "/following", "follow nobody")
    choice = scene.says(BOB, "/language", "language")
    scene.presses(BOB, choice, "Français", "français")
    scene.says(BOB, "/langue en", "English")
    scene.asks_inline(BOB, "", "Write a name")


def _in_a_group(scene: Scene) -> None:
    scene.titled("Dans un groupe, puis dans un sujet")
    scene.says(ANA, f"@{NAME} {DEAD}", "14 personnes", topic=0)
    reply = {"message_id": 2, "from": {"id": BOB.id}, "text": RUMOUR}
    lines = scene.says(BOB, f"/check@{NAME}", "Claims checked", topic=0, reply_to_message=reply)
    scene.presses(BOB, lines, "🗂 2", "Lauzac")
    scene.says(ANA, f"@{NAME} Qu'a dit Ingrid Halvaune ?", "Halvaune", topic=55)
    ours = {"message_id": 3, "from": {"id": ME, "is_bot": True}, "text": "…"}
    scene.says(ANA, "Et Cyprien Lauzac ?", "Lauzac", topic=55, reply_to_message=ours)
    scene.says(BOB, f"/follow@{NAME} Cyprien Lauzac", "I will tell you here", topic=56)


def _following_and_adding(scene: Scene) -> None:
    scene.titled("Suivre, et ajouter")
    scene.says(ANA, "/suivre Ingrid Halvaune phare", "sur « phare »")
    scene.says(CHIEF, "/etat", "Déclarations : ")
    scene.says(CHIEF, "/status", "verbatim")
    added = scene.sends(CHIEF, ARTICLE.encode(), "phare.txt", "Ingrid Halvaune (1)")
    alert = scene.hears(ANA, "🔔 Nouvelles déclarations (1)")
    scene.presses(ANA, alert, "🔕", "plus d’alertes", "toast")
    scene.says(ANA, "/suivis", "ne suivez personne")
    scene.says(CHIEF, "https://exemple.invalid/article", "refusés : 1")
    origin = {"type": "hidden_user", "sender_user_name": "X", "date": 1746230400}
    lines = scene.says(
        CHIEF, "« Le bac partira à midi », a dit Ingrid Halvaune.", "Introuvable", forward_origin=origin
    )
    scene.presses(CHIEF, lines, "➕", "Articles ajoutés : 1")
    article = added.text.split("\n")[-1]
    scene.says(CHIEF, f"/remove {article}", "Retirer cet article")
    sure = scene.says(CHIEF, f"/retirer {article}", "Retirer cet article")
    scene.presses(CHIEF, sure, "🗑", "Article retiré", "same")


def _at_the_door(scene: Scene) -> None:
    scene.titled("À la porte")
    scene.says(STRANGER, DEAD, "réservé")
    scene.asks_inline(STRANGER, "Ingrid Halvaune", "réservé")
    scene.says(ANA, "/retirer tout", "réservée")
    scene.says(CHIEF, "/invite", "start=")
    code = scene.says(CHIEF, "/inviter", "start=").text.split("start=")[1].strip()
    scene.says(INVITED, f"/start {code}", "Posez-moi")
    scene.says(INVITED, DEAD, "14 personnes")
    scene.says(INVITED, "/nexistepas", "/aide")
