"""What moderators see and may do with garments: look, and try failed photos again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_garment, make_model, pending_garment
from wardrobe.models import Garment

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(mod, browser_of):
    """A moderator's browser."""
    return browser_of(mod)


def page(name: str, *args) -> str:
    return reverse(f"admin:wardrobe_{name}", args=args)


def test_garments_are_listed_with_their_pictures(desk, alice):
    garment = make_garment(alice, name="Concert hoodie")
    answer = desk.get(page("garment_changelist"), {"q": "concert"})
    assert answer.status_code == 200
    assert "Concert hoodie" in answer.text
    assert f'src="{garment.thumbnail.url}"' in answer.text


def test_a_garment_shows_what_was_recognised_and_none_of_what_is_private(desk, alice):
    garment = make_garment(alice, notes="From my grandmother.", price=42)
    answer = desk.get(page("garment_change", garment.pk))
    assert answer.status_code == 200
    assert "denim" in answer.text
    assert "grandmother" not in answer.text
    assert "42.00" not in answer.text


def test_the_trash_can_be_looked_at(desk, alice, itself):
    from wardrobe.services import many

    garment = make_garment(alice, name="Gone")
    many.trash(garments=itself(garment))
    assert "Gone" in desk.get(page("garment_changelist")).text


def test_nothing_can_be_written(desk, alice):
    garment = make_garment(alice, name="Mine")
    assert desk.get(page("garment_add")).status_code == 403
    assert desk.get(page("garment_delete", garment.pk)).status_code == 403
    assert desk.post(page("garment_change", garment.pk), {"name": "Theirs"}).status_code == 403
    garment.refresh_from_db()
    assert garment.name == "Mine"


def test_failed_photos_can_be_tried_again(desk, alice, queued):
    failed = pending_garment(alice, status="failed", error_message="It stopped.")
    ready = make_garment(alice)
    answer = desk.post(
        page("garment_changelist"), {"action": "try_again", "_selected_action": [failed.pk, ready.pk]}, follow=True
    )
    assert "1 photo" in answer.text
    assert Garment.objects.get(pk=failed.pk).status == "pending"
    assert queued() == [("wardrobe.tasks.analyse", (str(failed.pk),))]


def test_models_are_listed_with_their_progress(desk, alice, serving):
    make_garment(alice, model=serving)
    make_model("large", active=False)
    shown = desk.get(page("aimodel_changelist")).text
    assert "1 of 1" in shown
    assert "0 of 1" in shown


def test_outfits_are_listed(desk, alice):
    from wardrobe.services.outfits import create_outfit

    create_outfit(owner=alice, garments=[make_garment(alice)], name="Monday")
    assert "Monday" in desk.get(page("outfit_changelist")).text


@pytest.mark.parametrize("who", ["alice", "stranger"])
def test_others_are_kept_out(who, alice, browser_of):
    browser = browser_of(alice if who == "alice" else None)
    answer = browser.get(page("garment_changelist"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]
