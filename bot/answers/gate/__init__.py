"""The gate: the one place where what is proposed becomes what is shown; nothing passes that is not proved."""

from bot.answers.gate.gate import Gate

__all__ = ["Gate"]
