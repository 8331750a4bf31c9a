"""Sources to articles: files and folders, each read, cleaned, dated and named, or refused with its reason.

for outcome in reading.read("articles/"):
    ...  # a Reading (article, raw bytes) or a Refused (source, reason); nothing is raised or lost
"""

from index.reading.outcome import Reading, Refused
from index.reading.sources import count, read

__all__ = ["Reading", "Refused", "count", "read"]
