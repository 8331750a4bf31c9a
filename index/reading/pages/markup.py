"""Make a hostile page harmless before it is parsed.

The parser follows the HTML standard, whose tree building is quadratic: measured, 300,000 nested elements took
330 s and one element with 300,000 attributes 269 s. One pass over the tags takes out scripts, styles and
comments, refuses too many tags, too deep a nesting or too many attributes, and renames the elements that are
special in the standard (formatting, which it clones into every block after them; raw text; drawings), so that
what this pass counts is what the parser builds.
"""

from __future__ import annotations

import re

from index.errors import SourceError
from prompts import message


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MOST_TAGS = 200_000
_DEEPEST = 200
# The sum of squares of the tokens of each tag: 1e9 attribute comparisons take about 3 s.
_MOST_COMPARISONS = 1_000_000_000
_RENAMED = _words(
    "a b big code em font i nobr s small strike strong tt u "
    "iframe noembed noframes noscript plaintext textarea title xmp svg math"
)
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
# The standard closes these by itself when the next one opens.
_SELF_CLOSING = _words(
    "p li dd dt option optgroup tr td th thead tbody tfoot colgroup rb rt rp html body head"
)
_ROOTS = _words("html body")
# An end tag does not reach past these.
_WALLS = _words("table caption button object marquee applet template select")
_REACH = 32
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<raw>script|style)(?=[\s/>])(?P<start>[^>]*+)>?(?P<content>.*?)(?:</(?P=raw)(?=[\s/>])[^<>]*+>?|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>])*+)>?",
    re.DOTALL | re.IGNORECASE,
)


def harmless(page: str) -> tuple[str, list[str]]:
    """Return the page as it may be parsed, `b` as `x-b`, and its JSON-LD; raise SourceError if hostile."""
    open_elements: list[str] = []
    linked: list[str] = []
    roots: set[str] = set()
    tags = comparisons = 0

    def visit(match: re.Match[str]) -> str:
        nonlocal tags, comparisons
        tags += 1
        if match["name"] is None:
            if match["start"] and "ld+json" in match["start"]:
                linked.append(match["content"])
            return ""
        size = len(re.findall(r"[\s/=]+", match["rest"]))
        comparisons += size * size
        name = match["name"].lower()
        name = f"x-{name}" if name in _RENAMED or name in roots else name
        if name in _ROOTS and not match["slash"]:
            roots.add(name)  # the attributes of a second one would be added to the first
        _track(open_elements, name, closing=bool(match["slash"]))
        if tags > _MOST_TAGS or comparisons > _MOST_COMPARISONS or len(open_elements) > _DEEPEST:
            raise SourceError(message("reading.markup", "fr"))
        # What this pass took for an attribute must not become a tag if the parser sees it otherwise.
        return f"<{match['slash']}{name}{match['rest'].replace('<', '&lt;')}>"

    return _TOKEN.sub(visit, page), linked


def _track(open_elements: list[str], name: str, *, closing: bool) -> None:
    """Keep the stack of open elements: it never pops what the parser would keep."""
    if name in _VOID or name in _SELF_CLOSING:
        return
    if not closing:
        open_elements.append(name)
        return
    for back, element in enumerate(reversed(open_elements[-_REACH:]), start=1):
        if element == name:
            del open_elements[-back:]
            return
        if element in _WALLS or (_is_inline(name) and not _is_inline(element)):
            return


def _is_inline(name: str) -> bool:
    return name == "span" or "-" in name
