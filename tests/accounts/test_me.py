"""The profile and the settings, on their pages and as `me` in the API."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pytestmark = pytest.mark.django_db


def picture(size=(640, 480), color="crimson", format="JPEG", **options):
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, format, **options)
    return file.getvalue()


def upload(data, name="me.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


@pytest.fixture
def change(client, as_person, alice):
    """Change alice's account through one of the doors; answers the errors."""
    client.force_login(alice)
    phone = as_person(alice)

    def by_page(**fields):
        own = {"username": "alice", "links": ""}
        fields = {name: "\n".join(value) if name == "links" else value for name, value in fields.items()}
        answer = client.post("/profile", {**own, **fields})
        return {} if answer.status_code == 302 else answer.context["form"].errors

    def by_api(**fields):
        format = "multipart" if "photo" in fields else "json"
        answer = phone.patch("/api/v1/me", fields, format=format)
        return {} if answer.status_code == 200 else answer.json()["errors"]

    return {"page": by_page, "api": by_api}


DOORS = pytest.mark.parametrize("door", ["page", "api"])


@DOORS
def test_people_say_who_they_are(change, alice, door):
    errors = change[door](
        username="Alice.B",
        display_name=" Alice ",
        bio="Likes hats.",
        location="Lisbon",
        links=["https://example.org/a", "http://example.org/b", "https://example.org/a"],
    )
    assert not errors
    alice.refresh_from_db()
    assert (alice.username, alice.profile.display_name, alice.profile.bio) == ("alice.b", "Alice", "Likes hats.")
    assert alice.profile.location == "Lisbon"
    assert alice.profile.links == ["https://example.org/a", "http://example.org/b"]
    assert str(alice.profile) == "Alice"


@DOORS
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "bob"),
        ("username", "no spaces"),
        ("username", "root"),
        ("display_name", "x" * 61),
        ("bio", "x" * 301),
        ("links", ["javascript:alert(1)"]),
        ("links", ["ftp://example.org"]),
        ("links", [f"https://example.org/{number}" for number in range(6)]),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(change, alice, bob, door, field, value):
    assert field in change[door](**{"location": "Rome", field: value})
    alice.refresh_from_db()
    assert alice.username == "alice"
    assert alice.profile.location == ""


@DOORS
def test_a_photo_becomes_a_small_square_without_metadata(change, alice, door):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    assert not change[door](photo=upload(picture((1600, 900), exif=exif)))
    alice.refresh_from_db()
    name = alice.profile.photo.name
    assert name.startswith(f"people/{alice.pk}/")
    with Image.open(default_storage.open(name)) as stored:
        assert (stored.format, stored.size) == ("WEBP", (512, 512))
        assert not stored.getexif()


@DOORS
def test_rubbish_is_refused_with_a_sentence_and_the_old_photo_stays(change, alice, door):
    change[door](photo=upload(picture()))
    alice.refresh_from_db()
    errors = change[door](photo=upload(b"<svg onload=alert(1)>"))
    assert "not a picture" in str(errors["photo"])
    old = alice.profile.photo.name
    alice.refresh_from_db()
    assert alice.profile.photo.name == old
    assert default_storage.exists(old)


@pytest.mark.django_db(transaction=True)
def test_a_new_photo_replaces_the_old_file_and_a_photo_can_be_removed(change, alice, client, as_person):
    change["page"](photo=upload(picture(color="red")))
    alice.refresh_from_db()
    first = alice.profile.photo.name
    change["page"](photo=upload(picture(color="blue")))
    alice.refresh_from_db()
    second = alice.profile.photo.name
    assert not default_storage.exists(first)
    change["page"](remove_photo="on")
    alice.refresh_from_db()
    assert not alice.profile.photo
    assert not default_storage.exists(second)
    change["api"](photo=upload(picture(color="green")))
    assert as_person(alice).patch("/api/v1/me", {"photo": None}, format="json").json()["photo"] is None


def test_the_settings_page_keeps_every_wish(client, alice):
    client.force_login(alice)
    assert client.get("/settings").status_code == 200
    form = {"units": "imperial", "timezone": "Asia/Tokyo", "locale": "en", "is_private": "on", "show_links": "on"}
    assert client.post("/settings", form).status_code == 302
    alice.refresh_from_db()
    assert (alice.units, alice.timezone, alice.is_private) == ("imperial", "Asia/Tokyo", True)
    assert alice.profile.privacy == {"show_location": False, "show_links": True}
    assert alice.profile.notifications == {"security": False}
    assert client.post("/settings", {**form, "timezone": "Mars/Olympus"}).status_code == 200


def test_the_api_shows_and_keeps_every_wish(as_person, alice):
    phone = as_person(alice)
    me = phone.get("/api/v1/me").json()
    assert me["privacy"] == {"show_location": True, "show_links": True}
    assert me["notifications"] == {"security": True}
    assert (me["email"], me["role"], me["photo"]) == ("alice@example.org", "member", None)
    changed = phone.patch(
        "/api/v1/me",
        {"privacy": {"show_links": False}, "units": "imperial", "timezone": "Asia/Tokyo", "is_private": True},
        format="json",
    ).json()
    assert changed["privacy"] == {"show_location": True, "show_links": False}
    assert (changed["units"], changed["timezone"], changed["is_private"]) == ("imperial", "Asia/Tokyo", True)


@pytest.mark.parametrize(
    "change",
    [
        {"timezone": "Mars/Olympus"},
        {"locale": "tlh"},
        {"units": "furlongs"},
        {"privacy": {"everything": True}},
        {"privacy": {"show_links": "maybe"}},
        {"notifications": []},
        {"links": "https://example.org"},
    ],
)
def test_the_api_refuses_wishes_it_does_not_know(as_person, alice, change):
    answer = as_person(alice).patch("/api/v1/me", change, format="json")
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == set(change)


def test_what_is_not_ones_own_to_change_is_left_alone(as_person, alice):
    wanted = {"email": "root@example.org", "role": "admin", "email_verified": True, "is_demo": True}
    assert as_person(alice).patch("/api/v1/me", wanted, format="json").status_code == 200
    alice.refresh_from_db()
    assert (alice.email, alice.role, alice.email_verified_at, alice.is_demo) == (
        "alice@example.org",
        "member",
        None,
        False,
    )


def test_strangers_are_sent_to_the_door(client, phone):
    for page in ("/profile", "/settings", "/settings/export", "/settings/delete", "/claim"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={page}")
    assert client.post("/settings/export/download").status_code == 302
    for method in (phone.get, phone.patch, phone.delete):
        answer = method("/api/v1/me")
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert phone.get("/api/v1/me/export").status_code == 401


def test_people_without_a_profile_get_one_when_they_look(client, django_user_model):
    person = django_user_model(email="old@example.org", username="old.timer")
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    assert client.get("/profile").status_code == 200
    assert person.profile.shown_name == "old.timer"


def test_pages_know_the_time_of_their_person(client, alice, rf, settings):
    from django.utils import timezone, translation

    from accounts.middleware import own_time_and_language

    seen = {}

    def page(request):
        seen.update(zone=timezone.get_current_timezone_name(), language=translation.get_language())
        return

    request = rf.get("/", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}=x"})
    for zone, expected in (("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Olympus", "UTC")):
        alice.timezone = zone
        request.user = alice
        own_time_and_language(page)(request)
        assert seen == {"zone": expected, "language": "en"}
    seen.clear()
    own_time_and_language(page)(rf.get("/"))
    assert seen["zone"] == "UTC"
