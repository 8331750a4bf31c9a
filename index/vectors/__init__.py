"""DOOR chromadb and llama-index: the passages nearest to a question, by cosine of embeddings.

    ChromaVectors   for the owner of the home, or everyone with a Chroma server: a projection of the archive
    ExactVectors    for any other process: compares with every vector of the archive

The vectors themselves stand in the archive: Chroma can be thrown away and rebuilt without embedding anything.
"""

from index.vectors.chroma import ChromaVectors
from index.vectors.exact import ExactVectors

__all__ = ["ChromaVectors", "ExactVectors"]
