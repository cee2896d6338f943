"""Serving private files from the local disk: whoever holds a signed link may look until it expires."""

from __future__ import annotations

import hashlib
import time
from mimetypes import types_map
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from wardrobe_project.storage import SignedFile, SignedFileStorage, unsign

# What a browser may show in place; everything else is handed over as a file.
SHOWN = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png", ".avif": "image/avif"}


@require_safe
def media(request: HttpRequest, token: str) -> HttpResponseBase:
    signed = unsign(token)
    # On S3 the links lead to the bucket and never come here.
    if signed is None or not isinstance(default_storage, SignedFileStorage):
        raise Http404
    try:
        size = default_storage.size(signed.name)
        etag = quote_etag(hashlib.sha256(f"{signed.name}\0{size}".encode()).hexdigest()[:32])
        response: HttpResponseBase = get_conditional_response(request, etag=etag) or send(signed.name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response["ETag"] = etag
    return private(response, signed)


def send(name: str) -> FileResponse:
    suffix = PurePosixPath(name).suffix.lower()
    shown = SHOWN.get(suffix)
    kind = shown or types_map.get(suffix, "application/octet-stream")
    file = default_storage.open(name)
    return FileResponse(file, as_attachment=shown is None, filename=f"wardrobe{suffix}", content_type=kind)


def private(response: HttpResponseBase, signed: SignedFile) -> HttpResponseBase:
    """Kept by this browser alone, for as long as the link is good; never run as anything but a picture."""
    response["Cache-Control"] = f"private, max-age={max(0, signed.expires - int(time.time()))}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
