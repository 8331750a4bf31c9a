"""bot/redaction.py: neither a configured secret nor anything like a token is ever shown."""

from __future__ import annotations

import logging
import sys
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.redaction import Formatter, Redactor

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"GET https://api.invalid/bot{TOKEN}/getMe", id="in an address"),
        pytest.param(f"https://api.invalid/file/{TOKEN.replace(':', '%3A')}/photo", id="percent-encoded"),
        pytest.param(f"token {TOKEN!r} was refused", id="in a message"),
        pytest.param("Authorization: Bearer AAbbCCddEEffGGhh", id="bearer"),
        pytest.param("http://user:AAbbCCddEEffGGhh@host/v1", id="password in an address"),
    ],
)
def test_what_looks_like_a_token_goes(text: str) -> None:
    """Tokens are recognised without being configured."""
    shown = Redactor([])(text)
    assert "AAbbCC" not in shown
    assert "[…]" in shown


@given(st.text(min_size=6), st.text(), st.text())
def test_a_configured_secret_goes_plain_and_encoded(secret: str, before: str, after: str) -> None:
    """Wherever the secret stands, as it is or percent-encoded, it is not shown."""
    secret = secret.strip()
    assume(len(secret) >= 6 and secret not in before + "[…]" + after)
    redactor = Redactor([secret])
    for form in (secret, quote(secret, safe="")) if secret.isascii() and secret.isprintable() else (secret,):
        assume(form not in before and form not in after)
        assert "[…]" in redactor(before + form + after)


def test_a_secret_within_a_longer_one_leaves_no_rest() -> None:
    """The longer secret is replaced whole."""
    assert Redactor(["secret", "secret-and-more"])("a secret-and-more b secret") == "a […] b […]"


@pytest.mark.parametrize("key", ["", "none", "x"])
def test_a_placeholder_for_a_key_blots_nothing_out(key: str) -> None:
    """Local servers are given keys like "none"; common words stay readable."""
    assert Redactor([key])("none of the six x") == "none of the six x"


def test_a_log_line_is_redacted_with_its_arguments_and_traceback() -> None:
    """Message, arguments and the text of an exception pass through the redaction."""
    formatter = Formatter(Redactor.of({"LLM_API_KEY": "sk-hidden-value"}))
    try:
        raise ValueError("refused: sk-hidden-value")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("n", logging.ERROR, "p", 1, "key %s", ("sk-hidden-value",), error)
    line = formatter.format(record)
    assert "hidden" not in line
    assert "ValueError" in line
