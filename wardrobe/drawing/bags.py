"""Totes and crossbody bags."""

from __future__ import annotations

from wardrobe.choices import Material, Pattern
from wardrobe.drawing.geometry import between, ellipse, offset, path, rectangle, shape, shifted, trace
from wardrobe.drawing.palette import rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    main_cloth,
    metal,
    moved,
    plain_cloth,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.spec import DrawnGarment


def bag(spec: DrawnGarment) -> list[Part]:
    return _crossbody(spec) if spec.has("crossbody") else _tote(spec)


def _handle(cloth: Cloth, x: float, top: float, foot: float, width: float, tone: float) -> Part:
    line = path(
        [
            (-x, foot),
            (-x * 0.96, top + 9),
            (-x * 0.62, top + 1.8),
            (0, top),
            (x * 0.62, top + 1.8),
            (x * 0.96, top + 9),
            (x, foot),
        ]
    )
    rows = (
        stitch(offset(line, width * 0.3), topstitch(cloth), width=0.12),
        stitch(offset(line, -width * 0.3), topstitch(cloth), width=0.12),
    )
    return Part(
        between(offset(line, width / 2), offset(line, -width / 2)),
        cloth,
        puff=1.0,
        lift=0.7,
        crumple=0.1,
        tone=tone,
        marks=rows,
    )


def _tote(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    trim = (
        Cloth(rgb(spec.secondary), Material.LEATHER)
        if spec.secondary and spec.pattern == Pattern.SOLID
        else plain_cloth(spec)
    )
    body = shape("-19,0! 0,0.7 19,0! 20.4,14 19.6,29.6 17.4,31.4 0,32 -17.4,31.4 -19.6,29.6 -20.4,14")
    inside = shape("-19,0! 0,-2.2 19,0! 0,1.2")
    edge = trace("-18.4,1.5 0,2.2 18.4,1.5")
    base = trace("-20.2,25.6 0,26.4 20.2,25.6")
    folds = (Fold(trace("-12,3 -13,14 -11,26"), 3.6, 0.5), Fold(trace("10,4 12,15 11,27"), 3.6, -0.5))
    marks = (stitch(edge, topstitch(cloth)), *seam(base, 0.2), stitch(shifted(base, 0, 0.6), topstitch(cloth)))
    tabs = [
        Part(
            rectangle(x, 4.4, 3.0, 7.0, 0.8),
            trim,
            puff=0.7,
            lift=0.6,
            crumple=0,
            marks=(stitch(rectangle(x, 4.4, 2.2, 6.2, 0.6), topstitch(trim), width=0.12),),
        )
        for x in (-9.5, 9.5)
    ]
    return [
        _handle(trim, 9.5, -21.5, 2.0, 1.7, -0.1),
        Part(inside, Cloth(shift(cloth.color, -0.35)), puff=0, lift=0.2, crumple=0),
        Part(body, cloth, puff=1.4, lift=0.4, folds=folds, marks=marks),
        moved(_handle(trim, 9.5, -19.0, 4.0, 1.7, 0.0), (0.0, 1.6)),
        *tabs,
    ]


def _crossbody(spec: DrawnGarment) -> list[Part]:
    cloth = main_cloth(spec)
    strap_line = trace("-12.2,3 -16.4,-8 -11,-19.5 1.5,-22.5 13,-18.4 16.2,-7 12.2,3")
    strap = Part(between(offset(strap_line, 0.65), offset(strap_line, -0.65)), cloth, puff=0.9, lift=0.3, crumple=0.1)
    body = rectangle(0, 9.0, 26.0, 18.0, 3.4)
    flap = shape("-13.2,2.8 -11.4,-0.6 0,-1 11.4,-0.6 13.2,2.8 12.6,9.6 6.5,12.8 0,13.4 -6.5,12.8 -12.6,9.6")
    thread = topstitch(cloth)
    lower = Mark(offset(trace("13,3.2 12.4,9.4 6.4,12.6 0,13.2 -6.4,12.6 -12.4,9.4 -13,3.2"), 0.8), 0.1, -0.1)
    gold = metal("gold")
    rings = [
        Part(ellipse(x, 3.2, 1.5, 1.5), gold, puff=0.6, lift=0.7, crumple=0, holes=(ellipse(x, 3.2, 0.9, 0.9),))
        for x in (-12.4, 12.4)
    ]
    clasp = Part(
        rectangle(0, 12.6, 4.4, 3.0, 1.0),
        gold,
        puff=0.9,
        lift=0.9,
        crumple=0,
        marks=(Mark(ellipse(0, 12.6, 0.9, 0.9), tone=-0.3, filled=True),),
    )
    return [
        strap,
        Part(
            body,
            cloth,
            puff=1.4,
            lift=0.6,
            crumple=0.5,
            marks=(stitch(rectangle(0, 9.0, 24.4, 16.4, 2.8), thread, width=0.12),),
        ),
        Part(flap, cloth, puff=1.2, lift=1.0, crumple=0.5, marks=(stitch(lower.line, thread, width=0.12),)),
        *rings,
        clasp,
    ]
