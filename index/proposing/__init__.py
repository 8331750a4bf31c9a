"""Statements that the grammar missed, proposed by a model, verified against the text: see `round.py`."""

from __future__ import annotations

from index.proposing.round import Report, Task, propose
from index.proposing.written import signature

__all__ = ["Report", "Task", "propose", "signature"]
