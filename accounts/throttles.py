"""How often the API's doors may be knocked at, by place and by person."""

from __future__ import annotations

import hashlib

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class ByPlace(SimpleRateThrottle):
    """Counts by the address of the caller."""

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class SignInByPlace(ByPlace):
    scope = "sign_in_ip"


class RegisterByPlace(ByPlace):
    scope = "register"


class RefreshByPlace(ByPlace):
    scope = "refresh"


class SignInByEmail(SimpleRateThrottle):
    """Counts by the e-mail address that is tried, wherever the attempts come from."""

    scope = "sign_in_email"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        email = request.data.get("email") if isinstance(request.data, dict) else None
        if not isinstance(email, str) or not email.strip():
            return None
        ident = hashlib.sha256(email.strip().lower().encode()).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}


class ByPerson(SimpleRateThrottle):
    """Counts by who is signed in."""

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


class ExportByPerson(ByPerson):
    scope = "export"


class DeletionByPerson(ByPerson):
    scope = "delete"
