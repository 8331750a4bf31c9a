"""A printed text to its article: cleaned of what is not its own, dated, named, its language and genre told.

article = printed.article(text, Metadata(outlet="Le Fanal"), "articles/a.txt")
"""

from index.reading.printed.articles import LONGEST, article, bounded
from index.reading.printed.stated import Metadata

__all__ = ["LONGEST", "Metadata", "article", "bounded"]
