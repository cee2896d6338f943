"""The pieces a garment is built from, back to front, and the stitches and folds on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wardrobe.choices import Material, Pattern
from wardrobe.drawing.geometry import Points, ellipse, flip, offset, resample
from wardrobe.drawing.palette import RGB, ink_on, luma, rgb, shift
from wardrobe.drawing.spec import DrawnGarment


@dataclass(frozen=True)
class Cloth:
    """What a part is made of. `texture` overrides the material's own surface ("rib", "cable", "rubber", "metal"…);
    `motif` is the variant of the pattern."""

    color: RGB
    material: Material = Material.COTTON
    texture: str = ""
    pattern: Pattern = Pattern.SOLID
    secondary: RGB | None = None
    motif: str = ""
    seed: int = 0

    @property
    def surface(self) -> str:
        return self.texture or self.material.value


@dataclass(frozen=True)
class Fold:
    """A soft ridge (depth > 0) or crease (depth < 0) along a line; width in cm, depth about −1…1."""

    line: Points
    width: float = 2.0
    depth: float = 0.5


@dataclass(frozen=True)
class Mark:
    """A line or filled shape on a part, clipped to it.

    `tone` multiplies what lies below (−0.3 darkens by 30 %); `color` paints over it instead. `width` in cm,
    `dash` (on, off) in cm, `blur` in cm.
    """

    line: Points
    width: float = 0.25
    tone: float = -0.3
    color: RGB | None = None
    opacity: float = 1.0
    dash: tuple[float, float] | None = None
    blur: float = 0.0
    filled: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Part:
    """One piece of cloth or hardware.

    `grain` is the lean of its warp in degrees, `puff` how rounded its edges look, `lift` the shadow it throws on
    what lies below, `crumple` the amount of free wrinkles, `tone` a darkening or lightening of the whole piece.
    """

    outline: Points
    cloth: Cloth
    grain: float = 0.0
    puff: float = 0.5
    lift: float = 0.5
    crumple: float = 1.0
    tone: float = 0.0
    folds: tuple[Fold, ...] = ()
    marks: tuple[Mark, ...] = ()
    holes: tuple[Points, ...] = ()


def main_cloth(spec: DrawnGarment, **changes: object) -> Cloth:
    """The cloth of the garment's body."""
    values: dict[str, object] = {
        "color": rgb(spec.color),
        "material": spec.material,
        "pattern": spec.pattern,
        "secondary": rgb(spec.secondary) if spec.secondary else None,
        "motif": spec.motif,
        "seed": spec.seed,
    }
    values.update(changes)
    return Cloth(**values)  # type: ignore[arg-type]


def plain_cloth(spec: DrawnGarment, color: RGB | None = None, texture: str = "") -> Cloth:
    """The garment's material without its pattern: collars, ribs, bands."""
    return Cloth(color=color or rgb(spec.color), material=spec.material, texture=texture, seed=spec.seed)


def metal(name: str = "gold") -> Cloth:
    """Polished hardware."""
    return Cloth(rgb(name), texture="metal")


def seam(line: Points, depth: float = 0.26) -> tuple[Mark, ...]:
    """A sewn joint: a dark furrow with a faint lit lip below it."""
    return (Mark(line, width=0.22, tone=-depth), Mark(line + np.array([0.16, 0.24]), width=0.2, tone=depth * 0.3))


def stitch(line: Points, color: RGB, dash: tuple[float, float] = (0.42, 0.22), width: float = 0.16) -> Mark:
    """A row of stitches. Light thread on dark cloth and dark thread on light cloth read best from afar."""
    return Mark(line, width=width, color=color, dash=dash, opacity=0.75)


def topstitch(cloth: Cloth) -> RGB:
    """A thread a little off the cloth's own colour; the classic tobacco thread on blue denim."""
    blue = cloth.color[2] > cloth.color[0] + 0.06
    return rgb("camel") if cloth.material == Material.DENIM and blue else ink_on(cloth.color, 0.26)


def ribs(first: Points, second: Points, step: float = 0.55, tone: float = -0.2) -> tuple[Mark, ...]:
    """Knitted ribs running across a band from its first to its second edge."""
    length = float(np.linalg.norm(np.diff(first, axis=0), axis=1).sum())
    count = max(int(length / step), 3)
    ends = zip(resample(first, count), resample(second, count), strict=True)
    return tuple(Mark(np.stack(pair), width=step * 0.36, tone=tone) for pair in list(ends)[1:-1])


def hem(line: Points, cloth: Cloth, inset: float) -> tuple[Mark, ...]:
    """A turned hem: the row of stitches that holds it, `inset` to the right of the running edge."""
    inner = offset(line, inset)
    return (Mark(inner, width=0.16, tone=-0.16), stitch(inner, topstitch(cloth)))


def button(x: float, y: float, radius: float, color: RGB) -> Part:
    """A four-hole button."""
    gap = radius * 0.3
    dark = shift(color, -0.55) if luma(color) > 0.2 else shift(color, 0.45)
    holes = tuple(
        Mark(ellipse(x + sx * gap, y + sy * gap, radius * 0.13, radius * 0.13, count=8), color=dark, filled=True)
        for sx in (-1, 1)
        for sy in (-1, 1)
    )
    rim = Mark(ellipse(x, y, radius * 0.74, radius * 0.74), width=radius * 0.16, tone=-0.16, closed=True)
    cloth = Cloth(color=color, texture="plain")
    return Part(ellipse(x, y, radius, radius), cloth, puff=0.5, lift=0.9, crumple=0, marks=(rim, *holes))


def both(part: Part) -> list[Part]:
    """The part and its mirror image."""
    return [part, mirrored(part)]


def reshaped(part: Part, place: Callable[[Points], Points]) -> Part:
    """The part with every point of it put through a function."""
    return replace(
        part,
        outline=place(part.outline),
        folds=tuple(replace(fold, line=place(fold.line)) for fold in part.folds),
        marks=tuple(replace(mark, line=place(mark.line)) for mark in part.marks),
        holes=tuple(place(hole) for hole in part.holes),
    )


def moved(part: Part, by: tuple[float, float], size: float = 1.0, tone: float = 0.0) -> Part:
    """The part scaled about the origin, then moved, and toned."""
    return replace(reshaped(part, lambda points: np.asarray(points * size + np.array(by))), tone=part.tone + tone)


def mirrored(part: Part) -> Part:
    """The same piece on the other side of the centre line."""
    return replace(reshaped(part, flip), grain=-part.grain)


def flipped(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks on the other side of the centre line."""
    return tuple(replace(mark, line=flip(mark.line)) for mark in marks)


def flipped_folds(folds: Sequence[Fold], amount: float = 1.0) -> tuple[Fold, ...]:
    """The folds on the other side of the centre line, `amount` times as deep."""
    return tuple(replace(fold, line=flip(fold.line), depth=fold.depth * amount) for fold in folds)
