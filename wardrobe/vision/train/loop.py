"""The training loop: batches drawn from three sources, label heads and captions learned together, resumable."""

from __future__ import annotations

import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from wardrobe.vision.train import augment, data, model

HEAD_WEIGHTS = {
    "category": 1.0, "article": 1.0, "closet": 1.0, "colour": 0.5, "usage": 0.2, "season": 0.2, "pattern": 0.3,
    "material": 0.2, "fit": 0.1,
}  # fmt: skip
CONTRASTIVE_WEIGHT = 0.4
SPREAD = 0.25  # the network sees (pixel - FILL) / 255 / SPREAD


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the schedule; the learning rate goes from `rate` to `last_rate` along half a cosine."""

    name: str
    steps: int
    size: int
    batch: int
    closet: float  # share of closet photos in a batch
    stylist: float
    rate: float
    last_rate: float
    warmup: int
    mixed: float  # share of batches under CutMix or mixup
    decay: float  # of the exponential moving average of the weights, which is what is kept
    strength: augment.Strength
    drawn: float = 0.0

    def describe(self) -> str:
        return (
            f"{self.name}: {self.steps} steps of {self.batch} pictures at {self.size} px, "
            f"{self.closet:.0%} closet photos, {self.stylist:.0%} pack shots, {self.drawn:.0%} drawn garments, "
            f"learning rate {self.rate:g} to {self.last_rate:g}, {self.mixed:.0%} of the batches mixed"
        )


def stages(small: int = 1500, large: int = 1150, last: int = 420, end: int = 400) -> list[Stage]:
    """The schedule of the shipped model, with the steps of each stage."""
    return [
        Stage("small", small, 96, 128, 0.30, 0.10, 2e-3, 8e-4, 300, 0.4, 0.998, augment.Strength()),
        Stage("large", large, 112, 128, 0.50, 0.07, 1e-3, 1e-5, 30, 0.25, 0.99, augment.Strength(erase=0.1)),
        Stage("last", last, 112, 128, 0.45, 0.05, 8e-4, 5e-6, 30, 0.25, 0.99, augment.Strength(erase=0.1), drawn=0.12),
        Stage("end", end, 112, 128, 0.50, 0.03, 4e-4, 2e-6, 10, 0.2, 0.98, augment.Strength(erase=0.1), drawn=0.20),
    ]


class Batches:
    """Draws augmented batches: pictures, allowed classes, caption tokens."""

    def __init__(
        self,
        examples: list[data.Example],
        store: data.PictureStore,
        allowed: NDArray[np.bool_],
        tokens: NDArray[np.int32],
        seed: int,
    ) -> None:
        self.store, self.allowed, self.tokens = store, allowed, tokens
        self.rows = {
            source: np.array([i for i, e in enumerate(examples) if e.source == source and e.split == "train"])
            for source in data.SIDE
        }
        self.queues: dict[str, list[int]] = {source: [] for source in self.rows}
        self.random = np.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)

    def state(self) -> dict[str, Any]:
        return {
            "queues": self.queues,
            "random": self.random.bit_generator.state,
            "generator": self.generator.get_state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.queues |= state["queues"]
        self.random.bit_generator.state = state["random"]
        self.generator.set_state(state["generator"])

    def _take(self, source: str, count: int) -> NDArray[np.int64]:
        while len(self.queues[source]) < count:
            self.queues[source].extend(self.random.permutation(self.rows[source]).tolist())
        taken, self.queues[source] = self.queues[source][:count], self.queues[source][count:]
        return np.array(taken, dtype=np.int64)

    def _pictures(self, source: str, rows: NDArray[np.int64], stage: Stage) -> Tensor:
        at = self.store.position[rows]
        images = torch.from_numpy(self.store.pictures[source][at]).permute(0, 3, 1, 2).float()
        if source not in data.LIVED_IN:
            masks = torch.from_numpy(self.store.backdrops[source][at])
            drawn = self.random.integers(0, len(self.store.textures), len(rows))
            textures = torch.from_numpy(self.store.textures[drawn]).permute(0, 3, 1, 2).float()
            images = augment.swap_backdrops(images, masks, textures, stage.strength.backdrop, self.generator)
        return augment.warp((images - data.FILL) / 255 / SPREAD, stage.size, stage.strength, self.generator)

    def draw(self, stage: Stage) -> tuple[Tensor, Tensor, Tensor]:
        """(n, 3, size, size) pictures, (n, K) allowed classes, (n, context) tokens."""
        shares = {"closet": stage.closet, "stylist": stage.stylist, "drawn": stage.drawn}
        counts = {source: round(stage.batch * share) for source, share in shares.items()}
        counts["product"] = stage.batch - sum(counts.values())
        present = {source: count for source, count in counts.items() if len(self.rows[source]) and count}
        drawn = {source: self._take(source, count) for source, count in present.items()}
        images = torch.cat([self._pictures(source, rows, stage) for source, rows in drawn.items()])
        images = augment.photometric(images, stage.strength, self.generator)
        images = augment.erase(images, stage.strength.erase, self.generator)
        rows = np.concatenate(list(drawn.values()))
        variant = self.random.integers(0, self.tokens.shape[1], len(rows))
        tokens = torch.from_numpy(self.tokens[rows, variant].astype(np.int64))
        return images.contiguous(memory_format=torch.channels_last), torch.from_numpy(self.allowed[rows]), tokens


def heads_loss(heads: model.Heads, logits: Tensor, allowed: Tensor) -> Tensor:
    """(n,) weighted sum over heads of -log of the probability of the allowed set; unlabelled heads add nothing."""
    total = torch.zeros(len(logits))
    parts = heads.split(allowed)
    for name, scores in heads.split(logits).items():
        may = parts[name]
        if may.shape[1] < 2:
            continue
        known = may.any(dim=1)
        inside = scores.masked_fill(~may, -1e4).logsumexp(dim=1)
        total = total + HEAD_WEIGHTS[name] * torch.where(known, scores.logsumexp(dim=1) - inside, 0.0)
    return total


def contrastive_loss(images: Tensor, texts: Tensor, tokens: Tensor, scale: Tensor) -> Tensor:
    """CLIP's symmetric loss (Radford et al. 2021), where pictures of the same caption count as equally right."""
    same = (tokens[:, None, :] == tokens[None, :, :]).all(dim=2).float()
    target = same / same.sum(dim=1, keepdim=True)
    logits = scale * images @ texts.T
    forward = -(target * logits.log_softmax(dim=1)).sum(dim=1).mean()
    backward = -(target * logits.T.log_softmax(dim=1)).sum(dim=1).mean()
    return (forward + backward) / 2


class Trainer:
    """Model, heads, their running average and the optimiser, with a checkpoint that continues exactly."""

    def __init__(self, config: dict[str, Any], classes: dict[str, list[str]], seed: int) -> None:
        torch.manual_seed(seed)
        self.config, self.classes = config, classes
        self.clip = model.build(config).to(memory_format=torch.channels_last)
        self.heads = model.Heads(classes)
        self.net = nn.ModuleDict({"clip": self.clip, "heads": self.heads})
        self.average = copy.deepcopy(self.net).requires_grad_(False)
        decay = [p for p in self.net.parameters() if p.ndim >= 2]
        plain = [p for p in self.net.parameters() if p.ndim < 2]
        groups = [{"params": decay, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}]
        self.optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), fused=True)
        self.stage, self.step = 0, 0

    def rate(self, stage: Stage) -> float:
        cosine = (1 + math.cos(math.pi * self.step / max(1, stage.steps))) / 2
        rate = stage.last_rate + (stage.rate - stage.last_rate) * cosine
        return rate * min(1.0, (self.step + 1) / max(1, stage.warmup))

    def train_step(self, batches: Batches, stage: Stage) -> float:
        images, allowed, tokens = batches.draw(stage)
        mixed = float(torch.rand(1, generator=batches.generator)) < stage.mixed
        partner, share = torch.arange(len(images)), 1.0
        if mixed:
            images, partner, share = augment.mix(images, batches.generator)
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate(stage)
        with torch.autocast("cpu", torch.bfloat16):
            unit = self.clip.encode_image(images)
            texts = None if mixed else self.clip.encode_text(tokens)
        unit = F.normalize(unit.float(), dim=1)
        logits = self.heads(unit)
        loss = heads_loss(self.heads, logits, allowed)
        if mixed:
            loss = share * loss + (1 - share) * heads_loss(self.heads, logits, allowed[partner])
        total = loss.mean()
        if texts is not None:
            scale = self.clip.logit_scale.exp().clamp(max=60)
            caption_loss = contrastive_loss(unit, F.normalize(texts.float(), dim=1), tokens, scale)
            total = total + CONTRASTIVE_WEIGHT * caption_loss
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(total)
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        self._update_average(stage.decay)
        self.step += 1
        return float(total.detach())

    def _update_average(self, decay: float) -> None:
        young = (1 + self.step) / (10 + self.step) if self.stage == 0 else 1.0
        weight = 1 - min(decay, young)
        pairs = zip(self.average.state_dict().values(), self.net.state_dict().values(), strict=True)
        for kept, new in pairs:
            if kept.is_floating_point():
                kept.lerp_(new, weight)
            else:
                kept.copy_(new)

    def save(self, path: Path, batches: Batches) -> None:
        state = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "batches": batches.state(),
            "stage": self.stage,
            "step": self.step,
            "config": self.config,
            "classes": self.classes,
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(path)

    def restore(self, path: Path, batches: Batches) -> None:
        state = torch.load(path, map_location="cpu", weights_only=False)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        batches.restore(state["batches"])
        self.stage, self.step = state["stage"], state["step"]


def run(trainer: Trainer, batches: Batches, schedule: list[Stage], checkpoint: Path, every_s: float = 150.0) -> None:
    """Train from where the trainer stands to the end of the schedule, saving every `every_s` seconds."""
    saved = time.monotonic()
    while trainer.stage < len(schedule):
        stage = schedule[trainer.stage]
        bar = tqdm(total=stage.steps, initial=trainer.step, desc=f"stage {stage.name}", unit="step", mininterval=5)
        trainer.net.train()
        smooth = math.nan
        while trainer.step < stage.steps:
            loss = trainer.train_step(batches, stage)
            smooth = loss if math.isnan(smooth) else 0.98 * smooth + 0.02 * loss
            bar.update(1)
            bar.set_postfix(loss=f"{smooth:.3f}", rate=f"{trainer.rate(stage):.1e}", refresh=False)
            if time.monotonic() - saved > every_s:
                trainer.save(checkpoint, batches)
                saved = time.monotonic()
        bar.close()
        trainer.stage, trainer.step = trainer.stage + 1, 0
        trainer.save(checkpoint, batches)
