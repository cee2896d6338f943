"""Private files on the local disk: signed links, and what a browser is told about them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from wardrobe_project import storage

PICTURE = b"RIFF....WEBPVP8 not really a picture"


@pytest.fixture
def link():
    name = default_storage.save("garments/secret-name.webp", ContentFile(PICTURE))
    return default_storage.url(name)


def test_whoever_holds_the_link_sees_the_picture(client, link):
    response = client.get(link)
    assert response.status_code == 200
    assert response.getvalue() == PICTURE
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Length"] == str(len(PICTURE))


def test_the_answer_tells_nothing_about_the_owner_and_runs_nothing(client, link):
    response = client.get(link)
    assert response["Content-Disposition"] == 'inline; filename="wardrobe.webp"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not response.cookies


def test_a_browser_may_keep_it_until_the_link_expires_and_nobody_else_may(client, link, settings):
    directives = dict(part.strip().partition("=")[::2] for part in client.get(link)["Cache-Control"].split(","))
    assert "private" in directives
    assert "immutable" in directives
    lifetime = settings.IMAGE_URL_LIFETIME.total_seconds()
    assert lifetime / 2 - 5 <= int(directives["max-age"]) <= lifetime


def test_a_browser_that_has_it_already_gets_no_second_copy(client, link):
    etag = client.get(link)["ETag"]
    again = client.get(link, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == etag
    assert "max-age" in again["Cache-Control"]


def test_the_link_stays_the_same_while_it_is_fresh_so_that_the_cache_works(link):
    assert default_storage.url("garments/secret-name.webp") == link


def test_a_link_that_is_out_of_date_shows_nothing(client, link, monkeypatch, settings):
    now = storage.time.time()
    monkeypatch.setattr(storage.time, "time", lambda: now + settings.IMAGE_URL_LIFETIME.total_seconds() + 1)
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    "tamper", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "x" + t, lambda t: "x"]
)
def test_a_forged_link_shows_nothing(client, link, tamper):
    token = urlsplit(link).path.rsplit("/", 1)[1]
    assert client.get(f"/media/{tamper(token)}").status_code == 404


def test_a_signature_made_for_another_purpose_is_worth_nothing(client):
    token = signing.Signer(salt="something else").sign_object(["garments/secret-name.webp", 99999999999])
    assert client.get(f"/media/{token}").status_code == 404


@pytest.mark.parametrize("name", ["garments/gone.webp", "../secret.key", "/etc/passwd"])
def test_a_file_that_is_gone_or_outside_the_store_is_not_found(client, name):
    assert client.get(f"/media/{storage.sign(name)}").status_code == 404


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "archive.zip", "noname"])
def test_what_is_not_a_photo_is_handed_over_and_not_shown(client, name):
    saved = default_storage.save(f"files/{name}", ContentFile(b"<script>alert(1)</script>"))
    response = client.get(default_storage.url(saved))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")


def test_only_looking_is_possible(client, link):
    assert client.post(link).status_code == 405
    assert client.delete(link).status_code == 405
    assert client.head(link).status_code == 200


def test_a_shorter_lifetime_is_honoured(settings, client, monkeypatch):
    settings.IMAGE_URL_LIFETIME = timedelta(seconds=2)
    name = default_storage.save("short.webp", ContentFile(PICTURE))
    link = default_storage.url(name)
    assert client.get(link).status_code == 200
    now = storage.time.time()
    monkeypatch.setattr(storage.time, "time", lambda: now + 3)
    assert client.get(link).status_code == 404
