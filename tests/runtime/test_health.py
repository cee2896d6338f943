"""The health endpoints: their shape, and what turns them red."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signing import SignedPackage
from django_q.status import Status

from wardrobe.models import AIModel
from wardrobe_project import health
from wardrobe_project.storage import SignedFileStorage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_storage_check(monkeypatch):
    monkeypatch.setattr(health, "_last_storage_check", None)


@pytest.fixture
def worker():
    """A cluster's sign of life, as django-q2 writes it."""
    status = Status(pid=1, cluster_id=uuid.uuid4())
    status.status, status.workers = Conf.IDLE, [2, 3]
    key = f"{Conf.Q_STAT}:{status.cluster_id}"
    cache.set(key, SignedPackage.dumps(status, True), 3)
    cache.set(Conf.Q_STAT, [key], 3)


@pytest.fixture
def encoder():
    model = AIModel.objects.create(name="tiny", version="1", spec="tiny", checksum="0" * 64)
    model.activate()
    return model


def check(client, name):
    return client.get("/health").json()["checks"][name]


def test_a_working_instance_is_healthy_in_every_point(client, worker, encoder):
    response = client.get("/health")
    document = response.json()
    assert response.status_code == 200
    assert document["status"] == "healthy"
    assert parse_datetime(document["timestamp"]).tzinfo is not None
    assert set(document["checks"]) == {"postgres", "storage", "queue", "worker", "encoder"}
    for facts in document["checks"].values():
        assert facts["healthy"] is True
        assert facts["responseTime"] >= 0


def test_the_database_tells_how_many_connections_are_open(client):
    response = client.get("/health/database")
    assert response.status_code == 200
    document = response.json()
    assert set(document) == {"status", "timestamp", "checks"}
    postgres = document["checks"]["postgres"]
    assert set(postgres["connections"]) == {"total", "active", "idle"}
    assert postgres["connections"]["active"] >= 1
    assert postgres["connections"]["total"] >= postgres["connections"]["active"] + postgres["connections"]["idle"] - 1


def test_a_database_that_does_not_answer_is_503_without_its_address(client, monkeypatch):
    def refuse(*_):
        raise RuntimeError("connection to host=secret password=hunter2 failed")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/database")
    assert response.status_code == 503
    assert response.json()["status"] == "unhealthy"
    assert response.json()["checks"]["postgres"]["error"] == "does not answer"
    assert "hunter2" not in response.content.decode()


def test_a_store_that_cannot_be_written_is_503(client, worker, encoder, monkeypatch):
    def full(*_):
        raise OSError("No space left on device: /srv/secret")

    monkeypatch.setattr(SignedFileStorage, "_save", full)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["checks"]["storage"]["healthy"] is False
    assert "secret" not in response.content.decode()


def test_the_storage_check_leaves_nothing_behind(client):
    assert check(client, "storage")["healthy"]
    assert default_storage.listdir("health")[1] == []


def test_the_storage_is_not_written_at_every_request(client, monkeypatch):
    assert check(client, "storage")["healthy"]
    monkeypatch.setattr(SignedFileStorage, "_save", lambda *_: pytest.fail("written again"))
    assert check(client, "storage")["healthy"]


def test_the_queue_tells_its_depth_and_its_oldest_message(client):
    now = timezone.now()
    for seconds in (60, 5):
        OrmQ.objects.create(key=Conf.CLUSTER_NAME, payload="x", lock=now - timedelta(seconds=seconds))
    OrmQ.objects.create(key=Conf.CLUSTER_NAME, payload="x", lock=now + timedelta(seconds=100))
    facts = check(client, "queue")
    assert facts["healthy"]
    assert (facts["waiting"], facts["processing"]) == (2, 1)
    assert 60 <= facts["oldestSeconds"] < 70


def test_work_that_nobody_takes_is_503(client, worker, encoder):
    OrmQ.objects.create(key=Conf.CLUSTER_NAME, payload="x", lock=timezone.now() - timedelta(hours=1))
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["checks"]["queue"]["waiting"] == 1


def test_a_worker_that_gives_no_sign_of_life_is_503(client, encoder):
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["checks"]["worker"] | {"responseTime": 0} == {
        "healthy": False,
        "error": "no worker has given a sign of life",
        "clusters": 0,
        "processes": 0,
        "responseTime": 0,
    }


def test_the_encoder_that_serves_is_named(client, encoder):
    facts = check(client, "encoder")
    assert (facts["model"], facts["version"], facts["dimension"]) == ("tiny", "1", 512)


def test_without_an_active_encoder_it_is_503(client, worker):
    assert client.get("/health").status_code == 503
    assert check(client, "encoder")["error"] == "no encoder has been activated yet"


def test_the_answer_is_never_cached_and_only_for_looking(client):
    assert "no-store" in client.get("/health")["Cache-Control"]
    assert client.post("/health").status_code == 405


def test_asking_costs_few_queries(client, worker, encoder, django_assert_max_num_queries):
    client.get("/health")
    with django_assert_max_num_queries(10):
        client.get("/health")
