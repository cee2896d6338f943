"""Skirts, and the waist openings and flutes they share with trousers and dresses. y runs downwards from the waist."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Material
from wardrobe.drawing.geometry import between, flip, path, rectangle, shifted, symmetric, trace
from wardrobe.drawing.palette import RGB, rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    button,
    hem,
    main_cloth,
    plain_cloth,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.spec import DrawnGarment


def inside_waist(spec: DrawnGarment, half: float) -> Part:
    """The inside of the back waistband, above the dip of the front."""
    outline = symmetric(path([(0, -2.6), (half * 0.6, -2.4), (half - 0.2, -1.2), (half - 0.6, 1.6), (0, 3.0)]))
    label = Mark(rectangle(0, -0.6, 4.6, 2.0, 0.2), color=shift(rgb("cream"), 0.1), filled=True, opacity=0.85)
    return Part(
        outline,
        plain_cloth(spec, shift(rgb(spec.color), -0.1)),
        puff=0.3,
        lift=0,
        crumple=0.2,
        tone=-0.16,
        marks=(label,),
    )


def waistband(cloth: Cloth, half: float, depth: float, thread: RGB, loops: bool = True) -> list[Part]:
    """A sewn waistband with belt loops; its top edge dips in front."""
    top = path([(-half, -1.4), (-half * 0.5, 0.1), (0, 0.6), (half * 0.5, 0.1), (half, -1.4)])
    low = path(
        [
            (-half - 0.5, depth - 1.2),
            (-half * 0.5, depth + 0.2),
            (0, depth + 0.7),
            (half * 0.5, depth + 0.2),
            (half + 0.5, depth - 1.2),
        ]
    )
    rows = tuple(stitch(top * (1 - t) + low * t, thread, width=0.14) for t in (0.12, 0.88))
    parts = [Part(between(top, low), cloth, grain=90, puff=0.45, lift=0.45, crumple=0.3, marks=rows)]
    for x in (-half * 0.72, -half * 0.3, half * 0.3, half * 0.72) if loops else ():
        outline = rectangle(x, depth * 0.5 - 0.3, 1.3, depth + 1.4, 0.2)
        sides = tuple(stitch(np.array([[x + d, -1], [x + d, depth + 0.4]]), thread, width=0.1) for d in (-0.4, 0.4))
        parts.append(Part(outline, cloth, puff=0.4, lift=0.6, crumple=0, marks=sides))
    return parts


def skirt(spec: DrawnGarment) -> list[Part]:
    if spec.has("pleated"):
        return _pleated(spec)
    return _pencil(spec) if spec.has("pencil") else _flared(spec)


def _skirt_band(spec: DrawnGarment, half: float, depth: float = 3.6) -> Part:
    top = path([(-half, -1.2), (0, 0.6), (half, -1.2)])
    low = path([(-half - 0.6, depth - 1.0), (0, depth + 0.8), (half + 0.6, depth - 1.0)])
    return Part(
        between(top, low),
        main_cloth(spec),
        grain=90,
        puff=0.6,
        lift=0.45,
        crumple=0.3,
        marks=(Mark(shifted(low, 0, -0.4), 0.14, -0.2),),
    )


def flutes(half: float, spread: float, top: float, bottom: float, count: int, depth: float) -> tuple[Fold, ...]:
    """Soft vertical folds that open towards the hem."""
    folds = []
    for index, x in enumerate(np.linspace(-0.86, 0.86, count)):
        start = top + (bottom - top) * (0.05 if index % 3 else 0.25)
        line = path([(x * half, start), (x * (half + spread) / 2, (top + bottom) / 2), (x * spread, bottom)])
        folds.append(Fold(line, 2.6 + spread / count * 0.4, depth * (1 if index % 2 else -0.9)))
    return tuple(folds)


def _flared(spec: DrawnGarment) -> list[Part]:
    long = {"mini": 42.0, "knee": 58.0, "midi": 76.0, "maxi": 94.0}[spec.length or "knee"]
    wide = 24 + long * 0.22
    cloth = main_cloth(spec)
    edge = [
        (wide, long - 2.6, 1),
        (wide * 0.8, long - 0.6),
        (wide * 0.5, long + 0.8),
        (wide * 0.25, long + 0.2),
        (0, long + 1),
    ]
    right = path([(0, 0.8, 1), (17.6, 0, 1), (21.5, long * 0.3), *edge])
    outline = symmetric(right)
    low = outline[outline[:, 1] > long - 2.9]
    marks = hem(low[np.argsort(low[:, 0])], cloth, -1.6)
    body = Part(outline, cloth, puff=0.7, lift=0.2, folds=flutes(15, wide * 0.96, 4, long, 9, 0.75), marks=marks)
    parts = [inside_waist(spec, 17.4), body, _skirt_band(spec, 17.6)]
    if spec.has("buttons"):
        knobs = [button(0, y, 0.95, shift(rgb(spec.color), -0.45)) for y in np.linspace(6.5, long - 8, 7)]
        strip = Part(rectangle(0, long / 2 + 1.5, 4.0, long - 1.5), cloth, puff=0.3, lift=0.4, crumple=0.6)
        return [parts[0], body, strip, parts[2], *knobs]
    return parts


def _pencil(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    thread = topstitch(cloth)
    right = trace("0,0.8! 18.4,0! 22.6,16 23.4,30 22.4,57.5! 10,58.6 0,58.8!")
    outline = symmetric(right)
    low = outline[outline[:, 1] > 57.3]
    dart = trace("9.5,3.6 9.8,12")
    marks = [*hem(low[np.argsort(low[:, 0])], cloth, -2.2), *seam(dart, 0.2), *seam(flip(dart), 0.2)]
    folds = tuple(
        Fold(path([(s * 21, 22 + d), (s * 8, 25 + d), (s * -3, 24 + d)]), 2.2, 0.4)
        for s, d in ((1, 0), (-1, 4), (1, 14))
    )
    if spec.material == Material.DENIM:
        seam_line = np.array([[0.0, 3.5], [0.0, 58.8]])
        marks += [
            *seam(seam_line, 0.3),
            stitch(shifted(seam_line, 0.6, 0), thread),
            Mark(trace("9,22 9.6,34 9.6,44"), 8, 0.18, blur=4.2),
        ]
        marks += [Mark(trace("-9,22 -9.6,34 -9.6,44"), 8, 0.18, blur=4.2)]
    band = waistband(cloth, 18.4, 4.0, thread, loops=spec.material == Material.DENIM)
    return [inside_waist(spec, 18.2), Part(outline, cloth, puff=0.6, lift=0.2, folds=folds, marks=tuple(marks)), *band]


def _pleated(spec: DrawnGarment) -> list[Part]:
    """Knife pleats: each lit on its crest and dark where the next one covers it."""
    long = {"mini": 42.0, "knee": 58.0, "midi": 78.0, "maxi": 92.0}[spec.length or "midi"]
    wide, count = 22 + long * 0.26, 17
    cloth = main_cloth(spec)
    right = path(
        [(0, 0.8, 1), (17.4, 0, 1), (20.5, long * 0.28), (wide, long - 2.2, 1), (wide * 0.5, long + 0.2), (0, long + 1)]
    )
    marks: list[Mark] = []
    for share in np.linspace(-1, 1, count)[1:-1]:
        line = path([(share * 17, 2.5), (share * 20, long * 0.28), (share * wide, long + 1.5)])
        marks += [
            Mark(line, 0.24, -0.36),
            Mark(shifted(line, 0.8, 0), 1.6, -0.2, blur=0.7),
            Mark(shifted(line, -0.9, 0), 1.0, 0.3, blur=0.5),
        ]
    body = Part(symmetric(right), cloth, puff=0.6, lift=0.2, crumple=0.6, marks=tuple(marks))
    return [inside_waist(spec, 17.2), body, _skirt_band(spec, 17.4)]
