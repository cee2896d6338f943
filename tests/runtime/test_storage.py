"""The same behaviour on local disk and on a real S3 API: private files behind links that expire."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURE = bytes(range(256)) * 20
BUCKET = "closet"


@pytest.fixture(scope="module")
def s3_endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://127.0.0.1:{1}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def s3_variables(s3_endpoint):
    return {
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT_URL": s3_endpoint,
        "S3_ACCESS_KEY": "alice",
        "S3_SECRET_KEY": "correct-horse",
        "IMAGE_URL_HOURS": "2",
    }


@pytest.fixture(params=["local", "s3"])
def kind(request):
    return request.param


@pytest.fixture
def store(kind, request, settings):
    if kind == "local":
        return default_storage
    variables = request.getfixturevalue("s3_variables")
    options = settings_of("STORAGES['default']", variables)
    settings.STORAGES = settings.STORAGES | {"default": options}
    settings.S3_BUCKET = BUCKET
    client = boto3.client(
        "s3",
        endpoint_url=variables["S3_ENDPOINT_URL"],
        aws_access_key_id="alice",
        aws_secret_access_key="correct-horse",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    return default_storage


def settings_of(expression: str, variables: dict[str, str]):
    """What the settings say in a process whose environment has these variables."""
    code = f"from wardrobe_project import settings; print(repr(settings.{expression}))"
    environment = os.environ | variables
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return eval(done.stdout)


@pytest.fixture
def fetch(kind, client):
    """Open a link as a browser does."""

    def get(link):
        if kind == "local":
            response = client.get(link)
            return response.status_code, response.getvalue() if response.status_code == 200 else b"", response.headers
        response = requests.get(link, timeout=10)
        return response.status_code, response.content, response.headers

    return get


def test_what_was_saved_is_read_back(store):
    name = store.save("garments/shirt.webp", ContentFile(PICTURE))
    assert store.exists(name)
    assert store.size(name) == len(PICTURE)
    with store.open(name) as file:
        assert file.read() == PICTURE


def test_a_name_that_is_taken_gets_another_one_and_overwrites_nothing(store):
    first = store.save("garments/same.webp", ContentFile(b"first"))
    second = store.save("garments/same.webp", ContentFile(b"second"))
    assert first != second
    with store.open(first) as file:
        assert file.read() == b"first"


def test_what_was_deleted_is_gone_and_deleting_again_is_harmless(store):
    name = store.save("garments/coat.webp", ContentFile(PICTURE))
    store.delete(name)
    store.delete(name)
    assert not store.exists(name)


def test_opening_what_is_not_there_fails(store):
    with pytest.raises(FileNotFoundError):
        store.open("garments/nothing.webp").read()


def test_the_link_opens_the_picture_with_its_type_and_keeps_it_private(store, fetch):
    name = store.save("garments/dress.webp", ContentFile(PICTURE))
    status, content, headers = fetch(store.url(name))
    assert status == 200
    assert content == PICTURE
    assert headers["Content-Type"] == "image/webp"
    assert headers["Cache-Control"].startswith("private, max-age=")


def test_the_link_stays_the_same_while_it_is_fresh_so_that_the_cache_works(store, monkeypatch):
    name = store.save("garments/scarf.webp", ContentFile(PICTURE))
    period = 3600
    start = time.time() // period * period
    monkeypatch.setattr(time, "time", lambda: start + 1)
    link = store.url(name)
    monkeypatch.setattr(time, "time", lambda: start + period - 1)
    assert store.url(name) == link


def test_the_picture_cannot_be_had_without_a_signature(store, kind, client, s3_endpoint):
    name = store.save("garments/skirt.webp", ContentFile(PICTURE))
    link = store.url(name)
    if kind == "local":
        assert client.get(f"/media/{name}").status_code == 404
    else:
        parts = parse_qs(urlsplit(link).query)
        assert "X-Amz-Signature" in parts
        assert parts["X-Amz-Expires"] == ["7200"]
        assert urlsplit(link).netloc == urlsplit(s3_endpoint).netloc


def test_the_health_check_works_on_both(store, client, db, kind, monkeypatch):
    from wardrobe_project import health

    monkeypatch.setattr(health, "_last_storage_check", None)
    facts = client.get("/health").json()["checks"]["storage"]
    assert facts["healthy"]
    assert facts["kind"] == kind
    assert store.listdir("health")[1] == []


def test_a_local_link_is_worth_nothing_when_photos_are_on_s3(client, request, settings, s3_variables):
    from wardrobe_project.storage import sign

    settings.STORAGES = settings.STORAGES | {"default": settings_of("STORAGES['default']", s3_variables)}
    assert client.get(f"/media/{sign('garments/dress.webp')}").status_code == 404


def test_the_bucket_is_created_when_asked_for(s3_variables, settings):
    from wardrobe_project.management.commands.prepare import create_bucket

    options = settings_of("STORAGES['default']", s3_variables | {"S3_BUCKET": "brand-new"})
    settings.STORAGES = settings.STORAGES | {"default": options}
    settings.S3_BUCKET = "brand-new"
    create_bucket()
    create_bucket()
    assert default_storage.exists("nothing") is False
