"""What is to be said of a projection, from its note, and from the process that looked into it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from index import apart
from index.errors import ProjectionError
from index.vectors import marker

State = Literal[
    "sound",
    "behind",  # whole, but the archive has gone on: watermark, sequence
    "unbuilt",  # nothing there yet; the archive answers
    "ahead",  # of the archive, which is an older one: watermark, sequence
    "foreign",  # of another archive, or nothing says of which
    "wrong",  # missing, surplus, different, lost: passages of which that is true
    "unreadable",  # reason
    "unreachable",  # a server
    "crashed",  # the process that opened it: signal
    "hung",  # it gave no answer in so many seconds
]
_MODULE = "index.probing"
_WRONG = ("missing", "surplus", "different", "lost")


@dataclass(frozen=True, slots=True)
class How:
    """How closely to look: at `everything` instead of a sample, and how many seconds a probe may take."""

    everything: bool = False
    patience: float = 300.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """A state with the numbers that are named beside it."""

    state: State
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def damaged(self) -> bool:
        """Whether only building it anew helps."""
        return self.state not in {"sound", "behind", "unbuilt"}


@dataclass(frozen=True, slots=True)
class Chroma:
    """Where a collection is, and of which archive and embedding model it must be."""

    home: Path
    archive: str
    model: str
    sequence: int
    url: str | None = None

    @property
    def folder(self) -> Path:
        """The folder of the home that holds the collection, or the note on that of a server."""
        return self.home / ("chroma-server" if self.url else "chroma")


def of_lexicon(home: Path, folder: Path, how: How) -> Judgement:
    """Look into the lexical index of a home; readers of it may stand beside its owner."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return Judgement("unbuilt")
    if not (folder / "meta.json").is_file():
        return Judgement("unreadable", {"reason": "meta.json"})
    given = {"projection": "lexicon", "home": str(home), "folder": str(folder)}
    return _judged(given, how)


def quick_lexicon(folder: Path, sequence: int) -> Judgement:
    """Open the lexical index in this process and read a little of everything."""
    from index.lexicon import Lexicon

    try:
        with Lexicon.open(folder, write=False) as lexicon:
            watermark = lexicon.watermark
    except ProjectionError as error:
        return Judgement("unreadable", {"reason": str(error)})
    return _level({"watermark": watermark, "sequence": sequence}) if watermark else Judgement("unbuilt")


def of_vectors(chroma: Chroma, how: How) -> Judgement:
    """Look into a collection; of a folder, only the owner of the home may ask for that."""
    noted, note = of_note(chroma), marker.read(chroma.folder)
    if note is None or noted.state not in {"sound", "behind"}:
        return noted
    if chroma.url is None:  # should this be killed, or find damage, the next owner does not open it unprobed
        marker.write(chroma.folder, replace(note, clean=False))
    judged = _judged(_asked(chroma, note), how)
    if chroma.url is None and not judged.damaged:
        marker.write(chroma.folder, note)
    return judged


def _asked(chroma: Chroma, note: marker.Marker) -> dict[str, Any]:
    return {
        "projection": "vectors",
        "home": str(chroma.home),
        "folder": str(chroma.folder),
        "url": chroma.url,
        "collection": f"verbatim-{chroma.archive}" if chroma.url else "passages",
        "model": chroma.model,
        "watermark": note.sequence,
    }


def of_note(chroma: Chroma) -> Judgement:
    """Read only the note beside a collection."""
    note = marker.read(chroma.folder)
    if note is None or note.archive != chroma.archive:
        empty = not chroma.folder.is_dir() or not any(chroma.folder.iterdir())
        return Judgement("unbuilt" if empty else "foreign")
    if note.model != chroma.model or not note.sequence:  # another model: thrown away by the next owner
        return Judgement("unbuilt")
    return _level({"watermark": note.sequence, "sequence": chroma.sequence})


def _judged(given: dict[str, Any], how: How) -> Judgement:
    ended = apart.run(_MODULE, given | {"everything": how.everything}, how.patience)
    if ended.status is None:
        return Judgement("hung", {"seconds": f"{how.patience:g}"})
    if ended.status < 0:
        return Judgement("crashed", {"signal": -ended.status})
    if "unreachable" in ended.found:
        return Judgement("unreachable")
    if ended.status or "held" not in ended.found:
        return Judgement("unreadable", {"reason": ended.found.get("error", "?")})
    found = ended.found
    level = _level(found)
    if level.state == "ahead" or not any(found[name] for name in _WRONG):
        return level
    return Judgement("wrong", found)


def _level(found: dict[str, Any]) -> Judgement:
    if found["watermark"] > found["sequence"]:
        return Judgement("ahead", found)
    if found["watermark"] < found["sequence"]:
        return Judgement("behind", found)
    return Judgement("sound", found)
