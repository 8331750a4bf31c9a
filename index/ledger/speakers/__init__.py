"""Whom names mean: one speaker a person over all articles, who is named where, what was searched for that."""
