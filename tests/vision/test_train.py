from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.vision.closet_archives import write_archives
from wardrobe.choices import Category
from wardrobe.vision.encoder import forget_encoders, load_encoder
from wardrobe.vision.train import augment, command, data, labels, loop, model, scores

TINY = "test_resnet"
STAGE = loop.Stage("tiny", 4, 32, 12, 0.4, 0.2, 1e-3, 1e-4, 2, 0.5, 0.9, augment.Strength())


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archives(tmp_path_factory.mktemp("archives"))


@pytest.fixture(scope="module")
def examples(archives: Path) -> list[data.Example]:
    return data.read_examples(archives)


@pytest.fixture(scope="module")
def store(archives: Path, examples: list[data.Example], tmp_path_factory: pytest.TempPathFactory) -> data.PictureStore:
    return data.PictureStore(archives, tmp_path_factory.mktemp("cache"), examples)


def tiny_run(examples: list[data.Example], store: data.PictureStore) -> tuple[loop.Trainer, loop.Batches]:
    classes = data.class_names(examples)
    tokens = np.random.default_rng(1).integers(1, 400, (len(examples), 6, model.CONTEXT)).astype(np.int32)
    trainer = loop.Trainer(model.open_clip_config(TINY, 32, 32, 1), classes, seed=5)
    return trainer, loop.Batches(examples, store, data.allowed(examples, classes), tokens, seed=5)


def test_a_killed_training_continues_exactly_where_its_checkpoint_stood(
    examples: list[data.Example], store: data.PictureStore, tmp_path: Path
) -> None:
    straight, batches = tiny_run(examples, store)
    loop.run(straight, batches, [STAGE], tmp_path / "straight.pt")

    broken, batches = tiny_run(examples, store)
    for _step in range(2):
        broken.train_step(batches, STAGE)
    broken.save(tmp_path / "broken.pt", batches)
    resumed, batches = tiny_run(examples, store)
    resumed.restore(tmp_path / "broken.pt", batches)
    assert resumed.step == 2
    loop.run(resumed, batches, [STAGE], tmp_path / "broken.pt")

    for name, expected in straight.average.state_dict().items():
        torch.testing.assert_close(resumed.average.state_dict()[name], expected, msg=name)


def test_the_command_trains_exports_measures_and_writes_a_card(
    archives: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["--data", str(archives), "--out", str(tmp_path), "--steps", "1", "1", "1", "1", "--trunk", TINY])
    folder = tmp_path / "compact"
    printed = capsys.readouterr().out
    assert "closet photos, dev, through the pipeline, top-1" in printed
    card = (folder / "MODEL_CARD.md").read_text()
    for part in ("CC0 1.0", "Wilson", "Seed 20", "--steps 1 1 1 1", "unseen contributors", "chance"):
        assert part in card, part

    forget_encoders()
    command.main(["evaluate", "--data", str(archives), "--model", f"local-dir:{folder}"])
    again = capsys.readouterr().out
    assert [row for row in printed.splitlines() if "top-1" in row] == [
        row for row in again.splitlines() if "top-1" in row
    ]
    assert load_encoder(f"local-dir:{folder}").dimension == 512


def test_photos_of_unseen_contributors_and_of_dev_are_never_drawn(
    examples: list[data.Example], store: data.PictureStore
) -> None:
    _trainer, batches = tiny_run(examples, store)
    drawn = {int(i) for source, rows in batches.rows.items() if len(rows) for i in batches._take(source, 500)}
    assert {examples[i].split for i in drawn} == {"train"}
    unseen = {e.contributor for e in examples if e.split == "unseen"}
    trained = {e.contributor for e in examples if e.source == "closet" and e.split == "train"}
    assert unseen and not unseen & trained


def test_every_label_of_the_sources_maps_to_the_vocabulary() -> None:
    ten = ("T-Shirt", "Longsleeve", "Pants", "Shirt", "Shoes", "Dress", "Shorts", "Outwear", "Hat", "Skirt")
    meant = [category for label in ten for category in labels.CLOSET[label]]
    assert len(meant) == len(set(meant)), "the ten largest closet labels must not overlap"
    assert labels.article_categories("Tshirts", "Arrow Men Polo T-shirt") == (Category.POLO,)
    assert labels.article_categories("Tshirts", "U.S. Polo Assn. Men Red T-shirt") == (Category.T_SHIRT,)
    assert labels.article_categories("Perfume and Body Mist", "Rose") == ()


def test_a_label_that_names_several_categories_rewards_their_sum(examples: list[data.Example]) -> None:
    classes = {head: ["only"] for head in data.HEADS} | {"category": ["a", "b", "c"]}
    heads = model.Heads(classes)
    allowed = torch.zeros(2, sum(heads.sizes), dtype=torch.bool)
    allowed[0, :2] = True
    logits = torch.zeros(2, sum(heads.sizes))
    loss = loop.heads_loss(heads, logits, allowed)
    assert loss[0].item() == pytest.approx(-np.log(2 / 3), abs=1e-5)
    assert loss[1].item() == 0.0, "an unlabelled picture teaches nothing"


def test_pictures_with_the_same_caption_are_not_each_others_negatives() -> None:
    unit = torch.nn.functional.normalize(torch.ones(2, 4), dim=1)
    same = torch.ones(2, 3, dtype=torch.long)
    other = torch.tensor([[1, 1, 1], [2, 2, 2]])
    scale = torch.tensor(10.0)
    equal = torch.eye(2, 4)
    assert loop.contrastive_loss(unit, unit, same, scale).item() == pytest.approx(np.log(2), abs=1e-5)
    assert loop.contrastive_loss(equal, equal, other, scale) < 0.01


def test_a_letterboxed_picture_keeps_its_shape_on_grey() -> None:
    tall = np.full((80, 20, 3), 255, dtype=np.uint8)
    square = data.letterbox(tall, 40)
    assert square.shape == (40, 40, 3)
    assert (square[:, 15:25] == 255).all()
    assert (square[:, :15] == data.FILL).all() and (square[:, 25:] == data.FILL).all()


def test_a_plain_backdrop_is_found_and_white_on_white_is_left_alone() -> None:
    picture = np.full((60, 60, 3), 255, dtype=np.uint8)
    assert not data.backdrop(picture).any()
    picture[10:50, 10:50] = (20, 30, 90)
    found = data.backdrop(picture)
    assert found[0, 0] and not found[30, 30]
    assert found.mean() == pytest.approx(1 - 40 * 40 / 3600, abs=0.02)


def test_wilson_intervals_match_the_published_formula() -> None:
    low, high = scores.wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert scores.wilson(0, 0) == (0.0, 1.0)


def test_a_missing_data_folder_is_a_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"closet_photos\.zip"):
        data.read_examples(tmp_path)
