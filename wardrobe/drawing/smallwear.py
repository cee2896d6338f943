"""Underwear, swimwear and socks."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Pattern
from wardrobe.drawing.geometry import between, flip, offset, path, resample, shape, shifted, symmetric, trace
from wardrobe.drawing.palette import rgb, shift
from wardrobe.drawing.parts import Fold, Mark, Part, both, main_cloth, moved, plain_cloth, ribs, seam, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment


def underwear(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    right = trace("0,0.6! 16.2,0! 17,9 17.4,20.5! 8,22.6 3,20.4! 0,20.8!")
    seams = [trace("5.6,3 4,12 1.6,20"), trace("-5.6,3 -4,12 -1.6,20")]
    low = trace("17.4,20.5 8,22.6 3,20.4")
    marks = [m for line in seams for m in seam(line, 0.2)] + [
        stitch(offset(curve, -1.2 * s), topstitch(cloth)) for curve, s in ((low, -1), (flip(low), 1))
    ]
    top, bottom = trace("-16.2,-0.4 0,0.4 16.2,-0.4"), trace("-16.6,3.2 0,4 16.6,3.2")
    accent = plain_cloth(spec, rgb(spec.secondary) if spec.secondary and spec.pattern == Pattern.SOLID else None)
    band = Part(between(top, bottom), accent, puff=0.7, lift=0.4, crumple=0.3, marks=ribs(top, bottom, 0.7, -0.12))
    return [Part(symmetric(right), cloth, puff=0.9, lift=0, marks=tuple(marks)), band]


def socks(spec: DrawnGarment) -> list[Part]:
    """A pair of crew socks, lying side by side."""
    cloth = main_cloth(spec)
    outline = shape("-5,-30! 5,-30! 5.2,-14 6.2,-8.4 13,-4.6 16.4,-0.6 14.6,3.6 8,4.4 0,2.6 -5.6,0.4 -6.6,-6 -5.2,-14")
    accent = plain_cloth(spec, rgb(spec.secondary) if spec.secondary else shift(cloth.color, -0.2))
    toe = shape("11.4,-5.6! 16.6,-0.6 14.6,3.8 9.8,4.4! 9.6,-0.8")
    heel = shape("-6.6,-6.6! -5.8,0.6 0.6,2.8! -0.6,-2.8")
    top, low = np.array([[-5.1, -30.4], [5.1, -30.4]]), np.array([[-5.3, -24], [5.3, -24]])
    from_ribs = resample(top, 17), resample(low, 17)
    rib_marks = tuple(Mark(np.stack(ends), 0.2, -0.2) for ends in zip(*from_ribs, strict=True))
    cuff = Part(
        between(top, low),
        accent if spec.pattern == Pattern.SOLID else plain_cloth(spec),
        puff=0.8,
        lift=0.3,
        marks=rib_marks,
    )
    folds = (Fold(trace("-5,-4 1,-6.4 5.6,-9"), 1.6, -0.6), Fold(trace("-4,-8 1,-9.4 5,-11"), 1.4, 0.5))
    sock = [
        Part(outline, cloth, puff=1.2, lift=0.7, folds=folds),
        Part(toe, accent, puff=0.8, lift=0.2),
        Part(heel, accent, puff=0.6, lift=0.2),
        cuff,
    ]
    return [*(moved(part, (9.0, -4.0)) for part in sock), *sock]


def swimwear(spec: DrawnGarment) -> list[Part]:
    """A one-piece with thin straps."""
    cloth = main_cloth(spec)
    neck = trace("0,21 6.5,18.5 10.4,10.5!")
    side = trace("12.6,10.5! 14.2,19 18.6,25! 15.8,40 18.8,54 19.4,58! 10.5,64.5 4.6,74.5! 0,75.5")
    outline = symmetric(np.concatenate([neck, side]))
    bindings = [offset(neck, 0.8), offset(trace("19.4,58 10.5,64.5 4.6,74.5"), 0.8)]
    marks = [Mark(line, 0.16, -0.22) for curve in bindings for line in (curve, flip(curve))]
    ruche = [
        Fold(path([(s * 15, y), (s * 8, y + 1.5), (s * 2, y + 1)]), 1.4, d)
        for s in (-1, 1)
        for y, d in ((38, 0.6), (42, -0.6), (46, 0.6))
    ]
    back = symmetric(np.concatenate([trace("0,30 9,24 12,12"), [[14, 20], [16, 26], [8, 36], [0, 38]]]))
    strap_line = trace("11.6,11.2 11.2,4 10.6,0.5 11.8,0.4 12.8,8 12.6,14")
    strap = Part(
        between(shifted(strap_line, -0.55, 0), shifted(strap_line, 0.55, 0)), plain_cloth(spec), puff=0.7, lift=0.4
    )
    inside = Part(back, plain_cloth(spec, shift(rgb(spec.color), -0.2)), lift=0, tone=-0.12)
    return [inside, *both(strap), Part(outline, cloth, puff=1.0, lift=0.5, folds=tuple(ruche), marks=tuple(marks))]
