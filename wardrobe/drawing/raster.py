"""Typed, thin wrappers over OpenCV's rasteriser and filters, plus seeded noise tiles."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.drawing.geometry import Points

Image = NDArray[np.float32]
Box = tuple[int, int, int, int]

SUPERSAMPLE = 3
SUBPIXEL_BITS = 4


def fill(polygons: list[Points], holes: list[Points], box: Box) -> Image:
    """Anti-aliased coverage 0–1 of polygons, given in pixels, less the holes, inside a box (x0, y0, x1, y1)."""
    canvas = _supersampled(box)
    for outline in polygons:
        cv2.fillPoly(canvas, [_fixed(outline, box)], 255, lineType=cv2.LINE_8, shift=SUBPIXEL_BITS)
    for outline in holes:
        cv2.fillPoly(canvas, [_fixed(outline, box)], 0, lineType=cv2.LINE_8, shift=SUBPIXEL_BITS)
    return _shrink(canvas, box)


def strokes(lines: list[Points], widths: list[float], closed: bool, box: Box) -> Image:
    """Anti-aliased coverage 0–1 of polylines, given in pixels with widths in pixels, inside a box."""
    canvas = _supersampled(box)
    for line, width in zip(lines, widths, strict=True):
        thick = max(round(width * SUPERSAMPLE), 1)
        cv2.polylines(canvas, [_fixed(line, box)], closed, 255, thick, cv2.LINE_AA, SUBPIXEL_BITS)
    thinnest = min(widths, default=1.0) * SUPERSAMPLE
    return _shrink(canvas, box) * np.float32(min(thinnest, 1.0))


def _supersampled(box: Box) -> NDArray[np.uint8]:
    x0, y0, x1, y1 = box
    return np.zeros(((y1 - y0) * SUPERSAMPLE, (x1 - x0) * SUPERSAMPLE), np.uint8)


def _fixed(points: Points, box: Box) -> NDArray[np.int32]:
    local = (points - np.array(box[:2])) * SUPERSAMPLE - 0.5
    return np.asarray(np.round(local * 2**SUBPIXEL_BITS), dtype=np.int32).reshape(-1, 1, 2)


def _shrink(canvas: NDArray[np.uint8], box: Box) -> Image:
    x0, y0, x1, y1 = box
    small = cv2.resize(canvas, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def blur(image: Image, sigma: float) -> Image:
    """Gaussian blur; large sigmas work on a smaller copy, which looks the same and costs little."""
    if sigma < 0.3:
        return image
    height, width = image.shape[:2]
    factor = int(sigma // 3)
    if factor >= 2 and min(height, width) > factor * 4:
        size = (max(width // factor, 1), max(height // factor, 1))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigma / factor, borderType=cv2.BORDER_REPLICATE)
        return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), dtype=np.float32)


def depth_inside(mask: Image) -> Image:
    """Distance in pixels from every covered pixel to the edge of the mask."""
    framed = np.pad((mask > 0.5).astype(np.uint8), 1)
    return np.asarray(cv2.distanceTransform(framed, cv2.DIST_L2, 3)[1:-1, 1:-1], dtype=np.float32)


def slope(height: Image) -> tuple[Image, Image]:
    """The derivatives of a height map along x and y, per pixel."""
    return (
        np.asarray(cv2.Scharr(height, cv2.CV_32F, 1, 0, scale=1 / 32), dtype=np.float32),
        np.asarray(cv2.Scharr(height, cv2.CV_32F, 0, 1, scale=1 / 32), dtype=np.float32),
    )


def moved(image: Image, dx: float, dy: float) -> Image:
    """The image shifted by a fraction of pixels, zero where nothing comes from."""
    matrix = np.array([[1, 0, dx], [0, 1, dy]], dtype=np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR), dtype=np.float32)


def sample(tile: Image, u: Image, v: Image) -> Image:
    """A periodic tile (N, N) or (N, N, C) read at pixel coordinates u, v, each within ±32,000."""
    at_u, at_v = np.asarray(u, dtype=np.float32), np.asarray(v, dtype=np.float32)
    return np.asarray(cv2.remap(tile, at_u, at_v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), dtype=np.float32)


@lru_cache(maxsize=64)
def noise_tile(seed: int, side: int, wavelength: float, stretch: float = 1.0, slope_power: float = 2.0) -> Image:
    """Periodic noise (side, side), mean 0, deviation 1, read-only.

    Spectral synthesis: random phases under an amplitude that falls with frequency to `slope_power` beyond the given
    longest `wavelength` in pixels. `stretch` > 1 draws the grains out along v.
    """
    rng = np.random.default_rng(seed)
    freq_u = np.fft.rfftfreq(side)[None, :] * side
    freq_v = np.fft.fftfreq(side)[:, None] * side * stretch
    radius = np.hypot(freq_u, freq_v)
    lowest = side / wavelength
    amplitude = np.where(radius < lowest * 0.5, 0.0, (np.maximum(radius, lowest) / lowest) ** -slope_power)
    spectrum = amplitude * (rng.normal(size=amplitude.shape) + 1j * rng.normal(size=amplitude.shape))
    field = np.fft.irfft2(spectrum, s=(side, side))
    tile = np.asarray((field - field.mean()) / field.std(), dtype=np.float32)
    tile.flags.writeable = False
    return tile
