"""How near is near enough: below these cosines an answer of the search would be noise.

The compact model's figures are measured on the drawn wardrobe and on product photos it was not trained on, as the
points where nonsense questions stop finding anything; see its model card. Large CLIP models share the scale of
Radford et al. 2021, where a matching caption has a cosine of about 0.25–0.35 and an unrelated one stays below 0.18.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Least cosine, −1 to 1, between a text and a garment, and between two garments."""

    text: float
    picture: float


COMPACT = Thresholds(text=0.30, picture=0.60)
LARGE_CLIP = Thresholds(text=0.20, picture=0.65)


def thresholds_of(spec: str) -> Thresholds:
    return COMPACT if spec == "compact" else LARGE_CLIP


def text_threshold(spec: str) -> float:
    return thresholds_of(spec).text


def picture_threshold(spec: str) -> float:
    return thresholds_of(spec).picture
