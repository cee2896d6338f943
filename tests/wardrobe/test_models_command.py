"""`manage.py models`: which encoder serves, and moving to another one."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_garment, make_model
from wardrobe import encoders, tasks
from wardrobe.models import AIModel
from wardrobe.services.models import apply_configured_model, progress
from wardrobe.vision.encoder import EncoderUnavailable

pytestmark = pytest.mark.django_db


class Loaded:
    """An encoder in memory, by name; its weights are known by their checksum."""

    def __init__(self, spec: str, checksum: str) -> None:
        self.spec = self.name = spec
        self.checksum, self.version = checksum, checksum[:12]
        self.dimension, self.parameters = 512, 9_000_000

    def encode_images(self, images):
        import numpy as np

        return np.eye(1, 512, 3, dtype=np.float32).repeat(len(images), axis=0)


@pytest.fixture
def installed(monkeypatch, serving):
    """The models that can be loaded here: `installed["name"] = checksum`."""
    models = {"compact": serving.checksum, "large": "b" * 64}

    def load(spec):
        if spec not in models:
            raise EncoderUnavailable(f"The model {spec} could not be loaded: its weights are not on this machine.")
        return Loaded(spec, models[spec])

    monkeypatch.setattr(encoders, "load", load)
    return models


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("models", *arguments, stdout=out)
    return out.getvalue()


def test_the_list_shows_what_serves_and_how_far_the_others_are(alice, serving, installed):
    make_garment(alice, model=serving)
    make_model("large", checksum="b" * 64, active=False)
    compact, large = sorted(run("list").splitlines())
    assert "compact" in compact
    assert "1/1 embedded" in compact
    assert "serving" in compact
    assert "0/1 embedded" in large
    assert "serving" not in large


def test_a_new_model_embeds_first_and_serves_then(alice, serving, installed, queued):
    make_garment(alice, model=serving)
    assert "1 garments are being embedded" in run("use", "large")
    assert AIModel.objects.active_encoder() == serving

    [(func, (key,))] = queued()
    assert func == "wardrobe.tasks.reembed"
    tasks.reembed(key)
    tasks.reembed(key)
    assert AIModel.objects.active_encoder().name == "large"
    assert "serves" in run("use", "compact")
    assert AIModel.objects.active_encoder() == serving


def test_in_an_empty_wardrobe_a_new_model_serves_at_once(installed):
    assert "serves" in run("use", "large")
    assert AIModel.objects.active_encoder().name == "large"


def test_waiting_shows_progress_until_the_model_serves(alice, serving, installed, monkeypatch):
    make_garment(alice, model=serving)
    monkeypatch.setattr(time, "sleep", lambda seconds: tasks.reembed(str(AIModel.objects.get(name="large").pk)))
    shown = run("use", "large", "--wait")
    assert "0/1" in shown
    assert "1/1" in shown


def test_a_model_that_cannot_be_had_changes_nothing_and_says_why(serving, installed, queued):
    with pytest.raises(CommandError, match="not on this machine"):
        run("use", "hf-hub:Marqo/marqo-fashionCLIP")
    assert list(AIModel.objects.all()) == [serving]
    assert queued() == []


def test_verifying_compares_the_weights_with_the_rows(serving, installed):
    assert "compact" in run("verify")
    installed["compact"] = "c" * 64
    with pytest.raises(CommandError, match="have changed"):
        run("verify")


def test_missing_vectors_are_completed(alice, serving, installed, queued):
    garment = make_garment(alice, model=serving)
    garment.embeddings.all().delete()
    tasks.reembed(str(serving.pk))
    assert "1/1" in run("reembed")
    assert progress(model=serving).complete


# --- what an instance does at start -----------------------------------------------------------------------------------
def test_without_a_setting_the_serving_model_stays(serving, installed, queued):
    assert str(serving) in apply_configured_model("")
    assert queued() == []


def test_the_configured_model_is_embedded(alice, serving, installed, queued):
    make_garment(alice, model=serving)
    assert "0 of 1 garments embedded" in apply_configured_model("large")
    assert [func for func, _ in queued()] == ["wardrobe.tasks.reembed"]


def test_a_configured_model_that_cannot_be_had_leaves_the_old_one_serving(serving, installed):
    assert "serves instead" in apply_configured_model("hf-hub:Marqo/marqo-fashionCLIP")
    assert AIModel.objects.active_encoder() == serving


def test_new_weights_under_the_old_name_take_over_and_the_wardrobe_is_embedded_again(alice, serving, installed, queued):
    make_garment(alice, model=serving)
    installed["compact"] = "c" * 64
    apply_configured_model("")

    newer = AIModel.objects.active_encoder()
    assert newer.checksum == "c" * 64
    assert queued() == [("wardrobe.tasks.reembed", (str(newer.pk),))]
    tasks.reembed(str(newer.pk))
    assert progress(model=newer).complete


def test_the_first_model_of_an_instance_is_the_compact_one(db, monkeypatch):
    monkeypatch.setattr(encoders, "load", lambda spec: Loaded(spec, "a" * 64))
    assert not AIModel.objects.exists()
    model = encoders.active_model()
    assert (model.spec, model.is_active) == ("compact", True)
    assert encoders.active_model() == model
