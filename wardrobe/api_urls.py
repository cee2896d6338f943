from __future__ import annotations

from django.urls import path

from wardrobe import api

urlpatterns = [
    path("garments", api.GarmentList.as_view(), name="api-garments"),
    path("garments/search", api.GarmentSearch.as_view(), name="api-garment-search"),
    path("garments/<uuid:pk>", api.GarmentDetail.as_view(), name="api-garment"),
    path("garments/<uuid:pk>/similar", api.GarmentSimilar.as_view(), name="api-garment-similar"),
    path("garments/<uuid:pk>/retry", api.GarmentRetry.as_view(), name="api-garment-retry"),
    path("garments/<uuid:pk>/wear", api.GarmentWear.as_view(), name="api-garment-wear"),
    path("outfits", api.OutfitList.as_view(), name="api-outfits"),
    path("outfits/<uuid:pk>", api.OutfitDetail.as_view(), name="api-outfit"),
    path("outfits/<uuid:pk>/wear", api.OutfitWear.as_view(), name="api-outfit-wear"),
]
