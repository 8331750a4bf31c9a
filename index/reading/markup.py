"""Make a hostile page harmless before it is parsed.

The parser follows the HTML standard, whose tree building is quadratic: measured, 300,000 nested elements took
330 s and one element with 300,000 attributes 269 s. One pass over the tags refuses too many tags, too deep a
nesting or too many attributes, and renames formatting elements, which the standard clones into every block
after them, so that they are ordinary ones.
"""

from __future__ import annotations

import re

from index.errors import SourceError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MOST_TAGS = 300_000
_DEEPEST = 256
# The sum of squares of the tokens of each tag: 1e9 attribute comparisons take about 3 s.
_MOST_COMPARISONS = 1_000_000_000
_FORMATTING = _words("a b big code em font i nobr s small strike strong tt u")
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
# The standard closes these by itself when the next one opens.
_SELF_CLOSING = _words(
    "p li dd dt option optgroup tr td th thead tbody tfoot colgroup rb rt rp html body head"
)
# An end tag does not reach past these.
_WALLS = _words("table caption button object marquee applet template select svg math")
_REACH = 32
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b.*?(?:</(?P=raw)\b[^>]*+>|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')|[^>])*+)>?",
    re.DOTALL | re.IGNORECASE,
)


def harmless(page: str) -> str:
    """Return the page with formatting elements renamed (`b` to `x-b`); raise SourceError if it is hostile."""
    open_elements: list[str] = []
    tags = comparisons = 0

    def visit(match: re.Match[str]) -> str:
        nonlocal tags, comparisons
        tags += 1
        size = len(re.findall(r"[\s/=]+", match["rest"] or ""))
        comparisons += size * size
        if match["name"] is None:
            return match.group()
        name = match["name"].lower()
        renamed = f"x-{name}" if name in _FORMATTING else name
        _track(open_elements, renamed, closing=bool(match["slash"]))
        if tags > _MOST_TAGS or comparisons > _MOST_COMPARISONS or len(open_elements) > _DEEPEST:
            raise SourceError("page anormale\u00a0: trop de balises, d’attributs ou d’imbrications")
        return f"<{match['slash']}{renamed}{match['rest']}>"

    return _TOKEN.sub(visit, page)


def _track(open_elements: list[str], name: str, *, closing: bool) -> None:
    if name in _VOID or name in _SELF_CLOSING:
        return
    if not closing:
        open_elements.append(name)
        return
    inline = name.startswith("x-") or name == "span"
    for back, element in enumerate(reversed(open_elements[-_REACH:]), start=1):
        if element == name:
            del open_elements[-back:]
            return
        if element in _WALLS or (inline and not (element.startswith("x-") or element == "span")):
            return
