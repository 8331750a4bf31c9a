"""Permissions that count for root too, as tests are run by root in containers."""

from __future__ import annotations

import ctypes
import os

# PR_CAPBSET_DROP; CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (linux/capability.h)
_DROP, _OVERRIDES = 24, (1, 2)


def count() -> None:
    """Let them count from the next program on: a `preexec_fn`; no other user must exist for it."""
    for capability in _OVERRIDES if os.geteuid() == 0 else ():
        ctypes.CDLL(None).prctl(_DROP, capability)
