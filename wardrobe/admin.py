"""What moderators and operators see. Garments and their predictions are read here, not written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from accounts.models import User
from wardrobe.models import AIModel, Garment, GarmentPrediction, Outfit
from wardrobe.services import garments as verbs
from wardrobe.services import models as model_verbs


class ReadOnly:
    """An admin page that shows rows to moderators and changes none."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and (request.user.is_moderator or request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PredictionInline(ReadOnly, admin.StackedInline):
    model = GarmentPrediction
    extra = 0


@admin.register(Garment)
class GarmentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["picture", "display_name", "owner", "status", "category", "category_confidence", "created_at"]
    list_display_links = ["picture", "display_name"]
    list_filter = ["status", "category", "needs_review", ("deleted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__email", "owner__username", "id"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["try_again"]
    inlines = [PredictionInline]
    exclude = ["search_document", "lease", "notes", "price", "currency"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Garment]:
        return Garment.all_objects.all()

    @admin.display(description="")
    def picture(self, garment: Garment) -> str:
        image = garment.thumbnail or garment.original
        return format_html('<img src="{}" alt="" width="64" loading="lazy">', image.url) if image else "–"

    @admin.action(description="Try the analysis again", permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Garment]) -> None:
        failed = queryset.filter(status="failed", deleted_at=None)
        for garment in failed:
            verbs.retry_analysis(garment=garment)
        messages.success(request, f"{len(failed)} photos are in the queue again.")


@admin.register(AIModel)
class AIModelAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "spec", "is_active", "progress", "parameters", "checksum", "created_at"]

    @admin.display(description="embedded")
    def progress(self, model: AIModel) -> str:
        now = model_verbs.progress(model=model)
        return format_html(
            '<progress value="{}" max="{}"></progress> {} of {}',
            now.embedded,
            max(1, now.garments),
            now.embedded,
            now.garments,
        )


@admin.register(Outfit)
class OutfitAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "owner", "occasion", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__email", "owner__username"]
