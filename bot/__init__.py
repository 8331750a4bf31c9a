"""The conversation: a question in, a cited answer out."""
