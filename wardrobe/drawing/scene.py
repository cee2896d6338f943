"""A drawn garment photographed from above: laid on a surface, lit, and seen by a phone camera."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from wardrobe.drawing.catalogue import draw
from wardrobe.drawing.raster import Image, blur, moved
from wardrobe.drawing.spec import Drawing, DrawnGarment
from wardrobe.drawing.surfaces import lay

FILL = 0.86


def photograph(
    spec: DrawnGarment, surface: str = "floor", size: tuple[int, int] = (900, 1200), seed: int = 0
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The garment on a surface as a photo: rgb uint8 (H, W, 3) and its true alpha uint8 (H, W).

    `size` is (width, height) in pixels, `surface` a key of SURFACES. The garment lies slightly turned and off centre;
    light comes from the top left and falls off; the camera adds its own warmth, vignette and noise. The same arguments
    give the same pixels. Raises KeyError for an unknown surface.
    """
    width, height = size
    rng = np.random.default_rng([seed, spec.seed, *surface.encode()])
    background = lay(surface, width, height, rng)
    color, alpha = _placed(draw(spec, _drawn_size(width, height)), width, height, rng)
    scale = width / 900
    lit = background * (1 - _shadow(alpha, scale, surface))[..., None]
    scene = lit * (1 - alpha)[..., None] + color * alpha[..., None]
    return _developed(scene.astype(np.float32), scale, rng), np.round(alpha * 255).astype(np.uint8)


def _drawn_size(width: int, height: int) -> int:
    return int(min(max(width, height), 1024))


def _placed(drawing: Drawing, width: int, height: int, rng: np.random.Generator) -> tuple[Image, Image]:
    """The garment turned by a few degrees and scaled so that it fills most of the picture."""
    rows, columns = np.nonzero(drawing.alpha > 127)
    low, high = np.array([columns.min(), rows.min()]), np.array([columns.max(), rows.max()])
    extent = high - low + 1
    zoom = float(min(width * FILL / extent[0], height * FILL / extent[1]) * rng.uniform(0.92, 1.0))
    turn = np.deg2rad(float(np.clip(rng.normal(0, 2.6), -6, 6)))
    spare = np.maximum(np.array([width, height]) - extent * zoom, 0)
    target = np.array([width, height]) / 2 + rng.uniform(-0.14, 0.14, 2) * spare
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * zoom
    offset = target - matrix @ ((low + high) / 2)
    affine = np.concatenate([matrix, offset[:, None]], axis=1).astype(np.float32)
    premultiplied = np.dstack([drawing.rgb, np.full_like(drawing.alpha, 255)]).astype(np.float32)
    premultiplied *= (drawing.alpha.astype(np.float32) / 255)[..., None] / 255
    flags = cv2.INTER_AREA if zoom < 0.7 else cv2.INTER_LINEAR if zoom < 1 else cv2.INTER_CUBIC
    warped = np.asarray(cv2.warpAffine(premultiplied, affine, (width, height), flags=flags), dtype=np.float32)
    alpha = np.clip(warped[..., 3], 0, 1)
    color = np.clip(warped[..., :3] / np.maximum(alpha, 1e-3)[..., None], 0, 1)
    return color.astype(np.float32), alpha.astype(np.float32)


def _shadow(alpha: Image, scale: float, surface: str) -> Image:
    """How much light the garment takes from the surface: a tight contact line, a soft cast, a wide dimming."""
    reach = 1.5 if surface == "wall" else 1.0
    contact = moved(blur(alpha, 2.4 * scale), 1.4 * scale, 2.2 * scale)
    cast = moved(blur(alpha, 9 * scale * reach), 6 * scale * reach, 9 * scale * reach)
    around = blur(alpha, 34 * scale)
    return np.asarray(np.clip(0.32 * contact + 0.30 * cast + 0.10 * around, 0, 0.75), dtype=np.float32)


def _developed(scene: Image, scale: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Falling light, vignette, white balance, lens softness and sensor noise."""
    height, width = scene.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - 0.5, y / height - 0.5
    angle = float(rng.uniform(200, 250))
    slant = x * np.float32(np.cos(np.deg2rad(angle))) + y * np.float32(np.sin(np.deg2rad(angle)))
    light = 1 + 0.09 * slant - 0.16 * (x * x + y * y)
    warmth = float(rng.normal(0.004, 0.012))
    balance = np.array([1 + warmth, 1.0, 1 - warmth], np.float32) * np.float32(rng.uniform(0.98, 1.02))
    photo = blur(scene * light[..., None].astype(np.float32) * balance, 0.45 * scale)
    coarse = rng.normal(0, 1, (height // 2 + 1, width // 2 + 1, 3)).astype(np.float32)
    grain = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)
    fine = rng.normal(0, 1, (height, width, 1)).astype(np.float32)
    noise = 0.004 * grain + 0.007 * fine
    return np.clip(np.round((photo + noise) * 255), 0, 255).astype(np.uint8)
