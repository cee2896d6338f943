"""Pages of the API: a cursor, so that rows arriving meanwhile are neither skipped nor shown twice."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param


class NewestFirst(CursorPagination):
    """Keyset pages. The cursor names the last row by every column of the order, of which the last is unique.

    The framework's own cursor names one column and counts the rows that are equal in it: it loses its way when one
    of those comes or goes, and never gets past a thousand of them.
    """

    page_size = 24
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = ("-created_at", "-id")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.base_url = request.build_absolute_uri()
        self.order = tuple(self.get_ordering(request, queryset, view))
        self.start, self.backwards = self._read(request.query_params.get(self.cursor_query_param, ""))
        order = reverse(self.order) if self.backwards else self.order
        size = self.get_page_size(request) or self.max_page_size
        try:
            beyond = queryset.filter(after(order, self.start)) if self.start else queryset
        except (ValidationError, ValueError) as error:
            raise NotFound(self.invalid_cursor_message) from error
        rows = list(beyond.order_by(*order)[: size + 1])
        self.more = len(rows) > size
        self.rows = rows[:size][::-1] if self.backwards else rows[:size]
        return self.rows

    def get_next_link(self) -> str | None:
        there = bool(self.start) if self.backwards else self.more
        return self._link(self.rows[-1] if self.rows else None, backwards=False) if there else None

    def get_previous_link(self) -> str | None:
        there = self.more if self.backwards else bool(self.start)
        return self._link(self.rows[0] if self.rows else None, backwards=True) if there else None

    def _link(self, row: Any, *, backwards: bool) -> str:
        values = [written(getattr(row, term.lstrip("-"))) for term in self.order] if row else self.start
        token = urlsafe_b64encode(json.dumps([backwards, *values]).encode()).decode()
        return replace_query_param(str(self.base_url), self.cursor_query_param, token)

    def _read(self, token: str) -> tuple[list[str], bool]:
        """The values of the row where the page starts, and whether it goes back from there."""
        if not token:
            return [], False
        try:
            backwards, *values = json.loads(urlsafe_b64decode(token.encode()))
            "".join(values).encode()
        except (ValueError, TypeError) as error:
            raise NotFound(self.invalid_cursor_message) from error
        if len(values) != len(self.order) or "\0" in "".join(values):
            raise NotFound(self.invalid_cursor_message)
        return values, bool(backwards)


def written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def reverse(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(term[1:] if term.startswith("-") else f"-{term}" for term in order)


def after(order: Sequence[str], values: Sequence[str]) -> Q:
    """Rows that come later than the one with these values."""
    later, equal = Q(), Q()
    for term, value in zip(order, values, strict=True):
        name = term.lstrip("-")
        later |= equal & Q(**{f"{name}__{'lt' if term.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    return later
