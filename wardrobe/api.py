"""The wardrobe for mobile clients: load through a queryset, call one verb, answer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.generics import GenericAPIView, ListAPIView, get_object_or_404
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.pagination import NewestFirst
from accounts.people import signed_in
from accounts.problems import Problem
from wardrobe import serializers as shapes
from wardrobe.filters import QUERY_PARAMETERS, filter_of
from wardrobe.models import Garment, Outfit
from wardrobe.services import garments, many, outfits, search, wear
from wardrobe.vision.photos import MAX_BYTES, PhotoRefused


class GarmentPages(NewestFirst):
    """Cursor pages in the order that was asked for."""

    def get_ordering(self, request: Request, queryset: QuerySet[Garment], view: Any) -> tuple[Any, ...]:
        return tuple(queryset.query.order_by) or super().get_ordering(request, queryset, view)


class OwnGarments(GenericAPIView):
    serializer_class = shapes.GarmentSerializer
    pagination_class: type[CursorPagination] = GarmentPages

    def get_queryset(self) -> QuerySet[Garment]:
        return Garment.objects.visible_to(self.request.user).with_facts()

    def garment(self, pk: Any) -> Garment:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def answer(self, garment: Garment, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.garment(garment.pk)).data, status=code)


class GarmentList(OwnGarments, ListAPIView):
    parser_classes = [MultiPartParser]

    def filter_queryset(self, queryset: Any) -> Any:
        wanted = filter_of(self.request.query_params)
        found = queryset.matching(wanted)
        text = self.request.query_params.get("q", "")
        return found.with_words(text) if text else found

    @extend_schema(parameters=QUERY_PARAMETERS)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=shapes.UploadSerializer,
        responses={202: shapes.AddedGarmentSerializer, 200: shapes.AddedGarmentSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add a photo. It is recognised in the background: ask for the garment until its status is `ready`."""
        form = shapes.UploadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = dict(form.validated_data)
        photo = values.pop("photo").read(MAX_BYTES + 1)
        try:
            added = garments.add_garment(owner=signed_in(request), photo=photo, **values)
        except PhotoRefused as refused:
            raise Problem(refused.code, refused.sentence, errors={"photo": [refused.sentence]}) from refused
        # Also when it was deleted since the first of two equal uploads.
        garment = Garment.all_objects.visible_to(request.user).with_facts().get(pk=added.garment.pk)
        body = self.get_serializer(garment).data | shapes.resemblance(added)
        return Response(body, status=status.HTTP_202_ACCEPTED if added.created else status.HTTP_200_OK)


class GarmentDetail(OwnGarments):
    parser_classes = [JSONParser]

    def get(self, request: Request, pk: Any) -> Response:
        return Response(self.get_serializer(self.garment(pk)).data)

    @extend_schema(request=shapes.GarmentChangeSerializer)
    def patch(self, request: Request, pk: Any) -> Response:
        """Describe a garment, put it away, or correct what was recognised."""
        garment = self.garment(pk)
        form = shapes.GarmentChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        garments.change_garment(
            garment=garment,
            described=form.owner_values(),
            facts=form.facts(),
            laundry_state=form.validated_data.get("laundry_state"),
            archive_reason=form.validated_data.get("archive_reason"),
        )
        return self.answer(garment)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: Any) -> Response:
        """Move to the trash."""
        self.garment(pk)
        many.trash(garments=Garment.objects.visible_to(request.user).filter(pk=pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class GarmentRetry(OwnGarments):
    @extend_schema(request=None, responses={202: shapes.GarmentSerializer})
    def post(self, request: Request, pk: Any) -> Response:
        """Try the analysis of a failed photo again."""
        return self.answer(garments.retry_analysis(garment=self.garment(pk)), status.HTTP_202_ACCEPTED)


class GarmentSearch(OwnGarments):
    @extend_schema(parameters=[OpenApiParameter("q", str, required=True)], responses=shapes.HitsSerializer)
    def get(self, request: Request) -> Response:
        """Find by words and by meaning. Nothing is a legitimate answer."""
        hits = search.search(owner=signed_in(request), text=request.query_params.get("q", ""))
        return Response(shapes.HitsSerializer({"results": hits}, context=self.get_serializer_context()).data)


class GarmentSimilar(OwnGarments):
    @extend_schema(responses=shapes.HitsSerializer)
    def get(self, request: Request, pk: Any) -> Response:
        """What else in the wardrobe looks like this."""
        hits = search.similar(garment=self.garment(pk))
        return Response(shapes.HitsSerializer({"results": hits}, context=self.get_serializer_context()).data)


class GarmentWear(OwnGarments):
    @extend_schema(request=shapes.WearSerializer, responses={201: shapes.WearLogSerializer})
    def post(self, request: Request, pk: Any) -> Response:
        """Note that it was worn, today or on a date."""
        garment = self.garment(pk)
        form = shapes.WearSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        log = wear.log_wear(owner=signed_in(request), garments=[garment], worn_on=form.validated_data.get("date"))
        return Response(shapes.WearLogSerializer(log).data, status=status.HTTP_201_CREATED)


class OwnOutfits(GenericAPIView):
    serializer_class = shapes.OutfitSerializer
    parser_classes = [JSONParser]

    def get_queryset(self) -> QuerySet[Outfit]:
        return Outfit.objects.visible_to(self.request.user).with_items()

    def outfit(self, pk: Any) -> Outfit:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def answer(self, outfit: Outfit, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.outfit(outfit.pk)).data, status=code)

    def wanted(self, form_class: type[shapes.OutfitChangeSerializer]) -> dict[str, Any]:
        form = form_class(data=self.request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)


class OutfitList(OwnOutfits, ListAPIView):
    @extend_schema(request=shapes.NewOutfitSerializer, responses={201: shapes.OutfitSerializer})
    def post(self, request: Request) -> Response:
        """Keep an outfit of one's own garments."""
        values = self.wanted(shapes.NewOutfitSerializer)
        chosen = values.pop("garment_ids")
        return self.answer(
            outfits.create_outfit(owner=signed_in(request), garments=chosen, **values), status.HTTP_201_CREATED
        )


class OutfitDetail(OwnOutfits):
    def get(self, request: Request, pk: Any) -> Response:
        return Response(self.get_serializer(self.outfit(pk)).data)

    @extend_schema(request=shapes.OutfitChangeSerializer)
    def patch(self, request: Request, pk: Any) -> Response:
        outfit = self.outfit(pk)
        values = self.wanted(shapes.OutfitChangeSerializer)
        chosen = values.pop("garment_ids", None)
        return self.answer(outfits.edit_outfit(outfit=outfit, changes=values, garments=chosen))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: Any) -> Response:
        outfits.trash_outfit(outfit=self.outfit(pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OutfitWear(OwnOutfits):
    @extend_schema(request=shapes.WearSerializer, responses={201: shapes.WearLogSerializer})
    def post(self, request: Request, pk: Any) -> Response:
        """Note that the whole outfit was worn."""
        outfit = self.outfit(pk)
        form = shapes.WearSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        worn = [item.garment for item in outfit.items.all()]
        day = form.validated_data.get("date")
        log = wear.log_wear(owner=signed_in(request), garments=worn, worn_on=day, outfit=outfit)
        return Response(shapes.WearLogSerializer(log).data, status=status.HTTP_201_CREATED)
