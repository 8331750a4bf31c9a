"""Answers in printed words: evidence, decision, sentences with their sources, or a refusal that says why."""
