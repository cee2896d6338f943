"""From parts in centimetres to pixels."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Pattern
from wardrobe.drawing.fabrics import Hand, hand, surface
from wardrobe.drawing.geometry import Points, Sway
from wardrobe.drawing.parts import Mark, Part
from wardrobe.drawing.patterns import colorway
from wardrobe.drawing.raster import Box, Image, blur, depth_inside, fill, moved, noise_tile, sample, strokes
from wardrobe.drawing.shading import apply_light, folded, lit, rounded, wrinkles
from wardrobe.drawing.spec import Drawing

MARGIN = 0.07
REFERENCE = 768.0


class Easel:
    """A square canvas that parts are painted on, back to front."""

    def __init__(self, parts: list[Part], size: int, seed: int, sway: float = 1.0) -> None:
        corners = np.concatenate([part.outline for part in parts])
        low, high = corners.min(axis=0), corners.max(axis=0)
        self.size, self.seed = size, seed
        self.extent = float(np.max(high - low))
        self.scale = size * (1 - 2 * MARGIN) / self.extent
        self.middle = (low + high) / 2
        self.sway = Sway(seed, self.extent * 0.0048 * sway, self.extent)
        self.fine = size / REFERENCE
        # Premultiplied, so that soft edges never pick up the empty canvas.
        self.rgb: Image = np.zeros((size, size, 3), np.float32)
        self.alpha: Image = np.zeros((size, size), np.float32)

    def to_pixels(self, points: Points) -> Points:
        return np.asarray((self.sway(points) - self.middle) * self.scale + self.size / 2)

    def box_of(self, points: Points, pad: float) -> Box:
        low = np.floor(points.min(axis=0) - pad).astype(int)
        high = np.ceil(points.max(axis=0) + pad).astype(int)
        x0, y0 = (int(max(value, 0)) for value in low)
        x1, y1 = (int(min(value, self.size)) for value in high)
        return x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)

    def grain_coordinates(self, part: Part, box: Box) -> tuple[Image, Image]:
        """Weft and warp coordinates in cm of every pixel of the box; zero at the part's own centre line."""
        x0, y0, x1, y1 = box
        y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        anchor = part.outline.mean(axis=0) if part.grain else np.array([0.0, 0.0])
        origin = (anchor - self.middle) * self.scale + self.size / 2
        dx, dy = (
            (x - np.float32(origin[0])) / np.float32(self.scale),
            (y - np.float32(origin[1])) / np.float32(self.scale),
        )
        angle = np.deg2rad(part.grain)
        cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        return dx * cos + dy * sin, dy * cos - dx * sin

    def paint(self, part: Part) -> None:
        outline = self.to_pixels(part.outline)
        box = self.box_of(outline, 3 + 0.9 * self.scale)
        manner = hand(part.cloth.surface)
        cover = fill([outline], [self.to_pixels(hole) for hole in part.holes], box)
        cover = self._frayed(cover, manner, box)
        self._shadow(part, cover, box)
        color = self._colored(part, cover, box, manner)
        for mark in part.marks:
            color = self._marked(color, mark, box)
        window = np.s_[box[1] : box[3], box[0] : box[2]]
        rest = 1 - cover
        self.rgb[window] = self.rgb[window] * rest[..., None] + color * cover[..., None]
        self.alpha[window] = self.alpha[window] * rest + cover

    def _frayed(self, cover: Image, manner: Hand, box: Box) -> Image:
        """Wool and knits have no cut edge: fibres make it waver."""
        if not manner.fuzz:
            return cover
        soft = blur(cover, 0.9 * self.fine)
        y, x = np.mgrid[box[1] : box[3], box[0] : box[2]].astype(np.float32)
        fibre = sample(noise_tile(7, 256, 4, 1, 0.6), x / np.float32(self.fine), y / np.float32(self.fine))
        rough = (soft - 0.5) * 1.35 + 0.5 + fibre * np.float32(manner.fuzz) * soft * (1 - soft)
        return np.clip(rough, 0, 1).astype(np.float32)

    def _shadow(self, part: Part, cover: Image, box: Box) -> None:
        """The part darkens what it lies on, a little to the lower right."""
        if part.lift <= 0:
            return
        reach = 0.32 * self.scale * min(self.extent / 75, 1) + 1.0 * self.fine
        cast = moved(blur(cover, reach), reach * 0.4, reach * 0.7)
        window = np.s_[box[1] : box[3], box[0] : box[2]]
        self.rgb[window] *= (1 - np.float32(0.42 * part.lift) * cast)[..., None]

    def _colored(self, part: Part, cover: Image, box: Box, manner: Hand) -> Image:
        u, v = self.grain_coordinates(part, box)
        cloth = part.cloth
        reach = 0.85 * self.scale * min(self.extent / 75, 1)
        relief = rounded(cover, part.puff * reach * 0.55, reach)
        if part.crumple and manner.wrinkle:
            relief = relief + wrinkles(u, v, manner, self.seed, part.crumple) * np.float32(self.scale)
        if part.folds:
            lines = [self.to_pixels(fold.line) for fold in part.folds]
            relief = relief + folded(list(part.folds), lines, self.scale, box)
        # Bilinear reads leave facets that a lamp would find.
        relief = blur(np.asarray(relief, dtype=np.float32), 1.3 * self.fine)
        pixels = np.float32(self.scale / self.fine)
        tone, weave = surface(cloth.surface, u * pixels, v * pixels)
        shade, gloss = lit(relief + weave * np.float32(manner.relief * 0.5 * self.fine), manner)
        edge = np.exp(-depth_inside(cover) / np.float32(1.5 * self.fine))
        shade = (shade + np.float32(part.tone)) * (1 + tone) - np.float32(0.16) * edge
        flat = colorway(cloth, *self._bent(u, v, relief)) if cloth.pattern != Pattern.SOLID else self._plain(part, u)
        return apply_light(flat, np.asarray(shade, dtype=np.float32), gloss)

    def _bent(self, u: Image, v: Image, relief: Image) -> tuple[Image, Image]:
        """Pattern coordinates that ride over the folds."""
        sag = blur(relief, 2 * self.fine) / np.float32(self.scale)
        return u + np.float32(0.55) * sag, v - np.float32(0.55) * sag

    @staticmethod
    def _plain(part: Part, like: Image) -> Image:
        return np.broadcast_to(np.array(part.cloth.color, np.float32), (*like.shape, 3)).astype(np.float32)

    def _marked(self, color: Image, mark: Mark, box: Box) -> Image:
        line = self.to_pixels(mark.line)
        near = self.box_of(line, (mark.width + 2.5 * mark.blur) * self.scale + 3)
        x0, y0 = max(near[0], box[0]), max(near[1], box[1])
        x1, y1 = min(near[2], box[2]), min(near[3], box[3])
        if x1 <= x0 or y1 <= y0:
            return color
        inner = (x0, y0, x1, y1)
        if mark.filled:
            cover = fill([line], [], inner)
        else:
            lines = dashes(line, mark.dash, self.scale) if mark.dash else [line]
            cover = strokes(lines, [max(mark.width * self.scale, 0.7 * self.fine)] * len(lines), mark.closed, inner)
        if mark.blur:
            cover = blur(cover, mark.blur * self.scale)
        cover = (cover * np.float32(mark.opacity))[..., None]
        window = np.s_[y0 - box[1] : y1 - box[1], x0 - box[0] : x1 - box[0]]
        here = color[window]
        if mark.color is not None:
            goal = np.array(mark.color, np.float32)
        else:
            # Darkening multiplies; lightening lifts, so that it shows on dark cloth too.
            goal = here * np.float32(1 + min(mark.tone, 0)) + (1 - here) * np.float32(max(mark.tone, 0) * 0.5)
            goal = goal + np.float32(min(mark.tone, 0) * 0.06)
        color[window] = np.clip(here * (1 - cover) + goal * cover, 0, 1)
        return color

    def finish(self) -> Drawing:
        """Round the whole silhouette, let the light fall off, and read the canvas out."""
        reach = 1.9 * self.scale * min(self.extent / 75, 1)
        relief = rounded(self.alpha, 0.42 * reach, reach)
        shade, _ = lit(relief, Hand())
        ramp = np.linspace(0.02, -0.02, self.size, dtype=np.float32)
        shade = shade + ramp[:, None] + ramp[None, :]
        straight = np.asarray(self.rgb / np.maximum(self.alpha, 1e-3)[..., None], dtype=np.float32)
        color = apply_light(straight, np.asarray(shade, dtype=np.float32), np.zeros_like(relief))
        alpha = np.round(self.alpha * 255).astype(np.uint8)
        return Drawing(np.round(color * 255).astype(np.uint8), alpha)


def dashes(line: Points, dash: tuple[float, float], scale: float) -> list[Points]:
    """The line, in pixels, cut into dashes of (on, off) centimetres."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    starts = np.arange(0.0, lengths[-1], (dash[0] + dash[1]) * scale)
    steps = np.linspace(0, dash[0] * scale, 3)
    at = np.minimum(starts[:, None] + steps[None, :], lengths[-1])
    x, y = np.interp(at, lengths, line[:, 0]), np.interp(at, lengths, line[:, 1])
    return list(np.stack([x, y], axis=2))


def paint(parts: list[Part], size: int, seed: int, sway: float = 1.0) -> Drawing:
    """The parts, given back to front, fitted into a square picture of `size` pixels."""
    easel = Easel(parts, size, seed, sway)
    for part in parts:
        easel.paint(part)
    return easel.finish()
