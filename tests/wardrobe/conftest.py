from __future__ import annotations

import pytest
from django_q.models import OrmQ

from tests import factories
from wardrobe import encoders
from wardrobe.models import Garment
from wardrobe.vision.encoder import EncoderUnavailable


@pytest.fixture
def queued():
    """The messages that wait in the queue, as (function, arguments)."""

    def messages() -> list[tuple[str, tuple]]:
        return [(message.task["func"], message.task["args"]) for message in OrmQ.objects.order_by("pk")]

    return messages


@pytest.fixture
def words_only(monkeypatch):
    """Search as it works when the serving model has no text tower here."""

    def unavailable(model):
        raise EncoderUnavailable("The text tower cannot be loaded.")

    monkeypatch.setattr(encoders, "text_encoder_of", unavailable)


@pytest.fixture
def ids():
    """Keys of garments or hits, in their order."""

    def keys(found) -> list:
        return [getattr(each, "garment", each).pk for each in found]

    return keys


@pytest.fixture
def itself():
    """One garment as a queryset, for verbs over many."""
    return lambda garment: Garment.all_objects.filter(pk=garment.pk)


@pytest.fixture
def serving(db):
    """The model whose vectors serve."""
    return factories.make_model()
