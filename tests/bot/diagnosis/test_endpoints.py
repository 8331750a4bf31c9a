"""bot/diagnosis: endpoints, Telegram, disk, clock and rights, each with what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import diagnosis
from bot.diagnosis import Finding, Look
from bot.settings import Settings, Telegram
from index.settings import Endpoint
from index.settings import Settings as News
from tests.loopback import ChatServer, Reply
from tests.telegram_api import NAME, BotApi, Fault

KEY = "secret-key-of-somebody"
SOON = Look(call=2.0)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env of the machine reaches a test."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a home that does not exist yet."""
    return Settings(News(tmp_path / "home"), "fr")


def examined(settings: Settings, look: Look = SOON) -> dict[str, Finding]:
    """Return all findings by name; none holds a secret."""
    found = diagnosis.examine(settings, look)
    assert not any(secret in f.text for f in found for secret in (KEY, settings.telegram.token) if secret)
    return {f.name: f for f in found}


@pytest.mark.parametrize(
    ("reply", "ok", "told"),
    [
        pytest.param(Reply("Bonjour."), True, "répond", id="answers"),
        pytest.param(Reply(status=401), False, "LLM_API_KEY", id="wrong key"),
        pytest.param(Reply(status=404), False, "LLM_MODEL", id="wrong model"),
        pytest.param(Reply(status=500), False, "500", id="fails"),
        pytest.param(Reply(end="stall", text=""), False, "secondes", id="says nothing"),
    ],
)
def test_the_chat_model_is_called(settings: Settings, reply: Reply, ok: bool, told: str) -> None:
    """A tiny request shows whether key, model and address are right."""
    with ChatServer(reply) as server:
        news = replace(settings.news, llm=server.endpoint(KEY))
        found = examined(replace(settings, news=news))["llm"]
    assert found.ok is ok
    assert told in found.text
    assert sum(len(str(body["messages"])) for body in server.requests) < 200


@pytest.mark.parametrize(
    ("status", "told"),
    [
        pytest.param(401, "EMBEDDING_API_KEY", id="wrong key"),
        pytest.param(404, "EMBEDDING_MODEL", id="wrong model"),
    ],
)
def test_the_embedding_model_is_called(settings: Settings, status: int, told: str) -> None:
    """The same is true of the embeddings endpoint."""
    with ChatServer(Reply(status=status)) as server:
        news = replace(settings.news, embedding=server.endpoint(KEY))
        found = examined(replace(settings, news=news))["embedding"]
    assert not found.ok
    assert told in found.text


@pytest.mark.parametrize("name", ["llm", "embedding"])
def test_an_endpoint_that_is_not_there_is_told(settings: Settings, name: str) -> None:
    """Nothing listens: the setting to look at is named. Without a model's name nothing is called."""
    gone = Endpoint("http://127.0.0.1:9/v1", "m", KEY)
    found = examined(replace(settings, news=replace(settings.news, **{name: gone})))[name]
    assert (found.ok, f"{name.upper()}_BASE_URL" in found.text) == (False, True)

    nameless = replace(settings.news, **{name: replace(gone, model="")})
    assert f"{name.upper()}_MODEL" in examined(replace(settings, news=nameless))[name].text


@pytest.fixture
def api() -> Iterator[BotApi]:
    """Run a Bot API server."""
    with BotApi() as running:
        yield running


def with_bot(settings: Settings, api: BotApi, **more: str) -> Settings:
    """Return settings with the bot of a server."""
    return replace(settings, telegram=Telegram(token=api.token, api_url=api.url, **more))


def test_a_bot_is_named_with_what_it_sees(settings: Settings, api: BotApi) -> None:
    """Name, privacy mode, and how many updates wait; nothing is taken from them."""
    api.write("Bonjour")
    found = examined(with_bot(settings, api))
    assert f"@{NAME}" in found["telegram"].text
    assert "/setprivacy" in found["telegram"].text
    assert (found["telegram_updates"].ok, "1 en attente" in found["telegram_updates"].text) == (True, True)
    assert {method.lower() for method, _ in api.calls} == {"getme", "getwebhookinfo"}

    api.me["can_read_all_group_messages"] = True
    assert "tous les messages" in examined(with_bot(settings, api))["telegram"].text


HERE = {"webhook_url": "https://verbatim.example/hidden-path", "webhook_secret": "abc"}


ELSEWHERE = {"url": "https://elsewhere.example/x"}
AT_OURS = {"url": HERE["webhook_url"]}


@pytest.mark.parametrize(
    ("webhook", "wanted", "told"),
    [
        pytest.param({}, {}, "✓ demandés", id="polling"),
        pytest.param(AT_OURS, HERE, "✓ envoyés", id="webhook"),
        pytest.param({}, HERE, "✓ envoyés", id="webhook not yet set"),
        pytest.param(ELSEWHERE, {}, "✗ elsewhere.example", id="left over"),
        pytest.param(ELSEWHERE, HERE, "✗ elsewhere.example", id="another"),
        pytest.param(AT_OURS | {"failed": "Connection refused"}, HERE, "✗ refused", id="failing"),
    ],
)
def test_webhook_and_polling_must_agree(
    settings: Settings, api: BotApi, webhook: dict[str, str], wanted: dict[str, str], told: str
) -> None:
    """A webhook that settings do not know of takes the updates away, and is told without its path."""
    api.webhook = webhook
    found = examined(with_bot(settings, api, **wanted))["telegram_updates"]
    mark, word = told.split()
    assert (found.ok, word in found.text) == (mark == "✓", True)
    assert "/x" not in found.text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(Fault(401, "Unauthorized"), "TELEGRAM_TOKEN", id="wrong token"),
        pytest.param(Fault(502, "Bad Gateway"), "injoignable", id="server fails"),
        pytest.param(Fault(delay=4.0), "injoignable", id="no answer"),
    ],
)
def test_a_bot_that_cannot_be_asked_is_told(settings: Settings, api: BotApi, fault: Fault, told: str) -> None:
    """The setting to look at is named, the token never."""
    api.fail("getMe", fault)
    found = examined(with_bot(settings, api), Look(call=1.0))["telegram"]
    assert (found.ok, told in found.text) == (False, True)


def test_quick_calls_nothing(settings: Settings, api: BotApi) -> None:
    """Nothing goes out, and what is set is told."""
    with ChatServer(Reply("Bonjour.")) as server:
        news = replace(settings.news, llm=server.endpoint(), embedding=server.endpoint())
        found = examined(with_bot(replace(settings, news=news), api), Look(quick=True))
    assert all(f.ok for f in found.values())
    assert (api.calls, server.requests) == ([], [])


@pytest.mark.parametrize(
    ("secret", "mode", "ok"),
    [
        pytest.param(KEY, 0o600, True, id="ours alone"),
        pytest.param(KEY, 0o644, False, id="all may read"),
        pytest.param(KEY, 0o640, False, id="the group may read"),
        pytest.param("", 0o644, True, id="no secret in it"),
    ],
)
def test_secrets_are_ours_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, secret: str, mode: int, ok: bool
) -> None:
    """A .env with a key that others can read is told with the command that closes it."""
    monkeypatch.delenv("LLM_API_KEY", raising=False)
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    Path(".env").write_text(f"LLM_API_KEY={secret}\n")
    Path(".env").chmod(mode)
    found = examined(settings)["env"]
    assert (found.ok, "chmod 600" in found.text) == (ok, not ok)


def test_a_home_that_all_may_write_is_told(settings: Settings) -> None:
    """Others could put any archive there."""
    settings.news.home.mkdir()
    (settings.news.home / "archive.db").touch()
    settings.news.home.chmod(0o777)
    assert "chmod o-w" in examined(settings, Look(quick=True))["home"].text


def test_a_clock_that_is_behind_is_told(settings: Settings, whole: Path) -> None:
    """Articles cannot have come in after today."""
    home = settings.news.home
    home.mkdir()
    with (
        closing(sqlite3.connect(whole / "archive.db")) as source,
        closing(sqlite3.connect(home / "archive.db")) as copy,
    ):
        source.backup(copy)
        copy.execute("UPDATE articles SET stored_at = '2099-01-01T00:00:00+00:00'")
        copy.commit()
    found = examined(settings, Look(quick=True))
    assert (found["clock"].ok, found["disk"].ok, found["archive"].ok) == (False, True, True)
