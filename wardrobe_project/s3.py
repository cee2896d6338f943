"""Photos in an S3-compatible store, behind presigned links. Apart from `storage`, because boto3 is slow to import."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from storages.backends.s3 import S3Storage


class SignedS3Storage(S3Storage):  # type: ignore[misc]
    """A presigned link differs at every call; kept for half its lifetime, the browser's cache can recognise it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._link = lru_cache(maxsize=20_000)(self._presign)

    def url(self, name: str, parameters: Any = None, expire: int | None = None, http_method: str | None = None) -> str:
        if parameters or expire or http_method:
            return str(super().url(name, parameters, expire, http_method))
        half = max(1, self.querystring_expire // 2)
        return self._link(name, int(time.time()) // half)

    def _presign(self, name: str, period: int) -> str:
        return str(super().url(name))
