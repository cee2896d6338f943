"""Addresses of the wardrobe's pages."""

from __future__ import annotations

from django.urls import path

from wardrobe.views import bulk, care, cutout, demo, garment, grid, live, review, search, statistics, upload

urlpatterns = [
    path("demo", demo.open_demo, name="demo-open"),
    path("wardrobe", grid.wardrobe, name="wardrobe"),
    path("wardrobe/add", upload.add, name="garment-add"),
    path("wardrobe/upload", upload.upload, name="garment-upload"),
    path("wardrobe/check", upload.check, name="garment-check"),
    path("wardrobe/live", live.live, name="wardrobe-live"),
    path("wardrobe/progress", live.progress, name="wardrobe-progress"),
    path("wardrobe/bulk", bulk.bulk, name="wardrobe-bulk"),
    path("wardrobe/undo", bulk.undo, name="wardrobe-undo"),
    path("wardrobe/search", search.search, name="wardrobe-search"),
    path("wardrobe/search/photo", search.by_photo, name="wardrobe-search-photo"),
    path("wardrobe/review", review.review, name="wardrobe-review"),
    path("wardrobe/laundry", care.laundry, name="wardrobe-laundry"),
    path("wardrobe/archive", care.archive, name="wardrobe-archive"),
    path("wardrobe/trash", care.trash, name="wardrobe-trash"),
    path("wardrobe/trash/empty", bulk.empty_trash, name="wardrobe-trash-empty"),
    path("wardrobe/statistics", statistics.statistics, name="wardrobe-statistics"),
    path("wardrobe/<uuid:pk>", garment.garment, name="garment"),
    path("wardrobe/<uuid:pk>/card", live.card, name="garment-card"),
    path("wardrobe/<uuid:pk>/edit", garment.edit, name="garment-edit"),
    path("wardrobe/<uuid:pk>/correct", garment.correct, name="garment-correct"),
    path("wardrobe/<uuid:pk>/cut-out", cutout.cutout, name="garment-cutout"),
    path("wardrobe/<uuid:pk>/retry", garment.retry, name="garment-retry"),
    path("wardrobe/<uuid:pk>/favourite", garment.favourite, name="garment-favourite"),
    path("wardrobe/<uuid:pk>/laundry", garment.laundry, name="garment-laundry"),
    path("wardrobe/<uuid:pk>/archive", garment.archive, name="garment-archive"),
    path("wardrobe/<uuid:pk>/wear", garment.wear, name="garment-wear"),
    path("wardrobe/<uuid:pk>/not-worn", garment.not_worn, name="garment-not-worn"),
    path("wardrobe/<uuid:pk>/trash", garment.trash, name="garment-trash"),
    path("wardrobe/<uuid:pk>/similar", search.similar, name="garment-similar"),
]
