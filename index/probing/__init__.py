"""Whether the projections hold what the archive says they must: looked at, never changed, in other processes.

    judgement.of_lexicon(home, how)      the lexical index
    judgement.of_vectors(chroma, how)    Chroma, embedded or a server

A child process (`python -m index.probing`) opens the projection, so that one which crashes or hangs is a
finding and not the end of the program. It compares ids and vectors with the archive, every one of them, and
asks for a sample (or all) as a question would: `count` alone notices no damage.
"""
