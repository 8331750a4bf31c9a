"""Packed answers unpacked a little at a time, so that no answer grows past its limit in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_STEP = 1 << 16  # bytes
_GZIP, _ZLIB = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS


def pieces(packed: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield an answer's bytes, at most 64 KB at a time, unpacked by its stated encoding.

    Raises:
        ValueError: the encoding is none that was asked for, or the bytes are not packed by it.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from packed
    elif encoding in ("gzip", "x-gzip", "deflate"):
        yield from _unpacked(packed, _ZLIB if encoding == "deflate" else _GZIP)
    else:
        raise ValueError(encoding)


def _unpacked(packed: Iterable[bytes], form: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(form)
    try:
        for piece in packed:
            waiting = piece
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _STEP)
                waiting = unpacker.unconsumed_tail
            if unpacker.eof:
                return
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("cut off")
