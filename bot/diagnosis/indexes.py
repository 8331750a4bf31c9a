"""The projections of the archive, probed in processes of their own, and built anew where they are damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TYPE_CHECKING

from bot import composition
from bot.diagnosis.finding import Finding, Look
from bot.settings import Settings
from index.errors import VerbatimError
from index.ledger.stored.connection import FILE
from index.probing.judgement import Chroma, How, Judgement, of_lexicon, of_note, of_vectors, quick_lexicon
from prompts import message

if TYPE_CHECKING:
    from index.archive import Archive
    from index.ingest import Progress


# What is damaged, and the numbers that are told of it.
_SHOWN: dict[str, tuple[str, ...]] = {
    "ahead": ("watermark", "sequence"),
    "foreign": (),
    "wrong": ("missing", "surplus", "different", "lost", "held"),
    "unreadable": ("reason",),
    "crashed": ("signal",),
    "hung": ("seconds",),
}


def examine(settings: Settings, look: Look) -> Iterator[Finding]:
    """Look at both projections and at the model whose vectors are held."""
    from index.owner import holder, try_own

    if not (settings.news.home / FILE).is_file():
        return
    try:
        with composition.archive(settings) as archive:
            yield from _model(settings, archive)
            lock = None if look.quick else try_own(settings.news.home)
            with lock or nullcontext():
                pid = None if lock or look.quick else holder(settings.news.home)
                # A second process on a folder of Chroma loses vectors, so only its owner may look into it.
                for name, judged in (_judged if lock else _beside)(settings, archive, look):
                    yield _told(name, judged, pid, settings.language)
    except VerbatimError:  # what is wrong with the archive is said of the archive
        return


def mend(settings: Settings, look: Look, progress: Progress | None = None) -> list[Finding]:
    """Build what is damaged anew and complete what is behind; return what was found of those.

    Everything comes from the archive, the vectors too: no embedding model is opened.

    Raises:
        VerbatimError: the archive is damaged, or another process owns the home: nothing was touched.
    """
    from index.ingest import catch_up
    from index.lexicon import Lexicon
    from index.owner import holder, try_own
    from index.vectors import ChromaVectors

    home, language = settings.news.home, settings.language
    if not (home / FILE).is_file():
        return []
    with composition.archive(settings) as archive:
        _refuse_damaged(settings, look)
        lock = try_own(home)
        if lock is None:
            raise VerbatimError(message("doctor.owned", language, pid=holder(home) or "?"))
        with lock:
            judged = {name: one for name, one in _judged(settings, archive, look) if one.state != "sound"}
            anew = {name for name, one in judged.items() if one.state != "behind"}
            if "lexicon" in anew:
                shutil.rmtree(home / composition.LEXICON, ignore_errors=True)
            model = composition.embedder_of(settings).name
            with (
                Lexicon.open(home / composition.LEXICON, write=True) as lexicon,
                ChromaVectors(archive, model, url=settings.news.chroma_url) as vectors,
            ):
                if "vectors" in anew:
                    vectors.clear()
                catch_up(archive, [lexicon, vectors], progress=progress)
    return [_told(name, one, None, language) for name, one in judged.items()]


def _refuse_damaged(settings: Settings, look: Look) -> None:
    """Build nothing from an archive that is damaged itself."""
    from bot.diagnosis.home import sound

    if found := sound(settings.news.home / FILE, look.everything):
        raise VerbatimError(message("doctor.archive_damaged", settings.language, reason=found))


def _judged(settings: Settings, archive: Archive, look: Look) -> list[tuple[str, Judgement]]:
    """Return the judgement of each projection, both looked into at once; the caller owns the home."""
    home, how = settings.news.home, How(look.everything, look.patience)
    chroma = _chroma(settings, archive)
    with ThreadPoolExecutor(2) as pool:
        lexicon = pool.submit(of_lexicon, home, home / composition.LEXICON, how)
        vectors = pool.submit(of_vectors, chroma, how)
        return [("lexicon", lexicon.result()), ("vectors", vectors.result())]


def _beside(settings: Settings, archive: Archive, look: Look) -> list[tuple[str, Judgement]]:
    """Return what can be judged without opening embedded Chroma."""
    home, how = settings.news.home, How(look.everything, look.patience)
    folder, chroma = home / composition.LEXICON, _chroma(settings, archive)
    words = quick_lexicon(folder, chroma.sequence) if look.quick else of_lexicon(home, folder, how)
    vectors = of_vectors(chroma, how) if chroma.url and not look.quick else of_note(chroma)
    return [("lexicon", words), ("vectors", vectors)]


def _chroma(settings: Settings, archive: Archive) -> Chroma:
    news, model = settings.news, composition.embedder_of(settings).name
    return Chroma(news.home, archive.name, model, archive.sequence(), news.chroma_url)


def _model(settings: Settings, archive: Archive) -> Iterator[Finding]:
    wanted, language = composition.embedder_of(settings).name, settings.language
    if archive.model not in {None, wanted}:
        text = message("doctor.other_model", language, found=archive.model, wanted=wanted)
        yield Finding("model", True, text)
    elif waiting := archive.count_waiting(wanted):
        yield Finding("model", True, message("doctor.waiting", language, waiting=waiting, model=wanted))
    if settings.news.embedding is not None:
        from bot.render.lists import weight

        found = archive.calibration()
        known = found if found is not None and found.model == wanted else None
        yield Finding("weight", True, weight(known, language))


def _told(name: str, judged: Judgement, pid: int | None, language: str) -> Finding:
    state, values = judged.state, judged.values
    if state in _SHOWN:
        why = message(f"doctor.index_{state}", language, **{key: values[key] for key in _SHOWN[state]})
        return Finding(name, False, message("doctor.mend", language, why=why))
    if state == "unreachable":
        return Finding(name, False, message("doctor.index_unreachable", language))
    if state == "unbuilt":
        return Finding(name, True, message("doctor.unbuilt", language))
    level = {key: values[key] for key in ("watermark", "sequence")}
    if state == "behind":  # an owner follows within seconds; without one, something was interrupted
        return Finding(name, pid is not None, message("doctor.behind", language, **level))
    if "held" in values:
        shown = {key: values[key] for key in ("held", "asked")}
        return Finding(name, True, message("doctor.probed", language, **shown))
    key = "doctor.level" if pid is None else "doctor.unprobed"
    more = {} if pid is None else {"pid": pid}
    return Finding(name, True, message(key, language, watermark=level["watermark"], **more))
