"""The table of features: what is not in it, the bot does not do. The first that takes a message has it."""

from __future__ import annotations

from bot.telegram.features import (
    adding,
    asking,
    checking,
    following,
    forwarding,
    inviting,
    judging,
    listing,
    proving,
    quoting,
    removing,
    starting,
    state,
)
from bot.telegram.features.feature import Feature
from prompts import LANGUAGES, message

TABLE: tuple[Feature, ...] = (
    starting.START,
    starting.HELP,
    starting.LANGUAGE,
    listing.SAID,
    listing.ALL_OF,
    checking.CHECKING,
    proving.PROVING,
    listing.SPEAKERS,
    listing.ARTICLES,
    asking.SOURCES,
    asking.PASSAGES,
    judging.JUDGING,
    following.FOLLOWING,
    following.FOLLOWS,
    inviting.INVITING,
    state.STATE,
    removing.REMOVING,
    quoting.QUOTING,
    adding.DOCUMENTS,
    adding.LINKS,
    adding.POSTS,
    forwarding.FORWARDED,
    # Plain text is a question; what takes some of it stands before.
    asking.QUESTIONS,
)
# What Telegram is asked to send; an update that no feature takes is not even fetched.
UPDATES = ("message", "channel_post", "callback_query", "inline_query")


def menu(language: str, *, admin: bool) -> list[tuple[str, str]]:
    """Return (command, what it does) for the menu of a language."""
    at = LANGUAGES.index(language)
    return [
        (feature.commands[at], message(feature.about, language))
        for feature in TABLE
        if feature.about and (admin or not feature.admin)
    ]
