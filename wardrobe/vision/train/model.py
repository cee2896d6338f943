"""The compact CLIP model, its label heads, and the files they are kept in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from wardrobe.vision.train.data import FILL, HEADS

DIMENSION = 512
HEAD_SCALE = 16.0  # heads read the unit vector times this, so that their logits can be sharp
CONTEXT = 32


def open_clip_config(trunk: str, image_size: int, text_width: int = 128, text_layers: int = 3) -> dict[str, Any]:
    """The contents of open_clip_config.json: a timm convnet and a small text transformer in one 512-d space."""
    return {
        "model_cfg": {
            "embed_dim": DIMENSION,
            "vision_cfg": {
                "timm_model_name": trunk,
                "timm_model_pretrained": False,
                "timm_pool": "avg",
                "timm_proj": "linear",
                "timm_drop": 0.0,
                "image_size": image_size,
            },
            "text_cfg": {
                "context_length": CONTEXT,
                "vocab_size": 49408,
                "width": text_width,
                "heads": max(1, text_width // 32),
                "layers": text_layers,
            },
        },
        "preprocess_cfg": {
            "mean": [FILL / 255] * 3,
            "std": [0.25] * 3,
            "interpolation": "bicubic",
            "resize_mode": "longest",
            "fill_color": FILL,
        },
    }


def build(config: dict[str, Any]) -> Any:
    """A freshly initialised open_clip model with separate image and text towers."""
    from wardrobe.vision.torchvision_shim import make_torchvision_importable

    make_torchvision_importable()
    from open_clip.model import CLIP

    return CLIP(**config["model_cfg"])


def image_parameters(config: dict[str, Any]) -> int:
    """How many numbers the image tower has."""
    with torch.device("meta"):
        return int(sum(p.numel() for p in build(config).visual.parameters()))


class Heads(nn.Module):
    """One linear layer over the unit embedding whose outputs are the label heads side by side."""

    def __init__(self, classes: dict[str, list[str]]) -> None:
        super().__init__()
        self.classes = classes
        self.sizes = [len(classes[head]) for head in HEADS]
        self.linear = nn.Linear(DIMENSION, sum(self.sizes))
        nn.init.normal_(self.linear.weight, std=0.02)
        nn.init.zeros_(self.linear.bias)

    def forward(self, unit: Tensor) -> Tensor:
        """(n, 512) unit vectors to (n, K) logits."""
        logits: Tensor = self.linear(unit * HEAD_SCALE)
        return logits

    def split(self, table: Tensor) -> dict[str, Tensor]:
        """(n, K) to one (n, k) per head."""
        return dict(zip(HEADS, torch.split(table, self.sizes, dim=1), strict=True))


def save_model(folder: Path, config: dict[str, Any], state: dict[str, Tensor]) -> None:
    """Write the model the way `open_clip.create_model('local-dir:…')` reads it, in half precision."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    half = {k: v.half().contiguous() if v.is_floating_point() else v.contiguous() for k, v in state.items()}
    save_file(half, folder / "open_clip_model.safetensors")
    (folder / "open_clip_config.json").write_text(json.dumps(config, indent=2) + "\n")
