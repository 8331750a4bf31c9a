"""Answers and articles as JSON objects and as terminal text. Pure: nothing here opens or prints anything."""
