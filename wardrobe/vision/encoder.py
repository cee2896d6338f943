"""Pictures and words to vectors of one 512-dimensional space, by open_clip.

A `spec` names the model: `compact` (shipped with the project), `hf-hub:Organisation/name`, `local-dir:/path`, or an
open_clip architecture with or without its weights (`ViT-B-32`, `ViT-B-32:laion2b_s34b_b79k`). torch is imported when
the first model is loaded, never before.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

logger = logging.getLogger(__name__)

DIMENSION = 512
COMPACT = "compact"
COMPACT_FOLDER = Path(__file__).resolve().parent / "weights" / COMPACT
BATCH = 32
LOCAL_DIR = "local-dir:"
HF_HUB = "hf-hub:"


class EncoderUnavailable(Exception):
    """The model cannot serve; the message is a sentence for people."""


class Encoder:
    """A loaded CLIP model.

    `dimension` is 512, `parameters` counts all towers in memory, `checksum` is the SHA-256 of the weights and `version`
    its first twelve digits: vectors are comparable only between encoders of equal `name` and `version`.
    """

    def __init__(
        self,
        spec: str,
        model: Any,
        preprocess: Callable[[Any], Any],
        tokenizer: Any,
        checksum: str,
        folder: Path | None,
    ) -> None:
        self.spec = spec
        self.name = spec.partition(":")[2] if spec.startswith((LOCAL_DIR, HF_HUB)) else spec
        self.checksum = checksum
        self.version = checksum[:12]
        self.dimension = DIMENSION
        self.folder = folder
        self.parameters = sum(parameter.numel() for parameter in model.parameters())
        self._model = model
        self._preprocess = preprocess
        self._tokenizer = tokenizer

    @property
    def sees(self) -> bool:
        """Whether the image tower is in memory."""
        return self._model.visual is not None

    def encode_images(self, images: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Pictures of any sizes, uint8 RGB (H, W, 3), to unit vectors (n, 512)."""
        import torch
        from PIL import Image

        if not self.sees:
            raise EncoderUnavailable("Only the text half of the model is loaded here, so it cannot look at pictures.")
        vectors = [np.empty((0, DIMENSION), dtype=np.float32)]
        with torch.inference_mode():
            for some in _chunks(images):
                pixels = torch.stack([self._preprocess(Image.fromarray(image)) for image in some])
                vectors.append(self._model.encode_image(pixels, normalize=True).float().numpy())
        return np.concatenate(vectors)

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Phrases to unit vectors (n, 512); what is longer than the model's context is cut off."""
        import torch

        vectors = [np.empty((0, DIMENSION), dtype=np.float32)]
        with torch.inference_mode():
            for some in _chunks(texts):
                tokens = self._tokenizer(list(some))
                vectors.append(self._model.encode_text(tokens, normalize=True).float().numpy())
        return np.concatenate(vectors)


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


_loaded: dict[tuple[str, bool], Encoder] = {}
_lock = threading.Lock()


def load_encoder(spec: str = COMPACT, *, cache_dir: Path | None = None, threads: int | None = None) -> Encoder:
    """The encoder of `spec`, loaded once per process.

    `cache_dir` is where downloaded weights are kept (open_clip's default when None); `threads` limits torch's threads
    in the whole process. Raises EncoderUnavailable when there is no such model, no network, or the space is not 512-d.
    """
    return _cached(spec, cache_dir, threads, text_only=False)


def load_text_encoder(spec: str = COMPACT, *, cache_dir: Path | None = None, threads: int | None = None) -> Encoder:
    """Like `load_encoder`, without the image tower in memory; a complete encoder that is already loaded is shared."""
    return _cached(spec, cache_dir, threads, text_only=True)


def forget_encoders() -> None:
    """Drop every loaded model from the process."""
    with _lock:
        _loaded.clear()


def _cached(spec: str, cache_dir: Path | None, threads: int | None, *, text_only: bool) -> Encoder:
    with _lock:
        ready = _loaded.get((spec, False)) or _loaded.get((spec, text_only))
        if ready is None:
            ready = _loaded[spec, text_only] = _load(spec, cache_dir, text_only)
        if threads is not None:
            import torch

            torch.set_num_threads(threads)
        return ready


def _load(spec: str, cache_dir: Path | None, text_only: bool) -> Encoder:
    from wardrobe.vision.torchvision_shim import make_torchvision_importable

    make_torchvision_importable()
    folder = local_folder(spec)
    name, pretrained = _open_clip_name(spec, folder)
    import open_clip

    try:
        model, preprocess = open_clip.create_model_from_pretrained(
            name, pretrained=pretrained, cache_dir=str(cache_dir) if cache_dir else None
        )
        tokenizer = open_clip.get_tokenizer(name)
    except Exception as error:
        logger.warning("Loading the encoder %s failed: %s", spec, error)
        raise EncoderUnavailable(_explain(spec, folder)) from error
    width = _embedding_width(model)
    if width != DIMENSION:
        raise EncoderUnavailable(
            f"The model {spec} makes vectors of {width} numbers, but the wardrobe keeps {DIMENSION}."
        )
    checksum = _file_checksum(folder) if folder else _state_checksum(model)
    model.eval().requires_grad_(False)
    if text_only:
        model.visual = None
    return Encoder(spec, model, preprocess, tokenizer, checksum, folder)


def local_folder(spec: str) -> Path | None:
    """The folder of a model that lies on this machine as files; None for one that open_clip finds by name."""
    if spec == COMPACT:
        return COMPACT_FOLDER
    return Path(spec.removeprefix(LOCAL_DIR)) if spec.startswith(LOCAL_DIR) else None


def _open_clip_name(spec: str, folder: Path | None) -> tuple[str, str | None]:
    """The model name and weights tag that open_clip understands."""
    if folder is not None:
        if not (folder / "open_clip_config.json").is_file():
            raise EncoderUnavailable(f"There is no open_clip model in the folder {folder}.")
        return f"{LOCAL_DIR}{folder}", None
    if spec.startswith(HF_HUB):
        return spec, None
    import open_clip

    architecture, _, tag = spec.partition(":")
    tags = open_clip.list_pretrained_tags_by_model(architecture)
    if not tags:
        raise EncoderUnavailable(f"open_clip knows no trained model called {architecture}.")
    return architecture, tag or tags[0]


def _explain(spec: str, folder: Path | None) -> str:
    if folder is not None:
        return f"The model in {folder} is damaged or incomplete and cannot be loaded."
    return (
        f"The model {spec} could not be loaded: its weights are not on this machine and could not be downloaded. "
        f"Check its name and the network, or use the model “{COMPACT}” that comes with the wardrobe."
    )


def _embedding_width(model: Any) -> int:
    import torch

    with torch.inference_mode():
        length = getattr(model, "context_length", 77)
        return int(model.encode_text(torch.zeros(1, length, dtype=torch.long)).shape[-1])


def _file_checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("open_clip_model.*"), *folder.glob("open_clip_pytorch_model.*")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _state_checksum(model: Any) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    return digest.hexdigest()
