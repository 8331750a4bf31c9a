"""The guarded way to the web: every byte that comes from an address comes through here.

    fetched = Fetcher().fetch("https://journal.example/a")

What is refused, and why, stands in `guard.py`; what is bounded, in `fetcher.py`. Robots rules, the pause
between two requests to one host and the rest of one that does not answer are for whoever walks a site:
`robots.py`, `pace.py`, `silence.py`.
"""

from index.fetching.fetched import Fetched, Known
from index.fetching.fetcher import Fetcher, Limits
from index.fetching.guard import Guard
from index.fetching.pace import Pace
from index.fetching.robots import Robots
from index.fetching.silence import Silence

__all__ = ["Fetched", "Fetcher", "Guard", "Known", "Limits", "Pace", "Robots", "Silence"]
