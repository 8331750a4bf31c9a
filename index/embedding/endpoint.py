"""DOOR llama-index: the embeddings of any OpenAI-compatible endpoint.

A request of up to 64 texts may take 30 s and is tried twice where a second try may go better. Whatever the
vendor raises becomes an EmbeddingError whose text never holds the key.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.hashed import Matrix
from index.errors import EmbeddingError
from index.settings import Endpoint
from prompts import message

if TYPE_CHECKING:
    from llama_index.embeddings.openai_like import OpenAILikeEmbedding

TIMEOUT = 30.0  # seconds of one request
_BATCH = 64  # texts of one request: what small servers still take
_LONGEST = 24_000  # characters of a text; models read 512 to 8,192 tokens
_LANGUAGE = "fr"  # of the messages of errors
_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504, 529})  # statuses after which a second try may succeed
_log = logging.getLogger(__name__)


class EndpointEmbedder:
    """Vectors made by a server; raises EmbeddingError when it fails or answers nonsense."""

    knows_meaning = True
    asks_nobody = False

    def __init__(self, endpoint: Endpoint, *, timeout: float = TIMEOUT) -> None:
        self._endpoint = endpoint
        self._timeout = timeout
        self._dimensions = 0
        self._model: OpenAILikeEmbedding | None = None

    @property
    def name(self) -> str:
        """The model's name, which its vectors are stored under."""
        return f"endpoint:{self._endpoint.model}"

    @property
    def dimensions(self) -> int:
        """The length of the model's vectors; asked of the server the first time."""
        if not self._dimensions:
            self.query("dimensions")
        return self._dimensions

    def documents(self, texts: Sequence[str]) -> Matrix:
        """Return one row a text, float32, of length 1."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.concatenate([self._request(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)])

    def query(self, text: str) -> Matrix:
        """Return the vector of a question, float32, of length 1."""
        row: Matrix = self._request([text])[0]
        return row

    def _request(self, texts: Sequence[str]) -> Matrix:
        # Servers refuse an empty text.
        sent = [text[:_LONGEST] or " " for text in texts]
        try:
            return self._checked(self._send(sent), len(sent))
        except Exception as error:  # on rubbish the vendor's own parsing fails in any way
            failure, again = self._failure(error)
        if not again:
            raise failure from None
        _log.info("the embeddings endpoint is asked once more: %s", failure)
        try:
            return self._checked(self._send(sent), len(sent))
        except Exception as error:
            raise self._failure(error)[0] from None

    def _send(self, texts: list[str]) -> list[list[float]]:
        if self._model is None:
            from llama_index.embeddings.openai_like import OpenAILikeEmbedding

            self._model = OpenAILikeEmbedding(
                model_name=self._endpoint.model,
                api_base=self._endpoint.url,
                # An empty key would make the vendor send OPENAI_API_KEY to an endpoint it is not meant for.
                api_key=self._endpoint.key or "none",
                embed_batch_size=_BATCH,
                timeout=self._timeout,
                max_retries=0,
            )
        return self._model.get_text_embedding_batch(texts)

    def _checked(self, rows: list[list[float]], expected: int) -> Matrix:
        """Return the rows with length 1; raise EmbeddingError on missing, uneven or empty ones."""
        wanted = self._dimensions or (len(rows[0]) if rows else 0)
        if len(rows) != expected or not wanted or any(len(row) != wanted for row in rows):
            raise EmbeddingError(self._say("nonsense"))
        matrix = np.asarray(rows, np.float32)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not np.isfinite(matrix).all() or not lengths.all():
            raise EmbeddingError(self._say("nonsense"))
        self._dimensions = wanted
        return np.asarray(matrix / lengths, np.float32)

    def _failure(self, error: Exception) -> tuple[EmbeddingError, bool]:
        """Return the error to raise, and whether a second try may go better."""
        import openai

        if isinstance(error, EmbeddingError):
            return error, False
        if isinstance(error, TimeoutError | openai.APITimeoutError):
            return EmbeddingError(self._say("timeout", seconds=f"{self._timeout:g}")), True
        if isinstance(error, openai.APIConnectionError):
            return EmbeddingError(self._say("unreachable")), True
        if isinstance(error, openai.APIStatusError):
            return EmbeddingError(self._say("status", status=error.status_code)), error.status_code in _AGAIN
        return EmbeddingError(self._say("nonsense")), False

    def _say(self, key: str, **values: object) -> str:
        return message(f"embedding.{key}", _LANGUAGE, model=self._endpoint.model, **values)
