"""Which encoder serves: the bridge between the `AIModel` rows and the models in memory."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from wardrobe.choices import ModelKind
from wardrobe.models import AIModel

if TYPE_CHECKING:
    from wardrobe.vision.encoder import Encoder
    from wardrobe.vision.photos import Photo

log = logging.getLogger(__name__)
COMPACT = "compact"


class PhotoUnreadable(Exception):
    """A stored photo does not decode any more."""


class ModelChanged(Exception):
    """The weights behind a name are not those that wrote the rows."""


def load(spec: str) -> Encoder:
    from wardrobe.vision.encoder import load_encoder

    return load_encoder(spec, cache_dir=settings.DATA_DIR / "models")


def register(encoder: Encoder) -> AIModel:
    """The row of an encoder, made when it is seen for the first time."""
    model, _ = AIModel.objects.get_or_create(
        kind=ModelKind.ENCODER,
        checksum=encoder.checksum,
        defaults={
            "name": encoder.name,
            "version": encoder.version,
            "spec": encoder.spec,
            "dimension": encoder.dimension,
            "parameters": encoder.parameters,
        },
    )
    return model


def active_model() -> AIModel:
    """The model whose vectors serve. On an empty database that is the compact one."""
    model = AIModel.objects.active_encoder()
    if model is None:
        model = register(load(COMPACT))
        with transaction.atomic():
            if not AIModel.objects.select_for_update().filter(kind=ModelKind.ENCODER, is_active=True).exists():
                model.activate()
        model = AIModel.objects.active_encoder() or model
    return model


def encoder_of(model: AIModel) -> Encoder:
    """The model in memory, refused when its weights are no longer those of the row."""
    encoder = load(model.spec)
    if encoder.checksum != model.checksum:
        raise ModelChanged(
            f"The weights of {model} have changed since its vectors were written. "
            f"Run `manage.py models use {model.spec}` to embed the wardrobe again."
        )
    return encoder


def active_encoder() -> tuple[Encoder, AIModel]:
    """The serving model in memory, and its row.

    When an upgrade brought other weights under the same name, they take over at once: without their text tower the
    old vectors could not be searched anyway. The vectors that are missing then are completed in the background.
    """
    model = active_model()
    encoder = load(model.spec)
    if encoder.checksum != model.checksum:
        log.warning("The weights of %s have changed; the wardrobe is embedded again.", model)
        model = register(encoder)
        model.activate()
    return encoder, model


def text_encoder_of(model: AIModel) -> Encoder:
    """The text tower alone: what the web process needs for search."""
    from wardrobe.vision.encoder import load_text_encoder

    encoder = load_text_encoder(model.spec, cache_dir=settings.DATA_DIR / "models")
    if encoder.checksum != model.checksum:
        raise ModelChanged(f"The weights of {model} have changed since its vectors were written.")
    return encoder


def folder_of(model: AIModel) -> Path | None:
    """Where the model's files lie when they are on this machine, without loading it."""
    from wardrobe.vision.encoder import local_folder

    return local_folder(model.spec)


def read_stored_photo(data: bytes) -> Photo:
    """A photo that we stored ourselves, upright."""
    from wardrobe.vision.photos import PhotoRefused, read_photo

    try:
        return read_photo(data)
    except PhotoRefused as refused:
        raise PhotoUnreadable(refused.sentence) from refused
