"""Conversations as people have them: the bot as a process of its own, and a Bot API server on loopback."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import prompts
from tests.bot.telegram.conftest import GROUP, ROOT, Start
from tests.telegram_api import ME, NAME, BotApi, Shown

DEAD = "Combien de morts la crue de la Sarvoise a-t-elle faits ?"
FORUM = {"id": GROUP, "type": "supergroup", "is_forum": True}
_persons = itertools.count(100)


@pytest.fixture
def person() -> int:
    """Return somebody nobody has spoken for yet."""
    return next(_persons)


@pytest.fixture(scope="module", autouse=True)
def bot(api: BotApi, start: Start) -> None:
    """Run the bot for the tests of this module."""
    start(api)


def said(api: BotApi, person: int, text: str, **more: object) -> Shown:
    """Write something to the bot and return its last message, once it is no longer searching."""
    chat = more.get("chat", {"id": person})["id"]  # type: ignore[index]
    before = len(api.shown(chat))
    api.write(text, person, **more)
    return settled(api, chat, before)


def pressed(api: BotApi, shown: Shown, label: str, person: int) -> Shown:
    """Press the button of a label and return the bot's last message."""
    data = next(b["callback_data"] for b in shown.buttons if label in b["text"])
    before = len(api.shown(shown.chat))
    press = api.press(shown, data, person)
    found = settled(api, shown.chat, before)
    api.wait_for(lambda: press in api.acknowledged)
    return found


def settled(api: BotApi, chat: int, before: int) -> Shown:
    """Return the last message of a chat once there are more than `before` and it is an answer."""

    def last() -> Shown | None:
        found = api.shown(chat)
        return found[-1] if len(found) > before and "⏳" not in found[-1].text else None

    return api.wait_for(last)


def test_a_question_is_answered_with_numbered_sources_and_links(api: BotApi, person: int) -> None:
    """The answer, then outlet, date and title of each source; a page on the web opens at the words."""
    answer = said(api, person, DEAD)
    assert "14 personnes sont mortes" in answer.text
    assert "[2] Le Quotidien de Valmont, 8 novembre 2024 — À Pont-Lavenel" in answer.text
    links = [e.href for e in answer.entities if e.href]
    assert len(links) == 1
    assert "#:~:text=La%20crue%20a%20fait%2017%20morts" in links[0]


def test_typing_is_shown_while_the_bot_works(api: BotApi, person: int) -> None:
    """A chat action goes to the chat that asked."""
    said(api, person, DEAD)
    assert any(m == "sendChatAction" and g["chat_id"] == str(person) for m, g in api.calls)


def test_a_passage_is_shown_in_its_article(api: BotApi, person: int) -> None:
    """The button of a source shows the cited words in bold with what stands around them."""
    answer = said(api, person, DEAD)
    passage = pressed(api, answer, "📄 2", person)
    bold = [e for e in passage.entities if e.tag == "b"]
    assert len(bold) == 1
    units = passage.text.encode("utf-16-le")[2 * bold[0].start : 2 * (bold[0].start + bold[0].length)]
    assert units.decode("utf-16-le").startswith("La crue a fait 17 morts")
    assert len(passage.text) > 2 * bold[0].length


def test_all_statements_of_a_speaker_are_a_button_away(api: BotApi, person: int) -> None:
    """Below an answer on somebody's words stands a button for all of them."""
    answer = said(api, person, "Qu'a dit Ingrid Halvaune ?")
    assert "Ingrid Halvaune — déclarations : 11" in pressed(api, answer, "🗣", person).text.replace(
        "\xa0", " "
    )


def test_a_follow_up_keeps_the_context_of_its_chat_alone(api: BotApi, person: int) -> None:
    """A question with "et" takes up the one before in this chat, and no other chat's."""
    said(api, person, "Qu'a dit Ingrid Halvaune ?")
    assert "Lauzac" in said(api, person, "Et Cyprien Lauzac ?").text
    other = said(api, next(_persons), "Et Cyprien Lauzac ?")
    assert "Tout ce qu’a dit" not in str(other.buttons)


def test_what_people_think_is_kept_and_printed(api: BotApi, person: int, home: Path) -> None:
    """👎 asks for the reason; both stand in what `verbatim feedback` prints, without who thought so."""
    answer = said(api, person, DEAD)
    why = pressed(api, answer, "👎", person)
    data = next(b["callback_data"] for b in why.buttons if "faux" in b["text"])
    press = api.press(why, data, person)
    api.wait_for(lambda: press in api.acknowledged)
    command = [sys.executable, "-m", "bot", "feedback", "--home", str(home)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = [item for item in map(json.loads, printed.splitlines()) if item["question"] == DEAD]
    assert [(k["good"], k["reason"]) for k in kept] == [(False, "wrong")]
    assert set(kept[0]) == {"id", "question", "good", "reason", "given", "answer"}


def test_statements_are_paged_and_chosen_by_kind_and_year(api: BotApi, person: int) -> None:
    """/dit shows a page; buttons turn it and choose a kind or a year, in the same message."""
    first = said(api, person, "/dit Ingrid Halvaune budget")
    number, text = first.number, first.text

    def turned(label: str) -> str:
        data = next(b["callback_data"] for b in first.buttons if label in b["text"])
        before = first.text
        api.press(first, data, person)
        api.wait_for(lambda: first.text != before)
        return first.text

    assert "1." in text
    assert "5." in turned("▶")
    assert "rapporté" in turned("Rapporté")
    assert "2024" in turned("2024")
    assert first.number == number


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/start", "Posez-moi une question"),
        ("/aide", "/officiels — "),
        ("/officiels", "Voix dans les articles"),
        ("/officials", "Voix dans les articles"),
        ("/articles", "10 avril 2025"),
        ("/sources", "AXP : 5"),
        ("/dit", "Par exemple"),
        ("/dit Personne Inconnue", "Recherche faite dans 18 articles"),
        ("/nexistepas", "/aide"),
        ("/inviter", "réservée"),
    ],
)
def test_every_command_says_something_of_its_own(
    api: BotApi, person: int, command: str, expected: str
) -> None:
    """Commands of both languages work for everybody; an unknown one is said to be so."""
    assert expected in said(api, person, command).text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("claim", "verdict", "link"),
    [
        ("Cyprien Lauzac a dit « Nous lirons avant de signer »", "verbatim", True),
        ("Ingrid Halvaune a dit « Nous lirons avant de signer »", "other_speaker", True),
        ("Ingrid Halvaune a dit « La lune est un fromage de chèvre »", "not_found", False),
    ],
)
def test_a_quotation_is_checked(api: BotApi, person: int, claim: str, verdict: str, link: bool) -> None:
    """/verif shows the verdict in words with the statements that show it, and its proof is a button away."""
    found = said(api, person, f"/verif {claim}")
    assert found.text.split("\n")[0].endswith(prompts.message(f"verdict.{verdict}", "fr"))
    assert ("Lauzac" in found.text) == link
    assert "Preuve" in pressed(api, found, "Preuve", person).text


def test_any_earlier_answer_is_proved(api: BotApi, person: int) -> None:
    """/preuve by the code below an answer, as a reply to it, and alone for the last one."""
    first = said(api, person, DEAD)
    second = said(api, person, "Qui est Osric Deval ?")
    codes = [next(m.text[e.start :][: e.length] for e in [m.entities[-1]]) for m in (first, second)]
    shown = said(api, person, f"/preuve {codes[0].upper()}")
    assert codes[0] in shown.text
    assert "Tout tient." in shown.text
    assert codes[1] in said(api, person, "/preuve").text
    replied = {"message_id": first.number, "from": {"id": ME}, "text": first.text}
    assert codes[0] in said(api, person, "/preuve", reply_to_message=replied).text
    assert "Aucune preuve" in said(api, person, "/preuve zzzzzzzz").text


def test_examples_of_start_are_answered_when_tapped(api: BotApi, person: int) -> None:
    """/start offers three questions drawn from the articles; a tap asks one."""
    start = said(api, person, "/start")
    assert len(start.buttons) == 3
    assert "Source" in pressed(api, start, start.buttons[2]["text"], person).text


def test_english_for_an_english_telegram_and_by_choice(api: BotApi, person: int) -> None:
    """French unless Telegram is in English; /langue is remembered against both."""
    assert "Ask me" in said(api, person, "/start", language="en-GB").text
    assert "Posez-moi" in said(api, person, "/start", language="de").text
    said(api, person, "/langue en", language="fr")
    assert "Ask me" in said(api, person, "/start", language="fr").text


def test_menus_of_commands_stand_in_both_languages(api: BotApi) -> None:
    """Telegram has the commands in French for everybody and in English for English; admins' are in none."""
    names = {code: [c["command"] for c in commands] for code, commands in api.commands.items()}
    assert names[""] == names["fr"]
    assert {"dit", "aide"} <= set(names["fr"])
    assert {"said", "help"} <= set(names["en"])
    assert not {"inviter", "invite"} & set(names["fr"] + names["en"])


@pytest.mark.parametrize(
    ("text", "more", "answered"),
    [
        pytest.param(DEAD, {}, False, id="plain"),
        pytest.param(f"@{NAME} {DEAD}", {}, True, id="mention"),
        pytest.param(f"@{NAME}x {DEAD}", {}, False, id="another-mention"),
        pytest.param(f"@{NAME.upper()} {DEAD}", {}, True, id="mention-in-capitals"),
        pytest.param(
            DEAD,
            {"reply_to_message": {"message_id": 1, "from": {"id": ME, "is_bot": True}}},
            True,
            id="reply",
        ),
        pytest.param(
            DEAD, {"reply_to_message": {"message_id": 1, "from": {"id": 5}}}, False, id="reply-to-another"
        ),
        pytest.param("/articles", {}, True, id="command"),
        pytest.param(f"/articles@{NAME}", {}, True, id="command-for-us"),
        pytest.param("/articles@autre_bot", {}, False, id="command-for-another"),
        pytest.param("/inconnue", {}, False, id="unknown-command"),
        pytest.param(f"@{NAME} {DEAD}", {"from": {"id": 99, "is_bot": True}}, False, id="a-bot"),
        pytest.param(f"@{NAME} {DEAD}", {"is_automatic_forward": True}, False, id="copied-from-a-channel"),
        pytest.param(
            f"@{NAME} {DEAD}",
            {"from": {"id": 1087968824, "is_bot": True}, "sender_chat": {"id": GROUP}},
            True,
            id="anonymous-admin",
        ),
        pytest.param(
            f"@{NAME} {DEAD}",
            {"from": {"id": 136817688, "is_bot": True}, "sender_chat": {"id": -1009}},
            True,
            id="channel",
        ),
    ],
)
def test_in_groups_the_bot_speaks_only_when_spoken_to(
    api: BotApi, person: int, text: str, more: dict[str, object], answered: bool
) -> None:
    """Mentioned, replied to or commanded, by whoever writes in a group that is let in; else it is silent."""
    before = len(api.shown(GROUP))
    number = api.write(text, person, chat={"id": GROUP, "type": "supergroup"}, **more)
    # What is asked afterwards, in the same line, tells when the bot has seen the first.
    api.write(f"/aide@{NAME}", person, chat={"id": GROUP, "type": "supergroup"})
    api.wait_for(lambda: len(api.shown(GROUP)) > before and "/articles —" in api.shown(GROUP)[-1].text)
    replies = [m for m in api.shown(GROUP)[before:] if m.reply_to == number]
    assert len(replies) == (1 if answered else 0)


def test_an_answer_stays_in_its_topic(api: BotApi, person: int) -> None:
    """In a forum, the answer goes to the topic of the question, and each topic has its own context."""
    topic = {"message_thread_id": 55, "is_topic_message": True}
    answer = said(api, person, f"@{NAME} Qu'a dit Ingrid Halvaune ?", chat=FORUM, **topic)
    assert answer.thread == 55
    follow = said(
        api, person, f"@{NAME} Et Cyprien Lauzac ?", chat=FORUM, **topic | {"message_thread_id": 56}
    )
    assert follow.thread == 56
    assert "Tout ce qu’a dit" not in str(follow.buttons)


def test_a_channel_is_answered_where_it_is_let_in(api: BotApi) -> None:
    """A post of a channel that is not listed gets one line with the channel's id, and no answer."""
    post = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": -1077, "type": "channel"},
        "sender_chat": {"id": -1077},
    }
    api.update({"channel_post": post | {"text": f"@{NAME} {DEAD}"}})
    api.wait_for(lambda: api.shown(-1077))
    assert ["-1077" in m.text for m in api.shown(-1077)] == [True]


def test_foreign_text_is_never_html(api: BotApi, person: int) -> None:
    """What a user writes comes back as it was written."""
    answer = said(api, person, "/dit <b>Zorglub</b> & <script>")
    assert "<b>Zorglub</b> & <script>" in answer.text
    assert not [e for e in answer.entities if e.tag == "script"]


def test_new_articles_are_found_within_five_seconds(
    api: BotApi, person: int, home: Path, tmp_path: Path
) -> None:
    """What another process takes in is answered from soon after, without a new start."""
    source = tmp_path / "phare.jsonl"
    source.write_text(json.dumps({"id": "phare", "text": "Le phare de Belcombe mesure 42 mètres de haut."}))
    command = [sys.executable, "-m", "bot", "add", str(source), "--home", str(home)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    until = time.monotonic() + 5
    while "42 mètres" not in (answer := said(api, person, "Combien mesure le phare de Belcombe ?")).text:
        assert time.monotonic() < until, answer.text
        time.sleep(0.3)
