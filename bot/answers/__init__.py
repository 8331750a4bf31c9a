"""Answers: engine, extractive and generated wording, refusals."""
