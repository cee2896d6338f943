"""The shapes of the API: what goes out, and what may come in. Verbs are called by the views."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from wardrobe.choices import (
    ArchiveReason,
    Category,
    Fit,
    LaundryState,
    Material,
    Occasion,
    Pattern,
    Season,
    Slot,
    Style,
)
from wardrobe.models import Garment, Outfit, OutfitItem, WearLog
from wardrobe.services.garments import Added


class SwatchSerializer(serializers.Serializer):
    name = serializers.CharField()
    hex = serializers.CharField()
    share = serializers.FloatField()


class AttributesSerializer(serializers.Serializer):
    """The facts in force; `confidence` is the model's, by field, where the model said it."""

    color_primary = serializers.CharField(allow_blank=True)
    color_secondary = serializers.CharField(allow_blank=True)
    palette = SwatchSerializer(many=True)
    pattern = serializers.ChoiceField(Pattern.choices(), allow_blank=True)
    fit = serializers.ChoiceField(Fit.choices(), allow_blank=True)
    material = serializers.ChoiceField(Material.choices(), allow_blank=True)
    formality = serializers.FloatField(allow_null=True)
    warmth = serializers.FloatField(allow_null=True)
    seasons = serializers.ListField(child=serializers.ChoiceField(Season.choices()))
    style_tags = serializers.ListField(child=serializers.ChoiceField(Style.choices()))
    confidence = serializers.SerializerMethodField()

    def get_confidence(self, garment: Garment) -> dict[str, float]:
        prediction = getattr(garment, "prediction", None)
        return {} if prediction is None else prediction.confidences()


class ImagesSerializer(serializers.Serializer):
    """Signed links that expire; null until the picture exists."""

    original = serializers.SerializerMethodField()
    processed = serializers.SerializerMethodField()
    thumbnail = serializers.SerializerMethodField()

    def _link(self, image: Any) -> str | None:
        if not image:
            return None
        request = self.context.get("request")
        return request.build_absolute_uri(image.url) if request else image.url

    def get_original(self, garment: Garment) -> str | None:
        return self._link(garment.original)

    def get_processed(self, garment: Garment) -> str | None:
        return self._link(garment.processed)

    def get_thumbnail(self, garment: Garment) -> str | None:
        return self._link(garment.thumbnail)


class WarningSerializer(serializers.Serializer):
    code = serializers.CharField()
    sentence = serializers.CharField()


class CandidateSerializer(serializers.Serializer):
    category = serializers.ChoiceField(Category.choices())
    probability = serializers.FloatField()


class GarmentSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="display_name")
    attributes = AttributesSerializer(source="*")
    images = ImagesSerializer(source="*")
    category_top = serializers.SerializerMethodField()
    quality_warnings = WarningSerializer(many=True)
    slot = serializers.ChoiceField(Slot.choices())
    label_source = serializers.ChoiceField([("owner", "owner"), ("model", "model")])
    cost_per_wear = serializers.FloatField(allow_null=True)

    class Meta:
        model = Garment
        fields = [
            "id", "status", "error_message", "quality_warnings", "name", "category", "category_confidence",
            "category_top", "subcategory", "slot", "attributes", "needs_review", "label_source", "images", "notes",
            "brand", "size", "price", "currency", "purchased_on", "is_favourite", "laundry_state", "archived_at",
            "archive_reason", "wear_count", "last_worn_on", "cost_per_wear", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(CandidateSerializer(many=True))
    def get_category_top(self, garment: Garment) -> list[dict[str, Any]]:
        prediction = getattr(garment, "prediction", None)
        top = prediction.category_top if prediction else []
        return [{"category": word, "probability": probability} for word, probability in top]


class AddedGarmentSerializer(GarmentSerializer):
    """The answer to an upload also says what the photo resembles: see `resemblance`."""

    duplicate_of = serializers.UUIDField(allow_null=True, help_text="A garment with the same bytes")
    looks_like = serializers.UUIDField(allow_null=True, help_text="A garment whose photo is nearly the same")

    class Meta(GarmentSerializer.Meta):
        fields = [*GarmentSerializer.Meta.fields, "duplicate_of", "looks_like"]
        read_only_fields = fields


def resemblance(added: Added) -> dict[str, Any]:
    return {
        "duplicate_of": added.duplicate_of and str(added.duplicate_of.pk),
        "looks_like": added.looks_like and str(added.looks_like.pk),
    }


class UploadSerializer(serializers.Serializer):
    """A new photo, and what the person wants to say about it at once."""

    photo = serializers.FileField(allow_empty_file=True)
    upload_key = serializers.CharField(max_length=100, required=False)
    name = serializers.CharField(max_length=120, required=False)
    notes = serializers.CharField(max_length=4000, required=False)
    price = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0, required=False)
    brand = serializers.CharField(max_length=80, required=False)
    size = serializers.CharField(max_length=40, required=False)


class FactsSerializer(serializers.Serializer):
    """Corrections. Null gives a fact back to the model."""

    subcategory = serializers.CharField(max_length=40, allow_null=True, required=False)
    color_primary = serializers.CharField(allow_null=True, required=False)
    color_secondary = serializers.CharField(allow_null=True, allow_blank=True, required=False)
    pattern = serializers.ChoiceField(Pattern.choices(), allow_null=True, required=False)
    fit = serializers.ChoiceField(Fit.choices(), allow_null=True, required=False)
    material = serializers.ChoiceField(Material.choices(), allow_null=True, required=False)
    formality = serializers.FloatField(min_value=0, max_value=1, allow_null=True, required=False)
    warmth = serializers.FloatField(min_value=0, max_value=4, allow_null=True, required=False)
    seasons = serializers.ListField(child=serializers.ChoiceField(Season.choices()), allow_null=True, required=False)
    style_tags = serializers.ListField(child=serializers.ChoiceField(Style.choices()), allow_null=True, required=False)


class GarmentChangeSerializer(serializers.Serializer):
    """What a PATCH may carry: the owner's fields, a state, or corrections."""

    name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    notes = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    brand = serializers.CharField(max_length=80, allow_blank=True, required=False)
    size = serializers.CharField(max_length=40, allow_blank=True, required=False)
    price = serializers.DecimalField(max_digits=10, decimal_places=2, min_value=0, allow_null=True, required=False)
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False)
    purchased_on = serializers.DateField(allow_null=True, required=False)
    is_favourite = serializers.BooleanField(required=False)
    laundry_state = serializers.ChoiceField(LaundryState.choices(), required=False)
    archive_reason = serializers.ChoiceField(ArchiveReason.choices(), allow_blank=True, required=False)
    category = serializers.ChoiceField(Category.choices(), allow_null=True, required=False)
    subcategory = serializers.CharField(max_length=40, allow_null=True, required=False)
    attributes = FactsSerializer(required=False)

    def facts(self) -> dict[str, Any]:
        data = self.validated_data
        return dict(data.get("attributes", {})) | {key: data[key] for key in ("category", "subcategory") if key in data}

    def owner_values(self) -> dict[str, Any]:
        apart = {"laundry_state", "archive_reason", "category", "subcategory", "attributes"}
        return {key: value for key, value in self.validated_data.items() if key not in apart}


class HitSerializer(serializers.Serializer):
    similarity = serializers.FloatField()
    because = serializers.ChoiceField([("words", "words"), ("meaning", "meaning"), ("both", "both")])
    garment = GarmentSerializer()


class HitsSerializer(serializers.Serializer):
    results = HitSerializer(many=True)


class OutfitItemSerializer(serializers.ModelSerializer):
    garment = GarmentSerializer()

    class Meta:
        model = OutfitItem
        fields = ["slot", "position", "garment"]


class OutfitSerializer(serializers.ModelSerializer):
    items = OutfitItemSerializer(many=True, read_only=True)

    class Meta:
        model = Outfit
        fields = ["id", "name", "occasion", "notes", "is_favourite", "items", "created_at", "updated_at"]
        read_only_fields = fields


@extend_schema_field(serializers.UUIDField)
class OwnGarmentField(serializers.PrimaryKeyRelatedField):
    """A garment that the asking person may see; any other id does not exist for them."""

    def get_queryset(self) -> QuerySet[Garment]:
        return Garment.objects.visible_to(self.context["request"].user)


class OutfitChangeSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=120, allow_blank=True, required=False)
    occasion = serializers.ChoiceField(Occasion.choices(), allow_blank=True, required=False)
    notes = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    is_favourite = serializers.BooleanField(required=False)
    garment_ids = OwnGarmentField(many=True, required=False)


class NewOutfitSerializer(OutfitChangeSerializer):
    garment_ids = OwnGarmentField(many=True)


class WearSerializer(serializers.Serializer):
    date = serializers.DateField(required=False)


class WearLogSerializer(serializers.ModelSerializer):
    garment_ids = serializers.SerializerMethodField()

    class Meta:
        model = WearLog
        fields = ["id", "worn_on", "outfit", "garment_ids"]
        read_only_fields = fields

    def get_garment_ids(self, log: WearLog) -> list[str]:
        return [str(item.garment_id) for item in log.items.all()]
