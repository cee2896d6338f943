"""Jewellery, watches and sunglasses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wardrobe.drawing.geometry import ellipse, offset, rectangle, resample, ribbon, shape, shifted, trace
from wardrobe.drawing.palette import rgb, shift
from wardrobe.drawing.parts import Cloth, Mark, Part, both, flipped, main_cloth, metal, mirrored, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment


def jewellery(spec: DrawnGarment) -> list[Part]:
    """A chain necklace with a round pendant."""
    cloth = metal(spec.color)
    loop = shape("0,14.4 -4.6,11 -8.4,3 -7.8,-5.6 -3.4,-10.4 0,-11.2 3.4,-10.4 7.8,-5.6 8.4,3 4.6,11")
    chain = resample(np.vstack([loop, loop[:1]]), 112)
    core = Part(ribbon(chain, 0.32), cloth, puff=0.3, lift=0.3, crumple=0)
    links = []
    for (x, y), before, after in zip(chain[1:-1], chain[:-2], chain[2:], strict=True):
        lie = float(np.rad2deg(np.arctan2(before[1] - after[1], after[0] - before[0])))
        links.append(Part(ellipse(x, y, 0.36, 0.26, lie), cloth, puff=0.4, lift=0.3, crumple=0))
    rim = Mark(ellipse(0, 17.4, 2.0, 2.0), 0.2, -0.3, closed=True)
    turns = [np.array([[np.cos(a), np.sin(a)]]) for a in np.arange(12) * np.pi / 6]
    rays = [Mark(shifted(np.concatenate([turn * 0.7, turn * 1.7]), 0, 17.4), 0.14, -0.3) for turn in turns]
    pendant = Part(ellipse(0, 17.4, 2.6, 2.6), cloth, puff=1.0, lift=0.8, crumple=0, marks=(rim, *rays))
    bail = Part(ellipse(0, 14.6, 0.7, 1.0), cloth, puff=0.6, lift=0.6, crumple=0, holes=(ellipse(0, 14.6, 0.3, 0.5),))
    return [core, *links, bail, pendant]


def sunglasses(spec: DrawnGarment) -> list[Part]:
    frame = main_cloth(spec, texture="glass")
    tint = Cloth(rgb(spec.secondary) if spec.secondary else shift(frame.color, -0.12), texture="plain")
    lens = shape("1.3,-1.6 2.6,-2.6 5.4,-2.7 7.2,-1.8 7,0.8 5.6,2.5 3.4,2.6 1.7,1.2")
    rim = shape("0.7,-2 2.2,-3.3 5.8,-3.4 8.2,-2.9! 7.8,0.9 6.1,3.2 3.1,3.3 1,1.5")
    temple = shape("7.3,-2.9! 8.2,-2.7! 8.3,-6 7.4,-9.6 5.8,-11.2! 5.2,-10.7! 6.7,-9 7.5,-5.8")
    bridge = shape("-1.2,-1.7! 0,-2.2 1.2,-1.7! 1,-0.8! 0,-1.3 -1,-0.8!")
    depth = Mark(trace("1,-2.8 4,-3 8,-2.4"), 2.6, -0.4, blur=0.8)
    glare = (Mark(trace("2,1.6 4.6,-2.4"), 0.8, 0.3, blur=0.15), Mark(trace("3,2.2 5.4,-2"), 0.3, 0.22, blur=0.1))
    right = Part(lens, tint, puff=0.2, lift=0.2, crumple=0, marks=(depth, *glare))
    # The light falls from one side on both lenses: the left one is mirrored, its glare is not.
    strayed = tuple(replace(mark, line=shifted(mark.line, -8.6, 0)) for mark in glare)
    left = replace(mirrored(right), marks=(*flipped([depth]), *strayed))
    hinges = [Part(ellipse(x, -2.4, 0.26, 0.2), metal(), puff=0.3, lift=0.2, crumple=0) for x in (-7.6, 7.6)]
    return [
        *both(Part(temple, frame, puff=0.5, lift=0, crumple=0)),
        *both(Part(rim, frame, puff=0.7, lift=0.4, crumple=0)),
        right,
        left,
        Part(bridge, frame, puff=0.6, lift=0.4, crumple=0),
        *hinges,
    ]


def watch(spec: DrawnGarment) -> list[Part]:
    strap = main_cloth(spec)
    case = metal("silver" if spec.has("silver") else "gold")
    up = shape("-1.9,-2.6! -1.7,-7 -1.4,-11.4 0,-12.2 1.4,-11.4 1.7,-7 1.9,-2.6!")
    down = shape("-1.9,2.6! -1.6,8 -1.3,13.2 0,14.6 1.3,13.2 1.6,8 1.9,2.6!")
    holes = tuple(Mark(ellipse(0, y, 0.18, 0.24), tone=-0.7, filled=True) for y in (9, 10.2, 11.4, 12.6))
    thread = topstitch(strap)
    dial = rgb(spec.secondary or "white")
    ink = shift(dial, -0.75) if sum(dial) > 1.5 else rgb("cream")
    ticks = [
        Mark(np.array([[np.sin(a) * 1.75, -np.cos(a) * 1.75], [np.sin(a) * 2.1, -np.cos(a) * 2.1]]), 0.12, color=ink)
        for a in np.arange(12) * np.pi / 6
    ]
    hands = [
        Mark(np.array([[0, 0], [np.sin(a) * r, -np.cos(a) * r]]), w, color=ink)
        for a, r, w in ((5.3, 1.1, 0.2), (1.05, 1.7, 0.14))
    ]
    buckle = rectangle(0, -12.4, 3.6, 2.2, 0.5)
    return [
        Part(up, strap, puff=0.8, lift=0.2, crumple=0.2, marks=(stitch(offset(up, -0.25), thread, width=0.08),)),
        Part(
            down, strap, puff=0.8, lift=0.2, crumple=0.2, marks=(*holes, stitch(offset(down, 0.25), thread, width=0.08))
        ),
        Part(buckle, case, puff=0.5, lift=0.5, crumple=0, holes=(rectangle(0, -12.6, 2.5, 1.2, 0.3),)),
        Part(rectangle(3.05, 0, 0.9, 0.9, 0.2), case, puff=0.5, lift=0.2, crumple=0),
        Part(ellipse(0, 0, 2.9, 2.9), case, puff=0.9, lift=0.8, crumple=0),
        Part(
            ellipse(0, 0, 2.4, 2.4),
            Cloth(dial, texture="plain"),
            puff=0.2,
            lift=0.2,
            crumple=0,
            tone=0.02,
            marks=(*ticks, *hands),
        ),
    ]
