"""T-shirts, tank tops, polos, shirts and blouses."""

from __future__ import annotations

import numpy as np

from wardrobe.choices import Pattern
from wardrobe.drawing.geometry import (
    Points,
    between,
    flip,
    offset,
    path,
    rectangle,
    resample,
    rotate,
    shape,
    shifted,
    symmetric,
    trace,
)
from wardrobe.drawing.palette import RGB, luma, rgb, shift
from wardrobe.drawing.parts import (
    Cloth,
    Fold,
    Mark,
    Part,
    both,
    button,
    hem,
    main_cloth,
    plain_cloth,
    ribs,
    seam,
    stitch,
    topstitch,
)
from wardrobe.drawing.prints import placed_print
from wardrobe.drawing.spec import DrawnGarment
from wardrobe.drawing.torso import SLEEVE_REACH, Arm, Torso, body_folds, inside_back, neck_band


def sleeves(spec: DrawnGarment, torso: Torso, arm: Arm, cuff_hem: float = 1.8) -> list[Part]:
    """A pair of plain hemmed sleeves."""
    cloth = main_cloth(spec)
    marks = hem(arm.cuff, cloth, cuff_hem) if cuff_hem else ()
    return both(Part(arm.outline, cloth, grain=arm.grain, puff=0.5, lift=0.0, folds=arm.folds(), marks=marks))


def bottom_edge(outline: Points, length: float) -> Points:
    """The hem of a body outline, from left to right."""
    low = outline[outline[:, 1] > length - 1.2]
    return low[np.argsort(low[:, 0])]


def armhole_seams(torso: Torso) -> tuple[Mark, ...]:
    line = torso.armhole()
    return (*seam(line, 0.2), *seam(flip(line), 0.2))


def t_shirt(spec: DrawnGarment) -> list[Part]:
    neck, drop = (8.4, 15.0) if spec.collar == "v" else (8.6, 9.4)
    torso = Torso(spec, 26.0, 68.0, neck, drop)
    reach = SLEEVE_REACH[spec.sleeve or "short"]
    arm = Arm(torso, reach, 4.9 if reach > 0.5 else 6.0, spread=1.7 if reach < 0.5 else 0.95)
    cloth = main_cloth(spec)
    opening = path([(0, drop, 1), (neck, 0, 1)]) if spec.collar == "v" else None
    outline = torso.body(waist=0.8, neck=opening)
    edge = hem(bottom_edge(outline, torso.length), cloth, -2.2)
    body = Part(outline, cloth, puff=0.4, lift=0.3, folds=body_folds(torso), marks=(*edge, *armhole_seams(torso)))
    parts = [*sleeves(spec, torso, arm), inside_back(spec, torso), body]
    if spec.pattern == Pattern.GRAPHIC:
        parts[-1] = with_print(spec, body, (0, 33), 25)
    if spec.collar == "v":
        return [*parts, *v_band(spec, torso)]
    if spec.has("pocket"):
        parts.append(patch_pocket(cloth, 10.5, 27.5, 9.5, 10.5))
    return [*parts, *neck_band(spec, torso, 2.1)]


def with_print(spec: DrawnGarment, body: Part, middle: tuple[float, float], width: float) -> Part:
    marks = (*placed_print(spec, middle, width), *body.marks)
    return Part(body.outline, body.cloth, body.grain, body.puff, body.lift, body.crumple, body.tone, body.folds, marks)


def v_band(spec: DrawnGarment, torso: Torso, width: float = 1.7) -> list[Part]:
    """The narrow band of a V-neck: back bar and two straight sides."""
    n, d = torso.neck, torso.drop
    cloth = plain_cloth(spec)
    back = between(path([(-n + 0.6, -0.9), (0, 0.7), (n - 0.6, -0.9)]), path([(-n + 1, 0.8), (0, 2.4), (n - 1, 0.8)]))
    line, inner = np.array([[0, d], [n, 0.0]]), np.array([[0, d - width * 1.9], [n - width * 0.8, -0.9]])
    side = Part(
        between(line, inner), cloth, puff=0.5, lift=0.25, crumple=0, marks=(Mark(line, 0.2, -0.2), *ribs(inner, line))
    )
    return [Part(back, cloth, puff=0.4, lift=0.2, crumple=0, tone=-0.08), *both(side)]


def tank_top(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 24.0, 62.0, 8.6, 15.0)
    cloth = main_cloth(spec)
    a, strap = torso.armpit, 13.0
    front = trace("0,15.5 4.8,13.6 7.8,7.5 8.6,0")
    right = np.concatenate(
        [
            front,
            path([(8.6, 0, 1), (strap, 0.9, 1), (13.6, 11), (17.5, 19.2), (a[0], a[1] - 0.5, 1)])[1:],
            path([(a[0], a[1] - 0.5), (a[0] - 1.6, 42), (a[0] + 0.6, 61.4)])[1:],
            path([(a[0] + 0.6, 61.4), (12, 62.2), (0, 62.5)])[1:],
        ]
    )
    arm_line = path([(strap, 0.9), (13.6, 11), (17.5, 19.2), (a[0], a[1] - 0.5)])
    binding = [Mark(offset(front, 1.1), 0.16, -0.2), Mark(offset(arm_line, 1.1), 0.16, -0.2)]
    marks = [*binding, *(Mark(flip(m.line), m.width, m.tone) for m in binding)]
    outline = symmetric(right)
    marks += hem(bottom_edge(outline, 62.0), cloth, -2.0)
    back = trace("0,7.5 5.2,6.3 8.2,2 9,-0.4")
    inside = symmetric(np.concatenate([back, [[strap - 0.2, 0.4], [13.4, 11], [12, 20]]]))
    behind = plain_cloth(spec, shift(rgb(spec.color), -0.14))
    return [
        Part(
            inside,
            behind,
            puff=0.2,
            lift=0,
            crumple=0.3,
            marks=(Mark(shifted(_mirror_line(back), 0, 1.1), 0.16, -0.2),),
        ),
        Part(outline, cloth, puff=0.45, lift=0.5, folds=body_folds(torso), marks=tuple(marks)),
    ]


def _mirror_line(right: Points) -> Points:
    return np.concatenate([flip(right)[::-1], right[1:]])


def polo(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 26.5, 70.0, 8.6, 8.2)
    arm = Arm(torso, 0.4, 7.2, spread=1.7)
    cloth = main_cloth(spec)
    outline = torso.body(waist=0.6)
    edge = hem(bottom_edge(outline, torso.length), cloth, -2.2)
    body = Part(outline, cloth, puff=0.4, lift=0.3, folds=body_folds(torso), marks=(*edge, *armhole_seams(torso)))
    upper, lower = arm.ring(2.6)
    accent = rgb(spec.secondary) if spec.secondary and spec.pattern == Pattern.SOLID else rgb(spec.color)
    knit = plain_cloth(spec, accent)
    cuff = Part(
        between(upper, lower), knit, grain=arm.grain, lift=0.2, crumple=0.2, marks=ribs(upper, lower, 0.5, -0.14)
    )
    placket = rectangle(0, 15.6, 3.6, 16.5, 0.2)
    lines = (stitch(rectangle(0, 15.6, 2.9, 15.8, 0.1), topstitch(cloth)),)
    front = Part(placket, plain_cloth(spec), puff=0.3, lift=0.35, crumple=0.3, marks=lines)
    buttons = [button(0, y, 0.62, button_color(cloth)) for y in (12.2, 16.6, 21.0)]
    parts = [*sleeves(spec, torso, arm, 0), *both(cuff), inside_back(spec, torso), body, front, *buttons]
    return [*parts, *collar(spec, torso, knit, point=7.2, spread=8.6, ribbed=True)]


def button_color(cloth: Cloth) -> RGB:
    return rgb("cream") if luma(cloth.color) > 0.45 else shift(cloth.color, 0.28)


def collar(
    spec: DrawnGarment, torso: Torso, cloth: Cloth, point: float, spread: float, ribbed: bool = False
) -> list[Part]:
    """A turned-down collar, buttoned: the back of the fall, then two leaves that meet at the throat."""
    n = torso.neck
    throat = torso.drop - 1.6
    back_top = path([(-n + 0.2, -1.8), (-n * 0.6, -3.6), (0, -4.2), (n * 0.6, -3.6), (n - 0.2, -1.8)])
    back_low = path([(-n + 0.2, 2.2), (0, 4.0), (n - 0.2, 2.2)])
    stand = Part(between(back_top, back_low), cloth, puff=0.4, lift=0, crumple=0.2, tone=-0.14)
    fold_line = path([(0, throat), (n * 0.34, throat - 4.0), (n * 0.78, -1.0), (n * 0.92, -2.6)])
    tip = (spread, throat + point * 0.82)
    edge = path(
        [(0, throat + 0.4, 1), (tip[0] * 0.5, throat + point * 0.46), (*tip, 1), (n + 2.6, 2.6), (n * 0.92, -2.6, 1)]
    )
    leaf = between(fold_line, edge)
    rim = path([(0, throat + 0.4, 1), (*tip, 1), (n + 2.6, 2.6), (n * 0.92, -2.6)])
    inner = shifted(rim * [0.93, 1], 0, -0.7)
    line = Mark(inner, 0.16, -0.16) if ribbed else stitch(inner, topstitch(cloth), width=0.14)
    piece = Part(leaf, cloth, grain=-28, puff=0.7, lift=0.9, crumple=0.3, marks=(line,))
    return [stand, *both(piece)]


def patch_pocket(cloth: Cloth, x: float, y: float, width: float, height: float) -> Part:
    """A pocket sewn onto the body about (x, y), pointed at the bottom."""
    w, h = width / 2, height / 2
    outline = np.array([[x - w, y - h], [x + w, y - h], [x + w, y + h * 0.72], [x, y + h], [x - w, y + h * 0.72]])
    inset = shifted((shifted(outline, -x, -y)) * 0.92, x, y)
    band = np.array([[x - w, y - h + 1.7], [x + w, y - h + 1.7]])
    marks = (
        stitch(inset[1:], topstitch(cloth)),
        stitch(inset[[0, 4, 3]], topstitch(cloth)),
        stitch(band, topstitch(cloth)),
    )
    return Part(
        outline, cloth, puff=0.25, lift=0.35, crumple=0.5, marks=(*marks, Mark(outline, 0.2, -0.2, closed=True))
    )


def placket(cloth: Cloth, top: float, bottom: float, width: float = 3.4) -> Part:
    """The button band down the middle of a shirt front."""
    outline = rectangle(0, (top + bottom) / 2, width, bottom - top)
    rows = [np.array([[x, top], [x, bottom]]) for x in (-width / 2 + 0.5, width / 2 - 0.5)]
    marks = [stitch(row, topstitch(cloth), width=0.13) for row in rows]
    return Part(outline, cloth, puff=0.25, lift=0.3, crumple=0.7, marks=tuple(marks))


def shirt_tail(torso: Torso, rise: float = 6.0) -> Points:
    """The curved hem of a shirt body, right half closed to a whole outline."""
    s, a, length = torso.shoulder, torso.armpit, torso.length
    right = path(
        [
            (0, torso.drop, 1),
            (torso.neck * 0.7, torso.drop * 0.5),
            (torso.neck, 0, 1),
            (s[0], s[1], 1),
            (s[0] - 2.2, s[1] + 8),
            (a[0] - 1.6, a[1] - 3.5),
            (a[0], a[1], 1),
            (a[0] - 1.4, length * 0.58),
            (a[0] - 0.4, length - rise - 3),
            (a[0] - 2.2, length - rise),
            (a[0] * 0.62, length - 0.8),
            (a[0] * 0.3, length),
            (0, length),
        ]
    )
    return symmetric(right)


def shirt(spec: DrawnGarment) -> list[Part]:
    torso = Torso(spec, 27.0, 76.0, 8.2, 7.6)
    reach = SLEEVE_REACH[spec.sleeve or "long"]
    long = reach > 0.9
    arm = Arm(torso, 0.9 if long else reach, 5.2 if long else 8.6, spread=0.9 if long else 1.6)
    cloth, flat = main_cloth(spec), main_cloth(spec)
    outline = shirt_tail(torso)
    low = outline[outline[:, 1] > torso.length - 9]
    tail = low[np.argsort(low[:, 0])]
    yoke = np.array([[torso.neck + 1.2, 4.4], [torso.shoulder[0] - 0.9, 9.0]])
    marks = (*armhole_seams(torso), *hem(tail, cloth, -1.0), *seam(yoke, 0.16), *seam(flip(yoke), 0.16))
    body = Part(outline, cloth, puff=0.4, lift=0.35, folds=body_folds(torso, 1.1), marks=marks)
    parts = [*sleeves(spec, torso, arm, 0 if long else 2.4)]
    if long:
        parts += both(cuff(cloth, arm))
    back = Part(symmetric(trace("0,-3.4 6.5,-2.8 8.2,1 4,9 0,9")), plain_cloth(spec), tone=-0.22, lift=0)
    parts += [back, body, placket(flat, torso.drop - 0.6, torso.length - 0.3)]
    if spec.has("pocket"):
        parts.append(patch_pocket(flat, 11.5, 28.5, 10.5, 12.0))
    tone = button_color(cloth)
    parts += [button(0, y, 0.58, tone) for y in np.linspace(torso.drop + 6.5, torso.length - 10, 6)]
    fall = rgb("white") if spec.has("contrast") else None
    return [*parts, *collar(spec, torso, main_cloth(spec) if fall is None else plain_cloth(spec, fall), 8.6, 8.2)]


def nape(spec: DrawnGarment) -> Part:
    """The inside of the back behind a buttoned collar."""
    outline = symmetric(trace("0,-3.4 6.5,-2.8 8.4,1 4,9 0,9"))
    return Part(outline, plain_cloth(spec), lift=0, tone=-0.22)


def cuff(cloth: Cloth, arm: Arm, depth: float = 6.2) -> Part:
    """A buttoned shirt cuff at the end of a sleeve."""
    upper, lower = arm.ring(0.4, depth)
    rows = [stitch(upper * (1 - t) + lower * t, topstitch(cloth), width=0.13) for t in (0.1, 0.9)]
    dot = upper[5] * 0.5 + lower[5] * 0.5
    knob = Mark(rectangle(dot[0], dot[1], 1.0, 1.0, 0.5), color=button_color(cloth), filled=True)
    return Part(between(upper, lower), cloth, grain=arm.grain, puff=0.5, lift=0.5, crumple=0.3, marks=(*rows, knob))


def blouse(spec: DrawnGarment) -> list[Part]:
    """A loose blouse with full sleeves gathered into narrow cuffs, buttoned or tied with a bow."""
    torso = Torso(spec, 26.0, 64.0, 8.8, 17.0)
    arm = Arm(torso, 0.88, 4.6, spread=0.85, bell=2.6)
    cloth = main_cloth(spec)
    opening = trace("0,17.5! 4,9.5 8.8,0!")
    outline = torso.body(waist=1.0, hem_flare=2.0, neck=opening)
    slit = seam(trace("0,17.5 0,63.8"), 0.22)
    marks = (*armhole_seams(torso), *slit)
    body = Part(outline, cloth, puff=0.5, lift=0.3, folds=body_folds(torso, 1.5), marks=marks)
    upper, lower = arm.ring(0.3, 3.4)
    band = Part(between(upper, lower), cloth, grain=arm.grain, puff=0.9, lift=0.5, crumple=0.2)
    gathers = (*arm.folds(), *_gathers(torso, arm))
    loose = Part(arm.outline, cloth, grain=arm.grain, puff=0.8, lift=0.0, folds=gathers)
    bow = ribbon_bow(spec) if spec.has("bow") else []
    knobs = [] if bow else [button(0, y, 0.5, button_color(cloth)) for y in (22, 29, 36, 43, 50, 57)]
    shell = [*both(loose), *both(band), inside_back(spec, torso, -0.06), body]
    return [*shell, *_neck_frill(spec, opening), *knobs, *bow]


def _gathers(torso: Torso, arm: Arm) -> tuple[Fold, ...]:
    """Fine pleats at the sleeve head and above the cuff."""
    head = [
        Fold(path([tuple(p), tuple(p + arm.down * 9 + arm.across * 1.2)]), 0.9, 0.6) for p in resample(arm.top[4:14], 5)
    ]
    wrist = [
        Fold(path([tuple(p - arm.down * 9), tuple(p)]), 0.9, 0.6 if i % 2 else -0.5)
        for i, p in enumerate(resample(arm.cuff, 8))
    ]
    return (*head, *wrist)


def _neck_frill(spec: DrawnGarment, opening: Points) -> list[Part]:
    inner = offset(opening, -1.1)
    inner[0] = (0, opening[0, 1] - 2.4)
    back = between(trace("-8.6,-0.8 0,0.8 8.6,-0.8"), trace("-8.6,0.8 0,2.2 8.6,0.8"))
    piping = Part(between(inner, opening), plain_cloth(spec), puff=0.8, lift=0.4, crumple=0)
    return [Part(back, plain_cloth(spec), lift=0.3, crumple=0, tone=-0.06), *both(piping)]


def ribbon_bow(spec: DrawnGarment) -> list[Part]:
    """A soft pussy bow at the throat."""
    cloth = main_cloth(spec)
    tail = shape("0.4,17.6! 3.6,26 5.6,37 9.6,36! 8,26 2.4,16.8!")
    loop = shape("0.6,17.4! 5,13.2 11.6,13.4 12.4,17.6 10.2,20.6 4.6,19.6")
    crease = (Fold(trace("1,17.3 6,16.4 10,17"), 1.2, -0.8), Fold(trace("2,18 6,18.6 9,18.4"), 0.9, 0.7))
    knot = rectangle(0.2, 17.4, 3.2, 3.8, 1.4)
    drop = Part(tail, cloth, grain=12, puff=0.6, lift=0.7, folds=(Fold(trace("2,19 5,28 7.4,36"), 1.4, 0.6),))
    return [
        *both(drop),
        *both(Part(loop, cloth, grain=80, puff=1.0, lift=0.9, folds=crease)),
        Part(rotate(knot, 4, (0, 17.4)), cloth, puff=1.2, lift=0.9, crumple=0.4),
    ]
