"""Background work: recognising photos, sweeping up after killed workers, re-embedding under another model.

Every task may run twice and may be killed at any moment. A worker takes a garment by writing a *lease*; what it found
is written only while that lease is still the garment's, in one transaction, so a late twin writes nothing.
This is the only module that names django-q2.
"""

from __future__ import annotations

import logging
import secrets
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from wardrobe import encoders
from wardrobe.choices import GarmentStatus
from wardrobe.models import AIModel, Garment, GarmentEmbedding, GarmentPrediction, image_path

if TYPE_CHECKING:
    from wardrobe.vision.analysis import Analysis

log = logging.getLogger(__name__)

# How long a message may wait in a queue that looks empty before we believe that it was lost.
QUEUE_PATIENCE = timedelta(minutes=5)
REEMBED_BATCH = 32
GAVE_UP = "The analysis of this photo stopped three times. Try it again, or add another photo of the garment."
UNREADABLE = "The stored photo can no longer be read. Please add it again."


# --- analysis ---------------------------------------------------------------------------------------------------------
def enqueue_analysis(garment_id: uuid.UUID) -> None:
    """Put a photo into the queue; inside a transaction the message comes and goes with the data."""
    async_task("wardrobe.tasks.analyse", str(garment_id), group="analysis")


def analyse(garment_id: str) -> str:
    """Recognise one garment. Returns a word for the queue's log."""
    garment = claim(uuid.UUID(garment_id))
    if garment is None:
        return "nothing to do"
    if garment.attempts > settings.ANALYSIS_ATTEMPTS:
        return fail(garment, GAVE_UP)
    try:
        found, model = recognise(garment)
        outcome = complete(garment, found, model)
        log.info("Garment %s: %s, %s in %.0f ms", garment_id, outcome, found.category, found.timings["total"])
        return outcome
    except (encoders.PhotoUnreadable, FileNotFoundError):
        return fail(garment, UNREADABLE)
    except Exception:
        log.exception("The analysis of garment %s stopped", garment_id)
        if garment.attempts >= settings.ANALYSIS_ATTEMPTS:
            return fail(garment, GAVE_UP)
        release(garment)
        return "will be tried again"


def claim(garment_id: uuid.UUID) -> Garment | None:
    """Take the garment for this worker, unless it is done or another worker holds it."""
    now = timezone.now()
    lease = uuid.uuid4()
    taken = (
        Garment.all_objects.filter(pk=garment_id)
        .claimable(now)
        .update(
            status=GarmentStatus.PROCESSING,
            lease=lease,
            lease_until=now + settings.ANALYSIS_LEASE,
            attempts=F("attempts") + 1,
            updated_at=now,
        )
    )
    return Garment.all_objects.filter(pk=garment_id, lease=lease).first() if taken else None


def recognise(garment: Garment) -> tuple[Analysis, AIModel]:
    from wardrobe.vision.analysis import analyse as analyse_photo

    encoder, model = encoders.active_encoder()
    with garment.original.open("rb") as file:
        photo = encoders.read_stored_photo(file.read())
    return analyse_photo(photo, encoder=encoder, cutter=settings.CUTOUT, hints=garment.cutout_hints), model


def complete(garment: Garment, found: Analysis, model: AIModel) -> str:
    """Write what was found in one transaction; drop it when the lease was lost meanwhile."""
    token = secrets.token_hex(4)
    storage = garment.original.storage
    before = _derived_pictures(garment)
    new = [
        storage.save(garment.processed.field.generate_filename(garment, f"{kind}-{token}.webp"), ContentFile(data))
        for kind, data in (("cutout", found.cutout_webp), ("thumbnail", found.thumbnail_webp))
    ]
    written = False
    try:
        with transaction.atomic():
            row = Garment.all_objects.select_for_update().filter(pk=garment.pk, lease=garment.lease).first()
            if row is not None:
                row.processed, row.thumbnail = new
                write_analysis(row, found, model)
        written = row is not None
    finally:
        for name in before if written else new:
            storage.delete(name)
    return "ready" if written else "superseded"


def _derived_pictures(garment: Garment) -> list[str]:
    """Names of everything made of the original so far, also by workers that were killed before they could tell."""
    folder = image_path(garment, "").rstrip("/")
    try:
        names = [f"{folder}/{name}" for name in garment.original.storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []
    return [name for name in names if name != garment.original.name]


def write_analysis(garment: Garment, found: Analysis, model: AIModel) -> None:
    prediction, _ = GarmentPrediction.objects.update_or_create(garment=garment, defaults=found.prediction(model=model))
    GarmentEmbedding.objects.update_or_create(garment=garment, model=model, defaults={"vector": found.vector})
    garment.prediction = prediction
    garment.thumbnail_width, garment.thumbnail_height = found.thumbnail_size
    garment.quality_warnings = [{"code": w.code, "sentence": w.sentence} for w in found.warnings]
    garment.status, garment.error_message = GarmentStatus.READY, ""
    garment.lease = garment.lease_until = None
    garment.attempts = 0
    garment.apply_facts()
    garment.save()
    garment.index_words()


def fail(garment: Garment, reason: str) -> str:
    failed = Garment.all_objects.filter(pk=garment.pk, lease=garment.lease).update(
        status=GarmentStatus.FAILED, error_message=reason, lease=None, lease_until=None, updated_at=timezone.now()
    )
    return "failed" if failed else "superseded"


def release(garment: Garment) -> None:
    """Give the garment back to the queue."""
    with transaction.atomic():
        released = Garment.all_objects.filter(pk=garment.pk, lease=garment.lease).update(
            status=GarmentStatus.PENDING, lease=None, lease_until=timezone.now() + QUEUE_PATIENCE
        )
        if released:
            enqueue_analysis(garment.pk)


# --- the demo wardrobe ------------------------------------------------------------------------------------------------
def enqueue_demo_fill(person_id: uuid.UUID) -> None:
    async_task("wardrobe.services.demo.fill", str(person_id), group="demo")


# --- sweeping up ------------------------------------------------------------------------------------------------------
def sweep() -> str:
    """Queue again what stalled: photos whose worker died, and photos whose message was lost."""
    now = timezone.now()
    unfinished = Garment.all_objects.unfinished()
    ids = list(unfinished.stalled(now).filter(status=GarmentStatus.PROCESSING).values_list("pk", flat=True))
    waiting = list(unfinished.filter(status=GarmentStatus.PENDING).values_list("pk", "lease_until"))
    # While messages are waiting, a pending photo is most likely just behind them. A worker may hold its message for a
    # while before it takes the photo; where there is no message at all, it is lost for certain.
    if not OrmQ.objects.exists():
        ids += [pk for pk, _ in waiting]
    elif get_broker().queue_size() == 0:
        ids += [pk for pk, until in waiting if until and until < now]
    return f"{sum(_queue_again(garment_id, now) for garment_id in ids)} queued again"


def _queue_again(garment_id: uuid.UUID, now: datetime) -> bool:
    """Unless a worker came back to it meanwhile."""
    with transaction.atomic():
        again = Garment.all_objects.filter(pk=garment_id).claimable(now)
        freed = again.update(status=GarmentStatus.PENDING, lease=None, lease_until=now + QUEUE_PATIENCE)
        if freed:
            enqueue_analysis(garment_id)
    return bool(freed)


def recover_after_restart() -> None:
    """Called by the supervisor before it starts workers on a database of its own: nobody holds anything now."""
    schedule_periodic_work()
    take_back()
    # Bodies that call verbs live above this module and are named by their path.
    async_task("wardrobe.services.models.apply_configured_model", settings.CLIP_MODEL, group="start")
    async_task("wardrobe.services.demo.prepare_template", group="start")


def take_back() -> None:
    """Free what dead workers hold: photos, and messages that they had fetched. Only while no worker is alive."""
    past = timezone.now() - timedelta(seconds=1)
    Garment.all_objects.unfinished().update(lease_until=past)
    OrmQ.objects.update(lock=past)
    sweep()


def schedule_periodic_work() -> None:
    Schedule.objects.update_or_create(
        name="sweep stalled photos",
        defaults={"func": "wardrobe.tasks.sweep", "schedule_type": Schedule.MINUTES, "minutes": 1, "repeats": -1},
    )
    Schedule.objects.update_or_create(
        name="complete missing vectors",
        defaults={"func": "wardrobe.tasks.complete_vectors", "schedule_type": Schedule.HOURLY, "repeats": -1},
    )


# --- another model ----------------------------------------------------------------------------------------------------
def enqueue_reembed(model_id: uuid.UUID) -> None:
    async_task("wardrobe.tasks.reembed", str(model_id), group="re-embed")


def reembed(model_id: str) -> str:
    """Embed one batch of what `model` has not seen, then queue the next; activate the model when nothing is left."""
    model = AIModel.objects.get(pk=model_id)
    encoder = encoders.encoder_of(model)
    unseen = Garment.all_objects.ready().without_vector(model).select_related("prediction")
    batch = list(unseen.order_by("pk")[:REEMBED_BATCH])
    if not batch:
        model.activate()
        return "complete"
    from wardrobe.vision.analysis import encode_stored

    readable = [(garment, photo) for garment in batch if (photo := _stored_photo(garment)) is not None]
    vectors = encode_stored([(photo, garment.prediction.bounding_box) for garment, photo in readable], encoder)
    GarmentEmbedding.objects.bulk_create(
        [
            GarmentEmbedding(garment=garment, model=model, vector=vector)
            for (garment, _), vector in zip(readable, vectors, strict=True)
        ],
        ignore_conflicts=True,
    )
    enqueue_reembed(model.pk)
    return f"{len(readable)} embedded"


def _stored_photo(garment: Garment) -> Any:
    """Pixels of the original; a garment whose original is lost fails, or no model could ever be complete."""
    try:
        with garment.original.open("rb") as file:
            return encoders.read_stored_photo(file.read())
    except (encoders.PhotoUnreadable, FileNotFoundError):
        fail(garment, UNREADABLE)
        return None


def complete_vectors() -> str:
    """Photos that were finished under the old model while the new one took over."""
    model = AIModel.objects.active_encoder()
    if model is None or not Garment.all_objects.ready().without_vector(model).exists():
        return "complete"
    enqueue_reembed(model.pk)
    return "queued"
