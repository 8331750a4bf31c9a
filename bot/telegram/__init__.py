"""DOOR telegram: the same engine in a chat.

Updates go from `polling` or `webhook` into the `journal` (on the disk before Telegram is told), from there to
`dispatch`, chat by chat, and by `features.table` to a handler, which answers through a `Talk`. All that goes
out passes `client`, which tries again as Telegram asks. A feature is one file under `features/` and its
rows in the table.
"""
