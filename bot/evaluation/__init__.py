"""How well a home answers its owner's own questions: what `verbatim eval` measures.

    items.py       what is asked and what would be right      reading.py   a file of it
    measuring.py   asks it, with the engine of the commands   outcome.py   what became of each
    figures.py     shares and means with their intervals      runs.py      a run, saved and loaded
    comparing.py   a run against an earlier one

Nothing here prints: `bot/render/evaluation` does.
"""
