"""The archive as it is stored, opened with the standard library alone: its rows, as articles and statements.

Nothing here may import SQLAlchemy, numpy or a model library, as everywhere in the ledger.
"""
