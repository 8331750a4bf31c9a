"""Answers, statements and lists as Telegram messages: HTML within Telegram's limits, with buttons. Pure."""
