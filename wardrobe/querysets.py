"""Questions about rows: who may see them, which are ready, which are near in meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import F, FloatField, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce
from pgvector.django import MaxInnerProduct

from accounts.bases import SoftDeleteQuerySet
from wardrobe.choices import GarmentStatus, LaundryState, ModelKind
from wardrobe.words import prefix_query

if TYPE_CHECKING:
    from accounts.models import User
    from wardrobe.models import AIModel

ORDERINGS = {
    "newest": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "name": ("name", "category", "color_primary", "id"),
    "most_worn": ("-wear_count", "-id"),
    "least_worn": ("wear_count", "id"),
    "last_worn": ("-sort_key", "-id"),
    "price": ("-sort_key", "-id"),
}
# Columns that may be empty are ordered by a key that never is, so that a cursor can stand on it.
SORT_KEYS = {
    "last_worn": Coalesce("last_worn_on", Value(date(1, 1, 1))),
    "price": Coalesce("price", Value(Decimal(0))),
}


@dataclass(frozen=True)
class GarmentFilter:
    """What a list of garments is narrowed to. Values of one field are alternatives; fields are joined by "and"."""

    category: Sequence[str] = ()
    color: Sequence[str] = ()
    pattern: Sequence[str] = ()
    season: Sequence[str] = ()
    style: Sequence[str] = ()
    material: Sequence[str] = ()
    laundry: Sequence[str] = ()
    status: Sequence[str] = ()
    brand: Sequence[str] = ()
    formality_min: float | None = None
    formality_max: float | None = None
    favourite: bool | None = None
    needs_review: bool | None = None
    archived: bool | None = False
    ordering: str = "newest"
    only: Sequence[UUID] | None = field(default=None)


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to one person."""

    def owned_by(self, user: User | AnonymousUser) -> Self:
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Wardrobes are private: what one may see is what one owns."""
        return self.owned_by(viewer)


class GarmentQuerySet(OwnedQuerySet, SoftDeleteQuerySet):  # type: ignore[override]
    def ready(self) -> Self:
        return self.filter(status=GarmentStatus.READY)

    def unfinished(self) -> Self:
        return self.filter(status__in=[GarmentStatus.PENDING, GarmentStatus.PROCESSING])

    def stalled(self, now: datetime) -> Self:
        """Taken by a worker that did not come back, or put into a queue that lost them."""
        return self.unfinished().filter(lease_until__lt=now)

    def claimable(self, now: datetime) -> Self:
        """Waiting, or held by a worker whose lease is over."""
        return self.filter(Q(status=GarmentStatus.PENDING) | Q(status=GarmentStatus.PROCESSING, lease_until__lt=now))

    def without_vector(self, model: AIModel) -> Self:
        return self.exclude(embeddings__model=model)

    def near_duplicates(self, perceptual_hash: int, distance: int) -> Self:
        """Photos whose 64-bit hash differs in at most `distance` bits, nearest first."""
        difference = RawSQL("bit_count((perceptual_hash # %s)::bit(64))", [perceptual_hash])
        return (
            self.filter(perceptual_hash__isnull=False)
            .annotate(hash_distance=difference)
            .filter(hash_distance__lte=distance)
            .order_by("hash_distance")
        )

    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def clean(self) -> Self:
        return self.filter(laundry_state=LaundryState.CLEAN)

    def to_review(self) -> Self:
        """The least sure first."""
        return self.ready().filter(needs_review=True).order_by("category_confidence", "-created_at")

    def with_facts(self) -> Self:
        return self.select_related("prediction", "label")

    def to_write(self) -> Self:
        """Rows held until the transaction ends, by key, so that two verbs cannot wait for each other.

        Label and prediction are read after the rows are held: joined, they could be older than what was waited for.
        """
        return self.order_by("pk").select_for_update(of=["self"]).prefetch_related("prediction", "label")

    def matching(self, wanted: GarmentFilter) -> Self:
        query = Q()
        for column, values in (
            ("category", wanted.category),
            ("pattern", wanted.pattern),
            ("material", wanted.material),
            ("laundry_state", wanted.laundry),
            ("status", wanted.status),
            ("brand", wanted.brand),
        ):
            if values:
                query &= Q(**{f"{column}__in": list(values)})
        if wanted.color:
            query &= Q(color_primary__in=list(wanted.color)) | Q(color_secondary__in=list(wanted.color))
        if wanted.season:
            query &= Q(seasons__overlap=list(wanted.season))
        if wanted.style:
            query &= Q(style_tags__overlap=list(wanted.style))
        found = self.filter(query & _ranges(wanted))
        if wanted.ordering in SORT_KEYS:
            found = found.annotate(sort_key=SORT_KEYS[wanted.ordering])
        return found.order_by(*ORDERINGS.get(wanted.ordering, ORDERINGS["newest"]))

    def with_words(self, text: str) -> Self:
        """Those that carry every word of the text, the last word taken as the beginning of one."""
        wanted = prefix_query(text)
        if not wanted:
            return self.none()
        return self.filter(search_document=SearchQuery(wanted, search_type="raw", config="english"))

    def by_word_rank(self, text: str) -> Self:
        """`with_words`, best first, with a `rank` in 0–1."""
        query = SearchQuery(prefix_query(text), search_type="raw", config="english")
        # Normalisation 32 is PostgreSQL's rank / (rank + 1).
        rank = SearchRank(F("search_document"), query, normalization=32)
        return self.with_words(text).annotate(rank=rank).order_by("-rank", "-created_at")


def _ranges(wanted: GarmentFilter) -> Q:
    query = Q()
    if wanted.formality_min is not None:
        query &= Q(formality__gte=wanted.formality_min)
    if wanted.formality_max is not None:
        query &= Q(formality__lte=wanted.formality_max)
    if wanted.favourite is not None:
        query &= Q(is_favourite=wanted.favourite)
    if wanted.needs_review is not None:
        query &= Q(needs_review=wanted.needs_review)
    if wanted.archived is not None:
        query &= Q(archived_at__isnull=not wanted.archived)
    if wanted.only is not None:
        query &= Q(pk__in=list(wanted.only))
    return query


class GarmentManager(models.Manager.from_queryset(GarmentQuerySet)):  # type: ignore[misc]
    """Hides the trash."""

    def get_queryset(self) -> GarmentQuerySet:
        return super().get_queryset().filter(deleted_at=None)


class GarmentEmbeddingQuerySet(models.QuerySet):
    def of_wardrobe(self, owner: User) -> Self:
        """The vectors of what hangs in somebody's wardrobe now."""
        return self.filter(
            garment__owner=owner,
            garment__deleted_at=None,
            garment__archived_at=None,
            garment__status=GarmentStatus.READY,
        )

    def nearest(self, vector: Sequence[float], model: AIModel) -> Self:
        """Rows of `model` with their cosine `similarity` to a unit vector, nearest first.

        An exact scan: the rows of one owner are found by index, and nothing is filtered after the ranking.
        """
        distance = MaxInnerProduct("vector", vector)
        return (
            self.filter(model=model)
            .annotate(similarity=Cast(distance, FloatField()) * Value(-1.0))
            .order_by("-similarity", "garment_id")
        )


class AIModelQuerySet(models.QuerySet):
    def active_encoder(self) -> AIModel | None:
        return self.filter(kind=ModelKind.ENCODER, is_active=True).first()  # type: ignore[return-value]


class OutfitQuerySet(OwnedQuerySet, SoftDeleteQuerySet):  # type: ignore[override]
    def with_items(self) -> Self:
        return self.prefetch_related("items__garment__prediction", "items__garment__label")


class OutfitManager(models.Manager.from_queryset(OutfitQuerySet)):  # type: ignore[misc]
    """Hides the trash."""

    def get_queryset(self) -> OutfitQuerySet:
        return super().get_queryset().filter(deleted_at=None)


class WearLogQuerySet(OwnedQuerySet):
    def with_garments(self) -> Self:
        return self.select_related("outfit").prefetch_related("items__garment")
