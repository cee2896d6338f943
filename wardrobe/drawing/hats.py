"""Beanies, brimmed hats and caps."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Material
from wardrobe.drawing.geometry import between, ellipse, mix, offset, path, shape, shifted, trace
from wardrobe.drawing.palette import rgb
from wardrobe.drawing.parts import Cloth, Fold, Mark, Part, main_cloth, plain_cloth, ribs, seam, stitch, topstitch
from wardrobe.drawing.spec import DrawnGarment


def hat(spec: DrawnGarment) -> list[Part]:
    if spec.has("beanie"):
        return _beanie(spec)
    return _cap(spec) if spec.has("cap") else _brimmed(spec)


def _beanie(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec, texture="plain")
    crown = shape("-11.4,9! -11.2,2 -7.6,-8 0,-11.4 7.6,-8 11.2,2 11.4,9!")
    wales: list[Mark] = []
    for share in np.linspace(-1, 1, 25)[1:-1]:
        line = path([(share * 11.4, 9.5), (share * 11.0, 2), (share * 7.4, -7.0), (share * 1.6, -11.2)])
        wales += [Mark(line, 0.3, -0.2), Mark(shifted(line, 0.46, 0), 0.3, 0.22)]
    cuff_top, cuff_low = trace("-12.4,6.4 0,7.4 12.4,6.4"), trace("-12.2,13 0,14.2 12.2,13")
    turned = ribs(cuff_top, cuff_low, 0.95, -0.2)
    outline = shape("-12.4,6.4 0,7.4 12.4,6.4 12.7,9.8 12.2,13 0,14.2 -12.2,13 -12.7,9.8")
    knit = Cloth(cloth.color, Material.WOOL)
    return [
        Part(crown, knit, puff=1.6, lift=0, crumple=0.3, marks=tuple(wales)),
        Part(outline, knit, grain=0, puff=1.3, lift=1.0, crumple=0.2, marks=turned),
    ]


def _brimmed(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec, texture="straw" if spec.has("straw") else "")
    brim = shape("-21,5 -14,1 0,0 14,1 21,5 15.5,9.4 0,11.2 -15.5,9.4")
    crown = shape("-10.6,5.6! -9.6,-3 -7.4,-9.2 -2.6,-10.6 0,-9.4 2.8,-10.6 7.4,-9 9.6,-3 10.6,5.6! 0,8.2")
    ribbon = shape("-10.8,1.2! 0,3.6 10.8,1.2! 10.9,5.6! 0,8.3 -10.9,5.6!")
    band = Cloth(rgb(spec.secondary or "black"), Material.SILK)
    pinch = (Fold(trace("0,-9 0.4,-5 0.2,-1"), 2.6, -0.9), Fold(trace("-6,-8 -5,-4 -5.4,0"), 2.4, -0.4))
    edge = Mark(offset(brim, 0.7), 0.2, -0.2, closed=True)
    return [
        Part(brim, cloth, puff=0.8, lift=0, crumple=0.2, marks=(edge,)),
        Part(crown, cloth, puff=1.6, lift=1.0, crumple=0.2, folds=pinch),
        Part(ribbon, band, puff=0.5, lift=0.5, crumple=0.2),
    ]


def _cap(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    brim = plain_cloth(spec, rgb(spec.secondary) if spec.secondary else None)
    crown = shape("-10.6,7! -10.6,-1 -6.8,-8 0,-10.2 6.8,-8 10.6,-1 10.6,7! 0,5.4")
    top, low = trace("-10.7,7 -6,5.4 0,4.9 6,5.4 10.7,7"), trace("-10.7,7 -8.6,10.4 0,13 8.6,10.4 10.7,7")
    seams = [trace("0,-10 0,5"), trace("-0.6,-9.9 -5.2,-3 -6,5"), trace("0.6,-9.9 5.2,-3 6,5")]
    thread = topstitch(cloth)
    marks = [m for row in seams for m in (*seam(row, 0.22), stitch(shifted(row, 0.5, 0), thread, width=0.12))]
    eyelets = [Mark(ellipse(x, -3.6, 0.5, 0.5), tone=-0.4, filled=True) for x in (-2.6, 2.6)]
    rows = tuple(stitch(mix(top, low, share), topstitch(brim), width=0.12) for share in (0.3, 0.52, 0.72, 0.9))
    knob = Part(ellipse(0, -10.2, 0.9, 0.6), cloth, puff=0.8, lift=0.5, crumple=0)
    peak = Part(between(top, low), brim, puff=1.1, lift=1.0, crumple=0.2, marks=rows)
    return [Part(crown, cloth, puff=1.6, lift=0, crumple=0.5, marks=(*marks, *eyelets)), knob, peak]
