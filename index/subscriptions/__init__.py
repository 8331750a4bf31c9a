"""The feeds that are followed: which they are, what was read of each, and what is read of them next."""

from index.subscriptions.rounds import Round, Tally
from index.subscriptions.store import FILE, LOCK, Store, Subscription

__all__ = ["FILE", "LOCK", "Round", "Store", "Subscription", "Tally"]
