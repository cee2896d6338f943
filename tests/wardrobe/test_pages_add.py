"""Adding photos: by the page's script one by one, by the plain form several at once."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import encoded, make_garment, photo, picture
from wardrobe.models import Garment

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(alice, browser_of):
    return browser_of(alice)


def file(data: bytes, name: str = "jeans.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


@pytest.fixture
def send(page):
    def send(data: bytes, **others):
        return page.post(reverse("garment-upload"), {"photo": file(data), **others})

    return send


def test_the_add_page_works_with_and_without_a_script(page):
    text = page.get(reverse("garment-add")).text
    assert 'enctype="multipart/form-data"' in text
    assert 'capture="environment"' in text
    assert f'data-send="{reverse("garment-upload")}"' in text


def test_a_stranger_can_add_nothing(browser_of):
    answer = browser_of().post(reverse("garment-upload"), {"photo": file(photo())})
    assert answer.status_code == 302
    assert not Garment.objects.exists()


def test_a_photo_is_kept_and_its_row_follows_it(send, alice, queued):
    answer = send(photo(), upload_key="k1")
    garment = Garment.objects.owned_by(alice).get()
    assert answer.status_code == 201
    assert f'data-live="row:{garment.pk}:pending"' in answer.text
    assert len(queued()) == 1


def test_the_same_key_again_answers_with_the_same_garment(send):
    send(photo(), upload_key="k1")
    assert send(photo(), upload_key="k1").status_code == 200
    assert Garment.objects.count() == 1


def test_the_same_photo_again_asks_first(send):
    send(photo())
    answer = send(photo(), upload_key="k2")
    assert answer.status_code == 409
    assert "You already have this photo" in answer.text
    assert send(photo(), upload_key="k2", add_anyway="1").status_code == 201
    assert Garment.objects.count() == 2


def test_a_photo_that_looks_like_another_is_mentioned(send):
    image = picture(3, size=(384, 512))
    send(encoded(image))
    answer = send(encoded(image.resize((300, 400))))
    assert answer.status_code == 201
    assert "Looks a lot like" in answer.text


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "This file is empty"), (b"GIF89a no photo", "Please send"), (b"x" * 40, "Please send")]
)
def test_what_is_no_photo_is_refused_with_a_sentence(send, data, sentence, stored_files):
    answer = send(data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Garment.objects.exists()
    assert stored_files() == []


def test_an_upload_without_a_photo_is_refused(page):
    assert page.post(reverse("garment-upload")).status_code == 422


def test_a_digest_tells_whether_sending_is_needed(page, send, bob):
    digest = hashlib.sha256(photo()).hexdigest()
    make_garment(bob)
    assert page.post(reverse("garment-check"), {"sha256": digest}).status_code == 204
    send(photo())
    assert "You already have this photo" in page.post(reverse("garment-check"), {"sha256": digest.upper()}).text
    assert page.post(reverse("garment-check"), {"sha256": "short"}).status_code == 204


def test_the_plain_form_takes_several_and_says_what_it_did_not_take(page):
    photos = [file(photo(1)), file(photo(2)), file(photo(1), "again.jpg"), file(b"text", "notes.jpg")]
    answer = page.post(reverse("garment-add"), {"photos": photos}, follow=True)
    assert answer.redirect_chain == [(reverse("wardrobe"), 302)]
    assert "2 photos added" in answer.text
    assert "again.jpg: You already have this photo" in answer.text
    assert "notes.jpg: " in answer.text
    assert Garment.objects.count() == 2


def test_the_plain_form_says_how_many_more_failed(page):
    photos = [file(b"text", f"{number}.jpg") for number in range(7)]
    assert "2 more photos could not be added" in page.post(reverse("garment-add"), {"photos": photos}, follow=True).text


def test_the_plain_form_without_photos_asks_for_some(page):
    assert "Choose at least one photo" in page.post(reverse("garment-add")).text
