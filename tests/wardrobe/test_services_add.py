"""Adding a photo: kept once, recognised later, and nothing remains of what is refused."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django_q.models import OrmQ
from PIL import Image

from tests.factories import encoded, make_garment, photo, picture, together
from wardrobe import tasks
from wardrobe.models import Garment
from wardrobe.services import many
from wardrobe.services.garments import DuplicatePhoto, add_garment, find_duplicate, purge
from wardrobe.vision.photos import PhotoRefused


@pytest.mark.django_db
def test_an_accepted_photo_is_stored_and_waits_in_the_queue(alice, queued, stored_files):
    added = add_garment(owner=alice, photo=photo(), name="Sunday jeans", price="49.90")

    garment = Garment.objects.get(pk=added.garment.pk)
    assert added.created
    assert (garment.status, garment.name, garment.price) == ("pending", "Sunday jeans", Decimal("49.90"))
    assert stored_files() == [garment.original.name]
    assert queued() == [("wardrobe.tasks.analyse", (str(garment.pk),))]


@pytest.mark.django_db
def test_the_stored_original_carries_no_metadata(alice):
    exif = Image.Exif()
    exif[0x010E] = "my bedroom"
    exif.get_ifd(0x8825)[1] = "N"
    added = add_garment(owner=alice, photo=encoded(picture(), exif=exif))

    with added.garment.original.open("rb") as file:
        stored = file.read()
    assert b"my bedroom" not in stored
    assert not Image.open(BytesIO(stored)).getexif()


@pytest.mark.django_db
def test_a_garment_is_found_by_its_name_before_it_is_recognised(alice):
    added = add_garment(owner=alice, photo=photo(), name="Concert hoodie")
    assert list(Garment.objects.owned_by(alice).with_words("concert")) == [added.garment]


@pytest.mark.django_db
def test_the_same_upload_key_again_answers_with_the_same_garment(alice, queued, stored_files):
    first = add_garment(owner=alice, photo=photo(1), upload_key="phone-17")
    again = add_garment(owner=alice, photo=photo(2), upload_key="phone-17")

    assert (again.garment, again.created) == (first.garment, False)
    assert Garment.objects.count() == len(stored_files()) == len(queued()) == 1


@pytest.mark.django_db
def test_an_upload_key_belongs_to_one_person(alice, bob):
    assert add_garment(owner=alice, photo=photo(), upload_key="1").created
    assert add_garment(owner=bob, photo=photo(), upload_key="1").created


@pytest.mark.django_db
def test_a_repeated_upload_does_not_come_back_from_the_trash(alice, itself):
    added = add_garment(owner=alice, photo=photo(), upload_key="1")
    many.trash(garments=itself(added.garment))

    assert not add_garment(owner=alice, photo=photo(), upload_key="1").created
    assert not Garment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_upload_arriving_twice_at_once_is_kept_once(alice, stored_files):
    answers = together(*[lambda: add_garment(owner=alice, photo=photo(), upload_key="twin")] * 2)

    assert sorted(answer.created for answer in answers) == [False, True]
    assert answers[0].garment == answers[1].garment
    assert Garment.objects.count() == len(stored_files()) == OrmQ.objects.count() == 1


@pytest.mark.django_db
def test_the_same_bytes_again_are_mentioned(alice, bob):
    first = add_garment(owner=alice, photo=photo(1)).garment
    again = add_garment(owner=alice, photo=photo(1))

    assert (again.created, again.duplicate_of, again.looks_like) == (True, first, None)
    assert add_garment(owner=bob, photo=photo(1)).duplicate_of is None


@pytest.mark.django_db
def test_the_same_bytes_are_refused_when_asked_for(alice, stored_files):
    first = add_garment(owner=alice, photo=photo(1)).garment
    with pytest.raises(DuplicatePhoto) as refusal:
        add_garment(owner=alice, photo=photo(1), refuse_duplicate=True)

    assert refusal.value.garment == first
    assert Garment.objects.count() == len(stored_files()) == 1


@pytest.mark.django_db
def test_a_photo_in_the_trash_is_no_duplicate(alice, itself):
    first = add_garment(owner=alice, photo=photo(1)).garment
    many.trash(garments=itself(first))
    assert find_duplicate(owner=alice, sha256=first.sha256) is None
    assert add_garment(owner=alice, photo=photo(1), refuse_duplicate=True).created


@pytest.mark.django_db
def test_the_same_picture_in_another_file_is_mentioned_as_alike(alice):
    first = add_garment(owner=alice, photo=photo(1, size=(384, 512))).garment
    smaller = encoded(picture(1, size=(384, 512)).resize((192, 256)), "WEBP", quality=70)

    again = add_garment(owner=alice, photo=smaller)
    assert (again.duplicate_of, again.looks_like) == (None, first)
    assert add_garment(owner=alice, photo=photo(2)).looks_like is None


REFUSED = {
    "an empty file": b"",
    "a text": b"These are not the pixels you are looking for.",
    "a drawing in SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a photo cut off on its way": photo(size=(384, 512))[:2000],
}


@pytest.mark.django_db
@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_nothing_is_kept_of_a_refused_file(alice, data, queued, stored_files):
    with pytest.raises(PhotoRefused) as refusal:
        add_garment(owner=alice, photo=data)

    assert refusal.value.sentence.endswith(".")
    assert not Garment.all_objects.exists()
    assert stored_files() == queued() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "x" * 121), ("price", "-1"), ("price", "many"), ("upload_key", "x" * 101), ("sha256", "a")],
)
def test_nothing_is_kept_when_a_description_is_not_right(alice, field, value, queued, stored_files):
    with pytest.raises(ValidationError) as refusal:
        add_garment(owner=alice, photo=photo(), **{field: value})

    assert list(refusal.value.message_dict) == [field]
    assert not Garment.all_objects.exists()
    assert stored_files() == queued() == []


@pytest.mark.django_db
def test_the_file_goes_when_the_row_cannot_be_written(alice, monkeypatch, stored_files):
    def broken(garment_id):
        raise ConnectionError

    monkeypatch.setattr(tasks, "enqueue_analysis", broken)
    with pytest.raises(ConnectionError):
        add_garment(owner=alice, photo=photo())
    assert not Garment.all_objects.exists()
    assert stored_files() == []


@pytest.mark.django_db
def test_purging_deletes_rows_and_files_of_what_is_in_the_trash(alice, bob, itself, stored_files):
    kept, gone, others = make_garment(alice, seed=1), make_garment(alice, seed=2), make_garment(bob, seed=3)
    many.trash(garments=itself(gone))

    assert purge(garments=Garment.all_objects.owned_by(alice)) == 1
    assert set(Garment.all_objects.all()) == {kept, others}
    assert not [name for name in stored_files() if str(gone.pk) in name]
    assert len(stored_files()) == 6


@pytest.mark.django_db
def test_purging_also_deletes_pictures_that_a_killed_worker_left(alice, itself, stored_files):
    garment = make_garment(alice)
    folder = garment.original.name.rpartition("/")[0]
    garment.original.storage.save(f"{folder}/cutout-left.webp", BytesIO(b"left behind"))
    many.trash(garments=itself(garment))

    purge(garments=Garment.all_objects.owned_by(alice))
    assert stored_files() == []
