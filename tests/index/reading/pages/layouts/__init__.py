"""Page layouts of the French-language press, filled with invented articles, and what each holds."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
ARTICLES = tomllib.loads((FOLDER / "articles.toml").read_text(encoding="utf-8"))
# Which article a layout prints, the date and the byline that it states, and headings of its own.
_PRINTED = {
    "json_ld": ("pont", "2026-11-17T18:42:00+01:00", "Nadège Corbier", ["Une passerelle provisoire"]),
    "open_graph": ("lait", "2026-11-18T06:15:00+01:00", "Bastien Gromaire", []),
    "time_element": ("mine", "2026-10-30", "Édith Salvagnac", []),
    "live_blog": (
        "hopital",
        "2026-11-19T08:00:00+01:00",
        "France Aize",
        ["Une manifestation maintenue samedi", "L’agence fait appel"],
    ),
    "paywall": ("hopital", "2026-11-20T19:00:00Z", "Hippolyte Verdier", []),
    "hidden": ("pont", "2026-11-12", None, []),
    "old_tables": ("lait", "2026-11-18", None, []),
    "amp": ("mine", "2026-10-29T05:00:00.000Z", "Quentin Lavaste", []),
    "cookie_banner": ("hopital", "2026-11-19T12:05+0100", "Camille Jourdan", []),
    "div_soup": ("pont", "2026-11-17", None, []),
    "wordpress": ("mine", "2026-10-31T10:00:00+00:00", "Léa Fontvieille", ["Poussières et remise en état"]),
    "microdata": ("lait", "2026-11-18T05:58:00+01:00", "Raphaël Dastier", []),
    "printed_date": ("hopital", "2026-11-19", "Anaïs Belmont", []),
    "infinite": ("pont", "2026-11-16T20:30:00+01:00", None, []),
    "drupal": ("pont", "2026-11-17T21:04:11+0100", None, []),
    "next_js": ("mine", "2026-10-30T06:00:00+01:00", "Ysé Marlat", []),
    "interview": (
        "hopital",
        "2026-11-20T05:30:00+01:00",
        "Solveig Adenot",
        [
            "La maternité va-t-elle rester ouverte ?",
            "Qu’a dit exactement le juge ?",
            "L’agence peut-elle revenir à la charge ?",
        ],
    ),
    "newsletter": ("lait", "2026-11-18T07:00:00.000Z", "Gaspard Noirel", []),
}
NAMES = tuple(_PRINTED)


@dataclass(frozen=True)
class Layout:
    """One page, and what a reader should get from it."""

    html: str
    title: str
    text: str
    published: str
    author: str | None


def layout(name: str, site: str = "https://journal.example") -> Layout:
    """Return a layout filled with its article."""
    key, published, author, headings = _PRINTED[name]
    article = ARTICLES[key]
    html = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    parts = {"title": article["title"], "lead": article["lead"]} | {
        str(n): text for n, text in enumerate(article["text"], 1)
    }
    shown = [text for place, text in parts.items() if f"{{{place}}}" in html]
    for place, text in parts.items():
        html = html.replace(f"{{{place}}}", text)
    html = html.replace("{site}", site)
    return Layout(html, article["title"], "\n\n".join(shown + headings), published, author)


def headings(name: str) -> int:
    """Return how many headings a layout has of its own; they stand last in its `text`."""
    return len(_PRINTED[name][3])


def token_f1(found: str, wanted: str) -> float:
    """Return the F1 of two texts as bags of words."""
    left, right = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    common = sum((left & right).values())
    return 2 * common / (left.total() + right.total()) if common else 0.0
