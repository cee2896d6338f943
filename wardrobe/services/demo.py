"""The demo wardrobe: garments drawn by the project itself, recognised by the same pipeline as everybody's photos.

One hidden person owns the template, which the worker fills once. A visitor gets a private copy of it at once; what the
template still lacks in the first minutes of an instance is drawn and recognised before their eyes.
"""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.services import create_demo_person
from wardrobe import tasks
from wardrobe.choices import ArchiveReason
from wardrobe.drawing import SURFACES, DrawnGarment, demo_wardrobe, photograph
from wardrobe.models import Garment, GarmentEmbedding, GarmentPrediction, WearLog, WearLogItem
from wardrobe.services import garments as verbs
from wardrobe.services import wear

WEAR_DAYS = 180
BATCH = 4
TEMPLATE = "demo.template"
# A lived-in wardrobe: some of it is in the basket, some packed away.
IN_THE_LAUNDRY = {"demo-12": "dirty", "demo-17": "dirty", "demo-24": "washing"}
PACKED_AWAY = ("demo-27",)


def template_person() -> User:
    """The hidden owner of the template: nobody can sign in as them."""
    person = User.all_objects.filter(username=TEMPLATE).first()
    if person is None:
        person = User(username=TEMPLATE, email=f"{TEMPLATE}@wardrobe.invalid", is_active=False)
        person.set_unusable_password()
        person.save()
    return person


def open_demo() -> User:
    """A private demo person whose wardrobe is full, or being filled."""
    person = create_demo_person()
    template = Garment.objects.owned_by(template_person())
    complete = template.count() >= len(demo_wardrobe()) and not template.unfinished().exists()
    copy_wardrobe(list(template.ready().select_related("prediction")), person)
    if not complete:
        tasks.enqueue_demo_fill(person.pk)
    return person


def prepare_template() -> str:
    """Draw what the template still lacks; safe to run twice."""
    return _draw_for(template_person())


def fill(person_id: str) -> str:
    return _draw_for(User.all_objects.get(pk=uuid.UUID(person_id)))


def _draw_for(person: User) -> str:
    """Add a batch of what is missing, then queue the next. Each garment has a key, so a second run adds nothing."""
    known = set(Garment.all_objects.owned_by(person).values_list("upload_key", flat=True))
    missing = [number for number in range(len(demo_wardrobe())) if f"demo-{number}" not in known]
    for number in missing[:BATCH]:
        _add_drawn(person, demo_wardrobe()[number], number)
    if len(missing) > BATCH:
        tasks.enqueue_demo_fill(person.pk)
        return f"{len(missing) - BATCH} garments to go"
    _live_in(person)
    return "complete"


def _add_drawn(person: User, spec: DrawnGarment, number: int) -> Garment:
    rgb, _ = photograph(spec, surface=sorted(SURFACES)[number % len(SURFACES)], seed=number)
    file = BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=92)
    return verbs.add_garment(
        owner=person,
        photo=file.getvalue(),
        upload_key=f"demo-{number}",
        name=spec.name,
        price=Decimal(str(spec.price)),
        purchased_on=timezone.localdate() - timedelta(days=spec.age_days),
    ).garment


def copy_wardrobe(template: list[Garment], person: User) -> None:
    """Give `person` garments of their own, with pictures of their own, equal to those of the template."""
    vectors = list(GarmentEmbedding.objects.filter(garment__in=template))
    with transaction.atomic():
        copies = {garment.pk: _copy_of(garment, person) for garment in template}
        Garment.objects.bulk_create(copies.values())
        GarmentPrediction.objects.bulk_create(_prediction_of(garment, copies[garment.pk]) for garment in template)
        GarmentEmbedding.objects.bulk_create(
            GarmentEmbedding(garment=copies[row.garment_id], model_id=row.model_id, vector=row.vector)
            for row in vectors
        )
        for copy in copies.values():
            copy.index_words()
    _live_in(person)


def _copy_of(garment: Garment, person: User) -> Garment:
    kept = {field.attname: getattr(garment, field.attname) for field in Garment._meta.concrete_fields}
    apart = ("id", "owner_id", "created_at", "updated_at", "original", "processed", "thumbnail", "search_document")
    copy = Garment(owner=person, **{name: value for name, value in kept.items() if name not in apart})
    copy.created_at = garment.created_at
    copy.wear_count, copy.last_worn_on = 0, None
    for name in ("original", "processed", "thumbnail"):
        source = getattr(garment, name)
        with source.open("rb") as file:
            getattr(copy, name).save(source.name.rsplit("/", 1)[-1], ContentFile(file.read()), save=False)
    return copy


def _prediction_of(garment: Garment, copy: Garment) -> GarmentPrediction:
    row = garment.prediction
    row.pk, row._state.adding, row.garment = uuid.uuid4(), True, copy
    return row


def _live_in(person: User) -> None:
    """A half year of plausible days, some laundry and a packed box, so that every place has something to show."""
    owned = {garment.upload_key: garment for garment in Garment.objects.owned_by(person)}
    today = timezone.localdate()
    choose = random.Random(7)
    days: dict[int, list[Garment]] = {}
    for number, spec in enumerate(demo_wardrobe()):
        garment = owned.get(f"demo-{number}")
        possible = min(WEAR_DAYS, spec.age_days)
        if garment and possible > 1:
            for ago in choose.sample(range(1, possible), min(spec.wears, possible - 1)):
                days.setdefault(ago, []).append(garment)
    with transaction.atomic():
        WearLog.objects.owned_by(person).delete()
        logs = {ago: WearLog(owner=person, worn_on=today - timedelta(days=ago)) for ago in days}
        WearLog.objects.bulk_create(logs.values())
        WearLogItem.objects.bulk_create(
            WearLogItem(log=logs[ago], garment=garment, worn_on=logs[ago].worn_on)
            for ago, worn in days.items()
            for garment in worn
        )
        wear.recount([garment.pk for garment in owned.values()])
        for key, state in IN_THE_LAUNDRY.items():
            Garment.objects.owned_by(person).filter(upload_key=key).update(laundry_state=state)
        packed = Garment.objects.owned_by(person).filter(upload_key__in=PACKED_AWAY)
        packed.update(archived_at=timezone.now(), archive_reason=ArchiveReason.OUT_OF_SEASON)
