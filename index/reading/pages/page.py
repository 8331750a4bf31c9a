"""DOOR selectolax: an HTML page to its metadata and the lines of its main article."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.errors import SourceError
from index.reading.lines import shapes
from index.reading.pages import hidden, markup
from index.reading.pages.metadata import from_tags
from index.reading.printed import Metadata
from prompts import message

_GONE = (
    "form,nav,aside,footer,button,select,figure,figcaption,menu,[role=navigation],[role=complementary],"
    "[role=dialog],[role=banner],[role=search]"
)
_FURNITURE = re.compile(
    r"(?:share|sharing|social|related|newsletter|cookies?|comments?|breadcrumbs?|advert\w*|ads?|promo|tags?|caption"
    r"|partage|commentaires?|publicite|wp-caption|sidebar|subscription|subscribe|abonnement|paywall)(?:[-_]+(?:bar|box|buttons?|links?|list|block|banner|text"
    r"|area|form|section|posts|articles|consent|container|widget|wrap|wrapper|module|cta|icons?|media|network|networks|nav|trail|cloud))*",
    re.IGNORECASE,
)
_LITTLE = 0.25
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HEADS = ",".join((*_HEADINGS, "p", "div", "span", "x-strong"))
_MAIN = ("[itemprop=articleBody]", "article", "main", "[role=main]")
# Where pages print signature and date outside the article itself.
_VISIBLE = {
    "byline": "[rel=author],[itemprop=author],.byline,.author,.signature,.auteur",
    "dated": "time,.date,.published,.publication-date,.post-date,.entry-date,.article-date",
}
_BLOCK_NAMES = """
address article blockquote body center dd details div dl dt fieldset h1 h2 h3 h4 h5 h6 header hgroup hr li
main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SENTENCE = re.compile(r".{40,1000}[.!?…»”\"]")
_MOST_LEADS = 3
_BEHIND = re.compile(r"\s*[|•–—:-]\s+([^|•–—]{2,40})")
# An element that holds this share of the page's paragraph text is the article.
_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Page:
    """A page's visible article: `heading` is its h1, `text` its blocks, one a paragraph."""

    heading: str | None
    text: str
    metadata: Metadata


def read(html: str, settled: Callable[[str, str], str] | None = None) -> Page:
    """Return the main article of a page; raise SourceError if the page is hostile.

    `settled` is given the text found and the page without what is hidden, and returns the text to keep
    (`vote.settled`).
    """
    try:
        return _read(html, settled or (lambda text, seen: text))
    except RecursionError:
        raise SourceError(message("reading.nested", "fr")) from None


def _read(html: str, settled: Callable[[str, str], str]) -> Page:
    clean, linked = markup.harmless(html)
    tree = LexborHTMLParser(clean)
    metadata, window = _metadata(tree, linked), _window(tree)
    body = tree.body
    if body is None:
        return Page(None, "", metadata)
    hidden.strip(body)
    seen = body.html or ""
    _strip_furniture(body)
    main = _main(body)
    first = main.css_first("h1") or body.css_first("h1")
    if first is None:
        return Page(None, settled(_text(main), seen), metadata)
    heading = _inline(first)
    outlet = metadata.outlet or _named_behind(heading, window)
    metadata = replace(metadata, outlet=outlet)
    lead = _lead(body, first, main)
    first.decompose()
    text = "\n\n".join([*lead, _text(main)])
    return Page(heading or None, settled(text, seen), metadata)


def _window(tree: LexborHTMLParser) -> str:
    """Return the title of the page's window."""
    title = tree.css_first("x-title")
    return " ".join(title.text().split()) if title is not None else ""


def _named_behind(heading: str, window: str) -> str | None:
    """Return the medium that the window's title names behind the headline ("Ports fermés | La Gazette")."""
    rest = window.removeprefix(heading) if heading and window.startswith(heading) else ""
    found = _BEHIND.fullmatch(rest)
    return found[1] if found else None


def _metadata(tree: LexborHTMLParser, linked: list[str]) -> Metadata:
    properties: dict[str, str] = {}
    for node in tree.css("meta"):
        name = (
            node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
        )
        content = node.attributes.get("content")
        if name and content:
            properties.setdefault(name.lower(), content.strip())
    canonical = tree.css_first("link[rel=canonical]")
    if canonical is not None:
        properties["canonical"] = canonical.attributes.get("href") or ""
    published = tree.css_first("time[itemprop=datePublished]") or tree.css_first("time[datetime]")
    if published is not None:
        properties["time"] = published.attributes.get("datetime") or ""
    for name, selector in _VISIBLE.items():
        shown = tree.css_first(selector)
        properties[name] = _inline(shown) if shown is not None else ""
    properties["title"] = _window(tree)
    return from_tags(properties, linked)


def _strip_furniture(body: LexborNode) -> None:
    for node in reversed(body.css(_GONE)):
        if node.tag != "body":
            node.decompose()
    weights = _weights(body)
    little = _LITTLE * weights[body.mem_id]
    for node in reversed(body.css("[class],[id]")):
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
        # A wrapper of the whole article may be named so too: what holds much of the text stays.
        if any(map(_FURNITURE.fullmatch, names)) and weights.get(node.mem_id, 0) <= little:
            node.decompose()
    # The whole block below "À lire aussi", unless that is the article.
    beside = {node.mem_id: node for node in _beside(body, weights, little)}
    for node in [n for n in beside.values() if not _is_within(n, beside)]:
        node.decompose()


def _beside(body: LexborNode, weights: dict[int, int], little: float) -> Iterator[LexborNode]:
    """Yield the elements, some of them within others, that hold what stands beside the article."""
    for node in body.css(_HEADS):
        around = node.parent
        plain = node.tag in _HEADINGS or next(node.iter(), None) is None
        if plain and around is not None and around.tag != "body" and shapes.is_beside(_inline(node)):
            yield around if weights.get(around.mem_id, 0) <= little else node


def _is_within(node: LexborNode, others: Container[int]) -> bool:
    above = node.parent
    while above is not None and above.mem_id not in others:
        above = above.parent
    return above is not None


def _main(body: LexborNode) -> LexborNode:
    """Return the element that holds most of the paragraph text: a marked one, else the narrowest one."""
    weights = _weights(body)
    total = weights[body.mem_id]
    for selector in _MAIN:
        marked = max(body.css(selector), key=lambda node: weights.get(node.mem_id, 0), default=None)
        if marked is not None and weights.get(marked.mem_id, 0) > _LITTLE * total:
            return marked
    node = body
    while total:
        inner = next((c for c in node.iter() if weights[c.mem_id] >= _SHARE * total), None)
        if inner is None or inner.tag in ("p", "blockquote", "li", "ul", "ol"):
            break
        node = inner
    return node


def _lead(body: LexborNode, first: LexborNode, main: LexborNode) -> list[str]:
    """Return the sentences that stand between the headline and the element of the article, if any do."""
    found: list[str] = []
    after = False
    for node in body.traverse():
        if node.mem_id == main.mem_id:
            return found if after else []
        after = after or node.mem_id == first.mem_id
        if after and node.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in node.iter()):
            text = _inline(node)
            if _SENTENCE.fullmatch(text) and len(found) < _MOST_LEADS:
                found.append(text)
    return []


def _weights(body: LexborNode) -> dict[int, int]:
    """Return for each element the length of the paragraphs in it."""
    weights: dict[int, int] = {}

    def weigh(node: LexborNode) -> int:
        inner = sum(weigh(child) for child in node.iter())
        weights[node.mem_id] = inner or (len(node.text().strip()) if node.tag == "p" else 0)
        return weights[node.mem_id]

    weigh(body)
    return weights


def _text(main: LexborNode) -> str:
    """Return the text of the element, block elements as paragraphs and `br` as line ends."""
    pieces: list[str] = []
    _gather(main, pieces)
    paragraphs = re.split(r"\v+", "".join(pieces))
    lines = (re.sub(r" *\f *", "\n", p).strip("\n ") for p in paragraphs)
    return "\n\n".join(line for line in lines if line.strip())


def _gather(main: LexborNode, pieces: list[str]) -> None:
    for node in main.iter(include_text=True):
        if node.tag == "-text":
            pieces.append(re.sub(r"[ \t\r\n\f\v]+", " ", node.text(deep=False) or ""))
        elif node.tag == "br":
            pieces.append("\f")
        elif node.tag in _BLOCKS:
            pieces.append("\v")
            _gather(node, pieces)
            pieces.append("\v")
        else:
            _gather(node, pieces)


def _inline(node: LexborNode) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", node.text()).strip()
