"""The statement ledger read on the standard library alone, so that its commands start at once.

`index.archive` writes it; `settling` names one speaker a person over all articles; `Ledger` answers.
Nothing here may import SQLAlchemy, numpy or a model library (a test guards it).
"""

from index.ledger.ledger import Ledger

__all__ = ["Ledger"]
