from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from wardrobe.vision import encoder as encoders
from wardrobe.vision.encoder import COMPACT_FOLDER, Encoder, EncoderUnavailable, load_encoder, load_text_encoder

MEGABYTE = 1_000_000


def picture(height: int, width: int, seed: int = 0) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(0, 255, (height // 20, width // 20, 3), dtype=np.uint8)
    return coarse.repeat(20, axis=0).repeat(20, axis=1)


@pytest.fixture(scope="module")
def compact() -> Encoder:
    return load_encoder("compact")


def test_importing_the_encoder_imports_no_torch() -> None:
    code = "import sys, wardrobe.vision.encoder, wardrobe.vision.classifier; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_vectors_are_unit_length_and_do_not_depend_on_the_batch(compact: Encoder) -> None:
    pictures = [picture(400, 300, seed) for seed in range(3)] + [picture(200, 500)]
    together = compact.encode_images(pictures)
    assert together.shape == (4, 512) and together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([compact.encode_images([one]) for one in pictures])
    np.testing.assert_allclose(alone, together, atol=1e-4)
    assert compact.encode_images([]).shape == (0, 512)


def test_vectors_equal_those_of_plain_open_clip(compact: Encoder) -> None:
    import open_clip
    from PIL import Image

    name = f"local-dir:{COMPACT_FOLDER}"
    model, _train, preprocess = open_clip.create_model_and_transforms(name)
    tokenizer = open_clip.get_tokenizer(name)
    photo = picture(480, 360)
    with torch.inference_mode():
        model.eval()
        seen = model.encode_image(preprocess(Image.fromarray(photo))[None], normalize=True).numpy()
        read = model.encode_text(tokenizer(["blue jeans"]), normalize=True).numpy()
    np.testing.assert_allclose(compact.encode_images([photo]), seen, atol=1e-5)
    np.testing.assert_allclose(compact.encode_texts(["blue jeans"]), read, atol=1e-5)


def test_the_compact_model_stays_within_its_size(compact: Encoder) -> None:
    weights = sum(path.stat().st_size for path in COMPACT_FOLDER.glob("*.safetensors"))
    assert weights <= 30 * MEGABYTE
    assert sum(p.numel() for p in compact._model.visual.parameters()) <= 10_000_000
    assert compact.dimension == 512 and len(compact.checksum) == 64
    assert compact.version == compact.checksum[:12] and compact.name == "compact"


def test_an_encoder_is_loaded_once_per_process(compact: Encoder) -> None:
    assert load_encoder("compact") is compact
    assert load_text_encoder("compact") is compact, "a complete encoder also reads"


def test_the_text_encoder_reads_alike_without_the_image_tower(compact: Encoder) -> None:
    expected = compact.encode_texts(["red dress", "x" * 500])
    encoders.forget_encoders()
    text_only = load_text_encoder("compact")
    np.testing.assert_allclose(text_only.encode_texts(["red dress", "x" * 500]), expected, atol=1e-6)
    assert text_only.parameters < compact.parameters and text_only.checksum == compact.checksum
    with pytest.raises(EncoderUnavailable, match="text half"):
        text_only.encode_images([picture(100, 100)])
    encoders.forget_encoders()


def test_a_folder_without_a_model_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="no open_clip model in the folder"):
        load_encoder(f"local-dir:{tmp_path}")


def test_a_damaged_model_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "open_clip_config.json").write_bytes((COMPACT_FOLDER / "open_clip_config.json").read_bytes())
    (tmp_path / "open_clip_model.safetensors").write_bytes(b"broken")
    with pytest.raises(EncoderUnavailable, match="damaged or incomplete"):
        load_encoder(f"local-dir:{tmp_path}")


def test_without_network_a_hub_model_is_a_sentence_that_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    import open_clip

    def unreachable(*_args: object, **_kwargs: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(open_clip, "create_model_from_pretrained", unreachable)
    with pytest.raises(EncoderUnavailable, match=r"could not be downloaded.*compact"):
        load_encoder("hf-hub:Marqo/marqo-fashionCLIP")
    with pytest.raises(EncoderUnavailable, match="could not be downloaded"):
        load_encoder("ViT-B-32")


def test_an_unknown_architecture_is_a_sentence() -> None:
    with pytest.raises(EncoderUnavailable, match="knows no trained model called ViT-Z-1"):
        load_encoder("ViT-Z-1")


def test_a_space_of_another_dimension_is_refused(tmp_path: Path) -> None:
    from wardrobe.vision.train import model

    config = model.open_clip_config("test_resnet", 32, 32, 1)
    config["model_cfg"]["embed_dim"] = 64
    model.save_model(tmp_path, config, model.build(config).state_dict())
    with pytest.raises(EncoderUnavailable, match="vectors of 64 numbers, but the wardrobe keeps 512"):
        load_encoder(f"local-dir:{tmp_path}")


def test_the_shim_declares_nothing_twice() -> None:
    from wardrobe.vision.torchvision_shim import make_torchvision_importable

    first = make_torchvision_importable()
    assert make_torchvision_importable() is first
    import torchvision

    assert torchvision.__version__
