"""The news: what was printed, and who said what. Imports nothing of `bot`."""
