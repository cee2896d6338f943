"""The demo wardrobe: everybody gets one of their own, equal to the template."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import User
from tests.factories import make_garment, unit_vector
from wardrobe.drawing import demo_wardrobe
from wardrobe.models import Garment, GarmentEmbedding, WearLog
from wardrobe.services import demo
from wardrobe.services.garments import edit_garment
from wardrobe.services.statistics import statistics

pytestmark = pytest.mark.django_db
PIECES = 3
COPIED = (
    "name", "price", "purchased_on", "category", "category_confidence", "color_primary", "palette", "pattern",
    "seasons", "status", "thumbnail_width", "thumbnail_height", "quality_warnings", "upload_key", "sha256",
    "needs_review",
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_demo(monkeypatch):
    """Three of the demo's garments are enough to see how they are handled."""
    pieces = demo_wardrobe()[:PIECES]
    monkeypatch.setattr(demo, "demo_wardrobe", lambda: pieces)


@pytest.fixture
def template(db):
    """The template as the worker has left it."""
    person = demo.template_person()
    for number, spec in enumerate(demo.demo_wardrobe()):
        make_garment(
            person,
            category=spec.category,
            confidence=0.5 + number / 10,
            seed=number,
            upload_key=f"demo-{number}",
            name=spec.name,
            price=spec.price,
            quality_warnings=[{"code": "dark", "sentence": "It is dark."}] if number == 1 else [],
        )
    return person


def test_there_is_a_demo_worth_opening():
    from wardrobe.drawing.wardrobe import demo_wardrobe as whole

    pieces = whole()
    assert 36 <= len(pieces) <= 48
    assert len({piece.name for piece in pieces}) == len(pieces)
    assert len({piece.category for piece in pieces}) >= 15


def test_a_visitor_gets_a_private_copy_equal_to_the_template(template):
    visitor = demo.open_demo()
    originals = Garment.objects.owned_by(template).with_facts().order_by("upload_key")
    copies = Garment.objects.owned_by(visitor).with_facts().order_by("upload_key")

    assert visitor.is_demo
    assert len(copies) == PIECES
    for original, copy in zip(originals, copies, strict=True):
        assert copy.pk != original.pk
        assert [getattr(copy, field) for field in COPIED] == [getattr(original, field) for field in COPIED]
        assert copy.prediction.attributes == original.prediction.attributes
        assert copy.prediction.category_top == original.prediction.category_top
        for kind in ("original", "processed", "thumbnail"):
            one, two = getattr(original, kind), getattr(copy, kind)
            assert one.name != two.name
            assert one.read() == two.read()
        assert copy.embeddings.get().vector == original.embeddings.get().vector


def test_a_copy_can_be_found_and_tells_of_a_worn_half_year(template):
    visitor = demo.open_demo()
    first = Garment.objects.owned_by(visitor).get(upload_key="demo-0")
    assert first in Garment.objects.owned_by(visitor).with_words(first.name.split()[-1])
    figures = statistics(owner=visitor)
    assert figures.wears > 0
    assert sum(count for _, count in figures.days) == figures.wears
    assert figures.spent > 0


def test_what_a_visitor_changes_stays_theirs(template):
    one, two = demo.open_demo(), demo.open_demo()
    edit_garment(garment=Garment.objects.owned_by(one).first(), changes={"name": "Mine now"})
    assert not Garment.objects.filter(name="Mine now").exclude(owner=one).exists()
    assert not set(Garment.objects.owned_by(one)) & set(Garment.objects.owned_by(two))


def test_while_the_template_is_not_ready_the_visitors_own_is_drawn(queued):
    visitor = demo.open_demo()
    assert queued() == [("wardrobe.services.demo.fill", (str(visitor.pk),))]


@pytest.mark.parametrize("state", [{"status": "pending"}, {"deleted_at": timezone.now()}])
def test_what_the_template_still_lacks_is_drawn_for_the_visitor(template, queued, state):
    Garment.objects.filter(upload_key="demo-1").update(**state)
    visitor = demo.open_demo()
    assert Garment.objects.owned_by(visitor).count() == PIECES - 1
    assert [func for func, _ in queued()] == ["wardrobe.services.demo.fill"]
    demo.fill(str(visitor.pk))
    assert Garment.objects.owned_by(visitor).filter(upload_key="demo-1").exists()
    assert Garment.objects.owned_by(visitor).count() == PIECES


def test_one_photo_that_failed_does_not_spoil_the_copy(template, queued):
    Garment.objects.filter(upload_key="demo-1").update(status="failed", error_message="It stopped.")
    visitor = demo.open_demo()
    assert queued() == []
    assert Garment.objects.owned_by(visitor).count() == PIECES - 1


def test_it_is_drawn_in_steps_and_drawing_it_again_adds_nothing(db, queued, monkeypatch):
    monkeypatch.setattr(demo, "BATCH", 2)
    person = demo.template_person()
    assert [demo.prepare_template(), demo.fill(str(person.pk)), demo.fill(str(person.pk))] == [
        "1 garments to go",
        "complete",
        "complete",
    ]
    assert Garment.objects.owned_by(person).count() == PIECES
    assert sorted(func for func, _ in queued()) == ["wardrobe.services.demo.fill"] + ["wardrobe.tasks.analyse"] * PIECES
    assert WearLog.objects.owned_by(person).exists()


def test_nobody_can_sign_in_as_the_template():
    person = demo.template_person()
    assert demo.template_person() == person
    assert not person.is_active
    assert not person.has_usable_password()
    assert User.objects.filter(pk=person.pk).count() == 1


def test_a_copy_is_searched_by_its_own_vectors(template):
    visitor = demo.open_demo()
    model = GarmentEmbedding.objects.first().model
    near = GarmentEmbedding.objects.of_wardrobe(visitor).nearest(unit_vector(towards=1), model)
    assert [row.garment.upload_key for row in near if row.similarity > 0.9] == ["demo-1"]
