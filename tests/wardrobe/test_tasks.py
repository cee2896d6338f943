"""Background work under faults: whoever loses its lease writes nothing, and whatever stalls is taken up again."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DataError, transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from tests.factories import found_in, make_garment, make_model, pending_garment, photo, together, unit_vector
from wardrobe import encoders, tasks
from wardrobe.models import AIModel, Garment, GarmentEmbedding, GarmentPrediction
from wardrobe.services.garments import add_garment, purge, recut

pytestmark = pytest.mark.django_db
AGO = timedelta(seconds=1)


@pytest.fixture
def recognised(monkeypatch, serving):
    """The pipeline finds jeans in every photo."""
    monkeypatch.setattr(tasks, "recognise", lambda garment: (found_in(), serving))


@pytest.fixture
def stopping(monkeypatch, serving):
    """The pipeline stops in the middle of every photo."""

    def stop(garment):
        raise RuntimeError("out of memory")

    monkeypatch.setattr(tasks, "recognise", stop)


def lose_lease(garment: Garment) -> None:
    Garment.all_objects.filter(pk=garment.pk).update(lease=uuid.uuid4())


# --- one photo --------------------------------------------------------------------------------------------------------
def test_a_photo_becomes_a_garment(alice, recognised, stored_files):
    garment = add_garment(owner=alice, photo=photo(), name="Weekend").garment
    assert tasks.analyse(str(garment.pk)) == "ready"

    garment = Garment.objects.with_facts().get(pk=garment.pk)
    assert (garment.status, garment.category, garment.color_primary) == ("ready", "jeans", "blue")
    assert (garment.lease, garment.lease_until, garment.attempts, garment.error_message) == (None, None, 0, "")
    assert garment.quality_warnings == [{"code": "blurred", "sentence": "This photo is blurred."}]
    assert (garment.thumbnail_width, garment.thumbnail_height) == (48, 64)
    assert (garment.prediction.bounding_box, garment.embeddings.count()) == ([10, 10, 80, 120], 1)
    assert list(Garment.objects.with_words("weekend blue jeans")) == [garment]
    assert stored_files() == sorted([garment.original.name, garment.processed.name, garment.thumbnail.name])


def test_running_twice_changes_nothing(alice, recognised, stored_files):
    garment = pending_garment(alice)
    tasks.analyse(str(garment.pk))
    before = stored_files()
    assert tasks.analyse(str(garment.pk)) == "nothing to do"
    assert stored_files() == before


def test_a_garment_that_is_gone_is_nothing_to_do(db, recognised):
    assert tasks.analyse(str(uuid.uuid4())) == "nothing to do"


def test_a_second_analysis_replaces_the_pictures_and_keeps_the_corrections(alice, recognised, stored_files):
    garment = make_garment(alice, category="shirt", label={"color_primary": "red"})
    recut(garment=garment, hints=None)
    assert tasks.analyse(str(garment.pk)) == "ready"

    garment = Garment.objects.with_facts().get(pk=garment.pk)
    assert (garment.category, garment.color_primary) == ("jeans", "red")
    assert stored_files() == sorted([garment.original.name, garment.processed.name, garment.thumbnail.name])
    assert GarmentPrediction.objects.count() == GarmentEmbedding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_of_two_workers_takes_a_photo(alice):
    garment = pending_garment(alice)
    taken = together(*[lambda: tasks.claim(garment.pk)] * 2)
    assert sorted(each is None for each in taken) == [False, True]
    garment.refresh_from_db()
    assert (garment.status, garment.attempts) == ("processing", 1)


def test_a_photo_in_work_is_taken_over_when_its_lease_is_over(alice):
    garment = pending_garment(alice)
    first = tasks.claim(garment.pk)
    assert tasks.claim(garment.pk) is None
    Garment.objects.update(lease_until=timezone.now() - AGO)
    second = tasks.claim(garment.pk)
    assert second.lease != first.lease
    assert second.attempts == 2


def test_a_late_twin_writes_nothing_and_leaves_no_files(alice, serving, stored_files):
    garment = pending_garment(alice)
    late = tasks.claim(garment.pk)
    Garment.objects.update(lease_until=timezone.now() - AGO)
    quick = tasks.claim(garment.pk)

    assert tasks.complete(quick, found_in(1, category="skirt"), serving) == "ready"
    files = stored_files()
    assert tasks.complete(late, found_in(2, category="hat"), serving) == "superseded"
    assert tasks.fail(late, "Too late.") == "superseded"
    tasks.release(late)

    garment.refresh_from_db()
    assert (garment.status, garment.category, garment.error_message) == ("ready", "skirt", "")
    assert stored_files() == files
    assert OrmQ.objects.count() == 0


def test_pictures_that_a_killed_worker_left_are_cleared_away(alice, recognised, stored_files):
    garment = pending_garment(alice)
    folder = garment.original.name.rpartition("/")[0]
    garment.original.storage.save(f"{folder}/cutout-left.webp", ContentFile(b"left behind"))
    tasks.analyse(str(garment.pk))
    garment.refresh_from_db()
    assert stored_files() == sorted([garment.original.name, garment.processed.name, garment.thumbnail.name])


def test_results_for_a_purged_garment_leave_nothing(alice, serving, stored_files):
    garment = tasks.claim(pending_garment(alice).pk)
    Garment.all_objects.update(deleted_at=timezone.now())
    purge(garments=Garment.all_objects.all())
    assert tasks.complete(garment, found_in(), serving) == "superseded"
    assert stored_files() == []


def test_results_that_cannot_be_written_leave_no_files(alice, serving, stored_files):
    garment = tasks.claim(pending_garment(alice).pk)
    with pytest.raises(DataError), transaction.atomic():
        tasks.complete(garment, found_in(vector=[1.0, 0.0]), serving)
    assert stored_files() == [garment.original.name]


def test_a_new_cut_out_asked_for_meanwhile_wins(alice, serving, queued):
    worker = tasks.claim(pending_garment(alice).pk)
    recut(garment=Garment.objects.get(), hints={"mode": "original"})
    assert tasks.complete(worker, found_in(), serving) == "superseded"
    assert Garment.objects.get().status == "pending"
    assert len(queued()) == 1


def test_a_correction_made_meanwhile_is_kept(alice, serving):
    from wardrobe.services.garments import correct_garment, edit_garment

    worker = tasks.claim(pending_garment(alice).pk)
    edit_garment(garment=worker, changes={"name": "Sunday best"})
    correct_garment(garment=worker, values={"category": "skirt"})
    assert tasks.complete(worker, found_in(category="jeans"), serving) == "ready"
    garment = Garment.objects.get()
    assert (garment.name, garment.category, garment.pattern) == ("Sunday best", "skirt", "solid")


# --- attempts ---------------------------------------------------------------------------------------------------------
def test_a_photo_that_stops_the_worker_is_tried_three_times_then_fails_with_a_sentence(alice, stopping, queued):
    garment = pending_garment(alice)
    assert [tasks.analyse(str(garment.pk)) for _ in range(4)] == [
        "will be tried again",
        "will be tried again",
        "failed",
        "nothing to do",
    ]
    garment.refresh_from_db()
    assert (garment.status, garment.error_message) == ("failed", tasks.GAVE_UP)
    assert queued() == [("wardrobe.tasks.analyse", (str(garment.pk),))] * 2


def test_a_photo_that_kills_three_workers_fails_instead_of_killing_a_fourth(alice, recognised):
    garment = pending_garment(alice)
    for _ in range(3):
        tasks.claim(garment.pk)
        Garment.objects.update(lease_until=timezone.now() - AGO)
    assert tasks.analyse(str(garment.pk)) == "failed"
    garment.refresh_from_db()
    assert garment.error_message == tasks.GAVE_UP


@pytest.mark.parametrize("damage", ["overwritten", "lost"])
def test_an_original_that_cannot_be_read_fails_at_once_with_a_sentence(alice, damage, serving, monkeypatch):
    monkeypatch.setattr(encoders, "active_encoder", lambda: (None, serving))
    garment = pending_garment(alice)
    storage, name = garment.original.storage, garment.original.name
    storage.delete(name)
    if damage == "overwritten":
        with open(storage.path(name), "wb") as file:
            file.write(b"not a photo")
    assert tasks.analyse(str(garment.pk)) == "failed"
    garment.refresh_from_db()
    assert garment.error_message == tasks.UNREADABLE


# --- sweeping up ------------------------------------------------------------------------------------------------------
def test_the_sweeper_queues_expired_leases_only(alice, queued):
    held, expired = pending_garment(alice), pending_garment(alice)
    tasks.claim(held.pk)
    tasks.claim(expired.pk)
    Garment.objects.filter(pk=expired.pk).update(lease_until=timezone.now() - AGO)
    make_garment(alice)
    pending_garment(alice, status="failed", error_message="It stopped.", lease_until=timezone.now() - AGO)

    assert tasks.sweep() == "1 queued again"
    assert queued() == [("wardrobe.tasks.analyse", (str(expired.pk),))]
    assert [Garment.objects.get(pk=each.pk).status for each in (held, expired)] == ["processing", "pending"]
    assert tasks.sweep() == "0 queued again"


def test_a_message_that_is_lost_for_certain_is_written_again_at_once(alice, queued):
    garments = [add_garment(owner=alice, photo=photo(seed)).garment for seed in (1, 2)]
    assert tasks.sweep() == "0 queued again"
    OrmQ.objects.all().delete()
    assert tasks.sweep() == "2 queued again"
    assert {args for _, args in queued()} == {(str(garment.pk),) for garment in garments}
    assert tasks.sweep() == "0 queued again"


def test_a_message_that_may_be_with_a_worker_is_given_time(alice, queued):
    impatient, patient = (add_garment(owner=alice, photo=photo(seed)).garment for seed in (1, 2))
    Garment.objects.filter(pk=impatient.pk).update(lease_until=timezone.now() - AGO)
    assert tasks.sweep() == "0 queued again"

    OrmQ.objects.update(lock=timezone.now() + timedelta(minutes=3))
    assert tasks.sweep() == "1 queued again"
    assert queued()[-1] == ("wardrobe.tasks.analyse", (str(impatient.pk),))
    patient.refresh_from_db()
    assert patient.lease_until > timezone.now()


def test_the_sweeper_leaves_a_photo_that_a_worker_came_back_to(alice, queued):
    garment = pending_garment(alice, lease_until=timezone.now() - AGO)
    now = timezone.now()
    tasks.claim(garment.pk)
    assert not tasks._queue_again(garment.pk, now)
    garment.refresh_from_db()
    assert garment.status == "processing"
    assert queued() == []


def test_after_a_restart_nobody_holds_anything(alice, queued):
    held, waiting = pending_garment(alice, seed=1), add_garment(owner=alice, photo=photo(2)).garment
    tasks.claim(held.pk)
    OrmQ.objects.update(lock=timezone.now() + timedelta(minutes=3))

    tasks.recover_after_restart()
    assert not OrmQ.objects.filter(lock__gt=timezone.now()).exists()
    photos = [args[0] for func, args in queued() if func == "wardrobe.tasks.analyse"]
    assert sorted(photos) == sorted([str(held.pk), str(waiting.pk)])
    assert {func for func, _ in queued()} == {
        "wardrobe.tasks.analyse",
        "wardrobe.services.models.apply_configured_model",
        "wardrobe.services.demo.prepare_template",
    }


def test_periodic_work_is_scheduled_once(db):
    tasks.schedule_periodic_work()
    tasks.schedule_periodic_work()
    assert Schedule.objects.filter(func="wardrobe.tasks.sweep").count() == 1
    assert Schedule.objects.filter(func="wardrobe.tasks.complete_vectors").count() == 1


# --- another model ----------------------------------------------------------------------------------------------------
class FakeEncoder:
    """Places every picture on one axis."""

    def __init__(self, model: AIModel, axis: int = 7) -> None:
        self.spec, self.name, self.version, self.checksum = model.spec, model.name, model.version, model.checksum
        self.dimension, self.parameters, self.axis = model.dimension, model.parameters, axis

    def encode_images(self, images):
        import numpy as np

        return np.array([unit_vector(towards=self.axis) for _ in images], dtype=np.float32).reshape(-1, 512)


@pytest.fixture
def other(serving, monkeypatch):
    """A second model, registered but not serving."""
    model = make_model("other", active=False)
    monkeypatch.setattr(encoders, "load", lambda spec: FakeEncoder(model if spec == "other" else serving))
    return model


def test_another_model_serves_when_its_vectors_are_complete(alice, bob, serving, other, monkeypatch, queued):
    monkeypatch.setattr(tasks, "REEMBED_BATCH", 2)
    for owner in (alice, alice, bob):
        make_garment(owner)
    pending_garment(alice)

    steps = []
    for _ in range(3):
        steps.append(tasks.reembed(str(other.pk)))
        steps.append(AIModel.objects.active_encoder().name)
    assert steps == ["2 embedded", "compact", "1 embedded", "compact", "complete", "other"]
    assert (
        GarmentEmbedding.objects.filter(model=serving).count()
        == GarmentEmbedding.objects.filter(model=other).count()
        == 3
    )
    assert queued() == [("wardrobe.tasks.reembed", (str(other.pk),))] * 2


def test_embedding_again_may_run_twice(alice, other):
    garment = make_garment(alice)
    for _ in range(3):
        tasks.reembed(str(other.pk))
    assert garment.embeddings.filter(model=other).count() == 1


def test_a_lost_original_does_not_keep_a_model_from_serving(alice, other):
    lost, kept = make_garment(alice, seed=1), make_garment(alice, seed=2)
    lost.original.storage.delete(lost.original.name)
    assert [tasks.reembed(str(other.pk)) for _ in range(2)] == ["1 embedded", "complete"]
    assert AIModel.objects.active_encoder() == other
    lost.refresh_from_db()
    assert (lost.status, lost.error_message) == ("failed", tasks.UNREADABLE)
    assert kept.embeddings.filter(model=other).exists()


def test_photos_finished_under_the_old_model_are_completed_later(alice, serving, other, queued):
    make_garment(alice, model=serving)
    other.activate()
    assert tasks.complete_vectors() == "queued"
    assert queued() == [("wardrobe.tasks.reembed", (str(other.pk),))]
    tasks.reembed(str(other.pk))
    assert tasks.complete_vectors() == "complete"


def test_nothing_to_complete_where_no_model_has_served_yet(db):
    assert tasks.complete_vectors() == "complete"


def test_vectors_of_two_models_are_never_compared(alice, serving, other):
    garment = make_garment(alice, model=serving, vector=unit_vector(towards=1))
    GarmentEmbedding.objects.create(garment=garment, model=other, vector=unit_vector(towards=2))
    near = GarmentEmbedding.objects.of_wardrobe(alice).nearest(unit_vector(towards=1), serving)
    assert [(row.model, round(row.similarity, 3)) for row in near] == [(serving, 1.0)]
