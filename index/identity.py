"""Which article is which: canonical URLs, hashes and ids that are the same on every machine."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.news import Article

# Parameters that say how a reader came to a page, not which page it is.
_TRACKING = re.compile(
    r"^(utm_\w+|at_\w+|mc_\w+|fbclid|gclid|dclid|msclkid|igshid|xtor|xtref|cmpid|ref_src)$", re.I
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return what two addresses of one page have in common; not meant to be fetched.

    Left out: scheme, "www.", the default port, the fragment, a final slash, tracking parameters and the order
    of the others.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if not parts.hostname:
        return url.strip()
    host = parts.hostname.removeprefix("www.")
    if port and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host += f":{port}"
    query = sorted(
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)
    )
    return host + parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of the parts, joined by a character no text holds."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def version(article: Article) -> str:
    """Return the hash of all that is shown of an article; another `source` is no other version."""
    a = article
    shown = [a.title, a.outlet, a.published, a.url, a.language, a.author, a.author_role, a.genre, a.text]
    return digest(json.dumps(shown))


def new_id(article: Article, taken: int = 0) -> str:
    """Return the id of an article seen for the first time: made from its URL, else from its text.

    `taken` counts the ids made this way that other texts hold already (an article that changed keeps its id).
    """
    seed = canonical_url(article.url) if article.url else article.text
    return digest(seed, str(taken)) if taken else digest(seed)
