"""Counts on the filter chips, compared with what the list itself would show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import many_rows
from wardrobe.models import Garment
from wardrobe.querysets import GarmentFilter
from wardrobe.services.facets import facets

pytestmark = pytest.mark.django_db

CHOICES = {
    "category": ["jeans", "shirt", "hat"],
    "color": ["blue", "red", "white"],
    "pattern": ["solid", "striped"],
    "material": ["denim", "wool"],
    "season": ["spring", "summer", "winter"],
    "style": ["casual", "formal"],
    "laundry": ["clean", "dirty"],
}


@st.composite
def rows(draw) -> dict:
    def one(field, *more):
        return draw(st.sampled_from([*CHOICES[field], *more]))

    def several(field):
        return draw(st.lists(st.sampled_from(CHOICES[field]), unique=True, max_size=3))

    return {
        "category": one("category", ""),
        "color_primary": one("color", ""),
        "color_secondary": one("color", ""),
        "pattern": one("pattern", ""),
        "material": one("material", ""),
        "seasons": several("season"),
        "style_tags": several("style"),
        "laundry_state": one("laundry"),
        "is_favourite": draw(st.booleans()),
        "needs_review": draw(st.booleans()),
        "formality": draw(st.sampled_from([None, 0.1, 0.5, 0.9])),
        "brand": draw(st.sampled_from(["", "Lotta"])),
    }


NARROWINGS = {
    **{
        field: st.lists(st.sampled_from(words), unique=True, min_size=1, max_size=2) for field, words in CHOICES.items()
    },
    "favourite": st.booleans(),
    "needs_review": st.booleans(),
    "formality_min": st.just(0.3),
    "brand": st.just(["Lotta"]),
    "ordering": st.sampled_from(["price", "name"]),
}


@st.composite
def filters(draw) -> GarmentFilter:
    fields = draw(st.lists(st.sampled_from(sorted(NARROWINGS)), unique=True, max_size=3))
    return GarmentFilter(**{field: draw(NARROWINGS[field]) for field in fields})


def listed(wanted: GarmentFilter, field: str, value: str) -> int:
    """How long the list would be with one filter set to one value."""
    chosen = True if field in ("favourite", "needs_review") else (value,)
    return Garment.objects.all().matching(replace(wanted, **{field: chosen})).count()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(wardrobe=st.lists(rows(), max_size=8), wanted=filters())
def test_each_count_is_what_the_list_would_show(alice, wardrobe, wanted):
    Garment.all_objects.all().delete()
    for fields in wardrobe:
        many_rows(alice, 1, **fields)

    found = facets(garments=Garment.objects.owned_by(alice), wanted=wanted)
    for field, choices in found.items():
        for choice in choices:
            assert choice.count == listed(wanted, field, choice.value), (field, choice)
        missing = set(CHOICES.get(field, ["1"])) - {choice.value for choice in choices}
        assert not [value for value in missing if listed(wanted, field, value)], field


def test_what_is_chosen_is_marked_and_shown_even_when_it_leaves_nothing(alice):
    many_rows(alice, 2)
    found = facets(garments=Garment.objects.all(), wanted=GarmentFilter(category=["hat"]))
    assert [(facet.value, facet.count, facet.selected) for facet in found["category"]] == [
        ("jeans", 2, False),
        ("hat", 0, True),
    ]


def test_the_most_frequent_comes_first_with_its_label(alice):
    many_rows(alice, 1, category="t-shirt")
    many_rows(alice, 2, category="tank-top")
    found = facets(garments=Garment.objects.all(), wanted=GarmentFilter())
    assert [(facet.label, facet.count) for facet in found["category"]] == [("Tank top", 2), ("T-shirt", 1)]


def test_words_that_nobody_knows_are_no_choice(alice):
    many_rows(alice, 1)
    found = facets(garments=Garment.objects.all(), wanted=GarmentFilter(category=["kilt"], color=["octarine"]))
    assert "kilt" not in [facet.value for facet in found["category"]]


def test_all_counts_take_one_query(alice, django_assert_num_queries):
    many_rows(alice, 20)
    with django_assert_num_queries(1):
        facets(garments=Garment.objects.owned_by(alice), wanted=GarmentFilter(color=["blue"]))


def test_filters_of_states_are_respected(alice):
    many_rows(alice, 2)
    found = facets(garments=Garment.objects.all(), wanted=GarmentFilter(status=["pending"]))
    assert found["category"] == []
