"""Every address of the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from wardrobe_project import health, media, offline, styleguide, views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("", include("accounts.urls")),
    path("", include("wardrobe.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("accounts.api_urls")),
    path("api/v1/", include("wardrobe.api_urls")),
    path("api/schema", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
    path("styleguide", styleguide.styleguide, name="styleguide"),
    path("offline", offline.offline, name="offline"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/", admin.site.urls),
    path("media/<str:token>", media.media, name="media"),
    path("health", health.health, name="health"),
    path("health/database", health.health_database, name="health-database"),
]
handler404 = views.not_found
handler500 = views.server_error
