"""Cutting a garment out of its photo, by whichever cutter is asked for by name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from wardrobe.vision.photos import alpha_box

Pixels = NDArray[np.uint8]
Box = tuple[int, int, int, int]

# Below it the page asks the owner to look.
DOUBTFUL_BELOW = 0.45


@dataclass(frozen=True)
class Stroke:
    """A brush line: points (x, y) in shares 0–1 of width and height, radius in shares of the longer side."""

    points: tuple[tuple[float, float], ...]
    radius: float = 0.02


@dataclass(frozen=True)
class Hints:
    """What the owner painted; box (left, top, right, bottom) in shares 0–1 encloses the garment."""

    keep: tuple[Stroke, ...] = ()
    remove: tuple[Stroke, ...] = ()
    box: tuple[float, float, float, float] | None = None


def hints_from_json(data: Mapping[str, Any] | None) -> Hints:
    """Reads {"keep": [{"points": [[x, y], …], "radius": r}, …], "remove": […], "box": [l, t, r, b] | null}.

    Raises ValueError, with a sentence, for anything else.
    """
    data = data or {}
    try:
        keep, remove = (tuple(_stroke(entry) for entry in data.get(name) or ()) for name in ("keep", "remove"))
        box = None if data.get("box") is None else tuple(_share(value) for value in data["box"])
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("The strokes are not in the form the editor writes.") from error
    if box is None:
        return Hints(keep, remove)
    if len(box) != 4 or box[0] >= box[2] or box[1] >= box[3]:
        raise ValueError("A box needs left, top, right and bottom, in this order.")
    return Hints(keep, remove, (box[0], box[1], box[2], box[3]))


def _stroke(entry: Mapping[str, Any]) -> Stroke:
    return Stroke(tuple((_share(x), _share(y)) for x, y in entry["points"]), _share(entry.get("radius", 0.02)))


def _share(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("A place on the picture must be a number.")
    return min(1.0, max(0.0, number))


@dataclass(frozen=True)
class Cutout:
    """alpha uint8 (H, W) of the photo's own size; box in its pixels; confidence 0–1 that the edge is the garment's."""

    alpha: Pixels
    box: Box
    confidence: float
    cutter: str = ""


class Cutter(Protocol):
    """Whatever finds the garment: never an empty alpha, and the whole picture with confidence near 0 at a loss."""

    name: str

    def cut(self, rgb: Pixels, hints: Hints) -> Cutout: ...


class WholePicture:
    """The owner's "use the original"."""

    name = "none"

    def cut(self, rgb: Pixels, hints: Hints) -> Cutout:
        return whole_picture(rgb, 1.0, self.name)


def whole_picture(rgb: Pixels, confidence: float, cutter: str) -> Cutout:
    height, width = rgb.shape[:2]
    return Cutout(np.full((height, width), 255, np.uint8), (0, 0, width, height), confidence, cutter)


# Where a cutter's class lives; its module, and whatever that needs, is loaded at the first use.
_CLASSES: dict[str, str] = {
    "none": "wardrobe.vision.cutout:WholePicture",
    "grabcut": "wardrobe.vision.grabcut:GrabCutCutter",
}


def register_cutter(name: str, path: str) -> None:
    """Makes a Cutter class without constructor arguments known by name; path is `module:Class`."""
    _CLASSES[name] = path
    get_cutter.cache_clear()


@cache
def get_cutter(name: str) -> Cutter:
    """Raises KeyError naming the known ones when there is no such cutter."""
    if name not in _CLASSES:
        raise KeyError(f"no cutter {name!r}; known: {', '.join(cutter_names())}")
    module, _, attribute = _CLASSES[name].partition(":")
    cutter: Cutter = getattr(import_module(module), attribute)()
    return cutter


def cutter_names() -> list[str]:
    return sorted(_CLASSES)


def cut_out(rgb: Pixels, hints: Hints | None = None, *, cutter: str = "grabcut") -> Cutout:
    """Cuts the garment out of a uint8 (H, W, 3) photo. Raises KeyError for an unknown cutter."""
    return get_cutter(cutter).cut(rgb, hints or Hints())


def given_cutout(alpha: Pixels) -> Cutout:
    """The upload was itself a cut-out."""
    return Cutout(alpha, alpha_box(alpha), 1.0, "upload")
