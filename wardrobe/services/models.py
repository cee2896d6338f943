"""Switching encoders: the verbs behind `manage.py models`."""

from __future__ import annotations

from dataclasses import dataclass

from wardrobe import encoders, tasks
from wardrobe.choices import ModelKind
from wardrobe.models import AIModel, Garment


@dataclass(frozen=True)
class Progress:
    """How much of the wardrobe a model has seen."""

    model: AIModel
    embedded: int
    garments: int

    @property
    def complete(self) -> bool:
        return self.embedded >= self.garments


def use_model(*, spec: str) -> Progress:
    """Load and register a model and start embedding with it. The one before serves until all vectors are there.

    Raises `EncoderUnavailable` with a sentence when the model cannot be had; nothing changes then.
    """
    model = encoders.register(encoders.load(spec))
    now = progress(model=model)
    if now.complete:
        model.activate()
    else:
        tasks.enqueue_reembed(model.pk)
    return now


def progress(*, model: AIModel) -> Progress:
    ready = Garment.all_objects.ready()
    return Progress(model, ready.filter(embeddings__model=model).count(), ready.count())


def verify_model(*, model: AIModel) -> None:
    """Load the model and compare its weights with the row. Raises `ModelChanged` or `EncoderUnavailable`."""
    encoders.encoder_of(model)


def all_models() -> list[Progress]:
    return [progress(model=model) for model in AIModel.objects.filter(kind=ModelKind.ENCODER)]


def apply_configured_model(spec: str) -> str:
    """What an instance does at start with `CLIP_MODEL`: a sentence for its log."""
    from wardrobe.vision.encoder import EncoderUnavailable

    serving = encoders.active_model()
    try:
        # An upgrade may have brought other weights under the same name.
        _, serving = encoders.active_encoder()
        complete_vectors()
        if not spec or spec == serving.spec:
            return f"Encoder: {serving}"
        now = use_model(spec=spec)
    except EncoderUnavailable as error:
        return f"Encoder: {error} {serving} serves instead."
    return f"Encoder: {now.model}, {now.embedded} of {now.garments} garments embedded"


def complete_vectors() -> str:
    """Queue what the serving model has not embedded yet."""
    return tasks.complete_vectors()
