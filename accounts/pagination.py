"""Pages of the API: a cursor, so that rows arriving meanwhile are neither skipped nor shown twice."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    page_size = 24
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = ("-created_at", "-id")
