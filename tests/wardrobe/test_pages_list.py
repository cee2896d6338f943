"""The rail: what is listed, how it is narrowed, and what can be done to many garments at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_garment, many_rows, pending_garment
from wardrobe.choices import ArchiveReason, GarmentStatus, LaundryState
from wardrobe.models import Garment
from wardrobe.services import many

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rail(alice, browser_of):
    return browser_of(alice)


def listed(response) -> list[str]:
    return [garment.name for garment in response.context["garments"]]


def test_a_stranger_is_sent_to_sign_in(browser_of):
    answer = browser_of().get(reverse("wardrobe"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_an_empty_wardrobe_shows_how_to_begin(rail):
    answer = rail.get(reverse("wardrobe"))
    assert "Add your first photos" in answer.text
    assert 'id="find"' in answer.text


def test_somebody_elses_garments_are_not_listed(rail, bob):
    make_garment(bob, name="Bob's coat")
    assert "Bob&#x27;s coat" not in rail.get(reverse("wardrobe")).text


def test_the_number_of_queries_does_not_grow_with_the_wardrobe(rail, alice):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert rail.get(reverse("wardrobe")).status_code == 200
        return len(captured)

    many_rows(alice, 10)
    queries()
    with_ten = queries()
    many_rows(alice, 90)
    assert queries() == with_ten <= 10


def test_filters_narrow_the_list_and_can_be_taken_away(rail, alice):
    make_garment(alice, name="Jeans", category="jeans", facts={"color_primary": "blue"})
    make_garment(alice, name="Skirt", category="skirt", facts={"color_primary": "red"}, seed=1)
    answer = rail.get(reverse("wardrobe"), {"category": "skirt", "color": "red"})
    assert listed(answer) == ["Skirt"]
    assert [chip.label for chip in answer.context["filters"].active] == ["Skirt", "Red"]
    assert rail.get(reverse("wardrobe") + answer.context["filters"].active[0].href).context["total"] == 1
    assert rail.get(reverse("wardrobe") + answer.context["filters"].clear).context["total"] == 2


def test_words_that_nobody_knows_are_passed_over(rail, alice):
    make_garment(alice, name="Jeans")
    answer = rail.get(reverse("wardrobe"), {"category": "spacesuit", "page": "minus one", "ordering": "worst"})
    assert listed(answer) == ["Jeans"]


def test_the_rest_of_a_long_list_is_a_plain_link_and_an_htmx_part(rail, alice):
    many_rows(alice, 60)
    first = rail.get(reverse("wardrobe"))
    assert len(first.context["garments"]) == 48
    assert 'href="?page=2"' in first.text
    part = rail.get(reverse("wardrobe") + "?page=2", headers=HTMX)
    assert part.text.count('class="card"') == 12
    assert "<html" not in part.text
    assert part["Cache-Control"] == "no-store"
    assert "HX-Request" in part["Vary"]
    assert "<html" in rail.get(reverse("wardrobe") + "?page=2").text


def test_a_page_that_htmx_lost_from_its_history_comes_whole(rail, alice):
    many_rows(alice, 1)
    answer = rail.get(reverse("wardrobe"), headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in answer.text


def test_search_in_the_list_keeps_the_order_of_the_answer(rail, alice, words_only):
    make_garment(alice, name="Rain coat", category="coat")
    make_garment(alice, name="Jeans", seed=1)
    assert listed(rail.get(reverse("wardrobe"), {"q": "coat"})) == ["Rain coat"]
    assert "Nothing here matches that" in rail.get(reverse("wardrobe"), {"q": "zeppelin"}).text


def test_unfinished_and_failed_photos_are_shown_as_such(rail, alice):
    waiting = pending_garment(alice)
    failed = pending_garment(alice, seed=1, status=GarmentStatus.FAILED, error_message="The photo is too dark.")
    text = rail.get(reverse("wardrobe")).text
    assert f'data-live="card:{waiting.pk}:pending"' in text
    assert "The photo is too dark." in text
    assert reverse("garment-retry", args=[failed.pk]) in text


def test_live_answers_only_with_what_changed(rail, alice, bob):
    waiting, ready, foreign = pending_garment(alice), make_garment(alice), make_garment(bob)
    states = [f"card:{waiting.pk}:pending", f"row:{ready.pk}:processing", f"card:{foreign.pk}:pending", "nonsense"]
    answer = rail.get(reverse("wardrobe-live"), {"state": states})
    assert f'id="row-{ready.pk}"' in answer.text
    assert str(waiting.pk) not in answer.text
    assert str(foreign.pk) not in answer.text
    assert rail.get(reverse("wardrobe-live"), {"state": states[:1]}).status_code == 204


def test_live_asks_once_for_any_number_of_cards(rail, alice):
    def queries(number: int) -> int:
        states = [f"card:{pending_garment(alice, seed=n).pk}:processing" for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            rail.get(reverse("wardrobe-live"), {"state": states})
        return len(captured)

    assert queries(2) == queries(6)


def test_the_small_note_counts_what_is_being_recognised(rail, alice):
    assert "All photos recognised" in rail.get(reverse("wardrobe-progress")).text
    pending_garment(alice)
    assert "1 photo being recognised" in rail.get(reverse("wardrobe-progress")).text
    assert "1 photo being recognised" in rail.get(reverse("wardrobe-statistics")).text


# --- many at once -----------------------------------------------------------------------------------------------------
@pytest.fixture
def press(rail):
    def press(action: str, *garments: Garment, headers=None, **others):
        return rail.post(
            reverse("wardrobe-bulk"),
            {"action": action, "ids": [str(garment.pk) for garment in garments], **others},
            headers=headers,
            follow=True,
        )

    return press


@pytest.mark.parametrize(
    ("action", "field", "value"),
    [
        ("favourite", "is_favourite", True),
        ("laundry-dirty", "laundry_state", LaundryState.DIRTY),
        ("archive-lent", "archive_reason", ArchiveReason.LENT),
    ],
)
def test_a_verb_reaches_the_selected_and_can_be_undone(press, rail, alice, action, field, value):
    chosen, other = make_garment(alice), make_garment(alice, seed=1)
    answer = press(action, chosen)
    chosen.refresh_from_db()
    other.refresh_from_db()
    assert getattr(chosen, field) == value != getattr(other, field)
    undo = next(line for line in answer.text.split('action="') if line.startswith(reverse("wardrobe-undo")))
    rail.post(undo.split('"')[0].replace("&amp;", "&"))
    chosen.refresh_from_db()
    assert getattr(chosen, field) != value


def test_nobody_reaches_garments_of_somebody_else(press, bob):
    foreign = make_garment(bob)
    answer = press("trash", foreign)
    foreign.refresh_from_db()
    assert foreign.deleted_at is None
    assert "Select some garments first" in answer.text


def test_everything_in_the_filtered_list_can_be_meant(press, alice):
    jeans = [make_garment(alice, seed=n) for n in range(3)]
    skirt = make_garment(alice, category="skirt", seed=9)
    press("trash", jeans[0], everything="1", filter="category=jeans&page=2")
    assert set(Garment.objects.values_list("pk", flat=True)) == {skirt.pk}


def test_htmx_gets_the_changed_cards_and_a_toast_with_undo(press, alice):
    stays, goes = make_garment(alice), make_garment(alice, seed=1)
    marked = press("favourite", stays, headers=HTMX).text
    assert f'id="card-{stays.pk}"' in marked
    assert 'hx-swap-oob="true"' in marked
    assert reverse("wardrobe-undo") in marked
    taken = press("trash", goes, headers=HTMX).text
    assert f'<li id="card-{goes.pk}" hx-swap-oob="delete">' in taken


def test_editing_many_asks_first_and_changes_only_what_was_filled_in(press, alice):
    first, second = make_garment(alice, brand="Acme"), make_garment(alice, category="skirt", seed=1)
    question = press("edit", first, second)
    assert "Edit 2 garments" in question.text
    press("edit", first, second, answered="1", color_primary="red", brand="Loom")
    for garment, category in ((first, "jeans"), (second, "skirt")):
        garment.refresh_from_db()
        assert (garment.color_primary, garment.brand, garment.category) == ("red", "Loom", category)


def test_the_way_back_is_never_somebody_elses_page(press, rail, alice):
    garment = make_garment(alice)
    question = press("edit", garment, next="https://elsewhere.example/")
    assert "elsewhere.example" not in question.text
    answer = rail.post(
        reverse("wardrobe-bulk"), {"action": "trash", "ids": str(garment.pk), "next": "//elsewhere.example/"}
    )
    assert answer["Location"] == reverse("wardrobe")


def test_an_unknown_button_changes_nothing(press, alice):
    garment = make_garment(alice)
    assert "Please choose" in press("explode", garment).text


def test_it_can_be_too_late_to_undo(rail):
    assert "too late" in rail.post(reverse("wardrobe-undo") + "?token=gone", follow=True).text


# --- archive, laundry, trash ------------------------------------------------------------------------------------------
def test_the_archive_lists_by_reason_and_gives_back(press, rail, alice, itself):
    coat = make_garment(alice, name="Winter coat")
    many.archive(garments=itself(coat), reason="lent")
    assert "Winter coat" in rail.get(reverse("wardrobe-archive")).text
    assert "Nothing archived" in rail.get(reverse("wardrobe-archive"), {"reason": "sold"}).text
    press("unarchive", coat)
    assert "Nothing archived" in rail.get(reverse("wardrobe-archive")).text


def test_the_laundry_is_sorted_into_loads(rail, alice, itself):
    white = make_garment(alice, name="White shirt", facts={"color_primary": "white"})
    navy = make_garment(alice, name="Navy jumper", facts={"color_primary": "navy"}, seed=1)
    red = make_garment(alice, name="Red skirt", facts={"color_primary": "red"}, seed=2)
    boots = make_garment(alice, name="Boots", category="boots", facts={"color_primary": "black"}, seed=3)
    for garment in (white, navy, red, boots):
        many.set_laundry(garments=itself(garment), state="dirty")
    loads = rail.get(reverse("wardrobe-laundry")).context["loads"]
    assert [(name, [str(row) for row in rows]) for name, rows in loads] == [
        ("Whites", ["White shirt"]),
        ("Darks", ["Navy jumper"]),
        ("Colours", ["Red skirt"]),
        ("By hand", ["Boots"]),
    ]


def test_the_trash_gives_back_and_deletes_for_good_only_when_told_twice(press, rail, alice, itself, stored_files):
    kept, gone = make_garment(alice, name="Kept"), make_garment(alice, name="Gone", seed=1)
    for garment in (kept, gone):
        many.trash(garments=itself(garment))
    press("restore", kept)
    assert Garment.objects.get() == kept
    assert "cannot be taken back" in press("purge", gone).text
    assert Garment.all_objects.count() == 2
    press("purge", gone, answered="1")
    assert Garment.all_objects.get() == kept


def test_the_whole_trash_can_be_emptied(rail, alice, itself):
    many.trash(garments=itself(make_garment(alice)))
    assert "Empty the trash" in rail.get(reverse("wardrobe-trash")).text
    rail.post(reverse("wardrobe-trash-empty"))
    assert not Garment.all_objects.exists()
    assert "The trash is empty" in rail.get(reverse("wardrobe-trash")).text
