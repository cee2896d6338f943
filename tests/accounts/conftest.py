from __future__ import annotations

import re

import pytest
from django.core import mail
from rest_framework.test import APIClient

PASSWORD = "correct horse battery"


@pytest.fixture
def password():
    return PASSWORD


@pytest.fixture
def phone():
    """A client of the API."""
    return APIClient()


@pytest.fixture
def tokens(phone):
    """Sign in through the API."""

    def sign_in(person, word=PASSWORD):
        answer = phone.post("/api/v1/auth/token", {"email": person.email, "password": word}, format="json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return sign_in


@pytest.fixture
def as_person(tokens):
    """A client of the API that is signed in as somebody."""

    def client(person):
        signed_in = APIClient()
        signed_in.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens(person)['access']}")
        return signed_in

    return client


@pytest.fixture
def link_in_mail():
    """The path of the link in the newest mail."""

    def find(index=-1):
        return re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[index].body).group(1)

    return find


@pytest.fixture
def signed_in_as():
    """Who a browser is, according to its session."""

    def who(client):
        from django.contrib.auth import get_user

        request = type("Request", (), {"session": client.session, "META": {}})()
        user = get_user(request)
        return user if user.is_authenticated else None

    return who
