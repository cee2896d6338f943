"""Garments, what was recognised in them, the outfits they make and the days they were worn."""

from __future__ import annotations

import operator
from datetime import date
from functools import reduce
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.utils.text import capfirst
from pgvector.django import VectorField

from accounts.bases import Record, SoftDeleteRecord
from wardrobe.choices import (
    ArchiveReason,
    Category,
    Fit,
    GarmentStatus,
    LaundryState,
    Material,
    ModelKind,
    Occasion,
    Pattern,
    Season,
    Slot,
    Style,
    slot_of,
)
from wardrobe.querysets import (
    AIModelQuerySet,
    GarmentEmbeddingQuerySet,
    GarmentManager,
    GarmentQuerySet,
    OutfitManager,
    OutfitQuerySet,
    WearLogQuerySet,
)
from wardrobe.words import search_words

DIMENSION = 512
# Below this probability a recognised category is shown as "check this" and waits in the review queue.
SURE = 0.6

ALIVE = Q(deleted_at__isnull=True)
UNFINISHED = Q(status__in=["pending", "processing"])


def image_path(garment: Garment, filename: str) -> str:
    """A key without anything the person typed; `filename` is one of ours."""
    return f"garments/{garment.owner_id}/{garment.pk}/{filename}"


class Garment(SoftDeleteRecord):
    """One piece of clothing: its pictures, the owner's notes, and the facts in force about it.

    "Facts" are the owner's labels where there are some and the prediction elsewhere, written by `apply_facts` only, so
    that lists filter and sort on plain columns.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="garments")

    # pictures
    original = models.ImageField(upload_to=image_path, max_length=200)
    processed = models.ImageField(upload_to=image_path, max_length=200, blank=True)
    thumbnail = models.ImageField(upload_to=image_path, max_length=200, blank=True)
    thumbnail_width = models.PositiveSmallIntegerField(default=0)
    thumbnail_height = models.PositiveSmallIntegerField(default=0)
    upload_key = models.CharField(max_length=100, null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    perceptual_hash = models.BigIntegerField(null=True, blank=True)
    # The owner's brush strokes, or {"mode": "original"}; null means that the cut-out is automatic.
    cutout_hints = models.JSONField(null=True, blank=True)

    # the state of its analysis
    status = models.CharField(max_length=10, choices=GarmentStatus.choices(), default=GarmentStatus.PENDING)
    error_message = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    quality_warnings = models.JSONField(default=list, blank=True)

    # what the owner says about it
    name = models.CharField(max_length=120, blank=True)
    notes = models.TextField(max_length=4000, blank=True)
    brand = models.CharField(max_length=80, blank=True)
    size = models.CharField(max_length=40, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    purchased_on = models.DateField(null=True, blank=True)
    is_favourite = models.BooleanField(default=False)
    laundry_state = models.CharField(max_length=8, choices=LaundryState.choices(), default=LaundryState.CLEAN)
    archived_at = models.DateTimeField(null=True, blank=True)
    archive_reason = models.CharField(max_length=16, choices=ArchiveReason.choices(), blank=True)

    # facts
    category = models.CharField(max_length=16, choices=Category.choices(), blank=True)
    category_confidence = models.FloatField(null=True, blank=True)
    subcategory = models.CharField(max_length=40, blank=True)
    color_primary = models.CharField(max_length=24, blank=True)
    color_secondary = models.CharField(max_length=24, blank=True)
    palette = models.JSONField(default=list, blank=True)
    pattern = models.CharField(max_length=12, choices=Pattern.choices(), blank=True)
    fit = models.CharField(max_length=12, choices=Fit.choices(), blank=True)
    material = models.CharField(max_length=12, choices=Material.choices(), blank=True)
    formality = models.FloatField(null=True, blank=True)
    warmth = models.FloatField(null=True, blank=True)
    seasons = ArrayField(models.CharField(max_length=8, choices=Season.choices()), default=list, blank=True)
    style_tags = ArrayField(models.CharField(max_length=12, choices=Style.choices()), default=list, blank=True)
    needs_review = models.BooleanField(default=False)
    search_document = SearchVectorField(null=True, editable=False)

    # counted by the wear log's verbs
    wear_count = models.PositiveIntegerField(default=0)
    last_worn_on = models.DateField(null=True, blank=True)

    objects = GarmentManager()
    all_objects = GarmentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        base_manager_name = "all_objects"
        constraints = [
            models.UniqueConstraint(
                "owner", "upload_key", name="garment_upload_key_once", condition=Q(upload_key__isnull=False)
            ),
            models.CheckConstraint(condition=Q(status__in=list(GarmentStatus)), name="garment_status_known"),
            models.CheckConstraint(condition=Q(laundry_state__in=list(LaundryState)), name="garment_laundry_known"),
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gte=0), name="garment_price_positive"),
            models.CheckConstraint(
                condition=Q(formality__isnull=True) | Q(formality__range=(0, 1)), name="garment_formality_range"
            ),
            models.CheckConstraint(
                condition=Q(archived_at__isnull=True) | ~Q(archive_reason=""), name="garment_archived_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status=GarmentStatus.FAILED) | ~Q(error_message=""), name="garment_failed_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(status=GarmentStatus.READY) | (~Q(processed="") & ~Q(thumbnail="")),
                name="garment_ready_has_pictures",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "-created_at", "-id"], name="garment_newest", condition=Q(deleted_at__isnull=True)
            ),
            models.Index(fields=["owner", "category"], name="garment_category", condition=Q(deleted_at__isnull=True)),
            models.Index(fields=["owner", "sha256"], name="garment_sha256"),
            models.Index(
                fields=["lease_until"], name="garment_unfinished", condition=Q(status__in=["pending", "processing"])
            ),
            GinIndex(fields=["search_document"], name="garment_search"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The owner's name for it, or one made of what is known."""
        if self.name:
            return self.name
        known = self.subcategory or (Category(self.category).label.lower() if self.category else "")
        return capfirst(f"{self.color_primary} {known}".strip()) or "New garment"

    @property
    def is_ready(self) -> bool:
        return self.status == GarmentStatus.READY

    @property
    def is_unfinished(self) -> bool:
        return self.status in (GarmentStatus.PENDING, GarmentStatus.PROCESSING)

    @property
    def slot(self) -> Slot:
        return slot_of(self.category)

    @property
    def cost_per_wear(self) -> float | None:
        return float(self.price) / self.wear_count if self.price is not None and self.wear_count else None

    @property
    def label_source(self) -> str:
        """Who said what is in force: the model alone, or the owner for at least one field."""
        label: GarmentLabel | None = getattr(self, "label", None)
        return "owner" if label and label.values else "model"

    def apply_facts(self) -> None:
        """Set the fact columns from label over prediction, field by field. The caller saves."""
        prediction: GarmentPrediction | None = getattr(self, "prediction", None)
        label: GarmentLabel | None = getattr(self, "label", None)
        facts = {**(prediction.facts() if prediction else {}), **(label.values if label else {})}
        for field in FACT_FIELDS:
            nothing: Any = [] if field in LIST_FACTS else None if field in NUMBER_FACTS else ""
            value = facts.get(field)
            setattr(self, field, nothing if value is None else value)
        labelled = label is not None and "category" in label.values
        self.category_confidence = None if labelled or not prediction else prediction.category_confidence
        confidence = self.category_confidence
        self.needs_review = not labelled and prediction is not None and (confidence is None or confidence < SURE)

    def index_words(self) -> None:
        """Write the words by which the garment is found: name and facts first, then brand, then notes."""
        parts = [SearchVector(Value(text), weight=weight, config="english") for text, weight in search_words(self)]
        document = reduce(operator.add, parts)
        Garment.all_objects.filter(pk=self.pk).update(search_document=document)


LIST_FACTS = ("palette", "seasons", "style_tags")
NUMBER_FACTS = ("formality", "warmth")
TEXT_FACTS = ("category", "subcategory", "color_primary", "color_secondary", "pattern", "fit", "material")
FACT_FIELDS = (*TEXT_FACTS, *NUMBER_FACTS, *LIST_FACTS)


class AIModel(Record):
    """A model that has written rows: vectors of two different models are never compared."""

    kind = models.CharField(max_length=12, choices=ModelKind.choices(), default=ModelKind.ENCODER)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    spec = models.CharField(max_length=300)
    dimension = models.PositiveSmallIntegerField(default=DIMENSION)
    parameters = models.PositiveBigIntegerField(default=0)
    checksum = models.CharField(max_length=64)
    is_active = models.BooleanField(default=False)

    objects = AIModelQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint("kind", "checksum", name="ai_model_once"),
            models.UniqueConstraint("kind", name="ai_model_one_active", condition=Q(is_active=True)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def activate(self) -> None:
        """Let this model serve, and no other of its kind."""
        with transaction.atomic():
            AIModel.objects.filter(kind=self.kind, is_active=True).exclude(pk=self.pk).update(is_active=False)
            AIModel.objects.filter(pk=self.pk).update(is_active=True)
        self.is_active = True


class GarmentPrediction(Record):
    """What the pipeline recognised."""

    garment = models.OneToOneField(Garment, on_delete=models.CASCADE, related_name="prediction")
    model = models.ForeignKey(AIModel, on_delete=models.PROTECT, related_name="predictions")
    bounding_box = ArrayField(models.PositiveIntegerField(), size=4)
    detection_confidence = models.FloatField()
    category = models.CharField(max_length=16, choices=Category.choices())
    category_confidence = models.FloatField()
    category_top = models.JSONField(default=list)
    subcategory = models.CharField(max_length=40, blank=True)
    attributes = models.JSONField(default=dict)
    timings = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category_confidence__range=(0, 1)), name="prediction_confidence_is_a_probability"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} ({self.category_confidence:.0%})"

    def facts(self) -> dict[str, Any]:
        """Plain values by field, without their confidences."""
        values = {field: entry.get("value") for field, entry in self.attributes.items()}
        return {**values, "category": self.category, "subcategory": self.subcategory}

    def confidences(self) -> dict[str, float]:
        """How sure the model is, by field."""
        return {field: entry["confidence"] for field, entry in self.attributes.items() if "confidence" in entry}


class GarmentLabel(Record):
    """The owner's corrections. They win over the prediction field by field."""

    garment = models.OneToOneField(Garment, on_delete=models.CASCADE, related_name="label")
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return ", ".join(self.values) or "nothing corrected"


class GarmentEmbedding(Record):
    """Where a garment lies in the space of one model. L2-normalised."""

    garment = models.ForeignKey(Garment, on_delete=models.CASCADE, related_name="embeddings")
    model = models.ForeignKey(AIModel, on_delete=models.CASCADE, related_name="embeddings")
    vector = VectorField(dimensions=DIMENSION)

    objects = GarmentEmbeddingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("garment", "model", name="embedding_once_per_model")]

    def __str__(self) -> str:
        return f"{self.garment_id} in {self.model_id}"


class Outfit(SoftDeleteRecord):
    """Garments worn together."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outfits")
    name = models.CharField(max_length=120, blank=True)
    occasion = models.CharField(max_length=12, choices=Occasion.choices(), blank=True)
    notes = models.TextField(max_length=4000, blank=True)
    is_favourite = models.BooleanField(default=False)
    garments = models.ManyToManyField(Garment, through="OutfitItem", related_name="outfits")

    objects = OutfitManager()
    all_objects = OutfitQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        base_manager_name = "all_objects"
        indexes = [
            models.Index(
                fields=["owner", "-created_at", "-id"], name="outfit_newest", condition=Q(deleted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name or "Outfit"


class OutfitItem(Record):
    """One garment's place in an outfit."""

    outfit = models.ForeignKey(Outfit, on_delete=models.CASCADE, related_name="items")
    garment = models.ForeignKey(Garment, on_delete=models.CASCADE, related_name="outfit_items")
    slot = models.CharField(max_length=12, choices=Slot.choices())
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("outfit", "garment", name="outfit_garment_once"),
            models.UniqueConstraint("outfit", "position", name="outfit_position_once"),
            models.CheckConstraint(condition=Q(slot__in=list(Slot)), name="outfit_slot_known"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.garment_id}"


class WearLog(Record):
    """One day's clothes: an outfit, or garments by themselves."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wear_logs")
    worn_on = models.DateField(default=date.today)
    outfit = models.ForeignKey(Outfit, on_delete=models.SET_NULL, null=True, blank=True, related_name="wear_logs")
    garments = models.ManyToManyField(Garment, through="WearLogItem", related_name="wear_logs")

    objects = WearLogQuerySet.as_manager()

    class Meta:
        ordering = ["-worn_on", "-created_at"]
        indexes = [models.Index(fields=["owner", "-worn_on"], name="wear_log_by_day")]

    def __str__(self) -> str:
        return f"{self.worn_on:%d %B %Y}"


class WearLogItem(Record):
    """A garment in a day's clothes; once a day, however often it is tapped."""

    log = models.ForeignKey(WearLog, on_delete=models.CASCADE, related_name="items")
    garment = models.ForeignKey(Garment, on_delete=models.CASCADE, related_name="wear_items")
    worn_on = models.DateField()

    class Meta:
        ordering = [F("worn_on").desc()]
        constraints = [models.UniqueConstraint("garment", "worn_on", name="garment_worn_once_a_day")]

    def __str__(self) -> str:
        return f"{self.garment_id} on {self.worn_on}"
