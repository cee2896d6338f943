"""Coming in with an address and a password, through the page and through the API."""

from __future__ import annotations

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


def by_page(client, email="alice@example.org", password="correct horse battery"):
    return client.post("/accounts/login/", {"login": email, "password": password})


def by_api(client, email="alice@example.org", password="correct horse battery"):
    data = {"email": email, "password": password}
    return client.post("/api/v1/auth/token", data, content_type="application/json")


def test_the_page_signs_in_by_email_ignoring_case_and_out_again(client, alice, signed_in_as):
    assert by_page(client, email="ALICE@example.org").status_code == 302
    assert signed_in_as(client) == alice
    client.post("/accounts/logout/")
    assert signed_in_as(client) is None


def test_the_api_gives_tokens_by_email_ignoring_case(client, alice):
    answer = by_api(client, email="ALICE@example.org")
    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "refresh"}


def test_both_doors_answer_the_same_for_a_wrong_password_and_an_unknown_address(client, alice):
    wrong, unknown = by_api(client, password="nope"), by_api(client, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.headers["WWW-Authenticate"]
    pages = [by_page(client, password="nope"), by_page(client, email="nobody@example.org")]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[0].context["form"].non_field_errors() == pages[1].context["form"].non_field_errors()


@pytest.mark.parametrize("state", ["inactive", "deleted"])
def test_inactive_and_deleted_people_stay_outside(client, alice, signed_in_as, tokens, phone, state):
    pair = tokens(alice)
    if state == "inactive":
        alice.is_active = False
    else:
        alice.deleted_at = alice.erase_after = timezone.now()
    alice.save()
    assert by_api(client).status_code == 401
    by_page(client)
    assert signed_in_as(client) is None
    assert phone.post("/api/v1/auth/token/refresh", {"refresh": pair["refresh"]}, format="json").status_code == 401


def test_where_verification_is_mandatory_the_right_password_is_told_to_verify_first(client, alice, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    answer = by_api(client)
    assert answer.status_code == 401
    assert answer.json()["type"].endswith("email_unverified")
    assert by_api(client, password="nope").json()["type"].endswith("wrong_credentials")


def test_wrong_passwords_are_counted_over_both_doors(client, alice):
    for _ in range(3):
        by_page(client, password="nope")
    for _ in range(2):
        assert by_api(client, password="nope").status_code == 401
    stopped = by_api(client)
    assert stopped.status_code == 429
    assert int(stopped.headers["Retry-After"]) > 0
    assert stopped.headers["Content-Type"] == "application/problem+json"
    assert "Too many" in str(by_page(client).context["form"].non_field_errors())


@pytest.mark.parametrize("body", ["[]", '{"email": 5, "password": "x"}', '{"email": " ", "password": "x"}', "{"])
def test_nonsense_is_told_apart_from_a_wrong_password(client, body):
    answer = client.post("/api/v1/auth/token", body, content_type="application/json")
    assert answer.status_code in (400, 401)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_api_counts_attempts_by_place_whatever_the_address(client, settings, alice):
    for number in range(10):
        by_api(client, email=f"guess{number}@example.org")
    assert by_api(client).status_code == 429
    # A header that anybody can write does not make it another place.
    answer = client.post(
        "/api/v1/auth/token",
        {"email": "alice@example.org", "password": "correct horse battery"},
        content_type="application/json",
        headers={"X-Forwarded-For": "203.0.113.9"},
    )
    assert answer.status_code == 429
