"""The web as a source: pages, feeds and sitemaps, fetched through the guard and read in child processes."""

from index.reading.web.reader import LIMIT, Tell, Web, open_web, spelled_out

__all__ = ["LIMIT", "Tell", "Web", "open_web", "spelled_out"]
