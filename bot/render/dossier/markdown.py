"""A dossier as Markdown (CommonMark, with the footnotes of GitHub and Pandoc)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.render.dossier.content import Content, Item, Note

# Whatever could begin markup, an entity, a sign by its name or an automatic link, wherever it stands.
_SPECIAL = re.compile(r"[`*_{}\[\]<>#|~&$^@]|:(?=[/a-z+-])|(?<=www)\.|^[+=-]", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_IN_LINK = str.maketrans({"&": "&amp;", "\\": "%5C", "<": "%3C", ">": "%3E"})


def markdown(found: Content) -> str:
    """Return the whole file; what articles wrote is shown as text."""
    parts = [
        f"# {escaped(found.title)}",
        "\n".join(f"- **{escaped(label)}**{found.colon}{escaped(value)}" for label, value in found.facts),
        f"*{escaped(found.legend)}*",
        *([escaped(found.empty)] if found.empty else []),
        *_sections(found),
        f"## {escaped(found.left_out_title)}",
        "\n".join(f"- {escaped(reason)}{found.colon}{count}" for reason, count in found.left_out),
        f"## {escaped(found.proof_title)}",
        "\n".join(_proof(label, command, found.colon) for label, command in found.proof),
        *(_note(note) for note in found.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    text = _SPECIAL.sub(lambda m: "\\" + m.group(), text.replace("\\", "\\\\"))
    return _NUMBERED.sub(r"\1\\\2", text)


def _sections(found: Content) -> Iterator[str]:
    for section in found.sections:
        if section.heading:
            yield f"## {escaped(section.heading)}"
        for item in section.items:
            yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    lead = f"**{escaped(item.day)}**"
    if item.speaker:
        lead += f" — **{escaped(item.speaker)}**"
    yield f"{lead} — {escaped(' · '.join(item.labels))}"
    notes = "".join(f"[^{n}]" for n in item.notes)
    words = " \\[…\\] ".join(f"«\u00a0{escaped(w)}\u00a0»" for w in item.words) or escaped(item.reported)
    yield f"> {words} {notes}"
    if item.others:
        yield escaped(item.others)


def _note(note: Note) -> str:
    title = f"*{escaped(note.title)}*"
    if note.url:
        title = f"[{escaped(note.title)}](<{note.url.translate(_IN_LINK)}>)"
    where = f"{escaped(note.origin)}, " if note.origin else ""
    return f"[^{note.number}]: {where}{title} — {escaped(note.place)}"


def _proof(label: str, command: str, colon: str) -> str:
    return f"- {escaped(label)}" + (f"{colon}`{command}`" if command else "")
