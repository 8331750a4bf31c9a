"""Answers written by a model: what it is shown, and the proof of every sentence before it is seen."""
