"""The API contract for garments: shapes, corrections, refusals, pages."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import found_in, make_garment, many_rows, pending_garment, photo, unit_vector
from wardrobe import tasks
from wardrobe.models import Garment
from wardrobe.querysets import ORDERINGS
from wardrobe.services import many

pytestmark = pytest.mark.django_db
GARMENTS = "/api/v1/garments"
FIELDS = {
    "id", "status", "error_message", "quality_warnings", "name", "category", "category_confidence", "category_top",
    "subcategory", "slot", "attributes", "needs_review", "label_source", "images", "notes", "brand", "size", "price",
    "currency", "purchased_on", "is_favourite", "laundry_state", "archived_at", "archive_reason", "wear_count",
    "last_worn_on", "cost_per_wear", "created_at", "updated_at",
}  # fmt: skip
ATTRIBUTES = {
    "color_primary", "color_secondary", "palette", "pattern", "fit", "material", "formality", "warmth", "seasons",
    "style_tags", "confidence",
}  # fmt: skip


@pytest.fixture
def phone(alice, phone_of):
    return phone_of(alice)


def upload(phone, data: bytes | None = None, **fields):
    file = SimpleUploadedFile("photo.jpg", photo() if data is None else data, "image/jpeg")
    return phone.post(GARMENTS, {"photo": file, **fields}, format="multipart")


def one(garment: Garment, *more: str) -> str:
    return "/".join([GARMENTS, str(garment.pk), *more])


def problem(answer, status: int, type_: str = "about:blank") -> dict:
    """The problem document of a refusal."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert set(document) == {"type", "title", "status", "detail", "errors"}
    assert (document["status"], document["type"]) == (status, type_)
    assert document["title"]
    assert document["detail"]
    return document["errors"]


INVALID = "urn:wardrobe:problem:invalid"


# --- adding -----------------------------------------------------------------------------------------------------------
def test_a_photo_is_accepted_and_becomes_ready(alice, phone, serving, monkeypatch):
    answer = upload(phone, upload_key="7", name="Weekend", brand="Lotta", size="M", price="12.50", notes="Soft.")
    assert answer.status_code == 202
    body = answer.json()
    assert set(body) == FIELDS | {"duplicate_of", "looks_like"}
    assert (body["status"], body["name"], body["price"]) == ("pending", "Weekend", "12.50")
    assert body["images"]["original"].startswith("http")
    assert (body["images"]["processed"], body["images"]["thumbnail"]) == (None, None)
    assert (body["category"], body["attributes"]["color_primary"], body["attributes"]["confidence"]) == ("", "", {})

    monkeypatch.setattr(tasks, "recognise", lambda garment: (found_in(), serving))
    tasks.analyse(body["id"])
    body = phone.get(f"{GARMENTS}/{body['id']}").json()
    assert set(body) == FIELDS
    assert set(body["attributes"]) == ATTRIBUTES
    assert (body["status"], body["category"], body["category_confidence"], body["slot"]) == (
        "ready",
        "jeans",
        0.8,
        "bottom",
    )
    assert body["category_top"][0] == {"category": "jeans", "probability": 0.8}
    assert body["attributes"]["confidence"]["color_primary"] == 0.9
    assert body["quality_warnings"] == [{"code": "blurred", "sentence": "This photo is blurred."}]
    for kind in ("original", "processed", "thumbnail"):
        image = phone.get(body["images"][kind])
        assert image.status_code == 200
        assert image["Content-Type"] in ("image/jpeg", "image/webp")


def test_the_same_upload_key_again_answers_200_with_the_same_garment(phone):
    first, again = upload(phone, photo(1), upload_key="7"), upload(phone, photo(2), upload_key="7")
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json()["id"] == again.json()["id"]


def test_a_repeated_upload_of_what_was_deleted_meanwhile_is_answered_too(phone):
    first = upload(phone, upload_key="7")
    phone.delete(f"{GARMENTS}/{first.json()['id']}")
    again = upload(phone, upload_key="7")
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert phone.get(GARMENTS).json()["results"] == []


def test_an_upload_says_what_it_resembles(phone):
    first = upload(phone, photo(1)).json()
    assert (first["duplicate_of"], first["looks_like"]) == (None, None)
    assert upload(phone, photo(1)).json()["duplicate_of"] == first["id"]
    assert upload(phone, photo(1, "PNG")).json()["looks_like"] == first["id"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"Just some words.", None), (photo(size=(384, 512))[:3000], "damaged"), (b"<svg/>", None)],
    ids=["empty", "text", "cut off", "drawing"],
)
def test_a_refused_photo_is_a_problem_document_and_leaves_nothing(phone, stored_files, data, code):
    answer = upload(phone, data)
    type_ = answer.json()["type"]
    assert type_.startswith("urn:wardrobe:problem:")
    if code:
        assert type_.endswith(f":{code}")
    assert list(problem(answer, 400, type_)) == ["photo"]
    assert not Garment.all_objects.exists()
    assert stored_files() == []


@pytest.mark.parametrize(
    ("field", "value"), [("price", "-1"), ("price", "cheap"), ("name", "x" * 121), ("upload_key", "x" * 101)]
)
def test_a_description_that_is_not_right_is_named(phone, field, value):
    assert list(problem(upload(phone, **{field: value}), 400, INVALID)) == [field]
    assert not Garment.all_objects.exists()


def test_a_photo_must_be_there(phone):
    assert list(problem(phone.post(GARMENTS, {"name": "x"}, format="multipart"), 400, INVALID)) == ["photo"]
    problem(phone.post(GARMENTS, {"photo": "x"}, format="json"), 415)


# --- one garment ------------------------------------------------------------------------------------------------------
def test_corrections_are_in_force_at_once_and_can_be_given_back(alice, phone):
    garment = make_garment(alice, category="jeans", confidence=0.4)
    body = phone.patch(
        one(garment),
        {"category": "skirt", "attributes": {"color_primary": "red", "seasons": ["winter"], "formality": 0.8}},
        format="json",
    ).json()
    assert (body["category"], body["category_confidence"], body["label_source"]) == ("skirt", None, "owner")
    assert (body["attributes"]["color_primary"], body["attributes"]["seasons"]) == ("red", ["winter"])
    assert (body["attributes"]["formality"], body["needs_review"]) == (0.8, False)

    body = phone.patch(one(garment), {"category": None, "attributes": {"color_primary": None}}, format="json").json()
    assert (body["category"], body["category_confidence"], body["attributes"]["color_primary"]) == (
        "jeans",
        0.4,
        "blue",
    )
    assert (body["attributes"]["seasons"], body["label_source"]) == (["winter"], "owner")


def test_the_owner_describes_files_and_puts_away(alice, phone):
    garment = make_garment(alice)
    changes = {
        "name": "Weekend", "notes": "Soft.", "brand": "Lotta", "size": "M", "price": "10.00", "currency": "USD",
        "purchased_on": "2026-01-31", "is_favourite": True, "laundry_state": "dirty", "archive_reason": "lent",
    }  # fmt: skip
    body = phone.patch(one(garment), changes, format="json").json()
    assert {field: body[field] for field in changes} == changes
    assert body["archived_at"]
    assert phone.get(GARMENTS).json()["results"] == []
    assert phone.get(GARMENTS, {"archived": "true"}).json()["results"][0]["id"] == str(garment.pk)
    assert phone.patch(one(garment), {"archive_reason": "", "price": None}, format="json").json()["archived_at"] is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"category": "kilt"}, "category"),
        ({"attributes": {"color_primary": "octarine"}}, "color_primary"),
        ({"attributes": {"formality": 2}}, "attributes"),
        ({"price": "-1"}, "price"),
        ({"currency": "euro"}, "currency"),
        ({"laundry_state": "ironed"}, "laundry_state"),
        ({"archive_reason": "bored"}, "archive_reason"),
        ({"name": "a\0b"}, "name"),
        ({"purchased_on": "yesterday"}, "purchased_on"),
    ],
)
def test_a_change_that_is_not_right_is_named_and_changes_nothing(alice, phone, change, field):
    garment = make_garment(alice, name="Jeans")
    answer = phone.patch(one(garment), {"notes": "new", **change}, format="json")
    assert list(problem(answer, 400, INVALID)) == [field]
    garment.refresh_from_db()
    assert garment.notes == ""


def test_what_is_no_json_is_refused(alice, phone):
    garment = make_garment(alice)
    problem(phone.patch(one(garment), b"{", content_type="application/json"), 400)
    problem(phone.patch(one(garment), [], format="json"), 400, INVALID)
    problem(phone.patch(one(garment), {"name": "x"}, format="multipart"), 415)


def test_deleting_moves_to_the_trash(alice, phone):
    garment = make_garment(alice)
    assert phone.delete(one(garment)).status_code == 204
    problem(phone.get(one(garment)), 404)
    problem(phone.delete(one(garment)), 404)
    assert Garment.all_objects.in_trash().get() == garment


def test_other_peoples_garments_do_not_exist(bob, phone):
    garment = make_garment(bob)
    problem(phone.get(one(garment)), 404)
    problem(phone.patch(one(garment), {"name": "Mine"}, format="json"), 404)
    problem(phone.delete(one(garment)), 404)
    for verb in ("similar",):
        problem(phone.get(one(garment, verb)), 404)
    for verb in ("retry", "wear"):
        problem(phone.post(one(garment, verb)), 404)


def test_strangers_are_told_to_sign_in(alice, phone_of):
    answer = phone_of().get(one(make_garment(alice)))
    problem(answer, 401)
    assert "Bearer" in answer["WWW-Authenticate"]


def test_what_is_not_offered_is_refused(alice, phone):
    problem(phone.put(one(make_garment(alice)), {}, format="json"), 405)
    problem(phone.delete(GARMENTS), 405)


def test_a_failed_photo_is_tried_again(alice, phone):
    failed = pending_garment(alice, status="failed", error_message="It stopped.")
    body = phone.get(one(failed)).json()
    assert (body["status"], body["error_message"]) == ("failed", "It stopped.")
    answer = phone.post(one(failed, "retry"))
    assert (answer.status_code, answer.json()["status"], answer.json()["error_message"]) == (202, "pending", "")


def test_wearing_counts_once_a_day(alice, phone):
    garment = make_garment(alice, price=30)
    answer = phone.post(one(garment, "wear"), {"date": "2026-03-02"}, format="json")
    assert answer.status_code == 201
    assert answer.json() | {"id": ""} == {
        "id": "",
        "worn_on": "2026-03-02",
        "outfit": None,
        "garment_ids": [str(garment.pk)],
    }
    assert phone.post(one(garment, "wear"), {"date": "2026-03-02"}, format="json").json() == answer.json()
    assert phone.post(one(garment, "wear")).json()["worn_on"] == timezone.localdate().isoformat()
    body = phone.get(one(garment)).json()
    assert (body["wear_count"], body["cost_per_wear"]) == (2, 15.0)

    tomorrow = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert list(problem(phone.post(one(garment, "wear"), {"date": tomorrow}, format="json"), 400, INVALID)) == ["date"]


# --- lists ------------------------------------------------------------------------------------------------------------
def keys(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def walk(phone, direction: str = "next", url: str = GARMENTS, **query) -> list[str]:
    """Every row of a list, page by page."""
    seen, answer = [], phone.get(url, query)
    while True:
        page = keys(answer)
        seen += page if direction == "next" else page[::-1]
        link = answer.json()[direction]
        if link is None:
            return seen
        answer = phone.get(link)


def test_a_page_has_results_and_links(alice, phone):
    many_rows(alice, 3)
    body = phone.get(GARMENTS, {"page_size": 2}).json()
    assert set(body) == {"next", "previous", "results"}
    assert (len(body["results"]), body["previous"]) == (2, None)
    assert body["next"].startswith("http")
    assert set(body["results"][0]) == FIELDS


@pytest.fixture
def assorted(alice):
    """Garments among which every order has equal rows and empty values."""
    for number in range(24):
        many_rows(
            alice,
            1,
            name=["", "Jeans", "hat", "Ärmel"][number % 4],
            category=["jeans", "hat"][number % 2],
            price=[None, 0, 10][number % 3],
            wear_count=number % 3,
            last_worn_on=[None, date(2026, 1, 1), date(2026, 2, 1)][number % 3],
            created_at=timezone.now() - timedelta(days=number // 2),
        )
    return alice


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("page_size", [1, 5, 24])
def test_every_order_pages_completely_and_back_again(assorted, phone, ordering, page_size):
    from wardrobe.querysets import GarmentFilter

    expected = [str(row.pk) for row in Garment.objects.all().matching(GarmentFilter(ordering=ordering))]
    assert walk(phone, ordering=ordering, page_size=page_size) == expected

    answer = phone.get(GARMENTS, {"ordering": ordering, "page_size": page_size})
    while link := answer.json()["next"]:
        answer = phone.get(link)
    last = keys(answer)
    backwards = walk(phone, "previous", answer.json()["previous"] or GARMENTS)
    whole = backwards[::-1] + last if answer.json()["previous"] else last
    assert whole == expected


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_rows_that_arrive_or_leave_between_two_pages_double_and_hide_nothing(assorted, phone, ordering):
    before = set(map(str, Garment.objects.values_list("pk", flat=True)))
    first = phone.get(GARMENTS, {"ordering": ordering, "page_size": 10})
    many_rows(assorted, 12, wear_count=1, price=10, name="Jeans", last_worn_on=date(2026, 1, 1))
    many.trash(garments=Garment.objects.filter(pk__in=keys(first)[:5]))

    seen = keys(first) + walk(phone, url=first.json()["next"])
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_more_than_a_thousand_equal_rows_page_to_the_end(alice, phone):
    many_rows(alice, 1250)
    seen = walk(phone, ordering="most_worn", page_size=100)
    assert len(seen) == len(set(seen)) == 1250


@pytest.mark.parametrize("cursor", ["x", "AAAA", "WzFd", "W3RydWUsICJ5ZXN0ZXJkYXkiLCAiMSJd", "WzAsIDEsIDJd"])
def test_a_cursor_that_was_not_given_out_leads_nowhere(alice, phone, cursor):
    many_rows(alice, 1)
    problem(phone.get(GARMENTS, {"cursor": cursor}), 404)


def test_filters_narrow_and_combine(alice, bob, phone):
    jeans = make_garment(alice, category="jeans")
    dress = make_garment(
        alice,
        category="dress",
        facts={"color_primary": "red", "color_secondary": "white", "pattern": "floral", "formality": 0.8,
               "seasons": ["summer"], "style_tags": ["elegant"], "material": "silk"},
        laundry_state="dirty",
    )  # fmt: skip
    waiting = pending_garment(alice)
    make_garment(bob)
    everything = [waiting, dress, jeans]

    def listed(**query):
        rows = {str(row.pk): row for row in everything}
        return [rows[key] for key in keys(phone.get(GARMENTS, query))]

    assert listed() == everything
    assert listed(category="dress") == listed(color="white") == listed(pattern="floral") == [dress]
    assert listed(season="summer") == listed(style="elegant") == listed(material="silk") == [dress]
    assert listed(formality_min=0.5) == listed(laundry="dirty") == [dress]
    assert listed(formality_max=0.5) == [jeans]
    assert listed(category="dress,jeans") == listed(category=["dress", "jeans"]) == [dress, jeans]
    assert listed(category="dress", color="blue") == []
    assert listed(status="pending") == [waiting]
    assert listed(q="red dress") == [dress]
    assert listed(favourite="true") == []
    assert listed(favourite="false") == everything
    assert listed(category="kilt", ordering="sideways") == everything


@pytest.mark.parametrize(
    "name", ["category", "color", "brand", "q", "ordering", "formality_min", "favourite", "page_size"]
)
@pytest.mark.parametrize("value", ["\0", "nan", "-1e999", "'", "%", ",,,", "🧥" * 50])
def test_no_query_is_too_strange(alice, phone, name, value):
    many_rows(alice, 1)
    assert phone.get(GARMENTS, {name: value}).status_code == 200


# --- finding ----------------------------------------------------------------------------------------------------------
def test_search_answers_with_similarity_and_reason(alice, phone, words_only, serving):
    jeans = make_garment(alice)
    answer = phone.get(f"{GARMENTS}/search", {"q": "blue jeans"})
    assert answer.status_code == 200
    [hit] = answer.json()["results"]
    assert set(hit) == {"similarity", "because", "garment"}
    assert (hit["garment"]["id"], hit["because"]) == (str(jeans.pk), "words")
    assert 0 < hit["similarity"] <= 1
    assert set(hit["garment"]) == FIELDS


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "xyzzy"}, {"q": "\0"}])
def test_nothing_is_a_legitimate_answer(alice, phone, words_only, serving, query):
    make_garment(alice)
    assert phone.get(f"{GARMENTS}/search", query).json() == {"results": []}


def test_similar_garments(alice, phone, serving):
    jeans = make_garment(alice, vector=unit_vector(towards=1))
    close = make_garment(alice, vector=unit_vector(towards=2, and_towards=1, share=0.9))
    make_garment(alice, vector=unit_vector(towards=3))
    [hit] = phone.get(one(jeans, "similar")).json()["results"]
    assert (hit["garment"]["id"], round(hit["similarity"], 3)) == (str(close.pk), 0.9)


def test_links_lead_back_to_the_page_they_are_of(alice, phone):
    many_rows(alice, 5)
    query = parse_qs(urlsplit(phone.get(GARMENTS, {"page_size": 2, "category": "jeans"}).json()["next"]).query)
    assert (query["page_size"], query["category"]) == (["2"], ["jeans"])
