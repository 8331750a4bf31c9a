"""What a page holds and nobody sees is taken out of its tree, before anything else reads it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_GONE = (
    "template,x-noscript,x-svg,x-math,x-iframe,x-noembed,x-noframes,x-textarea,x-title,"
    "object,embed,video,audio,canvas,dialog,[hidden],[aria-hidden=true],[type=hidden]"
)
# Far off the screen, cut to nothing, or drawn without size or colour. One declaration is enough.
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:"
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|opacity\s*:\s*0(?:\.0+)?(?![.\d])|font-size\s*:\s*(?:0+(?:\.0+)?(?![.\d])|1px)"
    r"|(?:text-indent|left|right)\s*:\s*-\d{3,}|(?:top|bottom|margin-left|margin-top)\s*:\s*-\d{4,}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?(?:\s*,?\s*[01](?:px)?){3}\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:max-)?(?:height|width)\s*:\s*0+(?![.\d])|transform\s*:\s*scale[xy]?\(\s*0+\s*[,)]"
    r"|color\s*:\s*transparent)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# What style sheets of well-known systems show to screen readers only.
_UNSEEN_CLASS = re.compile(
    r"(?:sr|screen-reader|visually|assistive)-?(?:only|text|hidden)|is-hidden|d-none|visuallyhidden|invisible",
    re.IGNORECASE,
)


def strip(body: LexborNode) -> None:
    """Take out every element that its own markup hides; what a style sheet hides by its rules stays."""
    # Backwards, so that no node is touched whose ancestor is gone already.
    for node in reversed(body.css("[style]")):
        style = _COMMENT.sub("", node.attributes.get("style") or "")
        if node.tag != "body" and _UNSEEN.search(style):
            node.decompose()
    for node in reversed(body.css(_GONE)):
        if node.tag != "body":
            node.decompose()
    for node in reversed(body.css("[class]")):
        names = (node.attributes.get("class") or "").split()
        if node.tag != "body" and any(map(_UNSEEN_CLASS.fullmatch, names)):
            node.decompose()
