"""Augmentation of a whole batch of pictures at once, as tensor arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Strength:
    """How far pictures are changed; probabilities in 0–1, the rest as commented."""

    zoom: tuple[float, float] = (0.72, 1.35)  # visible part of the picture relative to its side
    aspect: float = 0.18  # log-ratio
    rotation: float = 20.0  # degrees
    quarter_turns: float = 0.08
    shift: float = 0.12  # of the side
    light: float = 0.25
    cast: float = 0.05  # per channel
    blur: float = 0.15
    noise: float = 0.02
    erase: float = 0.25
    backdrop: float = 0.6


def uniform(n: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return torch.rand(n, generator=generator) * (high - low) + low


def swap_backdrops(
    images: Tensor, masks: Tensor, textures: Tensor, chance: float, generator: torch.Generator
) -> Tensor:
    """Lay shop pictures on floors: (n, 3, s, s) in 0–255, masks (n, s, s) true on the backdrop, textures (n, 3, t, t).

    The texture is mirrored into a seamless tile, and the seam is softened by a 3×3 mean of the mask.
    """
    side = images.shape[-1]
    tile = torch.cat([textures, textures.flip(3)], dim=3)
    tile = torch.cat([tile, tile.flip(2)], dim=2)
    tile = F.interpolate(tile, size=(side, side), mode="bilinear", align_corners=False)
    soft = F.avg_pool2d(masks[:, None].float(), 3, stride=1, padding=1)
    soft = soft * (torch.rand(len(images), 1, 1, 1, generator=generator) < chance)
    return images * (1 - soft) + tile * soft


def warp(images: Tensor, size: int, strength: Strength, generator: torch.Generator) -> Tensor:
    """Random flip, rotation, zoom, stretch and shift into (n, 3, size, size); outside the picture is grey (0).

    `images` must already be centred so that grey is zero.
    """
    n = len(images)
    angle = uniform(n, -strength.rotation, strength.rotation, generator) * (math.pi / 180)
    turn = torch.rand(n, generator=generator) < strength.quarter_turns
    angle = angle + turn * torch.randint(1, 4, (n,), generator=generator) * (math.pi / 2)
    zoom = torch.exp(uniform(n, math.log(strength.zoom[0]), math.log(strength.zoom[1]), generator))
    stretch = torch.exp(uniform(n, -strength.aspect, strength.aspect, generator) / 2)
    flip = (torch.rand(n, generator=generator) < 0.5) * -2.0 + 1.0
    cos, sin = torch.cos(angle), torch.sin(angle)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = cos * zoom * stretch * flip, -sin * zoom
    theta[:, 1, 0], theta[:, 1, 1] = sin * zoom * flip, cos * zoom / stretch
    theta[:, :, 2] = uniform(n * 2, -strength.shift, strength.shift, generator).view(n, 2)
    grid = F.affine_grid(theta, [n, 3, size, size], align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def photometric(images: Tensor, strength: Strength, generator: torch.Generator) -> Tensor:
    """Brightness, contrast, saturation, a slight colour cast, blur and noise; `images` centred with grey at zero.

    What is exactly grey is outside of the picture and stays grey.
    """
    n = len(images)

    def draw(spread: float, channels: int = 1) -> Tensor:
        return 1 + uniform(n * channels, -spread, spread, generator).view(n, channels, 1, 1)

    inside = (images != 0).any(dim=1, keepdim=True)
    images = images * draw(strength.light)
    grey = images.mean(dim=1, keepdim=True)
    images = grey + (images - grey) * draw(strength.light)
    images = images * draw(strength.cast, 3) + (draw(strength.light) - 1)
    blurred = F.avg_pool2d(images, 3, stride=1, padding=1, count_include_pad=False)
    chosen = torch.rand(n, 1, 1, 1, generator=generator) < strength.blur
    images = torch.where(chosen, blurred, images)
    return (images + torch.randn(images.shape, generator=generator) * strength.noise) * inside


def erase(images: Tensor, chance: float, generator: torch.Generator) -> Tensor:
    """Paint a random grey rectangle of 10–40 % of the side into some pictures."""
    n, _, side, _ = images.shape
    place = torch.arange(side)
    inside = []
    for _axis in range(2):
        extent = uniform(n, 0.1, 0.4, generator) * side
        start = uniform(n, 0.0, 1.0, generator) * (side - extent)
        inside.append((place >= start[:, None]) & (place < (start + extent)[:, None]))
    hole = inside[0][:, None, :, None] & inside[1][:, None, None, :]
    hole &= torch.rand(n, 1, 1, 1, generator=generator) < chance
    return images.masked_fill(hole, 0.0)


def mix(images: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor, float]:
    """CutMix or mixup with a shuffled batch: the pictures, the partner of each, and the share of the first."""
    partner = torch.randperm(len(images), generator=generator)
    share = float(torch.rand(1, generator=generator)) * 0.5 + 0.5
    if torch.rand(1, generator=generator) < 0.5:
        return images * share + images[partner] * (1 - share), partner, share
    side = images.shape[-1]
    extent = int(side * math.sqrt(1 - share))
    top, left = (int(v) for v in torch.randint(0, side - extent + 1, (2,), generator=generator))
    images = images.clone()
    images[:, :, top : top + extent, left : left + extent] = images[
        partner, :, top : top + extent, left : left + extent
    ]
    return images, partner, 1 - extent**2 / side**2
