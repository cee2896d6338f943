"""Finding garments by words and by meaning. Nothing is a legitimate answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_garment, make_model, unit_vector
from wardrobe import encoders
from wardrobe.models import Garment
from wardrobe.services import many
from wardrobe.services.search import query_place, search, similar
from wardrobe.vision.relevance import LARGE_CLIP_PICTURE, LARGE_CLIP_TEXT, Relevance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_scale(monkeypatch):
    """The vectors of these tests are made by hand, so they are judged like those of a model without references."""
    monkeypatch.setattr(encoders, "folder_of", lambda model: None)


class Reader:
    """A text tower that knows a few questions by heart and puts all others where no garment is."""

    folder = None

    def __init__(self, places: dict[str, list[float]]) -> None:
        self.places, self.asked = places, []

    def encode_texts(self, texts):
        self.asked += texts
        return np.array([self.places.get(text, unit_vector(towards=511)) for text in texts], dtype=np.float32)


@pytest.fixture
def meaning(serving, monkeypatch):
    """Teach the text tower: `meaning.places["blue jeans"] = vector`."""
    reader = Reader({})
    monkeypatch.setattr(encoders, "text_encoder_of", lambda model: reader)
    return reader


def found(owner, text) -> list[Garment]:
    return [hit.garment for hit in search(owner=owner, text=text)]


# --- words ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "blue jeans", "jeans blue", "Jean", "BLUE", "blu", "jea", "denim", "trousers", "weekend", "weekends", "lotta",
        "ripped", "the blue jeans", "jeans, blue!", "casual spring",
    ],
)  # fmt: skip
def test_a_garment_is_found_by_its_words(alice, serving, words_only, text):
    jeans = make_garment(alice, category="jeans", name="Weekend pair", brand="Lotta", notes="Ripped at the knee.")
    make_garment(alice, category="dress", facts={"color_primary": "red", "material": "silk", "style_tags": ["formal"]})
    assert found(alice, text) == [jeans]


@pytest.mark.parametrize("text", ["", "   ", "?!", "xyzzy", "blue xyzzy", "red jeans", "jeansx", "&|!:*()'\\"])
def test_what_no_garment_carries_finds_nothing(alice, serving, words_only, text):
    make_garment(alice, category="jeans")
    assert search(owner=alice, text=text) == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("tee", {"category": "t-shirt"}),
        ("t-shirt", {"category": "t-shirt"}),
        ("pullover", {"category": "sweater"}),
        ("gray", {"facts": {"color_primary": "grey"}}),
        ("plaid", {"facts": {"pattern": "checked"}}),
        ("trainers", {"category": "sneakers"}),
        ("stripes", {"facts": {"pattern": "striped"}}),
    ],
)
def test_other_words_for_the_same_thing_find_it_too(alice, serving, words_only, text, fields):
    garment = make_garment(alice, **fields)
    make_garment(alice, category="belt", facts={"color_primary": "brown"})
    assert found(alice, text) == [garment]


def test_a_name_counts_more_than_a_note(alice, serving, words_only):
    noted = make_garment(alice, notes="Goes with the parka.")
    named = make_garment(alice, name="Parka")
    assert found(alice, "parka") == [named, noted]


def test_other_peoples_archived_and_trashed_garments_are_not_found(alice, bob, serving, words_only, itself):
    make_garment(bob)
    many.archive(garments=itself(make_garment(alice)), reason="lent")
    many.trash(garments=itself(make_garment(alice)))
    assert search(owner=alice, text="jeans") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_may_be_asked(alice, serving, words_only, text):
    search(owner=alice, text=text)


# --- meaning ----------------------------------------------------------------------------------------------------------
def test_what_looks_like_the_question_is_found_and_the_rest_cut_off(alice, meaning):
    near = LARGE_CLIP_TEXT + 0.05
    clear = make_garment(alice, category="blouse", vector=unit_vector(towards=1))
    vague = make_garment(alice, category="blouse", vector=unit_vector(towards=2, and_towards=1, share=near))
    make_garment(alice, category="blouse", vector=unit_vector(towards=3, and_towards=1, share=near - 0.1))
    meaning.places["something airy"] = unit_vector(towards=1)

    hits = search(owner=alice, text="something airy")
    assert [(hit.garment, hit.because) for hit in hits] == [(clear, "meaning"), (vague, "meaning")]
    assert [round(hit.similarity, 2) for hit in hits] == [1.0, round(near, 2)]


def test_nonsense_finds_nothing(alice, meaning):
    make_garment(alice)
    assert search(owner=alice, text="quantum chromodynamics") == []


def test_words_that_the_model_never_read_are_taken_out_of_the_question(alice, meaning, monkeypatch):
    knows_airy = Relevance(vocabulary=frozenset({"airy"}))
    monkeypatch.setattr("wardrobe.services.search.relevance_of", lambda folder: knows_airy)
    blouse = make_garment(alice, category="blouse", vector=unit_vector(towards=1))
    meaning.places["airy"] = unit_vector(towards=1)
    assert found(alice, "airy xyzzy") == [blouse]
    assert found(alice, "xyzzy plugh") == []
    assert meaning.asked == ["airy"]


def test_words_come_before_looks_and_both_are_told_apart(alice, meaning):
    looks = make_garment(alice, category="skirt", vector=unit_vector(towards=1))
    words = make_garment(alice, category="jeans", vector=unit_vector(towards=2))
    both = make_garment(alice, category="jeans", vector=unit_vector(towards=1))
    meaning.places["jeans"] = unit_vector(towards=1)

    hits = search(owner=alice, text="jeans")
    assert [(hit.garment, hit.because) for hit in hits] == [(both, "both"), (words, "words"), (looks, "meaning")]


def test_a_question_is_read_once(alice, meaning, serving):
    make_garment(alice)
    for text in ("floaty dress", "Floaty  dress!"):
        search(owner=alice, text=text)
    assert meaning.asked == ["floaty dress"]
    assert len(query_place("floaty dress", serving)[0]) == 512


def test_a_text_tower_of_other_weights_is_not_compared_with_old_vectors(alice, serving, monkeypatch):
    from wardrobe.vision import encoder

    class Newer:
        checksum = "f" * 64

    monkeypatch.setattr(encoder, "load_text_encoder", lambda spec, **options: Newer())
    jeans = make_garment(alice, vector=unit_vector(towards=511))
    assert [(hit.garment, hit.because) for hit in search(owner=alice, text="jeans")] == [(jeans, "words")]


# --- likeness ---------------------------------------------------------------------------------------------------------
def test_similar_garments_are_the_owners_others_nearest_first(alice, bob, meaning, itself):
    near = LARGE_CLIP_PICTURE + 0.1
    jeans = make_garment(alice, vector=unit_vector(towards=1))
    close = make_garment(alice, vector=unit_vector(towards=2, and_towards=1, share=near + 0.1))
    further = make_garment(alice, vector=unit_vector(towards=3, and_towards=1, share=near))
    make_garment(alice, vector=unit_vector(towards=4, and_towards=1, share=0.1))
    make_garment(bob, vector=unit_vector(towards=1))
    many.archive(garments=itself(make_garment(alice, vector=unit_vector(towards=1))), reason="sold")

    assert [hit.garment for hit in similar(garment=jeans)] == [close, further]
    assert [hit.garment for hit in similar(garment=jeans, limit=1)] == [close]


def test_a_garment_without_a_vector_of_the_serving_model_has_no_likeness_yet(alice, serving):
    old = make_model("older", active=False)
    jeans = make_garment(alice, model=old)
    make_garment(alice)
    assert similar(garment=jeans) == []
