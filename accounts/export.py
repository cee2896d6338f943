"""The ZIP of everything a person owns, made while it is being sent: neither memory nor disk ever holds all of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.storage import Storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.ownership import everything_of, file_fields

CHUNK = 256 * 1024
SECRETS = {"accounts.user": {"password"}}
# Made by programs from what is in the archive anyway, and meaningless without them.
DERIVED = {"VectorField", "SearchVectorField"}

README = """Everything that {name} ({email}) keeps in Wardrobe, as it was on {when:%d %B %Y, %H:%M} UTC.

data/   One JSON file for each kind of thing: a list with one object per row, times in UTC (ISO 8601).
        Things in the trash are included; their "deleted_at" is set.
files/  Every stored picture, under the name by which the JSON files call it.

Left out: your password (only a scrambled form of it is stored), sessions, and numbers that were calculated
from your pictures and texts for searching (embeddings, search indexes).
"""


class Sink:
    """Where `zipfile` writes; what has arrived is taken out and sent on. It cannot seek, so headers come afterwards."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        taken = b"".join(self.pieces)
        self.pieces, self.size = [], 0
        return taken


def export(*, user: User) -> StreamingHttpResponse:
    """The archive as an answer, sent while it is being made."""
    now = timezone.now()
    response = StreamingHttpResponse(stream_archive(user, now), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="wardrobe-{user.username}-{now:%Y-%m-%d}.zip"'
    response["Cache-Control"] = "no-store"
    return response


def stream_archive(user: User, now: datetime) -> Iterator[bytes]:
    """The bytes of the archive, piece by piece."""
    sink = Sink()
    files: dict[str, Storage] = {}
    missing: list[str] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        archive.writestr("README.txt", README.format(name=user.username, email=user.email, when=now))
        for rows in everything_of(user):
            with archive.open(f"data/{rows.model._meta.label_lower}.json", "w", force_zip64=True) as entry:
                for text in json_of(rows, files):
                    entry.write(text.encode())
                    if sink.size >= CHUNK:
                        yield sink.take()
        for name, storage in files.items():
            yield from _send_file(archive, sink, storage, name, missing)
        if missing:
            archive.writestr("missing.txt", "These files could not be read:\n" + "\n".join(missing) + "\n")
    yield sink.take()


def _send_file(
    archive: zipfile.ZipFile, sink: Sink, storage: Storage, name: str, missing: list[str]
) -> Iterator[bytes]:
    # Pictures are compressed already.
    info = zipfile.ZipInfo(f"files/{name}")
    try:
        source = storage.open(name, "rb")
    except OSError:
        missing.append(name)
        return
    with source, archive.open(info, "w", force_zip64=True) as entry:
        for chunk in source.chunks(CHUNK):
            entry.write(chunk)
            yield sink.take()


def json_of(rows: QuerySet, files: dict[str, Storage]) -> Iterator[str]:
    """A JSON list, a row at a time. The names of stored files are noted in `files`."""
    uploads = file_fields(rows.model)
    separator = "[\n"
    for row in rows.order_by("pk").iterator(chunk_size=200):
        for field in uploads:
            stored = field.value_from_object(row)
            if stored:
                files[stored.name] = stored.storage
        yield separator + json.dumps(facts_of(row), cls=DjangoJSONEncoder, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def facts_of(row: models.Model) -> dict[str, Any]:
    """The row's own columns, without secrets and derived numbers, and what it is linked with."""
    hidden = SECRETS.get(row._meta.label_lower, set())
    facts: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name not in hidden and field.get_internal_type() not in DERIVED:
            value = field.value_from_object(row)
            facts[field.attname] = (value.name or "") if isinstance(field, models.FileField) else value
    for field in row._meta.many_to_many:
        through = field.remote_field.through
        if through is not None and through._meta.auto_created:
            facts[field.name] = [other.pk for other in getattr(row, field.name).all()]
    return facts
