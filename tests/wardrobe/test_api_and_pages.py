"""The same verb behind both doors: what a page does and what the API does leave equal garments."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_garment, pending_garment, photo
from wardrobe.models import Garment, WearLogItem

pytestmark = pytest.mark.django_db
GARMENTS = "/api/v1/garments"
APART = {
    "id",
    "created_at",
    "updated_at",
    "original",
    "processed",
    "thumbnail",
    "upload_key",
    "lease_until",
    "owner_id",
}


def state_of(garment: Garment) -> dict:
    """Everything about a garment but who and when it is."""
    row = Garment.all_objects.with_facts().get(pk=garment.pk)
    columns = {field.attname: getattr(row, field.attname) for field in Garment._meta.concrete_fields}
    columns |= {name: bool(columns[name]) for name in ("archived_at", "deleted_at")}
    worn = list(WearLogItem.objects.filter(garment=row).values_list("worn_on", flat=True))
    label = row.label.values if hasattr(row, "label") else {}
    return {name: value for name, value in columns.items() if name not in APART} | {"label": label, "worn": worn}


# verb: (page, what its form sends, API method, address after the garment's, what the call sends)
VERBS = {
    "describe": (
        "garment-edit",
        {"name": "Weekend", "brand": "Lotta", "size": "M", "price": "12.50", "currency": "USD", "notes": "Soft."},
        "patch",
        "",
        {"name": "Weekend", "brand": "Lotta", "size": "M", "price": "12.50", "currency": "USD", "notes": "Soft."},
    ),
    "correct the kind": (
        "garment-correct",
        {"field": "category", "value": "skirt"},
        "patch",
        "",
        {"category": "skirt"},
    ),
    "correct a colour": (
        "garment-correct",
        {"field": "color_primary", "value": "red"},
        "patch",
        "",
        {"attributes": {"color_primary": "red"}},
    ),
    "correct the seasons": (
        "garment-correct",
        {"field": "seasons", "value": ["winter", "autumn"]},
        "patch",
        "",
        {"attributes": {"seasons": ["winter", "autumn"]}},
    ),
    "favourite": ("garment-favourite", {"on": "1"}, "patch", "", {"is_favourite": True}),
    "laundry": ("garment-laundry", {"state": "washing"}, "patch", "", {"laundry_state": "washing"}),
    "archive": ("garment-archive", {"reason": "donated"}, "patch", "", {"archive_reason": "donated"}),
    "wear": ("garment-wear", {"worn_on": "2026-03-02"}, "post", "/wear", {"date": "2026-03-02"}),
    "trash": ("garment-trash", {}, "delete", "", None),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_a_verb_does_the_same_behind_both_doors(alice, browser_of, phone_of, serving, verb):
    page, form, method, address, body = verb
    by_page, by_phone = make_garment(alice), make_garment(alice)
    before = state_of(by_page)

    answer = browser_of(alice).post(reverse(page, args=[by_page.pk]), form)
    assert answer.status_code in (200, 302)
    answer = getattr(phone_of(alice), method)(f"{GARMENTS}/{by_phone.pk}{address}", body, format="json")
    assert answer.status_code in (200, 201, 204)
    assert state_of(by_page) == state_of(by_phone) != before


def test_trying_again_does_the_same_behind_both_doors(alice, browser_of, phone_of, queued):
    by_page, by_phone = (pending_garment(alice, status="failed", error_message="It stopped.") for _ in range(2))
    browser_of(alice).post(reverse("garment-retry", args=[by_page.pk]))
    phone_of(alice).post(f"{GARMENTS}/{by_phone.pk}/retry")
    assert state_of(by_page) == state_of(by_phone)
    assert len(queued()) == 2


def test_an_upload_is_kept_equally_by_both_doors(alice, browser_of, phone_of, queued):
    def file():
        return SimpleUploadedFile("photo.jpg", photo(), "image/jpeg")

    answer = browser_of(alice).post(reverse("garment-upload"), {"photo": file(), "upload_key": "1"})
    assert answer.status_code == 201
    answer = phone_of(alice).post(GARMENTS, {"photo": file(), "upload_key": "2"}, format="multipart")
    assert answer.status_code == 202
    by_page, by_phone = (Garment.objects.get(upload_key=key) for key in "12")
    assert state_of(by_page) == state_of(by_phone)
    assert len(queued()) == 2

    again = browser_of(alice).post(reverse("garment-upload"), {"photo": file(), "upload_key": "2"})
    assert again.status_code == 200
    assert Garment.objects.count() == 2


@pytest.mark.parametrize("data", [b"", b"no photo", photo()[:900]], ids=["empty", "text", "cut off"])
def test_both_doors_refuse_with_the_same_sentence(alice, browser_of, phone_of, data):
    def file():
        return SimpleUploadedFile("photo.jpg", data, "image/jpeg")

    problem = phone_of(alice).post(GARMENTS, {"photo": file()}, format="multipart")
    page = browser_of(alice).post(reverse("garment-upload"), {"photo": file()})
    assert (problem.status_code, page.status_code) == (400, 422)
    assert problem.json()["detail"] in page.text
    assert not Garment.all_objects.exists()
