"""Perceptual hash: the same garment photo again, though rescaled, recompressed or exported elsewhere.

The DCT hash of C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010), section 3.2.1,
with the constant term left out of the median, so that brightness decides nothing.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

# Different photos differ in 32 of 64 bits on average (binomial, σ = 4); recompressed and rescaled ones in 0 to 6.
NEAR_DUPLICATE_BITS = 8

_SIDE = 32
_MASK = (1 << 64) - 1


def perceptual_hash(rgb: NDArray[np.uint8]) -> int:
    """64-bit unsigned hash of a uint8 (H, W, 3) picture, as a whole."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    small = np.asarray(cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.float32)
    low: NDArray[Any] = np.asarray(cv2.dct(small))[:8, :8].ravel()
    low[0] = 0
    bits = low > np.median(low[1:])
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def hamming(first: int, second: int) -> int:
    """Number of differing bits, 0–64; signed and unsigned forms may be mixed."""
    return ((first ^ second) & _MASK).bit_count()


def is_near_duplicate(first: int, second: int) -> bool:
    return hamming(first, second) <= NEAR_DUPLICATE_BITS


def to_signed(value: int) -> int:
    """The form a PostgreSQL bigint holds: −2⁶³ … 2⁶³−1 (two's complement)."""
    return value - (1 << 64) if value >= 1 << 63 else value


def from_signed(value: int) -> int:
    return value & _MASK
