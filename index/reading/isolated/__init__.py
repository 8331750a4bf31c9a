"""Foreign bytes read in a process of its own, with limits on time and memory, that can reach nothing.

fields = isolated.call("index.reading.documents.pdf:extract", raw)
"""

from index.reading.isolated.parent import MEMORY, SECONDS, call

__all__ = ["MEMORY", "SECONDS", "call"]
