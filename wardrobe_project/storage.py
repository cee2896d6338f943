"""Where files live. Images are private: a link to one is signed and expires, on local disk as on S3."""

from __future__ import annotations

import time
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from whitenoise.storage import CompressedManifestStaticFilesStorage

SALT = "wardrobe.image"


class SignedFile(NamedTuple):
    """What a token says: a file of the default storage, and the second (Unix time) until which it may be seen."""

    name: str
    expires: int


def sign(name: str) -> str:
    """A token for one file. It stays the same for half a lifetime, so that browsers can cache the image."""
    lifetime = int(settings.IMAGE_URL_LIFETIME.total_seconds())
    half = max(1, lifetime // 2)
    expires = (int(time.time()) // half + 2) * half
    return signing.Signer(salt=SALT).sign_object([name, expires])


def unsign(token: str) -> SignedFile | None:
    """The file of a token, or None when the token is forged or out of date."""
    try:
        name, expires = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return SignedFile(str(name), int(expires)) if expires > time.time() else None


class SignedFileStorage(FileSystemStorage):
    """Files on the local disk, reachable only through signed links."""

    def url(self, name: str | None) -> str:
        return reverse("media", args=[sign(name or "")])


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names for everything, including the modules that our own scripts import."""

    support_js_module_import_aggregation = True
    # Scripts of other packages import what those packages do not ship.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
    manifest_strict = False
