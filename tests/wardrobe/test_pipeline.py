"""From a photo to a findable garment with the real pipeline and the model that ships with the project.

The photos are drawn, so what is in them is known. There are few: each costs a second.
"""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wardrobe import encoders, tasks
from wardrobe.drawing import demo_wardrobe, photograph
from wardrobe.models import AIModel, Garment
from wardrobe.services.garments import add_garment, recut
from wardrobe.services.models import use_model
from wardrobe.services.search import search, search_by_photo, similar
from wardrobe.vision.colour_names import family_of

pytestmark = pytest.mark.django_db
PIECES = {"t-shirt": "cream", "jeans": "denim", "dress": "navy"}


@pytest.fixture(scope="module")
def drawn() -> dict:
    """Photos with what is in them: kind → (spec, bytes, alpha of the garment in the photo)."""
    photos = {}
    for kind, color in PIECES.items():
        spec = next(piece for piece in demo_wardrobe() if (piece.category, piece.color) == (kind, color))
        rgb, alpha = photograph(spec, surface="floor", seed=3)
        file = BytesIO()
        Image.fromarray(rgb).save(file, "JPEG", quality=92)
        photos[kind] = (spec, file.getvalue(), alpha)
    return photos


@pytest.fixture
def recognised(alice, drawn) -> dict[str, Garment]:
    """Alice's photos after the worker has been at them."""
    garments = {}
    for kind, (_, data, _) in drawn.items():
        garment = add_garment(owner=alice, photo=data, upload_key=kind).garment
        assert tasks.analyse(str(garment.pk)) == "ready"
        garments[kind] = Garment.objects.with_facts().get(pk=garment.pk)
    return garments


def test_drawn_garments_are_cut_out_recognised_and_found(alice, drawn, recognised):
    for kind, garment in recognised.items():
        spec, _, alpha = drawn[kind]
        prediction = garment.prediction
        assert kind in [word for word, _ in prediction.category_top], (kind, prediction.category_top)
        assert garment.category == prediction.category_top[0][0]
        assert family_of(garment.color_primary) == family_of(spec.color), (kind, garment.color_primary, spec.color)
        assert overlap(prediction.bounding_box, alpha) > 0.8, kind
        assert sum(swatch["share"] for swatch in garment.palette) == pytest.approx(1, abs=0.02)
        assert np.linalg.norm(garment.embeddings.get().vector) == pytest.approx(1, abs=1e-3)
        assert set(prediction.timings) >= {"cutout", "embedding", "category", "colours", "total"}
        with garment.processed.open() as file, Image.open(file) as image:
            assert image.mode == "RGBA"
            assert np.asarray(image)[..., 3].min() == 0
        found = search(owner=alice, text=f"{garment.color_primary} {garment.category}")
        assert garment in [hit.garment for hit in found]
    assert sum(garment.category == kind for kind, garment in recognised.items()) >= 2

    model = AIModel.objects.get()
    assert (model.spec, model.is_active, model.dimension) == ("compact", True, 512)
    assert search(owner=alice, text="xyzzy plugh") == []
    again = search_by_photo(owner=alice, photo=drawn["jeans"][1])
    assert again[0].garment == recognised["jeans"]
    assert recognised["jeans"] not in [hit.garment for hit in similar(garment=recognised["jeans"])]


def overlap(box: list[int], alpha: np.ndarray) -> float:
    """Intersection over union of a box with the one around a garment."""
    rows, columns = np.flatnonzero((alpha > 127).any(axis=1)), np.flatnonzero((alpha > 127).any(axis=0))
    truth = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    width = min(box[2], truth[2]) - max(box[0], truth[0])
    height = min(box[3], truth[3]) - max(box[1], truth[1])
    both = max(0, width) * max(0, height)
    areas = [(each[2] - each[0]) * (each[3] - each[1]) for each in (box, truth)]
    return both / (sum(areas) - both)


def test_the_owner_can_keep_the_whole_photo(alice, drawn):
    garment = add_garment(owner=alice, photo=drawn["jeans"][1]).garment
    recut(garment=garment, hints={"mode": "original"})
    assert tasks.analyse(str(garment.pk)) == "ready"
    garment.refresh_from_db()
    photo, cut = (Image.open(image.open()) for image in (garment.original, garment.processed))
    assert cut.width / cut.height == pytest.approx(photo.width / photo.height, abs=0.02)
    assert np.asarray(cut.convert("RGBA"))[..., 3].min() == 255


def test_a_model_in_a_folder_takes_the_same_way(alice, drawn):
    garment = add_garment(owner=alice, photo=drawn["jeans"][1]).garment
    tasks.analyse(str(garment.pk))
    shipped = encoders.folder_of(AIModel.objects.get())
    now = use_model(spec=f"local-dir:{shipped}")
    assert now.model.is_active
    assert now.complete


def test_a_new_garment_through_every_door(alice, phone_of, drawn):
    phone = phone_of(alice)
    file = SimpleUploadedFile("photo.jpg", drawn["jeans"][1], "image/jpeg")
    body = phone.post("/api/v1/garments", {"photo": file}, format="multipart").json()
    tasks.analyse(body["id"])
    body = phone.get(f"/api/v1/garments/{body['id']}").json()
    assert body["status"] == "ready"
    assert phone.get(body["images"]["thumbnail"])["Content-Type"] == "image/webp"
    found = phone.get("/api/v1/garments/search", {"q": f"{body['attributes']['color_primary']} {body['category']}"})
    assert [hit["garment"]["id"] for hit in found.json()["results"]] == [body["id"]]
