"""A dossier as one HTML page: it loads nothing and runs nothing, and prints well."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bot.render.dossier.content import Content, Item, Note, Section

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.55 Georgia, 'Times New Roman', serif; margin: 2rem auto; padding: 0 1rem; }
body { max-width: 46rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { opacity: .75; }
dd { margin: 0; }
article { margin: 1.2rem 0; break-inside: avoid; }
article p { margin: .2rem 0; }
.lead { font: .85rem/1.4 system-ui, sans-serif; }
.lead b { margin-right: .5rem; }
blockquote { margin: .3rem 0 .3rem 0; padding-left: .9rem; border-left: 3px solid; }
.reported { padding-left: .9rem; border-left: 3px dotted; font-style: italic; }
.faint, footer, .notes { font-size: .85rem; opacity: .85; }
.notes li { overflow-wrap: anywhere; }
sup { line-height: 0; font-size: .75em; }
code { overflow-wrap: anywhere; }
a { color: inherit; }
@media print {
  body { font-size: 11pt; max-width: none; margin: 0; }
  a { text-decoration: none; }
  h2 { break-after: avoid; }
}
"""
# Even where an escape were missed, no script of an article could run and nothing be loaded.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(found: Content) -> str:
    """Return the whole page; what articles wrote is escaped."""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in found.facts)
    parts = [
        f"<h1>{escape(found.title)}</h1>",
        f"<dl>{facts}</dl>",
        f'<p class="faint">{escape(found.legend)}</p>',
        *([f"<p>{escape(found.empty)}</p>"] if found.empty else []),
        *(part for section in found.sections for part in _section(section)),
        f"<h2>{escape(found.left_out_title)}</h2>",
        _listed("ul", [f"{escape(reason)}{found.colon}{count}" for reason, count in found.left_out]),
        f"<h2>{escape(found.proof_title)}</h2>",
        _listed("ul", [_proof(label, command, found.colon) for label, command in found.proof]),
        *([f"<h2>{escape(found.notes_title)}</h2>"] if found.notes else []),
        *(['<ol class="notes">', *map(_note, found.notes), "</ol>"] if found.notes else []),
    ]
    return (
        f'<!doctype html>\n<html lang="{escape(found.language, quote=True)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(found.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"<h2>{escape(section.heading)}</h2>"
    yield from map(_item, section.items)


def _item(item: Item) -> str:
    lead = f"<b>{escape(item.day)}</b>"
    if item.speaker:
        lead += f" <b>{escape(item.speaker)}</b>"
    lead += f" {escape(' · '.join(item.labels))}"
    notes = " ".join(f'<sup><a id="r{n}" href="#n{n}">{n}</a></sup>' for n in item.notes)
    if item.words:
        shown = " […] ".join(f"«\u00a0{escape(w)}\u00a0»" for w in item.words)
        body = f"<blockquote>{shown} {notes}</blockquote>"
    else:
        body = f'<p class="reported">{escape(item.reported)} {notes}</p>'
    others = f'<p class="faint">{escape(item.others)}</p>' if item.others else ""
    return f'<article><p class="lead">{lead}</p>{body}{others}</article>'


def _note(note: Note) -> str:
    title = f"<i>{escape(note.title)}</i>"
    if note.url:
        title = f'<a href="{escape(note.url, quote=True)}" rel="noreferrer noopener">{title}</a>'
    where = f"{escape(note.origin)}, " if note.origin else ""
    back = f'<a href="#r{note.number}" aria-label="{note.number}">↩</a>'
    return f'<li id="n{note.number}">{where}{title} — {escape(note.place)} {back}</li>'


def _proof(label: str, command: str, colon: str) -> str:
    return escape(label) + (f"{colon}<code>{escape(command)}</code>" if command else "")


def _listed(tag: str, items: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>" if items else ""
