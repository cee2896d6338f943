"""Verbs over many garments, and taking them back exactly."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_garment, many_rows
from wardrobe.choices import ArchiveReason, LaundryState
from wardrobe.models import Garment
from wardrobe.services import many

pytestmark = pytest.mark.django_db

STATE = (
    "brand", "is_favourite", "laundry_state", "archived_at", "archive_reason", "deleted_at", "category",
    "category_confidence", "color_primary", "pattern", "seasons", "needs_review",
)  # fmt: skip


def state_of(owner) -> dict:
    """Everything that a verb over many may change."""
    rows = Garment.all_objects.owned_by(owner).select_related("label")
    return {
        row.pk: (
            {field: getattr(row, field) for field in STATE},
            row.label_source,
            getattr(row, "search_document", None),
        )
        for row in rows
    }


VERBS = {
    "favourite": lambda rows: many.set_favourite(garments=rows, on=True),
    "no favourite": lambda rows: many.set_favourite(garments=rows, on=False),
    "washing": lambda rows: many.set_laundry(garments=rows, state="washing"),
    "archive": lambda rows: many.archive(garments=rows, reason="sold"),
    "unarchive": lambda rows: many.unarchive(garments=rows),
    "trash": lambda rows: many.trash(garments=rows),
    "restore": lambda rows: many.restore(garments=rows),
    "edit": lambda rows: many.edit_many(
        garments=rows, changes={"category": "skirt", "color_primary": "red", "brand": "Lotta"}
    ),
    "edit back": lambda rows: many.edit_many(garments=rows, changes={"category": None}),
}


@pytest.fixture
def mixed_wardrobe(alice):
    """Garments in all sorts of states."""
    make_garment(alice, brand="Old")
    make_garment(alice, is_favourite=True, laundry_state="dirty", label={"category": "hat"})
    archived = make_garment(alice, category="coat", confidence=0.3)
    trashed = make_garment(alice, label={"pattern": "striped", "seasons": ["winter"]})
    many.archive(garments=Garment.objects.filter(pk=archived.pk), reason="lent")
    many.trash(garments=Garment.objects.filter(pk=trashed.pk))
    return alice


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_verb_is_taken_back_exactly(mixed_wardrobe, verb):
    before = state_of(mixed_wardrobe)
    undo = verb(Garment.all_objects.owned_by(mixed_wardrobe))
    changed = state_of(mixed_wardrobe)

    assert changed != before
    assert undo.count >= sum(changed[pk] != before[pk] for pk in before)
    assert many.undo(owner=mixed_wardrobe, token=undo.token) == undo.count
    assert state_of(mixed_wardrobe) == before


def test_a_verb_is_taken_back_once(alice, itself):
    garment = make_garment(alice)
    undo = many.trash(garments=itself(garment))
    assert many.undo(owner=alice, token=undo.token) == 1
    many.trash(garments=itself(garment))
    assert many.undo(owner=alice, token=undo.token) == 0
    assert not Garment.objects.exists()


def test_somebody_elses_token_takes_nothing_back(alice, bob, itself):
    garment = make_garment(alice)
    undo = many.trash(garments=itself(garment))
    assert many.undo(owner=bob, token=undo.token) == 0
    assert many.undo(owner=alice, token="made up") == 0
    assert not Garment.objects.exists()
    assert many.undo(owner=alice, token=undo.token) == 1


def test_it_can_be_too_late(alice, itself):
    undo = many.trash(garments=itself(make_garment(alice)))
    cache.delete(f"undo:{undo.token}")
    assert many.undo(owner=alice, token=undo.token) == 0


def test_verbs_over_nothing_change_nothing(alice):
    assert many.set_favourite(garments=Garment.objects.none(), on=True).count == 0


def test_only_what_was_chosen_is_changed(alice, bob):
    one, two = many_rows(alice, 2)
    theirs = make_garment(bob)
    many.set_favourite(garments=Garment.objects.filter(pk=one.pk), on=True)
    assert list(Garment.objects.filter(is_favourite=True)) == [one]
    assert {two, theirs} == set(Garment.objects.filter(is_favourite=False))


def test_states_and_reasons_are_words_of_the_vocabulary(alice):
    rows = Garment.objects.filter(pk=make_garment(alice).pk)
    for state in LaundryState:
        many.set_laundry(garments=rows, state=state)
    for reason in ArchiveReason:
        many.archive(garments=rows, reason=reason)
    with pytest.raises(ValidationError):
        many.set_laundry(garments=rows, state="ironed")
    with pytest.raises(ValidationError):
        many.archive(garments=rows, reason="")


def test_the_trash_is_hidden_until_restored(alice, itself):
    garment = make_garment(alice)
    many.trash(garments=itself(garment))
    assert not Garment.objects.owned_by(alice).exists()
    assert list(Garment.all_objects.owned_by(alice).in_trash()) == [garment]
    many.restore(garments=itself(garment))
    assert list(Garment.objects.owned_by(alice)) == [garment]


def test_what_is_archived_is_out_of_use(alice, itself):
    garment = make_garment(alice)
    many.archive(garments=itself(garment), reason="does_not_fit")
    assert list(Garment.objects.archived()) == [garment]
    assert not Garment.objects.in_use().exists()


def test_many_edits_change_facts_and_words(alice):
    rows = [make_garment(alice, category="jeans") for _ in range(3)]
    many.edit_many(garments=Garment.objects.owned_by(alice), changes={"category": "skirt", "brand": "Lotta"})
    assert set(Garment.objects.with_words("lotta skirt")) == set(rows)
    assert not Garment.objects.with_words("jeans").exists()


def test_many_edits_that_are_not_right_change_nothing(alice):
    make_garment(alice)
    before = state_of(alice)
    for changes in ({"category": "kilt"}, {"brand": "x" * 81}, {"price": 3}):
        with pytest.raises(ValidationError):
            many.edit_many(garments=Garment.objects.owned_by(alice), changes=changes)
    assert state_of(alice) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(VERBS)), min_size=1, max_size=5))
def test_any_sequence_of_verbs_is_taken_back_in_reverse(mixed_wardrobe, names):
    before = state_of(mixed_wardrobe)
    undos = [VERBS[name](Garment.all_objects.owned_by(mixed_wardrobe)) for name in names]
    for undo in reversed(undos):
        many.undo(owner=mixed_wardrobe, token=undo.token)
    assert state_of(mixed_wardrobe) == before
