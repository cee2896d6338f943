"""Whether the instance works, for load balancers and for people. Anonymous, cheap, and without secrets."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Count, Min, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.status import Stat

from wardrobe.models import AIModel

log = logging.getLogger(__name__)
# A photo waits longer than this only when no worker takes it.
OLDEST_WAIT_SECONDS = 15 * 60
# The round trip to a bucket costs several requests; anybody may ask for our health as often as they like.
STORAGE_CHECK_LASTS = 10.0

Facts = dict[str, Any]
_last_storage_check: tuple[float, Facts] | None = None


class Unhealthy(Exception):
    """A check failed; the message is safe to show to strangers."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.facts = facts


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    checks = {"postgres": check_postgres, "storage": check_storage, "queue": check_queue, "worker": check_worker}
    return answer(checks | {"encoder": check_encoder})


@never_cache
@require_safe
def health_database(request: HttpRequest) -> JsonResponse:
    return answer({"postgres": check_postgres})


def answer(checks: dict[str, Callable[[], Facts]]) -> JsonResponse:
    results = {name: measured(name, check) for name, check in checks.items()}
    healthy = all(result["healthy"] for result in results.values())
    status = "healthy" if healthy else "unhealthy"
    document = {"status": status, "timestamp": timezone.now().isoformat(), "checks": results}
    return JsonResponse(document, status=200 if healthy else 503)


def measured(name: str, check: Callable[[], Facts]) -> Facts:
    """One check's facts with `healthy` and `responseTime` in milliseconds; errors stay in our log."""
    started = time.perf_counter()
    try:
        facts = {"healthy": True, **check()}
    except Unhealthy as error:
        facts = {"healthy": False, "error": str(error), **error.facts}
    except Exception:
        log.exception("The health check of %s failed", name)
        facts = {"healthy": False, "error": "does not answer"}
    return facts | {"responseTime": round((time.perf_counter() - started) * 1000, 1)}


def check_postgres() -> Facts:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE state = 'active'), count(*) FILTER (WHERE state LIKE 'idle%%') "
            "FROM pg_stat_activity WHERE datname = current_database()"
        )
        total, active, idle = cursor.fetchone()
    facts: Facts = {"connections": {"total": total, "active": active, "idle": idle}}
    if pool := getattr(connection, "pool", None):
        statistics = pool.get_stats()
        facts["pool"] = {
            "size": statistics.get("pool_size", 0),
            "available": statistics.get("pool_available", 0),
            "waiting": statistics.get("requests_waiting", 0),
            "max": statistics.get("pool_max", 0),
        }
    return facts


def check_storage() -> Facts:
    """Write, read and delete a small file, at most once in ten seconds per process."""
    global _last_storage_check
    now = time.monotonic()
    if _last_storage_check and now - _last_storage_check[0] < STORAGE_CHECK_LASTS:
        return _last_storage_check[1]
    content = uuid.uuid4().bytes
    name = default_storage.save(f"health/{uuid.uuid4().hex}", ContentFile(content))
    try:
        with default_storage.open(name) as file:
            if file.read() != content:
                raise Unhealthy("returned other bytes than were written")
    finally:
        default_storage.delete(name)
    facts: Facts = {"kind": "s3" if settings.S3_BUCKET else "local"}
    _last_storage_check = (now, facts)
    return facts


def check_queue() -> Facts:
    """Messages that wait, messages that a worker holds, and how long the oldest has waited (seconds)."""
    now = timezone.now()
    waiting = Q(lock__lte=now)
    found = OrmQ.objects.filter(key=Conf.CLUSTER_NAME).aggregate(
        waiting=Count("pk", filter=waiting), held=Count("pk", filter=~waiting), oldest=Min("lock", filter=waiting)
    )
    oldest = round((now - found["oldest"]).total_seconds(), 1) if found["oldest"] else 0.0
    facts = {"waiting": found["waiting"], "processing": found["held"], "oldestSeconds": oldest}
    if oldest > OLDEST_WAIT_SECONDS:
        raise Unhealthy("work waits and nobody takes it", **facts)
    return facts


def check_worker() -> Facts:
    """Clusters write a sign of life twice a second, which lasts three seconds."""
    clusters = [cluster for cluster in Stat.get_all() if cluster.status != Conf.STOPPED]
    facts: Facts = {"clusters": len(clusters), "processes": sum(len(cluster.workers) for cluster in clusters)}
    if not clusters:
        raise Unhealthy("no worker has given a sign of life", **facts)
    return facts


def check_encoder() -> Facts:
    """Which model serves. None is chosen before the first start of a worker."""
    model = AIModel.objects.active_encoder()
    if model is None:
        raise Unhealthy("no encoder has been activated yet")
    return {"model": model.name, "version": model.version, "dimension": model.dimension}
